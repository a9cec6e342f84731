"""Scores of samples, as the VIEWS challenge takes them, fast and in little memory.

Rows are scored in blocks, each sorted once; from a sorted row all scores are read off.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from peaceops.analyse.skill.ignorance import BIN_EDGES
from peaceops.analyse.skill.interval import OUTSIDE

BLOCK_VALUES = 8_000_000
"""So many samples are sorted at a time."""

THREADS = 2


@dataclass(frozen=True)
class EnsembleScores:
    """Scores of each row, all of shape (n,).

    Attributes:
        crps: ECDF form, deaths. crps_log1p: of log(1 + deaths).
        ignorance: bits. mis: of the 90 % interval, deaths.
        p_ge_1, p_ge_25: share of samples of at least so many.
    """

    crps: NDArray[np.float64]
    crps_log1p: NDArray[np.float64]
    ignorance: NDArray[np.float64]
    mis: NDArray[np.float64]
    p_ge_1: NDArray[np.float64]
    p_ge_25: NDArray[np.float64]


def score_samples(samples: NDArray[np.floating], happened: NDArray[np.floating]) -> EnsembleScores:
    """Score samples against what happened.

    CRPS = 2/s² Σᵢ (xᵢ − y)(s·1[y < xᵢ] − i + ½) over sorted samples; ignorance
    −log₂((count in the right bin + 1) / (s + 11)); interval from linear quantiles.

    Args:
        samples: shape (n, s); left as it is.
        happened: shape (n,).
    """
    count, size = samples.shape
    rows = max(1, BLOCK_VALUES // size)
    starts = range(0, count, rows)
    out = [np.empty(count) for _ in range(6)]

    def score(start: int) -> None:
        part = slice(start, start + rows)
        for target, values in zip(out, _block(samples[part], happened[part]), strict=True):
            target[part] = values

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(score, starts))
    return EnsembleScores(*out)


def _block(
    samples: NDArray[np.floating], happened: NDArray[np.floating]
) -> Iterator[NDArray[np.float64]]:
    """Yield the six scores of a block of rows."""
    ordered = np.sort(samples, axis=1)
    truth = np.asarray(happened, ordered.dtype)
    size = ordered.shape[1]
    below = (ordered <= truth[:, None]).sum(axis=1)
    yield _crps(ordered, np.asarray(happened, float), below)
    np_log = np.log1p(ordered)
    yield _crps(np_log, np.log1p(np.asarray(happened, float)), below)
    edges = np.array(BIN_EDGES)
    upto = np.stack([_count_upto(ordered, edge) for edge in edges], axis=1)
    counts = np.diff(np.pad(upto, ((0, 0), (1, 0))), axis=1, append=size)
    hit = np.searchsorted(edges, happened, side="left")
    right = counts[np.arange(len(counts)), hit]
    yield -np.log2((right + 1) / (size + len(edges) + 1))
    low = _linear_quantile(ordered, OUTSIDE / 2)
    high = _linear_quantile(ordered, 1 - OUTSIDE / 2)
    missed = np.maximum(low - happened, 0) + np.maximum(happened - high, 0)
    yield high - low + 2 / OUTSIDE * missed
    for least in (1, 25):
        yield (size - _count_upto(ordered, np.nextafter(np.float32(least), 0))) / size


def _crps(
    ordered: NDArray[np.floating], happened: NDArray[np.float64], below: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return the ECDF form from sorted samples.

    With k samples at or below y, s² CRPS / 2 = Σᵢ xᵢ (½ − i) + s Σ_{i>k} xᵢ − y (s(s − k) − s²/2).
    """
    size = ordered.shape[1]
    rank = 0.5 - np.arange(1, size + 1)
    weighted = np.einsum("ns,s->n", ordered, rank, dtype=np.float64)
    total = ordered.sum(axis=1, dtype=np.float64)
    above = total - _sum_first(ordered, below)
    score: NDArray[np.float64] = (
        weighted + size * above - happened * (size * (size - below) - size**2 / 2)
    )
    return np.asarray(np.maximum(2 / size**2 * score, 0.0))


def _sum_first(ordered: NDArray[np.floating], count: NDArray[np.int64]) -> NDArray[np.float64]:
    first = np.arange(ordered.shape[1]) < count[:, None]
    return np.asarray(np.sum(ordered, axis=1, dtype=np.float64, where=first))


def _count_upto(ordered: NDArray[np.floating], limit: float) -> NDArray[np.int64]:
    """Return how many samples of each sorted row are at most a limit, by halving."""
    rows = np.arange(len(ordered))
    size = ordered.shape[1]
    low, high = np.zeros(len(ordered), np.int64), np.full(len(ordered), size)
    for _ in range(int(size).bit_length()):
        middle = (low + high) // 2
        inside = (low < high) & (ordered[rows, np.minimum(middle, size - 1)] <= limit)
        low = np.where(inside, middle + 1, low)
        high = np.where(inside, high, np.where(low < high, middle, high))
    return low


def _linear_quantile(ordered: NDArray[np.floating], level: float) -> NDArray[np.float64]:
    place = level * (ordered.shape[1] - 1)
    left = int(np.floor(place))
    right = min(left + 1, ordered.shape[1] - 1)
    at_left = ordered[:, left].astype(float)
    at_right = ordered[:, right].astype(float)
    between: NDArray[np.float64] = at_left + (place - left) * (at_right - at_left)
    return between
