"""Continuous ranked probability score: how far a distribution lay from what happened, in deaths."""

import numpy as np
from numpy.typing import NDArray

from peaceops.domain.distribution import GRID, Distribution

_STEP = np.diff(GRID)


def crps(forecast: Distribution, deaths: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return ∫ (F(x) − 1[x ≥ y])² dx for each area; 0 is best, in deaths, shape (n,).

    The integral is exact on the grid. It is the ECDF form that the VIEWS challenge uses
    (scoringrules' `estimator="qd"`), not the "fair" one.

    Source: Gneiting & Raftery (2007), "Strictly Proper Scoring Rules, Prediction, and Estimation",
    Journal of the American Statistical Association 102(477).
    """
    below = np.clip((deaths[:, None] - GRID[:-1]) / _STEP, 0.0, 1.0)
    cdf = forecast.cdf[:, :-1]
    beyond = np.maximum(deaths - GRID[-1], 0.0)
    score: NDArray[np.float64] = (cdf**2 * below + (1 - cdf) ** 2 * (1 - below)) @ _STEP + beyond
    return score
