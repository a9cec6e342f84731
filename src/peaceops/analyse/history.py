"""What a model is given: the past of one measure, and nothing after the origin."""

import hashlib
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from peaceops.collate.panel import BESIDE, Panel, matrix
from peaceops.domain.error import PeaceopsError
from peaceops.domain.month import Month, month_label


@dataclass(frozen=True)
class Window:
    """The months ahead that a forecast sums up: origin + first … origin + last."""

    first: int
    last: int

    @property
    def months(self) -> int:
        """How many months are summed."""
        return self.last - self.first + 1


@dataclass(frozen=True)
class History:
    """One measure up to and including the origin, cut before any model sees it.

    Attributes:
        deaths: shape (n, t); the last column is the origin.
        neighbours: shape (n, k); indices of the areas around, -1 where there is none.
        origin: the last month known.
        beside: other measures of the same areas and months, each of shape (n, t).
        known: shape (n, t); False where nothing was recorded because nobody kept a record. There
            `deaths` is 0, and no model learns from it as an outcome. None: all are known.
        marks: a hash of all content up to each month, where it has been made.
    """

    deaths: NDArray[np.float64]
    neighbours: NDArray[np.int64]
    origin: Month
    beside: tuple[NDArray[np.float64], ...] = field(default=())
    known: NDArray[np.bool_] | None = None
    marks: tuple[str, ...] | None = field(default=None, compare=False, repr=False)


def marks(past: History) -> tuple[str, ...]:
    """Return a hash of everything in a history up to each of its months, one a month.

    The mark of a month is the same whether the history ends there or goes on.
    """
    if past.marks is not None:
        return past.marks
    first = past.origin - past.deaths.shape[1]
    summed = hashlib.blake2b(digest_size=16)
    summed.update(repr((first, past.deaths.shape[0], past.neighbours.shape)).encode())
    summed.update(np.ascontiguousarray(past.neighbours).tobytes())
    layers = [past.deaths, *past.beside]
    if past.known is not None:
        layers.append(past.known.astype(float))
    by_month = np.ascontiguousarray(np.stack(layers).transpose(2, 0, 1))
    found = []
    for month in by_month:
        summed.update(month.tobytes())
        found.append(summed.copy().hexdigest())
    return tuple(found)


def marked(past: History) -> History:
    """Return the same history with its marks made, so that every cut of it has them too."""
    return replace(past, marks=marks(past))


def history(panel: Panel, measure: str, neighbours: NDArray[np.int64], origin: Month) -> History:
    """Cut a panel at an origin.

    Raises:
        PeaceopsError: the origin lies outside the months covered.
    """
    if not panel.first <= origin <= panel.last:
        raise PeaceopsError(f"the data do not cover {month_label(origin)}")
    beside = tuple(matrix(panel, name, until=origin) for name in BESIDE if name != measure)
    return History(matrix(panel, measure, until=origin), neighbours, origin, beside)


def cut(past: History, origin: Month) -> History:
    """Return a history as it was at an earlier origin.

    Raises:
        PeaceopsError: the history does not reach back, or not forward, to that month.
    """
    columns = past.deaths.shape[1] - (past.origin - origin)
    if not 0 < columns <= past.deaths.shape[1]:
        raise PeaceopsError(f"the data do not cover {month_label(origin)}")
    return History(
        np.ascontiguousarray(past.deaths[:, :columns]),
        past.neighbours,
        origin,
        tuple(np.ascontiguousarray(other[:, :columns]) for other in past.beside),
        None if past.known is None else np.ascontiguousarray(past.known[:, :columns]),
        None if past.marks is None else past.marks[:columns],
    )


def window_sums(deaths: NDArray[np.float64], months: int) -> NDArray[np.float64]:
    """Return the sum of every run of months, shape (n, t - months + 1), latest last.

    A history shorter than one run gives one column: what there is.
    """
    months = min(months, deaths.shape[1])
    totals = np.cumsum(np.pad(deaths, ((0, 0), (1, 0))), axis=1)
    return totals[:, months:] - totals[:, :-months]


def outcomes(panel: Panel, measure: str, origin: Month, window: Window) -> NDArray[np.float64]:
    """Return what happened in the window after an origin, shape (n,).

    Raises:
        PeaceopsError: the data end before the window does.
    """
    if origin + window.last > panel.last:
        raise PeaceopsError(f"the data end before {month_label(origin + window.last)}")
    start = origin + window.first - panel.first
    values: NDArray[np.float64] = matrix(panel, measure)[:, start : start + window.months].sum(
        axis=1
    )
    return values
