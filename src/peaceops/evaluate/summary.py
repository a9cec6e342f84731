"""From the rows of a back-test to its scores, each beside the rivals and with its interval."""

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from peaceops.analyse.skill.bootstrap import block_draws, ratio_interval
from peaceops.analyse.skill.probability import (
    average_precision,
    brier,
    calibration_error,
    reliability,
)
from peaceops.domain.score import Ratio, Score
from peaceops.evaluate.backtest import RIVALS

POOLED = "pooled"
RATIO_SCORES = ("crps", "crps_log1p", "ignorance", "mis")


def summarise(rows: pl.DataFrame, models: Sequence[str]) -> tuple[Score, ...]:
    """Score each model at each horizon and pooled, in the order of models and horizons.

    Pooled are the single months; sums of months only where there are no single ones.
    """
    horizons = rows["horizon"].unique(maintain_order=True).to_list()
    groups = [(name, pl.col("horizon") == name) for name in horizons]
    single = [name for name in horizons if name.isdecimal()]
    groups.append((POOLED, pl.col("horizon").is_in(single or horizons)))
    scores = []
    for horizon, chosen in groups:
        part = rows.filter(chosen)
        by_model = {name: part.filter(pl.col("model") == name) for name in models}
        drawn = block_draws(np.unique(part["origin"].to_numpy()).astype(np.int64))
        sums = {name: _by_origin(table) for name, table in by_model.items()}
        scores += [_score(name, horizon, by_model, sums, drawn) for name in models]
    order = {name: place for place, name in enumerate(models)}
    return tuple(sorted(scores, key=lambda score: order[score.model]))


def _score(
    name: str,
    horizon: str,
    by_model: dict[str, pl.DataFrame],
    sums: dict[str, dict[str, NDArray[np.float64]]],
    drawn: NDArray[np.float64],
) -> Score:
    table = by_model[name]
    deaths = table["deaths"].to_numpy()
    p_1, p_25 = table["p_ge_1"].to_numpy(), table["p_ge_25"].to_numpy()
    quiet = table["past_year"].to_numpy() == 0
    means = table.select(pl.col("crps", "crps_log1p", "ignorance", "mis").mean()).row(0, named=True)
    rivals = [rival for rival in RIVALS if rival in by_model]
    without, median = _by_unit(table, by_model[rivals[0]]) if rivals else (None, None)
    return Score(
        model=name,
        horizon=int(horizon) if horizon.isdecimal() else horizon,
        rows=table.height,
        **means,
        brier_1=brier(p_1, deaths >= 1),
        brier_25=brier(p_25, deaths >= 25),
        ap_1=average_precision(p_1, deaths >= 1),
        ap_25=average_precision(p_25, deaths >= 25),
        calibration_error=calibration_error(reliability(p_1, deaths >= 1)),
        onset_ap_1=average_precision(p_1[quiet], deaths[quiet] >= 1),
        onset_brier_1=brier(p_1[quiet], deaths[quiet] >= 1) if quiet.any() else None,
        onsets=int((deaths[quiet] >= 1).sum()),
        onset_rows=int(quiet.sum()),
        ratio={
            rival: {
                score: _ratio(sums[name][score], sums[rival][score], drawn)
                for score in RATIO_SCORES
            }
            for rival in rivals
        },
        ratio_without_largest=without,
        median_unit_ratio=median,
    )


def _by_origin(table: pl.DataFrame) -> dict[str, NDArray[np.float64]]:
    """Return the sum of each score over the rows of each origin."""
    summed = table.group_by("origin").agg(pl.col(RATIO_SCORES).sum()).sort("origin")
    return {score: summed[score].to_numpy() for score in RATIO_SCORES}


def _ratio(
    model: NDArray[np.float64], rival: NDArray[np.float64], drawn: NDArray[np.float64]
) -> Ratio:
    if rival.sum() <= 0:
        return Ratio(None, None, None)
    interval = ratio_interval(model, rival, drawn)
    low, high = interval or (None, None)
    return Ratio(float(model.sum() / rival.sum()), low, high)


def _by_unit(table: pl.DataFrame, rival: pl.DataFrame) -> tuple[float | None, float | None]:
    """Return the CRPS ratio without the unit with most deaths, and the median of units' ratios."""

    def summed(rows: pl.DataFrame) -> pl.DataFrame:
        return rows.group_by("unit").agg(pl.col("crps").sum(), pl.col("deaths").sum()).sort("unit")

    own, other = summed(table), summed(rival)
    model, beside = own["crps"].to_numpy(), other["crps"].to_numpy()
    largest = int(own["deaths"].to_numpy().argmax())
    kept = np.arange(len(model)) != largest
    below = beside[kept].sum()
    usable = (beside > 0) & (own["deaths"].to_numpy() > 0)
    return (
        float(model[kept].sum() / below) if below > 0 else None,
        float(np.median(model[usable] / beside[usable])) if usable.any() else None,
    )
