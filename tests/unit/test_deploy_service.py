"""A mission's folder becomes a deployment problem, the whole way."""

import shutil
from pathlib import Path

import pytest

from peaceops.act.deploy.problem import DeployRules, at_paper_clocks
from peaceops.act.deploy.solve import deployment_today, solve_deploy
from peaceops.act.deploy.why_not import why_not
from peaceops.domain.error import PeaceopsError
from peaceops.services.demo import new_exercise
from peaceops.services.deploy import deploy_problem


def quiet(_: str) -> None:
    """Tell nobody."""


@pytest.mark.full
def test_the_mission_in_trouble_is_told_what_its_clocks_and_caveats_cost(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    new_exercise(folder, seed=7)
    problem = deploy_problem(folder, rules=DeployRules(most_moves=6), progress=quiet)
    assert {"KARBAT/1", "MERBAT/1", "SUNHEL"} <= {unit.id for unit in problem.units}
    assert all(unit.awaits_capital for unit in problem.units if unit.id.startswith("MERBAT"))
    assert {"G2", "G4"} <= {place.id for place in problem.places if place.shelter}
    # Its record shows days from alert to departure: on paper some are in reach, in fact nobody.
    today = deployment_today(problem)
    assert today.share_in_reach == 0
    assert (today.paper_share or 0) > 0
    plan = solve_deploy(problem)
    assert any("first, clocks and caveats" in note for note in plan.notes)
    assert all(told.smallest or told.together for told in why_not(problem, plan))
    mended = at_paper_clocks(problem)
    assert solve_deploy(mended).objective > deployment_today(mended).objective
    shutil.rmtree(folder / "strategy")
    with pytest.raises(PeaceopsError, match="the mission has no strategy"):
        deploy_problem(folder, progress=quiet)
