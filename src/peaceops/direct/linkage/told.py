"""A field as a reader is told it: what it holds, that nothing is recorded, or that nobody knows."""

from typing import Literal

import msgspec

from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.node import Node

ToldState = Literal["recorded", "not_recorded", "unknown"]


class Told(msgspec.Struct, frozen=True):
    """A field.

    Attributes:
        state: recorded, not recorded, or unknown: somebody looked and does not know.
        values: what it holds, as text, in a fixed order; known members may stand beside an unknown.
    """

    state: ToldState
    values: tuple[str, ...] = ()


def told(thing: Node | Edge, *names: str) -> Told:
    """Tell what the first of some fields that holds anything holds."""
    for name in names:
        value = getattr(thing, name)
        if value not in (None, "", (), frozenset()) and value != {}:
            many = value if isinstance(value, (tuple, frozenset)) else (value,)
            texts = tuple(str(part) for part in many)
            return Told("recorded", tuple(sorted(texts)) if isinstance(value, frozenset) else texts)
    return Told("unknown" if any(name in thing.unknown for name in names) else "not_recorded")


def gathered(values: tuple[str, ...], *, complete: bool) -> Told:
    """Tell what was gathered from several places; where they may hold more, that is not known."""
    if values:
        return Told("recorded", tuple(sorted(set(values))))
    return Told("not_recorded" if complete else "unknown")
