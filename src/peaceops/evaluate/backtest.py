"""Forecast from each origin of the past, from its own past alone, and lay the truth beside it."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from peaceops.analyse.history import History, cut, marked
from peaceops.analyse.lesson import look_back
from peaceops.analyse.models import model_named
from peaceops.analyse.skill.crps import crps, crps_log1p
from peaceops.analyse.skill.ignorance import ignorance
from peaceops.analyse.skill.interval import interval_score, transform
from peaceops.collate.record import Record
from peaceops.domain.distribution import Distribution, mean, probability_at_least, quantile
from peaceops.evaluate.fold import Task, behind, window_label

RIVALS = ("conflictology-12", "zero")
"""Shown in every back-test."""

QUIET_MONTHS = 12

ROW_SCHEMA = pl.Schema(
    {
        "model": pl.String,
        "horizon": pl.String,
        "origin": pl.Int32,
        "unit": pl.Int32,
        "month": pl.Int32,
        "deaths": pl.Float64,
        "past_year": pl.Float64,
        "expected": pl.Float64,
        "low": pl.Float64,
        "high": pl.Float64,
        "p_ge_1": pl.Float64,
        "p_ge_25": pl.Float64,
        "crps": pl.Float64,
        "crps_log1p": pl.Float64,
        "ignorance": pl.Float64,
        "mis": pl.Float64,
        "p_fewer": pl.Float64,
        "p_upto": pl.Float64,
    }
)
"""A row a model, horizon, origin and unit.

`unit` is the index of the unit, `month` the last month of the window, `past_year` the deaths of the
12 months before the data end, `low` and `high` the ends of the 90 % interval, `p_fewer` and
`p_upto` the probabilities of fewer and of no more deaths than happened.
"""


def whole(record: Record) -> History:
    """Return a record as a history up to its last month."""
    return marked(
        History(record.deaths, record.neighbours, record.last, record.beside, record.known)
    )


def run_task(record: Record, models: tuple[str, ...], lag: int, task: Task) -> pl.DataFrame:
    """Do one piece of a back-test; pure: same pieces, same rows.

    Returns:
        a table of `ROW_SCHEMA`; windows that the record does not hold to their end are left out.
    """
    full = whole(record)
    parts = [ROW_SCHEMA.to_frame()]
    origins = [origin for origin in task.origins if origin + task.window.last <= record.last]
    if origins:
        look_back(cut(full, max(origins) - lag), [origin - lag for origin in origins])
    for origin in origins:
        past = cut(full, origin - lag)
        start = origin + task.window.first - record.first
        span = slice(start, start + task.window.months)
        happened = record.deaths[:, span].sum(axis=1)
        rows = np.arange(len(happened))
        if record.known is not None:
            rows = np.flatnonzero(record.known[:, span].all(axis=1))
        past_year = past.deaths[:, -QUIET_MONTHS:].sum(axis=1)
        for name in models:
            forecast = model_named(name).forecast(past, behind(task.window, lag))
            seen = Distribution(forecast.cdf[rows])
            frame = _rows(seen, happened[rows])
            parts.append(
                frame.with_columns(
                    model=pl.lit(name),
                    horizon=pl.lit(window_label(task.window)),
                    origin=pl.lit(origin, pl.Int32),
                    unit=pl.Series(rows, dtype=pl.Int32),
                    month=pl.lit(origin + task.window.last, pl.Int32),
                    past_year=pl.Series(past_year[rows]),
                ).select(ROW_SCHEMA.names())
            )
    return pl.concat(parts)


def _rows(forecast: Distribution, happened: NDArray[np.float64]) -> pl.DataFrame:
    fewer, upto = transform(forecast, happened)
    return pl.DataFrame(
        {
            "deaths": happened,
            "expected": mean(forecast),
            "low": quantile(forecast, 0.05),
            "high": quantile(forecast, 0.95),
            "p_ge_1": probability_at_least(forecast, 1),
            "p_ge_25": probability_at_least(forecast, 25),
            "crps": crps(forecast, happened),
            "crps_log1p": crps_log1p(forecast, happened),
            "ignorance": ignorance(forecast, happened),
            "mis": interval_score(forecast, happened),
            "p_fewer": fewer,
            "p_upto": upto,
        }
    )
