"""Which first-level unit an area belongs to, from what the registers know of it."""

from collections.abc import Callable, Iterable

from peaceops.domain.record import Payload
from peaceops.domain.strategy.mission import AreaNode
from peaceops.registers.record.listing import whole_kind

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
            for record in whole_kind(AreaNode.noun):
                if isinstance(record.payload, AreaNode):
                    units[record.id] = _unit(record.payload)
            units.update(new)
        return units.get(area, "")

    return unit_of


def _unit(area: AreaNode) -> str:
    return next((part for part in area.covers if part.startswith(UNIT)), "")
