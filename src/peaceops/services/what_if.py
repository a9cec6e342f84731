"""What if: ask what a change would do, beside the posture and the order of tasks in force."""

import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from peaceops.act.deploy.problem import DeployProblem, DeployRules
from peaceops.act.deploy.result import Deployment
from peaceops.act.deploy.solve import deployment_today, evaluate
from peaceops.act.sequence.result import DEFAULT_MONTHS
from peaceops.act.what_if.answer import InForce, in_force
from peaceops.act.what_if.posture import Posture
from peaceops.direct.check.view import View
from peaceops.direct.strategy.load import load_strategy
from peaceops.domain.error import PeaceopsError
from peaceops.domain.strategy.as_of import as_known
from peaceops.services.check import CheckOrder, day_of, profile_of
from peaceops.services.deploy import deploy_problem
from peaceops.services.folder import SETTINGS_FILE
from peaceops.services.plan import MOST_MONTHS
from peaceops.services.run_log import Progress

TODAY = "today's posture"


@dataclass(frozen=True, kw_only=True)
class InForceOrder:
    """What a change is to be laid beside.

    Attributes:
        path: a mission's folder; or a strategy file or a folder of them, and then nothing is said
            of reach.
        as_of: the day; as for `plan`.
        profile: name; by the mission's settings or phase where none is given.
        months: length of the order of tasks.
        plan: a plan.json of which one option is in force; else today's posture is.
        option: id of that option; may be left out where there is one besides today's.
        rules: what the planners set.
    """

    path: Path
    as_of: date | None = None
    profile: str | None = None
    months: int = DEFAULT_MONTHS
    plan: Path | None = None
    option: str | None = None
    rules: DeployRules | None = None


def what_is_in_force(order: InForceOrder, *, progress: Progress) -> InForce:
    """Work out what is in force: once, however often is asked.

    Raises:
        PeaceopsError: nothing to read, faults in it, no date, no such profile, a length that is
            none; a plan that is none.
    """
    if not 1 <= order.months <= MOST_MONTHS:
        raise PeaceopsError(
            f"a plan of {order.months} months", where="--months", remedy=f"give 1 to {MOST_MONTHS}"
        )
    strategy = load_strategy(order.path)
    day = day_of(strategy, order.as_of, str(order.path))
    posture = None
    if (order.path / SETTINGS_FILE).is_file():
        problem = deploy_problem(order.path, as_of=day, rules=order.rules, progress=progress)
        posture = _posture(order, problem)
    elif order.plan is not None:
        raise PeaceopsError(
            "a plan of where units stand needs a mission's folder beside it", where="--plan"
        )
    progress("act")
    profile = profile_of(
        strategy, CheckOrder(path=order.path, as_of=order.as_of, profile=order.profile)
    )
    return in_force(View(as_known(strategy, day), day, profile), order.months, posture)


def _posture(order: InForceOrder, problem: DeployProblem) -> Posture:
    if order.plan is None:
        return Posture(problem, deployment_today(problem), TODAY)
    name, site_of = _planned(order.plan, order.option)
    known = {unit.id for unit in problem.units}
    left = sorted(set(site_of) - known)
    sites: dict[str, str | None] = {name: site for name, site in site_of.items() if name in known}
    deployment: Deployment = evaluate(problem, sites)
    if left:
        problem = replace(problem, notes=(*problem.notes, f"no longer there: {', '.join(left)}"))
    return Posture(problem, deployment, f"the plan {name!r} of {order.plan.name}")


def _planned(file: Path, option: str | None) -> tuple[str, dict[str, str | None]]:
    """Return an option's id, and the site of each unit in it."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        options: dict[str, dict[str, str | None]] = {
            one["id"]: {row["unit"]: row["site"] for row in one["units"]}
            for one in content["options"]
            if "units" in one and one["kind"] != "today"
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PeaceopsError(
            "is no plan", where=str(file), remedy="write one with: peaceops plan DIR"
        ) from error
    if option is None and len(options) == 1:
        option = next(iter(options))
    if option not in options:
        raise PeaceopsError(
            f"which of its options is in force? {option or 'none was named'}",
            where=str(file),
            remedy=f"--option: {', '.join(options) or 'it does not say where units stand'}",
        )
    return option, options[option]
