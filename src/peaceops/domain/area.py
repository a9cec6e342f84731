"""Areas: what a forecast, a threat or a post is about, at four sizes."""

from enum import StrEnum

import msgspec

from peaceops.domain.cell import COLUMNS, ROWS
from peaceops.domain.error import PeaceopsError


class AreaKind(StrEnum):
    """The sizes of areas."""

    CELL = "cell"
    """A PRIO-GRID cell, by its number."""
    UNIT = "unit"
    """A first-level unit, by its id, such as CAF-01."""
    COUNTRY = "country"
    """A country, by ISO 3166-1 alpha-3."""
    POLYGON = "polygon"
    """An area drawn in a file of its own, by the file's name in the mission's folder."""


class Area(msgspec.Struct, frozen=True):
    """One area, written `kind:id`, such as `cell:135758` or `country:CAF`."""

    kind: AreaKind
    id: str

    def __post_init__(self) -> None:
        wrong = not self.id
        if self.kind is AreaKind.CELL:
            wrong = not (self.id.isdecimal() and 1 <= int(self.id) <= ROWS * COLUMNS)
        elif self.kind is AreaKind.COUNTRY:
            wrong = not (len(self.id) == 3 and self.id.isascii() and self.id.isupper())
        if wrong:
            raise PeaceopsError(f"{self.id!r} is not the id of a {self.kind}")

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


def parse_area(text: str) -> Area:
    """Read an area written as `kind:id`.

    Raises:
        PeaceopsError: the kind or the id is none.
    """
    kind, _, name = text.partition(":")
    if kind not in set(AreaKind):
        raise PeaceopsError(
            f"{text!r} is not an area", remedy=f"write KIND:ID; kinds are {', '.join(AreaKind)}"
        )
    return Area(AreaKind(kind), name)
