"""As many deaths as in the last months, with Poisson's spread around them."""

import numpy as np
from scipy.special import pdtr

from peaceops.analyse.history import History, Window, window_sums
from peaceops.analyse.models.model import Model
from peaceops.domain.distribution import CAP, GRID, Distribution


def _forecast(history: History, window: Window) -> Distribution:
    rate = np.minimum(window_sums(history.deaths, window.months)[:, -1], CAP)
    cdf = pdtr(GRID[None, :], rate[:, None])
    cdf[:, -1] = 1.0
    return Distribution(cdf)


MODEL = Model("last", "as in the last months (Poisson)", _forecast)
