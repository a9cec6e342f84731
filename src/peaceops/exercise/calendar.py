"""What is settled before the first day: rainy seasons, escalations and a truce.

Months of the exercise count from 0. Chance moves nothing here once the country is invented, so the
truth may know it all; what stays open is where violence breaks out within these times.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_RAIN = 0.35
"""The rains lower violence by up to this share, and the dry months raise it as much."""
_ESCALATION = 1.8
_TRUCE = 0.55


@dataclass(frozen=True)
class Calendar:
    """The course of fifteen years, or however many there are.

    Attributes:
        rains_peak: calendar month, 1 … 12, with the least violence.
        escalations: first and last month of each, both included.
        truce: first and last month, both included.
        season: shape (t,); factor on violence.
        surge: shape (t,); factor on violence and on outbreaks, from escalations and the truce.
    """

    rains_peak: int
    escalations: tuple[tuple[int, int], ...]
    truce: tuple[int, int]
    season: NDArray[np.float64]
    surge: NDArray[np.float64]


def invent_calendar(months: int, generator: np.random.Generator) -> Calendar:
    """Lay two escalations and a truce between them over the months."""
    year = months / 15  # a fifteenth of the period
    first = round(generator.uniform(2.6, 4.5) * year)
    second = round(generator.uniform(9.5, 12.0) * year)
    pause = round(generator.uniform(6.5, 8.0) * year)
    escalations = (
        (first, first + round(generator.uniform(1.2, 2.0) * year)),
        (second, min(second + round(generator.uniform(0.9, 1.6) * year), months - 1)),
    )
    truce = (pause, pause + round(generator.uniform(0.6, 1.0) * year))
    rains_peak = int(generator.integers(1, 13))
    month = np.arange(months)
    surge = np.ones(months)
    for start, end in escalations:
        surge[start : end + 1] = _ESCALATION
    surge[truce[0] : truce[1] + 1] = _TRUCE
    return Calendar(
        rains_peak=rains_peak,
        escalations=escalations,
        truce=truce,
        season=1 - _RAIN * np.cos(2 * np.pi * (month + 1 - rains_peak) / 12),
        surge=surge,
    )
