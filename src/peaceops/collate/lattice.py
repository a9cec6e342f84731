"""The areas that everything is counted in: PRIO-GRID cells or first-level units of one place."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from peaceops.acquire.boundary import Boundary
from peaceops.domain.area import AreaKind
from peaceops.domain.cell import COLUMNS, ROWS, SIDE_DEGREES, cell_at, cell_of, centre, neighbours
from peaceops.domain.error import PeaceopsError

NO_AREA = -1
"""Stands in a table of neighbours where there is none."""


@dataclass(frozen=True)
class Lattice:
    """The areas of a mission, in the order that every array uses.

    Attributes:
        kind: cells or first-level units.
        ids: shape (n,); PRIO-GRID ids, or 0 … n-1 for units.
        keys: ids as text: the cell's number, or the unit's own id.
        geometry: shape (n,) of polygons: the whole square of a cell, or the unit.
        unit: shape (n,); index of the unit that holds most of the area.
        unit_names: names of all units.
        latitude, longitude: shape (n,); degrees, the middle of a cell or a point in the unit.
        neighbours: shape (n, k); indices of the areas around, `NO_AREA` where there is none.
    """

    kind: AreaKind
    ids: NDArray[np.int64]
    keys: tuple[str, ...]
    geometry: NDArray[np.object_]
    unit: NDArray[np.int64]
    unit_names: tuple[str, ...]
    latitude: NDArray[np.float64]
    longitude: NDArray[np.float64]
    neighbours: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ids)


def cell_lattice(boundary: Boundary) -> Lattice:
    """Return every PRIO-GRID cell that the area touches, in the order of their ids.

    Cells at the border are kept whole, for an attack at the border belongs to the mission too.

    Raises:
        PeaceopsError: the area touches no cell.
    """
    cells = _cells_touching(boundary.outline)
    if not len(cells):
        raise PeaceopsError("the area is empty", where=boundary.name)
    latitude, longitude = centre(cells)
    half = SIDE_DEGREES / 2
    squares = shapely.box(longitude - half, latitude - half, longitude + half, latitude + half)
    around = neighbours(cells)
    position = np.searchsorted(cells, around).clip(max=len(cells) - 1)
    return Lattice(
        kind=AreaKind.CELL,
        ids=cells,
        keys=tuple(str(cell) for cell in cells),
        geometry=squares,
        unit=_main_unit(squares, boundary),
        unit_names=tuple(unit.name for unit in boundary.units),
        latitude=latitude,
        longitude=longitude,
        neighbours=np.where(cells[position] == around, position, NO_AREA),
    )


def cell_index(lattice: Lattice, latitude: ArrayLike, longitude: ArrayLike) -> NDArray[np.int64]:
    """Return the index of the cell in which each point lies, `NO_AREA` outside the lattice."""
    cells = cell_at(latitude, longitude)
    position = np.searchsorted(lattice.ids, cells).clip(max=len(lattice) - 1)
    return np.where(lattice.ids[position] == cells, position, NO_AREA)


def unit_lattice(boundary: Boundary) -> Lattice:
    """Return the first-level units of an area, in the order of the boundary file."""
    shapes = np.array([unit.geometry for unit in boundary.units], dtype=object)
    inner = shapely.point_on_surface(shapes)
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    order = np.arange(len(shapes))
    lists = [second[(first == unit) & (second != unit)] for unit in order]
    around = np.full((len(shapes), max(1, *map(len, lists))), NO_AREA, dtype=np.int64)
    for row, found in zip(around, lists, strict=True):
        row[: len(found)] = np.sort(found)
    return Lattice(
        kind=AreaKind.UNIT,
        ids=order,
        keys=tuple(unit.id for unit in boundary.units),
        geometry=shapes,
        unit=order,
        unit_names=tuple(unit.name for unit in boundary.units),
        latitude=shapely.get_y(inner),
        longitude=shapely.get_x(inner),
        neighbours=around,
    )


def _cells_touching(outline: shapely.Geometry) -> NDArray[np.int64]:
    """Return the cells whose inside meets the outline's inside, sorted."""
    west, south, east, north = shapely.bounds(outline)
    rows = np.arange(
        max(0, int((south + 90) // SIDE_DEGREES)), min(ROWS, int((north + 90) // SIDE_DEGREES) + 1)
    )
    columns = np.arange(
        max(0, int((west + 180) // SIDE_DEGREES)),
        min(COLUMNS, int((east + 180) // SIDE_DEGREES) + 1),
    )
    cells = np.sort(cell_of(rows[:, None], columns[None, :]).ravel())
    latitude, longitude = centre(cells)
    # A hair inside the square, so that a border along a cell's edge does not count as touching.
    half = SIDE_DEGREES / 2 - 1e-6
    squares = shapely.box(longitude - half, latitude - half, longitude + half, latitude + half)
    shapely.prepare(outline)
    touching: NDArray[np.int64] = cells[shapely.intersects(outline, squares)]
    return touching


def _main_unit(squares: NDArray[np.object_], boundary: Boundary) -> NDArray[np.int64]:
    """Return for each square the unit that covers most of it."""
    units = np.array([unit.geometry for unit in boundary.units], dtype=object)
    square, unit = shapely.STRtree(units).query(squares, predicate="intersects")
    overlap = shapely.area(shapely.intersection(squares[square], units[unit]))
    main = np.zeros(len(squares), dtype=np.int64)
    rising = np.lexsort((-unit, overlap))
    main[square[rising]] = unit[rising]
    return main
