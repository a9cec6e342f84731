"""A forest whose leaves hold the outcomes of past moments that looked alike.

Source: Meinshausen (2006), "Quantile Regression Forests", Journal of Machine Learning Research 7.
"""

import numpy as np

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
from peaceops.analyse.lesson import latest, lessons
from peaceops.analyse.models import decay
from peaceops.analyse.models.model import Model
from peaceops.analyse.once import learnt_once
from peaceops.domain.distribution import GRID, Distribution, grid_index


def learn(past: History, window: Window) -> LeafHistograms | None:
    """Grow the forest and fill its leaves; None where the past teaches too little."""
    taught = lessons(past, window)
    if not taught.enough:
        return None
    booster = grow(taught.figures, np.log1p(taught.outcome), taught.weight, FOREST, TREES)
    place = grid_index(taught.outcome)
    return leaf_histograms(booster, taught.figures, place, taught.weight, len(GRID))


def _forecast(history: History, window: Window) -> Distribution:
    forest = learnt_once(learn, history, window, LEAVES)
    if forest is None:
        return decay.MODEL.forecast(history, window)
    return known(spread(forest, latest(history)))


MODEL = Model("quantile-forest", "what followed past moments that looked alike", _forecast)
