"""Which pairs are looked at: near in time and place by their precisions, or alike in rare words.

Places and days are laid over a grid only to find pairs; what decides is the distance itself, held
against both precisions. Blocks can not lose a pair that lies within reach: each row stands in every
block that its reach touches.
"""

import numpy as np
import polars as pl

from peaceops.domain.distance import distance_km

REACH = 2.0
"""Two places may lie so many times the sum of their radii apart."""
GAP_DAYS = 2
"""Two times may lie so many days apart."""
WELL_PLACED_KM = 60.0
"""Beyond, a place tells too little to look at every pair; rare words must bring them together."""

_CELL_DEGREES, _BUCKET_DAYS = 0.5, 4
_KM_A_DEGREE = 111.2
_WORD_BUCKET_DAYS = 8
_RAREST, _LARGEST_BLOCK, _SHORTEST = 6, 100, 4


def candidates(told: pl.DataFrame) -> pl.DataFrame:
    """Return pairs worth weighing.

    Args:
        told: table of `collate.link.told.TOLD_SCHEMA`.

    Returns:
        `first`, `second`: rows of `told`, first < second; `gap_days`: 0 where the times overlap;
        `distance_km`: null where either has no point. No pair of two events.
    """
    rows = told.with_row_index("row").with_columns(pl.col("row").cast(pl.Int64))
    pairs = pl.concat([_near(rows), _alike(rows)]).unique(maintain_order=False)
    return _within_reach(rows, pairs).sort("first", "second")


def _near(rows: pl.DataFrame) -> pl.DataFrame:
    """Pair rows with good places whose reaches touch."""
    placed = rows.filter(pl.col("radius_km") <= WELL_PLACED_KM)
    tall = pl.col("radius_km") * REACH / _KM_A_DEGREE
    # A circle is widest a little nearer to the pole than its middle.
    wide = tall / (pl.col("latitude").abs() + tall).radians().cos().clip(0.02)
    blocks = (
        placed.select(
            "row",
            "event",
            north=_steps(pl.col("latitude") - tall, pl.col("latitude") + tall, _CELL_DEGREES),
            east=_steps(pl.col("longitude") - wide, pl.col("longitude") + wide, _CELL_DEGREES),
            time=_times(_BUCKET_DAYS),
        )
        .explode("north")
        .explode("east")
        .explode("time")
        .with_columns(pl.col("east") % round(360 / _CELL_DEGREES))  # across the antimeridian
    )
    return _paired(blocks, ["north", "east", "time"])


def _alike(rows: pl.DataFrame) -> pl.DataFrame:
    """Pair rows of which one has no good place by the rarest words that they share."""
    coarse = pl.col("radius_km").is_null() | (pl.col("radius_km") > WELL_PLACED_KM)
    words = (
        rows.select(
            "row",
            "event",
            coarse=coarse,
            time=_times(_WORD_BUCKET_DAYS),
            word=pl.concat_str(
                "place", pl.col("actors").list.join(" "), "text", separator=" ", ignore_nulls=True
            )
            .str.to_lowercase()
            .str.extract_all(rf"\w{{{_SHORTEST},}}")
            .list.unique(),
        )
        .explode("word")
        .drop_nulls("word")
        .with_columns(said=pl.len().over("word"))
        .filter(pl.col("said") > 1)
        .with_columns(rank=pl.struct("said", "word").rank("ordinal").over("row"))
        .filter(pl.col("rank") <= _RAREST)
        .explode("time")
        .filter(pl.len().over("word", "time") <= _LARGEST_BLOCK)
    )
    return _paired(words, ["word", "time"], one_coarse=True)


def _paired(blocks: pl.DataFrame, by: list[str], *, one_coarse: bool = False) -> pl.DataFrame:
    left = blocks.rename({"row": "first"})
    right = blocks.rename({"row": "second", "event": "other_event"})
    if one_coarse:
        right = right.rename({"coarse": "other_coarse"})
    pairs = (
        left.lazy()
        .join(right.lazy(), on=by)
        .filter((pl.col("first") < pl.col("second")) & ~(pl.col("event") & pl.col("other_event")))
    )
    if one_coarse:
        pairs = pairs.filter(pl.col("coarse") | pl.col("other_coarse"))
    return pairs.select("first", "second").unique().collect()


def _steps(low: pl.Expr, high: pl.Expr, size: float) -> pl.Expr:
    first, last = ((edge / size).floor().cast(pl.Int64) for edge in (low, high))
    return pl.int_ranges(first, last + 1)


def _times(size: int) -> pl.Expr:
    """Return the buckets of days that a row touches, half of the gap on either side."""
    half = GAP_DAYS // 2
    first = pl.col("since").cast(pl.Int32).cast(pl.Int64) - half
    last = pl.col("until").cast(pl.Int32).cast(pl.Int64) + half
    return pl.int_ranges(first // size, last // size + 1)


def _within_reach(rows: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Keep pairs that lie within reach by their own days and places."""
    first, second = pairs["first"].to_numpy(), pairs["second"].to_numpy()
    since, until = (rows[name].cast(pl.Int32).to_numpy() for name in ("since", "until"))
    gap = np.maximum(since[first], since[second]) - np.minimum(until[first], until[second])
    latitude, longitude, radius = (
        rows[name].to_numpy() for name in ("latitude", "longitude", "radius_km")
    )
    apart = distance_km(latitude[first], longitude[first], latitude[second], longitude[second])
    reach = REACH * (radius[first] + radius[second])
    near = ~(apart > reach)  # where a place is not known it speaks neither for nor against
    kept = (gap <= GAP_DAYS) & near
    return pl.DataFrame(
        {
            "first": first[kept],
            "second": second[kept],
            "gap_days": np.maximum(gap[kept], 0).astype(np.int64),
            "distance_km": pl.Series(apart[kept], nan_to_null=True),
        }
    )
