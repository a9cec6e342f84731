"""Find the order of tasks with CP-SAT.

**Sets.** J jobs; U units; R requirements; months 0 … H-1 of the plan; B = a month beyond it all.

**Variables.** For each job j that no bar keeps out altogether: x_j = 1 if it is in the plan; its
start s_j, a month in which it may start, or H where it is left out; its end e_j = s_j + d_j with
d_j the *longest* time it takes, or B where it goes on (so that the plan holds however short things
turn out); y_jur ≥ 0, how many of requirement r unit u holds for it; b_ju = 1 if unit u is used for
it; and c_ju = 1 if unit u of its crew is there for it.

**Constraints.**

1. s_j lies in its window, a job under way starts in month 0; x_j = 0 exactly where s_j = H.
2. Σ_u y_jur = n_jr · x_j for all r that j needs. (every need is met in full, or j is left out)
3. y_jur ≤ q_ur · b_ju, and y_jur = 0 for every u barred from j. (caveats, answers, readiness …)
4. Σ_u c_ju ≥ x_j over the crew of j that is not barred. (one unit assigned to it is there)
5. b_ju or c_ju = 1 only where u is there from s_j to e_j, and does not rotate in s_j.
6. Σ_j y_jur over jobs running in month t ≤ q_ur for all u, r, t. (no unit is used twice) The
   sum of these over the units that are there in t is stated besides, for it proves faster.
7. x_j ≤ x_k and s_j ≥ e_k for all k that j comes after.
8. x_j ≤ x_k, s_k ≤ s_j < s_k + (shortest time of k) for all k that must be under way by then.
9. Jobs that undermine each other do not overlap.

**Aims**, one after the other, each without giving up any of those before. With m_j = H - s_j, the
months from its start to the end of the plan (0 where left out):

0. max Σ_j f_j · m_j with f_j = 1 for the jobs that a course of action puts first; only where it
   puts some first.
A. max Σ_j v_j · m_j with v_j = thousand persons × level of the threats that j serves: the level is
   the upper end of its interval (0 none … 4 extreme), the persons are those on record. Whoever is
   in the gravest danger is served first.
B. max Σ_j (o_j · K + b_j) · m_j with o_j = objectives that j advances, counted; b_j = weight of
   its band; K greater than any sum of bands over all months. Objectives come before bands, and
   what can start starts as early as it can. Objectives are counted to break ties, not to measure
   politics.

Published plans use one worker, then eight interleaved where that did not prove it, with a fixed
seed and a deterministic limit, so the same problem gives the same plan; there is no limit by the
clock. Source: requirement R-13; the usual form of resource-constrained scheduling with optional
intervals.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from ortools.sat.python import cp_model

from peaceops.act.sequence.problem import Job, Problem
from peaceops.domain.plan import Aim, Status

WORKERS = 8
"""Of a search with many workers: fewer than eight lose a search that proves things."""


_HAIR = 1e-6
"""Bounds of whole numbers come back as floats."""


class Stop(msgspec.Struct, frozen=True, kw_only=True):
    """When a search ends.

    Attributes:
        effort: CP-SAT's deterministic time for each search of each aim.
        relative_gap: it may end once no more than this share is missing.
        seconds: by the clock and for all aims, instead of `effort`: parallel, not reproducible.
    """

    effort: float = 8.0
    relative_gap: float = 0.0
    seconds: float | None = None


DEFAULT_STOP = Stop()


class Solution(msgspec.Struct, frozen=True, kw_only=True):
    """An order of jobs.

    Attributes:
        starts: month by job; jobs left out are not in it.
        uses: by job, (unit, requirement, quantity) held; no requirement for its crew.
        aims: what was reached, and what can not be exceeded.
        status: proven, or limit.
    """

    starts: dict[str, int]
    uses: dict[str, tuple[tuple[str, str, int], ...]]
    aims: tuple[Aim, ...]
    status: Status


@dataclass
class _Model:
    """A model under construction, and its variables."""

    problem: Problem
    cp: Any
    present: dict[str, Any]
    start: dict[str, Any]
    interval: dict[str, Any]
    held: dict[tuple[str, str, str], Any]
    crew: dict[tuple[str, str], Any]


def solve(
    problem: Problem,
    stop: Stop = DEFAULT_STOP,
    seed: int = 1,
    near: Mapping[str, int] | None = None,
    keep: Solution | None = None,
) -> Solution:
    """Return the best order found.

    Args:
        problem: what is to be put in order.
        stop: when to stop.
        seed: of the search.
        near: months of another plan, by job: among plans of equal worth, one that moves them least
            is searched for, so that what differs differs for a reason.
        keep: jobs that stay in the months and with the units that they have here; the others are
            placed around them. Status and bounds then hold of such plans only.
    """
    model = _build(problem)
    if near is not None:
        for name, start in model.start.items():
            model.cp.add_hint(start, near.get(name, problem.months))
            model.cp.add_hint(model.present[name], name in near)
    if keep is not None:
        _keep(model, keep)
    jobs = [problem.job[name] for name in model.start]
    aims: list[Aim] = []
    proven, spent = True, 0.0
    found: Any = None
    for name, unit, weights in _aims(problem, jobs):
        gain = sum(
            weight * (problem.months - model.start[job.id])
            for job, weight in zip(jobs, weights, strict=True)
            if weight
        )
        if isinstance(gain, int):
            aims.append(Aim(name, unit, 0, 0))
            continue
        model.cp.maximize(gain)
        better, bound = _search(model, stop, seed, spent, found)
        if better is None and found is None:
            # Leaving every job out is always possible, so the limit came before the first plan.
            return Solution(starts={}, uses={}, aims=tuple(aims), status="limit")
        found = better or found
        spent += found.wall_time
        value = int(found.value(gain))
        bound = sum(weights) * problem.months if bound is None else bound
        aims.append(Aim(name, unit, value, max(value, bound)))
        proven &= bound <= value
        model.cp.add(gain >= value)
    if found is None:
        return Solution(starts={}, uses={}, aims=tuple(aims), status="proven")
    if near is not None:
        found = _nearest(model, found, near, stop, seed, spent)
    return _read(model, found, tuple(aims), "proven" if proven else "limit")


def _keep(model: _Model, kept: Solution) -> None:
    """Fix the starts of jobs, and who holds what for them."""
    uses = {(name, *use[:2]): use[2] for name, used in kept.uses.items() for use in used}
    for name, start in kept.starts.items():
        model.cp.add(model.start[name] == start)
    for (name, unit, requirement), share in model.held.items():
        if name in kept.starts:
            model.cp.add(share == uses.get((name, unit, requirement), 0))


def _nearest(
    model: _Model, found: Any, near: Mapping[str, int], stop: Stop, seed: int, spent: float
) -> Any:
    """Return, of plans as good as one found, the one nearest to another; that found, in doubt."""
    months = model.problem.months
    far = []
    for name, start in model.start.items():
        distance = model.cp.new_int_var(0, months, "")
        model.cp.add_abs_equality(distance, start - near.get(name, months))
        far.append(distance)
    model.cp.maximize(-sum(far))
    nearest, _ = _search(model, stop, seed, spent, found)
    return nearest or found


def first_start(
    problem: Problem,
    wanted: str,
    kept: Iterable[str],
    stop: Stop = DEFAULT_STOP,
    seed: int = 1,
    at: Mapping[str, int] | None = None,
) -> int | None:
    """Return the first month in which a job can start with others kept in the plan.

    Their starts may move, save those given with a month. None where it can not start, or where the
    limit came first.
    """
    model = _build(problem)
    if wanted not in model.present:
        return None
    for name in (wanted, *kept):
        model.cp.add(model.present[name] == 1)
    for name, month in (at or {}).items():
        model.cp.add(model.start[name] == month)
    model.cp.minimize(model.start[wanted])
    solver = _solver(stop.effort, seed)
    if solver.solve(model.cp) not in _FOUND:
        return None
    return int(solver.value(model.start[wanted]))


_FOUND = {cp_model.OPTIMAL, cp_model.FEASIBLE}


def _search(
    model: _Model, stop: Stop, seed: int, spent: float, hint: Any
) -> tuple[Any | None, int | None]:
    """Return the solver that holds the best plan, and the bound; None where there is none.

    One worker proves most plans, and quickest. Where it does not, eight take over, interleaved,
    from what it found. Both are reproducible; the parallel search by the clock is not.
    """
    if stop.seconds is not None:
        solver = _solver(math.inf, seed, stop.relative_gap)
        solver.parameters.num_workers = WORKERS
        solver.parameters.max_time_in_seconds = max(stop.seconds - spent, 0.1)
        solvers = [solver]
    else:
        alone = _solver(stop.effort, seed, stop.relative_gap)
        together = _solver(stop.effort, seed, stop.relative_gap)
        together.parameters.num_workers = WORKERS
        together.parameters.interleave_search = True
        solvers = [alone, together]
    best, bound = None, None
    for solver in solvers:
        if hint is not None:
            _hint(model, hint)
        status = solver.solve(model.cp)
        if status in _FOUND:
            reached = math.floor(solver.best_objective_bound + _HAIR)
            bound = reached if bound is None else min(bound, reached)
            if best is None or solver.objective_value > best.objective_value:
                best = hint = solver
        if status == cp_model.OPTIMAL:
            break
    return best, bound


def _solver(effort: float, seed: int, relative_gap: float = 0.0) -> Any:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = effort
    solver.parameters.relative_gap_limit = relative_gap
    # 9.15.6755 declares some plans infeasible in presolve (google/or-tools 5274); without it none.
    solver.parameters.cp_model_presolve = False
    return solver


def _aims(problem: Problem, jobs: list[Job]) -> list[tuple[str, str, list[int]]]:
    every_band = problem.months * sum(job.band for job in jobs) + 1
    first = [job.first for job in jobs]
    return [
        *([("put first, and early", "tasks × months", first)] if any(first) else []),
        (
            "threats served early",
            "thousand persons × level × months",
            [job.served for job in jobs],
        ),
        (
            "objectives, then bands, served early",
            "rank × months",
            [job.objectives * every_band + job.band for job in jobs],
        ),
    ]


def _build(problem: Problem) -> _Model:
    cp = cp_model.CpModel()
    model = _Model(problem, cp, {}, {}, {}, {}, {})
    for job in problem.jobs:
        if (job.id, "") not in problem.barred:
            _add_job(model, job)
    for job in problem.jobs:
        if job.id in model.start:
            _add_units(model, job)
            _add_order(model, job)
    _add_supplies(model)
    _add_totals(model)
    for one, other in problem.clashes:
        if one in model.interval and other in model.interval:
            cp.add_no_overlap([model.interval[one], model.interval[other]])  # 9
    return model


def _add_job(model: _Model, job: Job) -> None:
    cp, months = model.cp, model.problem.months
    first, last = max(job.earliest, 0), model.problem.last_start(job)
    window = [[first, last]] if first <= last else []
    start = cp.new_int_var_from_domain(
        cp_model.Domain.from_intervals([*window, [months, months]]), f"s_{job.id}"
    )
    present = cp.new_bool_var(f"x_{job.id}")
    cp.add(start <= months - 1).only_enforce_if(present)  # 1
    cp.add(start == months).only_enforce_if(~present)  # 1
    # What goes on lasts as long as everything: it ends after all that can start in the plan.
    length = model.problem.beyond if job.most is None else job.most
    interval = cp.new_optional_fixed_size_interval_var(start, length, present, f"i_{job.id}")
    model.start[job.id], model.present[job.id] = start, present
    model.interval[job.id] = interval


def _add_units(model: _Model, job: Job) -> None:
    cp, problem = model.cp, model.problem
    present, start = model.present[job.id], model.start[job.id]
    used: dict[str, Any] = {}

    def use(unit: str) -> Any:
        if unit not in used:
            used[unit] = cp.new_bool_var("")
            months = cp_model.Domain.from_values(list(problem.starts_with(unit, job)))
            cp.add_linear_expression_in_domain(start, months).only_enforce_if(used[unit])  # 5
        return used[unit]

    for need in job.needs:
        shares = []
        for supply in problem.suppliers.get(need.requirement, ()):
            if (job.id, supply.unit) in problem.barred or not problem.starts_with(supply.unit, job):
                continue  # 3
            share = cp.new_int_var(0, min(supply.quantity, need.quantity), "")
            cp.add(share <= supply.quantity * use(supply.unit))  # 3
            model.held[job.id, supply.unit, need.requirement] = share
            shares.append(share)
        cp.add(sum(shares) == need.quantity * present)  # 2
    if job.crew is not None:
        there = []
        for unit in job.crew:
            if (job.id, unit) not in problem.barred and problem.starts_with(unit, job):
                model.crew[job.id, unit] = use(unit)
                there.append(use(unit))
        cp.add(sum(there) >= present)  # 4


def _add_order(model: _Model, job: Job) -> None:
    cp, problem = model.cp, model.problem
    present, start = model.present[job.id], model.start[job.id]
    for name in job.after:
        if name not in model.start or problem.job[name].most is None:
            cp.add(present == 0)  # 7
            continue
        cp.add_implication(present, model.present[name])
        end = model.start[name] + problem.job[name].most
        cp.add(start >= end).only_enforce_if(present)  # 7
    for name in job.counterparts:
        if name not in model.start:
            cp.add(present == 0)  # 8
            continue
        cp.add_implication(present, model.present[name])
        cp.add(start >= model.start[name]).only_enforce_if(present)  # 8
        least = problem.job[name].least
        if least is not None:
            cp.add(start <= model.start[name] + least - 1).only_enforce_if(present)  # 8


def _add_supplies(model: _Model) -> None:
    users: dict[tuple[str, str], list[tuple[str, Any]]] = {}
    for (job, unit, requirement), share in model.held.items():
        users.setdefault((unit, requirement), []).append((job, share))
    for supply in model.problem.supplies:
        found = users.get((supply.unit, supply.requirement), [])
        if found:
            model.cp.add_cumulative(
                [model.interval[job] for job, _ in found],
                [share for _, share in found],
                supply.quantity,
            )  # 6


def _add_totals(model: _Model) -> None:
    """Say of all units together what follows from saying it of each: it speeds up the proof."""
    cp, problem = model.cp, model.problem
    for requirement, supplies in problem.suppliers.items():
        intervals, demands = [], []
        for job in problem.jobs:
            for need in job.needs:
                if need.requirement == requirement and job.id in model.interval:
                    intervals.append(model.interval[job.id])
                    demands.append(need.quantity)
        if not intervals:
            continue
        for supply in supplies:
            calendar = problem.calendar.get(supply.unit)
            spans = []
            if calendar is not None and calendar.first > 0:
                spans.append((0, calendar.first))
            if calendar is not None and calendar.last is not None:
                spans.append((calendar.last + 1, problem.beyond))
            for first, end in spans:
                if end > first:
                    intervals.append(cp.new_fixed_size_interval_var(first, end - first, ""))
                    demands.append(supply.quantity)
        total = sum(supply.quantity for supply in supplies)
        cp.add_cumulative(intervals, demands, total)  # 6, summed over u


def _hint(model: _Model, solver: Any) -> None:
    model.cp.clear_hints()
    for variable in (
        *model.start.values(),
        *model.present.values(),
        *model.held.values(),
        *model.crew.values(),
    ):
        model.cp.add_hint(variable, solver.value(variable))


def _read(model: _Model, solver: Any, aims: tuple[Aim, ...], status: Status) -> Solution:
    starts = {
        name: int(solver.value(model.start[name]))
        for name, present in model.present.items()
        if solver.value(present)
    }
    uses: dict[str, list[tuple[str, str, int]]] = {name: [] for name in starts}
    for (job, unit, requirement), share in model.held.items():
        if job in starts and solver.value(share):
            uses[job].append((unit, requirement, int(solver.value(share))))
    for (job, unit), there in model.crew.items():
        if job in starts and solver.value(there):
            uses[job].append((unit, "", 1))
    return Solution(
        starts=starts,
        uses={name: tuple(sorted(units)) for name, units in uses.items()},
        aims=aims,
        status=status,
    )
