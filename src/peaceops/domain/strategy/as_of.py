"""A strategy as it could be known on a day: nothing dated later is left in it (design § 6.2)."""

from datetime import date

import msgspec

from peaceops.domain.strategy.edge import edge_in_force
from peaceops.domain.strategy.graph import Strategy, as_day, dates_of
from peaceops.domain.strategy.node import Node
from peaceops.domain.strategy.threat import ThreatNode


def as_known(strategy: Strategy, day: date) -> Strategy:
    """Return the strategy as of a day.

    A node begins with its first date, one without any with the first date of the whole strategy, or
    where it holds none with the date for which it was written.
    What ended stays, for rules ask about it; what had not happened yet is taken out. A threat's
    level and trend are those of its latest judgement by then, where its history holds one.
    """
    births = {node.id: min(dates_of(node), default=None) for node in strategy.nodes.values()}
    first = min(
        (birth for birth in births.values() if birth is not None),
        default=strategy.mission.as_of,
    )
    nodes = {
        name: _cut(node, day)
        for name, node in strategy.nodes.items()
        if (birth := births[name] or first) is None or birth <= day
    }
    edges = tuple(
        edge
        for edge in strategy.edges
        if edge.source in nodes
        and (edge.target in nodes or edge.target not in strategy.nodes)
        and edge_in_force(edge, day)
    )
    return Strategy(nodes, edges, strategy.places)


def _cut(node: Node, day: date) -> Node:
    changes: dict[str, object] = {
        name: None
        for name in node.happened
        if (value := getattr(node, name)) is not None and as_day(value) > day
    }
    if isinstance(node, ThreatNode) and node.history:
        changes |= _judgement(node, day)
    return msgspec.structs.replace(node, **changes) if changes else node


def _judgement(threat: ThreatNode, day: date) -> dict[str, object]:
    known = tuple(state for state in threat.history if state.date <= day)
    if len(known) == len(threat.history):
        return {}
    changes: dict[str, object] = {"history": known}
    if known:
        changes |= {"level": known[-1].level, "trend": known[-1].trend}
    return changes
