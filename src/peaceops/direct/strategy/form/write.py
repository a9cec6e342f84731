"""A form as a workbook: the same strategy gives the same bytes.

Every text is written as text, so that `=1+1` or `<b>` are words like others. Nothing is computed.
"""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from peaceops.direct.strategy.form.cell import CellType, cell_text
from peaceops.direct.strategy.form.form import Column, Form, column_type
from peaceops.direct.strategy.form.read import GIVEN
from peaceops.direct.strategy.risk_file import read_risk_table
from peaceops.domain.error import PeaceopsError
from peaceops.domain.marking import Level, combined
from peaceops.domain.risk import RiskTable
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.node import Node
from peaceops.domain.strategy.plain import UNKNOWN, node_to_plain

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
_LONGEST = 32_767
"""Characters that a cell may hold."""
_BLANK_ROWS = 200
_NOTE_CHARACTERS, _LIST_CHARACTERS = 255, 255
LEVEL_WORDS = {
    Level.UNCLASSIFIED: "unclassified",
    Level.CONFIDENTIAL: "confidential",
    Level.STRICTLY_CONFIDENTIAL: "strictly confidential",
}


def write_form(strategy: Strategy, form: Form, table: RiskTable | None = None) -> bytes:
    """Return a workbook with a row a node of the form's section, and a page that explains it.

    Args:
        strategy: whose nodes it shows; risks are as of its mission's date.
        form: which.
        table: the mission's risk table; default: the vendored convention.

    Raises:
        PeaceopsError: a text is too long for a cell.
    """
    written = io.BytesIO()
    book: Any = xlsxwriter.Workbook(
        written,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    book.set_properties({"title": form.title, "author": "peaceops", "created": _CREATED})
    nodes = strategy.of(form.type)
    head = _heading(strategy, form, nodes)
    _rows(book, form, strategy, nodes, head, table or read_risk_table())
    _guide(book, form, head)
    _given(book, form, [plain_cells(strategy, form, node) for node in nodes])
    book.close()
    return _with_fixed_times(written.getvalue())


def plain_cells(strategy: Strategy, form: Form, node: Node) -> dict[str, Any]:
    """Return what the columns of a form hold of a node, as plain values by field."""
    edges = [edge for column in form.fields for edge in strategy.out(node.id, column.field)]
    plain = node_to_plain(node, edges)
    return {
        column.field: [_target(part) for part in value] if isinstance(value, list) else value
        for column in form.fields
        if (value := plain.get(column.field)) is not None
    }


def _target(part: Any) -> Any:
    return part["to"] if isinstance(part, dict) else part


def _heading(strategy: Strategy, form: Form, nodes: tuple[Node, ...]) -> str:
    level = combined(node.marking for node in nodes).level
    return f"{form.title}: {strategy.mission.id}. {LEVEL_WORDS[level]}."


def _rows(
    book: Any,
    form: Form,
    strategy: Strategy,
    nodes: tuple[Node, ...],
    heading: str,
    table: RiskTable,
) -> None:
    sheet = book.add_worksheet(form.title)
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    plain = book.add_format({"valign": "top"})
    grey = book.add_format({"text_wrap": True, "valign": "top", "font_color": "#666666"})
    title = book.add_format({"bold": True, "text_wrap": True, "bottom": 1, "valign": "top"})
    sheet.set_header(f"&L{heading.replace('&', '&&')}")
    sheet.write_string(0, 0, heading, book.add_format({"bold": True}))
    sheet.freeze_panes(2, 1)
    sheet.set_landscape()
    last = len(nodes) + 1 + _BLANK_ROWS
    for place, column in enumerate(form.columns):
        kind = column_type(form, column)
        numeric = kind.kind in {"whole", "number"} and not kind.many
        sheet.set_column(place, place, _width(column, kind), plain if numeric else text)
        sheet.write_string(1, place, column.title, title)
        if column.shown is None:
            sheet.data_validation(2, place, last, place, _validation(book, column, kind))
    for row, node in enumerate(nodes, start=2):
        values = plain_cells(strategy, form, node)
        for place, column in enumerate(form.columns):
            if column.shown is not None:
                sheet.write_string(row, place, column.shown(strategy, node, table)[:_LONGEST], grey)
                continue
            _write(sheet, row, place, values.get(column.field), plain, text, node)


def _write(sheet: Any, row: int, place: int, value: Any, plain: Any, text: Any, node: Node) -> None:
    if value is None:
        return
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        sheet.write_number(row, place, value, plain)
        return
    content = cell_text(value)
    if len(content) > _LONGEST:
        raise PeaceopsError(f"a text of {node.id!r} is too long for a cell of a workbook")
    sheet.write_string(row, place, content, text)


def _validation(book: Any, column: Column, kind: CellType) -> dict[str, Any]:
    """Return the message of a cell, and its list of words where it holds one of them."""
    note = column.note or ("one of the words" if kind.choices else "")
    rule: dict[str, Any] = {
        "validate": "any",
        "input_title": column.title[:32],
        "input_message": (f"{note}. " if note else "") + "Blank: stays as recorded.",
    }
    words = [*kind.choices, UNKNOWN] if column.field != "id" else []
    if kind.choices and not kind.many:
        rule |= {"validate": "list", "error_type": "warning"}
        rule["source"] = (
            words if len(",".join(words)) <= _LIST_CHARACTERS else _listed(book, column, words)
        )
    elif kind.choices:
        rule["input_message"] = f"{', '.join(words)}; parted by ;"
    rule["input_message"] = rule["input_message"][:_NOTE_CHARACTERS]
    return rule


def _listed(book: Any, column: Column, words: list[str]) -> str:
    """Lay long lists of words on a page of their own, where a list in a cell finds them."""
    name = f"words {column.field}"[:31]
    sheet = book.add_worksheet(name)
    sheet.hide()
    for row, word in enumerate(words):
        sheet.write_string(row, 0, word)
    return f"='{name}'!$A$1:$A${len(words)}"


def _guide(book: Any, form: Form, heading: str) -> None:
    sheet = book.add_worksheet("Guide")
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 28, wrapped)
    sheet.set_column(1, 2, 60, wrapped)
    lines = [
        (heading, form.about, ""),
        ("blank", "stays as it is recorded; to take something away, edit the strategy file", ""),
        (UNKNOWN, "somebody looked and does not know; it is never taken for zero", ""),
        ("lists", "parted by ; and written \\; where a semicolon belongs to a word", ""),
        ("new rows", "leave the id blank", ""),
    ]
    for column in form.columns:
        kind = column_type(form, column)
        note = "shown for reading; not read back" if column.shown else column.note or kind.kind
        lines.append((column.title, note, ", ".join(kind.choices)))
    for row, line in enumerate(lines):
        for place, cell in enumerate(line):
            sheet.write_string(row, place, cell)


def _given(book: Any, form: Form, rows: list[dict[str, Any]]) -> None:
    """Keep what is given out, so that reading tells what a person changed."""
    sheet = book.add_worksheet(GIVEN)
    sheet.very_hidden()
    for place, column in enumerate(form.fields):
        sheet.write_string(0, place, column.field)
        for row, values in enumerate(rows, start=1):
            sheet.write_string(row, place, cell_text(values.get(column.field)))


def _width(column: Column, kind: CellType) -> int:
    if column.field == "id":
        return 10
    return 14 if kind.kind in {"whole", "number", "day", "yes_no"} else 24


def _with_fixed_times(workbook: bytes) -> bytes:
    """Rewrite the zip with one time for all members."""
    rewritten = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as source,
        zipfile.ZipFile(rewritten, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in sorted(source.namelist()):
            member = zipfile.ZipInfo(name, date_time=_ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return rewritten.getvalue()
