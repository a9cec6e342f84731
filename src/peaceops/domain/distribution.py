"""What a forecast is: a distribution of deaths for each area, on one grid that all share.

One grid makes pools of forecasts exact, bounds every tail and needs no sampling noise; samples are
drawn when someone asks for them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CAP = 1_000_000
"""No forecast reaches beyond this many deaths: one exploding member ruins every pool."""


def _grid() -> NDArray[np.float64]:
    tail = [200.0]
    while tail[-1] < CAP:
        tail.append(min(tail[-1] * 1.03, float(CAP)))
    return np.concatenate([np.arange(200.0), np.array(tail)])


GRID = _grid()
"""Deaths: 0 … 200 one by one, then in steps of 3 % to the cap; shape (g,)."""

_MIDDLES = (GRID[:-1] + GRID[1:]) / 2


def grid_index(deaths: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the place on the grid nearest to each number of deaths; halves go up."""
    return np.searchsorted(_MIDDLES, deaths, side="right").astype(np.int64)


@dataclass(frozen=True)
class Distribution:
    """Distributions of deaths for n areas.

    Attributes:
        cdf: shape (n, g); the probability of at most `GRID[j]` deaths. Each row rises to 1.
    """

    cdf: NDArray[np.float64]

    @property
    def areas(self) -> int:
        """How many areas the forecast is for."""
        return int(self.cdf.shape[0])


def from_mass(mass: NDArray[np.float64]) -> Distribution:
    """Make distributions from weights on the grid, shape (n, g); a row of zeros means no deaths."""
    total = mass.sum(axis=1, keepdims=True)
    cdf = np.cumsum(mass, axis=1) / np.where(total > 0, total, 1.0)
    cdf = np.where(total > 0, cdf, 1.0)
    return Distribution(np.minimum(cdf, 1.0))


def pool(members: Sequence[Distribution], weights: Sequence[float]) -> Distribution:
    """Mix forecasts linearly: the distribution of picking a member by its weight."""
    share = np.asarray(weights, float) / np.sum(weights)
    mixed = np.zeros_like(members[0].cdf)
    for member, weight in zip(members, share, strict=True):
        mixed += weight * member.cdf
    return Distribution(np.minimum(mixed, 1.0))


def not_below(forecast: Distribution, part: Distribution) -> Distribution:
    """Lift forecasts of a whole to those of a part: all deaths are no fewer than civilians'."""
    return Distribution(np.minimum(forecast.cdf, part.cdf))


def probability_at_least(forecast: Distribution, deaths: int) -> NDArray[np.float64]:
    """Return P(deaths ≥ a whole number), shape (n,)."""
    if deaths <= 0:
        return np.ones(forecast.areas)
    below = int(np.searchsorted(GRID, deaths, side="left")) - 1
    return np.clip(1.0 - forecast.cdf[:, below], 0.0, 1.0)


def mean(forecast: Distribution) -> NDArray[np.float64]:
    """Return the expected deaths, shape (n,)."""
    survival = 1.0 - forecast.cdf[:, :-1]
    expected: NDArray[np.float64] = survival @ np.diff(GRID)
    return np.maximum(expected, 0.0)


def quantile(forecast: Distribution, probability: float) -> NDArray[np.float64]:
    """Return the fewest deaths that a share of the probability does not exceed, shape (n,)."""
    # Rounding in the sum of weights must not push a quantile one step up.
    reached = forecast.cdf >= probability - 1e-12
    first: NDArray[np.float64] = GRID[np.argmax(reached, axis=1)]
    return first


def samples(forecast: Distribution, size: int, seed: int) -> NDArray[np.float64]:
    """Draw from each area's distribution, independently; shape (n, size), sorted along a row.

    One draw falls in each of `size` equal slices of probability, which keeps the noise low.
    """
    generator = np.random.default_rng(seed)
    level = (np.arange(size) + generator.random((forecast.areas, size))) / size
    drawn = np.empty_like(level)
    for row in range(forecast.areas):
        drawn[row] = GRID[
            np.searchsorted(forecast.cdf[row], level[row], side="left").clip(max=len(GRID) - 1)
        ]
    return drawn
