"""Hot spots: areas whose last months stand out from their own past."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from peaceops.analyse.history import window_sums

LATELY_MONTHS = 3
PAST_MONTHS = 60
LEAST_DEATHS = 5
RARE = 0.05


@dataclass(frozen=True)
class Hotspot:
    """An area that stands out.

    Attributes:
        area: index in the lattice.
        lately: deaths in the past 3 months.
        usually: mean deaths in three months over the five years before.
        as_grave: share of three-month spans of those years with as many deaths or more.
    """

    area: int
    lately: float
    usually: float
    as_grave: float


def hotspots(deaths: NDArray[np.float64]) -> tuple[Hotspot, ...]:
    """Return the areas whose past 3 months had at least 5 deaths and as many as few spans before.

    Few means at most 5 % of all three-month spans of the five years before that do not overlap the
    past 3 months. With less than a year of such a past nothing is called a hot spot.

    Args:
        deaths: shape (n, t), months; the last column is the latest.

    Returns:
        the gravest first.
    """
    sums = window_sums(deaths, LATELY_MONTHS)
    lately = sums[:, -1]
    past = sums[:, :-LATELY_MONTHS][:, -PAST_MONTHS:]
    if past.shape[1] < 12:
        return ()
    as_grave = (past >= lately[:, None]).mean(axis=1)
    found = np.flatnonzero((lately >= LEAST_DEATHS) & (as_grave <= RARE))
    order = found[np.lexsort((found, -lately[found]))]
    return tuple(
        Hotspot(int(area), float(lately[area]), float(past[area].mean()), float(as_grave[area]))
        for area in order
    )
