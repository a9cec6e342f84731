"""A deployment worked out by hand, limit by limit, and what is said of bad input."""

from typing import Any

import msgspec
import numpy as np
import pytest

from peaceops.act.deploy.move import moves
from peaceops.act.deploy.problem import (
    Clocks,
    DeployPlace,
    DeployProblem,
    DeployRules,
    DeploySite,
    DeployUnit,
    at_paper_clocks,
    make_problem,
)
from peaceops.act.deploy.reach import Barrier, reach_of
from peaceops.act.deploy.result import tail_weights, worst_mean
from peaceops.act.deploy.solve import deployment_today, evaluate, solve_deploy
from peaceops.act.deploy.why_not import why_not
from peaceops.domain.error import PeaceopsError
from peaceops.domain.marking import Level

KM = 1 / 111.19508  # degrees of latitude


def site(name: str, km: float, **more: Any) -> DeploySite:
    return DeploySite(id=name, name=name.title(), latitude=km * KM, longitude=20.0, **more)


def place(name: str, km: float, **more: Any) -> DeployPlace:
    return DeployPlace(
        id=name, latitude=km * KM, longitude=20.0, **{"target_minutes": 120.0, **more}
    )


def company(name: str, today: str | None = None, **more: Any) -> DeployUnit:
    return DeployUnit(
        id=name, type="infantry company", today=today,
        **{"speed_kmh": {"road": 30.0, "track": 10.0}, "strength": 100, **more},
    )  # fmt: skip


def along_a_road(
    *units: DeployUnit, harm: tuple[float, ...] = (1.0, 5.0, 3.0), **more: Any
) -> DeployProblem:
    """Three towns 100 km apart, each with a site."""
    return make_problem(
        units,
        [site("abo", 0, airfield=True), site("bedi", 100), site("cali", 200)],
        [place("abo", 0, area="west", people=900), place("bedi", 100, area="mid", people=5_000),
         place("cali", 200, area="east", people=None)],
        np.array(harm)[:, None],
        **{"present": [False] * 3, **more},
    )  # fmt: skip


def test_the_unit_goes_where_most_harm_is_to_be_feared() -> None:
    plan = solve_deploy(along_a_road(company("a", "abo")))
    assert plan.site_of == {"a": "bedi"}
    assert plan.share_in_reach == pytest.approx(5 / 9)
    assert plan.harm_in_reach.expected == pytest.approx(5)
    assert plan.people_in_reach == 5_000
    assert plan.status == "proven"
    assert plan.marking.level is Level.STRICTLY_CONFIDENTIAL


def test_reach_is_time_to_act_and_stands_beside_reach_on_paper() -> None:
    slow = Clocks(acknowledge_minutes=30, decide_minutes=60, prepare_minutes=40)
    problem = along_a_road(company("a", "bedi", clocks=slow, paper=Clocks(prepare_minutes=15)))
    today = deployment_today(problem)
    assert today.minutes[1] == pytest.approx(130)
    assert today.share_in_reach == 0
    assert today.paper_share == pytest.approx(5 / 9)
    assert today.assumed_clocks == ("a",)
    (first, *_) = why_not(problem, today)
    assert first.on_paper
    assert first.smallest is not None
    assert first.smallest.kind == "faster"
    assert first.smallest.minutes == pytest.approx(10)
    assert first.smallest.who == "head of mission"


def test_measured_clocks_are_not_called_assumed() -> None:
    known = Clocks(decide_minutes=5, measured=frozenset({"acknowledge", "decide", "prepare"}))
    assert deployment_today(along_a_road(company("a", "bedi", clocks=known))).assumed_clocks == ()


def test_a_unit_that_awaits_its_capital_counts_on_paper_only_and_stays() -> None:
    problem = along_a_road(company("a", "abo", awaits_capital=True))
    plan = solve_deploy(problem)
    assert plan.site_of == {"a": "abo"}
    assert plan.share_in_reach == 0
    assert plan.paper_share == pytest.approx(1 / 9)


def test_terrain_decides_how_fast() -> None:
    problem = make_problem(
        [company("a")], [site("abo", 0)], [place("x", 30), place("y", 30, terrain="track")],
        [[1.0], [1.0]],
    )  # fmt: skip
    assert reach_of(problem).minutes[0, 0] == pytest.approx([60, 180], rel=1e-4)


def test_roads_replace_the_crow() -> None:
    problem = make_problem(
        [company("a")], [site("abo", 0)], [place("x", 30), place("y", 30)], [[1.0], [1.0]],
        road_km=[[80.0, np.nan]],
    )  # fmt: skip
    assert problem.km[0] == pytest.approx([80, 30], rel=1e-4)


@pytest.mark.parametrize(
    ("unit", "where", "barrier", "who"),
    [
        ({"night": False}, {"at_night": True}, Barrier.NIGHT, "contributor"),
        ({"night_caveat": True}, {"at_night": True}, Barrier.NIGHT_CAVEAT, "contributor"),
        ({"barred_areas": frozenset({"q"})}, {"area": "q"}, Barrier.AREA_CAVEAT, "contributor"),
        ({"range_km": 20.0}, {}, Barrier.RANGE, "mission support"),
        ({"caveat_range_km": 20.0}, {}, Barrier.RANGE_CAVEAT, "contributor"),
        ({"highest_force_level": 2}, {"force_level": 3}, Barrier.FORCE_CAVEAT, "contributor"),
        ({"host_caveat": True}, {"host": True}, Barrier.HOST_CAVEAT, "contributor"),
        ({}, {"needs": frozenset({"mediation"})}, Barrier.OFFER, "force generation"),
        ({}, {"least_strength": 200}, Barrier.STRENGTH, "force commander"),
        ({"casualty_minutes": 60.0}, {"casualty_minutes": 90.0}, Barrier.CASUALTY,
         "mission support"),
        ({"casualty_minutes": 60.0}, {}, Barrier.CASUALTY, "mission support"),
        ({"awaits_capital": True}, {}, Barrier.CAPITAL, "contributor"),
        ({"knows_rules": False}, {"force_level": 1}, Barrier.RULES, "commander"),
    ],
)  # fmt: skip
def test_each_limit_bars_and_is_named_with_who_can_lift_it(
    unit: dict[str, Any], where: dict[str, Any], barrier: Barrier, who: str
) -> None:
    problem = make_problem(
        [company("a", "abo", contributor="Aland", **unit)], [site("abo", 0)],
        [place("x", 30, **where)], [[1.0]],
    )  # fmt: skip
    assert reach_of(problem).barriers[0, 0, 0] == barrier
    (told,) = why_not(problem, deployment_today(problem))
    assert told.smallest is not None
    assert told.smallest.kind == "lift"
    assert who in told.smallest.who.replace("Aland (contributor)", "contributor")


def test_rules_on_force_are_neither_will_nor_ability() -> None:
    problem = make_problem(
        [company("unread", "abo", knows_rules=False)],
        [site("abo", 0)],
        [place("calm", 30), place("armed", 30, force_level=2)],
        [[1.0], [1.0]],
    )
    today = deployment_today(problem)
    assert today.cover.tolist() == [1.0, 0.0]
    assert today.paper_cover.tolist() == [1.0, 1.0]
    (told,) = why_not(problem, today)
    assert (told.standing, told.will, told.ability) == ("not told the rules", (), ())
    assert told.rules == ("it has not acknowledged the rules on force: unread",)


def test_cannot_and_will_not_are_never_merged() -> None:
    problem = make_problem(
        [company("will-not", "abo", night_caveat=True), company("can-not", "abo", range_km=5.0)],
        [site("abo", 0)],
        [place("x", 30, at_night=True)],
        [[1.0]],
    )
    (told,) = why_not(problem, deployment_today(problem))
    assert told.standing == "capable, not willing"
    assert told.will == ("a caveat keeps it in at night: will-not",)
    assert told.ability == ("out of its range: can-not",)
    (alone,) = why_not(
        (only := make_problem(problem.units[1:], problem.sites, problem.places, [[1.0]])),
        deployment_today(only),
    )
    assert alone.standing == "willing, not able"


def test_what_flies_needs_an_airfield_and_hours() -> None:
    flight = DeployUnit(
        id="heli", flies=True, flying_hours=2.0, speed_kmh={"air": 200.0}, range_km=400.0
    )
    problem = make_problem(
        [flight], [site("abo", 0, airfield=True), site("bedi", 100)],
        [place("x", 100), place("y", 150), place("z", 50)], [[4.0], [3.0], [1.0]],
    )  # fmt: skip
    plan = solve_deploy(problem)
    # x takes 1 h there and back, y 1.5 h, z 0.5 h: most harm an hour is 4, then 2 and 2.
    assert plan.site_of == {"heli": "abo"}
    assert plan.harm_in_reach.expected == pytest.approx(6, rel=1e-4)
    assert plan.cover[0] == 1
    told = why_not(problem, plan)
    assert {one.standing for one in told} == {"means run out"}
    assert told[0].smallest is not None
    assert told[0].smallest.what == "more flying hours for heli at Abo"
    assert evaluate(problem, plan.site_of).harm_in_reach.expected == pytest.approx(6, rel=1e-4)


def test_fuel_that_a_site_does_not_get_is_not_burnt() -> None:
    problem = make_problem(
        [company("a", litres_per_km=0.5)], [site("abo", 0, fuel_litres=45.0)],
        [place("x", 30), place("y", 40)], [[3.0], [2.0]],
    )  # fmt: skip
    # 30 litres to x and back; the 15 that are left bring it to y for three calls of eight.
    plan = solve_deploy(problem)
    assert plan.cover == pytest.approx([1, 15 / 40], rel=1e-3)


def test_moves_are_capped_and_leaving_a_closed_site_is_not_one() -> None:
    units = (company("a", "abo"), company("b", "abo"))
    rules = DeployRules(most_moves=1)
    assert sorted(solve_deploy(along_a_road(*units, rules=rules)).site_of.values(), key=str) == [
        "abo",
        "bedi",
    ]
    problem = along_a_road(*units, rules=rules)
    shut = make_problem(
        units, [msgspec.structs.replace(problem.sites[0], closed="the host closed it"),
                *problem.sites[1:]],
        problem.places, problem.harm_seen, rules=rules, present=problem.present,
    )  # fmt: skip
    plan = solve_deploy(shut)
    assert sorted(plan.site_of.values(), key=str) == ["bedi", "cali"]
    told = moves(shut, deployment_today(shut), plan)
    assert {move.why for move in told.moves} == {"site"}


def test_a_shelter_comes_before_more_harm_elsewhere() -> None:
    problem = make_problem(
        [company("a")], [site("abo", 0), site("bedi", 100)],
        [place("camp", 0, shelter=True), place("town", 100)], [[0.1], [9.0]],
    )  # fmt: skip
    assert solve_deploy(problem).site_of == {"a": "abo"}


def test_what_must_and_can_not_be_covered_is_said_and_the_rest_is_planned() -> None:
    problem = make_problem(
        [company("a")], [site("abo", 0), site("bedi", 100)],
        [place("far", 900, triage="must"), place("town", 100)], [[1.0], [2.0]],
    )  # fmt: skip
    plan = solve_deploy(problem)
    assert (plan.must_met, plan.must_asked) == (0, 1)
    assert any("0 of 1 must-cover" in note for note in plan.notes)
    assert plan.site_of == {"a": "bedi"}
    (told,) = why_not(problem, plan)
    assert told.must
    assert told.smallest is None
    assert told.together == (
        "a site nearer to it: from none that is known does anybody come in 120 minutes",
    )


def test_presence_that_is_asked_for_is_kept() -> None:
    problem = make_problem(
        [company("a")], [site("abo", 0, least_units=1), site("bedi", 100)],
        [place("town", 100)], [[2.0]],
    )  # fmt: skip
    assert solve_deploy(problem).site_of == {"a": "abo"}


def test_nobody_is_left_too_weak() -> None:
    sites = [site("abo", 0, least_strength=150), site("bedi", 100)]
    places = [place("x", 0), place("y", 100)]
    one = make_problem([company("a")], sites, places, [[9.0], [1.0]])
    assert solve_deploy(one).site_of == {"a": "bedi"}
    two = make_problem([company("a"), company("b")], sites, places, [[9.0], [1.0]])
    assert solve_deploy(two).site_of == {"a": "abo", "b": "abo"}


def test_equity_lifts_the_worst_served_area() -> None:
    sites = [site("abo", 0), site("bedi", 100), site("cali", 200)]
    places = [place("a", 0, area="west"), place("b", 100, area="west"), place("c", 200, area="e")]
    harm = [[5.0], [4.0], [1.0]]
    pair = [company("a"), company("b")]
    fair = make_problem(pair, sites, places, harm, rules=DeployRules(equity=True))
    assert {area.area: area.share for area in solve_deploy(fair).areas} == {
        "e": 1.0,
        "west": pytest.approx(5 / 9),
    }
    plain = solve_deploy(make_problem(pair, sites, places, harm))
    assert {area.area: area.share for area in plain.areas} == {"e": 0.0, "west": 1.0}


def test_the_worst_tenth_of_the_samples_can_outweigh_the_mean() -> None:
    steady, rare = [1.0] * 10, [0.0] * 9 + [9.0]

    def planned(weight: float) -> dict[str, str | None]:
        rules = DeployRules(worst_decile_weight=weight)
        return solve_deploy(
            make_problem([company("a")], [site("abo", 0), site("bedi", 100)],
                         [place("s", 0), place("r", 100)], [steady, rare], rules=rules)
        ).site_of  # fmt: skip

    assert planned(0.0) == {"a": "abo"}
    assert planned(1.0) == {"a": "bedi"}


def test_the_worst_tenth_counts_its_last_sample_in_part() -> None:
    assert tail_weights(15).tolist()[:3] == pytest.approx([2 / 3, 1 / 3, 0])
    assert worst_mean(np.arange(15.0)) == pytest.approx(14 * 2 / 3 + 13 / 3)


# Presence may be why few die there.


def test_taking_presence_away_is_never_credited_with_low_risk() -> None:
    quiet = along_a_road(
        company("a", "abo"), harm=(0.0, 5.0, 3.0), present=[True, False, False],
        harm_without_presence=[[8.0], [np.nan], [np.nan]],
    )  # fmt: skip
    assert solve_deploy(quiet).site_of == {"a": "abo"}
    lower = along_a_road(
        company("a", "abo"), harm=(6.0, 5.0, 3.0), present=[True, False, False],
        harm_without_presence=[[0.0], [np.nan], [np.nan]],
    )  # fmt: skip
    assert lower.harm[0, 0] == 6


def test_comparable_places_are_those_of_the_area_without_presence() -> None:
    problem = make_problem(
        [], [], [place("a", 0, area="q"), place("b", 9, area="q"), place("c", 9, area="r")],
        [[0.0, 0.0], [4.0, 2.0], [9.0, 9.0]], present=[True, False, False],
    )  # fmt: skip
    assert problem.harm[0].tolist() == [4.0, 2.0]


def test_where_nobody_can_tell_presence_is_kept_like_a_must() -> None:
    problem = along_a_road(company("a", "abo"), harm=(0.0, 5.0, 3.0), present=[True] * 3)
    assert problem.held.all()
    assert any("kept like a must" in note for note in problem.notes)
    assert solve_deploy(problem).must_asked == 3


def test_presence_is_what_today_s_units_could_reach_whatever_their_caveats() -> None:
    barred = company("a", "bedi", barred_areas=frozenset({"mid"}), awaits_capital=True)
    assert along_a_road(barred, present=None).present.tolist() == [False, True, False]


def test_losers_are_named_before_gainers_with_what_may_follow() -> None:
    problem = along_a_road(
        company("a", "abo"), present=[True, False, False],
        harm_without_presence=[[2.0], [0.0], [0.0]],
        rules=DeployRules(decision="force commander"),
    )  # fmt: skip
    told = moves(problem, deployment_today(problem), solve_deploy(problem))
    assert [change.place for change in told.loses] == ["abo"]
    assert [change.place for change in told.gains] == ["bedi"]
    assert told.loses[0].minutes_before == pytest.approx(0)
    assert told.loses[0].minutes_after == pytest.approx(200, rel=1e-4)
    assert (told.loses[0].harm_seen, told.loses[0].harm_without) == (1.0, 2.0)
    assert (told.people_lose, told.people_gain) == (900, 5_000)
    assert told.decision == "force commander"
    assert list(type(told).__struct_fields__).index("loses") == 0


def test_people_nobody_counted_are_counted_apart() -> None:
    today = deployment_today(along_a_road(company("a", "cali")))
    assert (today.people_in_reach, today.people_unknown_places) == (0, 1)


def test_the_smallest_change_prefers_what_the_mission_can_do_itself() -> None:
    late = company("late", "abo", clocks=Clocks(decide_minutes=90))
    problem = make_problem(
        [late, company("shy", "abo", night_caveat=True, contributor="Aland")],
        [site("abo", 0)], [place("x", 30, at_night=True)], [[1.0]],
    )  # fmt: skip
    (told,) = why_not(problem, deployment_today(problem))
    assert told.smallest is not None
    assert told.smallest.what == "late leaves 30 minutes sooner after an alert"


def test_a_closed_site_and_one_more_unit_are_changes_too() -> None:
    shut = make_problem(
        [company("a", "abo")], [site("abo", 0, closed="the host closed it")],
        [place("x", 30)], [[1.0]],
    )  # fmt: skip
    (told,) = why_not(shut, deployment_today(shut))
    assert told.smallest is not None
    assert told.smallest.what == "Abo opens again (the host closed it)"
    plan = solve_deploy(problem := along_a_road(company("a")))
    assert [one.place for one in why_not(problem, plan)] == ["cali", "abo"]
    assert why_not(problem, plan, most=1)[0].smallest == why_not(problem, plan)[0].smallest
    assert why_not(problem, plan)[0].smallest.what == "one more infantry company at Cali"  # type: ignore[union-attr]


def test_where_no_single_change_lifts_it_the_fewest_together_are_named() -> None:
    slow = Clocks(decide_minutes=300)
    shy = company("shy", "cali", clocks=slow, night_caveat=True)
    problem = make_problem(
        [shy], [site("abo", 0), site("cali", 200)], [place("x", 30, at_night=True)], [[1.0]]
    )
    (told,) = why_not(problem, deployment_today(problem))
    assert told.smallest is None
    assert told.together == (
        "shy goes to Abo",
        "shy leaves 240 minutes sooner",
        "shy: a caveat keeps it in at night; that is lifted",
    )


def test_clocks_that_let_nobody_come_are_said_first() -> None:
    problem = along_a_road(company("a", clocks=Clocks(decide_minutes=3_000)))
    plan = solve_deploy(problem)
    assert plan.share_in_reach == 0
    assert plan.gap == 0
    assert any("first, clocks and caveats" in note for note in plan.notes)
    assert solve_deploy(at_paper_clocks(problem)).site_of == {"a": "bedi"}


# Bad input: one line, and the rest is still planned.


def test_without_units_or_sites_or_places_there_is_a_plan_that_says_so() -> None:
    nobody = solve_deploy(along_a_road())
    assert nobody.share_in_reach == 0
    assert nobody.notes[0].startswith("no units")
    assert len(why_not(along_a_road(), nobody)) == 3
    empty = make_problem([company("a")], [], [], [])
    assert solve_deploy(empty).site_of == {"a": None}
    assert deployment_today(empty).share_in_reach is None


@pytest.mark.parametrize("speed", [{}, {"road": 0.0}, {"road": -3.0}, {"road": float("nan")}])
def test_no_speed_reaches_nothing_and_is_said(speed: dict[str, float]) -> None:
    problem = along_a_road(company("a", speed_kmh=speed), company("b"))
    assert [note for note in problem.notes if note.startswith("unit a has no speed on ")]
    assert solve_deploy(problem).site_of["b"] == "bedi"


def test_two_sites_on_one_spot_are_one() -> None:
    problem = make_problem(
        [company("a", "twin")],
        [site("abo", 0), site("twin", 0)],
        [place("x", 10)],
        [[1.0]],
        present=[False],
    )
    assert problem.notes == ("sites abo and twin stand on one spot: taken as one",)
    assert solve_deploy(problem).site_of == {"a": "abo"}


def test_what_lies_off_the_globe_is_left_out() -> None:
    problem = make_problem(
        [company("a", "nowhere")], [site("abo", 0), site("nowhere", 1e6)],
        [place("x", 10), place("y", float("nan"))], [[1.0], [1.0]],
    )  # fmt: skip
    assert [one.id for one in problem.places] == ["x"]
    assert len(problem.notes) == 3
    assert solve_deploy(problem).share_in_reach == 1


def test_unknown_harm_is_not_zero() -> None:
    problem = make_problem(
        [], [], [place("a", 0, area="q"), place("b", 9, area="q")], [[np.nan], [4.0]],
        present=[False, False],
    )  # fmt: skip
    assert problem.harm_seen[0, 0] == 4
    assert any("harm is not known of 1 places" in note for note in problem.notes)


def test_a_unit_at_no_known_site_is_unplaced() -> None:
    problem = along_a_road(company("a", "atlantis"))
    assert problem.units[0].today is None
    assert problem.notes == ("unit a stands at atlantis, which is no site: taken as unplaced",)


def test_what_can_not_be_meant_is_refused_in_one_line() -> None:
    with pytest.raises(PeaceopsError, match="unit a stands twice"):
        along_a_road(company("a"), company("a"))
    with pytest.raises(PeaceopsError, match="an array of shape"):
        along_a_road(company("a"), harm=(1.0, 2.0))
    with pytest.raises(PeaceopsError, match="no such site: mars"):
        evaluate(along_a_road(company("a")), {"a": "mars"})


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    solve_deploy(along_a_road(company("a")))
    assert capfd.readouterr() == ("", "")


def test_a_plan_starts_from_an_earlier_one() -> None:
    problem = along_a_road(company("a"), company("b"))
    first = solve_deploy(problem)
    again = solve_deploy(problem, start=first)
    assert (again.site_of, again.objective) == (first.site_of, first.objective)
