"""Weights of a pool of models, learnt from how each did lately.

What is known of an area's own record is drawn towards that of areas as violent as it is, and that
towards all areas. The CRPS of a pool Σ wₖ Fₖ is w′Gw plus what no weight changes, with
Gₖₗ = ∫ (Fₖ − 1_y)(Fₗ − 1_y) dx. So all that must be kept of a past forecast is one small matrix an
area, and the best weights on the simplex are the answer of a quadratic programme. A fifth of the
CRPS and the whole CRPS of log(1 + x) are learnt from together, so that the many small figures count
beside the few great ones.

Sources: Geweke & Amisano (2011), "Optimal prediction pools", Journal of Econometrics 164, with the
CRPS in place of the log score; for shrinkage between areas Yao et al. (2022), "Bayesian
Hierarchical Stacking", Bayesian Analysis 17(4).
"""

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from peaceops.analyse.feature import around_mean
from peaceops.analyse.hands import beside
from peaceops.analyse.history import History, Window, cut, marks
from peaceops.analyse.lesson import look_back
from peaceops.analyse.models.model import Model
from peaceops.analyse.once import ARRAY, kept, last_december
from peaceops.analyse.sample import part_of, sampled_areas
from peaceops.domain.distribution import GRID, Distribution

LOOKBACK_MONTHS = 72
STEP_MONTHS = 3
"""Past forecasts are made anew every quarter of the last six years."""

MOST_AREAS = 2000
"""With more areas, as in a continent of cells, weights are those of groups, learnt from a sample:
to learn them everywhere, every member would have to be grown anew for each of six years."""

SAMPLED_AREAS = 900

LEAST_ORIGINS = 4
"""With fewer of them all members weigh the same."""

FADE = 0.985
"""A month, of what was seen in other areas."""

OWN_FADE = 0.95
"""A month, of what was seen in the area itself."""

OWN_PRIOR_MONTHS = 60.0
"""So many months of its own count for an area as much as what is known of areas like it."""

GROUP_PRIOR_ROWS = 24.0
RIDGE = 0.01

ACTIVITY = (0.5, 24.5, 249.5, 2499.5)
"""Deaths in 12 months that part the groups; quiet areas are parted by violence next to them."""

STEADY = (0.5, 0.5, 0.5, 0.25, 0.0, 0.0)
"""Share of the steady weights by group, from quiet to most violent."""

_ITERATIONS = 150
_WIDTH = np.diff(GRID)
_MEASURE = _WIDTH / 5 + np.diff(np.log1p(GRID))


def stacked(
    members: Sequence[Model],
    past: History,
    window: Window,
    *,
    steady: Sequence[float] | None = None,
) -> Distribution:
    """Forecast with the members, weighted for each area by what they were worth.

    Args:
        members: the models pooled.
        past, window: as for a model.
        steady: weights that hold in quiet areas for half, for there is little to learn from there;
            None: none.
    """
    # First, so that what is learnt for today is kept for itself and not only for the weights.
    curves = beside(lambda member: member.forecast(past, window).cdf, members)
    weights = area_weights(members, past, window)
    if steady is not None:
        share = np.asarray(STEADY)[_group(past)][:, None]
        fixed = np.asarray(steady, float)
        weights = (1 - share) * weights + share * fixed / fixed.sum()
    mixed = np.zeros((len(past.deaths), len(GRID)))
    for weight, curve in zip(weights.T, curves, strict=True):
        mixed += weight[:, None] * curve
    return Distribution(np.clip(mixed, 0.0, 1.0))


def area_weights(members: Sequence[Model], past: History, window: Window) -> NDArray[np.float64]:
    """Return the weight of each member in each area, shape (n, k); rows sum to 1."""
    count, size = len(past.deaths), len(members)
    if len(_realised(past, window)) < LEAST_ORIGINS:
        return np.full((count, size), 1 / size)
    group = _group(past)
    if count > MOST_AREAS:
        long_ago = past.deaths.shape[1] - LOOKBACK_MONTHS - window.last
        some = part_of(past, sampled_areas(past, SAMPLED_AREAS, until=long_ago))
        of_groups, _ = _record(members, some, window)
        return simplex_weights(of_groups, np.full((len(of_groups), size), 1 / size))[group]
    of_groups, own = _record(members, past, window)
    equal = np.full((count, size), 1 / size)
    return simplex_weights(own + OWN_PRIOR_MONTHS * of_groups[group], equal)


def _record(
    members: Sequence[Model], past: History, window: Window
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return what is known of each group, shape (groups, k, k), and of each area, (n, k, k)."""
    origins = _realised(past, window)
    errors = np.stack(_all_errors(members, past, window, origins))
    activity = np.stack([_activity(cut(past, origin)) for origin in origins])
    groups = np.stack([_group(cut(past, origin)) for origin in origins])
    age = past.origin - np.array(origins)
    weighted = errors * (1 + activity)[:, :, None, None] ** -0.5
    own = np.tensordot(OWN_FADE**age, weighted, 1) * STEP_MONTHS
    return _of_groups(weighted, groups, FADE**age), own


def simplex_weights(errors: NDArray[np.float64], prior: NDArray[np.float64]) -> NDArray[np.float64]:
    """Minimise w′Gw + ridge |w − prior|² over the simplex, for each area at once.

    Args:
        errors: shape (n, k, k); scaled to a trace of k before the ridge is added.
        prior: shape (n, k).

    Returns:
        shape (n, k).
    """
    size = errors.shape[1]
    trace = np.trace(errors, axis1=1, axis2=2)[:, None, None]
    scaled = errors / np.where(trace > 0, trace, 1) * size + RIDGE * np.eye(size)
    pull = RIDGE * prior
    steepest = np.sqrt((scaled**2).sum(axis=(1, 2)))[:, None]
    weights = ahead = prior
    momentum = 1.0
    for _ in range(_ITERATIONS):
        slope = (scaled * ahead[:, None, :]).sum(axis=2) - pull
        moved = _onto_simplex(ahead - slope / steepest)
        following = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = moved + (momentum - 1) / following * (moved - weights)
        weights, momentum = moved, following
    return weights


def _onto_simplex(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the nearest point of the simplex to each row.

    Source: Duchi et al. (2008), "Efficient Projections onto the l1-Ball", ICML.
    """
    falling = -np.sort(-values, axis=1)
    excess = np.cumsum(falling, axis=1) - 1
    rank = np.arange(1, values.shape[1] + 1)
    last = (falling - excess / rank > 0).sum(axis=1) - 1
    limit = excess[np.arange(len(values)), last] / (last + 1)
    return np.asarray(np.maximum(values - limit[:, None], 0.0))


def _realised(past: History, window: Window) -> list[int]:
    """Return the quarterly origins of the lookback whose window has ended, latest last."""
    last = past.origin - window.last
    first = max(
        last - LOOKBACK_MONTHS + 1, past.origin - past.deaths.shape[1] + 1 + 2 * STEP_MONTHS
    )
    return [origin for origin in range(first, last + 1) if origin % STEP_MONTHS == 0]


def _all_errors(
    members: Sequence[Model], past: History, window: Window, origins: Sequence[int]
) -> list[NDArray[np.float64]]:
    """Return the matrices of all origins; origins that share what was learnt stay together."""
    years: dict[int, list[int]] = {}
    for origin in origins:
        years.setdefault(last_december(origin), []).append(origin)

    @cache
    def looked_back() -> None:
        look_back(past, origins)

    def of_year(together: list[int]) -> list[NDArray[np.float64]]:
        return [_errors(members, past, window, origin, looked_back) for origin in together]

    return [found for year in beside(of_year, list(years.values())) for found in year]


def _errors(
    members: Sequence[Model],
    past: History,
    window: Window,
    origin: int,
    looked_back: Callable[[], None],
) -> NDArray[np.float64]:
    """Return Gₖₗ of each area for the forecasts made at an origin, shape (n, k, k)."""
    known = marks(past)[-1 - (past.origin - origin - window.last)]
    names = tuple(member.name for member in members)

    def make() -> NDArray[np.float64]:
        looked_back()
        earlier = cut(past, origin)
        start = past.deaths.shape[1] - 1 - (past.origin - origin) + window.first
        span = slice(start, start + window.months)
        happened = past.deaths[:, span].sum(axis=1)
        above = 1 - np.clip((happened[:, None] - GRID[:-1]) / _WIDTH, 0.0, 1.0)
        missed = np.stack(
            [
                (member.forecast(earlier, window).cdf[:, :-1] - above) * np.sqrt(_MEASURE)
                for member in members
            ],
            axis=1,
        )
        found = np.einsum("nkg,nlg->nkl", missed, missed)
        if past.known is not None:
            found[~past.known[:, span].all(axis=1)] = 0
        return np.asarray(found, np.float64)

    return kept("stack errors", (names, window, origin, known), make, ARRAY, keep=400)


def _activity(past: History) -> NDArray[np.float64]:
    return np.asarray(past.deaths[:, -12:].sum(axis=1))


def _group(past: History) -> NDArray[np.int64]:
    """Return each area's group: quiet, near violence, then rising activity."""
    activity = _activity(past)
    group = np.searchsorted(ACTIVITY, activity) + 1
    near = around_mean(activity[:, None], past.neighbours)[:, 0] > 0
    return np.where(group > 1, group, near.astype(np.int64))


def _of_groups(
    weighted: NDArray[np.float64], groups: NDArray[np.int64], fade: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the mean matrix of each group, drawn towards that of all, shape (groups, k, k)."""
    size = weighted.shape[2]
    number = len(ACTIVITY) + 2
    total, rows = np.zeros((number, size, size)), np.zeros(number)
    for errors, group, weight in zip(weighted, groups, fade, strict=True):
        np.add.at(total, group, weight * errors)
        rows += weight * np.bincount(group, minlength=number)
    everywhere = total.sum(axis=0)
    trace = float(np.trace(everywhere))
    shape = everywhere / trace if trace > 0 else np.eye(size) / size
    own_trace = np.trace(total, axis1=1, axis2=2)
    level = np.where(rows > 0, own_trace / np.maximum(rows, 1e-12), trace / rows.sum())
    # An area of a group never seen, or seen without any error, learns from all.
    level = np.where(level > 0, level, trace / rows.sum())
    drawn = total + GROUP_PRIOR_ROWS * level[:, None, None] * shape
    return np.asarray(drawn / (rows + GROUP_PRIOR_ROWS)[:, None, None])
