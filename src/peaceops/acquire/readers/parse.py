"""Lenient reading of cells: what can not be read becomes null, and the intake judges it."""

import polars as pl

from peaceops.acquire.event_table import EVENT_SCHEMA
from peaceops.acquire.raw_table import BLANKS

_ISO_DAY = r"^(\d{4}[-/]\d{1,2}[-/]\d{1,2})(?:[T ].*)?$"
_SLASH_DAY = r"^((\d{1,2})/(\d{1,2})/\d{4})(?: .*)?$"
_NAMED_DAY = r"^(\d{1,2})[- ]([A-Za-z]{3})[a-z]*\.?[- ,]+(\d{4})$"
_COMPACT_DAY = r"^(\d{8})$"
_LARGEST_WHOLE = 2**53


def filled(cells: pl.Series) -> pl.Series:
    """Return cells stripped, null where nothing is meant by them."""
    stripped = cells.cast(pl.String).str.strip_chars()
    return stripped.set(stripped.is_in(BLANKS), None)


def words(cells: pl.Series) -> pl.Series:
    """Read texts; an empty text where there is none."""
    return filled(cells).fill_null("")


def ids(cells: pl.Series) -> pl.Series:
    """Read ids as text; 42 that some program wrote as 42.0 is 42."""
    return words(cells).str.replace(r"^(\d+)\.0+$", "$1")


def whole(cells: pl.Series) -> pl.Series:
    """Read whole numbers; 1.0 is one, 1.5 is none."""
    texts = filled(cells)
    numbers = texts.cast(pl.Int64, strict=False)
    if numbers.null_count() == texts.null_count():
        return numbers
    floats = texts.cast(pl.Float64, strict=False)
    exact = floats.is_finite() & (floats == floats.floor()) & (floats.abs() < _LARGEST_WHOLE)
    rounded = floats.set(~exact.fill_null(value=False), None).cast(pl.Int64)
    return numbers.zip_with(numbers.is_not_null(), rounded)


def degrees(cells: pl.Series) -> pl.Series:
    """Read decimal degrees; 4,36 is 4.36, since no coordinate reaches a thousand."""
    texts = filled(cells).str.replace(r"^([+-]?\d+),(\d+)$", "$1.$2")
    numbers = texts.cast(pl.Float64, strict=False)
    return numbers.set(~numbers.is_finite().fill_null(value=False), None)


def days(cells: pl.Series, written: str | None = None) -> pl.Series:
    """Read days.

    Args:
        cells: texts such as 2013-12-05, 2013-12-05 00:00:00.000, 2013-12-05T00:00:00,
            12/5/2013 12:00:00 AM, 05 December 2013, 5-Dec-2013 or 20131205. With slashes the
            month comes first, as UCDP published it, unless some row's first number can only be a
            day and no row's second number can.
        written: how days are written, in the signs of strftime; then nothing else is tried.
    """
    texts = filled(cells)
    if written is not None:
        return texts.str.to_date(written, strict=False)
    iso = texts.str.extract(_ISO_DAY).str.replace_all("/", "-", literal=True)
    read = iso.str.to_date("%Y-%m-%d", strict=False)
    if read.null_count() == texts.null_count():
        return read
    first, second = (texts.str.extract(_SLASH_DAY, part).cast(pl.Int64) for part in (2, 3))
    day_first = bool((first > 12).any()) and not bool((second > 12).any())
    for part, shape in (
        (texts.str.extract(_SLASH_DAY), "%d/%m/%Y" if day_first else "%m/%d/%Y"),
        (texts.str.replace(_NAMED_DAY, "$1 $2 $3"), "%d %b %Y"),
        (texts.str.extract(_COMPACT_DAY), "%Y%m%d"),
    ):
        read = read.zip_with(read.is_not_null(), part.str.to_date(shape, strict=False))
    return read


def read_field(field: str, cells: pl.Series) -> pl.Series:
    """Read the cells of one field of an event as its type in `EVENT_SCHEMA` asks."""
    kind = EVENT_SCHEMA.get(field, pl.Int64)
    if field == "id":
        return ids(cells)
    if kind == pl.Date:
        return days(cells)
    if kind == pl.Float64:
        return degrees(cells)
    return words(cells) if kind == pl.String else whole(cells)
