"""The order of tasks against every order there is, on small instances; and what must never happen."""

import itertools

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peaceops.act.sequence.problem import Bar, Calendar, Job, Need, Problem, Supply
from peaceops.act.sequence.solve import Solution, first_start, solve

MONTHS = 3
slow = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=30)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    names = [f"k{number}" for number in range(draw(st.integers(1, 3)))]
    units = [f"u{number}" for number in range(draw(st.integers(0, 2)))]
    jobs = []
    for number, name in enumerate(names):
        others = st.lists(st.sampled_from(names), max_size=1, unique=True)
        most = draw(st.one_of(st.none(), st.integers(1, 2)))
        jobs.append(
            Job(
                id=name,
                earliest=draw(st.integers(0, 2)),
                latest=draw(st.one_of(st.none(), st.integers(0, 2))),
                least=None if most is None else draw(st.integers(1, most)),
                most=most,
                needs=draw(st.sampled_from([(), (Need("r", 1),), (Need("r", 2),)])),
                crew=draw(st.one_of(st.none(), st.just(tuple(units)))),
                after=tuple(one for one in draw(others) if one != name) if number else (),
                counterparts=tuple(one for one in draw(others) if one != name),
                under_way=draw(st.booleans()) and number == 0,
                served=draw(st.integers(0, 3)),
                objectives=draw(st.integers(0, 1)),
                band=draw(st.integers(1, 2)),
            )
        )
    pairs = st.sampled_from(list(itertools.combinations(names, 2)) or [None])
    return Problem(
        months=MONTHS,
        jobs=tuple(jobs),
        calendars=tuple(
            Calendar(
                unit=unit,
                first=draw(st.integers(0, 1)),
                last=draw(st.one_of(st.none(), st.integers(1, 4))),
                rotation=draw(st.one_of(st.none(), st.integers(0, 2))),
            )
            for unit in units
        ),
        supplies=tuple(Supply(unit, "r", draw(st.integers(1, 2))) for unit in units),
        bars=tuple(
            Bar(layer="acceptance", task=job, unit=unit, binds="", change="")
            for job in names
            for unit in units
            if draw(st.integers(0, 4)) == 0
        ),
        clashes=tuple(pair for pair in [draw(pairs)] if pair and draw(st.booleans())),
    )


def shares(problem: Problem, job: Job, start: int) -> list[dict[str, int]]:
    """Every way to meet what a job needs from the units that may serve it then."""
    able = [
        supply
        for supply in problem.supplies
        if (job.id, supply.unit) not in problem.barred
        and start in problem.starts_with(supply.unit, job)
    ]
    if not job.needs:
        return [{}]
    ways = itertools.product(*(range(supply.quantity + 1) for supply in able))
    return [
        {supply.unit: taken for supply, taken in zip(able, way, strict=True)}
        for way in ways
        if sum(way) == job.needs[0].quantity
    ]


def feasible(problem: Problem, starts: dict[str, int]) -> bool:
    for name, start in starts.items():
        job = problem.job[name]
        if not max(job.earliest, 0) <= start <= problem.last_start(job):
            return False
        if job.crew is not None and not any(
            (name, unit) not in problem.barred and start in problem.starts_with(unit, job)
            for unit in job.crew
        ):
            return False
        for other in job.after:
            if other not in starts or start < problem.end(problem.job[other], starts[other]):
                return False
        for other in job.counterparts:
            if other not in starts or starts[other] > start:
                return False
            least = problem.job[other].least
            if least is not None and start >= starts[other] + least:
                return False
    for one, other in problem.clashes:
        if one in starts and other in starts:
            ends = [problem.end(problem.job[name], starts[name]) for name in (one, other)]
            if starts[one] < ends[1] and starts[other] < ends[0]:
                return False
    names = list(starts)
    quantity = {supply.unit: supply.quantity for supply in problem.supplies}
    for ways in itertools.product(*(shares(problem, problem.job[n], starts[n]) for n in names)):
        if all(
            sum(
                way.get(unit, 0)
                for name, way in zip(names, ways, strict=True)
                if starts[name] <= month < problem.end(problem.job[name], starts[name])
            )
            <= most
            for unit, most in quantity.items()
            for month in range(problem.beyond)
        ):
            return True
    return False


def every_order(problem: Problem) -> list[dict[str, int]]:
    names = list(problem.job)
    found = []
    for picked in itertools.product(range(MONTHS + 1), repeat=len(names)):
        starts = {n: start for n, start in zip(names, picked, strict=True) if start < MONTHS}
        if feasible(problem, starts):
            found.append(starts)
    return found


def worth(problem: Problem, starts: dict[str, int]) -> tuple[int, int]:
    every_band = MONTHS * sum(job.band for job in problem.jobs) + 1
    jobs = [(problem.job[name], MONTHS - start) for name, start in starts.items()]
    return (
        sum(job.served * months for job, months in jobs),
        sum((job.objectives * every_band + job.band) * months for job, months in jobs),
    )


def reached(solution: Solution) -> tuple[int, ...]:
    return tuple(aim.value for aim in solution.aims)


@slow
@given(problems())
def test_no_order_is_better(problem: Problem) -> None:
    solution = solve(problem)
    assert solution.status == "proven"
    assert feasible(problem, solution.starts)
    assert worth(problem, solution.starts) == reached(solution)
    assert reached(solution) == max(worth(problem, starts) for starts in every_order(problem))


@slow
@given(problems())
def test_what_a_task_holds_is_what_it_needs(problem: Problem) -> None:
    solution = solve(problem)
    for name, uses in solution.uses.items():
        job = problem.job[name]
        held = sum(quantity for _, requirement, quantity in uses if requirement == "r")
        assert held == sum(need.quantity for need in job.needs)
        assert all((name, unit) not in problem.barred for unit, _, _ in uses)


@slow
@given(problems(), st.data())
def test_another_unit_never_lowers_and_another_caveat_never_raises(
    problem: Problem, data: st.DataObject
) -> None:
    before = reached(solve(problem))
    more = msgspec.structs.replace(problem, supplies=(*problem.supplies, Supply("new", "r", 1)))
    assert reached(solve(more)) >= before
    names = [(job.id, supply.unit) for job in problem.jobs for supply in problem.supplies]
    if names:
        task, unit = data.draw(st.sampled_from(names))
        bar = Bar(layer="acceptance", task=task, unit=unit, binds="", change="")
        less = msgspec.structs.replace(problem, bars=(*problem.bars, bar))
        assert reached(solve(less)) <= before


@slow
@given(problems(), st.data())
def test_the_first_start_is_the_first_there_is(problem: Problem, data: st.DataObject) -> None:
    wanted = data.draw(st.sampled_from(list(problem.job)))
    starts = [order[wanted] for order in every_order(problem) if wanted in order]
    assert first_start(problem, wanted, ()) == min(starts, default=None)


@settings(slow, max_examples=10)
@given(problems())
def test_the_same_problem_gives_the_same_order(problem: Problem) -> None:
    assert solve(problem) == solve(problem)
