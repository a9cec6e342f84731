"""What is asked of contributors: means and will apart, by requirement (R-39, doctrine B10)."""

from collections.abc import Iterable

from peaceops.act.course.effect import placed_ids
from peaceops.act.sequence.from_strategy import Reading
from peaceops.act.sequence.problem import Job, Problem
from peaceops.direct.check.view import View
from peaceops.domain.course import Ask, Unwilling
from peaceops.domain.plan import Sequence
from peaceops.domain.strategy.force import RequirementNode


def asks(view: View, reading: Reading, sequence: Sequence) -> tuple[Ask, ...]:
    """Return what is asked for each requirement of a course's tasks, by id.

    Needed is the most at any month of the plan, as if every task left out ran beside. What units
    offer that a bar of capability keeps from every task that needs it is not able, and asked for
    anew; a unit that a restriction or an answer of its capital keeps from a task left out is able,
    and is asked for its will instead, by name.
    """
    found = []
    for requirement in sorted(view.of(RequirementNode), key=lambda one: one.id):
        jobs = [
            job
            for job in reading.problem.jobs
            if any(need.requirement == requirement.id for need in job.needs)
        ]
        if not jobs:
            continue
        needed = _peak(reading.problem, jobs, sequence, requirement.id)
        supplies = reading.problem.suppliers.get(requirement.id, ())
        able = sum(
            supply.quantity
            for supply in supplies
            if any(not _barred(reading.problem, job, supply.unit, "capability") for job in jobs)
        )
        found.append(
            Ask(
                requirement=requirement.id,
                name=requirement.title or requirement.function or requirement.id,
                tasks=tuple(job.id for job in jobs),
                needed=needed,
                offered=sum(supply.quantity for supply in supplies),
                able=able,
                more=max(needed - able, 0),
                unwilling=tuple(
                    _unwilling(
                        reading.problem,
                        {job.id for job in jobs} - set(placed_ids(sequence)),
                        {supply.unit for supply in supplies},
                    )
                ),
            )
        )
    return tuple(found)


def _quantity(job: Job, requirement: str) -> int:
    return sum(need.quantity for need in job.needs if need.requirement == requirement)


def _peak(problem: Problem, jobs: list[Job], sequence: Sequence, requirement: str) -> int:
    starts = {task.id: task.start for task in sequence.placed}
    left_out = sum(_quantity(job, requirement) for job in jobs if job.id not in starts)
    running = [
        sum(
            _quantity(job, requirement)
            for job in jobs
            if job.id in starts and starts[job.id] <= month < problem.end(job, starts[job.id])
        )
        for month in range(problem.months)
    ]
    return left_out + max(running, default=0)


def _barred(problem: Problem, job: Job, unit: str, layer: str) -> bool:
    return any(
        bar.task == job.id and bar.unit == unit and bar.layer == layer for bar in problem.bars
    )


def _unwilling(problem: Problem, names: set[str], units: set[str]) -> Iterable[Unwilling]:
    """Yield the units that a restriction or an answer keeps from tasks that are left out."""
    for bar in problem.bars:
        held = bar.task in names and bar.unit in units and bar.layer == "acceptance"
        if held and not _barred(problem, problem.job[bar.task], bar.unit, "capability"):
            yield Unwilling(
                unit=bar.unit, task=bar.task, because=bar.binds, change=bar.change, who=bar.who
            )
