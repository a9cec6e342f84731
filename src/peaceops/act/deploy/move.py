"""What changes from one deployment to another: who loses protection first, then who gains."""

from typing import Literal

import msgspec
import numpy as np

from peaceops.act.deploy.problem import DeployProblem
from peaceops.act.deploy.result import Deployment


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A place whose protection changes.

    Attributes:
        place, name: which.
        shelter: a displacement site, or people at a base.
        people: there; None where not known.
        cover_before, cover_after: share of calls that can be answered in time.
        minutes_before, minutes_after: least time to act; None where nobody comes at all.
        harm_seen: deaths expected there under today's presence: says nothing of what follows.
        harm_without: deaths expected at comparable places without presence; None where nobody can
            tell. Without presence harm there lies between the two, or above.
    """

    place: str
    name: str
    shelter: bool
    people: int | None
    cover_before: float
    cover_after: float
    minutes_before: float | None
    minutes_after: float | None
    harm_seen: float
    harm_without: float | None


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """One unit that goes elsewhere.

    Attributes:
        unit: id.
        leaves, goes_to: sites; None for nowhere.
        why: the plan asks it, the site where it stood is no longer open to it, or the unit is gone.
    """

    unit: str
    leaves: str | None
    goes_to: str | None
    why: Literal["plan", "site", "gone"]


class Moves(msgspec.Struct, frozen=True, kw_only=True):
    """The difference between two deployments. Losers stand before gainers, always.

    Attributes:
        loses: gravest first.
        gains: most people first.
        moves: units, by id.
        decision: post that has to decide; None: nobody is named, and without a named decision no
            presence is taken away.
        people_lose, people_gain: in these places, as far as known.
        unknown_lose, unknown_gain: places of these whose people nobody has counted.
    """

    loses: tuple[Change, ...]
    gains: tuple[Change, ...]
    moves: tuple[Move, ...]
    decision: str | None
    people_lose: int
    people_gain: int
    unknown_lose: int
    unknown_gain: int


def moves(problem: DeployProblem, before: Deployment, after: Deployment) -> Moves:
    """Return who loses protection and who gains it, from one deployment to another."""
    difference = after.cover - before.cover
    changes = [
        _change(problem, before, after, int(place))
        for place in np.flatnonzero(np.abs(difference) > 1e-6)
    ]
    loses = sorted(
        (change for change in changes if change.cover_after < change.cover_before),
        key=lambda change: (not change.shelter, -(change.people or 0), change.place),
    )
    gains = sorted(
        (change for change in changes if change.cover_after > change.cover_before),
        key=lambda change: (-(change.people or 0), change.place),
    )
    units = sorted({**before.site_of, **after.site_of})
    places = ((unit, before.site_of.get(unit), after.site_of.get(unit)) for unit in units)
    return Moves(
        loses=tuple(loses),
        gains=tuple(gains),
        moves=tuple(
            Move(unit=unit, leaves=leaves, goes_to=goes_to, why=_why(problem, unit, leaves))
            for unit, leaves, goes_to in places
            if goes_to != leaves
        ),
        decision=problem.rules.decision,
        people_lose=sum(change.people or 0 for change in loses),
        people_gain=sum(change.people or 0 for change in gains),
        unknown_lose=sum(change.people is None for change in loses),
        unknown_gain=sum(change.people is None for change in gains),
    )


def _why(problem: DeployProblem, name: str, leaves: str | None) -> Literal["plan", "site", "gone"]:
    unit = next((unit for unit in problem.units if unit.id == name), None)
    if unit is None:
        return "gone"
    site = next((site for site in problem.sites if site.id == leaves), None)
    shut = site is not None and (site.closed is not None or (unit.flies and not site.airfield))
    return "site" if shut else "plan"


def _change(problem: DeployProblem, before: Deployment, after: Deployment, number: int) -> Change:
    place = problem.places[number]
    present, held = bool(problem.present[number]), bool(problem.held[number])
    seen, without = problem.harm_seen[number].mean(), problem.harm[number].mean()
    return Change(
        place=place.id,
        name=place.name or place.id,
        shelter=place.shelter,
        people=place.people,
        cover_before=float(before.cover[number]),
        cover_after=float(after.cover[number]),
        minutes_before=_minutes(before, number),
        minutes_after=_minutes(after, number),
        harm_seen=float(seen),
        harm_without=None if held else float(without if present else seen),
    )


def _minutes(deployment: Deployment, number: int) -> float | None:
    minutes = float(deployment.minutes[number])
    return minutes if np.isfinite(minutes) else None
