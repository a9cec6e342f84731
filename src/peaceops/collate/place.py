"""Say in which area each event lies, and which events are not known well enough to say.

An event known only to a province or to the country stands, in the files, on the middle of that
province or country. Laying it on the cell there would invent a hot spot (doctrine B15; VIEWS drops
precision 4 and 6), so such events stay out of cells and are counted in the coarser unit.
"""

from enum import StrEnum

import numpy as np
import polars as pl
import shapely

from peaceops.acquire.boundary import Boundary
from peaceops.collate.lattice import Lattice, cell_index
from peaceops.domain.area import AreaKind
from peaceops.domain.precision import WELL_PLACED, PlacePrecision


class Placement(StrEnum):
    """How far down the place of an event is known, within the area of the mission."""

    AREA = "area"
    """Laid on one area of the lattice."""
    UNIT = "unit"
    """Known to a first-level unit only."""
    COUNTRY = "country"
    """Known to the country or a part of it only."""
    OUTSIDE = "outside"
    """Not in the mission's area."""


PLACED_COLUMNS = ("area", "unit", "placement")


def place_events(events: pl.DataFrame, boundary: Boundary, lattice: Lattice) -> pl.DataFrame:
    """Add to each event where it lies.

    Events in another country (by the source's own country, where it can be resolved) are outside;
    so are events whose point meets no area of the lattice. Precision "not stated" is taken as well
    placed, and products say that it is not stated.

    Args:
        events: table of `acquire.event_table.EVENT_SCHEMA`.
        boundary: the mission's area.
        lattice: its cells or units.

    Returns:
        the events with `area` (index in the lattice or null), `unit` (index of the first-level
        unit or null) and `placement`.
    """
    unit = _unit_of(events, boundary)
    if lattice.kind is AreaKind.CELL:
        area = cell_index(lattice, events["latitude"].to_numpy(), events["longitude"].to_numpy())
        finest = WELL_PLACED
    else:
        area, finest = unit, PlacePrecision.FIRST_LEVEL_UNIT
    placed = events.with_columns(
        pl.Series("area", area, dtype=pl.Int32), pl.Series("unit", unit, dtype=pl.Int32)
    ).with_columns(pl.col("area", "unit").replace(-1, None))
    abroad = pl.lit(value=False)
    if boundary.iso3 is not None:
        abroad = (pl.col("iso3") != boundary.iso3).fill_null(value=False)
    precision = pl.col("place_precision")
    outside = abroad | (pl.col("area").is_null() & (precision <= finest)) | pl.col("unit").is_null()
    placed = placed.with_columns(
        placement=pl.when(outside)
        .then(pl.lit(Placement.OUTSIDE.value))
        .when(precision <= finest)
        .then(pl.lit(Placement.AREA.value))
        .when(precision <= PlacePrecision.FIRST_LEVEL_UNIT)
        .then(pl.lit(Placement.UNIT.value))
        .otherwise(pl.lit(Placement.COUNTRY.value))
    )
    return placed.with_columns(
        area=pl.when(pl.col("placement") == Placement.AREA.value).then("area"),
        unit=pl.when(pl.col("placement").is_in([Placement.AREA.value, Placement.UNIT.value])).then(
            "unit"
        ),
    )


_BORDER_DEGREES = 0.75
"""A point this near to the outline may belong to it: no cell that touches it reaches further."""


def _unit_of(
    events: pl.DataFrame, boundary: Boundary
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the index of the unit nearest to each event, -1 where none is near."""
    points = shapely.points(events["longitude"].to_numpy(), events["latitude"].to_numpy())
    tree = shapely.STRtree([unit.geometry for unit in boundary.units])
    event, found = tree.query_nearest(points, max_distance=_BORDER_DEGREES, all_matches=False)
    unit = np.full(events.height, -1, dtype=np.int64)
    unit[event] = found
    return unit
