"""The area's own last 12 months as the forecast: the baseline that is hard to beat.

Source: Hegre et al. (2025), "The 2023/24 VIEWS Prediction Challenge", Journal of Peace Research.
"""

from peaceops.analyse.histogram import histogram, known, past_windows, recent
from peaceops.analyse.history import History, Window
from peaceops.analyse.models.model import Model
from peaceops.domain.distribution import Distribution

MONTHS = 12


def _forecast(history: History, window: Window) -> Distribution:
    places = past_windows(history, window)
    return known(histogram(places, recent(MONTHS, places.shape[1])))


MODEL = Model("conflictology-12", "the area's own past 12 months", _forecast)
