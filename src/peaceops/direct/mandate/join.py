"""Text and mission joined: what the mandate asks, what is done, and what falls between."""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from peaceops.direct.check.profile import default_profile, read_profile
from peaceops.direct.check.rules.contributor.restriction import Demand, excluded, excluding, said
from peaceops.direct.check.standing import pressing
from peaceops.direct.check.view import View
from peaceops.direct.mandate.series import is_protection, is_tied, protection_codes
from peaceops.direct.mandate.strategy_node import known_clause
from peaceops.domain.mandate import POLITICAL_TASKS, Clause, Mandate, Part
from peaceops.domain.strategy.as_of import as_known
from peaceops.domain.strategy.force import AcceptanceNode, RequirementNode, UnitNode
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.mandate import ClauseNode
from peaceops.domain.strategy.protection import ActivityNode, TaskNode
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.domain.truth import Truth, every, opposite, some

_ACTORS = frozenset({"mission", "other_forces"})


class JoinLine(msgspec.Struct, frozen=True):
    """One thing that falls between text and mission.

    Attributes:
        object: id of a threat, or symbol and paragraph of a clause.
        reason: why it stands here.
        certain: False where the record leaves it open.
    """

    object: str
    reason: str
    certain: bool = True


class Join(msgspec.Struct, frozen=True):
    """What falls between, in the four ways of issue and doctrine (R-12, R-15, R-39)."""

    day: date
    uncovered_threats: tuple[JoinLine, ...]
    unused_clauses: tuple[JoinLine, ...]
    unlinked_clauses: tuple[JoinLine, ...]
    undeliverable_clauses: tuple[JoinLine, ...]
    threats: int
    protection_clauses: int
    tasked_clauses: int


def join(strategy: Strategy, mandates: Sequence[Mandate], day: date) -> Join:
    """Join texts with the strategy as it was known on a day."""
    known = as_known(strategy, day)
    view = View(known, day, read_profile(default_profile(known.mission.phase)))
    protection = [
        (mandate, clause)
        for mandate in mandates
        for clause in mandate.clauses
        if clause.paragraph.part is Part.OPERATIVE and is_protection(clause)
    ]
    tasked = [
        (mandate, clause, node)
        for mandate in mandates
        for clause in mandate.clauses
        if clause.paragraph.part is Part.OPERATIVE
        and clause.value("task_codes")
        and _for_mission(clause)
        and (node := known_clause(known, mandate, clause)) is not None
        and view.into(node, "from_clause", TaskNode).nodes
    ]
    threats = [one for one in known.of(ThreatNode) if pressing(view, one) is not False]
    return Join(
        day,
        tuple(_uncovered(view, threats)),
        tuple(_unused(view, protection)),
        tuple(_unlinked(view, protection)),
        tuple(_undeliverable(view, tasked)),
        len(threats),
        len(protection),
        len(tasked),
    )


def _for_mission(clause: Clause) -> bool:
    actors = clause.value("addressee")
    return isinstance(actors, tuple) and bool(_ACTORS & set(actors))


def _uncovered(view: View, threats: Sequence[ThreatNode]) -> Iterator[JoinLine]:
    for threat in sorted(threats, key=lambda one: one.id):
        activities = view.into(threat, "addresses", ActivityNode)
        tasks = [view.out(activity, "implements", TaskNode) for activity in activities.nodes]
        clauses = [
            view.out(task, "from_clause", ClauseNode) for links in tasks for task in links.nodes
        ]
        if any(links.nodes for links in clauses):
            continue
        certain = (
            pressing(view, threat) is True
            and activities.complete
            and all(links.complete for links in tasks)
            and all(links.complete for links in clauses)
        )
        if not activities.nodes:
            reason = "no activity addresses it"
        elif not any(links.nodes for links in tasks):
            reason = f"no task is implemented by {_listed(activities.ids)}"
        else:
            named = [task.id for links in tasks for task in links.nodes]
            reason = f"no clause stands behind {_listed(named)}"
        yield JoinLine(threat.name, reason, certain)


def _unused(view: View, protection: Sequence[tuple[Mandate, Clause]]) -> Iterator[JoinLine]:
    for mandate, clause in protection:
        node = known_clause(view.strategy, mandate, clause)
        if node is None:
            yield JoinLine(_called(mandate, clause), "the strategy does not hold it")
            continue
        tasks = view.into(node, "from_clause", TaskNode)
        if not tasks.nodes:
            yield JoinLine(_called(mandate, clause), "no task comes from it", tasks.complete)
            continue
        activities = [view.into(task, "implements", ActivityNode) for task in tasks.nodes]
        met = any(
            view.out(activity, "addresses", ThreatNode).nodes
            for links in activities
            for activity in links.nodes
        )
        if not met:
            yield JoinLine(
                _called(mandate, clause),
                f"no threat is met by {_listed([task.id for task in tasks.nodes])}",
                all(links.complete for links in activities),
            )


def _unlinked(view: View, protection: Sequence[tuple[Mandate, Clause]]) -> Iterator[JoinLine]:
    for mandate, clause in protection:
        tier = clause.value("poc_tier")
        if tier != "II" and not protection_codes(clause):
            continue
        if is_tied(clause):
            continue
        node = known_clause(view.strategy, mandate, clause)
        if node is not None:
            linked = view.out(node, "link_clause", ClauseNode).nodes
            if node.intent or any(other.code in POLITICAL_TASKS for other in linked):
                continue
        confidence = clause.readings["links_poc_to_politics"].confidence
        yield JoinLine(
            _called(mandate, clause),
            "nothing in it, and no link of the strategy, ties it to the political process",
            confidence >= 0.8,
        )


def _undeliverable(
    view: View, tasked: Sequence[tuple[Mandate, Clause, ClauseNode]]
) -> Iterator[JoinLine]:
    for mandate, clause, node in tasked:
        reasons: list[str] = []
        answers: list[Truth] = []
        for task in view.into(node, "from_clause", TaskNode).nodes:
            answer, reason = _delivered(view, task)
            answers.append(answer)
            reasons.append(f"{task.id}: {reason}")
        verdict = some(answers)
        if verdict is not True:
            yield JoinLine(_called(mandate, clause), "; ".join(reasons), verdict is False)


def _delivered(view: View, task: TaskNode) -> tuple[Truth, str]:
    """Tell whether some unit can and will carry out a task; where not, why."""
    demand = Demand(view, task)
    assigned = view.into(task, "assigned", UnitNode)
    needed = view.out(task, "requires", RequirementNode)
    if not assigned.nodes:
        providers = [view.into(one, "provides", UnitNode) for one in needed.nodes]
        offered = sorted({unit.id for links in providers for unit in links.nodes})
        hint = f"; {_listed(offered)} could" if offered else ""
        return (False if assigned.complete else None), f"no unit is assigned{hint}"
    lacking = [
        one.id
        for one in needed.nodes
        if not any(
            view.strategy.out(unit.id, "provides")
            and one.id in {edge.target for edge in view.strategy.out(unit.id, "provides")}
            for unit in assigned.nodes
        )
    ]
    if lacking:
        return False, f"no unit assigned to it provides {_listed(lacking)}"
    answers: list[Truth] = []
    held: list[str] = []
    for unit in assigned.nodes:
        declined = _declined(view, task, unit)
        answers.append(
            every([view.in_force(unit), opposite(excluded(view, unit, demand)), not declined])
        )
        held += [f"{unit.id} is held back: {said(one)}" for one in excluding(view, unit, demand)]
        held += [f"{unit.contributor} declined"] * declined
    verdict = some(answers)
    return verdict, ", ".join(held) or "what its units may do is not known"


def _declined(view: View, task: TaskNode, unit: UnitNode) -> bool:
    return unit.contributor is not None and any(
        answer.state == "declined" and answer.contributor == unit.contributor
        for answer in view.into(task, "accepts", AcceptanceNode).nodes
    )


def _called(mandate: Mandate, clause: Clause) -> str:
    return f"{mandate.document.symbol or mandate.document.name} para. {clause.paragraph.id}"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(names))
