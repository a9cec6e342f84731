"""A forest of growth: how many times the usual deaths followed past moments that looked alike.

What is learnt in one place serves another where violence is ten times worse.
"""

import numpy as np
from numpy.typing import NDArray

from peaceops.analyse.forest import (
    FOREST,
    LEAVES,
    TREES,
    LeafHistograms,
    grow,
    leaf_histograms,
    spread,
)
from peaceops.analyse.histogram import known
from peaceops.analyse.history import History, Window
from peaceops.analyse.lesson import latest, lessons, usual
from peaceops.analyse.models import decay
from peaceops.analyse.models.model import Model
from peaceops.analyse.once import learnt_once
from peaceops.domain.distribution import CAP, GRID, Distribution, grid_index

_STEPS = np.arange(-8.0, 10.0, 0.05)
"""Logarithms of growth; bin 0 of the histograms is "no deaths", the others are these."""


def _learn(past: History, window: Window) -> LeafHistograms | None:
    taught = lessons(past, window)
    if not taught.enough:
        return None
    growth = np.log((taught.outcome + 0.5) / (taught.scale + 1))
    settings = {**FOREST, "num_leaves": 64}
    booster = grow(taught.figures, growth, taught.weight, settings, TREES)
    exact = np.log(np.maximum(taught.outcome, 1e-9) / (taught.scale + 1))
    step = np.searchsorted(_STEPS, exact).clip(0, len(_STEPS) - 1) + 1
    place = np.where(taught.outcome > 0, step, 0)
    return leaf_histograms(booster, taught.figures, place, taught.weight, len(_STEPS) + 1)


def _forecast(history: History, window: Window) -> Distribution:
    forest = learnt_once(_learn, history, window, LEAVES)
    if forest is None:
        return decay.MODEL.forecast(history, window)
    scale = usual(history.deaths, window)[:, -1]
    return known(on_grid(spread(forest, latest(history)), scale))


def on_grid(growth: NDArray[np.float64], scale: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn histograms of growth into histograms of deaths.

    Args:
        growth: shape (n, 1 + steps).
        scale: shape (n,); usual deaths.
    """
    middle = np.exp(_STEPS - 0.025)
    deaths = np.minimum((scale[:, None] + 1) * middle, CAP)
    # Where somebody dies it is at least one person, or less where counts are fractions.
    place = np.maximum(grid_index(deaths), 1)
    rows = np.arange(len(scale))[:, None] * len(GRID)
    counted = np.bincount((place + rows).ravel(), growth[:, 1:].ravel(), rows.size * len(GRID))
    mass = np.asarray(counted, np.float64).reshape(len(scale), len(GRID))
    mass[:, 0] += growth[:, 0]
    return mass


MODEL = Model("scaled-forest", "how far the usual grew or shrank after like moments", _forecast)
