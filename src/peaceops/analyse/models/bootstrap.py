"""The last 240 months of all areas together: one forecast for everywhere.

Source: Hegre et al. (2025), "The 2023/24 VIEWS Prediction Challenge", Journal of Peace Research.
"""

from peaceops.analyse.histogram import everywhere, histogram, known, past_windows, recent
from peaceops.analyse.history import History, Window
from peaceops.analyse.models.model import Model
from peaceops.domain.distribution import Distribution

MONTHS = 240


def _forecast(history: History, window: Window) -> Distribution:
    places = past_windows(history, window)
    return known(everywhere(histogram(places, recent(MONTHS, places.shape[1]))))


MODEL = Model("bootstrap-240", "the past 20 years of all areas together", _forecast)
