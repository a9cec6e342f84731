"""Deployments on small invented countries: the best of all, and never worse for having more."""

from itertools import product
from typing import Any

import msgspec
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from peaceops.act.deploy.move import moves
from peaceops.act.deploy.problem import (
    Clocks,
    DeployPlace,
    DeployProblem,
    DeployRules,
    DeploySite,
    DeployUnit,
    make_problem,
)
from peaceops.act.deploy.reach import Barrier, Reach, reach_of
from peaceops.act.deploy.result import presences_met, value_of
from peaceops.act.deploy.solve import DeployLimits, deployment_today, evaluate, solve_deploy
from peaceops.act.deploy.why_not import Lift, why_not

EXACT = DeployLimits(gap=0.0, nodes=100_000)
CAVEATS: tuple[dict[str, Any], ...] = (
    {"night_caveat": True},
    {"barred_areas": frozenset({"north"})},
    {"caveat_range_km": 20.0},
    {"highest_force_level": 1},
    {"host_caveat": True},
    {"awaits_capital": True},
    {"knows_rules": False},
)


@st.composite
def units(draw: st.DrawFn, number: int, sites: int) -> DeployUnit:
    where = draw(st.one_of(st.none(), st.integers(0, sites - 1)))
    return DeployUnit(
        id=f"unit{number}",
        today=None if where is None else f"site{where}",
        strength=draw(st.sampled_from([30, 60])),
        speed_kmh={"road": draw(st.sampled_from([15.0, 30.0])), "track": 10.0},
        clocks=Clocks(decide_minutes=draw(st.sampled_from([0.0, 45.0]))),
        **draw(st.sampled_from([{}, {}, *CAVEATS])),
    )


@st.composite
def problems(draw: st.DrawFn) -> DeployProblem:
    many_sites, many_places = draw(st.integers(1, 3)), draw(st.integers(1, 5))
    many_units = draw(st.integers(1, 3))
    spots = draw(
        st.lists(
            st.tuples(st.integers(0, 8), st.integers(0, 8)),
            min_size=many_sites, max_size=many_sites, unique=True,
        )
    )  # fmt: skip
    sites = [
        DeploySite(
            id=f"site{number}", latitude=5 + lat / 10, longitude=20 + lon / 10,
            least_strength=draw(st.sampled_from([0, 0, 60])),
            least_units=draw(st.sampled_from([0, 0, 1, 2])),
            capacity_units=draw(st.sampled_from([None, 1, 2])),
            closed=draw(st.sampled_from([None, None, None, "the host closed it"])),
        )
        for number, (lat, lon) in enumerate(spots)
    ]  # fmt: skip
    places = [
        DeployPlace(
            id=f"place{number}",
            latitude=5 + draw(st.integers(0, 8)) / 10, longitude=20 + draw(st.integers(0, 8)) / 10,
            area=draw(st.sampled_from(["north", "south"])),
            people=draw(st.one_of(st.none(), st.integers(0, 9_000))),
            target_minutes=draw(st.sampled_from([60.0, 120.0])),
            triage=draw(st.sampled_from(["must", "could", "could"])),
            shelter=draw(st.integers(0, 6)) == 0,
            terrain=draw(st.sampled_from(["road", "track"])),
            at_night=draw(st.booleans()), host=draw(st.booleans()),
            force_level=draw(st.sampled_from([0, 3])),
            least_strength=draw(st.sampled_from([0, 0, 50])),
        )
        for number in range(many_places)
    ]  # fmt: skip
    samples = draw(st.integers(1, 12))
    seed = draw(st.integers(0, 999))
    chance = np.random.default_rng(seed)
    harm = chance.poisson(chance.gamma(0.5, 3.0, (many_places, 1)), (many_places, samples))
    return make_problem(
        [draw(units(number, many_sites)) for number in range(many_units)],
        sites, places, harm.astype(float),
        harm_without_presence=harm * 2.0 + 1.0,
        present=draw(st.lists(st.booleans(), min_size=many_places, max_size=many_places)),
        rules=DeployRules(
            most_moves=draw(st.sampled_from([None, 0, 1, 2])),
            worst_decile_weight=draw(st.sampled_from([0.0, 0.5, 1.0])),
            equity=draw(st.sampled_from([False, False, True])),
        ),
    )  # fmt: skip


def best_by_force(problem: DeployProblem) -> tuple[float, float, float]:
    """Try every way to place the units: musts met, least share, deaths within reach."""
    best = (-1.0, -1.0, -1.0)
    reach = reach_of(problem)
    for positions in product(range(-1, len(problem.sites)), repeat=len(problem.units)):
        where = np.array(positions)
        if not allowed(problem, where):
            continue
        cover = np.zeros(len(problem.places))
        for unit, site in enumerate(where):
            if site >= 0:
                cover = np.maximum(cover, reach.barriers[reach.kind[unit], site] == 0)
        met = float(cover[problem.must].sum()) + presences_met(problem, where)
        least = least_share(problem, cover) if problem.rules.equity else 0.0
        value = value_of(problem.harm, cover, problem.rules.worst_decile_weight)
        best = max(best, (met, round(least, 6), value))
    return best


def least_share(problem: DeployProblem, cover: np.ndarray) -> float:
    expected = problem.harm.mean(axis=1)
    shares = []
    for area in {place.area for place in problem.places}:
        inside = np.array([place.area == area for place in problem.places])
        if expected[inside].sum() > 0:
            shares.append(float(cover[inside] @ expected[inside] / expected[inside].sum()))
    return min(shares, default=0.0)


def allowed(problem: DeployProblem, where: np.ndarray) -> bool:
    """Tell whether the rules on sites, moves and waiting units let units stand so."""
    today, moved = problem.today, 0
    for unit, site, before in zip(problem.units, where, today, strict=True):
        if site >= 0 and problem.sites[site].closed is not None:
            return False
        open_before = before >= 0 and problem.sites[before].closed is None
        if unit.awaits_capital and site != (before if open_before else -1):
            return False
        moved += bool(open_before and site != before)
    if problem.rules.most_moves is not None and moved > problem.rules.most_moves:
        return False
    for number, site in enumerate(problem.sites):
        there, before = np.flatnonzero(where == number), np.flatnonzero(today == number)
        before = before if site.closed is None else before[:0]
        persons = sum(problem.units[unit].strength for unit in there)
        had = sum(problem.units[unit].strength for unit in before)
        least = min(site.least_strength, had) if had else site.least_strength
        if there.size and persons < least:
            return False
        if site.capacity_units is not None and there.size > max(site.capacity_units, before.size):
            return False
    return True


@settings(max_examples=150, deadline=None)
@given(problems())
def test_the_plan_is_the_best_of_all(problem: DeployProblem) -> None:
    plan = solve_deploy(problem, EXACT)
    met, _, value = best_by_force(problem)
    assert plan.must_met == met
    scale = problem.harm.sum(axis=0).mean() + 1.0
    assert abs(plan.objective - value) <= 1e-5 * scale
    assert plan.status == "proven"
    assert plan.bound >= plan.objective
    where = np.array(
        [-1 if site is None else [s.id for s in problem.sites].index(site)
         for site in plan.site_of.values()]
    )  # fmt: skip
    assert allowed(problem, where)
    assert np.array_equal(plan.cover, evaluate(problem, plan.site_of).cover)


@settings(max_examples=60, deadline=None)
@given(problems(), st.data())
def test_another_unit_never_lowers_reach(problem: DeployProblem, data: st.DataObject) -> None:
    # One that arrives: where it stood already, it may have taken the last bed at a base.
    more = msgspec.structs.replace(data.draw(units(99, len(problem.sites))), today=None)
    one = reproblem(problem, problem.units)
    two = reproblem(problem, (*problem.units, more))
    assert merit(two) >= merit(one) - 1e-6


@settings(max_examples=60, deadline=None)
@given(problems(), st.sampled_from(CAVEATS), st.data())
def test_another_caveat_never_raises_reach(
    problem: DeployProblem, caveat: dict[str, Any], data: st.DataObject
) -> None:
    which = data.draw(st.integers(0, len(problem.units) - 1))
    held_back = [
        msgspec.structs.replace(unit, **caveat) if number == which else unit
        for number, unit in enumerate(problem.units)
    ]
    free = reproblem(problem, problem.units)
    assert merit(reproblem(problem, tuple(held_back))) <= merit(free) + 1e-6


def reproblem(problem: DeployProblem, units: tuple[DeployUnit, ...]) -> DeployProblem:
    """The same problem with other units and without equity, which has an aim of its own."""
    return make_problem(
        units, problem.sites, problem.places, problem.harm_seen,
        harm_without_presence=problem.harm_seen * 2.0 + 1.0, present=problem.present,
        rules=msgspec.structs.replace(problem.rules, equity=False),
    )  # fmt: skip


def merit(problem: DeployProblem) -> float:
    """Musts first, then deaths within reach: one number in which any must outweighs all deaths."""
    plan = solve_deploy(problem, EXACT)
    total = value_of(problem.harm, np.ones(len(problem.places)), problem.rules.worst_decile_weight)
    return plan.must_met + plan.objective / (total * 2.0 + 1.0)


@settings(max_examples=40, deadline=None)
@given(problems())
def test_the_same_problem_gives_the_same_plan(problem: DeployProblem) -> None:
    one, two = solve_deploy(problem), solve_deploy(problem)
    assert one.site_of == two.site_of
    assert one.cover.tobytes() == two.cover.tobytes()
    assert (one.objective, one.bound) == (two.objective, two.bound)


@settings(max_examples=60, deadline=None)
@given(problems())
def test_each_smallest_change_does_what_it_says(problem: DeployProblem) -> None:
    plan = solve_deploy(problem, EXACT)
    reach = reach_of(problem)
    by_id = {unit.id: unit for unit in problem.units}
    for place in why_not(problem, plan):
        number = [p.id for p in problem.places].index(place.place)
        change = place.smallest
        if change is None:
            assert not (reach.barriers[:, :, number] == 0).any()
            continue
        if change.kind == "reopen":
            continue
        if change.kind in {"move", "another"}:
            helper = msgspec.structs.replace(by_id[change.unit or ""], id="helper")
            where = {**plan.site_of, "helper": change.site}
            changed = reproblem(problem, (*problem.units, helper))
        else:
            mended = mend(by_id[change.unit or ""], reach, problem, plan.site_of, number, change)
            where = plan.site_of
            changed = reproblem(
                problem,
                tuple(mended if unit.id == mended.id else unit for unit in problem.units),
            )
        assert evaluate(changed, where).cover[number] == 1.0


def mend(
    unit: DeployUnit,
    reach: Reach,
    problem: DeployProblem,
    site_of: dict[str, str | None],
    place: int,
    change: Lift,
) -> DeployUnit:
    """Lift the one barrier of a unit where it stands."""
    kind = reach.kind[[u.id for u in problem.units].index(unit.id)]
    site = [s.id for s in problem.sites].index(site_of[unit.id] or "")
    barrier = Barrier(int(reach.barriers[kind, site, place]))
    decide = (unit.clocks or unit.paper).minutes - (change.minutes or 0) - 1e-6
    lifted: dict[Barrier, dict[str, Any]] = {
        Barrier.NIGHT_CAVEAT: {"night_caveat": False},
        Barrier.AREA_CAVEAT: {"barred_areas": frozenset()},
        Barrier.RANGE_CAVEAT: {"caveat_range_km": None},
        Barrier.FORCE_CAVEAT: {"highest_force_level": 5},
        Barrier.RULES: {"knows_rules": True},
        Barrier.HOST_CAVEAT: {"host_caveat": False},
        Barrier.CAPITAL: {"awaits_capital": False},
        Barrier.STRENGTH: {"strength": 500},
        Barrier.TIME: {"clocks": Clocks(decide_minutes=decide)},
    }
    return msgspec.structs.replace(unit, **lifted[barrier])


@settings(max_examples=60, deadline=None)
@given(problems())
def test_whoever_loses_protection_is_named(problem: DeployProblem) -> None:
    today, plan = deployment_today(problem), solve_deploy(problem)
    told = moves(problem, today, plan)
    assert {change.place for change in told.loses} == {
        place.id
        for place, before, after in zip(problem.places, today.cover, plan.cover, strict=True)
        if after < before
    }
    assert all(change.cover_after < change.cover_before for change in told.loses)
    for change in told.loses:
        number = [place.id for place in problem.places].index(change.place)
        if problem.present[number]:
            assert change.harm_without is None or change.harm_without >= change.harm_seen


@settings(max_examples=80, deadline=None)
@given(problems(), st.data())
def test_an_earlier_plan_to_start_from_never_makes_a_worse_one(
    problem: DeployProblem, data: st.DataObject
) -> None:
    where: dict[str, str | None] = {
        unit.id: data.draw(st.sampled_from([None, *(site.id for site in problem.sites)]))
        for unit in problem.units
    }
    plan = solve_deploy(problem, EXACT, start=evaluate(problem, where))
    best = solve_deploy(problem, EXACT)
    scale = problem.harm.sum(axis=0).mean() + 1.0
    assert plan.must_met == best.must_met
    assert abs(plan.objective - best.objective) <= 1e-5 * scale


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_hours_and_fuel_that_run_out_are_spent_as_well_as_can_be(data: st.DataObject) -> None:
    draw = data.draw
    places = [
        DeployPlace(id=f"p{n}", latitude=draw(st.integers(1, 9)) / 10, longitude=20,
                    calls_per_month=draw(st.sampled_from([1.0, 4.0])))
        for n in range(draw(st.integers(1, 4)))
    ]  # fmt: skip
    sites = [
        DeploySite(id=f"s{n}", latitude=n * 0.7, longitude=20, airfield=True,
                   fuel_litres=draw(st.sampled_from([None, 60.0])))
        for n in range(2)
    ]  # fmt: skip
    flights = [
        DeployUnit(id=f"u{n}", flies=True, speed_kmh={"air": 100.0}, litres_per_km=0.5,
                   flying_hours=draw(st.sampled_from([None, 1.0, 3.0])))
        for n in range(draw(st.integers(1, 2)))
    ]  # fmt: skip
    harm = np.array([[draw(st.integers(0, 5))] for _ in places], float)
    problem = make_problem(flights, sites, places, harm, rules=DeployRules(worst_decile_weight=0.0))
    best = max(spent_well(problem, where) for where in product((-1, 0, 1), repeat=len(flights)))
    assert abs(solve_deploy(problem, EXACT).objective - best) <= 1e-4 * (harm.sum() + 1)


def spent_well(problem: DeployProblem, where: tuple[int, ...]) -> float:
    """Return the most harm that flights at sites can cover: a linear program of its own."""
    flown = [(u, site) for u, site in enumerate(where) if site >= 0]
    count = len(problem.places)
    calls = np.array([place.calls_per_month for place in problem.places])
    rows, limits = [], []
    for place in range(count):  # no place is covered more than once over
        rows.append([float(place == p) for _ in flown for p in range(count)])
        limits.append(1.0)
    for number, (unit, site) in enumerate(flown):
        hours = problem.units[unit].flying_hours
        if hours is not None:
            there = 2 * problem.km[site] / 100.0 * calls
            rows.append([there[p] * (n == number) for n in range(len(flown)) for p in range(count)])
            limits.append(hours)
    for number, one in enumerate(problem.sites):
        if one.fuel_litres is not None:
            litres = 2 * problem.km[number] * 0.5 * calls
            rows.append([litres[p] * (site == number) for _, site in flown for p in range(count)])
            limits.append(one.fuel_litres)
    if not flown:
        return 0.0
    worth = np.tile(problem.harm[:, 0], len(flown))
    found = linprog(-worth, A_ub=np.array(rows), b_ub=limits, bounds=(0, 1))
    return float(-found.fun)
