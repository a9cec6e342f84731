"""The part of a strategy that a reader may see on a day, and how much was left out."""

from dataclasses import dataclass
from datetime import date
from functools import cache

import msgspec

from peaceops.direct.check.profile import Profile, default_profile, read_profile
from peaceops.direct.check.view import View
from peaceops.domain.marking import Marking, combined, may_see
from peaceops.domain.strategy.as_of import as_known
from peaceops.domain.strategy.edge import EDGE_KINDS, Edge
from peaceops.domain.strategy.graph import Strategy


@dataclass(frozen=True)
class Seen:
    """A strategy as a reader may see it.

    Attributes:
        view: what is left, with the day.
        marking: the most that anything left in carries.
        nodes_left_out, edges_left_out: how many the reader may not see.
        cut_into: kind and target of every edge left out.
        doubted: kinds of edges of which a node left out does not know where they lead.
        nouns_left_out: kinds of the nodes left out: their number can not be told.
    """

    view: View
    marking: Marking
    nodes_left_out: int
    edges_left_out: int
    cut_into: frozenset[tuple[str, str]]
    doubted: frozenset[str]
    nouns_left_out: frozenset[str]

    def may_lack(self, kind: str, target: str) -> bool:
        """Tell whether an edge into a node may be left out: there, "none" can not be told."""
        return kind in self.doubted or (kind, target) in self.cut_into

    @property
    def left_out(self) -> int:
        """How many nodes and edges the reader may not see."""
        return self.nodes_left_out + self.edges_left_out

    @property
    def strategy(self) -> Strategy:
        """What is left."""
        return self.view.strategy


def seen_by(strategy: Strategy, day: date, clearance: Marking) -> Seen:
    """Return what a reader may see of a strategy as of a day.

    What a reader may not see is unknown to them, never absent: where an edge is left out, its kind
    becomes unknown at the node it starts from. An edge is marked as high as its ends. The mission
    itself always stays, for it gives the day.
    """
    known = as_known(strategy, day)
    mission = known.mission.id
    nodes = {
        name: node
        for name, node in known.nodes.items()
        if name == mission or may_see(clearance, node.marking)
    }
    hidden = [node for name, node in known.nodes.items() if name not in nodes]
    edges = tuple(edge for edge in known.edges if may_see(clearance, edge_marking(known, edge)))
    kept = set(map(id, edges))
    cut = [edge for edge in known.edges if id(edge) not in kept]
    for edge in cut:
        if edge.source in nodes:
            start = nodes[edge.source]
            nodes[edge.source] = msgspec.structs.replace(start, unknown=start.unknown | {edge.kind})
    # The order of a file must never show: everything that follows walks nodes by id.
    ordered = {name: nodes[name] for name in sorted(nodes)}
    left = Strategy(
        ordered, tuple(sorted(edges, key=lambda edge: (edge.kind, edge.source, edge.target)))
    )
    return Seen(
        View(left, day, _profile(default_profile(left.mission.phase))),
        combined([*(node.marking for node in ordered.values()), *(edge.marking for edge in edges)]),
        len(known.nodes) - len(nodes),
        len(cut),
        frozenset((edge.kind, edge.target) for edge in cut),
        frozenset(field for node in hidden for field in node.unknown if field in EDGE_KINDS),
        frozenset(node.noun for node in hidden),
    )


def edge_marking(strategy: Strategy, edge: Edge) -> Marking:
    """Return the marking of an edge: its own, and never below that of its ends."""
    ends = (strategy.nodes.get(edge.source), strategy.nodes.get(edge.target))
    return combined([edge.marking, *(end.marking for end in ends if end is not None)])


@cache
def _profile(name: str) -> Profile:
    """Return a profile that comes with the software."""
    return read_profile(name)
