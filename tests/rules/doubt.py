"""Take knowledge out of a strategy: every known value, one at a time, becomes unknown."""

from collections.abc import Iterator

import msgspec

from peaceops.domain.strategy.edge import edges_from
from peaceops.domain.strategy.graph import Strategy, replace_node
from peaceops.domain.strategy.node import Node
from peaceops.domain.strategy.plain import default_of

_KEPT = {"id", "title", "classification", "compartments", "author", "sources", "version", "note",
         "unknown", "valid_from"}  # fmt: skip
_NEVER = {"suppression", "override", "position"}


def doubts(strategy: Strategy) -> Iterator[tuple[str, Strategy]]:
    """Yield what was made unknown, and the strategy without that knowledge."""
    for node in strategy.nodes.values():
        if node.noun in _NEVER:
            continue
        for name in type(node).__struct_fields__:
            if name not in _KEPT and getattr(node, name) != default_of(type(node), name):
                yield f"{node.id}.{name}", replace_node(strategy, _doubted(node, name))
        for kind in edges_from(node.noun):
            if strategy.out(node.id, kind):
                lost = msgspec.structs.replace(node, unknown=node.unknown | {kind})
                edges = tuple(
                    edge for edge in strategy.edges if (edge.source, edge.kind) != (node.id, kind)
                )
                graph = replace_node(strategy, lost)
                yield f"{node.id}.{kind}", Strategy(graph.nodes, edges, graph.places)


def _doubted(node: Node, name: str) -> Node:
    return msgspec.structs.replace(
        node,
        **{name: default_of(type(node), name), "unknown": node.unknown | {name}},
    )
