"""A part of the areas that stands for all, where there are too many to look at each."""

import numpy as np
from numpy.typing import NDArray

from peaceops.analyse.history import History, marked


def sampled_areas(past: History, most: int, *, until: int) -> NDArray[np.int64]:
    """Choose areas evenly, half of them from those with deaths long ago, with those around them.

    What came later than `until` plays no part: an area must not be chosen for what is to be
    foretold.

    Args:
        past: of all areas.
        most: about how many to choose.
        until: the column before which deaths count.

    Returns:
        indices, rising.
    """
    count, around = past.neighbours.shape
    violent = past.deaths[:, : max(until, 0)].sum(axis=1) > 0
    seeds = max(1, most // (1 + around))
    chosen = [
        kind[np.linspace(0, len(kind) - 1, min(seeds // 2 + 1, len(kind))).astype(np.int64)]
        for kind in (np.flatnonzero(violent), np.flatnonzero(~violent))
        if len(kind)
    ]
    centres = np.concatenate(chosen)
    ring = past.neighbours[centres].ravel()
    taken = np.zeros(count, dtype=bool)
    taken[centres] = True
    taken[ring[ring >= 0]] = True
    return np.flatnonzero(taken)


def part_of(past: History, areas: NDArray[np.int64]) -> History:
    """Return the history of some areas alone; neighbours that are not among them are lost."""
    place = np.full(len(past.deaths) + 1, -1, dtype=np.int64)
    place[areas] = np.arange(len(areas))
    return marked(
        History(
            past.deaths[areas],
            place[past.neighbours[areas]],
            past.origin,
            tuple(other[areas] for other in past.beside),
            None if past.known is None else past.known[areas],
        )
    )
