"""Scores of a probability that something happens: Brier, average precision, reliability."""

import numpy as np
import polars as pl
from numpy.typing import NDArray


def brier(probability: NDArray[np.float64], happened: NDArray[np.bool_]) -> float:
    """Return the mean squared difference between probability and what happened; 0 is best.

    Source: Brier (1950), Monthly Weather Review 78(1).
    """
    return float(np.mean((probability - happened) ** 2))


def average_precision(
    probability: NDArray[np.float64], happened: NDArray[np.bool_]
) -> float | None:
    """Return the mean precision over the ranks at which something happened; 1 is best.

    Areas of the same probability are taken as one rank. By chance alone it is about the share of
    areas in which something happened.

    Returns:
        None where nothing happened: there is then nothing to find.
    """
    found = int(happened.sum())
    if found == 0:
        return None
    order = np.argsort(-probability, kind="stable")
    ranked = probability[order]
    last_of_rank = np.flatnonzero(np.append(ranked[1:] != ranked[:-1], True))
    hits = np.cumsum(happened[order])[last_of_rank]
    precision = hits / (last_of_rank + 1)
    return float(np.sum(np.diff(hits, prepend=0) * precision) / found)


def reliability(
    probability: NDArray[np.float64], happened: NDArray[np.bool_], *, bins: int = 10
) -> pl.DataFrame:
    """Compare what was said with how often it came true, in bins of equal numbers of areas.

    Only rows with a probability above 0.5 % are taken: the many near-certain zeros would fill all
    bins and hide the rest.

    Returns:
        `said` (mean probability), `came_true` (share), `areas` (rows in the bin), rising by `said`.
    """
    order = np.argsort(probability, kind="stable")
    order = order[probability[order] > 0.005]
    parts = [part for part in np.array_split(order, bins) if len(part)]
    return pl.DataFrame(
        {
            "said": [float(probability[part].mean()) for part in parts],
            "came_true": [float(happened[part].mean()) for part in parts],
            "areas": [len(part) for part in parts],
        },
        schema={"said": pl.Float64, "came_true": pl.Float64, "areas": pl.Int64},
    )


def calibration_error(table: pl.DataFrame) -> float | None:
    """Return the mean absolute difference between said and came true over the bins; 0 is best."""
    if table.is_empty():
        return None
    return float((table["said"] - table["came_true"]).abs().mean())  # type: ignore[arg-type]
