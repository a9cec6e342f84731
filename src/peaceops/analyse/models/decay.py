"""The past of the area and of those around it, weighing less the longer ago it is.

A pool of five histograms: the area's own windows at half-lives of 3, 9, 30 and 120 months, and the
mean of its neighbours' at 9 months. The short ones follow an escalation, the long ones remember
places that were attacked years ago, the neighbours see violence come near.
"""

import numpy as np

from peaceops.analyse.histogram import around, decayed, histogram, known, past_windows
from peaceops.analyse.history import History, Window
from peaceops.analyse.models.model import Model
from peaceops.domain.distribution import Distribution, pool

OWN_HALF_LIVES = (3.0, 9.0, 30.0, 120.0)
NEIGHBOUR_HALF_LIFE = 9.0


def _forecast(history: History, window: Window) -> Distribution:
    places = past_windows(history, window)
    length = places.shape[1]
    own = [histogram(places, decayed(half_life, length)) for half_life in OWN_HALF_LIVES]
    near = around(histogram(places, decayed(NEIGHBOUR_HALF_LIFE, length)), history.neighbours)
    alone = near.sum(axis=1, keepdims=True) == 0
    members = [known(mass) for mass in (*own, np.where(alone, own[1], near))]
    return pool(members, [1.0] * len(members))


MODEL = Model("decay", "the past of the area and those around it, fading with time", _forecast)
