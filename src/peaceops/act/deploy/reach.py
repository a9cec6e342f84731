"""Who could be where in time, from which site, and what stands in the way.

Reach is time to act, not distance: acknowledgement, decision, preparation and travel (doctrine B7).
Reach at the mission's own clocks stands beside reach on paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntFlag

import msgspec
import numpy as np
from numpy.typing import NDArray

from peaceops.act.deploy.problem import (
    DeployPlace,
    DeployProblem,
    DeploySite,
    DeployUnit,
    travel_minutes,
)


class Barrier(IntFlag):
    """What keeps a unit at a site from a place."""

    TIME = 1
    """At the mission's clocks it comes too late."""
    RANGE = 2
    """Farther than it can go and return."""
    NIGHT = 4
    """Not equipped or trained for the night."""
    OFFER = 8
    """It does not bring what is needed there."""
    STRENGTH = 16
    """Fewer persons than a patrol there needs."""
    CASUALTY = 32
    """Surgery is too far from there, or nobody knows how far."""
    AIRFIELD = 64
    """It flies, and the site has no airfield."""
    CLOSED = 128
    """The site is closed."""
    CAPITAL = 256
    """It asks its capital first."""
    NIGHT_CAVEAT = 512
    AREA_CAVEAT = 1024
    RANGE_CAVEAT = 2048
    FORCE_CAVEAT = 4096
    HOST_CAVEAT = 8192
    RULES = 16384
    """It has not acknowledged the rules on force that are in force; known by reference only."""


WILL = (
    Barrier.CAPITAL
    | Barrier.NIGHT_CAVEAT
    | Barrier.AREA_CAVEAT
    | Barrier.RANGE_CAVEAT
    | Barrier.FORCE_CAVEAT
    | Barrier.HOST_CAVEAT
)
"""Barriers of will. All others but `RULES` are of ability; the two are never merged (R-39)."""
STANDING = Barrier.AIRFIELD | Barrier.CLOSED
"""Barriers to standing at a site at all."""
BARRED_ON_PAPER = ~(Barrier.TIME | Barrier.CAPITAL | Barrier.RULES)
"""What bars a place in paper reach too."""


@dataclass(frozen=True)
class Reach:
    """Reach of each kind of unit from each site to each place.

    Units that differ in nothing but name, contributor, type and today's site are of one kind.

    Attributes:
        kind: shape (u,); which kind each unit is.
        like: a unit of each kind; k of them.
        minutes: shape (k, i, p); time to act at the mission's clocks; infinite where none.
        paper_minutes: shape (k, i, p); the same as plans claim it.
        barriers: shape (k, i, p); sums of `Barrier`; 0 is in reach.
        on_paper: shape (k, i, p); in reach on paper.
    """

    kind: NDArray[np.int64]
    like: tuple[DeployUnit, ...]
    minutes: NDArray[np.float64]
    paper_minutes: NDArray[np.float64]
    barriers: NDArray[np.int32]
    on_paper: NDArray[np.bool_]

    @property
    def within(self) -> NDArray[np.bool_]:
        """In reach at the mission's clocks, shape (k, i, p)."""
        within: NDArray[np.bool_] = self.barriers == 0
        return within

    @property
    def stands(self) -> NDArray[np.bool_]:
        """Where each kind may stand, shape (k, i)."""
        stands: NDArray[np.bool_] = (self.barriers & int(STANDING) == 0).all(axis=2)
        return stands


def reach_of(problem: DeployProblem) -> Reach:
    """Return who reaches what from where."""
    kind, like = _kinds(problem.units)
    shape = (len(like), len(problem.sites), len(problem.places))
    minutes, paper = np.full(shape, np.inf), np.full(shape, np.inf)
    barriers = np.zeros(shape, np.int32)
    target = np.array([place.target_minutes for place in problem.places], float)
    for number, unit in enumerate(like):
        travel = travel_minutes(unit, problem.places, problem.km)
        clocks = unit.paper if unit.clocks is None else unit.clocks
        minutes[number] = clocks.minutes + travel
        paper[number] = unit.paper.minutes + travel
        barriers[number] |= _flag(minutes[number] > target, Barrier.TIME)
        barriers[number] |= _from_site(unit, problem.sites)[:, None]
        barriers[number] |= _at_place(unit, problem.places)[None, :]
        if unit.range_km is not None:
            barriers[number] |= _flag(problem.km > unit.range_km, Barrier.RANGE)
        if unit.caveat_range_km is not None:
            barriers[number] |= _flag(problem.km > unit.caveat_range_km, Barrier.RANGE_CAVEAT)
    on_paper = (barriers & int(BARRED_ON_PAPER) == 0) & (paper <= target)
    return Reach(kind, like, minutes, paper, barriers, on_paper)


def _kinds(units: Sequence[DeployUnit]) -> tuple[NDArray[np.int64], tuple[DeployUnit, ...]]:
    first: dict[tuple[object, ...], int] = {}
    like: list[DeployUnit] = []
    kind = np.zeros(len(units), np.int64)
    for number, unit in enumerate(units):
        plain = msgspec.structs.replace(unit, id="", type="", contributor="", today=None)
        key = tuple(
            tuple(sorted(unit.speed_kmh.items())) if name == "speed_kmh" else getattr(plain, name)
            for name in plain.__struct_fields__
        )
        if key not in first:
            first[key] = len(like)
            like.append(unit)
        kind[number] = first[key]
    return kind, tuple(like)


def _flag(where: NDArray[np.bool_], barrier: Barrier) -> NDArray[np.int32]:
    return where.astype(np.int32) * int(barrier)


def _from_site(unit: DeployUnit, sites: Sequence[DeploySite]) -> NDArray[np.int32]:
    return np.array(
        [
            int(Barrier.CLOSED) * (site.closed is not None)
            + int(Barrier.AIRFIELD) * (unit.flies and not site.airfield)
            + int(Barrier.CAPITAL) * unit.awaits_capital
            for site in sites
        ],
        np.int32,
    )


def _at_place(unit: DeployUnit, places: Sequence[DeployPlace]) -> NDArray[np.int32]:
    return np.array([sum(_barriers_at(unit, place)) for place in places], np.int32)


def _barriers_at(unit: DeployUnit, place: DeployPlace) -> list[int]:
    far = place.casualty_minutes is None or (
        unit.casualty_minutes is not None and place.casualty_minutes > unit.casualty_minutes
    )
    barred = {
        Barrier.NIGHT: place.at_night and not unit.night,
        Barrier.NIGHT_CAVEAT: place.at_night and unit.night_caveat,
        Barrier.OFFER: not place.needs <= unit.offers,
        Barrier.STRENGTH: unit.strength < place.least_strength,
        Barrier.CASUALTY: unit.casualty_minutes is not None and far,
        Barrier.AREA_CAVEAT: place.area in unit.barred_areas,
        Barrier.FORCE_CAVEAT: place.force_level > unit.highest_force_level,
        Barrier.HOST_CAVEAT: place.host and unit.host_caveat,
        Barrier.RULES: place.force_level > 0 and not unit.knows_rules,
    }
    return [int(barrier) for barrier, holds in barred.items() if holds]
