"""A table as it stands in a file: every cell a text, every row with its line."""

from dataclasses import dataclass

import polars as pl

UNREADABLE_SCHEMA = pl.Schema({"line": pl.Int64, "reason": pl.String, "row": pl.String})
"""Rows that are no rows of the table: their line, why, and what stood there as JSON."""

BLANKS = ("", "NA", "N/A", "NaN", "nan", "NULL", "null", "None")
"""What programs write where they mean nothing."""


@dataclass(frozen=True)
class RawTable:
    """What a format gave.

    Attributes:
        table: every column a String; column names as the file writes them, made unique.
        lines: shape (table.height,), Int64; the line on which each row starts.
        unreadable: `UNREADABLE_SCHEMA`; rows that do not fit the header.
        notes: what a person should know about how the file was read.
    """

    table: pl.DataFrame
    lines: pl.Series
    unreadable: pl.DataFrame
    notes: tuple[str, ...] = ()


def unique_names(names: list[str]) -> list[str]:
    """Return column names stripped and made different from each other: a, b, a_2.

    >>> unique_names(["a ", "b", "a", ""])
    ['a', 'b', 'a_2', 'column_4']
    """
    unique: list[str] = []
    for place, name in enumerate(names, 1):
        plain = name.strip() or f"column_{place}"
        candidate, copy = plain, 2
        while candidate in unique:
            candidate, copy = f"{plain}_{copy}", copy + 1
        unique.append(candidate)
    return unique


def is_tag_row(cells: list[str]) -> bool:
    """Tell whether a row is the tag row of HXL: at least one hashtag, and nothing else.

    Source: HXL 1.1, Tagging conventions, "the hashtag row".
    """
    tags = [cell.strip() for cell in cells if cell.strip()]
    return bool(tags) and all(tag[0] == "#" and tag[1:2].isalpha() for tag in tags)


def header_place(rows: list[list[str]]) -> int:
    """Return which row is the header: the tag row if there is one, else the first with a cell.

    Args:
        rows: the first 25 rows of a file, as far as HXL lets headings reach.
    """
    for place, cells in enumerate(rows):
        if is_tag_row(cells):
            return place
    return next((place for place, cells in enumerate(rows) if any(cells)), 0)


def without_blank_rows(raw: RawTable) -> RawTable:
    """Leave out rows in which no cell holds anything, as spreadsheets leave behind."""
    if not raw.table.height:
        return raw
    held = raw.table.select(
        pl.any_horizontal(pl.all().str.strip_chars().str.len_bytes() > 0).fill_null(value=False)
    ).to_series()
    if held.all():
        return raw
    return RawTable(raw.table.filter(held), raw.lines.filter(held), raw.unreadable, raw.notes)


def no_rows() -> pl.DataFrame:
    """Return an empty table of unreadable rows."""
    return pl.DataFrame(schema=UNREADABLE_SCHEMA)
