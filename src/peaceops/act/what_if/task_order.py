"""The order of tasks after a change: what is taken away frees nothing, what closes bars."""

from collections.abc import Iterator, Mapping

import msgspec

from peaceops.act.deploy.force import can_fly
from peaceops.act.sequence.from_strategy import Reading, read_problem
from peaceops.act.sequence.problem import Bar, Job, Problem
from peaceops.act.sequence.result import owners_of, words_of
from peaceops.act.sequence.what_if import Order, OrderDifference, order_after, order_difference
from peaceops.act.what_if.place import standing
from peaceops.act.what_if.supposition import Supposition
from peaceops.direct.check.view import View
from peaceops.domain.strategy.force import UnitNode


def order_of_tasks(
    before: Order, changed: View, asked: Supposition, site_of: Mapping[str, str | None] | None
) -> OrderDifference:
    """Return the order of tasks after a change, beside the one in force.

    Args:
        before: in force.
        changed: the strategy after the change.
        asked: what is supposed, places as the mission knows them.
        site_of: where units stand after it; None where only their bases are known.
    """
    reading = read_problem(changed, before.reading.problem.months)
    where = standing(changed.strategy, site_of)
    bars = tuple(_closing(changed, reading, asked, where))
    held = _held(before.reading.problem, reading.problem) if asked.only_takes else ()
    problem = msgspec.structs.replace(
        reading.problem,
        jobs=tuple(_without_crew(before.reading.problem, job) for job in reading.problem.jobs),
        bars=(*reading.problem.bars, *bars, *held),
    )
    reading = msgspec.structs.replace(reading, problem=problem)
    after, whole = order_after(before, reading)
    return order_difference(
        before,
        after,
        whole=whole,
        owners=owners_of(reading),
        words=words_of(changed, reading),
    )


def _without_crew(before: Problem, job: Job) -> Job:
    """Return a job: where its units are gone it has none, and does not need none."""
    old = before.job.get(job.id)
    lost = job.crew is None and old is not None and bool(old.crew)
    return msgspec.structs.replace(job, crew=()) if lost else job


def _held(before: Problem, after: Problem) -> tuple[Bar, ...]:
    """Return the bars on what is still there that hold no longer: to take away lifts none."""
    units = {supply.unit for supply in after.supplies} | {
        unit for job in after.jobs for unit in job.crew or ()
    }
    known = set(after.bars)
    return tuple(
        bar
        for bar in before.bars
        if bar not in known and bar.task in after.job and (not bar.unit or bar.unit in units)
    )


def _closing(
    view: View, reading: Reading, asked: Supposition, where: dict[str, frozenset[str]]
) -> Iterator[Bar]:
    """Yield what keeps units from tasks where all of a unit stands at places that are closed."""
    shut = {one.place for one in asked.closed if not one.airfield}
    grounded = {one.place for one in asked.closed}
    offered: dict[str, set[str]] = {}
    for supply in reading.problem.supplies:
        offered.setdefault(supply.requirement, set()).add(supply.unit)
    for unit in view.of(UnitNode):
        sites = where.get(unit.id, frozenset())
        if not sites or not sites <= (grounded if can_fly(unit.type) else shut):
            continue
        place = ", ".join(sorted(sites))
        for job in reading.problem.jobs:
            asking = {one for need in job.needs for one in offered.get(need.requirement, ())}
            if unit.id in asking | set(job.crew or ()):
                yield Bar(
                    layer="host",
                    task=job.id,
                    unit=unit.id,
                    binds=f"{place} is closed, where {unit.id} stands",
                    change=f"{place} opens again, or {unit.id} stands elsewhere",
                    who="whoever closed it",
                )
