"""Plan: draw up courses of action, and publish them beside a mission's other products."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import msgspec

import peaceops
from peaceops.act.course.situation import Situation
from peaceops.act.course.solve import plan
from peaceops.act.deploy.problem import DeployRules
from peaceops.act.sequence.result import DEFAULT_MONTHS
from peaceops.direct.check.view import View
from peaceops.direct.strategy.load import load_strategy
from peaceops.disseminate.plan_file import PLAN_FILE, render_plan
from peaceops.disseminate.release import refuse_unless_releasable
from peaceops.domain.area import AreaKind
from peaceops.domain.course import PLAN_MARKING, Course, Plan
from peaceops.domain.error import PeaceopsError
from peaceops.domain.marking import Audience
from peaceops.domain.strategy.as_of import as_known
from peaceops.domain.strategy.graph import Strategy
from peaceops.services.check import CheckOrder, day_of, profile_of
from peaceops.services.code_hash import code_hash
from peaceops.services.event import mission_events
from peaceops.services.folder import (
    SETTINGS_FILE,
    Mission,
    locked,
    open_mission,
    publish_beside,
    sha256,
)
from peaceops.services.gather import lay_ground, outlook_of
from peaceops.services.gather_plan import plan_on_ground
from peaceops.services.gather_strategy import has_strategy
from peaceops.services.input_hash import input_hashes, settings_of_products
from peaceops.services.run_log import Progress, refusals_logged

MOST_MONTHS = 120


@dataclass(frozen=True, kw_only=True)
class PlanOrder:
    """What is to be planned.

    Attributes:
        path: a mission's folder; or a strategy file or a folder of them, and then nothing is said
            of reach, and nothing is written.
        as_of: the day; that of the strategy's mission where none is given.
        profile: name; by the mission's settings or phase where none is given.
        months: length of the plan.
        rules: what the planners set.
        audience: for whom; a plan goes to no other than the mission's leadership and planners.
    """

    path: Path
    as_of: date | None = None
    profile: str | None = None
    months: int = DEFAULT_MONTHS
    rules: DeployRules = field(default_factory=DeployRules)
    audience: Audience = Audience.INTERNAL


@dataclass(frozen=True)
class PlanResult:
    """What was planned.

    Attributes:
        plan: courses of action.
        content: of `plan.json`.
        strategy: as known on the day.
        out: folder that holds it; None for a strategy alone.
    """

    plan: Plan
    content: bytes
    strategy: Strategy
    out: Path | None


def make_plan(order: PlanOrder, *, progress: Progress) -> PlanResult:
    """Draw up the courses of action. The same record gives the same bytes.

    Raises:
        PeaceopsError: nothing to read, faults in it, no date, no such profile, a length or a cap
            that is none, mission busy, or refused by release.
    """
    if (order.path / SETTINGS_FILE).is_file():
        mission = open_mission(order.path)
        with refusals_logged(mission, "plan", order.audience):
            _refuse(order)
            return _of_mission(mission, order, progress)
    _refuse(order)
    strategy = load_strategy(order.path)
    day = day_of(strategy, order.as_of, str(order.path))
    known = as_known(strategy, day)
    profile = profile_of(known, CheckOrder(path=order.path, profile=order.profile))
    progress("act")
    found = plan(Situation(View(known, day, profile), order.months))
    refuse_unless_releasable(order.audience, found.marking, AreaKind.CELL)
    return PlanResult(found, render_plan(found), known, None)


def course_named(found: Plan, name: str, flag: str) -> Course:
    """Return a course of a plan.

    Raises:
        PeaceopsError: there is none of that name.
    """
    for course in found.courses:
        if course.id == name:
            return course
    raise PeaceopsError(
        f"there is no option {name!r}",
        where=flag,
        remedy=", ".join(course.id for course in found.courses),
    )


def _refuse(order: PlanOrder) -> None:
    refuse_unless_releasable(order.audience, PLAN_MARKING, AreaKind.CELL)
    if not 1 <= order.months <= MOST_MONTHS:
        raise PeaceopsError(
            f"a plan of {order.months} months",
            where="--months",
            remedy=f"give 1 to {MOST_MONTHS}",
        )
    cap = order.rules.most_moves
    if cap is not None and cap < 0:
        raise PeaceopsError(f"at most {cap} moves", where="--most-moves", remedy="give 0 or more")


def _of_mission(mission: Mission, order: PlanOrder, progress: Progress) -> PlanResult:
    if not has_strategy(mission):
        raise PeaceopsError(
            "the mission has no strategy, so no tasks and no units",
            where=str(mission.folder),
            remedy="peaceops strategy new",
        )
    with locked(mission):
        progress("acquire")
        intake = mission_events(mission)
        strategy = load_strategy(mission.folder)
        ground = lay_ground(
            mission,
            intake,
            as_of=order.as_of or strategy.mission.as_of,
            audience=order.audience,
            progress=progress,
        )
        progress("analyse")
        outlook = outlook_of(mission, ground)
        known = as_known(strategy, outlook.as_of)
        profile = profile_of(known, CheckOrder(path=mission.folder, profile=order.profile))
        progress("act")
        found = plan_on_ground(
            known,
            profile,
            outlook,
            ground.places,
            ground.boundary,
            months=order.months,
            rules=order.rules,
        )
        refuse_unless_releasable(order.audience, found.marking, AreaKind.CELL)
        content = render_plan(found)
        out = _publish(mission, order, found, content, input_hashes(mission, intake))
    return PlanResult(found, content, known, out)


def _publish(
    mission: Mission, order: PlanOrder, found: Plan, content: bytes, inputs: Mapping[str, str]
) -> Path:
    identity = {
        "as_of": found.as_of,
        "audience": order.audience.value,
        "inputs": dict(inputs),
        "settings": settings_of_products(mission),
        "plan": {
            "months": order.months,
            "profile": order.profile,
            "rules": msgspec.to_builtins(order.rules),
        },
        "peaceops": peaceops.__version__,
        "code": code_hash(),
    }
    run_id = sha256(json.dumps(identity, sort_keys=True).encode())[:12]
    record: dict[str, object] = {**identity, "run_id": run_id}
    return publish_beside(mission, found.as_of, run_id, {PLAN_FILE: content}, record)
