"""How much speaks for two reports telling of the same thing, in bits, part by part.

Each part is a base-2 logarithm of how much likelier the agreement is for two reports of one thing
than for two reports of two things as near as these (I. P. Fellegi and A. B. Sunter, 1969). The
figures were set by hand and measured on an invented record whose truth is known (ADR 33).
What is not told weighs nothing either way.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

WORDS_BITS = ((85.0, 5.0), (70.0, 3.0), (55.0, 1.5), (40.0, 0.0), (0.0, -1.5))
"""From which likeness of words (0 to 100, in any order, parts counting) on, how many bits."""
SAME_ACTOR, OTHER_ACTOR = 85.0, 60.0
ACTOR_BITS, OTHER_ACTOR_BITS = 2.5, -3.0
SAME_NAME, NAME_BITS = 90.0, 1.5
TOLL_BITS, NEAR_TOLL_BITS, OTHER_TOLL_BITS = 2.0, 0.5, -2.0
GAP_BITS = -1.5
"""A day apart."""
INSIDE_BITS, OUTSIDE_BITS = 1.0, -1.5
"""Places within, and beyond, what their precisions allow."""

PARTS = ("crowd", "time", "place", "name", "actors", "toll", "words")
"""Columns of the weighed pairs: bits of each part."""

_FIT, _SPREAD = 7, 3.0


def weighed(told: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Weigh pairs.

    Args:
        told: table of `collate.link.told.TOLD_SCHEMA`.
        pairs: as `collate.link.candidate.candidates` gives them.

    Returns:
        the pairs with a column of bits for each of `PARTS`, `weight` their sum, and what the
        explanation needs: `likeness` of words, `rivals`.
    """
    first, second = pairs["first"].to_numpy(), pairs["second"].to_numpy()
    rivals = _rivals(first, second, told.height)
    likeness = _likeness(told["text"], first, second)
    parts = {
        "crowd": -np.log2(1.0 + rivals),
        "time": _time(told, pairs, first, second),
        "place": _place(told, pairs, first, second),
        "name": _name(told["place"], first, second),
        "actors": _actors(told["actors"], first, second),
        "toll": _toll(told["killed"].to_numpy(), first, second),
        "words": _stepped(likeness),
    }
    bits = {name: np.nan_to_num(values, nan=0.0) for name, values in parts.items()}
    return pairs.with_columns(
        **{name: pl.Series(values) for name, values in bits.items()},
        weight=pl.Series(sum(bits.values(), np.zeros(len(first)))),
        likeness=pl.Series(likeness, nan_to_null=True),
        rivals=pl.Series(rivals.astype(np.int64)),
    )


def _rivals(first: NDArray[np.int64], second: NDArray[np.int64], size: int) -> NDArray[np.float64]:
    """Return how many other reports lie as near, for the one of the two that has fewer."""
    near = np.bincount(first, minlength=size) + np.bincount(second, minlength=size)
    rivals: NDArray[np.float64] = np.minimum(near[first], near[second]).astype(float) - 1
    return rivals


def _time(
    told: pl.DataFrame, pairs: pl.DataFrame, first: NDArray[np.int64], second: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Sharing a day tells more than sharing a month."""
    length = (told["until"] - told["since"]).dt.total_days().to_numpy() + 1.0
    longer = np.maximum(length[first], length[second])
    overlap = np.clip(np.log2(_FIT / longer), -1.0, 2.0)
    gap = pairs["gap_days"].to_numpy()
    bits: NDArray[np.float64] = np.where(gap == 0, overlap, GAP_BITS * gap)
    return bits


def _place(
    told: pl.DataFrame, pairs: pl.DataFrame, first: NDArray[np.int64], second: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Near enough counts by what the precisions allow, never by a distance alone."""
    radius = told["radius_km"].to_numpy()
    scaled = pairs["distance_km"].to_numpy() / (radius[first] + radius[second])
    bits: NDArray[np.float64] = np.where(scaled <= 1, INSIDE_BITS, OUTSIDE_BITS)
    bits[np.isnan(scaled)] = np.nan
    return bits


def _name(
    names: pl.Series, first: NDArray[np.int64], second: NDArray[np.int64]
) -> NDArray[np.float64]:
    likeness = _likeness(names, first, second)
    bits: NDArray[np.float64] = np.where(likeness >= SAME_NAME, NAME_BITS, 0.0)
    return bits


def _toll(
    killed: NDArray[np.float64], first: NDArray[np.int64], second: NDArray[np.int64]
) -> NDArray[np.float64]:
    one, other = (np.asarray(killed, float)[rows] for rows in (first, second))
    larger, smaller = np.maximum(one, other), np.minimum(one, other)
    bits: NDArray[np.float64] = np.select(
        [
            np.isnan(larger),
            (larger == smaller) & (larger > 0),
            larger == 0,
            larger - smaller <= np.maximum(1.0, 0.25 * larger),
            larger > _SPREAD * np.maximum(smaller, 1.0),
        ],
        [np.nan, TOLL_BITS, 0.0, NEAR_TOLL_BITS, OTHER_TOLL_BITS],
        default=0.0,
    )
    return bits


def _actors(
    actors: pl.Series, first: NDArray[np.int64], second: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Compare each two lists of names once; the best match of any two names counts."""
    written = actors.list.sort().list.join("\n").fill_null("")
    code, lists = _coded(written)
    size = len(lists)
    both = np.unique(code[first] * size + code[second], return_inverse=True)
    bits = np.array([_actor_bits(lists[pair // size], lists[pair % size]) for pair in both[0]])
    return bits[both[1]] if len(bits) else np.zeros(len(first))


def _actor_bits(one: str, other: str) -> float:
    if not one or not other:
        return float("nan")
    best = max(
        fuzz.token_sort_ratio(name.casefold(), against.casefold())
        for name in one.split("\n")
        for against in other.split("\n")
    )
    if best >= SAME_ACTOR:
        return ACTOR_BITS
    return OTHER_ACTOR_BITS if best < OTHER_ACTOR else 0.0


def _likeness(
    texts: pl.Series, first: NDArray[np.int64], second: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return how alike texts are, 0 to 100; NaN where either says nothing."""
    folded = texts.fill_null("").str.to_lowercase().to_list()
    one, other = [folded[row] for row in first], [folded[row] for row in second]
    if not one:
        return np.zeros(0)
    likeness = process.cpdist(one, other, scorer=fuzz.token_set_ratio, dtype=np.float64, workers=1)
    empty = np.array([not text for text in folded])
    likeness[empty[first] | empty[second]] = np.nan
    return np.asarray(likeness, np.float64)


def _stepped(likeness: NDArray[np.float64]) -> NDArray[np.float64]:
    steps = [np.isnan(likeness), *(likeness >= least for least, _ in WORDS_BITS)]
    bits: NDArray[np.float64] = np.select(steps, [np.nan, *(value for _, value in WORDS_BITS)])
    return bits


def _coded(texts: pl.Series) -> tuple[NDArray[np.int64], list[str]]:
    distinct = texts.unique(maintain_order=True)
    place = {text: number for number, text in enumerate(distinct)}
    return np.array([place[text] for text in texts], np.int64), distinct.to_list()
