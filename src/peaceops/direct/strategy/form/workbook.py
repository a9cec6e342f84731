"""Open a workbook that came from outside: refuse what could harm, give back cells as text."""

import io
import re
import zipfile
import zlib

import fastexcel

from peaceops.domain.error import PeaceopsError

_MOST_BYTES = 50_000_000
_MOST_PARTS = 500
_MOST_ROWS, _MOST_COLUMNS = 20_000, 200
_REFERENCE = re.compile(rb"""\sr=["']([A-Z]*)(\d+)["']""")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read_sheets(data: bytes, title: str, hidden: str) -> tuple[list[list[str]], list[list[str]]]:
    """Return the rows of two sheets as text, blank cells as empty text.

    Args:
        data: of an XLSX file.
        title: of the first sheet; where there is none of that name, the first of the workbook.
        hidden: of the second; no rows where there is none of that name.

    Raises:
        PeaceopsError: no workbook, one with macros or locked, or one that would unpack to more
            than a form can hold.
    """
    _refuse_harm(data)
    try:
        book = fastexcel.read_excel(data)
        names = book.sheet_names
        shown = _rows(book, title if title in names else names[0])
        return shown, _rows(book, hidden) if hidden in names else []
    except (fastexcel.FastExcelError, IndexError) as error:
        raise PeaceopsError(f"no workbook that can be read: {str(error).splitlines()[0]}") from None


def _rows(book: fastexcel.ExcelReader, name: str) -> list[list[str]]:
    page = book.load_sheet(name, header_row=None, dtypes="string").to_polars()
    return [[_unescaped(cell or "") for cell in row] for row in page.rows()]


def _refuse_harm(data: bytes) -> None:
    if data.startswith(_OLD_OFFICE):
        raise PeaceopsError(
            "an old or locked workbook", remedy="save it as .xlsx, without a password"
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        raise PeaceopsError("no workbook", remedy="give an .xlsx file") from None
    if any("vbaproject" in part.filename.lower() for part in parts):
        raise PeaceopsError("the workbook holds macros", remedy="save it as .xlsx, without them")
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_BYTES:
        raise PeaceopsError("the workbook unpacks to more than a form can hold")
    for part in parts:
        try:
            # A size that the archive understates fails here: no more than stated is unpacked.
            content = archive.read(part)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError):
            raise PeaceopsError("a broken or locked workbook", remedy="save it anew") from None
        if b"macroEnabled" in content and part.filename == "[Content_Types].xml":
            raise PeaceopsError(
                "the workbook holds macros", remedy="save it as .xlsx, without them"
            )
        if part.filename.startswith("xl/worksheets/"):
            _refuse_vast(content)


def _refuse_vast(sheet: bytes) -> None:
    """Refuse a sheet with one cell far away: it would be laid out whole in memory."""
    for letters, row in _REFERENCE.findall(sheet):
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        if int(row) > _MOST_ROWS or column > _MOST_COLUMNS:
            raise PeaceopsError(
                f"cell {(letters + row).decode()} lies outside what a form can hold",
                remedy="delete the rows and columns beyond the form",
            )


def _unescaped(text: str) -> str:
    """Return text with the characters that XLSX writes as _x000A_."""
    return _ESCAPE.sub(lambda found: chr(int(found.group(1), 16)), text)
