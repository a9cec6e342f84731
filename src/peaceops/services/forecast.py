"""Forecast a record and write the forecast in the form asked for."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec
import numpy as np
import polars as pl

from peaceops.analyse.hands import hands, spare_hands
from peaceops.analyse.history import Window, cut
from peaceops.analyse.models import model_named
from peaceops.collate.record import Record
from peaceops.domain.distribution import (
    Distribution,
    mean,
    probability_at_least,
    quantile,
    samples,
)
from peaceops.domain.error import PeaceopsError
from peaceops.domain.month import Month, month_label
from peaceops.evaluate.backtest import whole
from peaceops.evaluate.fold import parse_windows, window_label
from peaceops.services.folder import write_whole, writing
from peaceops.services.record import Source, load_record

Form = Literal["table", "views"]


@dataclass(frozen=True)
class ForecastOrder:
    """What is asked for.

    Attributes:
        source: the record.
        horizons: like "1,3,6,12".
        origin: last month used; None: the record's last.
        model: its name.
        form: a table of figures, or the challenge's samples.
        size: how many samples.
        seed: of the samples.
        out: the file; `.csv`, `.json` or `.parquet` (samples: `.parquet`).
    """

    source: Source
    horizons: str
    origin: Month | None
    model: str
    form: Form
    size: int
    seed: int
    out: Path | None


def make_forecast(order: ForecastOrder) -> pl.DataFrame:
    """Forecast every unit of a record from an origin.

    Returns:
        the table that was written: a row a unit and window, or a row a draw.

    Raises:
        PeaceopsError: bad input.
    """
    if order.size < 1:
        raise PeaceopsError("at least one sample is needed", where="--samples")
    record = load_record(order.source)
    origin = record.last if order.origin is None else order.origin
    past = cut(whole(record), origin)
    model = model_named(order.model)
    windows = parse_windows(order.horizons)
    if order.form == "views" and any(window.months > 1 for window in windows):
        raise PeaceopsError("samples are of single months", where="--horizons", remedy="like 3,4,5")
    parts = []
    for place, window in enumerate(windows):
        with hands(spare_hands()):
            forecast = model.forecast(past, window)
        parts.append(
            _draws(forecast, record, origin + window.last, order.size, order.seed + place, order)
            if order.form == "views"
            else _figures(forecast, record, origin, window)
        )
    table = pl.concat(parts)
    if order.out is not None:
        _write(table, order.out)
    return table


def _figures(forecast: Distribution, record: Record, origin: Month, window: Window) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "unit": record.units,
            "origin": month_label(origin),
            "horizon": window_label(window),
            "first_month": month_label(origin + window.first),
            "last_month": month_label(origin + window.last),
            "p_ge_1": probability_at_least(forecast, 1),
            "p_ge_25": probability_at_least(forecast, 25),
            "expected": mean(forecast),
            **{f"q{level:02d}": quantile(forecast, level / 100) for level in (5, 10, 50, 90, 95)},
        }
    )


def _draws(
    forecast: Distribution, record: Record, month: Month, size: int, seed: int, order: ForecastOrder
) -> pl.DataFrame:
    drawn = samples(forecast, size, seed)
    by_cell = order.source.country is not None and order.source.by != "unit"
    numbers = all(unit.isdecimal() for unit in record.units)
    name = "priogrid_gid" if by_cell else "country_id" if numbers else "unit"
    units = pl.Series(name, record.units)
    if numbers:
        units = units.cast(pl.Int32)
    count = len(record.units)
    return pl.DataFrame(
        {
            "month_id": np.full(count * size, month, np.int32),
            name: units.gather(np.repeat(np.arange(count), size)),
            "draw": np.tile(np.arange(size, dtype=np.int32), count),
            "outcome": np.rint(drawn).astype(np.int32).ravel(),
        }
    )


def _write(table: pl.DataFrame, out: Path) -> None:
    buffer = io.BytesIO()
    match out.suffix:
        case ".parquet":
            table.write_parquet(buffer)
        case ".csv":
            table.write_csv(buffer)
        case ".json":
            content = {"format": 1, "forecasts": table.to_dicts()}
            buffer.write(msgspec.json.encode(content, order="sorted") + b"\n")
        case _:
            raise PeaceopsError(
                f"{out.suffix or 'no ending'} is no form of file known here",
                where=str(out),
                remedy="write .parquet, .csv or .json",
            )
    with writing(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        write_whole(out, buffer.getvalue())
