"""The order of tasks against every order there is, on small instances."""

import itertools
import json

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peaceops.act.course.plain import order_plain
from peaceops.act.sequence.order import always_before, earliest_starts
from peaceops.act.sequence.problem import Bar, Calendar, Job, Need, Problem, Supply
from peaceops.act.sequence.relaxation import relaxations_for, relaxed
from peaceops.act.sequence.result import sequence_tasks
from peaceops.act.sequence.solve import Solution, first_start, solve
from peaceops.act.sequence.text import HEADING, render_text
from peaceops.act.sequence.wait import latest_start, waits_at
from peaceops.act.sequence.why_not import why_not
from peaceops.direct.check.profile import read_profile
from peaceops.direct.check.view import View
from peaceops.domain.strategy.as_of import as_known
from peaceops.domain.strategy.edge import EDGE_KINDS, Edge
from peaceops.domain.strategy.force import (
    AcceptanceNode,
    AuthorityNode,
    CaveatNode,
    RequirementNode,
    TrainingNode,
    UnitNode,
)
from peaceops.domain.strategy.graph import Strategy, make_strategy
from peaceops.domain.strategy.mandate import ClauseNode
from peaceops.domain.strategy.node import Node
from peaceops.domain.strategy.politics import TrackNode
from peaceops.domain.strategy.protection import TaskNode
from peaceops.domain.strategy.threat import ThreatNode
from tests.property.strategies import DAY, nodes

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
    pairs = list(itertools.combinations(names, 2))
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
            Bar(layer="acceptance", task=job, unit=unit, binds="", change=f"lift {job} {unit}")
            for job in names
            for unit in units
            if draw(st.integers(0, 4)) == 0
        ),
        clashes=tuple(pairs[:1]) if draw(st.booleans()) else (),
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


def in_time(problem: Problem, starts: dict[str, int], name: str) -> bool:
    """Window, crew, prerequisites and counterparts of one job."""
    job, start = problem.job[name], starts[name]
    there = job.crew is None or any(
        (name, unit) not in problem.barred and start in problem.starts_with(unit, job)
        for unit in job.crew
    )
    after = all(
        other in starts and start >= problem.end(problem.job[other], starts[other])
        for other in job.after
    )
    beside = all(
        other in starts
        and starts[other] <= start < starts[other] + (problem.job[other].least or problem.beyond)
        for other in job.counterparts
    )
    window = max(job.earliest, 0) <= start <= problem.last_start(job)
    return window and there and after and beside


def apart(problem: Problem, starts: dict[str, int], one: str, other: str) -> bool:
    if not {one, other} <= starts.keys():
        return True
    ends = [problem.end(problem.job[name], starts[name]) for name in (one, other)]
    return starts[one] >= ends[1] or starts[other] >= ends[0]


def feasible(problem: Problem, starts: dict[str, int]) -> bool:
    if not all(in_time(problem, starts, name) for name in starts):
        return False
    if not all(apart(problem, starts, *pair) for pair in problem.clashes):
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


def lengths(problem: Problem) -> list[Problem]:
    """The problem for each way in which everything may take its time.

    What has no known length lasts past the longest of all others: that month stays as it is.
    """
    ranges = [
        [None] if job.most is None else range(job.least or 1, job.most + 1) for job in problem.jobs
    ]
    taking = [
        msgspec.structs.replace(
            problem,
            jobs=tuple(
                msgspec.structs.replace(job, least=months, most=months)
                for job, months in zip(problem.jobs, taken, strict=True)
            ),
        )
        for taken in itertools.product(*ranges)
    ]
    return [one for one in taking if one.beyond == problem.beyond]


@settings(slow, max_examples=20)
@given(problems())
def test_what_always_holds_does_and_the_plan_holds_however_long_things_take(
    problem: Problem,
) -> None:
    solution = solve(problem)
    pairs = always_before(problem, frozenset(solution.starts))
    bounds = earliest_starts(problem)
    for taken in lengths(problem):
        assert feasible(taken, solution.starts)
        for order in every_order(taken):
            for one, other in pairs:
                if {one, other} <= order.keys():
                    assert order[other] >= taken.end(taken.job[one], order[one])
            for name, start in order.items():
                assert start >= bounds[name]


@slow
@given(problems())
def test_slack_is_what_can_slip_with_the_same_units(problem: Problem) -> None:
    solution = solve(problem)
    for name, start in solution.starts.items():
        assert list(waits_at(problem, solution, name, start)) == []
        latest = latest_start(problem, solution, name)
        for month in range(start, latest + 1):
            assert feasible(problem, {**solution.starts, name: month})


@settings(slow, max_examples=15)
@given(problems())
def test_what_lifts_a_bar_is_told_for_all_that_can_be_lifted(problem: Problem) -> None:
    solution = solve(problem)
    for job in problem.jobs:
        if job.id in solution.starts:
            continue
        why = why_not(problem, solution, job.id, {}, {})
        assert bool(why.single) + bool(why.together) <= 1
        alone = first_start(problem, job.id, ())
        assert bool(why.beaten) == (alone is not None)


@settings(slow, max_examples=25)
@given(problems())
def test_a_change_is_told_where_it_is_enough_and_only_there(problem: Problem) -> None:
    solution = solve(problem)
    for job in problem.jobs:
        if job.id in solution.starts:
            continue
        wanted = {job.id, *solution.starts}
        why = why_not(problem, solution, job.id, {}, {})
        told = {change.change for change in why.single}
        anew = every_order(relaxed(problem, job.id, ()))
        if job.under_way and any(wanted <= order.keys() for order in anew):
            assert told == {f"{job.id} is broken off, and taken up again"}
            continue
        for option in relaxations_for(problem, job.id, {}, {}):
            changed = relaxed(problem, job.id, (option,))
            enough = any(wanted <= order.keys() for order in every_order(changed))
            if option.supply is None:
                assert (option.change in told) == enough
            elif enough:
                assert any(change.endswith(f"more of {option.supply[0]}") for change in told)
        if not why.single:
            everything = relaxed(problem, job.id, relaxations_for(problem, job.id, {}, {}))
            possible = any(wanted <= order.keys() for order in every_order(everything))
            assert bool(why.together) == possible


_SCENE: tuple[tuple[type[Node], int], ...] = (
    (TaskNode, 4), (UnitNode, 3), (RequirementNode, 2), (CaveatNode, 1), (AcceptanceNode, 1),
    (TrackNode, 1), (ClauseNode, 1), (AuthorityNode, 1), (ThreatNode, 1), (TrainingNode, 1),
)  # fmt: skip
_TIES = (
    "prerequisites", "counterpart", "undermines", "requires", "provides", "assigned", "restricts",
    "accepts", "from_clause", "tasks", "trains",
)  # fmt: skip


@st.composite
def scenes(draw: st.DrawFn) -> Strategy:
    """Draw a strategy full of tasks and units, tied at random."""
    found: list[Node] = [
        draw(nodes(kind, f"{kind.noun}{number}"))
        for kind, count in _SCENE
        for number in range(count)
    ]
    pairs = [
        (name, one.id, other.id)
        for name in _TIES
        for one, other in itertools.permutations(found, 2)
        if one.noun in EDGE_KINDS[name].sources and other.noun in EDGE_KINDS[name].targets
    ]
    edges = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=25))
    return make_strategy(
        found, [Edge(kind=kind, source=one, target=other) for kind, one, other in edges]
    )


@settings(slow, max_examples=40)
@given(scenes())
def test_whatever_is_recorded_can_be_planned(strategy: Strategy) -> None:
    view = View(as_known(strategy, DAY), DAY, read_profile("in_mission"))
    sequence = sequence_tasks(view, months=6)
    tasks = {task.id for task in sequence.placed} | {task.id for task in sequence.unplaced}
    assert tasks == {
        task.id
        for task in view.of(TaskNode)
        if task.status in {"planned", "active"} and view.in_force(task) is not False
    }
    assert render_text(sequence).startswith(HEADING)
    json.dumps(order_plain(sequence))
    for task in sequence.placed:
        assert task.earliest <= task.start <= task.latest
    assert all("\n" not in line for line in (*sequence.notes, *sequence.assumptions))
