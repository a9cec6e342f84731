"""Trees and simple looks at the past together, weighted by what they were worth lately."""

from peaceops.analyse.history import History, Window
from peaceops.analyse.models import (
    conflictology,
    conflictology_neighbours,
    half_life,
    hurdle,
    odds,
    quantile_forest,
    scaled_forest,
    zero,
)
from peaceops.analyse.models.model import Model
from peaceops.analyse.stack import stacked
from peaceops.domain.distribution import Distribution

MEMBERS = (
    conflictology.MODEL,
    conflictology_neighbours.MODEL,
    half_life.BY_HALF_LIFE[3],
    half_life.BY_HALF_LIFE[30],
    quantile_forest.MODEL,
    hurdle.MODEL,
    scaled_forest.MODEL,
    odds.MODEL,
    zero.MODEL,
)

STEADY = (0.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0)
"""The members that share quiet areas evenly for half, in the order above."""


def _forecast(history: History, window: Window) -> Distribution:
    return stacked(MEMBERS, history, window, steady=STEADY)


MODEL = Model(
    "blend", "trees and simple looks at the past, weighted by how well they did", _forecast
)
