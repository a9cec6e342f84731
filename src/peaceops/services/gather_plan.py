"""From a mission's strategy and outlook to its courses of action."""

import polars as pl

from peaceops.acquire.boundary import Boundary
from peaceops.act.course.situation import Situation
from peaceops.act.course.solve import plan
from peaceops.act.deploy.ground import mission_problem, outlook_samples
from peaceops.act.deploy.problem import DeployRules
from peaceops.act.sequence.result import DEFAULT_MONTHS
from peaceops.direct.check.profile import Profile
from peaceops.direct.check.view import View
from peaceops.direct.strategy.load import load_strategy
from peaceops.disseminate.release import CLEARANCE
from peaceops.domain.course import PLAN_MARKING, Plan
from peaceops.domain.marking import Audience, may_see
from peaceops.domain.outlook import Outlook
from peaceops.domain.strategy.as_of import as_known
from peaceops.domain.strategy.force import UnitNode
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.protection import TaskNode
from peaceops.services.check import CheckOrder, profile_of
from peaceops.services.folder import Mission
from peaceops.services.gather_strategy import covered_areas, has_strategy, likely_areas


def gather_plan(
    mission: Mission,
    outlook: Outlook,
    towns: pl.DataFrame,
    boundary: Boundary,
    audience: Audience,
) -> Plan | None:
    """Return a mission's courses of action for its brief.

    Returns:
        None where the audience may not see all that it tells of, or where no task or no unit is on
        record by the outlook's day: then there is nothing to choose between.

    Raises:
        PeaceopsError: faults in the strategy.
    """
    if not may_see(CLEARANCE[audience], PLAN_MARKING) or not has_strategy(mission):
        return None
    known = as_known(load_strategy(mission.folder), outlook.as_of)
    if not known.of(TaskNode) or not known.of(UnitNode):
        return None
    profile = profile_of(known, CheckOrder(path=mission.folder))
    found = plan_on_ground(known, profile, outlook, towns, boundary)
    return found if may_see(CLEARANCE[audience], found.marking) else None


def plan_on_ground(
    known: Strategy,
    profile: Profile,
    outlook: Outlook,
    towns: pl.DataFrame,
    boundary: Boundary,
    *,
    months: int = DEFAULT_MONTHS,
    rules: DeployRules | None = None,
) -> Plan:
    """Return the courses of action of a strategy on the ground of an outlook.

    Args:
        known: the strategy as known on the outlook's day.
        profile: thresholds of the checks.
        outlook: of a run.
        towns: named places.
        boundary: of the mission's area.
        months: length of the plan.
        rules: what the planners set.
    """
    covered = covered_areas(known, outlook, boundary)
    view = View(known, outlook.as_of, profile, likely_areas(outlook, covered))
    problem = mission_problem(view, outlook, outlook_samples(outlook), towns, covered, rules=rules)
    return plan(Situation(view, months, problem if problem.units else None))
