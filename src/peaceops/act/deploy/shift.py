"""Whose protection changes from one deployment to another: in fact, on paper, and in minutes."""

from collections.abc import Iterator
from typing import Literal

import msgspec
import numpy as np

from peaceops.act.deploy.problem import DeployProblem
from peaceops.act.deploy.result import Deployment

ShiftKind = Literal["loses", "loses_on_paper", "later", "gains", "gains_on_paper", "sooner"]
KINDS: tuple[ShiftKind, ...] = (
    "loses", "loses_on_paper", "later", "gains", "gains_on_paper", "sooner",
)  # fmt: skip
"""Those who lose first, always."""
LOSING: frozenset[ShiftKind] = frozenset({"loses", "loses_on_paper", "later"})
_MINUTE = 1.0
_TOLERANCE = 1e-6
"""Less than these is no difference."""


class Shift(msgspec.Struct, frozen=True, kw_only=True):
    """A place whose protection changes.

    Attributes:
        place, name: which.
        kind: in reach in time or no longer; else in reach on paper alone, or no longer; else help
            comes later or sooner than before, too late both times.
        must: a displacement site, people at a base, or what the mission must cover.
        people: there; None where not known.
        minutes_before, minutes_after: least time to act at the mission's clocks; None where nobody
            comes.
    """

    place: str
    name: str
    kind: ShiftKind
    must: bool
    people: int | None
    minutes_before: float | None
    minutes_after: float | None


def shifts(problem: DeployProblem, before: Deployment, after: Deployment) -> tuple[Shift, ...]:
    """Return whose protection changes, losers before gainers, musts and most people first.

    Args:
        problem: after the change; its places are those of both deployments.
        before, after: the two.
    """
    found = sorted(
        _shifts(problem, before, after),
        key=lambda one: (KINDS.index(one.kind), not one.must, -(one.people or 0), one.place),
    )
    return tuple(found)


class Strength(msgspec.Struct, frozen=True):
    """How many persons stand at a site, before and after; reach does not tell how many they are."""

    site: str
    name: str
    before: int
    after: int


def strengths(
    old: DeployProblem, before: Deployment, new: DeployProblem, after: Deployment
) -> tuple[Strength, ...]:
    """Return the sites where more or fewer persons stand, those that lose most first.

    Args:
        old, before: problem and deployment before a change.
        new, after: after it.
    """
    there = [_persons(old, before), _persons(new, after)]
    found = [
        Strength(site.id, site.name or site.id, *(persons.get(site.id, 0) for persons in there))
        for site in new.sites
    ]
    return tuple(
        sorted(
            (one for one in found if one.before != one.after),
            key=lambda one: (one.after - one.before, one.site),
        )
    )


def _persons(problem: DeployProblem, deployment: Deployment) -> dict[str, int]:
    found: dict[str, int] = {}
    for unit in problem.units:
        site = deployment.site_of.get(unit.id)
        if site is not None:
            found[site] = found.get(site, 0) + unit.strength
    return found


def _shifts(problem: DeployProblem, before: Deployment, after: Deployment) -> Iterator[Shift]:
    must = problem.must
    for number, place in enumerate(problem.places):
        kind = _kind(before, after, number)
        if kind is not None:
            yield Shift(
                place=place.id,
                name=place.name or place.id,
                kind=kind,
                must=bool(must[number]),
                people=place.people,
                minutes_before=_minutes(before, number),
                minutes_after=_minutes(after, number),
            )


def _kind(before: Deployment, after: Deployment, number: int) -> ShiftKind | None:
    cover = float(after.cover[number] - before.cover[number])
    if abs(cover) > _TOLERANCE:
        return "gains" if cover > 0 else "loses"
    claimed = int(after.paper_cover[number]) - int(before.paper_cover[number])
    if claimed:
        return "gains_on_paper" if claimed > 0 else "loses_on_paper"
    one, other = before.minutes[number], after.minutes[number]
    if one == other or abs(other - one) < _MINUTE:
        return None
    return "later" if other > one else "sooner"


def _minutes(deployment: Deployment, number: int) -> float | None:
    minutes = float(deployment.minutes[number])
    return minutes if np.isfinite(minutes) else None
