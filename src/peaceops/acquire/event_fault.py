"""What is wrong with a row: the rules of the quarantine, each with its words.

Not a fault is `low <= best <= high` failing, as it does in up to 3 % of UCDP's own rows: the intake
keeps such rows, widens the estimates to hold the best one, and says so.
"""

from collections.abc import Mapping
from functools import reduce

import polars as pl

from peaceops.acquire.readers.parse import filled
from peaceops.acquire.readers.reader import SET_ASIDE
from peaceops.domain.violence import Violence

Bounds = tuple[float, float, float, float]
"""South, west, north, east, in degrees."""

FAR_DEGREES = 1.0
"""Beyond this from the bounds of a country a point of it is far outside."""

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Years outside are slips of the pen."""

DUPLICATE = "duplicate id"

_UNREAD = {
    "date_start": "bad date",
    "date_end": "bad date",
    "latitude": "coordinates are no numbers",
    "longitude": "coordinates are no numbers",
    "low": "deaths are no whole number",
    "best": "deaths are no whole number",
    "high": "deaths are no whole number",
    "civilians": "deaths are no whole number",
    "violence": "unknown type of violence",
}


def unread(raw: pl.DataFrame, events: pl.DataFrame, located: Mapping[str, str]) -> pl.Series:
    """Say of each row which cell holds something that could not be read; null where none does.

    Args:
        raw: the rows as they stand in the file.
        events: the same rows as the reader read them.
        located: where in `raw` the fields stand.
    """
    nothing = pl.repeat(None, raw.height, dtype=pl.String, eager=True)
    suspects = (
        (nothing.zip_with(~lost, pl.Series([reason])) if lost.any() else nothing)
        for field, reason in _UNREAD.items()
        if field in located
        for lost in [events[field].is_null() & filled(raw[located[field]]).is_not_null()]
    )
    return reduce(lambda first, then: first.zip_with(first.is_not_null(), then), suspects, nothing)


def fault(*, country: str | None = None, bounds: Bounds | None = None) -> pl.Expr:
    """Return what is wrong with each row, null where nothing is; the first rule broken counts.

    Rows have the columns of `EVENT_SCHEMA`, null where nothing stands, besides `SET_ASIDE` and
    `unread`.

    Args:
        country: ISO3 of the country expected; only its events, and those of no known country, are
            held against the bounds.
        bounds: of that country. A point far outside whose mirror image lies inside is swapped.
    """
    latitude, longitude = pl.col("latitude"), pl.col("longitude")
    start, end, best = pl.col("date_start"), pl.col("date_end"), pl.col("best")
    off = (latitude.abs() > 90) | (longitude.abs() > 180)
    mirrored = off & (longitude.abs() <= 90) & (latitude.abs() <= 180)
    if bounds is not None:
        here = pl.col("iso3").is_null() if country is not None else pl.lit(value=True)
        if country is not None:
            here |= pl.col("iso3") == country
        mirrored |= here & ~_inside(bounds, FAR_DEGREES) & _inside(bounds, 0.0, swap=True)
    negative = pl.min_horizontal("low", "best", "high", "civilians") < 0
    years = (start.dt.year() < FIRST_YEAR) | (end.dt.year() > LAST_YEAR)
    rules = (
        (pl.col("id") == "", "no id"),
        (start.is_null(), "no date"),
        (end < start, "ends before it starts"),
        (years, f"year outside {FIRST_YEAR} to {LAST_YEAR}"),
        (latitude.is_null() | longitude.is_null(), "no coordinates"),
        (mirrored, "latitude and longitude look swapped"),
        (off, "coordinates off the globe"),
        (best.is_null(), "no deaths given"),
        (negative, "negative deaths"),
        (
            pl.col("civilians") > pl.max_horizontal("best", "high"),
            "more civilians killed than people",
        ),
        (
            ~pl.col("violence").is_in([int(kind) for kind in Violence]).fill_null(value=False),
            "unknown type of violence",
        ),
    )
    return pl.coalesce(
        SET_ASIDE, "unread", *(pl.when(broken).then(pl.lit(words)) for broken, words in rules)
    )


def _inside(bounds: Bounds, margin: float, *, swap: bool = False) -> pl.Expr:
    south, west, north, east = bounds
    latitude, longitude = ("longitude", "latitude") if swap else ("latitude", "longitude")
    return pl.col(latitude).is_between(south - margin, north + margin) & pl.col(
        longitude
    ).is_between(west - margin, east + margin)
