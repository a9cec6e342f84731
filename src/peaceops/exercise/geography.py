"""The ground of the invented country: parishes, grown together to districts, units and a coast.

The open South Atlantic is cut into small parishes (the Voronoi polygons of a shaken grid). Those
nearest to the middle, by a measure that stretches with the direction, are the country; districts
and first-level units grow from seeds over the parishes at uneven speed, which gives borders that
wind like real ones and are shared to the last digit.
"""

import heapq
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from peaceops.domain.cell import SIDE_DEGREES, cell_at, cell_of, centre, row_and_column

PARISH_DEGREES = 0.2
"""Spacing of the parishes; an invented village stands in each."""

_AREA_CELLS = 128
"""Area of the country at scale 1, in cells; with the cells cut by the coast it touches more."""

_MIDDLE = (-25.0, -18.0)
"""Latitude and longitude of open sea, 700 km and more from any island."""

_DIGITS = 5


@dataclass(frozen=True)
class Geography:
    """The shape of the country; a parish is a village and the land around it.

    Attributes:
        outline: the country.
        units: shape (u,); polygons of the first-level units.
        latitude, longitude: shape (p,); degrees, the village of each parish.
        neighbours: for each parish those that share a border with it.
        district: shape (p,); number of the second-level district.
        unit: shape (p,); number of the first-level unit.
        cell: shape (p,); the PRIO-GRID cell in which the village stands.
        cells: shape (c,); every cell that the country touches, sorted.
    """

    outline: shapely.Polygon
    units: NDArray[np.object_]
    latitude: NDArray[np.float64]
    longitude: NDArray[np.float64]
    neighbours: tuple[NDArray[np.int64], ...]
    district: NDArray[np.int64]
    unit: NDArray[np.int64]
    cell: NDArray[np.int64]
    cells: NDArray[np.int64]


def invent_geography(generator: np.random.Generator, scale: float) -> Geography:
    """Draw a country of about `scale` × 170 cells with seven to ten first-level units."""
    points, parishes = _parishes(generator, scale)
    around = _borders(parishes)
    land = _land(points, around, generator, scale)
    outline = shapely.Polygon(shapely.coverage_union_all(parishes[land]).exterior)
    # Parishes that the coast encloses belong to the country: no lakes.
    land = np.flatnonzero(shapely.covers(outline, shapely.points(points)))
    points, parishes = points[land], parishes[land]
    around = _borders(parishes)

    pace = generator.lognormal(0.0, 0.6, len(points))
    everywhere = np.arange(len(points))
    units = int(generator.integers(7, 11))
    unit = _grow(_spread(points, everywhere, units, generator), around, pace, everywhere)
    district = np.zeros(len(points), np.int64)
    for number in range(units):
        members = np.flatnonzero(unit == number)
        count = max(1, min(int(generator.integers(2, 6)), len(members) // 8))
        seeds = _spread(points, members, count, generator)
        base = int(district.max()) + 1 if number else 0
        district[members] = base + _grow(seeds, around, pace, members)[members]
    return Geography(
        outline=outline,
        units=np.array(
            [shapely.coverage_union_all(parishes[unit == number]) for number in range(units)],
            dtype=object,
        ),
        latitude=points[:, 1],
        longitude=points[:, 0],
        neighbours=around,
        district=district,
        unit=unit,
        cell=cell_at(points[:, 1], points[:, 0]),
        cells=_cells(outline),
    )


def _parishes(
    generator: np.random.Generator, scale: float
) -> tuple[NDArray[np.float64], NDArray[np.object_]]:
    """Cut the sea into parishes: their villages (longitude, latitude) and their polygons."""
    reach = 1.1 * np.sqrt(_AREA_CELLS * scale) * SIDE_DEGREES
    steps = np.arange(-reach, reach, PARISH_DEGREES)
    grid = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2)
    shaken = grid + generator.uniform(-0.42, 0.42, grid.shape) * PARISH_DEGREES
    middle = np.array(_MIDDLE[::-1]) + generator.uniform(-1.0, 1.0, 2)
    points = np.round(shaken + middle, 4)
    diagram = shapely.voronoi_polygons(shapely.multipoints(points), ordered=True)
    polygons = shapely.transform(
        np.array(shapely.get_parts(diagram), dtype=object), lambda at: np.round(at, _DIGITS)
    )
    return points, polygons


def _borders(parishes: NDArray[np.object_]) -> tuple[NDArray[np.int64], ...]:
    """Return for each parish the others that touch it, in rising order."""
    first, second = shapely.STRtree(parishes).query(parishes, predicate="touches")
    order = np.lexsort((second, first))
    cuts = np.searchsorted(first[order], np.arange(1, len(parishes)))
    return tuple(np.split(second[order], cuts))


def _land(
    points: NDArray[np.float64],
    around: tuple[NDArray[np.int64], ...],
    generator: np.random.Generator,
    scale: float,
) -> NDArray[np.int64]:
    """Choose the parishes of the country: a connected blot that is no circle."""
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    east, north = (points - middle).T
    angle = np.arctan2(north, east)
    waves = np.arange(2, 9)[:, None]
    height = generator.normal(0.0, 0.28, (len(waves), 1)) / waves**0.8
    phase = generator.uniform(0.0, 2 * np.pi, (len(waves), 1))
    stretch = np.exp((height * np.cos(waves * angle + phase)).sum(axis=0))
    ragged = generator.normal(0.0, 0.35 * PARISH_DEGREES, len(points))
    farness = np.hypot(east, north) / stretch + ragged
    count = round(_AREA_CELLS * scale * (SIDE_DEGREES / PARISH_DEGREES) ** 2)
    chosen = np.sort(np.argsort(farness, kind="stable")[:count])
    start = chosen[[int(np.argmin(farness[chosen]))]]
    reached = _grow(start, around, np.ones(len(points)), chosen)
    return np.flatnonzero(reached >= 0)


def _spread(
    points: NDArray[np.float64],
    members: NDArray[np.int64],
    count: int,
    generator: np.random.Generator,
) -> NDArray[np.int64]:
    """Choose parishes that lie well apart: each the farthest of a few drawn by chance."""
    seeds = [int(generator.choice(members))]
    while len(seeds) < count:
        drawn = generator.choice(members, 12)
        gap = np.linalg.norm(points[drawn][:, None] - points[seeds][None], axis=2).min(axis=1)
        if gap.max() > 0:
            seeds.append(int(drawn[int(np.argmax(gap))]))
    return np.array(seeds)


def _grow(
    seeds: NDArray[np.int64],
    around: tuple[NDArray[np.int64], ...],
    pace: NDArray[np.float64],
    members: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Let seeds grow over the members, parish by parish; each goes to the seed that comes first.

    Returns:
        shape (p,); number of the seed, -1 for parishes that none reaches.
    """
    owner = np.full(len(pace), -1)
    free = np.zeros(len(pace), bool)
    free[members] = True
    front = [(0.0, int(seed), number) for number, seed in enumerate(seeds)]
    while front:
        time, parish, number = heapq.heappop(front)
        if not free[parish]:
            continue
        free[parish] = False
        owner[parish] = number
        for other in around[parish]:
            if free[other]:
                heapq.heappush(front, (time + float(pace[other]), int(other), number))
    return owner


def _cells(outline: shapely.Polygon) -> NDArray[np.int64]:
    """Return the cells whose inside meets the country, sorted."""
    west, south, east, north = outline.bounds
    rows, columns = row_and_column(cell_at([south, north], [west, east]))
    box = cell_of(
        np.arange(rows[0], rows[1] + 1)[:, None], np.arange(columns[0], columns[1] + 1)
    ).ravel()
    latitude, longitude = centre(box)
    half = SIDE_DEGREES / 2 - 1e-6
    squares = shapely.box(longitude - half, latitude - half, longitude + half, latitude + half)
    shapely.prepare(outline)
    return np.sort(box[shapely.intersects(outline, squares)])
