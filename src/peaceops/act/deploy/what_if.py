"""What if: a unit goes, a site closes, a caveat comes; and what that does, in words and numbers.

Harm stays what the forecast and today's presence made of it: a change of tomorrow's force does not
change what was seen under today's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from peaceops.act.deploy.move import Change, Moves, moves
from peaceops.act.deploy.problem import DeployProblem, DeployUnit
from peaceops.act.deploy.result import Deployment
from peaceops.act.deploy.shift import Shift, shifts
from peaceops.act.deploy.solve import DeployLimits, evaluate, solve_deploy
from peaceops.domain.error import PeaceopsError

NAMED = 5
"""So many places are named; how many more there are is said."""


@dataclass(frozen=True)
class WhatIf:
    """A change, laid beside the deployment in force.

    Attributes:
        problem: after the change.
        deployment: after it.
        moves: who loses protection, then who gains.
        shifts: the same, with those who lose it on paper alone, and to whom help comes later.
        words: the same in plain words, losers first, a line each.
    """

    problem: DeployProblem
    deployment: Deployment
    moves: Moves
    shifts: tuple[Shift, ...]
    words: tuple[str, ...]


def without_unit(problem: DeployProblem, unit: str) -> DeployProblem:
    """Return the problem without a unit, or without all companies of a battalion.

    Raises:
        PeaceopsError: there is no such unit.
    """
    lost = _of(problem, unit)
    return replace(problem, units=tuple(one for one in problem.units if one.id not in lost))


def with_unit(problem: DeployProblem, unit: DeployUnit) -> DeployProblem:
    """Return the problem with another unit.

    Raises:
        PeaceopsError: a unit of that id is there already.
    """
    if any(one.id == unit.id for one in problem.units):
        raise PeaceopsError(f"unit {unit.id} stands twice", where="deploy", remedy="name it anew")
    return replace(problem, units=(*problem.units, unit))


def with_caveat(problem: DeployProblem, unit: str, **caveat: Any) -> DeployProblem:
    """Return the problem with fields of a unit, or of all companies of a battalion, set anew.

    Args:
        unit: id.
        caveat: fields of `DeployUnit`, such as `night_caveat=True`.

    Raises:
        PeaceopsError: there is no such unit or field.
    """
    wrong = sorted(set(caveat) - set(DeployUnit.__struct_fields__))
    if wrong:
        raise PeaceopsError(f"units have no {', '.join(wrong)}", where="deploy")
    held = _of(problem, unit)
    return replace(
        problem,
        units=tuple(
            msgspec.structs.replace(one, **caveat) if one.id in held else one
            for one in problem.units
        ),
    )


def with_site(problem: DeployProblem, site: str, **change: Any) -> DeployProblem:
    """Return the problem with fields of a site set anew.

    Args:
        site: id.
        change: fields of `DeploySite`, such as `closed="the host closed it"` or `airfield=False`;
            where it lies can not be changed.

    Raises:
        PeaceopsError: there is no such site or field.
    """
    movable = {"airfield", "closed", "capacity_units", "least_strength", "least_units"}
    wrong = sorted(set(change) - {*movable, "fuel_litres"})
    if wrong:
        raise PeaceopsError(f"of a site can not be changed: {', '.join(wrong)}", where="deploy")
    if all(one.id != site for one in problem.sites):
        raise PeaceopsError(f"no such site: {site}", where="deploy")
    return replace(
        problem,
        sites=tuple(
            msgspec.structs.replace(one, **change) if one.id == site else one
            for one in problem.sites
        ),
    )


def what_if(
    before: Deployment,
    changed: DeployProblem,
    *,
    anew: bool = False,
    moved: dict[str, str | None] | None = None,
    limits: DeployLimits | None = None,
) -> WhatIf:
    """Lay a change beside the deployment in force.

    Args:
        before: the deployment in force.
        changed: the problem after the change.
        anew: plan again; else everybody stays where they stand, new units where they are today.
        moved: sites for some units; None for reserve.
        limits: of the solver, where it plans again.

    Raises:
        PeaceopsError: a unit is moved to no site of the problem, or the solver failed.
    """
    if anew:
        after = solve_deploy(changed, limits, start=before)
    else:
        # A battalion that can no longer be split is one unit, under another id: where it was.
        stay = {unit.id: before.site_of.get(unit.id, unit.today) for unit in changed.units}
        after = evaluate(changed, {**stay, **(moved or {})})
    told = moves(changed, before, after)
    return WhatIf(
        changed,
        after,
        told,
        shifts(changed, before, after),
        difference_words(before, after, told),
    )


def _of(problem: DeployProblem, unit: str) -> set[str]:
    found = {one.id for one in problem.units if one.id == unit or one.id.startswith(f"{unit}/")}
    if not found:
        raise PeaceopsError(f"no such unit: {unit}", where="deploy")
    return found


def difference_words(before: Deployment, after: Deployment, told: Moves) -> tuple[str, ...]:
    """Say what changes from one deployment to another, losers first, a line each."""
    return (
        *_named("loses protection", told.loses),
        *_named("gains protection", told.gains),
        _figures(
            "people within reach in time", f"{before.people_in_reach:,.0f}",
            f"{after.people_in_reach:,.0f}",
        ),
        _figures(
            "people within reach on paper", f"{before.people_on_paper:,.0f}",
            f"{after.people_on_paper:,.0f}",
        ),
        _figures(
            "share of expected harm within reach", _percent(before.share_in_reach),
            _percent(after.share_in_reach),
        ),
        _figures(
            "the same in the worst tenth", _percent(before.worst_decile_share),
            _percent(after.worst_decile_share),
        ),
        _figures(
            "musts met", f"{before.must_met:g} of {before.must_asked}",
            f"{after.must_met:g} of {after.must_asked}",
        ),
        *(
            [f"decision: {told.decision or 'nobody is named who decides on moves'}"]
            if told.moves
            else []
        ),
    )  # fmt: skip


def _figures(what: str, before: str, after: str) -> str:
    return f"{what}: {before}, as before" if before == after else f"{what}: {before} → {after}"


def _named(what: str, changes: Sequence[Change]) -> list[str]:
    lines = [
        f"{what}: {change.name} ({_people(change.people)}; {_minutes(change.minutes_before)} → "
        f"{_minutes(change.minutes_after)})"
        for change in changes[:NAMED]
    ]
    more = len(changes) - NAMED
    return [*lines, f"{what}: {more} more places"] if more > 0 else lines


def _people(people: int | None) -> str:
    return "people not counted" if people is None else f"{people:,} people"


def _minutes(minutes: float | None) -> str:
    return "nobody comes" if minutes is None else f"{minutes:.0f} minutes"


def _percent(share: float | None) -> str:
    return "none expected" if share is None else f"{share:.0%}"
