"""What a rule sees: the strategy as of a day, with questions that may be answered "can not tell".

Every answer is a `Truth`: True, False, or None where somebody looked and does not know. What is not
recorded is a fact: a collection without entries is empty, a comparison with nothing is False.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Generic, TypeVar, cast

from peaceops.direct.check.profile import Profile, Thresholds
from peaceops.domain.strategy.edge import EDGE_KINDS, Edge
from peaceops.domain.strategy.graph import Strategy, as_day
from peaceops.domain.strategy.node import Node, in_force, is_unknown
from peaceops.domain.threat_level import at_least_level
from peaceops.domain.truth import Truth, every, opposite, some

N = TypeVar("N", bound=Node)
T = TypeVar("T")


@dataclass(frozen=True)
class Links(Generic[N]):
    """Nodes found by following edges or fields, and whether these are all there are.

    Attributes:
        nodes: what was found.
        edges: by which edges, where edges were followed.
        complete: False where an unknown entry may hide more.
    """

    nodes: tuple[N, ...] = ()
    edges: tuple[Edge, ...] = ()
    complete: bool = True

    def some(self, holds: Callable[[N], Truth]) -> Truth:
        """Tell whether any satisfies a condition; unknown further ones might."""
        return some([*(holds(node) for node in self.nodes), None if not self.complete else False])

    def every(self, holds: Callable[[N], Truth]) -> Truth:
        """Tell whether all satisfy a condition; unknown further ones might not."""
        return every([*(holds(node) for node in self.nodes), None if not self.complete else True])

    @property
    def any(self) -> Truth:
        """Tell whether there is one at all."""
        return self.some(lambda _: True)

    @property
    def none(self) -> Truth:
        """Tell whether there is none."""
        return opposite(self.any)

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of what was found."""
        return tuple(node.id for node in self.nodes)

    def where(self, holds: Callable[[N], Truth]) -> "Links[N]":
        """Return those that satisfy a condition; those that may do make it incomplete."""
        answers = [(node, holds(node)) for node in self.nodes]
        return Links(
            tuple(node for node, answer in answers if answer),
            (),
            self.complete and all(answer is not None for _, answer in answers),
        )


def joined(links: Iterable[Links[N]]) -> Links[N]:
    """Put several findings together, each node once."""
    together = list(links)
    return Links(
        tuple({node.id: node for part in together for node in part.nodes}.values()),
        tuple(edge for part in together for edge in part.edges),
        all(part.complete for part in together),
    )


@dataclass(frozen=True)
class View:
    """The strategy as a rule may see it.

    Attributes:
        strategy: as it could be known on the day.
        day: as of.
        profile: thresholds and switches.
        outlook: areas that an outlook puts above its threshold, by area id, with what it says.
    """

    strategy: Strategy
    day: date
    profile: Profile
    outlook: tuple[tuple[str, str], ...] = ()
    _indexed: dict[tuple[str, str], tuple[dict[str, tuple[Node, ...]], bool]] = field(
        default_factory=dict, repr=False, compare=False
    )
    _answered: dict[tuple[str, str], object] = field(
        default_factory=dict, repr=False, compare=False
    )

    def once(self, question: str, name: str, answer: Callable[[], T]) -> T:
        """Answer a question about a thing once, however many rules ask it."""
        key = (question, name)
        if key not in self._answered:
            self._answered[key] = answer()
        return cast("T", self._answered[key])

    @property
    def limits(self) -> Thresholds:
        """The thresholds in force."""
        return self.profile.thresholds

    def of(self, kind: type[N]) -> tuple[N, ...]:
        """Return all nodes of a kind, ended ones included."""
        return self.strategy.of(kind)

    def out(self, node: Node, edge: str, kind: type[N] = Node) -> Links[N]:  # type: ignore[assignment]
        """Follow the edges of a kind that start from a node. `kind` is what they lead to."""
        edges = self.strategy.out(node.id, edge)
        nodes = (self.strategy.nodes.get(link.target) for link in edges)
        return Links(
            cast("tuple[N, ...]", tuple(end for end in nodes if isinstance(end, kind))),
            edges,
            edge not in node.unknown,
        )

    def into(self, node: Node | str, edge: str, kind: type[N] = Node) -> Links[N]:  # type: ignore[assignment]
        """Follow the edges of a kind that end at a node, backwards. `kind` is where they start.

        Incomplete where any node they may start from does not know where its edges lead.
        """
        name = node if isinstance(node, str) else node.id
        edges = self.strategy.into(name, edge)
        starts = tuple(
            start for link in edges if isinstance(start := self.strategy.nodes[link.source], kind)
        )
        found = {start.id for start in starts}
        doubtful = {
            start.id
            for start in self._doubtful_edges.get(edge, ())
            if isinstance(start, kind) and start.id not in found
        }
        return Links(starts, edges, not doubtful)

    def having(self, kind: type[N], name: str, value: str | None) -> Links[N]:
        """Return the nodes of a kind whose field holds a value, or whose list holds it.

        Incomplete where such a node does not know the field. For no value there is none.
        """
        key = (kind.noun, name)
        if key not in self._indexed:
            self._indexed[key] = self._index(kind, name)
        index, complete = self._indexed[key]
        if value is None:
            return Links()
        return Links(cast("tuple[N, ...]", index.get(str(value), ())), (), complete)

    def matching(self, kind: type[N], name: str, node: Node, own: str) -> Links[N]:
        """Return the nodes of a kind whose field holds what a field of a node holds.

        Where the node does not know its own field, any of them might: nothing found, incomplete.
        """
        if is_unknown(node, own):
            return Links((), (), complete=not self.of(kind))
        return self.having(kind, name, getattr(node, own))

    def _index(self, kind: type[N], name: str) -> tuple[dict[str, tuple[Node, ...]], bool]:
        found: dict[str, list[Node]] = {}
        for node in self.of(kind):
            value = getattr(node, name)
            for part in value if isinstance(value, (tuple, frozenset)) else (value,):
                if part is not None:
                    found.setdefault(str(part), []).append(node)
        complete = not any(is_unknown(node, name) for node in self.of(kind))
        return {value: tuple(nodes) for value, nodes in found.items()}, complete

    @cached_property
    def _doubtful_edges(self) -> dict[str, tuple[Node, ...]]:
        found: dict[str, list[Node]] = {}
        for node in self.strategy.nodes.values():
            for name in node.unknown:
                if name in EDGE_KINDS:
                    found.setdefault(name, []).append(node)
        return {edge: tuple(nodes) for edge, nodes in found.items()}

    def days_since(self, day: date | None) -> int | None:
        """Return the days from a day to the as-of date; None where there is no day."""
        return None if day is None else (self.day - as_day(day)).days

    def in_force(self, node: Node) -> Truth:
        """Tell whether a node's own validity covers the day."""
        if is_unknown(node, "valid_to") or is_unknown(node, "valid_from"):
            return None if in_force(node, self.day) else False
        return in_force(node, self.day)

    def at_least(self, threat: Node, level: str) -> Truth:
        """Tell whether a threat is at a level or above."""
        return at_least_level(threat, level, self.day)  # type: ignore[arg-type]


def recorded(node: Node | Edge, name: str) -> Truth:
    """Tell whether a field holds something; None where somebody looked and does not know."""
    value = getattr(node, name)
    if value not in (None, "", (), frozenset()) and value != {}:
        return True
    return None if name in node.unknown else False


def equals(node: Node, name: str, *values: object) -> Truth:
    """Tell whether a field holds one of some values. Nothing recorded is none of them."""
    return None if is_unknown(node, name) else getattr(node, name) in values


def holds(node: Node, name: str, value: str) -> Truth:
    """Tell whether a list holds a value."""
    if value in getattr(node, name):
        return True
    return None if is_unknown(node, name) else False


def below(node: Node, name: str, limit: float) -> Truth:
    """Tell whether a number is recorded and below a limit."""
    value = getattr(node, name)
    if is_unknown(node, name):
        return None
    return value is not None and bool(value < limit)


def at_or_above(node: Node, name: str, limit: float) -> Truth:
    """Tell whether a number is recorded and at a limit or above."""
    value = getattr(node, name)
    if is_unknown(node, name):
        return None
    return value is not None and bool(value >= limit)


def since(node: Node, name: str, day: date, days: float) -> Truth:
    """Tell whether a day is recorded and lies at most so many days before another, or after it."""
    value = getattr(node, name)
    if is_unknown(node, name):
        return None
    return value is not None and bool(as_day(value) >= day - timedelta(days=days))


def passed(node: Node, name: str, day: date) -> Truth:
    """Tell whether a day is recorded and lies before another."""
    value = getattr(node, name)
    if is_unknown(node, name):
        return None
    return value is not None and bool(as_day(value) < day)
