"""What every node of the strategy carries."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import ClassVar, Literal

import msgspec

from peaceops.domain.marking import Compartment, Level, Marking

Day = date
"""A day; under this name, for fields are called `date`."""
Time = datetime
"""An instant, in UTC."""

Classification = Literal["unclassified", "confidential", "strictly_confidential"]

LEVELS: dict[Classification, Level] = {
    "unclassified": Level.UNCLASSIFIED,
    "confidential": Level.CONFIDENTIAL,
    "strictly_confidential": Level.STRICTLY_CONFIDENTIAL,
}


class Node(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing of the strategy.

    Attributes:
        id: short, unique in the strategy, never used again for another thing.
        title: in words.
        classification: level of ST/SGB/2007/6; by kind where not given (`default_marking`).
        compartments: what it is held apart in, besides those of its kind.
        author: who recorded or judged it, by post.
        valid_from, valid_to: first and last day on which it holds; None is open.
        sources: what it rests on: documents with paragraph, or ids of items.
        version: of this record.
        note: free text.
        unknown: names of fields and of edges that somebody looked at and does not know.
    """

    noun: ClassVar[str] = "node"
    happened: ClassVar[tuple[str, ...]] = ()
    """Fields with the day of something that happened; after the as-of date, it had not."""
    begins: ClassVar[tuple[str, ...]] = ()
    """Those of them with which the record itself begins: a promise is there before it is kept."""
    bounds: ClassVar[Mapping[str, tuple[float, float]]] = {}
    """Between which figures a field lies, both included."""
    default_marking: ClassVar[Marking] = Marking()

    id: str
    title: str = ""
    classification: Classification | None = None
    compartments: frozenset[Compartment] = frozenset()
    author: str = ""
    valid_from: Day | None = None
    valid_to: Day | None = None
    sources: tuple[str, ...] = ()
    version: int = 1
    note: str = ""
    unknown: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for name, (low, high) in self.bounds.items():
            value = getattr(self, name)
            if value is not None and not low <= value <= high:
                raise ValueError(f"{name} must lie between {low:g} and {high:g}")

    @property
    def marking(self) -> Marking:
        """Level and compartments; a kind's own compartments can not be taken off."""
        own = self.default_marking
        level = own.level if self.classification is None else LEVELS[self.classification]
        return Marking(level, own.compartments | self.compartments)

    @property
    def name(self) -> str:
        """What people call it: its id, and its title where there is one."""
        return f"{self.id} ({self.title})" if self.title else self.id


def is_unknown(node: Node, field: str) -> bool:
    """Tell whether somebody looked at a field and does not know."""
    return field in node.unknown


def in_force(node: Node, day: date) -> bool:
    """Tell whether a node holds on a day."""
    return (node.valid_from is None or node.valid_from <= day) and (
        node.valid_to is None or day <= node.valid_to
    )
