"""A strategy as it could be known on a day: nothing dated later is left in it (design § 6.2)."""

from datetime import date

import msgspec

from peaceops.domain.strategy.edge import edge_in_force
from peaceops.domain.strategy.graph import Strategy, as_day, dates_of
from peaceops.domain.strategy.node import Node, is_unknown
from peaceops.domain.strategy.threat import ThreatNode

_SET_BY: dict[str, tuple[tuple[str, str, str], ...]] = {
    "decision": (("taken", "status", "pending"),),
    "point": (("answered", "disposition", "pending"),),
    "proposal": (("decided", "status", "proposed"),),
    "recommendation": (("issued", "status", "draft"),),
    "activity": (("ended", "status", "live"),),
    "support": (("ended", "status", "live"), ("started", "status", "planned")),
}
"""By noun: which day set which field, and what the field held before."""


def as_known(strategy: Strategy, day: date) -> Strategy:
    """Return the strategy as of a day.

    A node begins with the day from which it is valid, or else with the first of those that begin
    its kind (`Node.begins`). One without any, or that does not know one of them, begins with the
    first date of the whole strategy, that for which it was written among them.
    What ended stays, for rules ask about it; what had not happened yet is taken out. A threat's
    level and trend are those of its latest judgement by then, where its history holds one.
    """
    births = {node.id: _birth(node) for node in strategy.nodes.values()}
    dates = [one for node in strategy.nodes.values() for one in dates_of(node)]
    if strategy.mission.as_of is not None:
        dates.append(strategy.mission.as_of)
    first = min(dates, default=None)
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


def _birth(node: Node) -> date | None:
    if is_unknown(node, "valid_from"):
        return None
    if node.valid_from is not None:
        return node.valid_from
    if not node.unknown.isdisjoint(node.begins):
        return None
    days = (getattr(node, name) for name in node.begins)
    return min((as_day(day) for day in days if day is not None), default=None)


def _cut(node: Node, day: date) -> Node:
    changes: dict[str, object] = {
        name: None
        for name in node.happened
        if (value := getattr(node, name)) is not None and as_day(value) > day
    }
    if isinstance(node, ThreatNode) and node.history:
        changes |= _judgement(node, day)
    for name, field, before in _SET_BY.get(node.noun, ()):
        if name in changes:
            changes[field] = before
    return msgspec.structs.replace(node, **changes) if changes else node


def _judgement(threat: ThreatNode, day: date) -> dict[str, object]:
    known = tuple(state for state in threat.history if state.date <= day)
    if len(known) == len(threat.history):
        return {}
    changes: dict[str, object] = {"history": known}
    if known:
        changes |= {"level": known[-1].level, "trend": known[-1].trend}
    return changes
