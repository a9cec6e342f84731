"""The threat register: machines propose, people judge, others dissent, reviews fall due."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from peaceops.domain.access import Role
from peaceops.domain.error import REFUSED, PeaceopsError
from peaceops.domain.strategy.force import UnitNode
from peaceops.domain.strategy.proposal import ProposalNode
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.domain.strategy.warning import ResponseNode
from peaceops.domain.voice import DissentNode
from peaceops.services.register.reading import record_history
from peaceops.services.register.session import Session
from peaceops.services.register.standing import all_of, standing
from peaceops.services.register.threat import (
    accept_proposal,
    add_evidence,
    dissent,
    judge_threat,
    move_threat,
    raise_threat,
    reject_proposal,
)
from peaceops.services.register.threat_page import (
    overdue_threats,
    owed_decisions,
    threat_page,
    threat_register,
)
from peaceops.services.register.warning import record_response
from peaceops.services.register.warning_issue import issue_warning
from peaceops.services.register.writing import Entry, write_record, write_records
from tests.registers.warned import (
    SessionOf,
    at,
    everyone,
    laid_out,
    later_by_default,
    notice,
    posture,
)


@pytest.fixture
def session_of(session_of: SessionOf) -> SessionOf:
    return later_by_default(session_of)


def proposal(name: str = "P1") -> ProposalNode:
    return ProposalNode(
        id=name, title="raids near the river", actor="militia", area="north",
        proposed=date(2031, 5, 1), data="an invented outlook",
    )  # fmt: skip


def test_what_a_machine_proposes_has_no_level_and_stays_beside_the_decision(
    mission: Path, session_of: SessionOf
) -> None:
    laid_out(session_of, proposal("P1"), proposal("P2"))
    analyst = session_of(Role.ANALYST)
    threat, decided = accept_proposal(analyst, "P1", base_version=1, threat="T9")
    assert isinstance(threat.payload, ThreatNode)
    assert threat.payload.level is None
    assert "level" in threat.payload.unknown
    assert threat.payload.status == "suspected"
    assert isinstance(decided.payload, ProposalNode)
    assert (decided.payload.status, decided.payload.decided_by) == ("accepted", "post of analyst")
    page = threat_page(analyst, "T9")
    assert [one.id for one in page.proposals] == ["P1"]
    assert (page.level.low, page.level.high) == ("none", "extreme")
    with pytest.raises(PeaceopsError, match="reason"):
        reject_proposal(analyst, "P2", base_version=1, reason="")
    reject_proposal(analyst, "P2", base_version=1, reason="it is the same")
    for name in ("P1", "P2"):
        with pytest.raises(PeaceopsError, match="it was"):
            accept_proposal(analyst, name, base_version=2)


def test_a_level_is_a_persons_and_its_history_stays(mission: Path, session_of: SessionOf) -> None:
    laid_out(session_of)
    analyst = session_of(Role.ANALYST, at=at(1))
    raise_threat(analyst, ThreatNode(id="T9", actor="militia", area="south"))
    judge_threat(
        analyst, "T9", base_version=1, reason="two raids", level="moderate", trend="rising",
        factors={"intent": 3, "capability": 2, "opportunity": None}, review_by=date(2031, 6, 1),
    )  # fmt: skip
    adviser = session_of(Role.POC_ADVISER, at=at(2))
    judge_threat(adviser, "T9", base_version=2, reason="a third", level="high")
    page = threat_page(adviser, "T9")
    assert (page.threat.level, page.threat.assessed_by) == ("high", "post of poc_adviser")
    assert [(one.level, one.by, one.reason) for one in page.threat.history] == [
        ("moderate", "post of analyst", "two raids"),
        ("high", "post of poc_adviser", "a third"),
    ]
    # An unknown opportunity runs from 0 to 4; it is neither none nor a mean.
    assert (page.by_factors.low, page.by_factors.high) == ("none", "high")
    assert len(record_history(adviser, "T9")) == 3
    with pytest.raises(PeaceopsError, match="reason"):
        judge_threat(adviser, "T9", base_version=3, reason="", level="low")
    with pytest.raises(PeaceopsError, match="changed by"):
        judge_threat(adviser, "T9", base_version=2, reason="too late", level="low")
    with pytest.raises(PeaceopsError, match="no such factor"):
        judge_threat(adviser, "T9", base_version=3, reason="x", factors={"malice": 4})


def outsiders(session_of: SessionOf) -> dict[str, Session]:
    return {
        "contributor": session_of(Role.CONTRIBUTOR, contributor="Meridor", at=at(3)),
        "humanitarian": session_of(Role.HUMANITARIAN_LIAISON, at=at(3)),
        "read only": session_of(Role.READ_ONLY, at=at(3)),
    }


def test_a_contributor_dissents_and_adds_evidence_and_edits_nothing(
    mission: Path, session_of: SessionOf
) -> None:
    laid_out(session_of)
    meridor = outsiders(session_of)["contributor"]
    dissent(meridor, "T1", "our patrols see fewer of them", level="low")
    add_evidence(meridor, "T1", "patrol log of 1 May", contradicts=True)
    page = threat_page(session_of(Role.ANALYST), "T1")
    assert page.threat.level == "high"
    assert page.record.version == 1
    [said] = page.dissents
    assert (said.level, said.by, said.about_version) == ("low", "post of contributor", 1)
    assert [one.direction for one in page.evidence] == ["contradicts"]
    acts: tuple[Callable[[], object], ...] = (
        lambda: judge_threat(meridor, "T1", base_version=1, reason="x", level="low"),
        lambda: move_threat(meridor, "T1", "diminishing", base_version=1, reason="x"),
        lambda: raise_threat(meridor, ThreatNode(id="T9")),
    )
    for act in acts:
        with pytest.raises(PeaceopsError) as refused:
            act()
        assert refused.value.exit_code == REFUSED
    with pytest.raises(PeaceopsError, match="judged otherwise"):
        dissent(meridor, "T1", "  ")
    # Nobody rewrites what another said.
    record, node = standing(session_of(Role.ANALYST), said.id, DissentNode)
    with pytest.raises(PeaceopsError, match="somebody else said it"):
        write_record(session_of(Role.ANALYST), Entry(payload=node, base_version=record.version))


def test_nobody_dissents_from_what_they_may_not_see(mission: Path, session_of: SessionOf) -> None:
    secret = ThreatNode(id="T9", area="south", classification="strictly_confidential")
    laid_out(session_of, secret)
    for session in outsiders(session_of).values():
        with pytest.raises(PeaceopsError, match="none that you may see"):
            dissent(session, "T9", "I guess it is there")
    dissent(session_of(Role.PLANNER), "T9", "too high")
    # What is said of it is marked as it is.
    for session in outsiders(session_of).values():
        assert all_of(session, DissentNode) == ()


def test_a_threat_ends_with_reason_and_evidence_and_returns_as_a_new_version(
    mission: Path, session_of: SessionOf
) -> None:
    laid_out(session_of)
    analyst = session_of(Role.ANALYST)
    with pytest.raises(PeaceopsError, match="evidence"):
        move_threat(analyst, "T1", "closed", base_version=1, reason="they left")
    with pytest.raises(PeaceopsError, match="suspected does not follow"):
        move_threat(analyst, "T1", "suspected", base_version=1, reason="x")
    move_threat(analyst, "T1", "closed", base_version=1, reason="they left", evidence=("I7",))
    assert [page.record.id for page in threat_register(analyst)] == ["T2"]
    assert {page.record.id for page in threat_register(analyst, ended=True)} == {"T1", "T2"}
    with pytest.raises(PeaceopsError, match="open it again"):
        judge_threat(analyst, "T1", base_version=2, reason="back", level="high")
    again = move_threat(analyst, "T1", "suspected", base_version=2, reason="seen again")
    assert isinstance(again.payload, ThreatNode)
    assert again.payload.version == 2


def test_reviews_fall_due_and_none_is_not_in_order(mission: Path, session_of: SessionOf) -> None:
    laid_out(session_of)
    analyst = session_of(Role.ANALYST, at=at(0))
    judge_threat(analyst, "T1", base_version=1, reason="x", review_by=date(2031, 5, 2))
    judge_threat(analyst, "T2", base_version=1, reason="x", review_by=date(2031, 5, 20))
    assert overdue_threats(session_of(Role.ANALYST, at=at(1))) == ()
    assert [one.record.id for one in overdue_threats(session_of(Role.ANALYST, at=at(24)))] == ["T1"]
    raise_threat(analyst, ThreatNode(id="T3", area="north"))
    late = overdue_threats(session_of(Role.ANALYST, at=at(1)))
    assert [(one.record.id, one.review_overdue) for one in late] == [("T3", None)]


def test_the_hosts_response_is_on_record_before_the_missions(
    mission: Path, session_of: SessionOf
) -> None:
    laid_out(session_of)
    liaison, watch = session_of(Role.HOST_LIAISON), session_of(Role.WATCHKEEPER)
    record_response(watch, "T1", ResponseNode(id="R1", responder="mission", departed=at(2)))
    host = ResponseNode(id="R2", responder="host", reason="no_mobility")
    record_response(liaison, "T1", host)
    page = threat_page(session_of(Role.ANALYST), "T1")
    assert page.authorities == ("governor south",)
    assert [one.reason for one in page.host_responses] == ["no_mobility"]
    assert [one.id for one in page.mission_responses] == ["R1"]
    raise_threat(session_of(Role.ANALYST), ThreatNode(id="T3", area="north"))
    assert threat_page(session_of(Role.ANALYST), "T3").authorities == ()


def test_a_decision_is_owed_where_the_host_fails_and_the_mission_is_there(
    mission: Path, session_of: SessionOf
) -> None:
    laid_out(session_of, UnitNode(id="KARBAT", base="south"))
    head = session_of(Role.HEAD_OF_MISSION, at=at(1))
    # Nobody judged the governor: that is not "able", and what is missing is asked for.
    owed = owed_decisions(head)
    assert [(one.threat, one.owed) for one in owed] == [("T2", None), ("T1", None)]
    assert owed[0].missing == ("will and capacity of the responsible host authority",)
    assert owed[0].due == at(0)
    judged = posture("governor south", will=1, will_evidence=("I1",))
    write_records(head, [Entry(payload=judged)])
    assert [one.owed for one in owed_decisions(head)] == [True, True]
    able = posture("governor south", will=3, capacity=3)
    write_record(head, Entry(payload=able, base_version=1))
    assert owed_decisions(head) == ()
    # Who may not see posture is not told that it is in order.
    assert [one.owed for one in owed_decisions(session_of(Role.WATCHKEEPER, at=at(1)))] == [
        None, None,
    ]  # fmt: skip


def test_a_response_to_a_warning_of_a_threat_is_one_to_the_threat(
    mission: Path, session_of: SessionOf
) -> None:
    laid_out(session_of)
    watch = session_of(Role.WATCHKEEPER, at=at(0))
    issue_warning(watch, notice(), warning="W1", readers=everyone)
    own = ResponseNode(id="R1", responder="mission", departed=at(0))
    record_response(watch, "W1", own)
    assert [one.id for one in threat_page(watch, "T1").mission_responses] == ["R1"]
