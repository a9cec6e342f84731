"""A threat with all that is on record around it, and the register as a list.

The host's response stands before the mission's (R-25), and a threat without a responsible host
authority is said to have none.
"""

from datetime import date, datetime

import msgspec

from peaceops.act.warning.intervention import Trigger, trigger_of
from peaceops.domain.record import Record
from peaceops.domain.strategy.force import AuthorityNode, UnitNode
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.host import PostureNode
from peaceops.domain.strategy.node import in_force, is_unknown
from peaceops.domain.strategy.proposal import ProposalNode
from peaceops.domain.strategy.threat import ThreatLevel, ThreatNode
from peaceops.domain.strategy.warning import ResponseNode, WarningNode
from peaceops.domain.threat_level import LevelInterval, assessed_interval, level_interval, rank
from peaceops.domain.threat_life import ENDED
from peaceops.domain.truth import Truth
from peaceops.domain.voice import DissentNode, EvidenceNode
from peaceops.services.register.session import Session
from peaceops.services.register.standing import all_of, graph_of, standing

DECIDE_FROM: ThreatLevel = "high"
"""From which level on a decision on intervening is owed where the host is unwilling or unable."""
DECIDE_HOURS = 24.0


class ThreatPage(msgspec.Struct, frozen=True, kw_only=True):
    """One threat and what is around it, as far as the reader may see it.

    Attributes:
        record: of the threat; `threat`: what it holds.
        level: the level that a person set, or the interval where none did.
        by_factors: what the factors say, beside it.
        review_overdue: its review is past due; None where no review is set.
        authorities: ids of the responsible host authorities; empty where none is named.
        host_responses, mission_responses: what each did, the host's first.
        proposals: what machines put forward that became this threat.
        dissents, evidence: what others say of it.
        trigger: whether a decision on intervening is owed (R-32).
    """

    record: Record
    threat: ThreatNode
    level: LevelInterval
    by_factors: LevelInterval
    review_overdue: Truth
    authorities: tuple[str, ...]
    host_responses: tuple[ResponseNode, ...]
    mission_responses: tuple[ResponseNode, ...]
    proposals: tuple[ProposalNode, ...]
    dissents: tuple[DissentNode, ...]
    evidence: tuple[EvidenceNode, ...]
    trigger: Trigger


def threat_page(session: Session, name: str) -> ThreatPage:
    """Return one threat with what is around it.

    Raises:
        PeaceopsError: there is none that this reader may see.
    """
    record, threat = standing(session, name, ThreatNode)
    return _page(session, record, threat, _surroundings(session))


def threat_register(session: Session, *, ended: bool = False) -> tuple[ThreatPage, ...]:
    """Return all threats that a reader may see, those that may be gravest first.

    A level that is not known ranks by the upper end of its interval, never as none.
    """
    around = _surroundings(session)
    pages = [
        _page(session, record, threat, around)
        for record, threat in all_of(session, ThreatNode)
        if ended or threat.status not in ENDED
    ]
    return tuple(sorted(pages, key=lambda page: (-rank(page.level.high), page.record.id)))


def overdue_threats(session: Session) -> tuple[ThreatPage, ...]:
    """Return open threats whose review is past due, or that have no day for one."""
    return tuple(page for page in threat_register(session) if page.review_overdue is not False)


def owed_decisions(session: Session) -> tuple[Trigger, ...]:
    """Return the threats on which a decision on intervening is owed or can not be told, by due."""
    triggers = (page.trigger for page in threat_register(session))
    return tuple(
        sorted((one for one in triggers if one.owed is not False), key=lambda one: one.due)
    )


class _Around(msgspec.Struct, frozen=True):
    graph: Strategy
    dissents: tuple[DissentNode, ...]
    evidence: tuple[EvidenceNode, ...]


def _surroundings(session: Session) -> _Around:
    kinds = (
        ThreatNode, WarningNode, ResponseNode, AuthorityNode, PostureNode, ProposalNode, UnitNode,
    )  # fmt: skip
    return _Around(
        graph_of(session, *kinds),
        tuple(one for _, one in all_of(session, DissentNode)),
        tuple(one for _, one in all_of(session, EvidenceNode)),
    )


def _page(session: Session, record: Record, threat: ThreatNode, around: _Around) -> ThreatPage:
    day = session.now.date()
    graph = around.graph
    responses = _responses(graph, threat.id)
    authorities = _authorities(graph, threat)
    postures = tuple(
        posture
        for posture in graph.of(PostureNode)
        if posture.authority in authorities
        and (posture.area is None or threat.area is None or posture.area == threat.area)
    )
    return ThreatPage(
        record=record,
        threat=threat,
        level=level_interval(threat, day),
        by_factors=assessed_interval(threat, day),
        review_overdue=_review_overdue(threat, day),
        authorities=authorities,
        host_responses=tuple(one for one in responses if one.responder == "host"),
        mission_responses=tuple(one for one in responses if one.responder == "mission"),
        proposals=tuple(
            proposal
            for edge in graph.into(threat.id, "proposes")
            if isinstance(proposal := graph.nodes.get(edge.source), ProposalNode)
        ),
        dissents=tuple(one for one in around.dissents if one.about == threat.id),
        evidence=tuple(one for one in around.evidence if one.about == threat.id),
        trigger=trigger_of(
            threat,
            postures,
            _present(graph, threat, day),
            level=DECIDE_FROM,
            since=_judged(record, threat),
            hours=DECIDE_HOURS,
            day=day,
        ),
    )


def _responses(graph: Strategy, threat: str) -> tuple[ResponseNode, ...]:
    """Return the responses to a threat, or to a warning of it."""
    warnings = [edge.source for edge in graph.into(threat, "warns_of")]
    found = [
        response
        for name in (threat, *warnings)
        for edge in graph.into(name, "responds_to")
        if isinstance(response := graph.nodes.get(edge.source), ResponseNode)
    ]
    return tuple({response.id: response for response in found}.values())


def _authorities(graph: Strategy, threat: ThreatNode) -> tuple[str, ...]:
    """Return the host authorities that are responsible for a threat, or for its area."""
    named = [edge.source for edge in graph.into(threat.id, "responsible_for")]
    if threat.area is not None:
        named += [edge.source for edge in graph.into(threat.area, "responsible_for")]
    return tuple(
        dict.fromkeys(
            name
            for name in named
            if isinstance(node := graph.nodes.get(name), AuthorityNode) and node.side == "host"
        )
    )


def _review_overdue(threat: ThreatNode, day: date) -> Truth:
    return None if threat.review_by is None else threat.review_by < day


def _present(graph: Strategy, threat: ThreatNode, day: date) -> Truth:
    """Tell whether a unit of the mission is based in the area or serves it, as far as is seen.

    Where no unit is on record that this reader may see, it can not be told.
    """
    if threat.area is None:
        return None
    units = [unit for unit in graph.of(UnitNode) if in_force(unit, day)]
    if any(threat.area in {unit.base, *unit.areas} for unit in units):
        return True
    whole = units and not any(is_unknown(unit, "base") or unit.base is None for unit in units)
    return False if whole else None


def _judged(record: Record, threat: ThreatNode) -> datetime:
    """Return when a threat was last judged: its latest version with that judgement."""
    last = max((state.date for state in threat.history), default=None)
    if last is None or last >= record.recorded_at.date():
        return record.recorded_at
    return datetime(last.year, last.month, last.day, tzinfo=record.recorded_at.tzinfo)
