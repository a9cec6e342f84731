"""Able and willing, per task, never merged into one (R-39)."""

from collections.abc import Callable

from peaceops.act.sequence.problem import Job, Problem
from peaceops.domain.plan import Layer, ReadyState

_STATES: dict[tuple[bool, bool], ReadyState] = {
    (True, True): "ready",
    (True, False): "capable_unwilling",
    (False, True): "willing_incapable",
    (False, False): "neither",
}


def ready_state(problem: Problem, job: Job) -> ReadyState:
    """Return whether units are able and willing to do a job, calendars left aside.

    Able: units that no bar of capability keeps out cover every need. Willing: of what units could
    bring, restrictions and answers of capitals take nothing away that is needed. Who may order
    whom is neither.
    """
    if not job.needs and job.crew is None:
        return "no_unit_needed"
    layers: dict[str, set[Layer]] = {}
    for bar in problem.bars:
        if bar.task == job.id and bar.unit:
            layers.setdefault(bar.unit, set()).add(bar.layer)

    def free(*of: Layer) -> Callable[[str], bool]:
        return lambda unit: layers.get(unit, set()).isdisjoint(of)

    able = _able(problem, job, free("capability"))
    willing = _willing(problem, job, free("acceptance"))
    surely = (
        _able(problem, job, free("capability", "unknown")),
        _willing(problem, job, free("acceptance", "unknown")),
    )
    return _STATES[able, willing] if surely == (able, willing) else "unknown"


def _able(problem: Problem, job: Job, free: Callable[[str], bool]) -> bool:
    covered = all(
        sum(
            supply.quantity
            for supply in problem.suppliers.get(need.requirement, ())
            if free(supply.unit)
        )
        >= need.quantity
        for need in job.needs
    )
    return covered and (job.crew is None or any(free(unit) for unit in job.crew))


def _willing(problem: Problem, job: Job, free: Callable[[str], bool]) -> bool:
    for need in job.needs:
        supplies = problem.suppliers.get(need.requirement, ())
        offered = sum(supply.quantity for supply in supplies)
        left = sum(supply.quantity for supply in supplies if free(supply.unit))
        if left == 0 or left < min(need.quantity, offered):
            return False
    return job.crew is None or any(free(unit) for unit in job.crew)
