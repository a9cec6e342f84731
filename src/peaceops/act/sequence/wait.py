"""Why a job does not start in another month while everything else stays as planned."""

from collections.abc import Iterator

from peaceops.act.sequence.problem import Job, Problem
from peaceops.act.sequence.solve import Solution
from peaceops.domain.plan import Wait


def waits_at(problem: Problem, solution: Solution, name: str, month: int) -> Iterator[Wait]:
    """Yield what stands against a start in a month, with the units that the plan gives the job.

    Args:
        problem: what was solved.
        solution: the plan.
        name: of a job in it.
        month: a start in question.
    """
    job = problem.job[name]
    if month < max(job.earliest, 0) or month > problem.last_start(job):
        yield Wait("time", "its window" if not job.under_way else "it is under way")
        return
    yield from _order(problem, solution, job, month)
    yield from _units(problem, solution, job, month)


def latest_start(problem: Problem, solution: Solution, name: str) -> int:
    """Return the last month in which a job may start while everything else stays as planned."""
    month = solution.starts[name]
    while month + 1 < problem.months and not any(waits_at(problem, solution, name, month + 1)):
        month += 1
    return month


def _order(problem: Problem, solution: Solution, job: Job, month: int) -> Iterator[Wait]:
    starts = solution.starts
    for other in job.after:
        if other in starts and month < problem.end(problem.job[other], starts[other]):
            yield Wait("time", f"{other} ends first", (other,))
    for other in sorted(starts):
        later = problem.job[other]
        if job.id in later.after and problem.end(job, month) > starts[other]:
            yield Wait("time", f"{other} comes after it", (other,))
        if other in job.counterparts:
            yield from _counterpart(problem, starts, other, month, month)
        if job.id in later.counterparts:
            yield from _counterpart(problem, starts, other, starts[other], month, of=job)
    for pair in problem.clashes:
        if job.id not in pair:
            continue
        other = pair[0] if pair[1] == job.id else pair[1]
        if other in starts and _overlap(problem, job, month, other, starts[other]):
            yield Wait("time", f"{other} and it undermine each other", (other,), holds=False)


def _counterpart(
    problem: Problem,
    starts: dict[str, int],
    other: str,
    dependent: int,
    month: int,
    of: Job | None = None,
) -> Iterator[Wait]:
    """Check that a counterpart is under way as its dependent starts; `of`: it is the job moved."""
    counterpart = problem.job[other] if of is None else of
    begun = starts[other] if of is None else month
    short = counterpart.least is not None and dependent >= begun + counterpart.least
    if dependent < begun or short:
        what = f"{other} is under way first" if of is None else f"{other} needs it under way"
        yield Wait("politics", what, (other,))


def _units(problem: Problem, solution: Solution, job: Job, month: int) -> Iterator[Wait]:
    used = solution.uses[job.id]
    holding = sorted({unit for unit, requirement, _ in used if requirement})
    crew = sorted({unit for unit, requirement, _ in used if not requirement})
    absent = [unit for unit in holding if not problem.fits(unit, job, month)]
    if crew and not any(problem.fits(unit, job, month) for unit in crew):
        absent += [unit for unit in crew if unit not in absent]
    for unit in absent:
        yield Wait("capability", _absence(problem, unit, month))
    for unit, requirement, quantity in used:
        rivals = _rivals(problem, solution, job, month, (unit, requirement, quantity))
        if requirement and rivals:
            yield Wait(
                "capability",
                f"{unit} is held for {requirement} by {', '.join(rivals)}",
                rivals,
                holds=False,
            )


def _absence(problem: Problem, unit: str, month: int) -> str:
    calendar = problem.calendar[unit]
    if month < calendar.first:
        return f"{unit} is not there yet in full"
    if month == calendar.rotation:
        return f"{unit} rotates"
    return f"{unit} leaves before the end"


def _rivals(
    problem: Problem, solution: Solution, job: Job, month: int, held: tuple[str, str, int]
) -> tuple[str, ...]:
    """Return the jobs that leave a unit too little in some month of a job; mostly none."""
    unit, requirement, quantity = held
    most = sum(
        supply.quantity for supply in problem.suppliers.get(requirement, ()) if supply.unit == unit
    )
    others = {
        name: taken
        for name, uses in solution.uses.items()
        if name != job.id
        for one, what, taken in uses
        if (one, what) == (unit, requirement)
        and _overlap(problem, job, month, name, solution.starts[name])
    }
    # Load rises only where a job starts.
    moments = {month, *(solution.starts[name] for name in others)}
    for moment in sorted(moments):
        running = [
            name
            for name in others
            if solution.starts[name]
            <= moment
            < problem.end(problem.job[name], solution.starts[name])
        ]
        if (
            month <= moment < problem.end(job, month)
            and sum(others[name] for name in running) + quantity > most
        ):
            return tuple(sorted(running))
    return ()


def _overlap(problem: Problem, job: Job, month: int, other: str, begun: int) -> bool:
    return month < problem.end(problem.job[other], begun) and begun < problem.end(job, month)
