"""Why a place stays out of reach, what is the smallest change that lifts it, and who can make it.

"Capable but not willing" and "willing but not able" are never merged (R-39).
"""

from collections.abc import Iterator
from typing import Literal

import msgspec
import numpy as np

from peaceops.act.deploy.problem import DeployProblem
from peaceops.act.deploy.reach import WILL, Barrier, Reach, reach_of
from peaceops.act.deploy.result import Deployment

Standing = Literal[
    "capable, not willing", "willing, not able", "not told the rules", "neither", "means run out"
]

WORDS: dict[Barrier, str] = {
    Barrier.TIME: "it comes too late",
    Barrier.RANGE: "out of its range",
    Barrier.NIGHT: "not equipped for the night",
    Barrier.OFFER: "it does not bring what is needed",
    Barrier.STRENGTH: "too few for a patrol there",
    Barrier.CASUALTY: "no surgery near enough",
    Barrier.AIRFIELD: "no airfield where it stands",
    Barrier.CLOSED: "the site is closed",
    Barrier.CAPITAL: "it asks its capital first",
    Barrier.NIGHT_CAVEAT: "a caveat keeps it in at night",
    Barrier.AREA_CAVEAT: "a caveat excludes the area",
    Barrier.RANGE_CAVEAT: "a caveat lets it go no farther",
    Barrier.FORCE_CAVEAT: "a caveat excludes the force needed",
    Barrier.HOST_CAVEAT: "a caveat excludes facing host forces",
    Barrier.RULES: "it has not acknowledged the rules on force",
}
OWNERS: dict[Barrier, str] = {
    Barrier.TIME: "head of mission",
    Barrier.RANGE: "mission support",
    Barrier.NIGHT: "contributor",
    Barrier.OFFER: "force generation",
    Barrier.STRENGTH: "force commander",
    Barrier.CASUALTY: "mission support",
    Barrier.AIRFIELD: "mission support",
    Barrier.CLOSED: "whoever closed it",
    Barrier.CAPITAL: "contributor",
    Barrier.NIGHT_CAVEAT: "contributor",
    Barrier.AREA_CAVEAT: "contributor",
    Barrier.RANGE_CAVEAT: "contributor",
    Barrier.FORCE_CAVEAT: "contributor",
    Barrier.HOST_CAVEAT: "contributor",
    Barrier.RULES: "force commander or police commissioner",
}
"""Who can lift each barrier."""


class Lift(msgspec.Struct, frozen=True, kw_only=True):
    """One change that by itself brings a place within reach.

    Attributes:
        what: in words.
        who: who can make it.
        kind: `lift` a barrier of a unit where it stands, `faster` clocks, `more` hours or fuel,
            `reopen` a site, `move` a unit at hand, or `another` unit.
        unit, site: which, where one is meant.
        minutes: by which clocks must be shorter, for `faster`.
    """

    what: str
    who: str
    kind: Literal["lift", "faster", "more", "reopen", "move", "another"]
    unit: str | None = None
    site: str | None = None
    minutes: float | None = None


class Uncovered(msgspec.Struct, frozen=True, kw_only=True):
    """A place that a deployment leaves out of reach, in whole or in part.

    Attributes:
        place, name: which.
        must: it should not be on this list.
        people: there; None where not known.
        cover: share of calls that can be answered in time.
        on_paper: plans claim that it is in reach.
        standing: of the units that come nearest to covering it.
        will, ability: what keeps the units that come nearest to covering it, and those that only
            will keeps: each barrier with its units.
        rules: who of them has not acknowledged the rules on force; neither will nor ability.
        smallest: the smallest single change that lifts it; None where no single change does.
        together: where none does: the fewest changes that lift it only together, or what is wanting
            for any to do.
    """

    place: str
    name: str
    must: bool
    people: int | None
    cover: float
    on_paper: bool
    standing: Standing
    will: tuple[str, ...]
    ability: tuple[str, ...]
    rules: tuple[str, ...]
    smallest: Lift | None
    together: tuple[str, ...] = ()


def why_not(
    problem: DeployProblem,
    deployment: Deployment,
    *,
    reach: Reach | None = None,
    most: int | None = None,
) -> tuple[Uncovered, ...]:
    """Return the places that a deployment does not cover, musts and most harm first, and why.

    Args:
        problem, deployment: which.
        reach: of the problem, where it is at hand.
        most: how many places; None for all.
    """
    reach = reach_of(problem) if reach is None else reach
    site = {place.id: number for number, place in enumerate(problem.sites)}
    positions = np.array(
        [
            -1 if (at := deployment.site_of[unit.id]) is None else site[at]
            for unit in problem.units
        ],
        np.int64,
    )  # fmt: skip
    open_places = np.flatnonzero(deployment.cover < 1.0)
    must, harm = problem.must, problem.harm.mean(axis=1)
    order = sorted(open_places.tolist(), key=lambda p: (not must[p], -harm[p], p))
    return tuple(
        _uncovered(problem, deployment, reach, positions, place)
        for place in order[: len(order) if most is None else most]
    )


def _uncovered(
    problem: DeployProblem,
    deployment: Deployment,
    reach: Reach,
    positions: np.ndarray[tuple[int], np.dtype[np.int64]],
    number: int,
) -> Uncovered:
    place = problem.places[number]
    barriers = {
        unit: int(reach.barriers[reach.kind[unit], positions[unit], number])
        for unit in range(len(problem.units))
        if positions[unit] >= 0
    }
    fewest = min((flags.bit_count() for flags in barriers.values()), default=0)
    near = {
        unit: flags
        for unit, flags in barriers.items()
        if flags and (flags.bit_count() == fewest or not flags & ~int(WILL))
    }
    said: dict[Barrier, list[str]] = {}
    for unit, flags in near.items():
        for barrier in Barrier:
            if flags & barrier:
                said.setdefault(barrier, []).append(problem.units[unit].id)
    ranked = sorted(
        (
            (_rank(lift), unit, lift)
            for unit, lift in _lifts(problem, reach, positions, barriers, number)
        ),
        key=lambda entry: entry[:2],
    )
    only_will = any(flags and not flags & ~int(WILL) for flags in barriers.values())
    only_rules = any(flags == Barrier.RULES for flags in barriers.values())
    not_able = int(WILL | Barrier.RULES)
    only_ability = any(flags and not flags & not_able for flags in barriers.values())
    standing: Standing = "neither"
    if any(flags == 0 for flags in barriers.values()):
        standing = "means run out"
    elif only_will:
        standing = "capable, not willing"
    elif only_rules:
        standing = "not told the rules"
    elif only_ability:
        standing = "willing, not able"
    return Uncovered(
        place=place.id,
        name=place.name or place.id,
        must=bool(problem.must[number]),
        people=place.people,
        cover=float(deployment.cover[number]),
        on_paper=bool(deployment.paper_cover[number]),
        standing=standing,
        will=_told(said, WILL),
        ability=_told(said, ~(WILL | Barrier.RULES)),
        rules=_told(said, Barrier.RULES),
        smallest=ranked[0][2] if ranked else None,
        together=() if ranked else _together(problem, reach, positions, number),
    )


def _told(said: dict[Barrier, list[str]], of: Barrier) -> tuple[str, ...]:
    """Return those of some barriers that keep somebody back, with whom."""
    return tuple(
        f"{WORDS[barrier]}: {', '.join(units[:3])}"
        + (f" and {len(units) - 3} more" if len(units) > 3 else "")
        for barrier, units in sorted(said.items())
        if barrier & of
    )


def _together(
    problem: DeployProblem,
    reach: Reach,
    positions: np.ndarray[tuple[int], np.dtype[np.int64]],
    number: int,
) -> tuple[str, ...]:
    """Return the fewest changes that together bring a place within reach."""
    best: tuple[tuple[int, int, float, int], tuple[str, ...]] | None = None
    target = problem.places[number].target_minutes
    for unit, kind in enumerate(reach.kind):
        clocks = problem.units[unit].clocks or problem.units[unit].paper
        travel = reach.minutes[kind, :, number] - clocks.minutes
        for site in np.flatnonzero(travel <= target):
            flags = int(reach.barriers[kind, site, number])
            moves = site != positions[unit]
            key = (flags.bit_count() + int(moves), int(moves), float(travel[site]), unit)
            if best is None or key < best[0]:
                what = [WORDS[barrier] for barrier in Barrier if flags & barrier & ~Barrier.TIME]
                late = float(travel[site]) + clocks.minutes - target
                name = problem.units[unit].id
                best = (
                    key,
                    (
                        *([f"{name} goes to {problem.sites[site].name or site}"] if moves else []),
                        *([f"{name} leaves {late:.0f} minutes sooner"] if late > 0 else []),
                        *(f"{name}: {words}; that is lifted" for words in what),
                    ),
                )
    if best is not None:
        return best[1]
    if not problem.units:
        return ("a unit: there is none",)
    return (
        f"a site nearer to it: from none that is known does anybody come in {target:.0f} minutes",
    )


_ORDER = ("faster", "more", "lift", "reopen", "move", "another")


def _rank(lift: Lift) -> tuple[int, float]:
    """What the mission can do itself comes first, then what others must agree to, then more."""
    return _ORDER.index(lift.kind), lift.minutes or 0.0


def _lifts(
    problem: DeployProblem,
    reach: Reach,
    positions: np.ndarray[tuple[int], np.dtype[np.int64]],
    barriers: dict[int, int],
    number: int,
) -> Iterator[tuple[int, Lift]]:
    """Yield every single change that brings a place within reach by itself."""
    for unit, flags in barriers.items():
        one, site = problem.units[unit], problem.sites[positions[unit]]
        if flags == 0:
            what = "flying hours" if one.flies else "fuel"
            yield unit, Lift(
                what=f"more {what} for {one.id} at {site.name or site.id}",
                who="mission support", kind="more", unit=one.id, site=site.id,
            )  # fmt: skip
        elif flags == Barrier.TIME:
            late = _late(problem, reach, unit, int(positions[unit]), number)
            clocks = one.clocks or one.paper
            if late <= clocks.minutes:
                yield unit, Lift(
                    what=f"{one.id} leaves {late:.0f} minutes sooner after an alert",
                    who=OWNERS[Barrier.TIME], kind="faster", unit=one.id, minutes=late,
                )  # fmt: skip
        elif flags == Barrier.CLOSED:
            yield unit, Lift(
                what=f"{site.name or site.id} opens again ({site.closed})",
                who=OWNERS[Barrier.CLOSED], kind="reopen", site=site.id,
            )  # fmt: skip
        elif flags & (flags - 1) == 0:
            barrier = Barrier(flags)
            who = OWNERS[barrier]
            if who == "contributor" and one.contributor:
                who = f"{one.contributor} (contributor)"
            yield unit, Lift(
                what=f"{one.id}: {WORDS[barrier]}; that is lifted",
                who=who, kind="lift", unit=one.id, site=site.id,
            )  # fmt: skip
    yield from _elsewhere(problem, reach, positions, number)


def _elsewhere(
    problem: DeployProblem,
    reach: Reach,
    positions: np.ndarray[tuple[int], np.dtype[np.int64]],
    number: int,
) -> Iterator[tuple[int, Lift]]:
    """Yield: a unit in reserve, or another unit, at the site from where one comes soonest."""
    for kind, like in enumerate(reach.like):
        flags = reach.barriers[kind, :, number]
        within = np.flatnonzero(flags == 0)
        shut = np.flatnonzero(flags == int(Barrier.CLOSED))
        for sites, reopen in ((within, False), (shut, True)):
            if not sites.size:
                continue
            best = int(sites[np.argmin(reach.minutes[kind, sites, number])])
            site = problem.sites[best]
            name = site.name or site.id
            spare = np.flatnonzero((reach.kind == kind) & (positions < 0))
            what = like.type or f"unit like {like.id}"
            if reopen:
                if spare.size:
                    yield len(problem.units) + kind, Lift(
                        what=f"{name} opens again ({site.closed}), for {what} in reserve",
                        who=OWNERS[Barrier.CLOSED], kind="reopen", site=site.id,
                    )  # fmt: skip
            elif spare.size:
                unit = problem.units[int(spare[0])].id
                yield int(spare[0]), Lift(
                    what=f"{unit}, in reserve, goes to {name}",
                    who=problem.rules.decision or "nobody named", kind="move", unit=unit,
                    site=site.id,
                )  # fmt: skip
            else:
                yield len(problem.units) + kind, Lift(
                    what=f"one more {what} at {name}",
                    who="force generation", kind="another", unit=like.id, site=site.id,
                )  # fmt: skip


def _late(problem: DeployProblem, reach: Reach, unit: int, site: int, place: int) -> float:
    minutes = float(reach.minutes[reach.kind[unit], site, place])
    return minutes - problem.places[place].target_minutes
