"""How sure a ratio of scores is: blocks of origins drawn again and again."""

import numpy as np
from numpy.typing import NDArray

BLOCK_MONTHS = 12
DRAWS = 1000
LOW, HIGH = 5, 95
"""Percentiles given as the interval."""


def block_draws(
    months: NDArray[np.int64], *, seed: int = 1, draws: int = DRAWS, block: int = BLOCK_MONTHS
) -> NDArray[np.float64]:
    """Return how often each origin is drawn, shape (draws, origins).

    Blocks of consecutive months are drawn whole, going round at the end, for neighbouring origins
    share most of what happened.

    Source: Politis & Romano (1992), "A circular block-resampling procedure for stationary data".

    Args:
        months: shape (origins,), rising.
        seed: of the draws.
        draws: how many.
        block: length in months.
    """
    generator = np.random.default_rng(seed)
    span = int(months[-1] - months[0]) + 1
    length = min(block, span)
    blocks = -(-span // length)
    starts = generator.integers(0, span, (draws, blocks))
    drawn = (starts[:, :, None] + np.arange(length)).reshape(draws, -1)[:, :span] % span
    flat = (drawn + span * np.arange(draws)[:, None]).ravel()
    counts = np.bincount(flat, minlength=draws * span).reshape(draws, span).astype(float)
    return counts[:, months - months[0]]


def ratio_interval(
    model: NDArray[np.float64], rival: NDArray[np.float64], drawn: NDArray[np.float64]
) -> tuple[float, float] | None:
    """Return the interval of Σ model / Σ rival over draws of origins; None where undefined.

    Args:
        model, rival: shape (origins,); sums by origin.
        drawn: from `block_draws`.
    """
    above = (drawn * model).sum(axis=1)
    below = (drawn * rival).sum(axis=1)
    usable = below > 0
    if not usable.any():
        return None
    low, high = np.percentile(above[usable] / below[usable], [LOW, HIGH])
    return float(low), float(high)
