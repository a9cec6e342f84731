"""Make the outlooks that would have been made in past months, each from its own past alone."""

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from peaceops.analyse.hands import beside
from peaceops.analyse.history import Window, cut, history, marked, outcomes
from peaceops.analyse.lesson import look_back
from peaceops.analyse.models.model import Model
from peaceops.analyse.skill.crps import crps
from peaceops.analyse.skill.ignorance import ignorance
from peaceops.collate.panel import Panel, matrix
from peaceops.domain.distribution import mean, probability_at_least
from peaceops.domain.month import Month

ORIGINS = 24
LEAST_HISTORY_MONTHS = 12

PAST_OUTLOOK_SCHEMA = pl.Schema(
    {
        "model": pl.String,
        "origin": pl.Int32,
        "area": pl.Int32,
        "p_ge_1": pl.Float64,
        "p_ge_25": pl.Float64,
        "expected": pl.Float64,
        "crps": pl.Float64,
        "ignorance": pl.Float64,
        "deaths": pl.Float64,
        "past_year": pl.Float64,
    }
)
"""A row a model, origin and area; `deaths` is what happened, `past_year` the 12 months before."""


def past_origins(panel: Panel, horizon_months: int, *, count: int = ORIGINS) -> range:
    """Return the last origins whose months ahead have all ended within the panel."""
    last = panel.last - horizon_months
    first = max(last - count + 1, panel.first + LEAST_HISTORY_MONTHS - 1)
    return range(first, last + 1)


def past_outlooks(
    panel: Panel,
    neighbours: NDArray[np.int64],
    models: Sequence[Model],
    origins: Sequence[Month],
    horizon_months: int,
    *,
    measure: str = "civilian_deaths",
) -> pl.DataFrame:
    """Forecast from each origin with each model and score it against what happened.

    Returns:
        a table of `PAST_OUTLOOK_SCHEMA`.
    """
    window = Window(1, horizon_months)
    values = matrix(panel, measure)
    parts = [PAST_OUTLOOK_SCHEMA.to_frame()]
    if not origins:
        return parts[0]
    latest = marked(history(panel, measure, neighbours, max(origins)))
    look_back(latest, origins)

    def at(origin: Month) -> list[pl.DataFrame]:
        past = cut(latest, origin)
        happened = outcomes(panel, measure, origin, window)
        until = origin - panel.first + 1
        past_year = values[:, max(0, until - 12) : until].sum(axis=1)
        tables = []
        for model in models:
            forecast = model.forecast(past, window)
            tables.append(
                pl.DataFrame(
                    {
                        "model": [model.name] * len(happened),
                        "origin": [origin] * len(happened),
                        "area": np.arange(len(happened)),
                        "p_ge_1": probability_at_least(forecast, 1),
                        "p_ge_25": probability_at_least(forecast, 25),
                        "expected": mean(forecast),
                        "crps": crps(forecast, happened),
                        "ignorance": ignorance(forecast, happened),
                        "deaths": happened,
                        "past_year": past_year,
                    },
                    schema=PAST_OUTLOOK_SCHEMA,
                )
            )
        return tables

    # The latest and the earliest look back on all that those between them look back on.
    ends = {origin: at(origin) for origin in (max(origins), min(origins))}
    between = [origin for origin in origins if origin not in ends]
    found = {**ends, **dict(zip(between, beside(at, between), strict=True))}
    return pl.concat([*parts, *(part for origin in origins for part in found[origin])])
