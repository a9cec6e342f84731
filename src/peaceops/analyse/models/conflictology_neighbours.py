"""The last 12 months of the area and of the areas around it, every month weighing the same.

Source: Hegre et al. (2025), "The 2023/24 VIEWS Prediction Challenge", Journal of Peace Research.
"""

from peaceops.analyse.histogram import around, histogram, known, past_windows, recent
from peaceops.analyse.history import History, Window
from peaceops.analyse.models.conflictology import MONTHS
from peaceops.analyse.models.model import Model
from peaceops.domain.distribution import Distribution


def _forecast(history: History, window: Window) -> Distribution:
    places = past_windows(history, window)
    own = histogram(places, recent(MONTHS, places.shape[1]))
    return known(own + around(own, history.neighbours))


MODEL = Model(
    "conflictology-neighbours", "the past 12 months of the area and those around it", _forecast
)
