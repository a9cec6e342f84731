"""What reports and events tell, laid out alike: when, where, how exactly, who, how many."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import polars as pl

from peaceops.domain.actor import CIVILIANS
from peaceops.domain.collation_link import EVENT
from peaceops.domain.precision import PlacePrecision, TimePrecision
from peaceops.domain.strategy.information import ItemNode

_COLUMNS: dict[str, Any] = {
    "id": pl.String,
    "event": pl.Boolean,  # of a data set, not reported to the mission
    "since": pl.Date,  # first day on which it may have happened
    "until": pl.Date,  # last
    "latitude": pl.Float64,  # null where no point is known well enough
    "longitude": pl.Float64,
    "radius_km": pl.Float64,  # how far off the point may be
    "place": pl.String,
    "actors": pl.List(pl.String),
    "killed": pl.Int64,
    "text": pl.String,
}
TOLD_SCHEMA = pl.Schema(_COLUMNS)
"""A row for each report or event that tells when."""

RADIUS_KM = {
    PlacePrecision.EXACT: 3.0,
    PlacePrecision.NEAR: 25.0,
    PlacePrecision.DISTRICT: 50.0,
    PlacePrecision.FIRST_LEVEL_UNIT: 150.0,
    PlacePrecision.REGION: 300.0,
}
"""How far off a point may be where only its level is told; coarser points tell nothing."""
LEAST_RADIUS_KM = 1.0

SLACK_DAYS = {
    TimePrecision.NOT_STATED: 0,
    TimePrecision.DAY: 0,
    TimePrecision.DAYS: 5,
    TimePrecision.WEEK: 6,
    TimePrecision.MONTH: 30,
    TimePrecision.YEAR: 365,
}
"""How far off a day may be where only its level is told."""
TOLD_WITHIN_DAYS = 14
"""Where only the day of telling is known, it happened within so many days before: a convention."""


def told_by_items(items: Sequence[ItemNode]) -> pl.DataFrame:
    """Lay out items; those that tell no day are left out."""
    rows = []
    for item in items:
        days = _days(item)
        if days is None:
            continue
        radius = _radius(item)
        placed = item.latitude is not None and radius is not None
        rows.append(
            (
                item.id,
                False,
                *days,
                item.latitude if placed else None,
                item.longitude if placed else None,
                radius if placed else None,
                item.place,
                list(item.actors),
                item.killed,
                f"{item.title}. {item.text}" if item.title and item.text else item.text
                or item.title,
            )
        )  # fmt: skip
    return pl.DataFrame(rows, schema=TOLD_SCHEMA, orient="row")


def told_by_events(events: pl.DataFrame, dataset: str) -> pl.DataFrame:
    """Lay out events of a data set; of them only the id is ever kept.

    Args:
        events: table of `acquire.event_table.EVENT_SCHEMA`.
        dataset: its name, part of the ids.
    """
    radii = {int(level): radius for level, radius in RADIUS_KM.items()}
    radius = pl.col("place_precision").replace_strict(
        {0: RADIUS_KM[PlacePrecision.NEAR], **radii}, default=None, return_dtype=pl.Float64
    )
    sides = pl.concat_list(
        pl.when(pl.col(side).is_in(["", CIVILIANS]).not_()).then(pl.col(side))
        for side in ("side_a", "side_b")
    )
    return events.select(
        id=pl.format(f"{EVENT}{dataset}:{{}}", "id"),
        event=pl.lit(value=True),
        since="date_start",
        until="date_end",
        latitude=pl.when(radius.is_not_null()).then("latitude"),
        longitude=pl.when(radius.is_not_null()).then("longitude"),
        radius_km=radius,
        place="place",
        actors=sides.list.drop_nulls(),
        killed="best",
        text=pl.lit(""),
    ).cast(TOLD_SCHEMA)


def _days(item: ItemNode) -> tuple[date, date] | None:
    if item.date is None:
        if item.reported is None:
            return None
        return item.reported - timedelta(days=TOLD_WITHIN_DAYS), item.reported
    slack = timedelta(days=SLACK_DAYS[TimePrecision(item.time_precision or 0)])
    if item.date_end is not None:
        return item.date, item.date_end
    return item.date - slack, item.date + slack


def _radius(item: ItemNode) -> float | None:
    if item.place_radius_km is not None:
        return max(item.place_radius_km, LEAST_RADIUS_KM)
    level = PlacePrecision(item.place_precision or PlacePrecision.NEAR)
    return RADIUS_KM.get(level)
