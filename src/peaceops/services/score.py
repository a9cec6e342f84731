"""Score anybody's samples."""

from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from peaceops.acquire.sample_file import read_actuals, read_samples
from peaceops.analyse.skill.ensemble import score_samples
from peaceops.analyse.skill.probability import average_precision, brier
from peaceops.domain.error import PeaceopsError


class SampleScore(msgspec.Struct, frozen=True, kw_only=True):
    """Means over unit-months.

    Attributes:
        rows: unit-months scored; months, units: of them. draws: samples a row.
        crps, crps_log1p, ignorance, mis, brier_1, brier_25: 0 is best.
        ap_1, ap_25: average precision, None where nothing happened.
        by_month: CRPS, ignorance and MIS of each month.
    """

    rows: int
    months: int
    units: int
    draws: int
    crps: float
    crps_log1p: float
    ignorance: float
    mis: float
    brier_1: float
    brier_25: float
    ap_1: float | None
    ap_25: float | None
    by_month: dict[str, dict[str, float]]


@dataclass(frozen=True)
class Unmatched:
    """Unit-months that stand in one file only."""

    forecasts: int
    actuals: int


def score_files(forecasts: Path, actuals: Path) -> tuple[SampleScore, Unmatched]:
    """Score a file of samples against a file of actual deaths, on the unit-months they share.

    Raises:
        PeaceopsError: bad input, or nothing in common.
    """
    given, truth = read_samples(forecasts), read_actuals(actuals)
    try:
        joined = given.keys.with_row_index("row").join(truth, on=["month", "unit"], how="inner")
    except Exception as error:
        raise PeaceopsError(
            "the units of the two files are of different kinds", where=str(actuals)
        ) from error
    if joined.is_empty():
        raise PeaceopsError("the two files share no unit-month", where=str(actuals))
    joined = joined.sort("row")
    rows = joined["row"].to_numpy()
    draws = given.draws if len(rows) == len(given.draws) else given.draws[rows]
    happened = joined["outcome"].to_numpy().astype(float)
    scores = score_samples(draws, happened)
    months = joined["month"].to_numpy()
    score = SampleScore(
        rows=len(rows),
        months=int(joined["month"].n_unique()),
        units=int(joined["unit"].n_unique()),
        draws=int(draws.shape[1]),
        crps=float(scores.crps.mean()),
        crps_log1p=float(scores.crps_log1p.mean()),
        ignorance=float(scores.ignorance.mean()),
        mis=float(scores.mis.mean()),
        brier_1=brier(scores.p_ge_1, happened >= 1),
        brier_25=brier(scores.p_ge_25, happened >= 25),
        ap_1=average_precision(scores.p_ge_1, happened >= 1),
        ap_25=average_precision(scores.p_ge_25, happened >= 25),
        by_month={
            str(month): {
                "crps": float(scores.crps[months == month].mean()),
                "ignorance": float(scores.ignorance[months == month].mean()),
                "mis": float(scores.mis[months == month].mean()),
            }
            for month in np.unique(months)
        },
    )
    shared = len(rows)
    return score, Unmatched(len(given.draws) - shared, truth.height - shared)
