"""What a change does to reach, to the order of tasks and to findings."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from peaceops.act.deploy.ground import mission_problem, outlook_samples
from peaceops.act.deploy.problem import Clocks, DeployProblem
from peaceops.act.deploy.shift import LOSING
from peaceops.act.deploy.solve import deployment_today
from peaceops.act.sequence import what_if as sequence_what_if
from peaceops.act.sequence.from_strategy import read_problem
from peaceops.act.sequence.solve import Stop
from peaceops.act.sequence.text import HEADING
from peaceops.act.sequence.what_if import order_after
from peaceops.act.what_if.answer import Answer, InForce, answer, in_force
from peaceops.act.what_if.place import area_at
from peaceops.act.what_if.plain import answer_plain
from peaceops.act.what_if.posture import Posture
from peaceops.act.what_if.supposed import supposed
from peaceops.act.what_if.supposition import Banded, Closed, Moved, Restricted, Supposition
from peaceops.act.what_if.text import render_answer
from peaceops.domain.error import PeaceopsError
from peaceops.domain.strategy.force import UnitNode
from tests.unit.test_deploy_mission import ABO, CALI, OUTLOOK, TOWNS, WILD, view
from tests.unit.test_sequence import TRAINED

STRATEGY = f"""\
mission: {{id: M, phase: in_mission, as_of: 2031-05-01}}
areas:
  - {{id: north, triage: must, places: [Abo, Bedi], people_at_risk: 4000}}
  - {{id: south, triage: could, places: [Cali], people_at_risk: 2000}}
threats:
  - {{id: T1, actor: X, status: active, level: high, area: north, people_exposed: 4000}}
groups:
  - {{id: G1, title: site at Bedi, population: 4000, area: north, site: true}}
requirements:
  - {{id: R1, function: infantry, quantity: 1, critical: true}}
  - {{id: R2, function: mobility, quantity: 1, critical: true}}
tasks:
  - {{id: K1, title: guard, code: poc_physical, area: north, night: true, band: 1,
     requires_force_level: 3, requires: [R1], started: 2031-01-01}}
  - {{id: K2, title: patrol, code: public_order, area: south, band: 2,
     requires: [R2], duration_months_least: 2, duration_months_most: 2}}
  - {{id: K3, title: advice, code: elections, area: south, band: 2, prerequisites: [K2]}}
units:
  - {{id: BAT, type: infantry battalion, strength: 300, base: north, areas: [north],
     deployed: 2030-01-01, contributor: Aland, assigned: [K1], provides: [R1], {TRAINED}}}
  - {{id: COY, type: infantry company, strength: 140, base: south, areas: [south],
     deployed: 2030-01-01, contributor: Bland, assigned: [K2], {TRAINED}}}
  - {{id: HELI, type: helicopter unit, strength: 80, base: south, areas: [north, south],
     deployed: 2030-01-01, contributor: Cland, provides: [R2], {TRAINED}}}
"""


def problem_of(text: str = STRATEGY) -> DeployProblem:
    """The mission's problem, at clocks under which people are in reach."""
    problem = mission_problem(
        view(text), OUTLOOK, outlook_samples(OUTLOOK), TOWNS,
        {"north": (ABO, WILD), "south": (CALI,)},
    )  # fmt: skip
    quick = Clocks(prepare_minutes=10.0)
    units = (msgspec.structs.replace(unit, clocks=quick) for unit in problem.units)
    return replace(problem, units=tuple(units))


def standing(text: str = STRATEGY, months: int = 12) -> InForce:
    problem = problem_of(text)
    posture = Posture(problem, deployment_today(problem), "today's posture")
    return in_force(view(text), months, posture)


def asked(**supposed_so: Any) -> Answer:
    return answer(standing(), Supposition(**supposed_so))


def shifted(found: Answer) -> dict[str, str]:
    return {one.id: one.kind for one in found.order.shifts}


def test_a_lost_battalion_is_missed_by_people_by_tasks_and_by_what_waits_for_it() -> None:
    found = asked(lost=("BAT",))
    assert found.deployment is not None
    kinds = {one.name: one.kind for one in found.deployment.shifts}
    assert kinds["Abo, Abo district"] in LOSING
    assert found.deployment.shifts[0].must
    assert shifted(found) == {"K1": "falls_out"}
    (shift,) = found.order.shifts
    assert "BAT is no longer there for it" in shift.why
    assert shift.under_way
    assert shift.threats == ("T1",)
    assert shift.back is not None
    assert [(one.site, one.before, one.after) for one in found.strengths] == [("Abo", 300, 0)]
    assert found.order.whole


def test_a_company_less_thins_a_base_and_stops_no_task() -> None:
    found = asked(lost=("BAT/2",))
    assert shifted(found) == {}
    assert [(one.site, one.after) for one in found.strengths] == [("Abo", 150)]


def test_a_unit_that_goes_elsewhere_leaves_its_tasks_and_who_waits_for_them() -> None:
    found = asked(moves=(Moved("COY", "Abo"),))
    assert shifted(found) == {"K2": "falls_out", "K3": "falls_out"}
    why = {one.id: one.why for one in found.order.shifts}
    assert why["K2"] == ("COY is no longer there for it",)
    assert why["K3"] == ("K2 falls out, and it waits for that",)
    assert found.deployment is not None
    assert found.deployment.deployment.site_of["COY"] == "Abo"
    assert [move.unit for move in found.deployment.moves.moves] == ["COY"]


def test_how_soon_a_unit_is_there_after_a_move_nobody_has_measured() -> None:
    strategy = view(STRATEGY.replace("base: south,", "base: south, response_minutes: 30,", 1))
    moved = supposed(strategy.strategy, Supposition(moves=(Moved("COY", "Abo"),)), {"Abo": "north"})
    unit = moved.nodes["COY"]
    assert isinstance(unit, UnitNode)
    assert (unit.base, unit.areas, unit.response_minutes) == ("north", ("north",), None)
    assert "response_minutes" in unit.unknown


def test_one_company_that_moves_leaves_the_order_as_it_is() -> None:
    found = asked(moves=(Moved("BAT/1", "Cali"),))
    assert shifted(found) == {}
    assert found.deployment is not None
    assert found.deployment.deployment.site_of == {
        "BAT/1": "Cali", "BAT/2": "Abo", "COY": "Cali", "HELI": "Cali",
    }  # fmt: skip


def test_a_caveat_is_will_and_not_ability() -> None:
    found = asked(caveats=(Restricted(unit="BAT", kind="night"),))
    (shift,) = found.order.shifts
    assert (shift.id, shift.kind) == ("K1", "falls_out")
    assert (shift.ready_before, shift.ready_after) == ("ready", "capable_unwilling")
    assert shift.back is not None
    assert "supposed-1 is lifted for K1" in {change.change for change in shift.back.single}
    assert {one.code for one in found.findings.raised} >= {"TCC-01"}


def test_a_caveat_on_distance_is_counted_where_it_bites() -> None:
    found = asked(caveats=(Restricted(unit="BAT", kind="movement_distance", km=5.0),))
    assert found.deployment is not None
    units = [unit for unit in found.deployment.problem.units if unit.id.startswith("BAT")]
    assert [unit.caveat_range_km for unit in units] == [5.0, 5.0]
    losers = {one.name for one in found.deployment.shifts if one.kind in LOSING}
    assert losers == {"9 km N of Abo", "site at Bedi"}


def test_a_closed_airfield_stops_what_flies_and_a_closed_place_everybody() -> None:
    grounded = asked(closed=(Closed("Cali", airfield=True),))
    assert shifted(grounded) == {"K2": "falls_out", "K3": "falls_out"}
    why = {one.id: one.why for one in grounded.order.shifts}
    assert why["K2"] == ("Cali is closed, where HELI stands",)
    shut = asked(closed=(Closed("Abo"),))
    assert shifted(shut) == {"K1": "falls_out"}
    assert shut.deployment is not None
    assert {one.kind for one in shut.deployment.shifts} <= LOSING


def test_another_band_may_reorder_and_is_said() -> None:
    found = asked(bands=(Banded("K2", 1),))
    assert found.supposition.words == ("K2 is of band 1",)
    assert shifted(found) == {}


def test_in_a_large_order_what_nothing_touches_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    before = standing().order
    view_after = view(STRATEGY)
    reading = read_problem(view_after, 12)
    lost = msgspec.structs.replace(
        reading,
        problem=msgspec.structs.replace(
            reading.problem,
            supplies=tuple(one for one in reading.problem.supplies if one.unit != "HELI"),
        ),
    )
    whole, every = order_after(before, lost)
    assert every
    monkeypatch.setattr(sequence_what_if, "QUICK", Stop(effort=0.0))
    around, every = order_after(before, lost)
    assert not every
    assert around.solution.starts == whole.solution.starts == {"K1": 0}
    assert around.solution.uses["K1"] == before.solution.uses["K1"]
    assert order_after(before, lost)[0].solution == around.solution


def test_to_take_away_clears_nothing() -> None:
    found = asked(lost=("BAT", "COY", "HELI"))
    cleared = [one for one in found.findings.cleared if {"BAT", "COY"} & set(one.related)]
    assert cleared == []
    assert "solved" in render_answer(found) or not found.findings.cleared
    assert found.findings.gone > 0


def test_several_changes_are_supposed_together() -> None:
    found = asked(lost=("BAT",), moves=(Moved("COY", "Abo"),), closed=(Closed("Bedi"),))
    assert found.supposition.words == (
        "BAT is no longer there", "COY goes to Abo", "Bedi closes",
    )  # fmt: skip
    assert {"K1", "K2", "K3"} == set(shifted(found))


def test_planned_anew_is_a_second_answer() -> None:
    change = Supposition(lost=("BAT",))
    found = answer(standing(), change, anew=True)
    assert found.deployment is not None
    assert found.anew is not None
    assert found.anew.deployment.must_met >= found.deployment.deployment.must_met
    text = render_answer(found)
    assert text.index("everybody else staying") < text.index("all planned anew")


def test_a_strategy_alone_says_nothing_of_reach() -> None:
    found = answer(in_force(view(STRATEGY), 12, None), Supposition(closed=(Closed("Abo"),)))
    assert found.deployment is None
    assert shifted(found) == {"K1": "falls_out"}, "its base is at the first town of its area"
    assert found.notes == ("no mission's folder: nothing is said of who is in reach",)


def test_a_place_lies_in_the_area_that_names_it_or_of_the_people_nearest_to_it() -> None:
    strategy, problem = view(STRATEGY).strategy, problem_of()
    assert area_at("Bedi", strategy, problem) == "north"
    assert area_at("Dor", strategy, problem) == "north", "people 9 km north of Abo are nearest"
    nobodys = replace(
        problem,
        places=tuple(msgspec.structs.replace(place, area="Unit") for place in problem.places),
    )
    assert area_at("Dor", strategy, nobodys) is None
    posture = Posture(nobodys, deployment_today(nobodys), "today's posture")
    found = answer(in_force(view(STRATEGY), 12, posture), Supposition(moves=(Moved("COY", "Dor"),)))
    assert found.notes[0].startswith("Dor lies in no area of the strategy")


def test_the_answer_names_losers_first_and_is_the_same_twice() -> None:
    now = standing()
    change = Supposition(moves=(Moved("BAT", "Cali"),))
    text = render_answer(answer(now, change))
    assert text.startswith(HEADING)
    loses = text.find("loses protection")
    gains = text.find("gains protection")
    assert loses != -1
    assert gains == -1 or loses < gains
    assert text == render_answer(answer(now, change))
    plain = answer_plain(answer(now, change), "2031-05-01")
    assert plain["classification"] == "strictly_confidential"
    assert plain["tasks"][0]["kind"] == "falls_out"
    assert list(plain["deployment"]["posture"]["moves"])[:2] == ["loses", "gains"]
    json.dumps(plain, allow_nan=False)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Supposition(lost=("BAD",)), "no such unit: BAD.*did you mean 'BAT'"),
        (Supposition(lost=("BAT/9",)), "no such company: BAT/9"),
        (Supposition(moves=(Moved("BAT", "Nowhere"),)), "no such place: Nowhere"),
        (Supposition(caveats=(Restricted(unit="X", kind="night"),)), "no such unit: X"),
        (
            Supposition(caveats=(Restricted(unit="BAT", kind="geographic", areas=("x",)),)),
            "no such area: x",
        ),
        (
            Supposition(caveats=(Restricted(unit="BAT", kind="force_level", force_level=9),)),
            "force_level must lie between 0 and 5",
        ),
        (Supposition(bands=(Banded("K9", 1),)), "no such task: K9"),
        (Supposition(bands=(Banded("K1", 0),)), "a band of 0"),
        (Supposition(closed=(Closed("Atlantis"),)), "no such place: Atlantis"),
    ],
)
def test_what_is_not_there_is_refused_in_one_line(change: Supposition, said: str) -> None:
    with pytest.raises(PeaceopsError, match=said) as refusal:
        answer(standing(), change)
    assert "\n" not in str(refusal.value)


def test_a_plan_file_may_be_what_is_in_force(tmp_path: Path) -> None:
    from peaceops.services.what_if import _planned

    file = tmp_path / "plan.json"
    units = [{"unit": "BAT", "site": "Cali"}, {"unit": "COY", "site": None}]
    options: list[dict[str, Any]] = [
        {"id": "today", "kind": "today", "units": []},
        {"id": "sequence", "kind": "sequence"},
        {"id": "where", "kind": "deployment", "units": units},
    ]
    file.write_text(json.dumps({"options": options}), encoding="utf-8")
    assert _planned(file, None) == ("where", {"BAT": "Cali", "COY": None})
    with pytest.raises(PeaceopsError, match="which of its options is in force"):
        _planned(file, "sequence")
    file.write_text("[]", encoding="utf-8")
    with pytest.raises(PeaceopsError, match="is no plan"):
        _planned(file, None)
