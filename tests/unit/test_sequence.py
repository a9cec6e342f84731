"""What the plan says of a strategy: order, waits, gates, and who can lift what bars a task."""

from datetime import date

import pytest
from benchmarks.sequence import large_problem

from peaceops.act.sequence.order import always_before
from peaceops.act.sequence.problem import Job, Need, Problem, Supply
from peaceops.act.sequence.result import sequence_tasks
from peaceops.act.sequence.solve import Stop, solve
from peaceops.act.sequence.text import HEADING, render_text
from peaceops.act.sequence.wait import latest_start, waits_at
from peaceops.direct.check.profile import read_profile
from peaceops.direct.check.view import View
from peaceops.direct.strategy.load import parse_strategy
from peaceops.domain.plan import PlacedTask, Sequence, UnplacedTask
from peaceops.domain.strategy.as_of import as_known

DAY = date(2031, 4, 30)
TRAINED = "trainings: [{kind: pre_deployment, date: 2030-01-01}]"


def planned(text: str, months: int = 12) -> Sequence:
    strategy = parse_strategy([("s.yaml", f"mission: {{id: M, as_of: {DAY}}}\n{text}")])
    return sequence_tasks(
        View(as_known(strategy, DAY), DAY, read_profile("in_mission")), months=months
    )


def placed(sequence: Sequence, name: str) -> PlacedTask:
    return next(task for task in sequence.placed if task.id == name)


def unplaced(sequence: Sequence, name: str) -> UnplacedTask:
    return next(task for task in sequence.unplaced if task.id == name)


def test_a_prerequisite_at_its_longest_comes_first_and_that_always_holds() -> None:
    sequence = planned(
        "tasks:\n"
        "  - {id: K1, duration_months_least: 2, duration_months_most: 4}\n"
        "  - {id: K2, prerequisites: [K1], duration_months_least: 1, duration_months_most: 1}\n"
    )
    first, second = placed(sequence, "K1"), placed(sequence, "K2")
    assert (first.start, first.end_least, first.end_most, first.slack) == (0, 2, 4, 0)
    assert (second.earliest, second.start) == (2, 4)
    assert [wait.what for wait in second.waits] == ["K1 ends first"]
    assert sequence.always == (("K1", "K2"),)
    assert sequence.critical == ("K1", "K2")
    assert sequence.status == "proven"


def test_units_make_an_order_that_holds_in_this_plan_only() -> None:
    sequence = planned(
        "requirements: [{id: R, quantity: 1, critical: true}]\n"
        "areas: [{id: north}]\n"
        "threats:\n"
        "  - {id: T1, status: active, level: high, people_exposed: 9000, area: north}\n"
        "tasks:\n"
        "  - {id: K1, requires: [R], duration_months_least: 2, duration_months_most: 3}\n"
        "  - {id: K2, code: poc_physical, area: north, requires: [R],\n"
        "     duration_months_least: 2, duration_months_most: 3}\n"
        f"units: [{{id: U, provides: [R], {TRAINED}}}]\n"
    )
    assert placed(sequence, "K2").start == 0, "it serves 9,000 people under a high threat"
    assert placed(sequence, "K1").start == 3
    assert sequence.in_plan == (("K2", "K1"),)
    assert sequence.always == ()
    assert placed(sequence, "K2").threats == ("T1",)
    assert any(line.startswith("R: 1 in all for K1, K2") for line in sequence.assumptions)


def test_an_unknown_number_of_people_is_not_none() -> None:
    sequence = planned(
        "requirements: [{id: R, quantity: 1, critical: true}]\n"
        "threats:\n"
        "  - {id: T1, status: active, level: moderate, people_exposed: 4000, area: a}\n"
        "  - {id: T2, status: active, level: unknown, people_exposed: unknown, area: b}\n"
        "tasks:\n"
        "  - {id: K1, code: poc_physical, area: a, requires: [R], duration_months_most: 2}\n"
        "  - {id: K2, code: poc_physical, area: b, requires: [R], duration_months_most: 2}\n"
        f"units: [{{id: U, provides: [R], {TRAINED}}}]\n"
    )
    assert placed(sequence, "K2").start == 0
    assert any("nobody counted the people under T2" in line for line in sequence.assumptions)


def test_capable_but_not_willing_and_the_reverse_stay_apart() -> None:
    sequence = planned(
        "requirements: [{id: R, function: mobility, quantity: 3, critical: true}]\n"
        "tasks:\n"
        "  - {id: K1, requires_force_level: 3, night: true}\n"
        "  - {id: K2, requires: [R]}\n"
        "units:\n"
        "  - {id: U1, contributor: Karvonia, assigned: [K1],\n"
        f"     caveats: [{{id: C, kind: night, declared: in_MOU}}], {TRAINED}}}\n"
        f"  - {{id: U2, contributor: Meridor, provides: [{{to: R, quantity: 2}}], {TRAINED}}}\n"
    )
    unwilling, unable = unplaced(sequence, "K1"), unplaced(sequence, "K2")
    assert unwilling.ready == "capable_unwilling"
    lifted = {change.change: change for change in unwilling.single}
    assert lifted["C is lifted for K1"].who == "Karvonia"
    assert lifted["C is lifted for K1"].layer == "acceptance"
    assert unable.ready == "willing_incapable"
    assert [(change.layer, change.change) for change in unable.single] == [
        ("capability", "1 more of R (mobility)")
    ]


def test_two_caveats_on_the_only_unit_clash_together() -> None:
    sequence = planned(
        "tasks: [{id: K, requires_force_level: 3, night: true, host_force_relevant: true}]\n"
        "units:\n"
        "  - {id: U, contributor: Karvonia, assigned: [K], caveats: [\n"
        "      {id: C1, kind: night}, {id: C2, kind: against_host_forces}],\n"
        f"     {TRAINED}}}\n"
        "clauses: [{id: CL, mandate: MD, force: false}]\n"
        "mandates: [{id: MD}]\n"
    )
    task = unplaced(sequence, "K")
    assert [change.layer for change in task.single] == ["command"], "another unit is enough"


def test_a_clashing_set_is_told_in_words() -> None:
    sequence = planned(
        "tasks: [{id: K, requires_force_level: 3, from_clause: [CL], host_permission: refused}]\n"
        "clauses: [{id: CL, force: false}]\n"
        f"units: [{{id: U, assigned: [K], {TRAINED}}}]\n"
    )
    task = unplaced(sequence, "K")
    assert task.single == ()
    (changes,) = task.together
    assert {change.layer for change in changes} == {"host", "mandate"}
    assert {change.who for change in changes} == {"the host State", "Security Council"}
    assert "together, none can be spared" in render_text(sequence)


def test_politics_is_placed_by_condition() -> None:
    sequence = planned(
        "tracks: [{id: TR, title: talks, status: suspended, owner: dsrsg}]\n"
        "posts: [{id: dsrsg}]\n"
        "tasks:\n"
        "  - {id: K1, code: good_offices, exit: both have signed, owner: dsrsg}\n"
        "  - {id: K2, prerequisites: [K1]}\n"
        "  - {id: K3, counterpart: [TR]}\n"
        "  - {id: K4, counterpart: [K1]}\n"
    )
    assert placed(sequence, "K1").political
    assert not placed(sequence, "K1").dated
    assert placed(sequence, "K4").start == 0
    waiting, apart = unplaced(sequence, "K2"), unplaced(sequence, "K3")
    assert waiting.by_condition
    assert apart.by_condition
    assert [(one.change, one.who, one.start) for one in waiting.single] == [
        ("K1 ends: both have signed", "dsrsg", None)
    ]
    assert [(one.layer, one.change) for one in apart.single] == [("politics", "TR is under way")]
    text = render_text(sequence)
    assert "K1  ~~~~" in text
    assert "by condition" in text


def test_what_is_under_way_holds_its_units_and_is_named_where_it_is_on_paper_only() -> None:
    sequence = planned(
        "requirements: [{id: R, quantity: 1, critical: true}]\n"
        "tasks:\n"
        "  - {id: K1, started: 2031-02-01, requires: [R], duration_months_least: 4,\n"
        "     duration_months_most: 6}\n"
        "  - {id: K2, started: 2031-01-01, requires_force_level: 2}\n"
        f"units: [{{id: U, provides: [R], {TRAINED}}}]\n"
    )
    running = placed(sequence, "K1")
    assert (running.under_way, running.start) == (True, 0)
    assert (running.end_least, running.end_most) == (1, 3), "three of its months have passed"
    assert unplaced(sequence, "K2").under_way
    assert "on paper only" in render_text(sequence)


def test_a_unit_counts_once_it_is_there_in_full_and_nothing_starts_as_it_rotates() -> None:
    sequence = planned(
        "tasks: [{id: K, duration_months_most: 1}]\n"
        "units: [{id: U, deployed: 2031-05-12, rotates: 2031-06-20, assigned: [K],\n"
        f"         {TRAINED}}}]\n"
    )
    task = placed(sequence, "K")
    assert task.start == 2, "there in full from June, which is when it rotates"
    assert [wait.what for wait in task.waits] == ["U rotates"]


def test_tasks_that_undermine_each_other_do_not_overlap_unless_mitigated() -> None:
    tasks = (
        "tasks:\n"
        "  - {{id: K1, duration_months_most: 2, undermines: [{{to: K2{mitigation}}}]}}\n"
        "  - {{id: K2, duration_months_most: 2}}\n"
    )
    apart = planned(tasks.format(mitigation=""))
    assert {task.start for task in apart.placed} == {0, 2}
    together = planned(tasks.format(mitigation=", mitigation: told apart"))
    assert {task.start for task in together.placed} == {0}


def test_conditions_are_gates_for_a_person_and_never_dates() -> None:
    sequence = planned(
        "mandates: [{id: MD, adopted: 2030-06-01, expires: 2031-08-31}]\n"
        "clauses: [{id: CL, mandate: MD}]\n"
        "tasks: [{id: K, entry: the road is open, from_clause: [CL], host_permission: asked,\n"
        "         area: north}]\n"
        "sofa_incidents: [{id: SI, date: 2031-03-01, type: movement_denial, area: north}]\n"
    )
    task = placed(sequence, "K")
    assert task.start == 0
    assert [gate.what for gate in task.gates] == [
        "the road is open",
        "from 2031-08-31: MD is renewed",
        "the host was asked for its permission and has not given it",
        "passage in north: SI not resolved",
    ]


RULES = "documents: [{id: roe_3, kind: roe, release: '3', issued: 2031-01-01}]\n"


def told_of_rules(briefing: str, documents: str = RULES) -> Sequence:
    return planned(
        f"{documents}tasks: [{{id: K, requires_force_level: 2}}]\n"
        f"units: [{{id: U, contributor: Aland, assigned: [K], {briefing} {TRAINED}}}]\n"
    )


@pytest.mark.parametrize(
    ("briefing", "binds"),
    [
        ("", "U was never briefed on roe_3, release 3"),
        (
            "briefings: [{id: B, rules: roe, release: '3'}],",
            "U was briefed on roe_3, release 3 and has not acknowledged it",
        ),
        (
            "briefings: [{id: B, rules: roe, release: '2', acknowledged: 2030-06-01}],",
            "U goes by release 2, not by roe_3, release 3",
        ),
    ],
)
def test_rules_bind_as_a_layer_of_their_own_by_reference_only(briefing: str, binds: str) -> None:
    task = unplaced(told_of_rules(briefing), "K")
    assert task.ready == "ready", "it is able and willing; what it lacks is neither"
    (change,) = [one for one in task.single if one.layer == "rules"]
    assert change.binds == binds
    assert change.change == "the commander of U acknowledges roe_3, release 3"
    assert change.who.endswith("with Aland")


def test_rules_acknowledged_bind_nobody_and_rules_not_on_record_are_asked_for() -> None:
    known = "briefings: [{id: B, rules: roe, release: '3', acknowledged: 2031-02-01}],"
    assert not any("acknowledges" in gate.what for gate in placed(told_of_rules(known), "K").gates)
    gates = [gate.what for gate in placed(told_of_rules("", documents=""), "K").gates]
    assert (
        "U acknowledges its rules: no document of rules of engagement is on record for U" in gates
    )
    doubt = "briefings: [{id: B, rules: roe, release: '3', acknowledged: unknown}],"
    assert unplaced(told_of_rules(doubt), "K").layers[0] == "unknown"


def test_bad_input_is_told_in_one_line_each_and_the_rest_is_planned() -> None:
    sequence = planned(
        "requirements: [{id: R, title: boats, quantity: 2}]\n"
        "tasks:\n"
        "  - {id: K1, prerequisites: [K2]}\n"
        "  - {id: K2, prerequisites: [K1]}\n"
        "  - {id: K3, requires: [R]}\n"
        "  - {id: K4, not_after: 2031-01-31}\n"
        "  - {id: K5, duration_months_least: 5, duration_months_most: 2}\n"
        "  - {id: K6, prerequisites: [K7]}\n"
        "  - {id: K7, status: dropped}\n"
        "  - {id: K8}\n"
    )
    assert [task.id for task in sequence.placed] == ["K5", "K8"]
    assert sequence.notes == (
        "no unit is recorded: whatever needs one can not start",
        (
            "K1 waits for K2 waits for K1: a circle, so none of them can start; which "
            "prerequisite is dropped?"
        ),
        "nobody provides R (boats), which K3 can not do without",
        "K4: its window ended on 2031-01-31, in the past",
        "K5: duration of 5 to 2 months is no range; the longer is taken",
    )
    assert all("\n" not in note for note in sequence.notes)
    assert [change.change for change in unplaced(sequence, "K3").single] == ["2 more of R (boats)"]
    assert [change.change for change in unplaced(sequence, "K4").single] == [
        "K4 may start at another time"
    ]
    assert unplaced(sequence, "K6").layers == ("time",)
    assert not unplaced(sequence, "K1").by_condition


def test_no_tasks_is_an_empty_plan_with_a_line() -> None:
    sequence = planned("")
    assert sequence.placed == ()
    assert sequence.notes[0] == "no task is planned or active: there is nothing to put in order"
    assert render_text(sequence).startswith(HEADING)


def test_what_nobody_knows_is_no_unit_and_no_refusal() -> None:
    sequence = planned(
        "tasks: [{id: K, requires_force_level: 3}]\n"
        f"units: [{{id: U, assigned: [K], caveats: [{{id: C, kind: unknown}}], {TRAINED}}}]\n"
    )
    task = unplaced(sequence, "K")
    assert task.ready == "unknown"
    assert task.single[0].layer == "unknown"


def test_slack_is_how_far_a_start_can_slip_and_not_a_month_more() -> None:
    problem = Problem(
        months=8,
        jobs=(
            Job(id="a", least=1, most=2, needs=(Need("r", 1),), served=2),
            Job(id="b", least=1, most=1, needs=(Need("r", 1),), earliest=5),
            Job(id="c", least=1, most=1, after=("a",), earliest=4),
        ),
        supplies=(Supply("u", "r", 1),),
    )
    solution = solve(problem)
    assert solution.starts == {"a": 0, "b": 5, "c": 4}
    assert latest_start(problem, solution, "a") == 2
    assert [wait.what for wait in waits_at(problem, solution, "a", 3)] == ["c comes after it"]


def test_without_effort_there_is_no_false_proof() -> None:
    problem = Problem(months=3, jobs=(Job(id="a", served=1),))
    assert solve(problem, Stop(effort=0.0)).status == "limit"


def test_a_later_aim_never_makes_the_plan_impossible() -> None:
    # Presolve of OR-Tools 9.15 declared the second aim of this one infeasible.
    solution = solve(large_problem(seed=6, units=36))
    assert [(aim.value, aim.bound) for aim in solution.aims] == [
        (111_568, 111_568),
        (18_005_683, 18_005_683),
    ]
    assert solution.status == "proven"
    assert len(solution.starts) == 90


def test_two_tasks_share_what_is_enough_for_both() -> None:
    problem = Problem(
        months=6,
        jobs=tuple(Job(id=name, least=2, most=2, needs=(Need("r", 1),)) for name in "ab"),
        supplies=(Supply("u", "r", 2),),
    )
    solution = solve(problem)
    assert solution.starts == {"a": 0, "b": 0}
    assert latest_start(problem, solution, "a") == 5


def test_a_counterpart_that_may_have_ended_is_not_under_way() -> None:
    def starts(month: int) -> dict[str, int]:
        talks = Job(id="talks", latest=0, least=2, most=4)
        guard = Job(id="guard", earliest=month, latest=month, counterparts=("talks",))
        return solve(Problem(months=6, jobs=(talks, guard))).starts

    assert starts(1) == {"talks": 0, "guard": 1}
    assert starts(2) == {"talks": 0}, "it may take two months only"


def test_windows_alone_make_an_order_that_always_holds() -> None:
    def pairs(month: int) -> tuple[tuple[str, str], ...]:
        jobs = (Job(id="a", latest=1, least=1, most=2), Job(id="b", earliest=month))
        return always_before(Problem(months=6, jobs=jobs), frozenset("ab"))

    assert pairs(2) == (), "a may start in month 1 and take two months"
    assert pairs(3) == (("a", "b"),)


def test_a_requirement_is_shared_in_whole_ones_unless_the_edge_says_how_many() -> None:
    text = (
        "requirements: [{id: R, quantity: 3, critical: true}]\n"
        "tasks:\n"
        "  - {id: K1, requires: [EDGE], duration_months_most: 1}\n"
        "  - {id: K2, requires: [R], duration_months_most: 1}\n"
        f"units: [{{id: U, provides: [{{to: R, quantity: 3}}], {TRAINED}}}]\n"
    )
    shared = planned(text.replace("EDGE", "R"))
    assert {units[2] for task in shared.placed for units in task.units} == {2}, "3 / 2, rounded up"
    assert {task.start for task in shared.placed} == {0, 1}
    told = planned(text.replace("EDGE", "{to: R, quantity: 1}"))
    assert placed(told, "K1").units == (("U", "R", 1),)
    assert placed(told, "K2").units == (("U", "R", 2),)
    assert {task.start for task in told.placed} == {0}
    assert not any(line.startswith("R:") for line in told.assumptions)


def test_every_layer_is_told_with_who_can_lift_it() -> None:
    sequence = planned(
        "mandates: [{id: MD, draft: true}]\n"
        "clauses: [{id: CL, mandate: MD}]\n"
        "acceptances: [{id: A, contributor: Meridor, accepts: [K3], state: declined}]\n"
        "posture: [{id: P, authority: governor, area: east, consent: withdrawn}]\n"
        "authorities:\n"
        "  - {id: fc, side: un, approves_force_up_to: 2, tasks: [U1, U3]}\n"
        "  - {id: line, side: contributor, tasks: [U5]}\n"
        "requirements: [{id: R, critical: true}]\n"
        "tasks:\n"
        "  - {id: K1, from_clause: [CL]}\n"
        "  - {id: K2, requires_force_level: 4}\n"
        "  - {id: K3, requires_force_level: 1}\n"
        "  - {id: K4, area: east}\n"
        "  - {id: K5, requires_force_level: 1}\n"
        "  - {id: K6, area: north, requires: [R]}\n"
        "units:\n"
        f"  - {{id: U1, contributor: Karvonia, assigned: [K2], {TRAINED}}}\n"
        f"  - {{id: U3, contributor: Meridor, assigned: [K3], areas: [south], provides: [R],\n"
        f"     {TRAINED}}}\n"
        f"  - {{id: U5, contributor: Tolvany, assigned: [K5], {TRAINED}}}\n"
    )
    told = {
        task.id: {(change.layer, change.who) for change in task.single}
        for task in sequence.unplaced
    }
    assert told["K1"] == {("mandate", "Security Council")}
    assert told["K2"] == {("command", "head of mission")}
    assert ("acceptance", "Meridor") in told["K3"]
    assert told["K4"] == {("host", "governor")}
    assert ("command", "head of mission") in told["K5"], "a national line does not count"
    assert ("command", "fc") in told["K6"]
    elsewhere = next(one for one in unplaced(sequence, "K6").single if one.who == "fc")
    assert "loses it meanwhile" in elsewhere.change, "who loses presence is named first"
