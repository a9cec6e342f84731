"""What differs between two versions of a strategy, node by node and edge by edge."""

from typing import Any

import msgspec

from peaceops.domain.strategy.edge import Edge, edges_from
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.plain import edge_to_plain, node_to_plain, section_of


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One difference.

    Attributes:
        what: added, removed or changed.
        section: of the file.
        id: of the node.
        field: of the node, or kind of edge; empty where the whole node came or went.
        before, after: plain values; None where there was none.
    """

    what: str
    section: str
    id: str
    field: str = ""
    before: Any = None
    after: Any = None


def differences(before: Strategy, after: Strategy) -> tuple[Change, ...]:
    """Compare two strategies; the order of nodes and edges does not count.

    Swapping the two turns added into removed and the values around, and changes nothing else.
    """
    found: list[Change] = []
    for name in sorted({*before.nodes, *after.nodes}):
        old, new = before.nodes.get(name), after.nodes.get(name)
        if old is None and new is not None:
            found.append(
                Change(what="added", section=section_of(new), id=name, after=_plain(after, name))
            )
        elif new is None and old is not None:
            found.append(
                Change(
                    what="removed", section=section_of(old), id=name, before=_plain(before, name)
                )
            )
        elif old is not None and new is not None:
            found += _changes(section_of(new), name, _plain(before, name), _plain(after, name))
    return tuple(found)


def render_differences(changes: tuple[Change, ...]) -> str:
    """Write differences for people, one line each."""
    if not changes:
        return "no difference\n"
    return "".join(f"{_line(change)}\n" for change in changes)


def _line(change: Change) -> str:
    if not change.field:
        title = (change.before or change.after or {}).get("title", "")
        return f"{change.what:8} {change.section}: {change.id}{f' ({title})' if title else ''}"
    values = f"{_shown(change.before)} -> {_shown(change.after)}"
    return f"{change.what:8} {change.section}: {change.id}.{change.field}: {values}"


def _shown(value: Any) -> str:
    if value is None:
        return "not recorded"
    if isinstance(value, list):
        return "[" + ", ".join(_shown(part) for part in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_shown(part)}" for key, part in value.items()) + "}"
    return str(value)


def _plain(strategy: Strategy, name: str) -> dict[str, Any]:
    """Return a node as plain data, its edges sorted by where they lead."""
    node = strategy.nodes[name]
    edges = [edge for kind in edges_from(node.noun) for edge in strategy.out(name, kind)]
    plain = node_to_plain(node, sorted(edges, key=_order))
    del plain["id"]
    return plain


def _order(edge: Edge) -> tuple[str, str, str]:
    return edge.kind, edge.target, str(edge_to_plain(edge))


def _changes(
    section: str, name: str, before: dict[str, Any], after: dict[str, Any]
) -> list[Change]:
    return [
        Change(
            what="changed",
            section=section,
            id=name,
            field=field,
            before=before.get(field),
            after=after.get(field),
        )
        for field in sorted({*before, *after})
        if before.get(field) != after.get(field)
    ]
