"""Which parts of an order hold whatever each task takes, and what the plan hangs on."""

from peaceops.act.sequence.problem import Job, Problem
from peaceops.act.sequence.solve import Solution
from peaceops.domain.plan import Wait


def earliest_starts(problem: Problem) -> dict[str, int]:
    """Return the first month of each job if all takes the shortest time and nobody competes.

    A bound for every plan: windows, arrivals and prerequisites alone. Jobs that can never start by
    that reckoning are not in it.
    """
    jobs = [job for job in problem.jobs if (job.id, "") not in problem.barred]
    found = {job.id: max(job.earliest, 0) for job in jobs}
    before: dict[str, int] = {}
    while found != before:  # bounds only rise, and a job past its window is taken out
        before = dict(found)
        for job in jobs:
            if job.id not in found:
                continue
            reachable = {*job.after, *job.counterparts} <= found.keys()
            start = _earliest(problem, job, found) if reachable else None
            if start is None:
                del found[job.id]
            else:
                found[job.id] = start
    return found


def _earliest(problem: Problem, job: Job, found: dict[str, int]) -> int | None:
    start = max(job.earliest, 0)
    for name in job.after:
        least = problem.job[name].least
        start = max(start, problem.beyond if least is None else found[name] + least)
    start = max([start, *(found[name] for name in job.counterparts)])
    shortest = Job(
        id=job.id,
        earliest=start,
        latest=job.latest,
        most=job.least,
        under_way=job.under_way,
    )
    months = set(range(start, problem.last_start(job) + 1))
    for need in job.needs:
        units = (
            supply.unit
            for supply in problem.suppliers.get(need.requirement, ())
            if (job.id, supply.unit) not in problem.barred
        )
        months &= {month for unit in units for month in problem.starts_with(unit, shortest)}
    if job.crew is not None:
        units = (unit for unit in job.crew if (job.id, unit) not in problem.barred)
        months &= {month for unit in units for month in problem.starts_with(unit, shortest)}
    return min(months, default=None)


def always_before(problem: Problem, placed: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Return pairs of placed jobs of which the first ends before the second starts in any plan.

    By prerequisites, through other jobs too; or by windows alone: the last month in which the first
    may start and the longest it takes lie before the window of the second.
    """
    before: dict[str, set[str]] = {}

    def ancestors(name: str, seen: frozenset[str] = frozenset()) -> set[str]:
        if name not in before:
            found: set[str] = set()
            for other in problem.job[name].after:
                if other not in seen:
                    found |= {other} | ancestors(other, seen | {name})
            before[name] = found
        return before[name]

    pairs = {(other, name) for name in placed for other in ancestors(name) if other in placed}
    for one in placed:
        first = problem.job[one]
        if first.most is None:
            continue
        ends = problem.last_start(first) + first.most
        pairs |= {
            (one, other) for other in placed if other != one and problem.job[other].earliest >= ends
        }
    return tuple(sorted(pairs))


def competing(waits: dict[str, tuple[Wait, ...]]) -> tuple[tuple[str, str], ...]:
    """Return pairs whose order holds in this plan only: one holds what the other waits for."""
    return tuple(
        sorted(
            {
                (other, name)
                for name, found in waits.items()
                for wait in found
                if not wait.holds
                for other in wait.tasks
            }
        )
    )


def critical_chain(
    problem: Problem, solution: Solution, waits: dict[str, tuple[Wait, ...]]
) -> tuple[str, ...]:
    """Return the chain of waits, first to last, that leads to the last job of known length to end.

    Where none has a known length, to the last to start.
    """
    starts = solution.starts
    if not starts:
        return ()
    known = [name for name in starts if problem.job[name].most is not None]
    last = min(
        known or starts,
        key=lambda name: (
            -(problem.end(problem.job[name], starts[name]) if known else starts[name]),
            name,
        ),
    )
    chain = [last]
    while True:
        awaited = sorted(
            {
                other
                for wait in waits[chain[-1]]
                for other in wait.tasks
                if other not in chain and starts[other] <= starts[chain[-1]]
            },
            key=lambda name: (-starts[name], name),
        )
        if not awaited:
            return tuple(reversed(chain))
        chain.append(awaited[0])
