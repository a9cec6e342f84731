"""A file of events as it is: told by its content, not by its suffix, and hashed."""

import gzip
import hashlib
import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import fastexcel
import polars as pl

from peaceops.acquire.raw_json import read_json_table
from peaceops.acquire.raw_table import (
    RawTable,
    header_place,
    no_rows,
    unique_names,
    without_blank_rows,
)
from peaceops.acquire.raw_text import HEAD_ROWS, read_text_table
from peaceops.domain.error import PeaceopsError

_GZIP = b"\x1f\x8b"
_PARQUET = b"PAR1"
_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_STRANGERS = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"SQLite format 3", "a database"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "XML"),
)


@dataclass(frozen=True)
class RawFile(RawTable):
    """A file and the table in it.

    Attributes:
        name: file name without its folder.
        sha256: hash of the bytes of the file, compressed as it stands.
    """

    name: str = ""
    sha256: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(self.table.columns)


def read_raw(path: Path, *, sheet: str | None = None) -> RawFile:
    """Read the table in a file: CSV and its kin, Parquet, XLSX, JSON or GeoJSON, gzipped or not.

    Args:
        path: the file.
        sheet: which sheet of a workbook, by name; without it the first.

    Raises:
        PeaceopsError: the file can not be opened, is empty, or holds no table that we can read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PeaceopsError(
            f"can not be read: {error.strerror or error}", where=str(path)
        ) from None
    return read_raw_bytes(path.name, data, sheet=sheet)


def read_raw_bytes(name: str, data: bytes, *, sheet: str | None = None) -> RawFile:
    """Read the table in a file that is in memory already; see `read_raw`."""
    try:
        raw = _read_table(_unzipped(data), sheet)
    except PeaceopsError as error:
        place = ", ".join(part for part in (name, error.where) if part)
        raise PeaceopsError(error.what, where=place, remedy=error.remedy) from None
    return RawFile(
        table=raw.table,
        lines=raw.lines,
        unreadable=raw.unreadable,
        notes=raw.notes,
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _unzipped(data: bytes) -> bytes:
    if not data.startswith(_GZIP):
        return data
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise PeaceopsError(f"broken gzip file: {error}") from None


def _read_table(data: bytes, sheet: str | None) -> RawTable:
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start:
        raise PeaceopsError("the file is empty")
    for mark, kind in _STRANGERS:
        if start.startswith(mark.lower()):
            raise PeaceopsError(f"this is {kind}", remedy="expected a table of events")
    if data.startswith(_PARQUET):
        return _read_parquet(data)
    if data.startswith((_ZIP, _OLD_OFFICE)):
        return _read_workbook(data, sheet)
    if start.startswith((b"{", b"[")):
        return read_json_table(data.removeprefix(b"\xef\xbb\xbf"))
    return read_text_table(data)


def _read_parquet(data: bytes) -> RawTable:
    """Read Parquet as text; what has no text, such as a geometry, is left out and named.

    Dates and numbers survive exactly: numbers are written with the fewest digits that read back
    to the same number.
    """
    try:
        typed = pl.read_parquet(data)
        nested = [
            name
            for name, kind in typed.schema.items()
            if kind.is_nested() or kind in (pl.Binary, pl.Object)
        ]
        table = typed.drop(nested).cast(pl.String)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise PeaceopsError(f"broken Parquet file: {error}") from None
    notes = (f"columns without text left out: {', '.join(nested)}",) if nested else ()
    lines = pl.int_range(1, table.height + 1, eager=True).alias("line")
    return RawTable(table, lines, no_rows(), notes)


def _read_workbook(data: bytes, sheet: str | None) -> RawTable:
    """Read one sheet; a row's line counts from the first row that holds something."""
    if data.startswith(_ZIP) and not _is_workbook(data):
        raise PeaceopsError("this is a ZIP archive", remedy="unpack it and name the file inside")
    try:
        book = fastexcel.read_excel(data)
        if sheet is not None and sheet not in book.sheet_names:
            raise PeaceopsError(
                f"no sheet {sheet!r}", remedy=f"sheets are {', '.join(book.sheet_names)}"
            )
        page = book.load_sheet(sheet or 0, header_row=None, dtypes="string").to_polars()
    except (fastexcel.FastExcelError, pl.exceptions.PolarsError) as error:
        reason = str(error).splitlines()[0]
        raise PeaceopsError(f"not a workbook that we can read: {reason}") from None
    if page.is_empty():
        raise PeaceopsError("the sheet is empty")
    head = [[cell or "" for cell in row] for row in page.head(HEAD_ROWS).rows()]
    place = header_place(head)
    table = page[place + 1 :]
    table.columns = unique_names(head[place])
    lines = pl.int_range(place + 2, page.height + 1, eager=True).alias("line")
    return without_blank_rows(RawTable(table, lines, no_rows()))


def _is_workbook(data: bytes) -> bool:
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False
    return any(name.startswith("xl/") or name == "content.xml" for name in names)
