"""A record to be forecast: one measure of named units, month by month, wherever it comes from."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from peaceops.domain.error import PeaceopsError
from peaceops.domain.month import Month, parse_month

MOST_UNIT_MONTHS = 50_000_000


@dataclass(frozen=True)
class Record:
    """Deaths by unit and month.

    Attributes:
        units: ids of the units.
        first: the first month.
        deaths: shape (n, t).
        neighbours: shape (n, k); indices, -1 where there is none.
        beside: other measures of the same shape.
        known: shape (n, t); False where the table has no row. None: all are known.
    """

    units: tuple[str, ...]
    first: Month
    deaths: NDArray[np.float64]
    neighbours: NDArray[np.int64]
    beside: tuple[NDArray[np.float64], ...] = ()
    known: NDArray[np.bool_] | None = None

    @property
    def last(self) -> Month:
        """The last month."""
        return self.first + int(self.deaths.shape[1]) - 1


def read_record(file: Path) -> Record:
    """Read a table of unit, month and value: CSV, TSV or Parquet.

    Months are `YYYY-MM` or VIEWS's numbers, in any order. A missing row is a month that nobody
    recorded, not a month without deaths: it is never scored nor learnt as an outcome.

    Raises:
        PeaceopsError: no such file or columns, a value that is no count, a unit-month twice.
    """
    table = _read(file)
    where = str(file)
    missing = [name for name in ("unit", "month", "value") if name not in table.columns]
    if missing:
        raise PeaceopsError(
            f"no column {', '.join(missing)}",
            where=where,
            remedy="a panel has the columns unit, month and value",
        )
    if table.is_empty():
        raise PeaceopsError("the panel holds no row", where=where)
    table = table.select(
        unit=pl.col("unit").cast(pl.String),
        month=_months(table["month"], where),
        value=_values(table["value"], where),
    )
    if table["unit"].null_count():
        raise PeaceopsError("a row has no unit", where=where)
    twice = table.filter(table.select("unit", "month").is_duplicated())
    if not twice.is_empty():
        unit, month = twice.row(0)[:2]
        raise PeaceopsError(
            f"unit {unit} has month {month} twice ({twice.height} such rows)",
            where=where,
            remedy="sum or drop them: which of them is meant can not be told",
        )
    return _lay_out(table)


def _read(file: Path) -> pl.DataFrame:
    if not file.is_file():
        raise PeaceopsError("no such file", where=str(file))
    try:
        if file.suffix == ".parquet":
            return pl.read_parquet(file)
        separator = "\t" if file.suffix in {".tsv", ".tab"} else ","
        return pl.read_csv(file, separator=separator, infer_schema_length=None)
    except (pl.exceptions.PolarsError, UnicodeDecodeError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise PeaceopsError(f"can not be read as a table: {reason}", where=str(file)) from error


def _months(column: pl.Series, where: str) -> pl.Series:
    if column.dtype.is_integer():
        months = column.cast(pl.Int64)
        if months.null_count() or not months.is_between(-20_000, 20_000).all():
            raise PeaceopsError(
                "a month is missing or out of range",
                where=where,
                remedy="write YYYY-MM, or VIEWS's month_id (1 is January 1980)",
            )
        return months
    texts = column.cast(pl.String)
    known = {}
    for text in texts.unique().to_list():
        try:
            known[text] = parse_month((text or "")[:7])
        except PeaceopsError as error:
            raise PeaceopsError(error.what, where=where, remedy=error.remedy) from error
    return texts.replace_strict(known, return_dtype=pl.Int64)


def _values(column: pl.Series, where: str) -> pl.Series:
    if not column.dtype.is_numeric():
        raise PeaceopsError("value is not a number in every row", where=where)
    values = column.cast(pl.Float64)
    if (values < 0).any():
        raise PeaceopsError("value is negative in a row: deaths can not be", where=where)
    if values.is_infinite().any():
        raise PeaceopsError("value is infinite in a row", where=where)
    return values


def _lay_out(table: pl.DataFrame) -> Record:
    units = table["unit"].unique().sort()
    # Whole numbers sort as numbers.
    if units.str.contains(r"^\d{1,15}$").all():
        units = units.gather(units.cast(pl.Int64).arg_sort())
    first, last = int(table["month"].min()), int(table["month"].max())  # type: ignore[arg-type]
    months = last - first + 1
    if len(units) * months > MOST_UNIT_MONTHS:
        raise PeaceopsError(
            f"{len(units)} units × {months} months are too many",
            remedy=f"at most {MOST_UNIT_MONTHS} unit-months; is a month written wrongly?",
        )
    row = table["unit"].replace_strict(units, pl.Series(range(len(units))), return_dtype=pl.Int64)
    values = table["value"].to_numpy()
    deaths = np.zeros((len(units), months))
    known = np.zeros_like(deaths, dtype=bool)
    place = (row.to_numpy(), table["month"].to_numpy() - first)
    deaths[place] = np.nan_to_num(values)
    known[place] = np.isfinite(values)
    return Record(
        units=tuple(units.to_list()),
        first=first,
        deaths=deaths,
        neighbours=np.full((len(units), 1), -1, dtype=np.int64),
        known=None if known.all() else known,
    )
