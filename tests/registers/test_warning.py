"""Warnings in the registers: who may issue, whom they reach, what becomes of them."""

from pathlib import Path

import pytest

from peaceops.act.warning.escalation import Hours
from peaceops.domain.access import Role
from peaceops.domain.alert import AlertNode
from peaceops.domain.delivery import DeliveryNode
from peaceops.domain.error import REFUSED, PeaceopsError
from peaceops.domain.record import ConflictError
from peaceops.domain.response_scorecard import Incident
from peaceops.domain.source_identity import SourceIdentityNode
from peaceops.domain.strategy.warning import ResponseNode, WarningNode
from peaceops.registers.record.listing import Query
from peaceops.services.register.alert import Caller, log_alert, step_alert
from peaceops.services.register.inbox import acknowledge, inbox, subscribe
from peaceops.services.register.reading import list_records
from peaceops.services.register.standing import all_of, standing
from peaceops.services.register.warning import (
    decide,
    feed_back,
    judge_outcome,
    record_response,
    step_case,
)
from peaceops.services.register.warning_issue import issue_warning, thread_of, update_warning
from peaceops.services.register.watch import scorecard, watch
from tests.registers.warned import SessionOf, at, everyone, laid_out, later_by_default, notice

HOURS = Hours(decide=24, decide_imminent=2, feed_back=72)
ISSUERS = {
    Role.WATCHKEEPER, Role.ANALYST, Role.POC_ADVISER, Role.HUMAN_RIGHTS,
    Role.CHILD_AND_WOMENS_PROTECTION, Role.HEAD_OF_FIELD_OFFICE, Role.HEAD_OF_MISSION,
}  # fmt: skip


@pytest.fixture
def session_of(session_of: SessionOf) -> SessionOf:
    return later_by_default(session_of)


def alert(name: str = "A1", **fields: object) -> AlertNode:
    return AlertNode(
        **{  # type: ignore[arg-type]
            "id": name,
            "channel": "hotline",
            "network": "Naemthregesh",
            "text": "armed men on the road, the market is tomorrow",
            "area": "south",
            "expected": at(10),
            "imminent": False,
        }
        | fields
    )


def issued(session_of: SessionOf, **more: object) -> None:
    laid_out(session_of)
    issue_warning(
        session_of(Role.WATCHKEEPER, at=at(0)), notice(), warning="W1", readers=everyone,
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.parametrize("role", Role)
def test_a_warning_is_issued_by_a_person_with_the_duty(
    mission: Path, session_of: SessionOf, role: Role
) -> None:
    laid_out(session_of)
    contributor = "Meridor" if role is Role.CONTRIBUTOR else ""
    session = session_of(role, contributor=contributor, at=at(0))
    if role in ISSUERS:
        done = issue_warning(session, notice(), warning="W1", readers=everyone)
        assert done.warning.author == session.reader.account
    else:
        with pytest.raises(PeaceopsError) as refused:
            issue_warning(session, notice(), warning="W1", readers=everyone)
        assert refused.value.exit_code == REFUSED
        assert all_of(session_of(Role.HEAD_OF_MISSION), WarningNode) == ()


@pytest.mark.parametrize(
    ("field", "empty", "says"),
    [
        ("actor", None, "who endangers"),
        ("against", "", "against whom"),
        ("area", None, "where"),
        ("window_from", None, "from when"),
        ("likelihood", None, "how likely"),
        ("confidence", None, "how sure"),
        ("confidence_reasons", "", "why so sure"),
        ("basis", (), "on what basis"),
    ],
)
def test_nothing_is_left_blank(
    mission: Path, session_of: SessionOf, field: str, empty: object, says: str
) -> None:
    laid_out(session_of)
    with pytest.raises(PeaceopsError, match=says):
        issue_warning(session_of(Role.WATCHKEEPER), notice(**{field: empty}), readers=everyone)
    if field in {"actor", "area", "likelihood"}:
        said = notice(**{field: empty, "unknown": frozenset({field})})
        assert issue_warning(session_of(Role.WATCHKEEPER), said, readers=everyone).recipients


def test_the_caller_stands_apart_or_nowhere(mission: Path, session_of: SessionOf) -> None:
    laid_out(session_of)
    watch_ = session_of(Role.WATCHKEEPER, at=at(0))
    log_alert(watch_, alert("A1"))
    record = log_alert(watch_, alert("A2"), Caller(name="Mother of three", contact="by the well"))
    assert "Mother" not in str(record)
    assert "well" not in str(record)
    hidden = list_records(watch_, Query(kinds=("source_identity",)))
    assert hidden.records == ()
    analyst = session_of(Role.ANALYST)
    found = [one for _, one in all_of(analyst, SourceIdentityNode)]
    assert [(one.source, one.name) for one in found] == [("A2", "Mother of three")]
    assert all_of(session_of(Role.HEAD_OF_MISSION), SourceIdentityNode) == ()
    assert "Mother" not in repr(Caller(name="Mother of three"))


@pytest.mark.parametrize("text", ["call +999 55 123 456 78", "0099912345678", "99-91-23-45-67"])
def test_a_telephone_number_in_an_alert_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="who called"):
        alert(text=text)


@pytest.mark.parametrize("text", ["300 men, 12 trucks", "on 2031-05-02 14:30 at km 1200"])
def test_numbers_of_men_and_days_are_none(text: str) -> None:
    assert alert(text=text).text == text


def test_a_warning_runs_on_the_clock_of_its_first_alert(
    mission: Path, session_of: SessionOf
) -> None:
    laid_out(session_of)
    log_alert(session_of(Role.WATCHKEEPER, at=at(-3)), alert("A1"))
    log_alert(session_of(Role.WATCHKEEPER, at=at(-1)), alert("A2"))
    step_alert(session_of(Role.WATCHKEEPER, at=at(-2.5)), "A1", "acknowledged")
    issue_warning(
        session_of(Role.WATCHKEEPER, at=at(0)), notice(), warning="W1", alerts=["A1", "A2"],
        readers=everyone,
    )  # fmt: skip
    _, warning = standing(session_of(Role.WATCHKEEPER), "W1", WarningNode)
    assert (warning.received, warning.acknowledged) == (at(-3), at(-2.5))
    assert warning.expected == at(10)
    assert [step.state for step in warning.life] == ["received", "acknowledged", "disseminated"]
    assert warning.life[-1].skipped == ("verifying", "verified")
    _, told = standing(session_of(Role.WATCHKEEPER), "A2", AlertNode)
    assert told.warning == "W1"
    assert told.life[-1].state == "disseminated"


def test_a_false_alert_is_not_passed_on(mission: Path, session_of: SessionOf) -> None:
    laid_out(session_of)
    log_alert(session_of(Role.WATCHKEEPER, at=at(-3)), alert())
    step_alert(session_of(Role.ANALYST, at=at(-2)), "A1", "false")
    with pytest.raises(PeaceopsError, match="false"):
        issue_warning(session_of(Role.WATCHKEEPER), notice(), alerts=["A1"], readers=everyone)


def test_it_reaches_those_whose_duty_it_is_and_those_who_asked(
    mission: Path, session_of: SessionOf
) -> None:
    laid_out(session_of)
    subscribe(session_of(Role.PLANNER), areas=frozenset({"unit:South"}))
    subscribe(session_of(Role.DESK_OFFICER), areas=frozenset({"north"}))
    subscribe(session_of(Role.ANALYST), least_level="extreme")
    subscribe(session_of(Role.HUMAN_RIGHTS), harm_types=frozenset({"displacement"}))
    subscribe(session_of(Role.HUMANITARIAN_LIAISON))
    subscribe(session_of(Role.CONTRIBUTOR, contributor="Meridor"), e_mail="ops@meridor.example")
    done = issue_warning(
        session_of(Role.WATCHKEEPER, at=at(0)), notice(), warning="W1", readers=everyone
    )
    watch_ = session_of(Role.WATCHKEEPER)
    told = {(one.account, one.form) for _, one in all_of(watch_, DeliveryNode)}
    assert told == {
        ("watchkeeper", "page"), ("head_of_field_office", "page"), ("head_of_mission", "page"),
        ("planner", "page"), ("humanitarian_liaison", "page"), ("contributor", "page"),
        ("contributor", "pointer"),
    }  # fmt: skip
    assert (done.recipients, done.able) == (6, 5)


def test_nobody_gets_what_they_may_not_read(mission: Path, session_of: SessionOf) -> None:
    laid_out(session_of)
    subscribe(session_of(Role.HUMANITARIAN_LIAISON))
    subscribe(session_of(Role.ANALYST))
    secret = notice(classification="strictly_confidential")
    issue_warning(session_of(Role.WATCHKEEPER, at=at(0)), secret, warning="W1", readers=everyone)
    told = {one.account for _, one in all_of(session_of(Role.WATCHKEEPER), DeliveryNode)}
    assert "humanitarian_liaison" not in told
    assert "analyst" in told
    assert inbox(session_of(Role.HUMANITARIAN_LIAISON)) == ()


def test_recipients_do_not_learn_of_each_other(mission: Path, session_of: SessionOf) -> None:
    subscribe_to = session_of(Role.CONTRIBUTOR, contributor="Meridor")
    laid_out(session_of)
    subscribe(subscribe_to)
    subscribe(session_of(Role.HUMANITARIAN_LIAISON))
    issue_warning(session_of(Role.WATCHKEEPER, at=at(0)), notice(), warning="W1", readers=everyone)
    acknowledge(session_of(Role.HUMANITARIAN_LIAISON, at=at(1)), "W1-1")
    [mine] = inbox(subscribe_to)
    assert not mine.acknowledged
    everything = list_records(subscribe_to, Query(limit=500)).records
    assert {"delivery", "acknowledgement", "subscription"}.isdisjoint(
        record.kind for record in everything
    )
    assert "humanitarian" not in str(everything)


def test_humanitarian_liaison_receives_and_is_never_tasked(
    mission: Path, session_of: SessionOf
) -> None:
    laid_out(session_of)
    liaison = session_of(Role.HUMANITARIAN_LIAISON)
    subscribe(liaison)
    with pytest.raises(PeaceopsError, match="never tasked"):
        issue_warning(
            session_of(Role.WATCHKEEPER, at=at(0)), notice(), warning="W1", readers=everyone,
            owner="post of humanitarian_liaison",
        )  # fmt: skip
    issue_warning(session_of(Role.WATCHKEEPER, at=at(0)), notice(), warning="W1", readers=everyone)
    [waiting] = inbox(liaison)
    assert waiting.notice.asked == ""
    assert waiting.notice.against == "families at the market"
    assert next(iter(inbox(session_of(Role.HEAD_OF_FIELD_OFFICE)))).notice.asked
    with pytest.raises(PeaceopsError, match="never tasked"):
        decide(
            session_of(Role.HEAD_OF_FIELD_OFFICE, at=at(1)), "W1", kind="refer", reasons="aid",
            owner="post of humanitarian_liaison", readers=everyone,
        )  # fmt: skip


def test_an_acknowledgement_by_who_can_act_stops_the_clock(
    mission: Path, session_of: SessionOf
) -> None:
    issued(session_of)
    acknowledge(session_of(Role.HEAD_OF_FIELD_OFFICE, at=at(1)), "W1-1")
    acknowledge(session_of(Role.HEAD_OF_MISSION, at=at(2)), "W1-1")
    _, warning = standing(session_of(Role.WATCHKEEPER), "W1", WarningNode)
    assert warning.acknowledged == at(1)
    with pytest.raises(PeaceopsError, match="before"):
        acknowledge(session_of(Role.HEAD_OF_MISSION, at=at(3)), "W1-1")


def test_updates_follow_the_first_and_reach_who_got_it(
    mission: Path, session_of: SessionOf
) -> None:
    laid_out(session_of)
    subscribe(session_of(Role.PLANNER), least_level="high")
    issue_warning(session_of(Role.WATCHKEEPER, at=at(0)), notice(), warning="W1", readers=everyone)
    update_warning(
        session_of(Role.ANALYST, at=at(2)), "W1", readers=everyone, level="moderate",
        changed="half of them turned back",
    )  # fmt: skip
    update_warning(
        session_of(Role.ANALYST, at=at(5)), "W1", readers=everyone, cancel=True,
        changed="all turned back",
    )  # fmt: skip
    thread = thread_of(session_of(Role.WATCHKEEPER), "W1")
    assert [(one.id, one.kind, one.follows) for one in thread] == [
        ("W1-1", "alert", None), ("W1-2", "update", "W1-1"), ("W1-3", "cancel", "W1-2"),
    ]  # fmt: skip
    # Below the level that the planner asked for, yet in a thread that reached them.
    assert [one.notice.id for one in inbox(session_of(Role.PLANNER))] == ["W1-3", "W1-2", "W1-1"]
    with pytest.raises(PeaceopsError, match="taken back"):
        update_warning(session_of(Role.ANALYST, at=at(6)), "W1", readers=everyone, changed="again")
    said = notice("X1", threats=())
    issue_warning(session_of(Role.ANALYST), said, warning="X", readers=everyone)
    with pytest.raises(PeaceopsError, match="what is new"):
        update_warning(session_of(Role.ANALYST), "X", readers=everyone)


def test_a_decision_not_to_respond_says_why(mission: Path, session_of: SessionOf) -> None:
    issued(session_of)
    head = session_of(Role.HEAD_OF_FIELD_OFFICE, at=at(1))
    with pytest.raises(PeaceopsError, match="code"):
        decide(head, "W1", kind="no_response", reasons="none", readers=everyone)
    with pytest.raises(PeaceopsError, match="code"):
        decide(head, "W1", kind="respond", reasons="x", no_response_code="caveat")
    with pytest.raises(PeaceopsError, match="reasons"):
        decide(head, "W1", kind="monitor", reasons=" ", readers=everyone)
    decision, case = decide(
        head, "W1", kind="no_response", reasons="the road is washed away",
        no_response_code="weather_or_terrain", readers=everyone,
    )  # fmt: skip
    assert decision.id == case.payload.life[-1].about  # type: ignore[union-attr]


def test_two_responders_have_records_of_their_own(mission: Path, session_of: SessionOf) -> None:
    issued(session_of)
    host = ResponseNode(id="R1", responder="host", departed=at(1), on_site=at(4))
    record_response(session_of(Role.HOST_LIAISON, at=at(5)), "W1", host)
    own = ResponseNode(id="R2", responder="mission", departed=at(2))
    record_response(session_of(Role.WATCHKEEPER, at=at(5)), "W1", own)
    arrived = ResponseNode(id="R2", responder="mission", departed=at(2), on_site=at(8))
    record_response(session_of(Role.WATCHKEEPER, at=at(9)), "W1", arrived)
    with pytest.raises(PeaceopsError, match="mission or host"):
        record_response(session_of(Role.WATCHKEEPER, at=at(9)), "W1", ResponseNode(id="R3"))
    judge_outcome(
        session_of(Role.ANALYST, at=at(20)), "W1", harm_came=True, note="patrol report I9",
        effects={"R1": "reduced", "R2": "none"},
    )  # fmt: skip
    card = scorecard(session_of(Role.WATCHKEEPER, at=at(30)))
    rates = {rate.name: (rate.count, rate.of) for rate in card.rates}
    assert rates["response rate, host"] == rates["response rate, mission"] == (1, 1)
    assert rates["timely rate"] == (1, 1)
    assert rates["effective rate"] == (1, 1)
    assert rates["precision"] == (1, 1)
    arrival = next(one for one in card.medians if one.name == "time to arrive")
    assert arrival.hours == 4


@pytest.mark.parametrize("channel", ["hotline", "telephone", "message", "e_mail"])
def test_nothing_goes_back_to_the_caller(
    mission: Path, session_of: SessionOf, channel: str
) -> None:
    issued(session_of)
    with pytest.raises(PeaceopsError, match="give them away"):
        feed_back(session_of(Role.WATCHKEEPER, at=at(9)), "W1", channel=channel, note="thanks")  # type: ignore[arg-type]
    feed_back(session_of(Role.WATCHKEEPER, at=at(9)), "W1", channel="meeting", note="patrols go on")
    _, warning = standing(session_of(Role.WATCHKEEPER), "W1", WarningNode)
    assert warning.fed_back == at(9)


def test_what_waits_is_seen_when_looked_at_and_nothing_is_sent(
    mission: Path, session_of: SessionOf
) -> None:
    issued(session_of, owner="head of office south")
    assert watch(session_of(Role.WATCHKEEPER, at=at(5)), HOURS) == ()
    before = len(list_records(session_of(Role.HEAD_OF_MISSION), Query(limit=500)).records)
    late = watch(session_of(Role.WATCHKEEPER, at=at(25)), HOURS)
    assert [(one.wait, one.late_hours) for one in late] == [("acknowledge", 19.0), ("decide", 1.0)]
    assert {one.ask_next for one in late} == {("deputy south",)}
    assert len(list_records(session_of(Role.HEAD_OF_MISSION), Query(limit=500)).records) == before
    decide(
        session_of(Role.HEAD_OF_FIELD_OFFICE, at=at(26)), "W1", kind="respond", reasons="market",
        readers=everyone,
    )  # fmt: skip
    after = watch(session_of(Role.WATCHKEEPER, at=at(73)), HOURS)
    assert [one.wait for one in after] == ["feed_back"]
    feed_back(session_of(Role.WATCHKEEPER, at=at(74)), "W1", note="too dangerous", withheld=True)
    assert watch(session_of(Role.WATCHKEEPER, at=at(90)), HOURS) == ()


def test_steps_that_do_not_follow_or_lie_ahead_are_refused(
    mission: Path, session_of: SessionOf
) -> None:
    issued(session_of)
    watch_ = session_of(Role.WATCHKEEPER, at=at(2))
    with pytest.raises(PeaceopsError, match="ahead"):
        step_case(watch_, "W1", "verifying", at=at(3))
    with pytest.raises(PeaceopsError, match="use decide"):
        step_case(watch_, "W1", "decision")
    step_case(watch_, "W1", "closed")
    with pytest.raises(PeaceopsError, match="does not follow"):
        step_case(watch_, "W1", "verified")


def test_of_two_steps_at_once_the_second_is_refused(mission: Path, session_of: SessionOf) -> None:
    issued(session_of)
    step_case(session_of(Role.WATCHKEEPER, at=at(1)), "W1", "verifying", base_version=1)
    with pytest.raises(ConflictError):
        step_case(session_of(Role.ANALYST, at=at(1)), "W1", "verified", base_version=1)


def test_recall_counts_the_incidents_nobody_had_warned_of(
    mission: Path, session_of: SessionOf
) -> None:
    issued(session_of)
    incidents = [
        Incident(id="I1", area="south", at=at(8)),
        Incident(id="I2", area="south", at=at(31)),
        Incident(id="I3", area="north", at=at(8)),
    ]
    card = scorecard(session_of(Role.WATCHKEEPER, at=at(40)), incidents=incidents)
    recall = next(rate for rate in card.rates if rate.name == "recall")
    assert (recall.count, recall.of, recall.few) == (1, 3, True)
    assert card.missed == ("I2", "I3")
