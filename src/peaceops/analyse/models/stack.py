"""The models without trees, weighted by what they were worth lately."""

from peaceops.analyse.history import History, Window
from peaceops.analyse.models import conflictology, conflictology_neighbours, half_life, zero
from peaceops.analyse.models.model import Model
from peaceops.analyse.stack import stacked
from peaceops.domain.distribution import Distribution

MEMBERS = (
    conflictology.MODEL,
    conflictology_neighbours.MODEL,
    *half_life.MODELS,
    zero.MODEL,
)


def _forecast(history: History, window: Window) -> Distribution:
    return stacked(MEMBERS, history, window)


MODEL = Model("stack", "simple looks at the past, weighted by how well they did lately", _forecast)
