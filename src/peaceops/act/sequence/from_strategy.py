"""Read the problem off the strategy graph, and say in one line each what is wrong there."""

from collections.abc import Iterator
from math import ceil, floor

import msgspec

from peaceops.act.sequence.gate import gates
from peaceops.act.sequence.problem import Bar, Calendar, Job, Need, Problem, Supply
from peaceops.act.sequence.task_bar import task_bars
from peaceops.act.sequence.unit_bar import unit_bars
from peaceops.act.sequence.worth import Worth
from peaceops.direct.check.rules.contributor.restriction import Demand, needs_force
from peaceops.direct.check.view import View
from peaceops.domain.month import Month, first_day, month_of
from peaceops.domain.plan import Gate
from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.force import RequirementNode, UnitNode
from peaceops.domain.strategy.graph import as_day
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.protection import TaskNode

POLITICAL_CODES = frozenset(
    {
        "peace_process_support", "good_offices", "local_mediation", "reconciliation",
        "constitution_and_institutions",
    }
)  # fmt: skip
"""Task codes that are steps of the political process: they are placed by condition, not by date."""
LONGEST_MONTHS = 600
"""What is recorded to take longer than fifty years is not planned as if it ended."""


class TaskFacts(msgspec.Struct, frozen=True):
    """What a reader is told of a task besides its months.

    Attributes:
        node: the task.
        political: a step of the political process.
        dated: its months may be shown as dates.
        gates: to be confirmed by a person.
        threats, objectives: ids of what it serves.
    """

    node: TaskNode
    political: bool
    dated: bool
    gates: tuple[Gate, ...]
    threats: tuple[str, ...]
    objectives: tuple[str, ...]


class Reading(msgspec.Struct, frozen=True):
    """A problem with what stands behind it.

    Attributes:
        first_month: calendar month of month 0: the first that the as-of date leaves something of.
        problem: in numbers.
        facts: by task.
        notes: what is wrong or missing in the record.
        assumptions: what had to be taken for granted.
    """

    first_month: Month
    problem: Problem
    facts: dict[str, TaskFacts]
    notes: tuple[str, ...]
    assumptions: tuple[str, ...]


def read_problem(view: View, months: int) -> Reading:
    """Read the order of tasks off a strategy as known on a day.

    Args:
        view: the strategy on the day, with the profile's thresholds.
        months: length of the plan.
    """
    first = month_of(view.day.fromordinal(view.day.toordinal() + 1))
    tasks = [task for task in _by_id(view, TaskNode) if _to_do(view, task)]
    units = [unit for unit in _by_id(view, UnitNode) if view.in_force(unit) is not False]
    worth = Worth(view)
    notes: list[str] = []
    assumptions: list[str] = []
    if not tasks:
        notes.append("no task is planned or active: there is nothing to put in order")
    if not units:
        notes.append("no unit is recorded: whatever needs one can not start")
    notes += _circles(view, tasks)
    supplies = tuple(_supplies(view, units, notes))
    needs = _needs(view, tasks, supplies, notes, assumptions)
    bands = max((task.band for task in tasks if task.band is not None), default=1)
    jobs = tuple(_job(view, task, first, needs[task.id], worth, bands, notes) for task in tasks)
    if worth.uncounted and any(job.served for job in jobs):
        assumptions.append(
            f"nobody counted the people under {', '.join(worth.uncounted)}: as many are taken as "
            "under the threat with most, so that nobody comes last for want of a count"
        )
    unbanded = [task.id for task in tasks if task.band is None]
    if unbanded:
        assumptions.append(f"without a band, taken as the last: {', '.join(unbanded)}")
    problem = Problem(
        months=months,
        jobs=jobs,
        calendars=tuple(_calendar(unit, first) for unit in units),
        supplies=supplies,
        bars=tuple(_bars(view, tasks, units, jobs, supplies)),
        clashes=_clashes(view, tasks),
    )
    facts = {task.id: _facts(view, task, worth) for task in tasks}
    return Reading(first, problem, facts, tuple(notes), tuple(assumptions))


def _by_id(view: View, kind: type) -> list:  # type: ignore[type-arg]
    return sorted(view.of(kind), key=lambda node: str(node.id))


def _to_do(view: View, task: TaskNode) -> bool:
    return task.status in {"planned", "active"} and view.in_force(task) is not False


def _under_way(view: View, task: TaskNode) -> bool:
    return task.status == "active" and task.started is not None and task.started <= view.day


def _job(
    view: View,
    task: TaskNode,
    first: Month,
    needs: tuple[Need, ...],
    worth: Worth,
    bands: int,
    notes: list[str],
) -> Job:
    under_way = _under_way(view, task)
    least, most = _length(view, task, first, notes)
    after = tuple(
        other.id
        for other in view.out(task, "prerequisites", TaskNode).nodes
        if other.status != "done" and _to_do(view, other)
    )
    if under_way and after:
        notes.append(f"{task.id} is under way although {', '.join(after)} had to be done before")
    earliest, latest = 0, None
    if not under_way:
        earliest, latest = _window(view, task, first, notes)
    return Job(
        id=task.id,
        earliest=earliest,
        latest=latest,
        least=least,
        most=most,
        needs=needs,
        crew=_crew(view, task),
        after=() if under_way else tuple(sorted(after)),
        counterparts=tuple(
            sorted(
                other.id
                for other in view.out(task, "counterpart", TaskNode).nodes
                if other.status != "done"
            )
        ),
        under_way=under_way,
        served=worth.served(task),
        objectives=len(worth.objectives(task)),
        band=1 if task.band is None else bands - task.band + 1,
    )


def _length(
    view: View, task: TaskNode, first: Month, notes: list[str]
) -> tuple[int | None, int | None]:
    """Return the months that a task still takes, at least and at most; None where it goes on."""
    least, most = task.duration_months_least, task.duration_months_most
    if least is None and most is None:
        return None, None
    least, most = (least or most or 1), (most or least or 1)
    if least > most or least < 1:
        notes.append(
            f"{task.id}: duration of {least} to {most} months is no range; the longer is taken"
        )
        most = max(least, most, 1)
        least = max(min(least, most), 1)
    if most > LONGEST_MONTHS:
        notes.append(f"{task.id}: a duration of {most} months is taken as one without an end")
        return None, None
    if not _under_way(view, task) or task.started is None:
        return least, most
    passed = first - month_of(task.started)
    if passed >= most:
        notes.append(f"{task.id} has run for {passed} months of at most {most}; one more is taken")
    return max(least - passed, 1), max(most - passed, 1)


def _window(view: View, task: TaskNode, first: Month, notes: list[str]) -> tuple[int, int | None]:
    earliest = 0 if task.not_before is None else max(month_of(task.not_before) - first, 0)
    if task.not_after is None:
        return earliest, None
    if task.not_after <= view.day:
        notes.append(f"{task.id}: its window ended on {task.not_after.isoformat()}, in the past")
    elif task.not_before is not None and task.not_after < task.not_before:
        notes.append(f"{task.id}: its window ends before it begins")
    if task.not_after <= view.day:
        return earliest, -1
    return earliest, month_of(task.not_after) - first


def _crew(view: View, task: TaskNode) -> tuple[str, ...] | None:
    """Return the units of which one must be there; None where the task needs none of its own."""
    units = sorted(
        unit.id
        for unit in view.into(task, "assigned", UnitNode).nodes
        if view.in_force(unit) is not False
    )
    if units or needs_force(task):
        return tuple(units)
    return None


def _calendar(unit: UnitNode, first: Month) -> Calendar:
    arrival = 0
    if unit.deployed is not None:
        arrival = month_of(unit.deployed) - first
        if unit.deployed > first_day(month_of(unit.deployed)):
            arrival += 1  # there in full from the month after
    last = None
    if unit.valid_to is not None:
        leaves = as_day(unit.valid_to)
        following = month_of(leaves.fromordinal(leaves.toordinal() + 1))
        last = following - 1 - first
    rotation = None if unit.rotates is None else month_of(unit.rotates) - first
    return Calendar(
        unit=unit.id,
        first=max(arrival, 0),
        last=last,
        rotation=rotation if rotation is not None and rotation >= 0 else None,
    )


def _supplies(view: View, units: list[UnitNode], notes: list[str]) -> Iterator[Supply]:
    for unit in units:
        for edge in view.strategy.out(unit.id, "provides"):
            if "quantity" in edge.unknown:
                notes.append(
                    f"how many of {edge.target} {unit.id} provides is not known: none is counted on"
                )
                continue
            number = floor(1 if edge.quantity is None else edge.quantity)
            if number > 0:
                yield Supply(unit.id, edge.target, number)


def _needs(
    view: View,
    tasks: list[TaskNode],
    supplies: tuple[Supply, ...],
    notes: list[str],
    assumptions: list[str],
) -> dict[str, tuple[Need, ...]]:
    """Return what each task holds: as its edge says, or an equal share, rounded up."""
    found: dict[str, list[Need]] = {task.id: [] for task in tasks}
    offered: dict[str, int] = {}
    for supply in supplies:
        offered[supply.requirement] = offered.get(supply.requirement, 0) + supply.quantity
    for requirement in _by_id(view, RequirementNode):
        edges = [
            edge for edge in view.strategy.into(requirement.id, "requires") if edge.source in found
        ]
        if not edges or requirement.critical is False or is_unknown(requirement, "quantity"):
            continue
        share = _share(requirement, edges)
        for edge in edges:
            number = share if edge.quantity is None else ceil(edge.quantity)
            if number > 0:
                found[edge.source].append(Need(requirement.id, number))
        open_edges = [edge.source for edge in edges if edge.quantity is None]
        if len(open_edges) > 1:
            assumptions.append(
                f"{requirement.id}: {requirement.quantity or 1:g} in all for "
                f"{', '.join(sorted(open_edges))} is taken as {share} for each; a quantity on "
                "requires says otherwise"
            )
        if not offered.get(requirement.id):
            who = ", ".join(sorted(edge.source for edge in edges))
            notes.append(f"nobody provides {requirement.name}, which {who} can not do without")
    return {name: tuple(needs) for name, needs in found.items()}


def _share(requirement: RequirementNode, edges: list[Edge]) -> int:
    """Return the equal part of what no edge speaks for, in whole ones."""
    total = 1.0 if requirement.quantity is None else requirement.quantity
    left = total - sum(edge.quantity for edge in edges if edge.quantity is not None)
    sharing = sum(edge.quantity is None for edge in edges)
    return max(ceil(left / sharing), 1) if sharing else 0


def _bars(
    view: View,
    tasks: list[TaskNode],
    units: list[UnitNode],
    jobs: tuple[Job, ...],
    supplies: tuple[Supply, ...],
) -> Iterator[Bar]:
    offered: dict[str, set[str]] = {}
    for supply in supplies:
        offered.setdefault(supply.requirement, set()).add(supply.unit)
    for task, job in zip(tasks, jobs, strict=True):
        yield from task_bars(view, task)
        asked = {unit for need in job.needs for unit in offered.get(need.requirement, ())}
        asked |= set(job.crew or ())
        demand = Demand(view, task)
        for unit in units:
            if unit.id in asked:
                yield from unit_bars(view, unit, demand)


def _clashes(view: View, tasks: list[TaskNode]) -> tuple[tuple[str, str], ...]:
    ids = {task.id for task in tasks}
    return tuple(
        sorted(
            {
                (min(task.id, edge.target), max(task.id, edge.target))
                for task in tasks
                for edge in view.strategy.out(task.id, "undermines")
                if edge.target in ids and edge.target != task.id and not edge.mitigation
            }
        )
    )


def _circles(view: View, tasks: list[TaskNode]) -> Iterator[str]:
    """Name each circle of prerequisites once."""
    after = {
        task.id: [other.id for other in view.out(task, "prerequisites", TaskNode).nodes]
        for task in tasks
    }
    seen: set[str] = set()
    for start in sorted(after):
        path = _way_back(start, after)
        if path and seen.isdisjoint(path):
            seen |= set(path)
            yield (
                f"{' waits for '.join([*path, start])}: a circle, so none of them can start; "
                "which prerequisite is dropped?"
            )


def _way_back(start: str, after: dict[str, list[str]]) -> list[str]:
    """Return the shortest way from a task along its prerequisites back to itself; or nothing."""
    ways = [[start]]
    reached: set[str] = set()
    while ways:
        longer = []
        for way in ways:
            for name in after.get(way[-1], ()):
                if name == start:
                    return way
                if name not in reached:
                    reached.add(name)
                    longer.append([*way, name])
        ways = longer
    return []


def _facts(view: View, task: TaskNode, worth: Worth) -> TaskFacts:
    political = task.code in POLITICAL_CODES
    windowed = (task.started, task.not_before, task.not_after, task.duration_months_most)
    return TaskFacts(
        task,
        political,
        not political or any(one is not None for one in windowed),
        tuple(gates(view, task)),
        worth.threats(task),
        worth.objectives(task),
    )
