"""Two questions one after the other: does anybody die, and if so, how many?

A boosted classifier answers the first, a boosted regression of log deaths the second; the spread
around it is that of its errors on blocks of time that it had not seen, apart for low, middle and
high predictions.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from peaceops.analyse.forest import grow, predict, trees_from_array, trees_to_array
from peaceops.analyse.histogram import known
from peaceops.analyse.history import History, Window
from peaceops.analyse.lesson import latest, lessons
from peaceops.analyse.models import decay
from peaceops.analyse.models.model import Model
from peaceops.analyse.once import Arrays, Form, learnt_once
from peaceops.domain.distribution import CAP, GRID, Distribution, grid_index

_CHANCE = {
    "objective": "binary",
    "learning_rate": 0.05,
    "num_leaves": 12,
    "lambda_l2": 5.0,
    "min_data_in_leaf": 25,
    "feature_fraction": 0.6,
}
_SIZE = {
    "objective": "regression",
    "learning_rate": 0.05,
    "num_leaves": 8,
    "lambda_l2": 5.0,
    "min_data_in_leaf": 10,
    "feature_fraction": 0.6,
}
_CHANCE_ROUNDS, _SIZE_ROUNDS = 120, 80
_BLOCKS, _STRATA, _ERRORS = 4, 3, 200


@dataclass(frozen=True)
class Hurdle:
    """What was learnt.

    Attributes:
        chance, size: the two learners.
        limits: shape (strata - 1,); where the strata of predicted log deaths part.
        errors: shape (strata, e); quantiles of what the prediction of log deaths missed.
    """

    chance: Any
    size: Any
    limits: NDArray[np.float64]
    errors: NDArray[np.float64]


def learn(past: History, window: Window) -> Hurdle | None:
    """Learn both answers from a past; None where it teaches too little."""
    taught = lessons(past, window)
    if not taught.enough:
        return None
    happened = (taught.outcome > 0).astype(float)
    chance = grow(taught.figures, happened, taught.weight, _CHANCE, _CHANCE_ROUNDS)
    violent = taught.outcome > 0
    figures, aim = taught.figures[violent], np.log(taught.outcome[violent])
    weight = taught.weight[violent]
    size = grow(figures, aim, weight, _SIZE, _SIZE_ROUNDS)
    unseen = _unseen(figures, aim, weight, taught.month[violent])
    limits = np.quantile(unseen, np.arange(1, _STRATA) / _STRATA)
    stratum = np.searchsorted(limits, unseen)
    levels = (np.arange(_ERRORS) + 0.5) / _ERRORS
    missed = aim - unseen
    errors = np.stack(
        [
            np.quantile(missed[stratum == part] if (stratum == part).any() else missed, levels)
            for part in range(_STRATA)
        ]
    )
    return Hurdle(chance, size, limits, errors)


def _unseen(
    figures: NDArray[np.float32],
    aim: NDArray[np.float64],
    weight: NDArray[np.float64],
    month: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Predict each block of time from the others."""
    edges = np.quantile(month, np.arange(1, _BLOCKS) / _BLOCKS)
    block = np.searchsorted(edges, month, side="left")
    found = np.full(len(aim), float(np.average(aim, weights=weight)))
    for part in range(_BLOCKS):
        out = block == part
        if out.any() and (~out).sum() >= 2 * _SIZE["min_data_in_leaf"]:  # type: ignore[operator]
            booster = grow(figures[~out], aim[~out], weight[~out], _SIZE, _SIZE_ROUNDS)
            found[out] = predict(booster, figures[out])
    return found


def _to_arrays(found: Hurdle | None) -> Arrays:
    if found is None:
        return {}
    return {
        "chance": trees_to_array(found.chance),
        "size": trees_to_array(found.size),
        "limits": found.limits,
        "errors": found.errors,
    }


def _from_arrays(arrays: Arrays) -> Hurdle | None:
    if not arrays:
        return None
    return Hurdle(
        trees_from_array(arrays["chance"]),
        trees_from_array(arrays["size"]),
        arrays["limits"],
        arrays["errors"],
    )


HURDLE = Form(_to_arrays, _from_arrays)
"""How what was learnt is kept."""


def _forecast(history: History, window: Window) -> Distribution:
    found = learnt_once(learn, history, window, HURDLE)
    if found is None:
        return decay.MODEL.forecast(history, window)
    figures = latest(history)
    chance = predict(found.chance, figures)
    size = predict(found.size, figures)
    spread = found.errors[np.searchsorted(found.limits, size)]
    place = np.maximum(grid_index(np.minimum(np.exp(size[:, None] + spread), CAP)), 1)
    rows = np.arange(len(size))[:, None] * len(GRID)
    share = np.broadcast_to(chance[:, None] / _ERRORS, place.shape)
    counted = np.bincount((place + rows).ravel(), share.ravel(), rows.size * len(GRID))
    mass = np.asarray(counted, np.float64).reshape(len(size), len(GRID))
    mass[:, 0] += 1 - chance
    return known(mass)


MODEL = Model("hurdle", "whether anybody dies, and if so how many", _forecast)
