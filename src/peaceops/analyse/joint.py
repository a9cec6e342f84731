"""From areas to their sums: one joint simulation for cells, first-level units and the country.

A sum of quantiles is no quantile of the sum. Samples of each area are drawn from its own
distribution and put in the order in which past windows fell, so that areas that were violent
together before are violent together in the samples; a unit's distribution is that of the sums.

Source: Clark et al. (2004), "The Schaake Shuffle", Journal of Hydrometeorology 5(1).
"""

import numpy as np
from numpy.typing import NDArray

from peaceops.analyse.history import History, Window, window_sums
from peaceops.domain.distribution import (
    GRID,
    Distribution,
    from_mass,
    grid_index,
    samples,
)

TEMPLATE_MONTHS = 240
"""Past windows of the last 20 years give the order."""

SIZE = 2000


def joint_samples(
    forecast: Distribution, past: History, window: Window, *, size: int = SIZE, seed: int = 1
) -> NDArray[np.float64]:
    """Draw samples of all areas together, shape (n, size).

    Column j is one possible future of all areas. Each row holds draws from that area's own
    distribution, whatever the order.

    Args:
        forecast: the distribution of each area.
        past: up to the origin.
        window: the months ahead; past windows as long give the order.
        size: how many futures.
        seed: of the draws and of what breaks ties.
    """
    drawn = samples(forecast, size, seed)
    template = window_sums(past.deaths, window.months)[:, -TEMPLATE_MONTHS:]
    generator = np.random.default_rng([seed, 1])
    column = generator.integers(0, template.shape[1], size)
    # Among windows in which an area saw as many deaths, chance decides, apart for each area.
    ties = generator.random((len(drawn), size))
    order = np.empty((len(drawn), size), dtype=np.int64)
    for area, values in enumerate(template):
        place = np.lexsort((ties[area], values[column]))
        order[area, place] = np.arange(size)
    return np.take_along_axis(np.sort(drawn, axis=1), order, axis=1)


def sums(joint: NDArray[np.float64], member: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    """Sum joint samples by unit, shape (count, size).

    Args:
        joint: shape (n, size).
        member: shape (n,); index of the unit that each area belongs to.
        count: how many units there are.
    """
    total = np.zeros((count, joint.shape[1]))
    np.add.at(total, member, joint)
    return total


def from_samples(drawn: NDArray[np.float64]) -> Distribution:
    """Return the distribution of samples, shape (n, size), on the grid."""
    rows, _ = drawn.shape
    place = grid_index(drawn) + np.arange(rows)[:, None] * len(GRID)
    mass = np.bincount(place.ravel(), minlength=rows * len(GRID)).reshape(rows, len(GRID))
    return from_mass(mass.astype(float))
