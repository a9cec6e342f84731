"""The panel: what was recorded in each area in each month (or week).

A month without a row in the sparse counts is a month in which no event was recorded. It exists, as
zero, in every array and complete table made here; whether it was quiet or only unheard is another
question (`collate.coverage`).
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from peaceops.domain.violence import Violence
from peaceops.domain.week import first_day_of_week

Step = Literal["month", "week"]
Dating = Literal["end", "spread"]

MEASURES = (
    "deaths_low",
    "deaths_best",
    "deaths_high",
    "civilian_deaths",
    "deaths_state_based",
    "deaths_non_state",
    "deaths_one_sided",
    "events",
    "events_state_based",
    "events_non_state",
    "events_one_sided",
)
"""What is counted. Deaths are people (best estimate unless said otherwise), events are events."""


BESIDE = (
    "civilian_deaths",
    "deaths_best",
    "deaths_one_sided",
    "deaths_state_based",
    "deaths_non_state",
)
"""The measures that a model may look at beside the one it forecasts."""


@dataclass(frozen=True)
class Panel:
    """Counts by area and period.

    Attributes:
        ids: shape (n,); the areas, in the order of their lattice.
        first, last: the periods covered, both included; VIEWS months or weeks.
        step: the length of a period.
        counts: area (index), period and `MEASURES`; only pairs in which something was recorded.
        target: what `civilian_deaths` holds: "civilian_deaths" or "civilian_deaths_proxy".
    """

    ids: NDArray[np.int64]
    first: int
    last: int
    step: Step
    counts: pl.DataFrame
    target: str

    @property
    def periods(self) -> int:
        """How many periods are covered."""
        return self.last - self.first + 1


def build_panel(
    placed: pl.DataFrame,
    ids: NDArray[np.int64],
    *,
    first: int,
    last: int,
    target: str,
    step: Step = "month",
    dating: Dating = "end",
) -> Panel:
    """Count events by area and period.

    Args:
        placed: events with their `area`; those without one are left out here.
        ids: the areas of the lattice.
        first, last: the periods covered. Events of other periods are left out: coverage ends
            where it was declared to end.
        target: `civilian_deaths`, or `civilian_deaths_proxy` where the data do not tell civilian
            deaths; the deaths of one-sided events then stand in for them.
        step: months or weeks.
        dating: "end" counts an event in the period of its last day, when it was complete: the only
            way that is honest for a forecast. "spread" shares it evenly over its periods, for
            description only (it puts the future of a long event into its first months).
    """
    located = placed.filter(pl.col("area").is_not_null())
    counted = _measured(located, target).with_columns(
        start=period_of("date_start", step), period=period_of("date_end", step)
    )
    if dating == "spread":
        counted = _spread(counted)
    counts = (
        counted.filter(pl.col("period").is_between(first, last))
        .group_by("area", "period")
        .agg(pl.col(MEASURES).sum())
        .sort("area", "period")
    )
    return Panel(ids=ids, first=first, last=last, step=step, counts=counts, target=target)


def matrix(panel: Panel, measure: str, *, until: int | None = None) -> NDArray[np.float64]:
    """Return one measure as an array of shape (n, periods), zero where nothing was recorded.

    Args:
        panel: the panel.
        measure: one of `MEASURES`.
        until: the last period to return; later ones are not read. Default: the panel's last.
    """
    last = panel.last if until is None else min(until, panel.last)
    rows = panel.counts.filter(pl.col("period") <= last)
    values = np.zeros((len(panel.ids), max(0, last - panel.first + 1)))
    values[rows["area"].to_numpy(), rows["period"].to_numpy() - panel.first] = rows[
        measure
    ].to_numpy()
    return values


def complete(panel: Panel) -> pl.DataFrame:
    """Return a row for every area and period: `id`, `period`, `MEASURES`; zeros included."""
    areas = pl.DataFrame(
        {"area": np.arange(len(panel.ids), dtype=np.int32), "id": panel.ids},
    )
    periods = pl.DataFrame({"period": np.arange(panel.first, panel.last + 1, dtype=np.int32)})
    return (
        areas.join(periods, how="cross")
        .join(panel.counts, on=["area", "period"], how="left", maintain_order="left")
        .with_columns(pl.col(MEASURES).fill_null(0))
        .drop("area")
    )


def period_of(column: str, step: Step = "month") -> pl.Expr:
    """Return the period in which the day in a column lies: a VIEWS month, or a week."""
    day = pl.col(column)
    if step == "month":
        return ((day.dt.year() - 1980) * 12 + day.dt.month()).cast(pl.Int32)
    monday = pl.lit(first_day_of_week(1))
    return ((day - monday).dt.total_days().floordiv(7) + 1).cast(pl.Int32)


def _measured(events: pl.DataFrame, target: str) -> pl.DataFrame:
    """Turn each event into one row of measures."""
    kinds = {
        "state_based": Violence.STATE_BASED,
        "non_state": Violence.NON_STATE,
        "one_sided": Violence.ONE_SIDED,
    }
    best = pl.col("best").cast(pl.Float64)
    of_kind = {name: pl.col("violence") == kind.value for name, kind in kinds.items()}
    civilians = (
        pl.col("civilians").fill_null(0).cast(pl.Float64)
        if target == "civilian_deaths"
        else pl.when(of_kind["one_sided"]).then(best).otherwise(0.0)
    )
    return events.select(
        "area",
        "date_start",
        "date_end",
        deaths_low=pl.col("low").cast(pl.Float64),
        deaths_best=best,
        deaths_high=pl.col("high").cast(pl.Float64),
        civilian_deaths=civilians,
        **{
            f"deaths_{name}": pl.when(matches).then(best).otherwise(0.0)
            for name, matches in of_kind.items()
        },
        events=pl.lit(1.0),
        **{f"events_{name}": matches.cast(pl.Float64) for name, matches in of_kind.items()},
    )


def _spread(counted: pl.DataFrame) -> pl.DataFrame:
    """Share each event evenly over the periods from its first day to its last."""
    length = pl.col("period") - pl.col("start") + 1
    return (
        counted.with_columns(pl.col(MEASURES) / length)
        .with_columns(period=pl.int_ranges("start", pl.col("period") + 1, dtype=pl.Int32))
        .explode("period")
    )
