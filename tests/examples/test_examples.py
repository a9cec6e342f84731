"""The two full examples: what fires in them, and that the one becomes the other step by step."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from peaceops.domain.finding import CheckReport, Finding, Severity
from peaceops.domain.strategy.as_of import as_known
from peaceops.domain.strategy.force import UnitNode
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.judgement import DecisionNode
from peaceops.domain.strategy.keeping import SuppressionNode
from peaceops.domain.strategy.protection import TaskNode
from peaceops.exercise.country import invent
from peaceops.exercise.strategy import troubled_strategy
from peaceops.services.demo import new_exercise
from tests.examples.replay import (
    REPAIRED,
    SEED,
    TROUBLED,
    Step,
    checked,
    fired,
    graph_of,
    read_texts,
    replay,
    steps,
)
from tests.rules.doubt import doubts

STEPS = steps()


@cache
def troubled() -> Strategy:
    return graph_of(read_texts(TROUBLED))


@cache
def repaired() -> Strategy:
    return graph_of(read_texts(REPAIRED))


@cache
def states() -> tuple[Strategy, ...]:
    return tuple(graph_of(texts) for texts in replay())


@cache
def reports() -> tuple[CheckReport, ...]:
    return tuple(checked(graph) for graph in states())


def firing(report: CheckReport) -> list[Finding]:
    return [one for one in report.findings if one.status == "fires"]


def test_the_troubled_example_is_the_exercise_of_seed_7() -> None:
    assert troubled_strategy(invent(SEED)) == read_texts(TROUBLED)


def test_the_repaired_example_is_what_the_steps_make() -> None:
    assert replay()[-1] == read_texts(REPAIRED)


def test_most_rules_fire_in_the_troubled_example() -> None:
    assert len(fired(checked(troubled()))) >= 34


def test_the_troubled_example_is_honest_about_what_it_does_not_know() -> None:
    report = checked(troubled())
    assert sum(one.status == "cannot_tell" for one in report.findings) >= 3
    assert report.requests
    assert all(one.expires for one in troubled().of(SuppressionNode))
    assert sum(one.status == "suppressed" for one in report.findings) == 2


def test_there_is_enough_in_it_to_plan_with() -> None:
    graph = troubled()
    tasks, units = graph.of(TaskNode), graph.of(UnitNode)
    assert len(tasks) >= 20
    assert len(units) >= 10
    assert all(unit.base and unit.areas and unit.deployed and unit.rotates for unit in units)
    assert sum(bool(graph.out(task.id, "prerequisites")) for task in tasks) >= 3
    assert {task.phase for task in tasks} == {1, 2, 3}
    assert all(task.effort for task in tasks)


def test_the_questions_of_the_troubled_example_have_an_owner_and_a_day() -> None:
    found = checked(troubled()).questions
    assert len(found) == 7
    assert all(one.owner and one.due and one.decision for one in found)


@pytest.mark.parametrize("number", range(len(STEPS)), ids=lambda number: STEPS[number].name)
def test_each_step_clears_and_raises_what_it_says(number: int) -> None:
    step: Step = STEPS[number]
    before, after = reports()[number], reports()[number + 1]
    assert states()[number + 1].mission.as_of == step.day
    assert tuple(sorted(fired(before) - fired(after))) == step.clears
    assert tuple(sorted(fired(after) - fired(before))) == step.raises
    assert len(firing(after)) < len(firing(before))


def test_no_blocker_and_few_codes_are_left_in_the_repaired_example() -> None:
    report = checked(repaired())
    assert not [one for one in firing(report) if one.severity is Severity.BLOCKER]
    assert len(fired(report)) < 12


def test_every_error_that_remains_has_an_owner_and_a_day() -> None:
    graph = repaired()
    errors = [one for one in firing(checked(graph)) if one.severity is Severity.ERROR]
    assert len({one.code for one in errors}) >= 3
    for one in errors:
        assert any(_dated(graph, decision) for decision in _decisions(graph, one)), one.message


def _dated(graph: Strategy, decision: DecisionNode) -> bool:
    day = graph.mission.as_of
    return bool(decision.owner and decision.due and day and decision.due >= day)


def _decisions(graph: Strategy, finding: Finding) -> Iterator[DecisionNode]:
    """Yield what is to be decided on what a finding names, or on a task that rests on it."""
    names = {*finding.objects, finding.root}
    for edge in graph.edges:
        if edge.kind in {"from_clause", "requires"} and edge.target in finding.objects:
            names.add(edge.source)
    for decision in graph.of(DecisionNode):
        if decision.status == "pending" and names & {
            edge.target for edge in graph.out(decision.id, "on")
        }:
            yield decision


@pytest.mark.parametrize("folder", [TROUBLED, REPAIRED], ids=lambda folder: folder.name)
def test_the_order_of_nodes_never_matters(folder: Path) -> None:
    graph = graph_of(read_texts(folder))
    turned = Strategy(dict(list(graph.nodes.items())[::-1]), graph.edges[::-1], graph.places)
    assert checked(turned) == checked(graph)


def test_an_earlier_day_knows_less_and_never_fails() -> None:
    graph = repaired()
    last = graph.mission.as_of
    assert last is not None
    seen = -1
    for days in (4000, 900, 700, 500, 300, 200, 100, 61, 30, 14, 0):
        report = checked(graph, last - timedelta(days=days))
        assert report.as_of == last - timedelta(days=days)
        assert all(one.message for one in report.findings)
        known = _known(graph, last - timedelta(days=days))
        assert known >= seen
        seen = known
    assert checked(graph, date(1990, 1, 1)).findings == ()


def _known(graph: Strategy, day: date) -> int:
    return len(as_known(graph, day).nodes)


@pytest.mark.full
@pytest.mark.parametrize("folder", [TROUBLED, REPAIRED], ids=lambda folder: folder.name)
def test_a_known_value_made_unknown_never_makes_a_finding_vanish(folder: Path) -> None:
    graph = graph_of(read_texts(folder))
    day = graph.mission.as_of
    before = {(one.code, one.objects) for one in firing(checked(graph))}
    lost = []
    for what, doubtful in doubts(graph):
        after = {
            (one.code, one.objects)
            for one in checked(doubtful, day).findings
            if one.status != "suppressed"
        }
        lost += [f"{what} made unknown: {gone}" for gone in sorted(before - after)]
    assert not lost


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_strategy_fits_any_exercise(seed: int) -> None:
    report = checked(graph_of(troubled_strategy(invent(seed))))
    assert fired(report) == fired(checked(troubled()))


def test_the_demo_mission_carries_the_troubled_strategy(tmp_path: Path) -> None:
    new_exercise(tmp_path / "demo", seed=SEED)
    assert read_texts(tmp_path / "demo" / "strategy") == read_texts(TROUBLED)
