"""Which first-level unit an area belongs to, and which areas lie within it, as recorded."""

from collections.abc import Callable, Iterable

from peaceops.domain.record import Payload
from peaceops.domain.strategy.mission import AreaNode
from peaceops.registers.record.listing import whole_content

UNIT = "unit:"


def unit_finder(written: Iterable[Payload]) -> Callable[[str], str]:
    """Return a function from an area to its first-level unit, empty where none is recorded.

    Areas are looked up when the first one is asked for, and only once.

    Args:
        written: what is recorded in the same step, areas perhaps among it.
    """
    new = {area.id: _unit(area) for area in written if isinstance(area, AreaNode)}
    units: dict[str, str] = {}
    looked = False

    def unit_of(area: str) -> str:
        nonlocal looked
        if area.startswith(UNIT):
            return area
        if not looked:
            looked = True
            units.update({area.id: _unit(area) for area in _recorded()} | new)
        return units.get(area, "")

    return unit_of


def areas_within(areas: frozenset[str] | None) -> frozenset[str] | None:
    """Return areas with all that lies within them: what they cover on the map, and other areas.

    Args:
        areas: ids of areas, or parts of the map such as `unit:Ouaka`; None for everywhere.
    """
    if areas is None:
        return None
    recorded = _recorded()
    covered = set(areas).union(*(area.covers for area in recorded if area.id in areas))
    within = {area.id for area in recorded if area.covers and covered.issuperset(area.covers)}
    return frozenset(covered | within)


def _recorded() -> list[AreaNode]:
    return [area for area in whole_content(AreaNode.noun) if isinstance(area, AreaNode)]


def _unit(area: AreaNode) -> str:
    return next((part for part in area.covers if part.startswith(UNIT)), "")
