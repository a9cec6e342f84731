"""Weighted histograms on the grid of forecasts: what the empirical models are made of."""

import numpy as np
from numpy.typing import NDArray

from peaceops.analyse.history import History, Window, window_sums
from peaceops.domain.distribution import GRID, Distribution, from_mass, grid_index


def past_windows(history: History, window: Window) -> NDArray[np.int64]:
    """Return the grid places of all past windows as long as the one asked for, latest last.

    A forecast of the total of three months looks at past totals of three months: sums keep the
    dependence between months that single months would lose.
    """
    return grid_index(window_sums(history.deaths, window.months))


def histogram(places: NDArray[np.int64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Add up weights by area and grid place.

    Args:
        places: shape (n, t), grid places.
        weights: shape (t,), the weight of each column.

    Returns:
        shape (n, g).
    """
    areas, _ = places.shape
    flat = places + np.arange(areas)[:, None] * len(GRID)
    mass = np.bincount(
        flat.ravel(), np.broadcast_to(weights, places.shape).ravel(), areas * len(GRID)
    )
    return np.asarray(mass, np.float64).reshape(areas, len(GRID))


def recent(count: int, length: int) -> NDArray[np.float64]:
    """Return equal weights for the last `count` of `length` columns, zero before."""
    return (np.arange(length) >= length - count).astype(float)


def decayed(half_life: float, length: int) -> NDArray[np.float64]:
    """Return weights that halve every `half_life` columns back from the last, summing to 1."""
    weights = 0.5 ** (np.arange(length)[::-1] / half_life)
    normal: NDArray[np.float64] = weights / weights.sum()
    return normal


def around(mass: NDArray[np.float64], neighbours: NDArray[np.int64]) -> NDArray[np.float64]:
    """Sum the histograms of each area's neighbours; zeros where an area has none.

    Args:
        mass: shape (n, g).
        neighbours: shape (n, k), -1 where there is none.
    """
    # One row of zeros at the end is what index -1 picks.
    padded = np.vstack([mass, np.zeros((1, mass.shape[1]))])
    total = np.zeros_like(mass)
    for column in neighbours.T:
        total += padded[column]
    return total


def everywhere(mass: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give every area the histogram of all areas together."""
    return np.broadcast_to(mass.sum(axis=0), mass.shape)


def known(mass: NDArray[np.float64]) -> Distribution:
    """Turn histograms into distributions."""
    return from_mass(np.asarray(mass))
