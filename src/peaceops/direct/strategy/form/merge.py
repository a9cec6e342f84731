"""Bring the rows of a form into a strategy: what the form does not hold stays as it is.

A blank cell changes nothing, so that a form with fewer columns can not lose anything. A cell that
nobody changed since the form was given out changes nothing either: others may have worked since.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from peaceops.direct.strategy.fault import nearest
from peaceops.direct.strategy.form.cell import cell_text
from peaceops.direct.strategy.form.form import Form
from peaceops.direct.strategy.form.read import FormFault, FormRow
from peaceops.direct.strategy.form.write import plain_cells
from peaceops.direct.strategy.reading import REFERENCES
from peaceops.domain.strategy.edge import EDGE_KINDS, edges_from
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.node import Node
from peaceops.domain.strategy.plain import UNKNOWN, edge_to_plain, field_types, node_to_plain
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.domain.threat_life import transition_faults

_SETS = {"harm_types"}
"""Fields whose order says nothing."""


@dataclass(frozen=True)
class Merged:
    """What a form changes.

    Attributes:
        changes: (id, field, plain value) of nodes that the strategy holds.
        added: plain entries for the form's section.
        faults: rows set aside.
    """

    changes: tuple[tuple[str, str, Any], ...]
    added: tuple[dict[str, Any], ...]
    faults: tuple[FormFault, ...]


Given = Mapping[str, Mapping[str, Any]]


def merge_rows(
    strategy: Strategy, form: Form, rows: Iterable[FormRow], given: Given | None = None
) -> Merged:
    """Say what the rows of a form change in a strategy; a wrong row is set aside whole.

    Args:
        strategy: as it stands.
        form: of the rows.
        rows: as read.
        given: by id, what the form held when it was given out; a row that changes what somebody
            else changed since is set aside.
    """
    rows = tuple(rows)
    changes: list[tuple[str, str, Any]] = []
    added: list[dict[str, Any]] = []
    faults: list[FormFault] = []
    taken = set(strategy.nodes) | {str(row.values["id"]) for row in rows if "id" in row.values}
    own = {str(row.values["id"]) for row in rows if "id" in row.values}
    for filled in rows:
        row = _touched(filled, (given or {}).get(str(filled.values.get("id", ""))))
        wrong = [
            *_references(strategy, form, row, own),
            *_misfit(strategy, form, row),
            *_conflicts(strategy, form, row, given or {}),
        ]
        if wrong:
            faults += wrong
            continue
        node = strategy.nodes.get(str(row.values.get("id", "")))
        if node is None:
            entry = {"id": row.values.get("id") or _next_id(form.prefix, taken), **row.values}
            taken.add(str(entry["id"]))
            added.append(entry)
        else:
            changes += _changes(strategy, form, node, row)
    return Merged(tuple(changes), tuple(added), tuple(faults))


def _touched(row: FormRow, before: Mapping[str, Any] | None) -> FormRow:
    """Return a row without the cells that nobody changed."""
    if before is None:
        return row
    values = {
        field: value
        for field, value in row.values.items()
        if field == "id" or _shown(before.get(field), field) != _shown(value, field)
    }
    return FormRow(row.row, values)


def _conflicts(strategy: Strategy, form: Form, row: FormRow, given: Given) -> Iterable[FormFault]:
    name = str(row.values.get("id", ""))
    node = strategy.nodes.get(name)
    if name not in given:
        return
    if node is None:
        yield FormFault(row.row, "ID", f"{name!r} left the strategy since the form was given out")
        return
    now = plain_cells(strategy, form, node)
    titles = {column.field: column.title for column in form.fields}
    for field, value in row.values.items():
        stands, was = _shown(now.get(field), field), _shown(given[name].get(field), field)
        if field != "id" and stands not in {was, _shown(value, field)}:
            yield FormFault(
                row.row,
                titles[field],
                f"changed since the form was given out: it is {stands or 'blank'} now",
            )


def _changes(
    strategy: Strategy, form: Form, node: Node, row: FormRow
) -> list[tuple[str, str, Any]]:
    now = plain_cells(strategy, form, node)
    kinds = edges_from(node.noun)
    found = []
    for field, value in row.values.items():
        # Compared as the form shows them: a cell holds fewer digits than the file.
        if field == "id" or _shown(now.get(field), field) == _shown(value, field):
            continue
        found.append(
            (node.id, field, _edges(strategy, node, field, value) if field in kinds else value)
        )
    return found


def _shown(value: Any, field: str) -> str:
    """Return a value as a cell holds it, blanks evened out and sets in order."""
    if isinstance(value, list):
        parts = [shown for part in value if (shown := _shown(part, ""))]
        return "; ".join(sorted(parts) if field in _SETS else parts)
    return " ".join(cell_text(float(value) if type(value) is int else value).split())


def _edges(strategy: Strategy, node: Node, kind: str, value: Any) -> Any:
    """Return edges as plain data: those that stay keep what they say."""
    if value == UNKNOWN:
        return value
    standing = {edge.target: edge_to_plain(edge) for edge in strategy.out(node.id, kind)}
    return [standing.get(target, target) for target in value]


def _references(strategy: Strategy, form: Form, row: FormRow, own: set[str]) -> Iterable[FormFault]:
    titles = {column.field: column.title for column in form.fields}
    for field, value in row.values.items():
        nouns, undeclared = _wanted(form, field)
        if not nouns:
            continue
        valid = {node.id for node in strategy.nodes.values() if node.noun in nouns}
        declared = any(node.noun == nouns[0] for node in strategy.nodes.values())
        valid |= own if form.type.noun in nouns else set()
        for word in value if isinstance(value, list) else [value]:
            if word == UNKNOWN or word in valid or (undeclared and not declared):
                continue
            near = nearest(str(word), valid)
            yield FormFault(row.row, titles[field], f"no {nouns[0]} {word!r}; {near}".rstrip("; "))


def _wanted(form: Form, field: str) -> tuple[tuple[str, ...], bool]:
    """Return the kinds of nodes that a field leads to, and whether it may lead to none."""
    if field in edges_from(form.type.noun):
        kind = EDGE_KINDS[field]
        return kind.targets, kind.undeclared
    return REFERENCES.get(field, ()), True


def _misfit(strategy: Strategy, form: Form, row: FormRow) -> Iterable[FormFault]:
    """Say what keeps a row from being a node of the strategy."""
    node = strategy.nodes.get(str(row.values.get("id", "")))
    if node is not None and node.noun != form.type.noun:
        yield FormFault(row.row, "ID", f"{node.id!r} is a {node.noun}, not a {form.type.noun}")
        return
    plain: Mapping[str, Any] = node_to_plain(node) if node is not None else {"id": "new"}
    types = field_types(form.type)
    fields = {name: value for name, value in {**plain, **row.values}.items() if name in types}
    known = {name: _known(value) for name, value in fields.items() if _known(value) is not None}
    unknown = [name for name, value in fields.items() if _doubts(value)]
    try:
        fitting = msgspec.convert({**known, UNKNOWN: unknown}, form.type)
    except msgspec.ValidationError as error:
        what = str(error).replace("`", "'")
        title = next((column.title for column in form.fields if column.field in what), "")
        yield FormFault(row.row, title, what)
        return
    if isinstance(node, ThreatNode) and isinstance(fitting, ThreatNode):
        for what in transition_faults(node, fitting):
            yield FormFault(row.row, "Status", what)


def _known(value: Any) -> Any:
    if value == UNKNOWN:
        return None
    return [part for part in value if part != UNKNOWN] if isinstance(value, list) else value


def _doubts(value: Any) -> bool:
    return value == UNKNOWN or (isinstance(value, list) and UNKNOWN in value)


def _next_id(prefix: str, taken: set[str]) -> str:
    number = 1
    while f"{prefix}{number}" in taken:
        number += 1
    return f"{prefix}{number}"
