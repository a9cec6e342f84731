"""A mission's strategy and outlook become a deployment problem; what had to be assumed is said."""

from datetime import date

import msgspec
import numpy as np
import polars as pl
import pytest

from peaceops.acquire.gazetteer import PLACE_SCHEMA
from peaceops.act.deploy.clock import PAPER, measured_clocks
from peaceops.act.deploy.force import COMPANY_PERSONS, force_of
from peaceops.act.deploy.ground import TARGET_MINUTES, mission_problem, outlook_samples
from peaceops.act.deploy.solve import deployment_today, solve_deploy
from peaceops.act.deploy.why_not import why_not
from peaceops.direct.check.profile import read_profile
from peaceops.direct.check.view import View
from peaceops.direct.strategy.load import parse_strategy
from peaceops.domain.area import AreaKind
from peaceops.domain.month import parse_month
from peaceops.domain.outlook import AreaOutlook, Chance, Outlook

DAY = date(2031, 5, 1)
CHANCE = Chance(p_ge_1=0.5, p_ge_25=0.1, expected_deaths=3.0, interval80=(0.0, 9.0))
STRATEGY = """\
mission: {id: M, phase: in_mission, as_of: 2031-05-01}
areas:
  - {id: north, triage: must, places: [Abo, Bedi]}
  - {id: south, triage: could, places: [Cali]}
threats:
  - {id: T1, actor: army_3rd_bde, status: active, level: high, area: north, response_minutes: 90}
groups:
  - {id: G1, title: site at Bedi, population: 4000, area: north, site: true}
  - {id: G2, title: villagers, population: 9000, area: south}
tasks:
  - {id: K1, code: poc_physical, area: north, requires_force_level: 3, night: true}
  - {id: K2, code: elections, area: south, requires_force_level: 5, night: true}
units:
  - {id: BAT, type: infantry battalion, strength: 600, base: north, deployed: 2030-01-01,
     contributor: Aland, caveats: [{id: C1, kind: night, declared: in_MOU},
                                   {id: C2, kind: air_asset, declared: in_MOU}]}
  - {id: COY, type: infantry company, strength: 140, base: south, deployed: 2030-01-01,
     caveats: [{id: C3, kind: requires_capital_approval, declared: in_MOU}]}
  - {id: WHOLE, type: infantry battalion, strength: 600, base: south, deployed: 2030-01-01,
     caveats: [{id: C4, kind: attachment, declared: in_MOU},
               {id: C5, kind: force_level, force_level: 3, declared: in_MOU},
               {id: C6, kind: geographic, areas: [north], declared: in_MOU},
               {id: C7, kind: night, task_codes: [elections], declared: in_MOU}]}
  - {id: HELI, type: helicopter unit, strength: 80, base: south, deployed: 2030-01-01}
  - {id: HOSP, type: hospital, strength: 60, base: south, deployed: 2030-01-01}
  - {id: SOON, type: infantry company, strength: 140, base: south, deployed: 2031-09-01}
"""


def view(text: str = STRATEGY) -> View:
    return View(parse_strategy([("s.yaml", text)]), DAY, read_profile("in_mission"))


def area(key: str, name: str, latitude: float, coverage: str = "reported lately") -> AreaOutlook:
    return AreaOutlook(
        key=key, name=name, admin1="Unit", latitude=latitude, longitude=20.0, civilian=CHANCE,
        total=CHANCE, change=None, coverage=coverage, actors=(), fighting_deaths=0,
        population=5_000, quiet_months=None, recent=(),
    )  # fmt: skip


ABO, WILD, CALI = area("1", "Abo, Abo district", 5.0), area("2", "9 km N of Abo", 5.2), area(
    "3", "Cali", 7.0
)  # fmt: skip
OUTLOOK = Outlook(
    as_of=DAY, origin=parse_month("2031-04"), horizon_months=3, target="civilian_deaths",
    area_kind=AreaKind.CELL, model="m", model_title="m", areas=(ABO, WILD, CALI),
)  # fmt: skip
TOWNS = pl.DataFrame(
    [("Abo", 5.0, 20.0, 900, "", ""), ("Bedi", 5.1, 20.0, 20, "", ""),
     ("Cali", 7.0, 20.0, None, "", ""), ("Dor", 6.0, 20.0, 800, "", "")],
    schema=PLACE_SCHEMA, orient="row",
)  # fmt: skip


def test_clocks_come_from_warnings_and_responses() -> None:
    timed = """
warnings:
  - {id: W1, received: 2031-04-01T06:00:00Z, acknowledged: 2031-04-01T06:20:00Z,
     decided: 2031-04-01T07:00:00Z}
  - {id: W2, received: 2031-04-02T06:00:00Z, acknowledged: 2031-04-02T06:40:00Z}
  - {id: W3, received: 2031-04-03T06:00:00Z}
responses:
  - {id: R1, responder: mission, responds_to: [W1], departed: 2031-04-01T08:30:00Z}
  - {id: R2, responder: host, responds_to: [W1], departed: 2031-04-01T07:01:00Z}
"""
    found = measured_clocks(view(STRATEGY + timed).strategy)
    assert found.clocks.acknowledge_minutes == 30
    assert found.clocks.decide_minutes == 40
    assert found.clocks.prepare_minutes == 90
    assert not found.clocks.assumed
    assert "1 of 3 alerts have no recorded acknowledgement" in found.notes


def test_clocks_that_nobody_measured_are_assumed_and_said() -> None:
    found = measured_clocks(view().strategy)
    assert found.clocks.minutes == PAPER.minutes
    assert found.clocks.assumed
    assert found.notes[0] == "time to acknowledge: 5 minutes, assumed: never measured"


def test_units_bring_their_restrictions_with_them() -> None:
    force = force_of(view(), {"north": "Abo", "south": "Cali"})
    units = {unit.id: unit for unit in force.units}
    assert list(units) == ["BAT/1", "BAT/2", "BAT/3", "BAT/4", "COY", "WHOLE", "HELI", "HOSP"]
    assert units["BAT/1"].strength == COMPANY_PERSONS
    assert (units["BAT/1"].today, units["BAT/1"].contributor) == ("Abo", "Aland")
    assert units["BAT/1"].night_caveat
    assert units["COY"].awaits_capital
    assert units["WHOLE"].highest_force_level == 2
    assert units["WHOLE"].barred_areas == {"north"}
    assert not units["WHOLE"].night_caveat  # it holds for elections only
    assert units["HELI"].flies
    assert units["HELI"].offers == {"protection"}
    assert units["HOSP"].offers == frozenset()
    said = "\n".join(force.notes)
    assert "caveat C2 of BAT (air asset) gives no figure or area" in said
    assert "HELI is taken to carry soldiers" in said
    assert "HOSP (hospital) covers nobody by itself" in said


def test_a_caveat_that_excludes_protection_excludes_all_of_it() -> None:
    text = """
mission: {id: M, as_of: 2031-05-01}
units: [{id: A, type: infantry company, deployed: 2030-01-01,
         caveats: [{kind: task_type, task_codes: [poc_physical], declared: in_MOU}]}]
"""
    force = force_of(view(text), {})
    assert force.units[0].highest_force_level == -1
    assert force.units[0].today is None
    assert "unit A: where it is based is not recorded, or is no known place" in force.notes
    assert "unit A: its strength is not recorded" in force.notes


def test_a_mission_becomes_a_problem_that_can_be_solved() -> None:
    seen = view()
    problem = mission_problem(
        seen, OUTLOOK, np.array([[3.0], [1.0], [4.0]]), TOWNS,
        {"north": (ABO, WILD), "south": (CALI,)},
    )  # fmt: skip
    places = {place.id: place for place in problem.places}
    assert places["1"].triage == "must"  # named by the mission
    assert places["2"].triage == "should"  # the rest of the same area
    assert places["3"].triage == "could"
    assert (places["1"].target_minutes, places["3"].target_minutes) == (90, TARGET_MINUTES)
    assert (places["1"].at_night, places["3"].at_night) == (True, False)
    assert (places["1"].force_level, places["3"].force_level) == (3, 0)
    assert places["G1"].shelter
    assert places["G1"].people == 4_000
    assert places["G1"].latitude == pytest.approx(5.1)
    assert "G2" not in places
    assert {site.id for site in problem.sites} == {"Abo", "Bedi", "Cali", "Dor"}
    assert [site.id for site in problem.sites if site.airfield] == ["Cali"]
    today, plan = deployment_today(problem), solve_deploy(problem)
    assert today.must_met <= plan.must_met
    # The battalion stays in at night, and nobody else is near enough: said, and the rest planned.
    assert plan.notes == (
        *problem.notes,
        "0 of 2 must-cover places and asked-for presences can be met",
    )
    assert plan.share_in_reach == pytest.approx(4 / 8)
    told = {one.place: one for one in why_not(problem, plan)}
    assert told["G1"].standing == "capable, not willing"
    assert told["G1"].smallest is not None
    assert told["G1"].smallest.who == "Aland (contributor)"
    assert {told.place for told in why_not(problem, today)} >= {"1", "G1"}


@pytest.mark.parametrize(
    ("any_death", "grave", "expected"),
    [(0.5, 0.1, 9.0), (0.004, 0.0, 0.01), (1.0, 1.0, 80.0), (0.0, 0.0, 0.0), (0.3, 0.005, 1.0)],
)
def test_samples_are_true_to_the_outlook(any_death: float, grave: float, expected: float) -> None:
    chance = Chance(
        p_ge_1=any_death, p_ge_25=grave, expected_deaths=expected, interval80=(0.0, 0.0)
    )
    one = msgspec.structs.replace(ABO, civilian=chance)
    harm = outlook_samples(msgspec.structs.replace(OUTLOOK, areas=(one,)))[0]
    assert harm.mean() == pytest.approx(expected)
    assert (np.diff(harm) >= -1e-9).all()
    assert (harm > 1e-9).mean() == pytest.approx(any_death, abs=0.01)
    assert (harm >= 25).mean() == pytest.approx(grave, abs=0.01)


def test_a_dark_area_has_no_known_harm() -> None:
    dark = msgspec.structs.replace(ABO, coverage="dark")
    assert np.isnan(outlook_samples(msgspec.structs.replace(OUTLOOK, areas=(dark,)))).all()


def test_harm_that_nobody_knows_is_not_zero_for_a_mission_either() -> None:
    problem = mission_problem(
        view(), OUTLOOK, np.array([[3.0], [np.nan], [4.0]]), TOWNS,
        {"north": (ABO, WILD), "south": (CALI,)},
    )  # fmt: skip
    assert problem.harm[1, 0] > 0


def test_a_mission_without_units_still_gets_a_plan() -> None:
    text = "mission: {id: M, as_of: 2031-05-01}\n"
    problem = mission_problem(view(text), OUTLOOK, np.ones((3, 2)), TOWNS, {})
    assert solve_deploy(problem).share_in_reach == 0
    assert problem.notes[0].startswith("no units")
    assert "no airfield is known" in problem.notes
