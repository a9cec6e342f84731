"""No notice reaches a host authority without a person's release for that one notice."""

from datetime import date
from pathlib import Path

import pytest

from peaceops.act.warning.chain import link_between
from peaceops.act.warning.host_release import host_case, release_gaps
from peaceops.domain.access import Role
from peaceops.domain.audit import Act
from peaceops.domain.delivery import DeliveryNode, HostReleaseNode
from peaceops.domain.error import REFUSED, PeaceopsError
from peaceops.domain.release import Circle
from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.force import AuthorityNode
from peaceops.domain.strategy.graph import make_strategy
from peaceops.domain.strategy.host import PostureNode
from peaceops.domain.strategy.information import ItemNode
from peaceops.domain.strategy.node import Node
from peaceops.domain.strategy.threat import ActorNode
from peaceops.domain.warning_notice import NoticeNode
from peaceops.registers.audit.log import newest_entries
from peaceops.registers.audit.release_log import releases_of
from peaceops.registers.record.listing import whole_kind
from peaceops.services.register.inbox import subscribe
from peaceops.services.register.notice_release import (
    ask_host_release,
    confirm_host_release,
    hand_over,
    host_paper,
    host_screen,
    preview_host_paper,
)
from peaceops.services.register.outbox import send_waiting
from peaceops.services.register.standing import all_of, changed, standing
from peaceops.services.register.warning_issue import issue_warning, update_warning
from peaceops.services.register.writing import Entry, write_record
from tests.registers.warned import (
    EDGES,
    NODES,
    TODAY,
    SessionOf,
    at,
    everyone,
    laid_out,
    later_by_default,
    notice,
    posture,
)

BRIGADE_CHAIN = ("brigade", "army", "ministry", "general staff")
HOST = (*BRIGADE_CHAIN, "governor south", "fire service")
GOOD = tuple(posture(name) for name in HOST)
GRAPH = make_strategy([*NODES, *GOOD], EDGES)


@pytest.fixture
def session_of(session_of: SessionOf) -> SessionOf:
    return later_by_default(session_of)


def about_the_brigade(name: str = "W1-1") -> object:
    return notice(name, actor="brigade", threats=("T2",))


def deliveries(session_of: SessionOf) -> list[DeliveryNode]:
    return [one for _, one in all_of(session_of(Role.HEAD_OF_MISSION), DeliveryNode)]


@pytest.mark.parametrize("kind", ["brigade", "militia"])
def test_issuing_reaches_no_host_authority(mission: Path, session_of: SessionOf, kind: str) -> None:
    laid_out(session_of, *GOOD)
    said = about_the_brigade() if kind == "brigade" else notice()
    for role in Role:
        if role is not Role.ADMINISTRATOR:
            subscribe(
                session_of(role, contributor="Meridor" if role is Role.CONTRIBUTOR else ""),
                e_mail=f"{role}@unvil.example",
            )
    watch = session_of(Role.WATCHKEEPER, at=at(0))
    issue_warning(watch, said, warning="W1", readers=everyone)  # type: ignore[arg-type]
    update_warning(session_of(Role.ANALYST, at=at(1)), "W1", readers=everyone, changed="they moved")
    send_waiting(session_of(Role.WATCHKEEPER, at=at(2)), readers=everyone)
    made = deliveries(session_of)
    assert len(made) > 10
    assert [one for one in made if one.authority] == []
    # Nor does any of them stand anywhere as an account or an address.
    for one in made:
        assert not any(name in f"{one.account} {one.address}" for name in HOST)


@pytest.mark.parametrize("authority", BRIGADE_CHAIN)
def test_the_chain_of_a_host_brigade_is_off_by_default(
    mission: Path, session_of: SessionOf, authority: str
) -> None:
    """Judged willing, able and a protector; it is the tie to the actor that speaks against it."""
    laid_out(session_of, *GOOD)
    watch = session_of(Role.WATCHKEEPER, at=at(0))
    issue_warning(watch, about_the_brigade(), warning="W1", readers=everyone)  # type: ignore[arg-type]
    head, second = session_of(Role.HEAD_OF_FIELD_OFFICE), session_of(Role.HEAD_OF_MISSION)
    screen = host_screen(head, "W1-1", authority)
    assert not screen.on_by_default
    assert screen.worst_link.state == "linked"
    assert [one.will for one in screen.postures] == [3]
    with pytest.raises(PeaceopsError, match="takes a reason") as refused:
        ask_host_release(head, "W1-1", authority)
    assert refused.value.exit_code == REFUSED
    asked = ask_host_release(head, "W1-1", authority, reason="the minister stopped it last time")
    assert [one for one in deliveries(session_of) if one.authority] == []
    with pytest.raises(PeaceopsError, match="second person"):
        confirm_host_release(head, asked.id)
    for paper in (hand_over, host_paper):
        with pytest.raises(PeaceopsError, match="second person"):
            paper(head, asked.id)
    confirm_host_release(second, asked.id)
    [made] = [one for one in deliveries(session_of) if one.authority]
    assert (made.authority, made.form, made.host_release) == (authority, "by_hand", asked.id)
    with pytest.raises(PeaceopsError, match="before"):
        confirm_host_release(second, asked.id)


def test_a_release_written_by_hand_gives_no_paper(mission: Path, session_of: SessionOf) -> None:
    """One person who records both names is still one person."""
    laid_out(session_of, *GOOD)
    watch = session_of(Role.WATCHKEEPER, at=at(0))
    issue_warning(watch, about_the_brigade(), warning="W1", readers=everyone)  # type: ignore[arg-type]
    head = session_of(Role.HEAD_OF_FIELD_OFFICE)
    forged = HostReleaseNode(
        id="HR-0", notice="W1-1", authority="ministry", reason="because", asked=at(1),
        released=at(1), released_by="head", released_by_account="head_of_field_office",
        second="chief", second_account="head_of_mission", link="none_on_record",
    )  # fmt: skip
    write_record(head, Entry(payload=forged))
    for session in (head, session_of(Role.HEAD_OF_MISSION)):
        with pytest.raises(PeaceopsError, match="second person"):
            hand_over(session, "HR-0")


def test_what_speaks_against_it_since_stops_the_paper(mission: Path, session_of: SessionOf) -> None:
    laid_out(session_of, *GOOD)
    issue_warning(session_of(Role.WATCHKEEPER, at=at(0)), notice(), warning="W1", readers=everyone)
    head = session_of(Role.HEAD_OF_FIELD_OFFICE)
    asked = ask_host_release(head, "W1-1", "governor south")
    worse = posture("governor south", will=0)
    write_record(session_of(Role.ANALYST), Entry(payload=worse, base_version=1))
    with pytest.raises(PeaceopsError, match="judged unwilling"):
        hand_over(head, asked.id)


def test_a_release_holds_for_one_notice(mission: Path, session_of: SessionOf) -> None:
    laid_out(session_of, *GOOD)
    watch = session_of(Role.WATCHKEEPER, at=at(0))
    issue_warning(watch, notice(), warning="W1", readers=everyone)
    head = session_of(Role.HEAD_OF_FIELD_OFFICE)
    asked = ask_host_release(head, "W1-1", "fire service")
    with pytest.raises(PeaceopsError, match="not handed over"):
        host_paper(head, asked.id)
    assert hand_over(head, asked.id) == host_paper(head, asked.id)
    update_warning(session_of(Role.ANALYST, at=at(1)), "W1", readers=everyone, changed="they moved")
    made = [one for one in deliveries(session_of) if one.authority]
    assert [(one.notice, one.state) for one in made] == [("W1-1", "sent")]


def test_even_where_the_default_is_on_a_person_releases(
    mission: Path, session_of: SessionOf
) -> None:
    laid_out(session_of, *GOOD)
    issue_warning(session_of(Role.WATCHKEEPER, at=at(0)), notice(), warning="W1", readers=everyone)
    head = session_of(Role.HEAD_OF_FIELD_OFFICE)
    assert host_screen(head, "W1-1", "governor south").on_by_default
    assert [one for one in deliveries(session_of) if one.authority] == []
    ask_host_release(head, "W1-1", "governor south")
    [made] = [one for one in deliveries(session_of) if one.authority]
    assert made.authority == "governor south"


def test_what_is_handed_over_tells_nothing_of_sources(mission: Path, session_of: SessionOf) -> None:
    laid_out(session_of, *GOOD)
    issue_warning(
        session_of(Role.WATCHKEEPER, at=at(0)), notice(text="the priest says so"), warning="W1",
        readers=everyone,
    )  # fmt: skip
    head = session_of(Role.HEAD_OF_FIELD_OFFICE)
    paper = hand_over(head, ask_host_release(head, "W1-1", "governor south").id)
    assert "Where: South" in paper
    assert "families at the market" in paper
    for secret in ("callers", "I1", "priest", "patrol", "moderate", "T1", "Naemthregesh"):
        assert secret not in paper
    [entry] = releases_of("W1-1")
    assert (entry.audience, entry.recipient) == (Circle.HOST, "the host authority governor south")
    assert newest_entries(1)[0].act is Act.RELEASE
    assert entry.id in newest_entries(1)[0].reason


def test_a_person_may_let_the_place_stand(mission: Path, session_of: SessionOf) -> None:
    laid_out(session_of, *GOOD)
    issue_warning(session_of(Role.WATCHKEEPER, at=at(0)), notice(), warning="W1", readers=everyone)
    head = session_of(Role.HEAD_OF_FIELD_OFFICE)
    shown = preview_host_paper(head, "W1-1", "governor south", name_place=True)
    assert "Naemthregesh" in shown
    asked = ask_host_release(head, "W1-1", "governor south", name_place=True)
    assert hand_over(head, asked.id) == shown


def test_what_is_strictly_confidential_goes_to_no_host(
    mission: Path, session_of: SessionOf
) -> None:
    laid_out(session_of, *GOOD)
    issue_warning(
        session_of(Role.WATCHKEEPER, at=at(0)), notice(classification="strictly_confidential"),
        warning="W1", readers=everyone,
    )  # fmt: skip
    head = session_of(Role.HEAD_OF_MISSION)
    with pytest.raises(PeaceopsError, match="marked above this audience"):
        ask_host_release(head, "W1-1", "governor south", reason="they must know")
    assert newest_entries(1)[0].act is Act.REFUSED
    assert whole_kind(HostReleaseNode.noun) == ()


def test_a_notice_changed_since_is_asked_for_anew(mission: Path, session_of: SessionOf) -> None:
    laid_out(session_of, *GOOD)
    issue_warning(session_of(Role.WATCHKEEPER, at=at(0)), notice(), warning="W1", readers=everyone)
    head = session_of(Role.HEAD_OF_FIELD_OFFICE, at=at(2))
    asked = ask_host_release(head, "W1-1", "governor south")
    analyst = session_of(Role.ANALYST, at=at(3))
    record, node = standing(analyst, "W1-1", NoticeNode)
    write_record(
        analyst, Entry(payload=changed(node, text="ask the priest"), base_version=record.version)
    )
    for paper in (hand_over, host_paper):
        with pytest.raises(PeaceopsError, match="changed since"):
            paper(session_of(Role.HEAD_OF_FIELD_OFFICE), asked.id)


@pytest.mark.parametrize("consent", ["none", "internal_only"])
def test_what_its_source_keeps_within_tells_no_host(
    mission: Path, session_of: SessionOf, consent: str
) -> None:
    laid_out(session_of, *GOOD, ItemNode(id="I1", consent=consent))  # type: ignore[arg-type]
    issue_warning(session_of(Role.WATCHKEEPER, at=at(0)), notice(), warning="W1", readers=everyone)
    head = session_of(Role.HEAD_OF_FIELD_OFFICE)
    with pytest.raises(PeaceopsError, match="source does not allow it"):
        ask_host_release(head, "W1-1", "governor south")


@pytest.mark.parametrize("role", Role)
def test_who_may_release_to_a_host(mission: Path, session_of: SessionOf, role: Role) -> None:
    laid_out(session_of, *GOOD)
    issue_warning(session_of(Role.WATCHKEEPER, at=at(0)), notice(), warning="W1", readers=everyone)
    session = session_of(role, contributor="Meridor" if role is Role.CONTRIBUTOR else "")
    if role in {Role.HEAD_OF_FIELD_OFFICE, Role.HEAD_OF_MISSION}:
        assert ask_host_release(session, "W1-1", "governor south").id
        return
    for act in (
        lambda: host_screen(session, "W1-1", "governor south"),
        lambda: ask_host_release(session, "W1-1", "governor south", reason="x"),
    ):
        with pytest.raises(PeaceopsError) as refused:
            act()
        assert refused.value.exit_code == REFUSED
    assert [one for one in deliveries(session_of) if one.authority] == []


def test_the_release_is_sealed(mission: Path, session_of: SessionOf) -> None:
    laid_out(session_of, *GOOD)
    issue_warning(session_of(Role.WATCHKEEPER, at=at(0)), notice(), warning="W1", readers=everyone)
    ask_host_release(session_of(Role.HEAD_OF_MISSION), "W1-1", "governor south")
    [without_a_key] = whole_kind(HostReleaseNode.noun)
    assert without_a_key.payload is None


def test_a_delivery_to_a_host_without_a_release_can_not_even_be_made() -> None:
    with pytest.raises(ValueError, match="without a release"):
        DeliveryNode(id="d", notice="W1-1", authority="ministry", form="by_hand")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"will": 1}, "judged unwilling"),
        ({"will": None}, "will of governor south is not known"),
        ({"unknown": frozenset({"will"})}, "will of governor south is not known"),
        ({"role": "perpetrator"}, "judged perpetrator"),
        ({"role": "mixed"}, "judged mixed"),
        ({"role": None}, "what governor south does is not known"),
        ({"consent": "withdrawn"}, "consent is withdrawn"),
        ({"review_by": date(2031, 4, 1)}, "was to be reviewed"),
        ({"area": "north"}, "has not been judged"),
        ({"valid_to": date(2031, 4, 1)}, "has not been judged"),
        ({"authority": "somebody else"}, "has not been judged"),
    ],
)
def test_unwilling_or_unknown_is_off_by_default(changes: dict[str, object], says: str) -> None:
    judged = posture("governor south", **changes)
    graph = make_strategy([*NODES, judged], EDGES)
    case = host_case(graph, notice(), (), "governor south", TODAY)
    assert not case.on_by_default
    assert any(says in reason for reason in case.against)
    assert len(release_gaps(case, released_by="a", second="", reason="")) == 2
    assert len(release_gaps(case, released_by="a", second="a", reason="why")) == 1
    assert release_gaps(case, released_by="a", second="b", reason="why") == ()


def test_a_willing_protector_without_a_tie_is_on_by_default() -> None:
    case = host_case(GRAPH, notice(), (), "governor south", TODAY)
    assert case.on_by_default
    assert release_gaps(case, released_by="a", second="", reason="") == ()
    assert release_gaps(case, released_by="", second="", reason="") != ()


@pytest.mark.parametrize("authority", HOST)
def test_an_unknown_actor_counts_as_linked(authority: str) -> None:
    case = host_case(GRAPH, notice(actor=None), (), authority, TODAY)
    assert case.worst_link.state == "unknown"
    assert not case.on_by_default


def linked(*more: object, actor: str = "militia", authority: str = "governor south") -> str:
    nodes = [*(one for one in NODES), *(one for one in more if isinstance(one, Node))]
    edges = [*EDGES, *(one for one in more if isinstance(one, Edge))]
    kept = {node.id: node for node in nodes}
    return link_between(make_strategy(kept.values(), edges), authority, actor).state


def test_ties_are_walked_both_ways_and_unknown_ones_count() -> None:
    assert linked() == "none_on_record"
    # Down from the ministry and up from the brigade.
    assert linked(actor="brigade", authority="general staff") == "linked"
    # One of the host's own, by no recorded tie.
    assert linked(actor="brigade") == "unknown"
    paid = Edge(kind="sponsored_by", source="militia", target="army")
    assert linked(paid, authority="ministry") == "linked"
    assert linked(paid, authority="general staff") == "linked"
    assert linked(paid) == "unknown"
    looked = frozenset({"sponsored_by"})
    assert linked(ActorNode(id="militia", kind="militia", unknown=looked)) == "unknown"
    assert linked(ActorNode(id="militia")) == "unknown"
    assert linked(AuthorityNode(id="governor south")) == "unknown"
    boss = frozenset({"reports_to"})
    assert linked(AuthorityNode(id="governor south", side="host", unknown=boss)) == "unknown"
    assert linked(actor="nobody recorded") == "unknown"
    stranger = Edge(kind="part_of", source="militia", target="somebody")
    assert linked(stranger) == "unknown"
    same = ActorNode(id="governor south", kind="host_authority")
    assert linked(same, actor="governor south") == "linked"


def test_a_posture_makes_an_actor_the_hosts() -> None:
    judged = PostureNode(id="P", authority="militia", will=0)
    assert linked(judged) == "unknown"
