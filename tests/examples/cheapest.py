"""The cheapest valid value of a field: what somebody types who only wants the finding gone."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import msgspec

from peaceops.domain.strategy.edge import Edge, edges_from
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.node import Node
from peaceops.domain.strategy.nouns import SECTION_OF_NOUN
from peaceops.domain.strategy.plain import field_types

NEVER_MISSING = {
    "id", "unknown", "valid_from", "valid_to", "ended", "classification", "compartments", "version",
}  # fmt: skip
"""Nobody is asked for these: without them a thing stands, as usual, for as long as it does."""

HARMFUL = {
    "undermines", "contradicts", "superseded_by", "prerequisites", "part_of", "sponsored_by",
    "parent", "names_source", "proposes",
}  # fmt: skip
"""Edges that are no gap where they are missing; to draw one is to say that something is wrong."""

_WORD = "x"
_GRADES = {"grade", "evidence_grade"}
_PLACES = {"area": "area", "base": "area", "areas": "area"}


def fill(strategy: Strategy) -> Strategy:
    """Return the strategy with every missing or unknown field and edge filled as cheaply as can be.

    Nodes are never added, and nothing that stands is changed.
    """
    day = strategy.mission.as_of
    assert day is not None
    nodes = {name: _filled(strategy, node, day) for name, node in strategy.nodes.items()}
    edges = [_filled_edge(edge) for edge in strategy.edges]
    for node in strategy.nodes.values():
        edges += _missing_edges(strategy, node)
    return Strategy(nodes, tuple(edges), strategy.places)


def _filled(strategy: Strategy, node: Node, day: date) -> Node:
    values: dict[str, Any] = {"unknown": frozenset()}
    for name, wanted in field_types(type(node)).items():
        if name not in NEVER_MISSING and missing(node, name):
            values[name] = _value(strategy, name, wanted, day)
    return msgspec.structs.replace(node, **values)


def missing(node: Node, name: str) -> bool:
    """Tell whether a field holds nothing, or is unknown."""
    return name in node.unknown or getattr(node, name) in (None, "", (), frozenset(), {})


def _value(strategy: Strategy, name: str, wanted: Any, day: date) -> Any:
    if name in _GRADES:
        return "A1"
    if name in _PLACES:
        first = _first(strategy, _PLACES[name])
        return (first,) if name.endswith("s") and name != "base" else first
    return cheapest(wanted, day)


def cheapest(wanted: Any, day: date) -> Any:
    """Return the cheapest value of a type."""
    inner = get_args(wanted)
    made: dict[Any, Any] = {
        Union: lambda: cheapest(next(part for part in inner if part is not type(None)), day),
        Literal: lambda: inner[0],
        tuple: lambda: (cheapest(inner[0], day),),
        frozenset: lambda: frozenset({cheapest(inner[0], day)}),
        dict: lambda: {cheapest(inner[0], day): cheapest(inner[1], day)},
        str: lambda: _WORD,
        bool: lambda: True,
        int: lambda: 1,
        float: lambda: 1.0,
        date: lambda: day,
        datetime: lambda: datetime.combine(day, time(), UTC),
    }
    made[UnionType] = made[Union]
    make = made.get(get_origin(wanted) or wanted)
    if make is not None:
        return make()
    return wanted(**{name: cheapest(part, day) for name, part in field_types(wanted).items()})


def _filled_edge(edge: Edge) -> Edge:
    values: dict[str, Any] = {"unknown": frozenset()}
    for name in ("mechanism", "behaviour", "assumption", "disconfirming_sign", "indicator",
                 "strength", "mitigation", "reason"):  # fmt: skip
        if not getattr(edge, name):
            values[name] = _WORD
    if edge.quantity is None:
        values["quantity"] = 1.0
    return msgspec.structs.replace(edge, **values)


def _missing_edges(strategy: Strategy, node: Node) -> Iterator[Edge]:
    for name, kind in edges_from(node.noun).items():
        if name in HARMFUL or strategy.out(node.id, name):
            continue
        for noun in kind.targets:
            target = _first(strategy, noun, other_than=node.id)
            if target is not None:
                yield _filled_edge(Edge(kind=name, source=node.id, target=target))
                break


def _first(strategy: Strategy, noun: str, other_than: str = "") -> str | None:
    """Return the first id of a kind."""
    if noun not in SECTION_OF_NOUN:
        return _WORD
    nodes = strategy.of(SECTION_OF_NOUN[noun].type)
    return next((node.id for node in nodes if node.id != other_than), None)
