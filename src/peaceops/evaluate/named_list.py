"""The score that decides: of the ten areas named each month, how many saw people killed.

And of the places where many were killed, how many had been named; beside the same for the list that
people use anyway, the past 12 months' deaths. First outbreaks, which that list can never name, are
counted on a list of their own: the ten quiet areas most at risk.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from peaceops.analyse.skill.bootstrap import HIGH, LOW, block_draws
from peaceops.domain.score import Difference, NamedCount

NAMED = 10
GRAVE_DEATHS = 10
PLAIN_LIST = "past-12-months"
QUIET_RIVAL = "conflictology-neighbours"
NAMED_HORIZON = "1-3"
_DIGITS = 6


def named_counts(rows: pl.DataFrame, models: Sequence[str]) -> tuple[NamedCount, ...]:
    """Count what lists of ten areas would have done, for each model and the plain list.

    Args:
        rows: of `evaluate.backtest.ROW_SCHEMA`, all of one window.
        models: in the order of the answer; the plain list comes last.
    """
    months = np.unique(rows["origin"].to_numpy()).astype(np.int64)
    drawn = block_draws(months)
    any_model = rows.filter(pl.col("model") == models[0])
    by_model = {name: rows.filter(pl.col("model") == name) for name in models}
    lists = {name: top(table, ["p_ge_1", "expected"]) for name, table in by_model.items()}
    lists[PLAIN_LIST] = top(any_model.filter(pl.col("past_year") > 0), ["past_year"])
    lengths = lists[PLAIN_LIST].group_by("origin").len("length")
    quiet = {
        name: top(table.filter(pl.col("past_year") == 0), ["p_ge_1", "expected"])
        for name, table in by_model.items()
    }
    quiet[PLAIN_LIST] = any_model.clear()
    grave = any_model.filter(pl.col("deaths") >= GRAVE_DEATHS)
    by_origin = {
        name: _Counts.of(listed, _as_many(listed, lengths, name), quiet[name], grave, months)
        for name, listed in lists.items()
    }
    plain = by_origin[PLAIN_LIST]
    rival = by_origin.get(QUIET_RIVAL)
    outbreaks = any_model.filter((pl.col("past_year") == 0) & (pl.col("deaths") >= 1)).height
    return tuple(
        NamedCount(
            name=name,
            named=int(own.named.sum()),
            hits=int(own.hits.sum()),
            as_many=int(own.as_many.sum()),
            as_many_hits=int(own.as_many_hits.sum()),
            grave=grave.height,
            grave_named=int(own.grave_named.sum()),
            outbreaks=outbreaks,
            quiet_named=int(own.quiet_named.sum()),
            quiet_hits=int(own.quiet_hits.sum()),
            hits_ahead=_ahead(own.as_many_hits, own.as_many, plain.hits, plain.named, drawn),
            grave_ahead=_ahead(own.grave_named, own.grave, plain.grave_named, plain.grave, drawn),
            quiet_ahead=None
            if rival is None
            else _ahead(
                own.quiet_hits, own.quiet_named, rival.quiet_hits, rival.quiet_named, drawn
            ),
        )
        for name, own in by_origin.items()
    )


def top(rows: pl.DataFrame, by: Sequence[str], *, count: int = NAMED) -> pl.DataFrame:
    """Take the first areas of each origin; ties go to the area that comes first."""
    order = pl.struct(*(-pl.col(column).round(_DIGITS) for column in by), "unit")
    return rows.filter(order.rank("ordinal").over("origin") <= count)


def _as_many(listed: pl.DataFrame, lengths: pl.DataFrame, name: str) -> pl.DataFrame:
    """Shorten each month's list to the length of the plain list."""
    if name == PLAIN_LIST:
        return listed
    order = pl.struct(-pl.col("p_ge_1").round(_DIGITS), -pl.col("expected").round(_DIGITS), "unit")
    return (
        listed.join(lengths, on="origin", how="inner")
        .filter(order.rank("ordinal").over("origin") <= pl.col("length"))
        .drop("length")
    )


@dataclass(frozen=True)
class _Counts:
    """Counts by origin, each of shape (origins,)."""

    named: NDArray[np.float64]
    hits: NDArray[np.float64]
    as_many: NDArray[np.float64]
    as_many_hits: NDArray[np.float64]
    grave: NDArray[np.float64]
    grave_named: NDArray[np.float64]
    quiet_named: NDArray[np.float64]
    quiet_hits: NDArray[np.float64]

    @classmethod
    def of(
        cls,
        listed: pl.DataFrame,
        as_many: pl.DataFrame,
        quiet: pl.DataFrame,
        grave: pl.DataFrame,
        months: NDArray[np.int64],
    ) -> "_Counts":
        def count(table: pl.DataFrame) -> NDArray[np.float64]:
            place = np.searchsorted(months, table["origin"].to_numpy())
            return np.bincount(place, minlength=len(months)).astype(float)

        found = grave.join(listed, on=["origin", "unit"], how="semi")
        return cls(
            count(listed),
            count(listed.filter(pl.col("deaths") >= 1)),
            count(as_many),
            count(as_many.filter(pl.col("deaths") >= 1)),
            count(grave),
            count(found),
            count(quiet),
            count(quiet.filter(pl.col("deaths") >= 1)),
        )


def _ahead(
    hits: NDArray[np.float64],
    named: NDArray[np.float64],
    rival_hits: NDArray[np.float64],
    rival_named: NDArray[np.float64],
    drawn: NDArray[np.float64],
) -> Difference | None:
    """Return the difference of two shares, with its interval; None where one is undefined."""

    def share(
        weights: NDArray[np.float64], above: NDArray[np.float64], below: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        total = (weights * below).sum(axis=-1)
        return np.asarray((weights * above).sum(axis=-1) / np.where(total > 0, total, np.nan))

    one = np.ones(len(hits))
    value = float(share(one, hits, named) - share(one, rival_hits, rival_named))
    spread = share(drawn, hits, named) - share(drawn, rival_hits, rival_named)
    spread = spread[np.isfinite(spread)]
    if not np.isfinite(value) or not len(spread):
        return None
    low, high = np.percentile(spread, [LOW, HIGH])
    return Difference(value, float(low), float(high))
