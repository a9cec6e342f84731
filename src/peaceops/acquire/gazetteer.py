"""Gazetteer: populated places by name and position, vendored or the user's own.

Source of the vendored places: GeoNames (CC BY 4.0), places of 500 inhabitants and more and seats
of administration; see `data/SOURCES.md`. Many villages are missing: no place here does not mean
that nobody lives there.
"""

from pathlib import Path

import polars as pl
import shapely

from peaceops import data
from peaceops.acquire.boundary import country_boundary
from peaceops.acquire.country import country_by_iso3
from peaceops.acquire.raw_file import RawFile, read_raw
from peaceops.acquire.readers.parse import degrees
from peaceops.domain.error import PeaceopsError

PLACE_SCHEMA = pl.Schema(
    {
        "name": pl.String,
        "latitude": pl.Float64,  # degrees north
        "longitude": pl.Float64,  # degrees east
        "population": pl.Int64,  # people; null where not known
        "admin1": pl.String,  # first-level unit; empty where not known
        "iso3": pl.String,  # empty where not known
    }
)
"""A row for each place."""

COLUMN_NAMES = {
    "name": ("name", "place", "place_name", "placename", "location", "settlement", "town",
             "village", "city", "asciiname", "ascii_name"),
    "latitude": ("latitude", "lat", "y", "lat_dd", "decimallatitude"),
    "longitude": ("longitude", "lon", "long", "lng", "x", "long_dd", "decimallongitude"),
    "population": ("population", "pop", "inhabitants"),
    "admin1": ("admin1", "admin1_name", "adm1_en", "adm1_fr", "adm1_name", "name_1"),
    "iso3": ("iso3", "iso_a3", "country_iso3"),
}  # fmt: skip
"""Names that the columns go by, in lower case, the surest first."""


def country_places(iso3: str, around_degrees: float = 0.0) -> pl.DataFrame:
    """Return the vendored places of a country.

    Args:
        iso3: code of the country, in capitals or not.
        around_degrees: places of other countries, too, that lie no farther than this many degrees
            from its outline.

    Returns:
        `PLACE_SCHEMA`, by population (largest first, unknown last), name and position. `admin1`
        is the name of the vendored unit in which the place lies (`Boundary.units`).

    Raises:
        PeaceopsError: no country has this code, or the distance is negative.
    """
    country = country_by_iso3(iso3)
    if not around_degrees >= 0:
        raise PeaceopsError(
            f"a distance of {around_degrees:g} degrees", remedy="give zero or a positive number"
        )
    places = pl.scan_parquet(data.path("places.parquet"))
    own = places.filter(pl.col("iso3") == country.iso3).collect()
    if around_degrees > 0:
        own = pl.concat([own, _across_the_border(places, country.iso3, around_degrees)])
    # GeoNames writes 0 where it does not know
    known = own.with_columns(pl.when(pl.col("population") > 0).then("population"))
    return _in_order(known)


def read_places(path: Path) -> pl.DataFrame:
    """Read the user's own places: name, latitude, longitude, and what else there is.

    Columns may go by the names that GeoNames, ACLED and OCHA use (`COLUMN_NAMES`).

    Args:
        path: CSV or its kin, XLSX, Parquet or JSON.

    Returns:
        `PLACE_SCHEMA`, in the order of the file; population null and texts empty where the file
        does not tell.

    Raises:
        PeaceopsError: not readable, a column is missing, a name is empty, or a number is none or
            off the globe; with the line.
    """
    raw = read_raw(path)
    if raw.unreadable.height:
        line, reason, _ = raw.unreadable.row(0)
        raise PeaceopsError(str(reason), where=f"{path.name}, line {line}", remedy="mend the row")
    columns = _columns(raw)
    table = raw.table.select(
        _text(columns, "name"),
        degrees(raw.table[columns["latitude"]]).alias("latitude"),
        degrees(raw.table[columns["longitude"]]).alias("longitude"),
        _population(columns),
        _text(columns, "admin1"),
        _text(columns, "iso3").str.to_uppercase(),
    )
    _refuse(table["name"] == "", "a place without a name", raw, columns["name"])
    for field, limit in (("latitude", 90), ("longitude", 180)):
        wrong = ~(table[field].abs() <= limit).fill_null(value=False)
        _refuse(wrong, f"no {field} within ±{limit}", raw, columns[field])
    if "population" in columns:
        given = raw.table[columns["population"]].fill_null("").str.strip_chars() != ""
        wrong = given & ~(table["population"] >= 0).fill_null(value=False)
        _refuse(wrong, "no number of people", raw, columns["population"])
    return table.cast(PLACE_SCHEMA)


def _across_the_border(places: pl.LazyFrame, iso3: str, degrees_away: float) -> pl.DataFrame:
    outline = country_boundary(iso3).outline
    west, south, east, north = (float(x) for x in outline.bounds)
    others = places.filter(
        pl.col("iso3") != iso3,
        pl.col("longitude").is_between(west - degrees_away, east + degrees_away),
        pl.col("latitude").is_between(south - degrees_away, north + degrees_away),
    ).collect()
    points = shapely.points(others["longitude"].to_numpy(), others["latitude"].to_numpy())
    shapely.prepare(outline)
    near = [bool(n) for n in shapely.dwithin(outline, points, degrees_away)]
    return others.filter(pl.Series(near, dtype=pl.Boolean))


def _in_order(places: pl.DataFrame) -> pl.DataFrame:
    return (
        places.select(PLACE_SCHEMA.names())
        .cast(PLACE_SCHEMA)
        .sort(
            "population",
            "name",
            "latitude",
            "longitude",
            descending=[True, False, False, False],
            nulls_last=True,
        )
    )


def _columns(raw: RawFile) -> dict[str, str]:
    """Return which column of the file holds which field."""
    written = {column.strip().casefold(): column for column in reversed(raw.columns)}
    found = {
        field: next(written[name] for name in names if name in written)
        for field, names in COLUMN_NAMES.items()
        if any(name in written for name in names)
    }
    missing = [field for field in ("name", "latitude", "longitude") if field not in found]
    if missing:
        raise PeaceopsError(
            f"no column for {' and '.join(missing)}",
            where=raw.name,
            remedy=f"it has: {', '.join(raw.columns)}",
        )
    return found


def _text(columns: dict[str, str], field: str) -> pl.Expr:
    source = pl.col(columns[field]) if field in columns else pl.lit("")
    return source.fill_null("").str.strip_chars().alias(field)


def _population(columns: dict[str, str]) -> pl.Expr:
    if "population" not in columns:
        return pl.lit(None, dtype=pl.Int64).alias("population")
    # 12,500 and 12 500 are thousands; 12500.0 comes out of spreadsheets
    plain = pl.col(columns["population"]).str.replace_all(r"[,\s\u{00a0}\u{202f}']", "")
    return plain.cast(pl.Float64, strict=False).cast(pl.Int64, strict=False).alias("population")


def _refuse(wrong: pl.Series, what: str, raw: RawFile, column: str) -> None:
    if not wrong.any():
        return
    row = int(wrong.arg_max() or 0)
    cell = raw.table[column][row]
    more = int(wrong.sum()) - 1
    raise PeaceopsError(
        f"{what}: {cell!r}" + (f", and {more} more" if more else ""),
        where=f"{raw.name}, line {raw.lines[row]}",
        remedy=f"mend column {column!r}",
    )
