"""What a change does to the order of tasks: who is served later or not at all, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import msgspec

from peaceops.act.sequence.from_strategy import Reading, TaskFacts
from peaceops.act.sequence.problem import Bar, Job, Problem
from peaceops.act.sequence.ready import ready_state
from peaceops.act.sequence.solve import Solution, Stop, solve
from peaceops.act.sequence.wait import waits_at
from peaceops.act.sequence.why_not import WhyNot, why_not
from peaceops.domain.plan import ReadyState

QUICK = Stop(effort=0.05)
"""How hard the whole order is searched: enough for some twenty tasks."""
AROUND = Stop(effort=0.2)
"""How hard what a change touches is placed anew, where all else stays."""
EXPLAINED = 3
"""So many tasks that fall out are told what would bring them back; for that is solved anew."""

ShiftKind = Literal["falls_out", "later", "earlier", "comes_in"]
KINDS: tuple[ShiftKind, ...] = ("falls_out", "later", "earlier", "comes_in")
"""Those who lose first."""


@dataclass(frozen=True)
class Order:
    """An order of tasks, and what it was found for."""

    reading: Reading
    solution: Solution


class TaskShift(msgspec.Struct, frozen=True, kw_only=True):
    """A task whose place in the order changes.

    Attributes:
        id, title, owner: as recorded.
        kind: it falls out, starts later or earlier, or comes in.
        dated: its months may be shown as dates.
        under_way: it is under way as things stand.
        before, after: month of its start; None where it can not start.
        served: thousand persons × level of the threats it serves.
        threats, objectives: ids of what it serves.
        ready_before, ready_after: able and willing, per R-39; None where it has no unit.
        why: a line each.
        back: what would bring it back, where that was looked for; None where it was not.
    """

    id: str
    title: str
    owner: str
    kind: ShiftKind
    dated: bool
    under_way: bool
    before: int | None
    after: int | None
    served: int
    threats: tuple[str, ...]
    objectives: tuple[str, ...]
    ready_before: ReadyState | None
    ready_after: ReadyState | None
    why: tuple[str, ...]
    back: WhyNot | None = None


@dataclass(frozen=True)
class OrderDifference:
    """The order in force and the order after a change.

    Attributes:
        before, after: the two.
        shifts: who loses first, then by what they serve.
        whole: every order was looked at; else what the change does not touch stayed where it was,
            and a better order may exist.
    """

    before: Order
    after: Order
    shifts: tuple[TaskShift, ...]
    whole: bool


def order_after(before: Order, changed: Reading) -> tuple[Order, bool]:
    """Return the order after a change, as near to the one in force as its aims allow.

    The same question gets the same answer: no search goes by the clock.

    Returns:
        the order, and whether every order was looked at; else only what the change touches was
        placed anew.
    """
    problem, near = changed.problem, before.solution.starts
    whole = solve(problem, QUICK, near=near)
    if whole.status == "proven":
        return Order(changed, whole), True
    around = solve(problem, AROUND, near=near, keep=_untouched(before, problem))
    return Order(changed, around if around.starts else whole), False


def _untouched(before: Order, problem: Problem) -> Solution:
    """Return the part of an order that a change leaves as it is, units included.

    Jobs of which anything differs are touched, and so is whatever waits for them.
    """
    old, solution = before.reading.problem, before.solution
    barred = {(bar.task, bar.unit) for bar in problem.bars}
    gone = {unit for used in solution.uses.values() for unit, _, _ in used} - {
        *(supply.unit for supply in problem.supplies),
        *(unit for job in problem.jobs for unit in job.crew or ()),
    }
    touched = {
        name
        for name in solution.starts
        if problem.job.get(name) != old.job[name]
        or (name, "") in barred
        or any(unit in gone or (name, unit) in barred for unit, _, _ in solution.uses[name])
        or any(not problem.fits(unit, old.job[name], solution.starts[name])
               for unit, _, _ in solution.uses[name])
    }  # fmt: skip
    while True:
        waiting = {
            job.id
            for job in problem.jobs
            if job.id not in touched and not touched.isdisjoint({*job.after, *job.counterparts})
        }
        if not waiting:
            break
        touched |= waiting
    stays = {name: month for name, month in solution.starts.items() if name not in touched}
    return Solution(
        starts=stays,
        uses={name: solution.uses[name] for name in stays},
        aims=(),
        status="limit",
    )


def order_difference(
    before: Order,
    after: Order,
    *,
    whole: bool,
    owners: Mapping[str, str],
    words: Mapping[str, str],
) -> OrderDifference:
    """Say which tasks lose and which gain, and why.

    Args:
        before, after: from `order_after`.
        whole: as it said.
        owners, words: of the strategy after the change, as `why_not` asks for them.
    """
    shifts = sorted(
        _shifts(before, after), key=lambda one: (KINDS.index(one.kind), -one.served, one.id)
    )
    told = [
        msgspec.structs.replace(
            one,
            back=why_not(
                after.reading.problem, after.solution, one.id, dict(owners), dict(words), QUICK
            ),
        )
        if number < EXPLAINED and one.kind == "falls_out" and one.id in after.reading.problem.job
        else one
        for number, one in enumerate(shifts)
    ]
    return OrderDifference(before, after, tuple(told), whole)


def _shifts(before: Order, after: Order) -> Iterator[TaskShift]:
    old, new = before.solution.starts, after.solution.starts
    for name in sorted({*old, *new}):
        one, other = old.get(name), new.get(name)
        if one == other:
            continue
        kind: ShiftKind
        if other is None:
            kind = "falls_out"
        elif one is None:
            kind = "comes_in"
        else:
            kind = "later" if other > one else "earlier"
        facts = _facts(before, after, name)
        jobs = [order.reading.problem.job.get(name) for order in (before, after)]
        yield TaskShift(
            id=name,
            title=facts.node.title,
            owner=facts.node.owner or "",
            kind=kind,
            dated=facts.dated,
            under_way=any(job is not None and job.under_way for job in jobs),
            before=one,
            after=other,
            served=max(job.served for job in jobs if job is not None),
            threats=facts.threats,
            objectives=facts.objectives,
            ready_before=_ready(before.reading.problem, jobs[0]),
            ready_after=_ready(after.reading.problem, jobs[1]),
            why=tuple(_why(before, after, name, kind)),
        )


def _facts(before: Order, after: Order, name: str) -> TaskFacts:
    """Return what is told of a task, as it stands after the change where it is still there."""
    return after.reading.facts.get(name) or before.reading.facts[name]


def _ready(problem: Problem, job: Job | None) -> ReadyState | None:
    """Return whether units are able and willing; None where there is no task, or no unit for it."""
    return None if job is None or job.crew == () else ready_state(problem, job)


def _why(before: Order, after: Order, name: str, kind: ShiftKind) -> Iterator[str]:
    if kind == "falls_out":
        found = list(_taken(before, after, name))
        rivals = ", ".join(_rivals(after, name))
        yield from found or [f"what it needs is held by {rivals}" if rivals else _OUTWEIGHED]
    elif kind == "comes_in":
        yield from list(_given(before, after, name)) or ["what it needs is free now"]
    elif kind == "later":
        month = after.solution.starts[name] - 1
        waits = [one.what for one in waits_at(after.reading.problem, after.solution, name, month)]
        yield from waits or [_OUTWEIGHED]
    else:
        month = after.solution.starts[name]
        waits = [one.what for one in waits_at(before.reading.problem, before.solution, name, month)]
        yield from (f"no longer so: {what}" for what in waits)
        if not waits:
            yield "what went before it no longer does"


_OUTWEIGHED = "what serves more, by the plan's aims, goes first"


def _taken(before: Order, after: Order, name: str) -> Iterator[str]:
    """Yield what a task had before and has no longer."""
    old, new = before.reading.problem, after.reading.problem
    job = new.job.get(name)
    if job is None:
        yield "it is no longer to be done"
        return
    yield from (bar.binds for bar in _new_bars(old, new, name))
    used = {unit for unit, _, _ in before.solution.uses[name]}
    there = {supply.unit for supply in new.supplies} | set(job.crew or ())
    yield from (f"{unit} is no longer there for it" for unit in sorted(used - there))
    for other in sorted({*job.after, *job.counterparts}):
        if other in before.solution.starts and other not in after.solution.starts:
            yield f"{other} falls out, and it waits for that"


def _given(before: Order, after: Order, name: str) -> Iterator[str]:
    """Yield what a task has now and had not before."""
    old, new = before.reading.problem, after.reading.problem
    if name not in old.job:
        yield "it is to be done now"
        return
    yield from (f"no longer so: {bar.binds}" for bar in _new_bars(new, old, name))
    for other in sorted({*old.job[name].after, *old.job[name].counterparts}):
        if other not in before.solution.starts and other in after.solution.starts:
            yield f"{other} comes in, and it waits for that"


def _new_bars(one: Problem, other: Problem, name: str) -> list[Bar]:
    """Return the bars on a task, or on units that may do it, that are new."""
    known = {(bar.task, bar.unit, bar.binds) for bar in one.bars}
    return [
        bar
        for bar in other.bars
        if bar.task == name and (bar.task, bar.unit, bar.binds) not in known
    ]


def _rivals(order: Order, name: str) -> list[str]:
    """Return the tasks in a plan that hold units which a task could be done with."""
    problem, job = order.reading.problem, order.reading.problem.job.get(name)
    if job is None:
        return []
    needed = {
        (supply.unit, need.requirement)
        for need in job.needs
        for supply in problem.suppliers.get(need.requirement, ())
        if (name, supply.unit) not in problem.barred
    }
    return sorted(
        other
        for other, uses in order.solution.uses.items()
        if any((unit, requirement) in needed for unit, requirement, _ in uses)
    )
