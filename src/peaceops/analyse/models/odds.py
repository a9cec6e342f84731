"""A few figures of the past, weighed by logistic regression: made for places that are quiet.

In one country there are few outbreaks for trees to learn from, but enough for a dozen coefficients
that are held small. Whether anybody dies is answered by the regression; how many, by what was seen
where people died and violence had been about as usual as here.
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from peaceops.analyse.feature import around_mean, faded, rolling_mean
from peaceops.analyse.histogram import known
from peaceops.analyse.history import History, Window, window_sums
from peaceops.analyse.lesson import (
    FIRST_MONTHS,
    LEARNING_MONTHS,
    LEAST_VIOLENT,
    MOST_LESSONS,
    usual,
)
from peaceops.analyse.models import decay
from peaceops.analyse.models.model import Model
from peaceops.analyse.once import Form, learnt_once
from peaceops.domain.distribution import GRID, Distribution, grid_index

_STEPS = 25
_RIDGE = 3.0
"""As so many lessons that say the coefficient of a standardised figure is zero."""

_STRATA = (0.05, 0.5, 5.0, 50.0)
"""Usual deaths in the window that part how large attacks are."""


@dataclass(frozen=True)
class Odds:
    """What was learnt.

    Attributes:
        middle, spread: shape (f,); of the figures.
        coefficients: shape (1 + f,); the first is the constant.
        sizes: shape (strata, g); histograms of deaths where somebody died.
    """

    middle: NDArray[np.float64]
    spread: NDArray[np.float64]
    coefficients: NDArray[np.float64]
    sizes: NDArray[np.float64]


def figures(past: History) -> NDArray[np.float64]:
    """Return the figures at every month, shape (f, n, t)."""
    deaths = past.deaths
    violent = (deaths > 0).astype(float)
    # Shares of months, with a little added: differences between rare and never still count.
    own = [np.log(faded(violent, half_life) + 0.003) for half_life in (3, 12, 48, 240)]
    own.append(np.log(rolling_mean(violent, deaths.shape[1]) + 0.003))
    own.append(np.log1p(faded(deaths, 6)))
    everywhere = violent.mean(axis=0, keepdims=True)
    own.append(np.log(faded(everywhere, 3) + 0.001) + np.zeros_like(deaths))
    if (past.neighbours >= 0).any():
        for half_life in (3, 12, 48, 240):
            ring = around_mean(faded(violent, half_life), past.neighbours)
            own.append(np.log(ring + 0.003))
        wide = around_mean(around_mean(faded(violent, 12), past.neighbours), past.neighbours)
        own.append(np.log(wide + 0.003))
    return np.stack(own)


def _learn(past: History, window: Window) -> Odds | None:
    months = past.deaths.shape[1]
    columns = np.arange(max(FIRST_MONTHS - 1, months - LEARNING_MONTHS), months - window.last)
    if len(columns) < FIRST_MONTHS:
        return None
    # Of a continent of cells every so manyth month will do.
    columns = columns[:: -(-len(columns) * len(past.deaths) // MOST_LESSONS)]
    outcome = window_sums(past.deaths, window.months)[:, columns + window.first]
    if (outcome > 0).sum() < LEAST_VIOLENT:
        return None
    weight = np.ones_like(outcome)
    if past.known is not None:
        blind = window_sums((~past.known).astype(float), window.months)
        weight = (blind[:, columns + window.first] < 0.5).astype(float)
    seen = figures(past)[:, :, columns].reshape(-1, outcome.size).T
    middle, spread = seen.mean(axis=0), seen.std(axis=0)
    spread = np.where(spread > 1e-9, spread, 1.0)
    happened = (outcome > 0).astype(float).ravel()
    coefficients = _regress((seen - middle) / spread, happened, weight.ravel())
    scale = usual(past.deaths, window)[:, columns]
    stratum = np.searchsorted(_STRATA, scale)
    died = (outcome > 0) & (weight > 0)
    everywhere = np.bincount(grid_index(outcome[died]), minlength=len(GRID)).astype(float)
    sizes = np.stack(
        [
            np.bincount(grid_index(outcome[died & (stratum == part)]), minlength=len(GRID))
            + 20 * everywhere / everywhere.sum()
            for part in range(len(_STRATA) + 1)
        ]
    )
    sizes[:, 0] = 0
    return Odds(middle, spread, coefficients, sizes / sizes.sum(axis=1, keepdims=True))


def _regress(
    seen: NDArray[np.float64], happened: NDArray[np.float64], weight: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the coefficients of a logistic regression held small, by Newton's method.

    Source: Le Cessie & Van Houwelingen (1992), "Ridge Estimators in Logistic Regression", Applied
    Statistics 41(1).
    """
    design = np.hstack([np.ones((len(seen), 1)), seen])
    small = np.full(design.shape[1], _RIDGE)
    small[0] = 1e-6
    found = np.zeros(design.shape[1])
    share = np.average(happened, weights=weight)
    found[0] = np.log(share / (1 - share)) if 0 < share < 1 else 0.0
    reached = _loss(design, happened, weight, found, small)
    for _ in range(_STEPS):
        chance = _chance((design * found).sum(axis=1))
        slope = (design * (weight * (happened - chance))[:, None]).sum(axis=0) - small * found
        bend = weight * np.maximum(chance * (1 - chance), 1e-9)
        curve = np.einsum("rf,rg->fg", design * bend[:, None], design) + np.diag(small)
        step = np.linalg.solve(curve, slope)
        ahead = _loss(design, happened, weight, found + step, small)
        while ahead > reached and np.abs(step).max() > 1e-8:
            step = step / 2
            ahead = _loss(design, happened, weight, found + step, small)
        found, reached = found + step, ahead
        if np.abs(step).max() < 1e-6:
            break
    return found


def _loss(
    design: NDArray[np.float64],
    happened: NDArray[np.float64],
    weight: NDArray[np.float64],
    coefficients: NDArray[np.float64],
    small: NDArray[np.float64],
) -> float:
    level = (design * coefficients).sum(axis=1)
    surprise = np.logaddexp(0, level) - happened * level
    return float((weight * surprise).sum() + (small * coefficients**2).sum() / 2)


def _chance(level: NDArray[np.float64]) -> NDArray[np.float64]:
    chance: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(level, -30, 30)))
    return chance


ODDS: Form[Odds | None] = Form(
    lambda found: (
        {} if found is None else {at.name: getattr(found, at.name) for at in fields(Odds)}
    ),
    lambda arrays: Odds(**arrays) if arrays else None,
)
"""How what was learnt is kept."""


def _forecast(history: History, window: Window) -> Distribution:
    learnt = learnt_once(_learn, history, window, ODDS)
    if learnt is None:
        return decay.MODEL.forecast(history, window)
    seen = (figures(history)[:, :, -1].T - learnt.middle) / learnt.spread
    level = learnt.coefficients[0] + (seen * learnt.coefficients[1:]).sum(axis=1)
    chance = _chance(level)
    scale = usual(history.deaths, window)[:, -1]
    mass = chance[:, None] * learnt.sizes[np.searchsorted(_STRATA, scale)]
    mass[:, 0] += 1 - chance
    return known(mass)


MODEL = Model("odds", "a few figures of the past, weighed by regression", _forecast)
