"""The interval score, and where in its distribution what happened fell."""

import numpy as np
from numpy.typing import NDArray

from peaceops.domain.distribution import GRID, Distribution, quantile

OUTSIDE = 0.1
"""Probability outside the interval: the challenge scores the 90 % interval."""


def interval_score(forecast: Distribution, deaths: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return width + (2 / 0.1) × how far outside, of the 90 % interval; 0 is best, in deaths.

    Its mean is the MIS of the VIEWS challenge, whose linear quantiles of samples are the quantiles
    of the curve here.

    Source: Gneiting & Raftery (2007), section 6.2.
    """
    low, high = quantile(forecast, OUTSIDE / 2), quantile(forecast, 1 - OUTSIDE / 2)
    missed = np.maximum(low - deaths, 0) + np.maximum(deaths - high, 0)
    return high - low + 2 / OUTSIDE * missed


def transform(
    forecast: Distribution, deaths: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the probability of fewer, and of no more deaths than happened, each shape (n,).

    A number drawn evenly between the two is even over 0 … 1 if the forecast is calibrated: the
    randomised probability integral transform for counts.

    Source: Czado, Gneiting & Held (2009), "Predictive Model Assessment for Count Data",
    Biometrics 65(4).
    """
    place = np.searchsorted(GRID, deaths, side="right") - 1
    rows = np.arange(forecast.areas)
    upto = forecast.cdf[rows, place]
    exact = GRID[place] == deaths
    fewer_place = np.where(exact, place - 1, place)
    fewer = np.where(fewer_place >= 0, forecast.cdf[rows, np.maximum(fewer_place, 0)], 0.0)
    return fewer, upto
