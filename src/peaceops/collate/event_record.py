"""Lay events out as a record: by cell or first-level unit of one country, or by country."""

from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from peaceops.acquire.boundary import Boundary, country_boundary
from peaceops.acquire.dataset import target_name
from peaceops.acquire.intake import Intake
from peaceops.collate.coverage import Period, default_period
from peaceops.collate.lattice import NO_AREA, cell_lattice, unit_lattice
from peaceops.collate.panel import BESIDE, Panel, build_panel, matrix
from peaceops.collate.place import place_events
from peaceops.collate.record import Record
from peaceops.domain.error import PeaceopsError

Target = Literal["total", "civilian", "one_sided", "state_based", "non_state"]
Division = Literal["cell", "unit", "country"]

MEASURE_OF: dict[str, str] = {
    "total": "deaths_best",
    "civilian": "civilian_deaths",
    "one_sided": "deaths_one_sided",
    "state_based": "deaths_state_based",
    "non_state": "deaths_non_state",
}
"""The panel's measure for each target."""


def event_record(
    intake: Intake, target: Target, *, country: str | None, by: Division | None = None
) -> Record:
    """Count the deaths of a target by area and month.

    With a country the areas are its cells (or units); without one they are the countries that the
    events name. An event counts in the month of its last day; events placed too coarsely for the
    areas stay out.

    Raises:
        PeaceopsError: no events there, or a division that does not fit.
    """
    events = intake.events
    if events.is_empty():
        raise PeaceopsError("the files hold no event")
    by = by or ("country" if country is None else "cell")
    if (country is None) != (by == "country"):
        raise PeaceopsError(
            f"events by {by} " + ("need --country" if country is None else "take no --country")
        )
    days = events["date_end"].sort()
    period = default_period(intake.provenance.dataset.name, days[0], days[-1])
    if country is None:
        panel = _countries(events, period, intake)
        return _of(panel, target, country_names(events), _alone(len(panel.ids)))
    boundary = country_boundary(country)
    return _within(events, boundary, period, by, intake, target)


def _within(
    events: pl.DataFrame,
    boundary: Boundary,
    period: Period,
    by: Division,
    intake: Intake,
    target: Target,
) -> Record:
    lattice = cell_lattice(boundary) if by == "cell" else unit_lattice(boundary)
    placed = place_events(events, boundary, lattice)
    if placed["area"].null_count() == placed.height:
        raise PeaceopsError(f"the files hold no event that lies in an area of {boundary.name}")
    panel = build_panel(
        placed,
        lattice.ids,
        first=period.first,
        last=period.last,
        target=target_name(intake.columns),
    )
    return _of(panel, target, lattice.keys, lattice.neighbours)


def _countries(events: pl.DataFrame, period: Period, intake: Intake) -> Panel:
    named = events.with_columns(country=pl.coalesce("iso3", "country"))
    named = named.filter(pl.col("country").is_not_null())
    if named.is_empty():
        raise PeaceopsError("the events name no country", remedy="give --country")
    ids = named["country"].unique().sort()
    area = named["country"].replace_strict(
        ids, pl.Series(range(len(ids)), dtype=pl.Int32), return_dtype=pl.Int32
    )
    return build_panel(
        named.with_columns(area=area),
        np.arange(len(ids)),
        first=period.first,
        last=period.last,
        target=target_name(intake.columns),
    )


def country_names(events: pl.DataFrame) -> tuple[str, ...]:
    """Return the countries that events name, in the order of their record."""
    found = events.select(country=pl.coalesce("iso3", "country"))["country"].drop_nulls()
    return tuple(found.unique().sort().to_list())


def _of(
    panel: Panel, target: Target, units: tuple[str, ...], neighbours: NDArray[np.int64]
) -> Record:
    measure = MEASURE_OF[target]
    return Record(
        units=units,
        first=panel.first,
        deaths=matrix(panel, measure),
        neighbours=neighbours,
        beside=tuple(matrix(panel, other) for other in BESIDE if other != measure),
    )


def _alone(count: int) -> NDArray[np.int64]:
    return np.full((count, 1), NO_AREA, dtype=np.int64)
