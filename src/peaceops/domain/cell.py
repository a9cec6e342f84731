"""PRIO-GRID cells: half a degree square, numbered from the south-west corner of the world.

Cell 1 has its south-west corner at 90° S, 180° W; numbers run east along a row of 720, then north
over 360 rows. Every function takes single values and numpy arrays alike.

Source: Tollefsen, Strand & Buhaug (2012), "PRIO-GRID: A unified spatial data structure", Journal
of Peace Research 49(2).
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from peaceops.domain.error import PeaceopsError

Cell = int
"""A PRIO-GRID id, 1 … 259,200."""

ROWS = 360
COLUMNS = 720
SIDE_DEGREES = 0.5
NO_CELL = 0
"""Stands in a table of neighbours where there is none (beyond a pole)."""


def cell_at(latitude: ArrayLike, longitude: ArrayLike) -> NDArray[np.int64]:
    """Return the cells in which points lie.

    A point on an edge belongs to the cell north and east of it; the north pole belongs to the last
    row, and 180° E is 180° W.

    Args:
        latitude: degrees north, -90 … 90.
        longitude: degrees east, -180 … 180.

    Raises:
        PeaceopsError: a point is off the globe or not a number.
    """
    lat, lon = np.asarray(latitude, float), np.asarray(longitude, float)
    if not (np.all(np.abs(lat) <= 90) and np.all(np.abs(lon) <= 180)):
        raise PeaceopsError("coordinates off the globe", remedy="latitude ±90, longitude ±180")
    row = np.minimum(np.floor((lat + 90) / SIDE_DEGREES), ROWS - 1).astype(np.int64)
    column = np.floor((lon + 180) / SIDE_DEGREES).astype(np.int64) % COLUMNS
    return row * COLUMNS + column + 1


def row_and_column(cell: ArrayLike) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return row (0 in the south) and column (0 in the west) of cells.

    Raises:
        PeaceopsError: a number is no cell.
    """
    number = np.asarray(cell, np.int64)
    if not np.all((number >= 1) & (number <= ROWS * COLUMNS)):
        raise PeaceopsError("no such PRIO-GRID cell", remedy=f"cells are 1 … {ROWS * COLUMNS}")
    row, column = np.divmod(number - 1, COLUMNS)
    return row, column


def cell_of(row: ArrayLike, column: ArrayLike) -> NDArray[np.int64]:
    """Return the cells at rows and columns; columns wrap around the antimeridian."""
    return np.asarray(row, np.int64) * COLUMNS + np.asarray(column, np.int64) % COLUMNS + 1


def centre(cell: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return latitude and longitude, in degrees, of the middle of cells."""
    row, column = row_and_column(cell)
    half = SIDE_DEGREES / 2
    latitude = np.asarray(row * SIDE_DEGREES - 90 + half, np.float64)
    longitude = np.asarray(column * SIDE_DEGREES - 180 + half, np.float64)
    return latitude, longitude


def neighbours(cell: ArrayLike) -> NDArray[np.int64]:
    """Return the up to eight cells around each cell.

    Returns:
        shape (..., 8): from the south-west eastwards and northwards, the cell itself left out;
        `NO_CELL` where a pole is in the way.
    """
    row, column = row_and_column(cell)
    steps = [
        (south, west) for south in (-1, 0, 1) for west in (-1, 0, 1) if (south, west) != (0, 0)
    ]
    rows = row[..., None] + np.array([step[0] for step in steps])
    columns = column[..., None] + np.array([step[1] for step in steps])
    return np.where((rows >= 0) & (rows < ROWS), cell_of(rows, columns), NO_CELL)
