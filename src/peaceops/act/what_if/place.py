"""Places that a supposition names: where they are, and in which area of the strategy."""

from collections.abc import Mapping

import msgspec
import numpy as np

from peaceops.act.deploy.problem import DeployProblem
from peaceops.act.what_if.supposition import Supposition, company_of
from peaceops.direct.strategy.fault import nearest
from peaceops.domain.error import PeaceopsError
from peaceops.domain.strategy.force import UnitNode
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.mission import AreaNode

RESERVE = "reserve"
"""Where a unit stands that stands nowhere."""


def settled(
    supposition: Supposition, strategy: Strategy, problem: DeployProblem | None
) -> Supposition:
    """Return a supposition with every place by the name that the mission knows it by.

    Where units can stand is what the mission's problem says; without one, the towns that areas of
    the strategy name. An area stands for the first of these that it names.

    Raises:
        PeaceopsError: there is no such place.
    """
    known = _towns(strategy) if problem is None else {site.id for site in problem.sites}

    def place(name: str, where: str) -> str:
        if name in known:
            return name
        alike = [one for one in known if one.casefold() == name.casefold()]
        area = strategy.nodes.get(name)
        if not alike and isinstance(area, AreaNode):
            alike = [one for one in area.places if one in known]
        if not alike:
            raise PeaceopsError(
                f"no such place: {name}",
                where=where,
                remedy=nearest(name, known) or "a town of the mission, or the id of an area",
            )
        return alike[0]

    return msgspec.structs.replace(
        supposition,
        moves=tuple(
            msgspec.structs.replace(
                move,
                place=None if move.place in {None, RESERVE} else place(move.place or "", "--move"),
            )
            for move in supposition.moves
        ),
        closed=tuple(
            msgspec.structs.replace(one, place=place(one.place, "--close"))
            for one in supposition.closed
        ),
    )


def area_at(place: str, strategy: Strategy, problem: DeployProblem | None) -> str | None:
    """Return the area of the strategy that a place lies in; None for none.

    The one that names it; else that of the nearest place where people are.
    """
    for area in strategy.of(AreaNode):
        if place in area.places:
            return area.id
    if problem is None or not problem.places:
        return None
    number = next((n for n, site in enumerate(problem.sites) if site.id == place), None)
    if number is None:
        return None
    name = problem.places[int(np.argmin(problem.km[number]))].area
    return name if isinstance(strategy.nodes.get(name), AreaNode) else None


def standing(
    strategy: Strategy, site_of: Mapping[str, str | None] | None
) -> dict[str, frozenset[str]]:
    """Return the places where each unit stands, whole or in companies; none in reserve.

    Args:
        strategy: its units.
        site_of: where they stand; None where nobody knows but by their base: then the first town
            that its area names.
    """
    if site_of is None:
        areas = {area.id: area.places[:1] for area in strategy.of(AreaNode)}
        return {
            unit.id: frozenset(areas.get(unit.base or "", ())) for unit in strategy.of(UnitNode)
        }
    found: dict[str, set[str]] = {}
    for name, site in site_of.items():
        found.setdefault(company_of(name), set()).update(() if site is None else (site,))
    return {unit: frozenset(sites) for unit, sites in found.items()}


def _towns(strategy: Strategy) -> set[str]:
    return {town for area in strategy.of(AreaNode) for town in area.places}
