"""The areas of a post: those that were named, and all within the first-level units among them."""

from peaceops.domain.strategy.mission import AreaNode
from peaceops.registers.record.listing import whole_kind
from peaceops.services.register.area import UNIT


def areas_within(areas: frozenset[str] | None) -> frozenset[str] | None:
    """Return areas together with the recorded ones that lie in a unit among them.

    Sealed records name their unit only: a post that is to see those of its area needs the unit.

    Args:
        areas: ids of areas, and units as `unit:Ouaka`; None for everywhere.
    """
    if areas is None or not any(area.startswith(UNIT) for area in areas):
        return areas
    within = {
        record.id
        for record in whole_kind(AreaNode.noun)
        if isinstance(record.payload, AreaNode) and areas & frozenset(record.payload.covers)
    }
    return areas | within
