"""Files of samples and of actual deaths, in the layout of the VIEWS Prediction Challenge 2023/24.

Forecasts: a row a month, unit and draw: `month_id`, `country_id` (or `priogrid_gid`, or `unit`),
`draw`, `outcome`. Actuals: the same without `draw`. Parquet or CSV, one file or a folder of files.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from peaceops.domain.error import PeaceopsError

UNIT_COLUMNS = ("country_id", "priogrid_gid", "priogrid_id", "pg_id", "unit")
LAYOUT = "columns month_id, country_id (or priogrid_gid), draw, outcome"


@dataclass(frozen=True)
class Samples:
    """Samples of deaths.

    Attributes:
        keys: table of `month` and `unit`, one row each.
        draws: shape (n, s).
    """

    keys: pl.DataFrame
    draws: NDArray[np.floating]


def read_samples(path: Path) -> Samples:
    """Read forecasts.

    Raises:
        PeaceopsError: columns are missing, values are no counts, or rows hold unlike many draws.
    """
    table = _read(path, ("draw",))
    # The usual files are sorted; then each unit's draws lie together and need no sorting.
    keys = table.select("month", "unit").unique(maintain_order=True)
    size = table.height // max(1, keys.height)
    if keys.height * size != table.height:
        raise PeaceopsError("rows hold unlike many draws", where=str(path), remedy=LAYOUT)
    together = (
        table.select(
            (
                (pl.col("month") != pl.col("month").shift())
                | (pl.col("unit") != pl.col("unit").shift())
            )
            .fill_null(value=True)
            .sum()
        ).item()
        == keys.height
    )
    if not together:
        table = table.sort("month", "unit", "draw")
        keys = table.select("month", "unit").unique(maintain_order=True)
    counts = table.group_by("month", "unit").len()["len"]
    if counts.min() != size or counts.max() != size:
        raise PeaceopsError("rows hold unlike many draws", where=str(path), remedy=LAYOUT)
    draws = table["outcome"].to_numpy().reshape(keys.height, size)
    return Samples(keys, draws)


def read_actuals(path: Path) -> pl.DataFrame:
    """Read what happened: `month`, `unit`, `outcome`, one row each.

    Raises:
        PeaceopsError: columns are missing, values are no counts, or a unit-month comes twice.
    """
    table = _read(path, ())
    if table.select("month", "unit").is_duplicated().any():
        raise PeaceopsError("a unit-month comes twice", where=str(path))
    return table


def _read(path: Path, more: tuple[str, ...]) -> pl.DataFrame:
    if not path.exists():
        raise PeaceopsError("no such file", where=str(path))
    try:
        if path.suffix == ".csv":
            table = pl.read_csv(path, infer_schema_length=None)
        else:
            table = pl.read_parquet(path / "**/*.parquet" if path.is_dir() else path)
    except (pl.exceptions.PolarsError, OSError) as error:
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise PeaceopsError(f"can not be read as a table: {reason}", where=str(path)) from error
    unit = next((name for name in UNIT_COLUMNS if name in table.columns), None)
    missing = [name for name in ("month_id", *more, "outcome") if name not in table.columns]
    if unit is None:
        missing.append("country_id or priogrid_gid")
    if unit is None or missing:
        raise PeaceopsError(
            f"no column {', '.join(missing)}",
            where=str(path),
            remedy=LAYOUT,
        )
    outcome = table["outcome"]
    if not outcome.dtype.is_numeric() or not table["month_id"].dtype.is_integer():
        raise PeaceopsError("month_id or outcome is no number", where=str(path), remedy=LAYOUT)
    if outcome.dtype not in {pl.Float32, pl.Float64}:
        outcome = outcome.cast(pl.Float64)
    if outcome.null_count() or not outcome.is_finite().all() or (outcome < 0).any():
        raise PeaceopsError("outcome is missing, infinite or negative in a row", where=str(path))
    return table.select(
        *more,
        month=pl.col("month_id").cast(pl.Int32),
        unit=pl.col(unit).cast(pl.String) if unit == "unit" else pl.col(unit).cast(pl.Int64),
        outcome=outcome,
    )
