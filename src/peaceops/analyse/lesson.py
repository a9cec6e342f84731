"""What a learner learns from: past moments of all areas, and what followed each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from peaceops.analyse.feature import faded, traits
from peaceops.analyse.history import History, Window, marks, window_sums
from peaceops.analyse.once import digest, remembered

LEARNING_MONTHS = 240
"""Lessons are taken from the last 20 years."""

FIRST_MONTHS = 12
"""No lesson begins with less past than this."""

QUIET_MONTHS = 24
QUIET_KEPT = 5
"""Of lessons without a death lately and after, one in so many is kept, and weighs as much more."""

MOST_LESSONS = 150_000
"""Beyond so many, every so manyth is kept, counted along the one order that all lessons have."""

LEAST_LESSONS = 200
LEAST_VIOLENT = 30
"""With fewer lessons, or fewer of them violent, nothing can be learnt."""

_FIGURES = "figures"
_FIGURES_KEPT = 64


@dataclass(frozen=True)
class Lessons:
    """Lessons in an order that does not depend on the order of areas.

    Attributes:
        figures: shape (m, f), float32.
        outcome: shape (m,); deaths in the window that followed.
        scale: shape (m,); usual deaths in such a window, from the past alone.
        weight: shape (m,).
        month: shape (m,); column of the history from which the lesson looks ahead.
        area: shape (m,).
    """

    figures: NDArray[np.float32]
    outcome: NDArray[np.float64]
    scale: NDArray[np.float64]
    weight: NDArray[np.float64]
    month: NDArray[np.int64]
    area: NDArray[np.int64]

    @property
    def enough(self) -> bool:
        """Whether there is enough to learn from."""
        violent = int((self.outcome > 0).sum())
        return len(self.outcome) >= LEAST_LESSONS and violent >= LEAST_VIOLENT


def lessons(past: History, window: Window) -> Lessons:
    """Return what the past teaches about a window ahead; only windows that have ended."""
    return remembered("lessons", (window, digest(past)), lambda: _lessons(past, window), keep=2)


def latest(past: History) -> NDArray[np.float32]:
    """Return the figures of each area at the origin, shape (n, f)."""
    return remembered(_FIGURES, (digest(past),), lambda: _latest(past), keep=_FIGURES_KEPT)


def look_back(past: History, origins: Sequence[int]) -> None:
    """Have the figures of several earlier origins at hand, made in one go.

    No figure looks ahead, so that column t of a longer history is what ends a shorter one.
    """
    months = past.deaths.shape[1]
    places = [months - 1 - (past.origin - origin) for origin in origins]
    columns = [trait.values[:, places] for trait in traits(past)]
    seen = np.ascontiguousarray(np.stack(columns).transpose(2, 1, 0))
    for place, figures in zip(places, seen, strict=True):
        key = (marks(past)[place],)
        remembered(_FIGURES, key, partial(_same, figures), keep=_FIGURES_KEPT)


def _same(figures: NDArray[np.float32]) -> NDArray[np.float32]:
    return figures


def _lessons(past: History, window: Window) -> Lessons:
    months = past.deaths.shape[1]
    last = months - 1 - window.last
    first = max(FIRST_MONTHS - 1, months - LEARNING_MONTHS, 0)
    columns = np.arange(first, last + 1)
    if not len(columns):
        return _none()
    sums = window_sums(past.deaths, window.months)
    outcome = sums[:, columns + window.first]
    usable = np.ones_like(outcome, dtype=bool)
    if past.known is not None:
        blind = window_sums((~past.known).astype(float), window.months)[:, columns + window.first]
        usable = (blind < 0.5) & past.known[:, columns]
    scale = usual(past.deaths, window)[:, columns]
    recent = window_sums(np.pad(past.deaths, ((0, 0), (QUIET_MONTHS - 1, 0))), QUIET_MONTHS)
    quiet = (recent[:, columns] == 0) & (outcome == 0)
    # One order for all: by month, then by a mark of the area's own past. Of the quiet lessons every
    # fifth is kept, counted along this order.
    mark = _mark(past)[:, columns]
    month = np.broadcast_to(columns, outcome.shape)
    order = np.lexsort((outcome.ravel(), mark.ravel(), month.ravel()))
    order = order[usable.ravel()[order]]
    still = quiet.ravel()[order]
    kept = ~still | (np.cumsum(still) % QUIET_KEPT == 1)
    order = order[kept]
    order = order[:: -(-len(order) // MOST_LESSONS) or 1]
    area, column = np.divmod(order, len(columns))
    column = column + first
    figures = np.stack(
        [trait.values[area, column] for trait in traits(past)], axis=1, dtype=np.float32
    )
    return Lessons(
        figures=figures,
        outcome=outcome.ravel()[order],
        scale=scale.ravel()[order],
        weight=np.where(quiet.ravel()[order], float(QUIET_KEPT), 1.0),
        month=column,
        area=area,
    )


def _latest(past: History) -> NDArray[np.float32]:
    return np.stack([trait.values[:, -1] for trait in traits(past)], axis=1)


def usual(deaths: NDArray[np.float64], window: Window) -> NDArray[np.float64]:
    """Return the deaths usual in a window: the mean of two fading means, times its months."""
    mean: NDArray[np.float64] = (faded(deaths, 1.5) + faded(deaths, 5)) / 2 * window.months
    return mean


def _mark(past: History) -> NDArray[np.float64]:
    """Return a figure by which to order lessons: nearly the same only for nearly the same past."""
    own = faded(past.deaths, 7) + 1e-3 * faded(past.deaths, 90)
    for other in past.beside:
        own = own + 1e-5 * faded(other, 30)
    return np.round(own, 9)


def _none() -> Lessons:
    empty = np.zeros(0)
    none = np.zeros(0, dtype=np.int64)
    return Lessons(np.zeros((0, 0), np.float32), empty, empty, empty, none, none)
