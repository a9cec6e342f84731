"""The strategy as one graph, with what is needed to walk it fast."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar, cast

import msgspec

from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.mission import MissionNode
from peaceops.domain.strategy.node import Node

N = TypeVar("N", bound=Node)


class Place(msgspec.Struct, frozen=True):
    """Where something is written.

    Attributes:
        file: as it was named.
        line, column: from 1.
    """

    file: str
    line: int
    column: int = 1


@dataclass(frozen=True)
class Strategy:
    """A strategy.

    Attributes:
        nodes: by id, in the order of the file.
        edges: in the order of the file.
        places: where each node, and each field `(id, field)`, is written.
    """

    nodes: Mapping[str, Node]
    edges: tuple[Edge, ...] = ()
    places: Mapping[str | tuple[str, str], Place] = field(default_factory=dict, compare=False)

    def of(self, kind: type[N]) -> tuple[N, ...]:
        """Return all nodes of a kind."""
        return cast("tuple[N, ...]", self._by_noun.get(kind.noun, ()))

    @property
    def mission(self) -> MissionNode:
        """The mission; one without any entry where none is recorded."""
        found = self.of(MissionNode)
        return found[0] if found else MissionNode(id="mission")

    def out(self, source: str, kind: str) -> tuple[Edge, ...]:
        """Return the edges of a kind that start from a node."""
        return self._outgoing.get((kind, source), ())

    def into(self, target: str, kind: str) -> tuple[Edge, ...]:
        """Return the edges of a kind that end at a node (or at an actor or area without one)."""
        return self._incoming.get((kind, target), ())

    def place(self, node: str, name: str = "") -> Place | None:
        """Return where a node, or one of its fields, is written."""
        return self.places.get((node, name)) or self.places.get(node)

    @cached_property
    def _by_noun(self) -> dict[str, tuple[Node, ...]]:
        found: dict[str, list[Node]] = {}
        for node in self.nodes.values():
            found.setdefault(node.noun, []).append(node)
        return {noun: tuple(nodes) for noun, nodes in found.items()}

    @cached_property
    def _outgoing(self) -> dict[tuple[str, str], tuple[Edge, ...]]:
        return _grouped(((edge.kind, edge.source), edge) for edge in self.edges)

    @cached_property
    def _incoming(self) -> dict[tuple[str, str], tuple[Edge, ...]]:
        return _grouped(((edge.kind, edge.target), edge) for edge in self.edges)


def _grouped(
    pairs: Iterable[tuple[tuple[str, str], Edge]],
) -> dict[tuple[str, str], tuple[Edge, ...]]:
    found: dict[tuple[str, str], list[Edge]] = {}
    for key, edge in pairs:
        found.setdefault(key, []).append(edge)
    return {key: tuple(edges) for key, edges in found.items()}


def make_strategy(
    nodes: Iterable[Node],
    edges: Iterable[Edge] = (),
    places: Mapping[str | tuple[str, str], Place] | None = None,
) -> Strategy:
    """Put nodes and edges together."""
    return Strategy({node.id: node for node in nodes}, tuple(edges), places or {})


def replace_node(strategy: Strategy, node: Node) -> Strategy:
    """Return the strategy with another version of one node."""
    return Strategy({**strategy.nodes, node.id: node}, strategy.edges, strategy.places)


def without(strategy: Strategy, ids: Iterable[str]) -> Strategy:
    """Return the strategy without some nodes and without every edge at them."""
    gone = set(ids)
    return Strategy(
        {name: node for name, node in strategy.nodes.items() if name not in gone},
        tuple(
            edge for edge in strategy.edges if edge.source not in gone and edge.target not in gone
        ),
        strategy.places,
    )


def dates_of(node: Node) -> Iterator[date]:
    """Yield the days on which a node began or on which something happened to it."""
    for name in ("valid_from", *node.happened):
        value = getattr(node, name)
        if value is not None:
            yield as_day(value)


def as_day(value: object) -> date:
    """Return the day of a day or of an instant."""
    day = getattr(value, "date", None)
    return cast("date", day() if callable(day) else value)
