"""Continuous ranked probability score: how far a distribution lay from what happened, in deaths."""

import numpy as np
from numpy.typing import NDArray

from peaceops.domain.distribution import GRID, Distribution


def crps(forecast: Distribution, deaths: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return ∫ (F(x) − 1[x ≥ y])² dx for each area; 0 is best, in deaths, shape (n,).

    The integral is exact on the grid. It is the ECDF form that the VIEWS challenge uses
    (scoringrules' `estimator="qd"`), not the "fair" one.

    Source: Gneiting & Raftery (2007), "Strictly Proper Scoring Rules, Prediction, and Estimation",
    Journal of the American Statistical Association 102(477).
    """
    return _integral(forecast.cdf, GRID, deaths)


def crps_log1p(forecast: Distribution, deaths: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the CRPS of log(1 + deaths): relative errors count alike in small and large wars.

    Source: Bosse et al. (2023), "Scoring epidemiological forecasts on transformed scales", PLOS
    Computational Biology 19(8).
    """
    return _integral(forecast.cdf, _LOG_GRID, np.log1p(deaths))


_LOG_GRID = np.log1p(GRID)


def _integral(
    cdf: NDArray[np.float64], grid: NDArray[np.float64], happened: NDArray[np.float64]
) -> NDArray[np.float64]:
    step = np.diff(grid)
    below = np.clip((happened[:, None] - grid[:-1]) / step, 0.0, 1.0)
    said = cdf[:, :-1]
    part = (said**2 * below + (1 - said) ** 2 * (1 - below)) * step
    score: NDArray[np.float64] = part.sum(axis=1) + np.maximum(happened - grid[-1], 0.0)
    return score
