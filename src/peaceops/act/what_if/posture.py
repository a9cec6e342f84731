"""Where units stand in force, and the deployment problem after a change."""

from dataclasses import dataclass, replace

import msgspec

from peaceops.act.deploy.force import force_of
from peaceops.act.deploy.problem import DeployProblem, DeployUnit
from peaceops.act.deploy.result import Deployment
from peaceops.act.deploy.what_if import with_site
from peaceops.act.what_if.supposition import Supposition, company_of
from peaceops.direct.check.view import View
from peaceops.domain.error import PeaceopsError
from peaceops.domain.strategy.force import UnitNode


@dataclass(frozen=True)
class Posture:
    """Where units stand, and what that is measured by.

    Attributes:
        problem: of the mission.
        deployment: in force.
        name: what it is called, such as today's posture.
    """

    problem: DeployProblem
    deployment: Deployment
    name: str


def moved_units(posture: Posture, asked: Supposition) -> dict[str, str | None]:
    """Return where each unit or company that moves goes.

    Raises:
        PeaceopsError: it is not in the mission on the day.
    """
    moved: dict[str, str | None] = {}
    for move in asked.moves:
        units = [unit.id for unit in posture.problem.units if _is(unit.id, move.unit)]
        if not units:
            raise PeaceopsError(
                f"{move.unit} is not in the mission on this day",
                where="--move",
                remedy="a unit that is there, or one of its companies such as BN/2",
            )
        moved |= dict.fromkeys(units, move.place)
    return moved


def problem_after(
    posture: Posture, view: View, changed: View, asked: Supposition
) -> tuple[DeployProblem, list[str]]:
    """Return the problem with the units of the changed strategy, and what had to be assumed anew.

    Harm stays what today's presence made of it; where units stand today, too.

    Args:
        posture: in force.
        view, changed: the strategy before and after.
        asked: what is supposed, places as the mission knows them.

    Raises:
        PeaceopsError: a company is not there, or a place is none where units can stand.
    """
    problem = posture.problem
    for closed in asked.closed:
        shut = {"airfield": False} if closed.airfield else {"closed": "supposed to be closed"}
        problem = with_site(problem, closed.place, **shut)
    today = {company_of(unit.id): unit.today for unit in problem.units}
    bases = {
        unit.base: site
        for unit in view.of(UnitNode)
        if unit.base is not None and (site := today.get(unit.id)) is not None
    }
    force = force_of(changed, bases)
    recorded = {unit.id: unit for unit in force_of(view, bases).units}
    counted = {unit.id: unit for unit in problem.units}
    farthest = {one.unit: one.km for one in asked.caveats if one.km is not None}
    units = []
    for unit in force.units:
        if any(_is(unit.id, lost) for lost in asked.lost):
            continue
        name = company_of(unit.id)
        known = unit.id in recorded and unit.id in counted
        now = _onto(counted[unit.id], recorded[unit.id], unit) if known else unit
        far = farthest.get(name, now.caveat_range_km)
        units.append(msgspec.structs.replace(now, today=today.get(name), caveat_range_km=far))
    for lost in asked.lost:
        if "/" in lost and not any(_is(unit.id, lost) for unit in problem.units):
            raise PeaceopsError(f"no such company: {lost}", where="--lose")
    # Of a unit that moves it is known where it goes, whatever area that lies in.
    moving = tuple(f"unit {move.unit}:" for move in asked.moves)
    notes = [
        note
        for note in force.notes
        if note not in problem.notes and not note.startswith(moving or ("\n",))
    ]
    return replace(problem, units=tuple(units)), notes


def _onto(counted: DeployUnit, before: DeployUnit, after: DeployUnit) -> DeployUnit:
    """Return a unit of the problem with what differs between two records of it, and only that."""
    changes = {
        name: value
        for name in DeployUnit.__struct_fields__
        if (value := getattr(after, name)) != getattr(before, name)
    }
    return msgspec.structs.replace(counted, **changes)


def _is(unit: str, named: str) -> bool:
    """Tell whether a unit is the one named, or a company of it."""
    return unit == named or company_of(unit) == named
