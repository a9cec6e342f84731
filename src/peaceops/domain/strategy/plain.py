"""Nodes as plain data and back: the form of files, of the API and of the registers.

In plain data an unknown value is the word `unknown`; edges stand under the node they start from.
"""

from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache
from typing import Any

import msgspec

from peaceops.domain.strategy.edge import EDGE_ATTRIBUTES, Edge, edges_from
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.node import Node
from peaceops.domain.strategy.nouns import SECTION_OF_NOUN, SECTIONS

UNKNOWN = "unknown"


def node_to_plain(node: Node, edges: Iterable[Edge] = ()) -> dict[str, Any]:
    """Return a node, with the edges that start from it, as a mapping without empty entries."""
    plain: dict[str, Any] = {"id": node.id}
    for name in type(node).__struct_fields__:
        value = getattr(node, name)
        if name in {"id", "unknown"} or value == default_of(type(node), name):
            continue
        plain[name] = _ordered(value)
    for edge in edges:
        plain.setdefault(edge.kind, []).append(edge_to_plain(edge))
    for name in sorted(node.unknown):
        known = plain.get(name)
        plain[name] = [*known, UNKNOWN] if isinstance(known, list) else UNKNOWN
    return plain


def edge_to_plain(edge: Edge) -> str | dict[str, Any]:
    """Return an edge as the id of its target, or as a mapping where it says more."""
    plain: dict[str, Any] = {}
    for name in EDGE_ATTRIBUTES:
        value = getattr(edge, name)
        if name != UNKNOWN and value != default_of(Edge, name):
            plain[name] = _ordered(value)
    plain |= dict.fromkeys(sorted(edge.unknown), UNKNOWN)
    return {"to": edge.target, **plain} if plain else edge.target


def strategy_to_plain(strategy: Strategy) -> dict[str, Any]:
    """Return a whole strategy as the content of a file, in the order of the sections."""
    plain: dict[str, Any] = {}
    for section in SECTIONS:
        nodes = [
            node_to_plain(node, _edges_of(strategy, node)) for node in strategy.of(section.type)
        ]
        if nodes:
            plain[section.name] = nodes[0] if section.name == "mission" else nodes
    return plain


def _edges_of(strategy: Strategy, node: Node) -> list[Edge]:
    return [edge for kind in edges_from(node.noun) for edge in strategy.out(node.id, kind)]


@cache
def field_types(kind: type[msgspec.Struct]) -> Mapping[str, Any]:
    """Return the types of a record's fields by name."""
    return {field.name: field.type for field in msgspec.structs.fields(kind)}


@cache
def _defaults(kind: type[msgspec.Struct]) -> Mapping[str, Any]:
    return {
        field.name: field.default_factory()
        if field.default_factory is not msgspec.NODEFAULT
        else field.default
        for field in msgspec.structs.fields(kind)
    }


def default_of(kind: type[msgspec.Struct], name: str) -> Any:
    """Return what a field holds when nothing is recorded; NODEFAULT where it must be."""
    return _defaults(kind)[name]


def section_of(node: Node) -> str:
    """Return the section of the file in which a node stands."""
    return SECTION_OF_NOUN[node.noun].name


def _ordered(value: Any) -> Any:
    """Return a value as plain data, sets in a fixed order."""
    if isinstance(value, frozenset):
        return [_ordered(part) for part in sorted(value)]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_ordered(part) for part in value]
    if isinstance(value, msgspec.Struct):
        return {
            name: _ordered(getattr(value, name))
            for name in type(value).__struct_fields__
            if getattr(value, name) != default_of(type(value), name)
        }
    if isinstance(value, dict):
        return {key: _ordered(part) for key, part in sorted(value.items())}
    return value
