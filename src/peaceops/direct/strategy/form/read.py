"""A filled form: rows that can be used, and rows set aside with row, column and reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from peaceops.direct.strategy.form.cell import CellError, read_cell
from peaceops.direct.strategy.form.form import Column, Form, column_type
from peaceops.direct.strategy.form.workbook import read_sheets
from peaceops.domain.error import PeaceopsError

GIVEN = "given"
"""The hidden sheet with what the form held when it was given out."""
_HEAD_ROWS = 10
_LEAST_COLUMNS = 2


@dataclass(frozen=True)
class FormRow:
    """A row: its number in the sheet, and plain values by field; blank cells are left out."""

    row: int
    values: dict[str, Any]


@dataclass(frozen=True)
class FormFault:
    """Why a row was set aside: its number in the sheet, the column's title, and what is wrong."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True)
class FormReading:
    """What came of reading a form.

    Attributes:
        rows: that can be used.
        faults: of rows set aside, by row; a row may have several.
        ignored: titles of columns that the form does not have.
        given: by id, what the form held when it was given out.
    """

    rows: tuple[FormRow, ...]
    faults: tuple[FormFault, ...]
    ignored: tuple[str, ...] = ()
    given: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def read_form(data: bytes, form: Form) -> FormReading:
    """Read a workbook.

    Raises:
        PeaceopsError: no workbook, one that could harm, or one without the form's columns.
    """
    shown, given = read_sheets(data, form.title, GIVEN)
    reading = read_rows(shown, form)
    before = (
        {str(row.values.get("id")): row.values for row in read_rows(given, form).rows}
        if given
        else {}
    )
    return replace(reading, given=before)


def read_rows(sheet: Sequence[Sequence[str]], form: Form, first: int = 1) -> FormReading:
    """Read rows of text; a column is found by its title or by the name of its field.

    Args:
        sheet: rows, the row of titles among the first ten.
        form: of which form.
        first: number of the first row.

    Raises:
        PeaceopsError: none of the rows holds the form's titles.
    """
    head = _head(sheet, form)
    columns = [_column(title, form) for title in sheet[head]]
    ignored = tuple(
        title.strip()
        for title, column in zip(sheet[head], columns, strict=True)
        if column is None and title.strip()
    )
    rows: list[FormRow] = []
    faults: list[FormFault] = []
    seen: dict[str, int] = {}
    for number, cells in enumerate(sheet[head + 1 :], start=first + head + 1):
        values, wrong = _values(cells, columns, form, number)
        name = str(values.get("id", ""))
        if name and name in seen:
            wrong.append(FormFault(number, "ID", f"{name!r} stands in row {seen[name]} already"))
        if wrong:
            faults += wrong
        elif values:
            seen.setdefault(name, number)
            rows.append(FormRow(number, values))
    return FormReading(tuple(rows), tuple(faults), ignored)


def _values(
    cells: Sequence[str], columns: Sequence[Column | None], form: Form, row: int
) -> tuple[dict[str, Any], list[FormFault]]:
    values: dict[str, Any] = {}
    faults = []
    for text, column in zip(cells, columns, strict=False):
        if column is None or column.shown is not None:
            continue
        try:
            value = read_cell(text, column_type(form, column))
        except CellError as error:
            faults.append(FormFault(row, column.title, str(error)))
            continue
        if value is not None:
            values[column.field] = value.strip() if column.field == "id" else value
    return values, faults


def _head(sheet: Sequence[Sequence[str]], form: Form) -> int:
    for number, cells in enumerate(sheet[:_HEAD_ROWS]):
        if sum(_column(cell, form) is not None for cell in cells) >= _LEAST_COLUMNS:
            return number
    raise PeaceopsError(
        f"no row of titles of the form {form.kind!r}",
        remedy=f"its columns are {', '.join(column.title for column in form.fields)}",
    )


def _column(title: str, form: Form) -> Column | None:
    plain = " ".join(title.split()).lower()
    for column in form.columns:
        if plain and plain in {column.title.lower(), column.field, column.field.replace("_", " ")}:
            return column
    return None
