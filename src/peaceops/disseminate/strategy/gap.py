"""Loose ends: links that a thing should have, of which none is recorded or nobody knows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from peaceops.direct.linkage.seen import Seen
from peaceops.domain.strategy.node import Node, is_unknown

Side = Literal["left", "right"]
WANTED: dict[str, tuple[tuple[str, bool, Side], ...]] = {
    "driver": (("causes", True, "right"),),
    "threat": (("causes", False, "left"), ("addresses", False, "right")),
    "activity": (("addresses", True, "left"), ("contributes_to", True, "right")),
    "task": (("contributes_to", True, "right"),),
    "objective": (("served_by", True, "right"),),
    "unit": (("assigned", True, "left"),),
}
"""Links without which a thing hangs loose: kind, whether it starts there, side of its box."""


@dataclass(frozen=True)
class Gaps:
    """Where links are, and where there may be more.

    Attributes:
        seen: the strategy as the reader may see it.
        starts, ends: kind and node of every drawn link, by where it starts and where it ends.
        doubted: kinds of links of which some node does not know where they lead.
    """

    seen: Seen
    starts: frozenset[tuple[str, str]]
    ends: frozenset[tuple[str, str]]
    doubted: frozenset[str]

    def of(self, node: Node) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
        """Return the sides on which nothing is recorded, and those on which nobody knows."""
        blank: list[Side] = []
        doubt: list[Side] = []
        for kind, outward, side in WANTED.get(node.noun, ()):
            there = (kind, node.id) in (self.starts if outward else self.ends)
            if outward:
                unsure = is_unknown(node, kind)
            else:
                more = kind in self.doubted or self.seen.may_lack(kind, node.id)
                unsure = more and not there
            if unsure:
                doubt.append(side)
            elif not there:
                blank.append(side)
        return tuple(blank), tuple(doubt)


def find_gaps(seen: Seen, links: Iterable[tuple[str, str, str]]) -> Gaps:
    """Return where links are, given as kind, source and target."""
    drawn = tuple(links)
    return Gaps(
        seen,
        frozenset((kind, source) for kind, source, _ in drawn),
        frozenset((kind, target) for kind, _, target in drawn),
        frozenset(field for node in seen.strategy.nodes.values() for field in node.unknown),
    )
