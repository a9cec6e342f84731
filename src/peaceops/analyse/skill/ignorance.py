"""Ignorance: how surprised a forecast was by the bin in which the deaths fell, in bits."""

import numpy as np
from numpy.typing import NDArray

from peaceops.domain.distribution import GRID, Distribution

BIN_EDGES = (0.5, 2.5, 5.5, 10.5, 25.5, 50.5, 100.5, 250.5, 500.5, 1000.5)
"""Upper edges of all bins but the last, which is open."""

_SAMPLES = 1000


def ignorance(forecast: Distribution, deaths: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return −log₂ of the probability of the right bin for each area; 0 is best, shape (n,).

    The challenge counts 1,000 samples and adds one to each of the 11 bins; the exact probability p
    takes the place of the counts here: −log₂((1000 p + 1) / 1011).

    Source: Hegre et al. (2025), "The 2023/24 VIEWS Prediction Challenge", Journal of
    Peace Research.
    """
    edges = np.searchsorted(GRID, BIN_EDGES, side="right") - 1
    cumulative = np.hstack(
        [np.zeros((forecast.areas, 1)), forecast.cdf[:, edges], np.ones((forecast.areas, 1))]
    )
    probability = np.diff(cumulative, axis=1)
    hit = np.searchsorted(BIN_EDGES, deaths, side="left")
    right = probability[np.arange(forecast.areas), hit]
    bins = len(BIN_EDGES) + 1
    score: NDArray[np.float64] = -np.log2((_SAMPLES * right + 1) / (_SAMPLES + bins))
    return score
