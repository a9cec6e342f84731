"""What a change does to a deployment in force, and a deployment in plain values."""

import json
from typing import Any

import numpy as np
import pytest

from peaceops.act.deploy.move import moves
from peaceops.act.deploy.plain import deployment_plain
from peaceops.act.deploy.problem import (
    DeployPlace,
    DeployProblem,
    DeployRules,
    DeploySite,
    DeployUnit,
    make_problem,
)
from peaceops.act.deploy.solve import deployment_today, solve_deploy
from peaceops.act.deploy.what_if import (
    what_if,
    with_caveat,
    with_site,
    with_unit,
    without_unit,
)
from peaceops.act.deploy.why_not import why_not
from peaceops.domain.error import PeaceopsError

SPEED = {"road": 60.0}


def country(**more: Any) -> DeployProblem:
    """Two towns out of reach of each other, and a battalion of two companies."""
    return make_problem(
        [DeployUnit(id="BAT/1", today="abo", speed_kmh=SPEED),
         DeployUnit(id="BAT/2", today="bedi", speed_kmh=SPEED)],
        [DeploySite(id="abo", latitude=0, longitude=20), DeploySite(id="bedi", latitude=9,
                                                                    longitude=20)],
        [DeployPlace(id="a", name="Abo", latitude=0, longitude=20, people=4_000, at_night=True),
         DeployPlace(id="b", name="Bedi", latitude=9, longitude=20, shelter=True)],
        [[3.0], [1.0]], present=[True, True], harm_without_presence=[[6.0], [2.0]], **more,
    )  # fmt: skip


def test_a_battalion_that_leaves_takes_all_its_companies() -> None:
    problem = country(rules=DeployRules(decision="force commander"))
    found = what_if(deployment_today(problem), without_unit(problem, "BAT"))
    assert found.words[:2] == (
        "loses protection: Bedi (people not counted; 0 minutes → nobody comes)",
        "loses protection: Abo (4,000 people; 0 minutes → nobody comes)",
    )
    assert "people within reach in time: 4,000 → 0" in found.words
    assert "share of expected harm within reach: 100% → 0%" in found.words
    assert "musts met: 1 of 1 → 0 of 1" in found.words
    assert found.words[-1] == "decision: force commander"
    assert [move.why for move in found.moves.moves] == ["gone", "gone"]


def test_one_company_less_is_planned_anew_where_asked() -> None:
    problem = country()
    before = deployment_today(problem)
    fewer = without_unit(problem, "BAT/2")
    assert what_if(before, fewer).deployment.must_met == 0
    assert what_if(before, fewer, anew=True).deployment.site_of == {"BAT/1": "bedi"}


def test_a_caveat_and_a_closed_site_take_reach_away() -> None:
    problem = country()
    before = deployment_today(problem)
    night = what_if(before, with_caveat(problem, "BAT", night_caveat=True))
    assert [change.place for change in night.moves.loses] == ["a"]
    assert night.moves.moves == ()
    shut = what_if(before, with_site(problem, "abo", closed="the host closed it"))
    assert [change.place for change in shut.moves.loses] == ["a"]
    gone = what_if(before, with_site(problem, "abo", closed="the host closed it"), anew=True)
    assert [(move.unit, move.why) for move in gone.moves.moves] == [("BAT/1", "site")]


def test_harm_does_not_fall_with_the_force() -> None:
    problem = country()
    assert np.array_equal(without_unit(problem, "BAT").harm, problem.harm)


def test_a_move_and_another_unit_are_shown() -> None:
    problem = country()
    before = deployment_today(problem)
    moved = what_if(before, problem, moved={"BAT/1": "bedi"})
    assert [change.place for change in moved.moves.loses] == ["a"]
    more = with_unit(without_unit(problem, "BAT/1"), DeployUnit(id="NEW", speed_kmh=SPEED))
    found = what_if(before, more, moved={"NEW": "abo"})
    assert found.moves.loses == ()
    assert "people within reach in time: 4,000, as before" in found.words


def test_what_is_not_there_can_not_change() -> None:
    problem = country()
    with pytest.raises(PeaceopsError, match="no such unit: X"):
        without_unit(problem, "X")
    with pytest.raises(PeaceopsError, match="no such site: x"):
        with_site(problem, "x", closed="flood")
    with pytest.raises(PeaceopsError, match="can not be changed: latitude"):
        with_site(problem, "abo", latitude=3.0)
    with pytest.raises(PeaceopsError, match="units have no courage"):
        with_caveat(problem, "BAT", courage=1)
    with pytest.raises(PeaceopsError, match="stands twice"):
        with_unit(problem, problem.units[0])


def test_a_deployment_is_plain_and_the_same_twice() -> None:
    problem = country()

    def written() -> str:
        plan = solve_deploy(problem)
        told = moves(problem, deployment_today(problem), plan)
        return json.dumps(
            deployment_plain(problem, plan, moves=told, uncovered=why_not(problem, plan)),
            allow_nan=False,
        )

    assert written() == written()
    plain = json.loads(written())
    assert plain["level"] == "strictly_confidential"
    assert plain["units"][0] == {"unit": "BAT/1", "site": "abo"}
    assert list(plain["moves"])[:2] == ["loses", "gains"]
    assert plain["reach"]["share"] == 1
    gone = without_unit(problem, "BAT")
    assert deployment_plain(gone, solve_deploy(gone))["places"][0]["minutes"] is None
