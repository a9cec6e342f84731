"""What the watch looks at: cases that wait too long, and how warnings were answered so far.

Both are computed when somebody looks. Nothing is sent by looking.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from peaceops.act.warning.escalation import Hours, Overdue, Watched, overdue
from peaceops.direct.check.profile import default_profile, read_profile
from peaceops.domain.alert import AlertNode
from peaceops.domain.response_scorecard import (
    Answer,
    Case,
    DecisionKind,
    Incident,
    ResponseScorecard,
)
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.judgement import DecisionNode
from peaceops.domain.strategy.mission import AreaNode, PostNode
from peaceops.domain.strategy.warning import ResponseNode, WarningNode
from peaceops.domain.warning_life import Life, is_closed, time_of
from peaceops.domain.warning_notice import NoticeNode
from peaceops.evaluate.warning_scorecard import score_warnings
from peaceops.services.register.area import areas_within
from peaceops.services.register.session import Session
from peaceops.services.register.standing import all_of, graph_of

CaseNode = WarningNode | AlertNode


def watch(session: Session, hours: Hours) -> tuple[Overdue, ...]:
    """Return what waits too long as of the session's moment, longest first."""
    graph = graph_of(session, AreaNode, PostNode)
    cases = [
        Watched(
            id=case.id,
            life=case.life,
            imminent=case.imminent,
            area=case.area,
            owner=case.owner,
            feedback_withheld=case.feedback_withheld is True,
        )
        for case in open_cases(session)
        if case.life
    ]
    return overdue(cases, graph, hours, session.now)


def mission_hours(profile: str | None = None) -> Hours:
    """Return how long a case may wait, by the profile that the check goes by too (INF-03).

    Raises:
        PeaceopsError: no such profile.
    """
    limits = read_profile(profile or default_profile("in_mission")).thresholds
    return Hours(
        decide=limits.decide_hours,
        decide_imminent=limits.decide_hours_imminent,
        feed_back=limits.feedback_hours,
    )


def open_cases(session: Session) -> tuple[CaseNode, ...]:
    """Return all warnings, and the alerts that led to none, as far as they are seen.

    Closed ones are among them: their community may still wait for an answer.
    """
    warnings = [one for _, one in all_of(session, WarningNode)]
    alerts = [one for _, one in all_of(session, AlertNode) if one.warning is None]
    return (*warnings, *alerts)


def scorecard(
    session: Session,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    incidents: Sequence[Incident] | None = None,
    grace: timedelta = timedelta(0),
) -> ResponseScorecard:
    """Score the warnings and alerts received between two moments, as far as they are seen.

    Args:
        session: who asks; what they may not see is not counted.
        since, until: of receipt; None leaves that end open.
        incidents: known harm in the same time; None where no record of it is at hand.
        grace: an incident so long after a window still counts as warned of.
    """
    known: dict[str, frozenset[str]] = {}

    def within(area: str, other: str) -> bool:
        if other not in known:
            known[other] = areas_within(frozenset({other})) or frozenset({other})
        return area == other or area in known[other]

    cases = [
        case
        for case in scored_cases(session)
        if case.received is not None
        and (since is None or since <= case.received)
        and (until is None or case.received < until)
    ]
    return score_warnings(cases, incidents, within, grace=grace)


def scored_cases(session: Session) -> tuple[Case, ...]:
    """Return every warning, and every alert that led to none, with all that became of it."""
    graph = graph_of(session, WarningNode, ResponseNode, DecisionNode)
    notices: dict[str, list[NoticeNode]] = {}
    for _, notice in all_of(session, NoticeNode):
        notices.setdefault(notice.warning, []).append(notice)
    return tuple(_case(one, graph, notices.get(one.id, [])) for one in open_cases(session))


def _case(one: CaseNode, graph: Strategy, notices: Sequence[NoticeNode]) -> Case:
    said = [notice for notice in notices if notice.kind != "cancel"]
    first = min(said, key=lambda notice: notice.number, default=None)
    return Case(
        id=one.id,
        area=one.area,
        received=time_of(one.life, "received") or one.received,
        acknowledged=time_of(one.life, "acknowledged"),
        decided=time_of(one.life, "decision"),
        expected=one.expected,
        window_from=first.window_from if first else None,
        window_to=first.window_to if first else None,
        warned=isinstance(one, WarningNode),
        decision=_decision(one.life, graph),
        answers=_answers([one.id, *getattr(one, "alerts", ())], graph),
        harm_came=one.harm_came,
        told=time_of(one.life, "feedback_to_community"),
        told_withheld=one.feedback_withheld is True,
        closed=is_closed(one.life),
    )


def _decision(life: Life, graph: Strategy) -> DecisionKind | None:
    """Return what was decided last; the kinds that no scorecard knows count as other."""
    names = [step.about for step in life if step.state == "decision"]
    decision = graph.nodes.get(names[-1]) if names else None
    if not isinstance(decision, DecisionNode):
        return None
    match decision.kind:
        case "respond" | "monitor" | "refer" | "no_response":
            return decision.kind
    return "other"


def _answers(names: Sequence[str], graph: Strategy) -> tuple[Answer, ...]:
    """Return the responses to a case, and to the alerts that it rests on."""
    responses = (
        graph.nodes.get(edge.source) for name in names for edge in graph.into(name, "responds_to")
    )
    return tuple(
        Answer(
            responder=one.responder,
            departed=one.departed,
            on_site=one.on_site,
            effect=one.effect,
            reason=one.reason,
        )
        for one in responses
        if isinstance(one, ResponseNode)
    )
