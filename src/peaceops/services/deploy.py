"""Deploy: where the units of a mission's folder stand and could stand, as of a day."""

from datetime import date
from pathlib import Path

from peaceops.act.deploy.ground import mission_problem, outlook_samples
from peaceops.act.deploy.problem import DeployProblem, DeployRules
from peaceops.direct.check.view import View
from peaceops.direct.strategy.load import load_strategy
from peaceops.domain.error import PeaceopsError
from peaceops.domain.marking import Audience
from peaceops.domain.strategy.as_of import as_known
from peaceops.services.check import CheckOrder, profile_of
from peaceops.services.event import mission_events
from peaceops.services.folder import locked, open_mission
from peaceops.services.gather import lay_ground, outlook_of
from peaceops.services.gather_strategy import covered_areas, has_strategy
from peaceops.services.run_log import Progress


def deploy_problem(
    folder: Path,
    *,
    as_of: date | None = None,
    rules: DeployRules | None = None,
    progress: Progress,
) -> DeployProblem:
    """Return who could stand where, to protect whom, as a mission records it.

    Strictly confidential, as the strategy's units are.

    Args:
        folder: the mission's.
        as_of: the date after which nothing is read; default: the end of the months covered.
        rules: what the planners set.
        progress: told of each stage.

    Raises:
        PeaceopsError: bad input, mission busy, or a mission without a strategy.
    """
    mission = open_mission(folder)
    if not has_strategy(mission):
        raise PeaceopsError(
            "the mission has no strategy, so no units",
            where=str(folder),
            remedy="peaceops strategy new",
        )
    with locked(mission):
        ground = lay_ground(
            mission,
            mission_events(mission),
            as_of=as_of,
            audience=Audience.INTERNAL,
            progress=progress,
        )
        progress("analyse")
        outlook = outlook_of(mission, ground)
    day = outlook.as_of
    known = as_known(load_strategy(mission.folder), day)
    profile = profile_of(known, CheckOrder(path=mission.folder))
    return mission_problem(
        View(known, day, profile),
        outlook,
        outlook_samples(outlook),
        ground.places,
        covered_areas(known, outlook, ground.boundary),
        rules=rules,
    )
