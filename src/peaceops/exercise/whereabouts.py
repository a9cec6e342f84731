"""Where the record puts an event, and how exactly it says so.

An event happens in a village or town of its cell. The record knows most of them by that place, some
by its neighbourhood or district, and a few by the province or the country only: those it puts on
the middle of what it knows, far from where they happened.
"""

import numpy as np
import polars as pl
import shapely
from numpy.typing import NDArray

from peaceops.domain.cell import cell_at
from peaceops.domain.precision import PlacePrecision
from peaceops.exercise.geography import Geography
from peaceops.exercise.settlement import Settlements
from peaceops.exercise.simulation import Happened

UNIT_ONLY, PART_ONLY, COUNTRY_ONLY = 0.08, 0.01, 0.015
"""Shares of events known to the first-level unit, a part of the country, the country."""

RECORDED_SHARE = 1 - UNIT_ONLY - PART_ONLY - COUNTRY_ONLY
"""Share of events that stand on the cell where they happened."""

_NEAR = 0.24
"""Share of the well-placed events known to the neighbourhood of a place only."""
_DISTRICT = 0.2
"""Share of the well-placed events in the cell of a district's seat known to the district only."""


def place_events(
    happened: Happened,
    geography: Geography,
    settlements: Settlements,
    country_name: str,
    generator: np.random.Generator,
) -> pl.DataFrame:
    """Give each event a place, as exactly as the record knows it.

    Returns:
        one row for each event, in their order: UCDP's columns from `where_prec` to `priogrid_gid`.
    """
    parish = _parish(happened, geography, settlements, generator)
    count = len(parish)
    coarse = generator.choice(
        [0, PlacePrecision.FIRST_LEVEL_UNIT, PlacePrecision.REGION, PlacePrecision.COUNTRY],
        size=count,
        p=[RECORDED_SHARE, UNIT_ONLY, PART_ONLY, COUNTRY_ONLY],
    )
    near, by_district = generator.random(count) < _NEAR, generator.random(count) < _DISTRICT
    # A district stands for its seat, so only events in the seat's own cell are known so roughly.
    seat = settlements.district_seat[geography.district[parish]]
    in_seat_cell = geography.cell[seat] == geography.cell[parish]
    precision = np.where(near, PlacePrecision.NEAR, PlacePrecision.EXACT)
    precision = np.where(by_district & in_seat_cell, PlacePrecision.DISTRICT, precision)
    precision = np.where(coarse > 0, coarse, precision)
    parish = np.where(precision == PlacePrecision.DISTRICT, seat, parish)

    towns = pl.DataFrame(
        {
            "parish": np.arange(len(settlements.name)),
            "place": settlements.name,
            "kind": np.where(settlements.is_town, "town", "village"),
            "unit": geography.unit,
            "unit_name": [settlements.unit_names[unit] for unit in geography.unit],
            "district_name": [
                settlements.name[settlements.district_seat[district]]
                for district in geography.district
            ],
            "latitude": geography.latitude,
            "longitude": geography.longitude,
        }
    )
    part, middles = _parts(geography, parish)
    points = np.stack([geography.latitude[parish], geography.longitude[parish]])
    for coarser, numbers, middle in (
        (PlacePrecision.FIRST_LEVEL_UNIT, geography.unit[parish], _middles(geography.units)),
        (PlacePrecision.REGION, part, middles),
        (PlacePrecision.COUNTRY, np.zeros_like(parish), _middles(np.array([geography.outline]))),
    ):
        points = np.where(precision == coarser, middle[:, numbers], points)

    level = pl.col("where_prec")
    town = pl.format("{} {}", "place", "kind")
    district = pl.format("{} district", "district_name")
    unit = pl.format("{} province", "unit_name")
    by_level = {
        PlacePrecision.EXACT: (town, town),
        PlacePrecision.NEAR: (town, pl.format("near {}", town)),
        PlacePrecision.DISTRICT: (district, pl.format("in {}", district)),
        PlacePrecision.FIRST_LEVEL_UNIT: (unit, pl.format("in {}", unit)),
        PlacePrecision.REGION: (
            pl.format("{} {}", "part", pl.lit(country_name)),
            pl.format("in the {} of the country", pl.col("part").str.strip_suffix("ern")),
        ),
        PlacePrecision.COUNTRY: (pl.lit(country_name), pl.lit("place not reported")),
    }

    def text(which: int) -> pl.Expr:
        return pl.coalesce(
            pl.when(level == int(known)).then(texts[which]) for known, texts in by_level.items()
        )

    return (
        pl.DataFrame(
            {
                "parish": parish,
                "where_prec": precision.astype(np.int64),
                "part": np.array(_PARTS)[part],
            }
        )
        .join(towns.drop("latitude", "longitude"), on="parish", how="left", maintain_order="left")
        .select(
            "where_prec",
            text(0).alias("where_coordinates"),
            text(1).alias("where_description"),
            pl.when(level <= PlacePrecision.FIRST_LEVEL_UNIT.value)
            .then(unit)
            .otherwise(pl.lit(""))
            .alias("adm_1"),
            pl.when(level <= PlacePrecision.DISTRICT.value)
            .then(district)
            .otherwise(pl.lit(""))
            .alias("adm_2"),
            pl.Series("latitude", points[0].round(4)),
            pl.Series("longitude", points[1].round(4)),
            pl.Series("priogrid_gid", cell_at(points[0].round(4), points[1].round(4))),
        )
    )


def _parish(
    happened: Happened,
    geography: Geography,
    settlements: Settlements,
    generator: np.random.Generator,
) -> NDArray[np.int64]:
    """Choose for each event one of the villages and towns of its cell, the larger the likelier."""
    order = np.argsort(geography.cell, kind="stable")
    cells = geography.cell[order]
    reached = np.cumsum(settlements.population[order] ** 0.6)
    cell = geography.cells[happened.cell]
    first = np.searchsorted(cells, cell, side="left")
    last = np.searchsorted(cells, cell, side="right") - 1
    below = np.where(first > 0, reached[first - 1], 0.0)
    level = below + generator.random(len(cell)) * (reached[last] - below)
    chosen: NDArray[np.int64] = order[
        np.clip(np.searchsorted(reached, level, "right"), first, last)
    ]
    return chosen


_PARTS = ("northern", "eastern", "southern", "western")


def _parts(
    geography: Geography, parish: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return in which quarter of the country parishes lie, and the middles of the quarters."""
    middle = geography.outline.centroid
    west, south, east, north = geography.outline.buffer(1.0).bounds
    corners = [(west, north), (east, north), (east, south), (west, south)]
    quarters = np.array(
        [
            geography.outline.intersection(
                shapely.Polygon([(middle.x, middle.y), corners[i], corners[(i + 1) % 4]])
            )
            for i in range(4)
        ]
    )
    points = shapely.points(geography.longitude[parish], geography.latitude[parish])
    gaps = shapely.distance(points[:, None], quarters[None])
    return gaps.argmin(axis=1), _middles(quarters)


def _middles(shapes: NDArray[np.object_]) -> NDArray[np.float64]:
    """Return latitudes and longitudes, (2, n), of centroids; of a point inside if they fall out."""
    centroids = shapely.centroid(shapes)
    inside = np.where(
        shapely.contains(shapes, centroids), centroids, shapely.point_on_surface(shapes)
    )
    return np.stack([shapely.get_y(inside), shapely.get_x(inside)])
