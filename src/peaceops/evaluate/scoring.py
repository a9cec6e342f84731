"""Turn the outlooks of past months into a scorecard.

The first score is the one that a head of office can use: of the ten areas named each month, how
many saw civilians killed within the horizon, and how many of the gravest places had been named;
beside the same for the simple list that people use, the past year's civilian deaths.
"""

from collections.abc import Sequence

import polars as pl

from peaceops.analyse.actor import civilian_deaths
from peaceops.analyse.models.model import Model
from peaceops.analyse.skill.probability import (
    average_precision,
    brier,
    calibration_error,
    reliability,
)
from peaceops.collate.panel import period_of
from peaceops.domain.scorecard import ModelScore, NamedScore, ReliabilityBin, Scorecard

NAMED = 10
GRAVE_DEATHS = 10
SIMPLE_LIST = "past-12-months"
SIMPLE_LIST_TITLE = "most civilian deaths in the past 12 months"


def build_scorecard(
    past: pl.DataFrame,
    placed: pl.DataFrame,
    models: Sequence[Model],
    *,
    horizon_months: int,
    target: str,
) -> Scorecard | None:
    """Score the past outlooks of each model, the first of them being the one shown.

    Args:
        past: table of `PAST_OUTLOOK_SCHEMA`.
        placed: events known by the as-of date, with their area.
        models: the models in the table, the one shown first.
        horizon_months: how many months ahead were summed.
        target: what was forecast.

    Returns:
        None where the record is too short for any past outlook.
    """
    if past.is_empty():
        return None
    first, last = past["origin"].min(), past["origin"].max()
    attacks = _attacks(placed, target).filter(
        pl.col("month").is_between(pl.lit(first) + 1, pl.lit(last) + horizon_months)
    )
    shown = past.filter(pl.col("model") == models[0].name)
    lists = [(model.name, model.title, named_by_model(past, model.name)) for model in models]
    lists.append((SIMPLE_LIST, SIMPLE_LIST_TITLE, named_simply(shown)))
    return Scorecard(
        first_origin=first,  # type: ignore[arg-type]
        last_origin=last,  # type: ignore[arg-type]
        origins=past["origin"].n_unique(),
        horizon_months=horizon_months,
        target=target,
        named=tuple(
            _named_score(name, title, named, shown, attacks, horizon_months)
            for name, title, named in lists
        ),
        models=tuple(_model_score(past, model) for model in models),
    )


def named_by_model(past: pl.DataFrame, model: str) -> pl.DataFrame:
    """Return the ten areas that a model names at each origin: `origin`, `area`, `deaths`."""
    return _top(past.filter(pl.col("model") == model), ["p_ge_1", "expected"])


def named_simply(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the ten areas with most civilian deaths in the past year, fewer where fewer had any.

    Args:
        rows: the rows of any one model.
    """
    return _top(rows.filter(pl.col("past_year") > 0), ["past_year"])


def _top(rows: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """Take the first ten of each origin; ties go to the area that comes first in the lattice."""
    order = pl.struct(*(-pl.col(column).round(6) for column in by), "area")
    return rows.filter(order.rank("ordinal").over("origin") <= NAMED).select(
        "origin", "area", "deaths"
    )


def _attacks(placed: pl.DataFrame, target: str) -> pl.DataFrame:
    """Return the distinct events that killed civilians: `id`, `area`, `month`."""
    return placed.filter(pl.col("area").is_not_null() & (civilian_deaths(target) >= 1)).select(
        "id", "area", month=period_of("date_end")
    )


def _named_score(
    name: str,
    title: str,
    named: pl.DataFrame,
    rows: pl.DataFrame,
    attacks: pl.DataFrame,
    horizon_months: int,
) -> NamedScore:
    grave = rows.filter(pl.col("deaths") >= GRAVE_DEATHS)
    told = (
        named.select(
            "area", month=pl.int_ranges(pl.col("origin") + 1, pl.col("origin") + horizon_months + 1)
        )
        .explode("month")
        .with_columns(pl.col("month").cast(pl.Int32))
    )
    return NamedScore(
        name=name,
        title=title,
        named=named.height,
        hits=named.filter(pl.col("deaths") >= 1).height,
        grave=grave.height,
        grave_named=grave.join(named, on=["origin", "area"], how="semi").height,
        attacks=attacks.height,
        attacks_named=attacks.join(told, on=["area", "month"], how="semi").height,
    )


def _model_score(past: pl.DataFrame, model: Model) -> ModelScore:
    rows = past.filter(pl.col("model") == model.name)
    deaths = rows["deaths"].to_numpy()
    p_1, p_25 = rows["p_ge_1"].to_numpy(), rows["p_ge_25"].to_numpy()
    table = reliability(p_1, deaths >= 1)
    return ModelScore(
        name=model.name,
        title=model.title,
        crps=float(rows["crps"].to_numpy().mean()),
        ignorance=float(rows["ignorance"].to_numpy().mean()),
        brier_1=brier(p_1, deaths >= 1),
        brier_25=brier(p_25, deaths >= 25),
        ap_1=average_precision(p_1, deaths >= 1),
        ap_25=average_precision(p_25, deaths >= 25),
        calibration_error=calibration_error(table),
        reliability=tuple(ReliabilityBin(**row) for row in table.iter_rows(named=True)),
    )
