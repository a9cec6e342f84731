"""How much speaks for two reports telling of the same thing, in bits, part by part.

Each part is a base-2 logarithm of how much likelier an agreement is for two reports of one thing
than for two reports of two things from the same place (I. P. Fellegi and A. B. Sunter, 1969). How
often reports of two things agree by chance is learnt from the record itself: reports from one
place that lie weeks apart tell of two things. So an actor who is behind everything there tells
little, and a rare one much. What is not told weighs nothing either way.
"""

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from peaceops.collate.link.candidate import candidates

WORDS = (85.0, 70.0, 55.0, 40.0)
"""Likeness of words, 0 to 100, in any order: from each on, a level of its own, the best first."""
SAME_ACTOR, OTHER_ACTOR = 85.0, 60.0
SAME_NAME = 90.0
MANY_DEAD = 5
"""So many, told twice alike, are no chance."""

ALIKE: Mapping[str, tuple[float, ...]] = {
    "name": (0.85, 0.15),
    "actors": (0.72, 0.22, 0.06),
    "toll": (0.2, 0.3, 0.28, 0.17, 0.05),
    "words": (0.2, 0.15, 0.35, 0.25, 0.05),
}
"""How often two reports of one thing stand at each level, the most alike first."""
BY_CHANCE: Mapping[str, tuple[float, ...]] = {
    "name": (0.4, 0.6),
    "actors": (0.35, 0.1, 0.55),
    "toll": (0.03, 0.15, 0.22, 0.25, 0.35),
    "words": (0.01, 0.03, 0.16, 0.6, 0.2),
}
"""The same for reports of two things, as far as a record is too short to tell."""
BELIEF = 100
"""Pairs of the record that weigh as much as `BY_CHANCE`."""
MOST_BITS = 5.0

PRIOR_BITS = 1.0
"""Before anything is compared: of reports that lie near, two may well tell of one thing."""
WEEKS_APART_DAYS = 21
GAP_BITS = -1.5
"""A day apart."""
INSIDE_BITS, OUTSIDE_BITS = 1.0, -1.5
"""Places within, and beyond, what their precisions allow."""

PARTS = ("crowd", "time", "place", *ALIKE)
"""Columns of the weighed pairs: bits of each part."""

_FIT, _SPREAD = 7, 3.0
_NOT_TOLD = -1
Rows = NDArray[np.int64]
Bits = NDArray[np.float64]


def weighed(told: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Weigh pairs.

    Args:
        told: table of `collate.link.told.TOLD_SCHEMA`.
        pairs: as `collate.link.candidate.candidates` gives them.

    Returns:
        the pairs with a column of bits for each of `PARTS`, `weight` their sum, and what the
        explanation needs: `same_actor` (1, 0 not clear, -1, null not told), `same_name`,
        `likeness` of words, `rivals`.
    """
    first, second = pairs["first"].to_numpy(), pairs["second"].to_numpy()
    rivals = _rivals(first, second, told.height)
    levels, likeness = _levels(told, first, second)
    chance = _by_chance(told)
    parts = {
        "crowd": PRIOR_BITS - np.log2(1.0 + rivals),
        "time": _time(told, pairs, first, second),
        "place": _place(told, pairs, first, second),
        **{part: _bits(part, levels[part], chance[part]) for part in ALIKE},
    }
    actors = levels["actors"]
    return pairs.with_columns(
        **{name: pl.Series(values) for name, values in parts.items()},
        weight=pl.Series(sum(parts.values(), np.zeros(len(first)))),
        same_actor=pl.Series(np.where(actors == _NOT_TOLD, np.nan, 1.0 - actors), nan_to_null=True),
        same_name=pl.Series(levels["name"] == 0),
        likeness=pl.Series(likeness, nan_to_null=True),
        rivals=pl.Series(rivals.astype(np.int64)),
    )


def _by_chance(told: pl.DataFrame) -> dict[str, Bits]:
    """Learn how often reports of two things from one place stand at each level.

    Every second report is moved by three weeks: what then lies near tells of two things.
    """
    moved = told.with_row_index("at").with_columns(
        pl.when(pl.col("at") % 2 == 1)
        .then(pl.col(day).dt.offset_by(f"{WEEKS_APART_DAYS}d"))
        .otherwise(day)
        for day in ("since", "until")
    ).drop("at")  # fmt: skip
    pairs = candidates(moved).filter((pl.col("first") % 2) != (pl.col("second") % 2))
    levels, _ = _levels(told, pairs["first"].to_numpy(), pairs["second"].to_numpy())
    learnt = {}
    for part, before in BY_CHANCE.items():
        seen = levels[part][levels[part] != _NOT_TOLD]
        counted = np.bincount(seen, minlength=len(before)) + BELIEF * np.array(before)
        learnt[part] = counted / counted.sum()
    return learnt


def _bits(part: str, levels: Rows, chance: Bits) -> Bits:
    table = np.clip(np.log2(np.array(ALIKE[part]) / chance), -MOST_BITS, MOST_BITS)
    bits: Bits = np.where(levels == _NOT_TOLD, 0.0, table[levels])
    return bits


def _levels(told: pl.DataFrame, first: Rows, second: Rows) -> tuple[dict[str, Rows], Bits]:
    """Return the level of each part, 0 the most alike, -1 not told, and the likeness of words."""
    likeness = _likeness(told["text"], first, second)
    names = _likeness(told["place"], first, second)
    levels = {
        "name": _stepped(names, (SAME_NAME,)),
        "actors": _actors(told["actors"], first, second),
        "toll": _toll(told["killed"].to_numpy(), first, second),
        "words": _stepped(likeness, WORDS),
    }
    return levels, likeness


def _rivals(first: Rows, second: Rows, size: int) -> Bits:
    """Return how many other reports lie as near, for the one of the two that has fewer."""
    near = np.bincount(first, minlength=size) + np.bincount(second, minlength=size)
    rivals: Bits = np.minimum(near[first], near[second]).astype(float) - 1
    return rivals


def _time(told: pl.DataFrame, pairs: pl.DataFrame, first: Rows, second: Rows) -> Bits:
    """Sharing a day tells more than sharing a month."""
    length = (told["until"] - told["since"]).dt.total_days().to_numpy() + 1.0
    longer = np.maximum(length[first], length[second])
    overlap = np.clip(np.log2(_FIT / longer), -1.0, 2.0)
    gap = pairs["gap_days"].to_numpy()
    bits: Bits = np.where(gap == 0, overlap, GAP_BITS * gap)
    return bits


def _place(told: pl.DataFrame, pairs: pl.DataFrame, first: Rows, second: Rows) -> Bits:
    """Near enough counts by what the precisions allow, never by a distance alone."""
    radius = told["radius_km"].to_numpy()
    scaled = pairs["distance_km"].to_numpy() / (radius[first] + radius[second])
    bits: Bits = np.where(scaled <= 1, INSIDE_BITS, OUTSIDE_BITS)
    bits[np.isnan(scaled)] = 0.0
    return bits


def _toll(killed: NDArray[np.float64], first: Rows, second: Rows) -> Rows:
    """Equal and many, equal and few, near, between, far apart."""
    one, other = (np.asarray(killed, float)[rows] for rows in (first, second))
    larger, smaller = np.maximum(one, other), np.minimum(one, other)
    levels: Rows = np.select(
        [
            np.isnan(larger),
            (larger == smaller) & (larger >= MANY_DEAD),
            larger == smaller,
            larger - smaller <= np.maximum(1.0, 0.25 * larger),
            larger > _SPREAD * np.maximum(smaller, 1.0),
        ],
        [_NOT_TOLD, 0, 1, 2, 4],
        default=3,
    ).astype(np.int64)
    return levels


def _actors(actors: pl.Series, first: Rows, second: Rows) -> Rows:
    """Compare each two lists of names once; the best match of any two names counts."""
    written = actors.list.sort().list.join("\n").fill_null("")
    code, lists = _coded(written)
    size = len(lists)
    both, back = np.unique(code[first] * size + code[second], return_inverse=True)
    levels = np.array(
        [_actor_level(lists[pair // size], lists[pair % size]) for pair in both], np.int64
    )
    return levels[back] if len(levels) else np.zeros(0, np.int64)


def _actor_level(one: str, other: str) -> int:
    """Same, not clear, other."""
    if not one or not other:
        return _NOT_TOLD
    best = max(
        fuzz.token_sort_ratio(name.casefold(), against.casefold())
        for name in one.split("\n")
        for against in other.split("\n")
    )
    if best >= SAME_ACTOR:
        return 0
    return 2 if best < OTHER_ACTOR else 1


def _likeness(texts: pl.Series, first: Rows, second: Rows) -> Bits:
    """Return how alike texts are, 0 to 100; NaN where either says nothing."""
    folded = texts.fill_null("").str.to_lowercase().to_list()
    one, other = [folded[row] for row in first], [folded[row] for row in second]
    if not one:
        return np.zeros(0)
    likeness = process.cpdist(one, other, scorer=fuzz.token_set_ratio, dtype=np.float64, workers=1)
    empty = np.array([not text for text in folded])
    likeness[empty[first] | empty[second]] = np.nan
    return np.asarray(likeness, np.float64)


def _stepped(likeness: Bits, steps: tuple[float, ...]) -> Rows:
    """Return which step each likeness reaches, 0 the highest; -1 for what is not told."""
    reached = sum((likeness < step).astype(np.int64) for step in steps)
    levels: Rows = np.where(np.isnan(likeness), _NOT_TOLD, reached)
    return levels


def _coded(texts: pl.Series) -> tuple[Rows, list[str]]:
    distinct = texts.unique(maintain_order=True)
    place = {text: number for number, text in enumerate(distinct)}
    return np.array([place[text] for text in texts], np.int64), distinct.to_list()
