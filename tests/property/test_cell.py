"""PRIO-GRID arithmetic, at the poles and the antimeridian too."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peaceops.domain.cell import (
    COLUMNS,
    NO_CELL,
    ROWS,
    cell_at,
    cell_of,
    centre,
    neighbours,
    row_and_column,
)
from peaceops.domain.distance import COMPASS, direction, distance_km
from peaceops.domain.error import PeaceopsError

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)
cells = st.integers(1, ROWS * COLUMNS)


@given(cells)
def test_a_cell_is_at_its_centre(cell: int) -> None:
    latitude, longitude = centre(cell)
    assert cell_at(latitude, longitude) == cell
    assert cell_of(*row_and_column(cell)) == cell


@given(latitudes, longitudes)
def test_every_point_is_in_a_cell_around_it(latitude: float, longitude: float) -> None:
    middle_latitude, middle_longitude = centre(cell_at(latitude, longitude))
    assert abs(latitude - middle_latitude) <= 0.25 + 1e-9
    apart = abs(longitude - middle_longitude)
    assert min(apart, 360 - apart) <= 0.25 + 1e-9


@given(latitudes, longitudes)
def test_the_id_is_that_of_the_published_formula(latitude: float, longitude: float) -> None:
    row, column = np.floor((latitude + 90) / 0.5), np.floor((longitude + 180) / 0.5)
    if row < ROWS and column < COLUMNS:  # the formula knows neither the pole nor the antimeridian
        assert cell_at(latitude, longitude) == row * 720 + column + 1


@given(cells)
def test_neighbours_are_mutual_and_near(cell: int) -> None:
    around = [int(other) for other in neighbours(cell) if other != NO_CELL]
    assert cell not in around
    assert len(set(around)) == len(around)
    row, _ = row_and_column(cell)
    assert len(around) == (5 if row in {0, ROWS - 1} else 8)
    for other in around:
        assert cell in neighbours(other)


def test_the_world_wraps_at_the_antimeridian() -> None:
    assert cell_at(0.1, 180.0) == cell_at(0.1, -180.0)
    west, east = int(cell_at(0.1, -179.9)), int(cell_at(0.1, 179.9))
    assert east in neighbours(west)
    assert cell_at(90.0, 0.0) == cell_at(89.9, 0.0)


def test_known_cells() -> None:
    assert cell_at(4.366667, 18.583333) == 135758  # Bangui
    assert cell_at(-90.0, -180.0) == 1


@pytest.mark.parametrize("point", [(91, 0), (0, 181), (float("nan"), 0)])
def test_points_off_the_globe_are_refused(point: tuple[float, float]) -> None:
    with pytest.raises(PeaceopsError, match="off the globe"):
        cell_at(*point)


def test_ids_that_are_no_cell_are_refused() -> None:
    for wrong in (0, ROWS * COLUMNS + 1):
        with pytest.raises(PeaceopsError, match="no such"):
            centre(wrong)


@given(latitudes, longitudes, latitudes, longitudes)
def test_distance_is_one(a: float, b: float, c: float, d: float) -> None:
    there, back = distance_km(a, b, c, d), distance_km(c, d, a, b)
    assert there == pytest.approx(back)
    assert 0 <= there <= 20038
    assert direction(a, b, c, d) in COMPASS


def test_a_degree_of_latitude_is_111_km_northwards() -> None:
    assert distance_km(10, 20, 11, 20) == pytest.approx(111.2, abs=0.1)
    assert direction(10, 20, 11, 20) == "N"
    assert direction(0, 0, 0, 1) == "E"
