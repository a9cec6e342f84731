"""What the learners look at: figures of each area's past, none of which looks ahead.

Column t of every figure uses months up to t alone. Counts enter as log(1 + x).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

from peaceops.analyse.history import History

Figure = NDArray[np.float32]

LONGEST_QUIET = 240
"""Months without a death are counted to here."""

YEAR = 12


@dataclass(frozen=True)
class Trait:
    """One figure of the past.

    Attributes:
        name: as listed in the reference.
        group: what kind of driver it is: own, near, everywhere, beside or season.
        values: shape (n, t).
    """

    name: str
    group: str
    values: Figure


def traits(past: History) -> Iterator[Trait]:
    """Yield every figure of a history, one after the other, so that few are held at a time."""
    deaths = past.deaths
    yield from _own(deaths)
    yield from _near(deaths, past.neighbours)
    yield from _everywhere(deaths)
    for number, other in enumerate(past.beside):
        yield _trait(f"beside {number} faded 3", "beside", _log(faded(other, 3)))
        yield _trait(f"beside {number} faded 12", "beside", _log(faded(other, 12)))
        if (past.neighbours >= 0).any():
            near = around_mean(faded(other, 6), past.neighbours)
            yield _trait(f"beside {number} near", "beside", _log(near))


def _own(deaths: NDArray[np.float64]) -> Iterator[Trait]:
    for lag in range(3):
        yield _trait(f"own {lag} months ago", "own", _log(_shift(deaths, lag)))
    for months in (3, 6, 12, 24, 60):
        yield _trait(f"own mean {months}", "own", _log(rolling_mean(deaths, months)))
    violent = (deaths > 0).astype(float)
    for months in (6, 12, 36, 120):
        yield _trait(f"own share {months}", "own", rolling_mean(violent, months))
    yield _trait("own greatest 12", "own", _log(_rolling_greatest(deaths, YEAR)))
    yield _trait("own months since", "own", np.log1p(months_since(deaths)))
    for half_life in (1, 4, 12, 48, 120):
        yield _trait(f"own faded {half_life}", "own", _log(faded(deaths, half_life)))
    ever = rolling_mean(violent, deaths.shape[1])
    yield _trait("own share ever", "own", ever)
    yield _trait("own trend", "own", _log(faded(deaths, 2)) - _log(faded(deaths, 12)))


def _near(deaths: NDArray[np.float64], neighbours: NDArray[np.int64]) -> Iterator[Trait]:
    if not (neighbours >= 0).any():
        return
    for half_life in (2, 12, 48):
        ring = around_mean(faded(deaths, half_life), neighbours)
        yield _trait(f"near faded {half_life}", "near", _log(ring))
        if half_life != 48:
            second = around_mean(ring, neighbours)
            yield _trait(f"further faded {half_life}", "near", _log(second))
    violent = (deaths > 0).astype(float)
    for months in (YEAR, 10 * YEAR):
        share = around_mean(rolling_mean(violent, months), neighbours)
        yield _trait(f"near share {months}", "near", share)


def _everywhere(deaths: NDArray[np.float64]) -> Iterator[Trait]:
    total = deaths.sum(axis=0, keepdims=True)
    for half_life in (2, 12):
        level = _log(faded(total, half_life))
        yield _trait(f"everywhere faded {half_life}", "everywhere", level + np.zeros_like(deaths))
    active = (deaths > 0).mean(axis=0, keepdims=True)
    yield _trait(
        "everywhere share 3", "everywhere", rolling_mean(active, 3) + np.zeros_like(deaths)
    )


def rolling_mean(values: NDArray[np.float64], months: int) -> NDArray[np.float64]:
    """Return the mean of the last months up to each column; of what there is at the start."""
    totals = np.cumsum(values, axis=1)
    before = np.pad(totals, ((0, 0), (months, 0)))[:, : totals.shape[1]]
    count = np.minimum(np.arange(1, totals.shape[1] + 1), months)
    mean: NDArray[np.float64] = np.maximum(totals - before, 0.0) / count
    return mean


def faded(values: NDArray[np.float64], half_life: float) -> NDArray[np.float64]:
    """Return the mean of the past up to each column, weights halving every so many months."""
    keep = 0.5 ** (1 / half_life)
    total = lfilter([1.0], [1.0, -keep], values, axis=1)
    weight = lfilter([1.0], [1.0, -keep], np.ones(values.shape[1]))
    mean: NDArray[np.float64] = total / weight
    return mean


def around_mean(values: NDArray[np.float64], neighbours: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the mean over each area's neighbours, 0 where it has none; shape (n, t)."""
    padded = np.vstack([values, np.zeros((1, values.shape[1]))])
    total = np.zeros_like(values)
    for column in neighbours.T:
        total += padded[column]
    count = np.maximum((neighbours >= 0).sum(axis=1, keepdims=True), 1)
    mean: NDArray[np.float64] = total / count
    return mean


def months_since(deaths: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the months since the last death up to each column, at most `LONGEST_QUIET`."""
    column = np.arange(deaths.shape[1])
    last = np.maximum.accumulate(np.where(deaths > 0, column, -LONGEST_QUIET), axis=1)
    return np.minimum(column - last, LONGEST_QUIET).astype(float)


def _shift(values: NDArray[np.float64], months: int) -> NDArray[np.float64]:
    return np.pad(values, ((0, 0), (months, 0)))[:, : values.shape[1]]


def _rolling_greatest(values: NDArray[np.float64], months: int) -> NDArray[np.float64]:
    greatest = values.copy()
    for lag in range(1, months):
        np.maximum(greatest, _shift(values, lag), out=greatest)
    return greatest


def _log(values: NDArray[np.float64]) -> NDArray[np.float64]:
    logged: NDArray[np.float64] = np.log1p(values)
    return logged


def _trait(name: str, group: str, values: NDArray[np.float64]) -> Trait:
    return Trait(name, group, values.astype(np.float32))
