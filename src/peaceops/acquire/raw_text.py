"""Tables of delimited text: which encoding, which delimiter, which line.

The fast way reads all rows at once and then reconciles: if line breaks and delimiters of the file
are not exactly those the table accounts for, some row does not fit the header, and the slow way
reads row by row and keeps apart what does not fit.
"""

import codecs
import csv
import io
import json
import re
from dataclasses import dataclass
from itertools import islice

import polars as pl
from charset_normalizer import from_bytes

from peaceops.acquire.raw_table import (
    UNREADABLE_SCHEMA,
    RawTable,
    header_place,
    no_rows,
    unique_names,
    without_blank_rows,
)
from peaceops.domain.error import PeaceopsError

DELIMITERS = ",;\t|"
HEAD_ROWS = 25
"""HXL: the tag row stands among the first 25."""
HEAD_BYTES = 1 << 20
SAMPLE_BYTES = 1 << 16
LONGEST_FIELD = 1 << 28
"""Of the standard library's reader; a list of sources may well pass its default."""

_MARKS = (  # UTF-32 first: its mark starts with the one of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FOREIGN_LINE = re.compile(rb"[^\n]*[\x80-\xff][^\n]*")


@dataclass(frozen=True)
class _Layout:
    delimiter: str
    header: list[str]
    lines: int  # lines up to and with the header
    start: int  # byte at which the rows begin


def to_utf8(data: bytes) -> tuple[bytes, str]:
    """Return a text as UTF-8 without a mark, and the name of the encoding it was in.

    All of it is decoded, so one late accent is not overlooked. What is not Unicode is taken for
    Windows-1252 (which holds Latin-1) unless that would be gibberish.

    Raises:
        PeaceopsError: the bytes are no text.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if encoding is None:
        # Text in Latin letters leaves every other byte of UTF-16 zero.
        even, odd = data[:SAMPLE_BYTES:2].count(0), data[1:SAMPLE_BYTES:2].count(0)
        some = min(len(data), SAMPLE_BYTES) / 8
        encoding = "utf-16-le" if odd > some else "utf-16-be" if even > some else "utf-8"
    try:
        text = data.decode(encoding)
        return (data if encoding == "utf-8" else text.encode()), encoding
    except UnicodeError:
        if encoding != "utf-8" or b"\0" in data:
            raise PeaceopsError("this is not text", remedy="expected a table of events") from None
    encoding = _eight_bit_encoding(data)
    return data.decode(encoding, errors="replace").encode(), encoding


def _eight_bit_encoding(data: bytes) -> str:
    telling = b"\n".join(_FOREIGN_LINE.findall(data))[:SAMPLE_BYTES]
    likely = [
        match.encoding
        for match in from_bytes(
            telling, cp_isolation=["cp1252", "cp1256", "cp1251"], enable_fallback=False
        )
    ]
    return likely[0] if likely and "cp1252" not in likely else "cp1252"


def read_text_table(data: bytes) -> RawTable:
    """Read a table of delimited text; quoted fields may hold line breaks.

    Raises:
        PeaceopsError: no text, or no delimiter in its header.
    """
    data, encoding = to_utf8(data)
    csv.field_size_limit(LONGEST_FIELD)
    notes = () if encoding.startswith("utf") else (f"not Unicode: read as {encoding}",)
    layout = _layout(data)
    body = data[layout.start :].rstrip(b"\r\n")
    columns = unique_names(layout.header)
    raw = _all_at_once(body, columns, layout) or _row_by_row(body, columns, layout)
    return without_blank_rows(RawTable(raw.table, raw.lines, raw.unreadable, notes))


def _layout(data: bytes) -> _Layout:
    head = data[:HEAD_BYTES].decode(errors="ignore")
    lines = list(islice(io.StringIO(head, newline=""), 50 * HEAD_ROWS))
    layouts = [found for mark in DELIMITERS if (found := _layout_with(mark, lines)) is not None]
    best = max(layouts, key=lambda layout: len(layout.header), default=None)
    if best is None or len(best.header) < 2:
        raise PeaceopsError(
            "no columns found: neither comma, semicolon, tab nor bar separates its first line",
            remedy="expected a table of events, such as CSV with a header",
        )
    return best


def _layout_with(delimiter: str, lines: list[str]) -> _Layout | None:
    reader = csv.reader(lines, delimiter=delimiter)
    rows, ends = [], []
    try:
        for row in islice(reader, HEAD_ROWS):
            rows.append(row)
            ends.append(reader.line_num)
    except csv.Error:
        pass  # what came before the fault may well hold the header
    if not rows:
        return None
    place = header_place(rows)
    start = sum(len(line.encode()) for line in lines[: ends[place]])
    return _Layout(delimiter, rows[place], ends[place], start)


def _all_at_once(body: bytes, columns: list[str], layout: _Layout) -> RawTable | None:
    if body.count(b"\r") != body.count(b"\r\n"):
        return None  # line ends of old systems
    if not body:
        table = pl.DataFrame(schema=dict.fromkeys(columns, pl.String))
        return RawTable(table, pl.Series("line", [], pl.Int64), no_rows())
    try:
        table = pl.read_csv(
            body,
            separator=layout.delimiter,
            has_header=False,
            schema=dict.fromkeys(columns, pl.String),
        )
    except pl.exceptions.PolarsError:
        return None
    breaks = _inside(table, "\n") if b'"' in body else pl.Series([0] * table.height, dtype=pl.Int64)
    marks = _inside(table, layout.delimiter) if b'"' in body else breaks
    fits = body.count(b"\n") == table.height - 1 + breaks.sum() and body.count(
        layout.delimiter.encode()
    ) == table.height * (len(columns) - 1) + int(marks.sum())
    if not fits:
        return None
    before = breaks.cum_sum().shift(1, fill_value=0)
    lines = pl.int_range(table.height, eager=True) + before + layout.lines + 1
    return RawTable(table, lines.alias("line"), no_rows())


def _inside(table: pl.DataFrame, mark: str) -> pl.Series:
    """Count a mark inside the fields of each row."""
    return table.select(
        pl.sum_horizontal(pl.all().str.count_matches(mark, literal=True)).cast(pl.Int64)
    ).to_series()


def _row_by_row(body: bytes, columns: list[str], layout: _Layout) -> RawTable:
    text = list(io.StringIO(body.decode(), newline=""))
    rows: list[list[str]] = []
    starts: list[int] = []
    odd: list[tuple[int, str, str]] = []
    done = 0
    while done < len(text):
        reader = csv.reader(text[done:], delimiter=layout.delimiter)
        begin = done
        try:
            for row in reader:
                first, begin = begin, done + reader.line_num
                line = first + layout.lines + 1
                if begin == len(text) and _is_unclosed(text[first:], layout.delimiter):
                    # Nothing closes this quote: only its own line is lost, not all that follow.
                    odd.append((line, "a quote is never closed", _as_json([text[first]])))
                    begin = first + 1
                    break
                if len(row) > len(columns) and not any(row[len(columns) :]):
                    del row[len(columns) :]
                if len(row) == len(columns):
                    rows.append(row)
                    starts.append(line)
                elif row:
                    odd.append((line, "wrong number of fields", _as_json(row)))
        except csv.Error as error:
            raise PeaceopsError(
                f"no table of text: {error}", where=f"line {begin + layout.lines + 1}"
            ) from None
        done = begin
    table = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")
    unreadable = pl.DataFrame(odd, schema=UNREADABLE_SCHEMA, orient="row")
    return RawTable(table, pl.Series("line", starts, pl.Int64), unreadable)


def _is_unclosed(record: list[str], delimiter: str) -> bool:
    try:
        list(csv.reader(record, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _as_json(cells: list[str]) -> str:
    return json.dumps(cells, ensure_ascii=False)
