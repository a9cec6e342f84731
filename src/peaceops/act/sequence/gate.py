"""Conditions that a person confirms before a task starts. They are words, and are never dated."""

from collections.abc import Iterator

from peaceops.act.sequence.task_bar import COUNCIL, clause_holds
from peaceops.direct.check.rules.contributor.restriction import needs_force
from peaceops.direct.check.view import View
from peaceops.direct.expectation.rules_reading import rules_reading
from peaceops.domain.plan import Gate
from peaceops.domain.strategy.force import (
    AcceptanceNode,
    RequirementNode,
    UnitNode,
)
from peaceops.domain.strategy.host import SofaIncidentNode
from peaceops.domain.strategy.mandate import ClauseNode, MandateNode
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.protection import TaskNode

_DENIALS = {"movement_denial", "flight_denial", "supply_blockage"}


def gates(view: View, task: TaskNode) -> Iterator[Gate]:
    """Yield what a person is to confirm."""
    owner = task.owner or ""
    if task.entry and not task.started:
        yield Gate(task.entry, owner)
    for name in ("prerequisites", "requires", "counterpart"):
        if is_unknown(task, name):
            yield Gate(f"whether there are further {name} is not known", owner)
    yield from _clauses(view, task)
    yield from _answers(view, task)
    yield from _rules(view, task)
    if task.host_permission == "asked":
        yield Gate("the host was asked for its permission and has not given it", "the host State")
    denials = sorted(
        incident.id
        for incident in view.of(SofaIncidentNode)
        if incident.type in _DENIALS
        and incident.resolved is None
        and task.area is not None
        and incident.area == task.area
    )
    if denials:
        yield Gate(f"passage in {task.area}: {', '.join(denials)} not resolved", "the host State")
    for requirement in view.out(task, "requires", RequirementNode).nodes:
        if requirement.critical is False:
            yield Gate(f"wanted, and not critical: {requirement.name}", owner)


def _clauses(view: View, task: TaskNode) -> Iterator[Gate]:
    clauses = view.out(task, "from_clause", ClauseNode)
    if not clauses.nodes:
        doubt = "" if clauses.complete else ": not known"
        yield Gate(f"which clause of a mandate asks for it{doubt or ' is not recorded'}", COUNCIL)
        return
    ends = {
        (mandate.expires, mandate.id)
        for clause in clauses.nodes
        if clause_holds(view, clause)
        for mandate in view.out(clause, "mandate", MandateNode).nodes
        if mandate.expires is not None
    }
    if ends:
        day, name = max(ends)
        yield Gate(f"from {day.isoformat()}: {name} is renewed", COUNCIL)


def _answers(view: View, task: TaskNode) -> Iterator[Gate]:
    answers = {
        answer.contributor: answer
        for answer in sorted(
            view.into(task, "accepts", AcceptanceNode).nodes,
            key=lambda one: (str(one.date or ""), one.id),
        )
    }
    units = view.into(task, "assigned", UnitNode).nodes
    for contributor in sorted({unit.contributor for unit in units if unit.contributor}):
        answer = answers.get(contributor)
        if answer is None:
            yield Gate(f"{contributor} accepts it: no answer is recorded", contributor)
        elif is_unknown(answer, "state"):
            yield Gate(f"{contributor} accepts it: its answer is not known", contributor)
        elif answer.state in {"informed", "consulted", None}:
            so_far = f"so far it was {answer.state}" if answer.state else "no answer is recorded"
            yield Gate(f"{contributor} accepts it: {so_far}", contributor)


def _rules(view: View, task: TaskNode) -> Iterator[Gate]:
    """Ask for rules on force where none are on record; where they are, they bar who knows none."""
    if needs_force(task) is False:
        return
    for unit in sorted(view.into(task, "assigned", UnitNode).nodes, key=lambda one: one.id):
        reading = rules_reading(view, unit)
        if reading.state == "missing":
            yield Gate(f"{unit.id} acknowledges its rules: {reading.words}", unit.id)
