"""Places as people write them, and how exactly."""

import polars as pl
import pytest

from peaceops.acquire.gazetteer import PLACE_SCHEMA
from peaceops.acquire.place import NoSuchPlaceError, index_places, parse_place
from peaceops.domain.error import PeaceopsError
from peaceops.domain.precision import PlacePrecision

PLACES = index_places(
    pl.DataFrame(
        {
            "name": ["N'Délé", "Ouro", "Ouro"],
            "latitude": [8.4, 6.5, 5.5],
            "longitude": [20.6, 21.9, 19.9],
            "population": [1, 2, 3],
            "admin1": ["North", "North", "South"],
            "iso3": ["", "", ""],
        },
        schema=PLACE_SCHEMA,
    )
)


@pytest.mark.parametrize(
    "text",
    [
        "4.36, 18.55", "4.36 18.55", "4.36,18.55", "4,36; 18,55", "N4.36 E18.55",
        "18.55E 4.36N", "4°21'36\"N 18°33'E", "4°21′36″ N, 18°33′00″ E",
    ],
)  # fmt: skip
def test_coordinates_are_read_however_they_are_written(text: str) -> None:
    place = parse_place(text, PLACES)
    assert place.latitude == pytest.approx(4.36)
    assert place.longitude == pytest.approx(18.55)
    assert place.how == "coordinates"


@pytest.mark.parametrize(
    ("text", "km", "precision"),
    [
        ("4, 18", 55.6, PlacePrecision.DISTRICT),
        ("4.3, 18.5", 5.56, PlacePrecision.NEAR),
        ("4.36, 18.55", 0.556, PlacePrecision.EXACT),
        ("4.361, 18.5", 5.56, PlacePrecision.NEAR),
        ("33N UF", 70.7, PlacePrecision.FIRST_LEVEL_UNIT),
        ("33NUF48", 7.07, PlacePrecision.NEAR),
        ("33N UF 45 82", 0.707, PlacePrecision.EXACT),
        ("33N UF 45123 82107", 0.00071, PlacePrecision.EXACT),
    ],
)
def test_how_finely_it_is_written_is_how_exactly_it_is_known(
    text: str, km: float, precision: PlacePrecision
) -> None:
    place = parse_place(text, PLACES)
    assert place.radius_km == pytest.approx(km, rel=0.01)
    assert place.precision is precision


def test_a_square_stands_for_its_middle() -> None:
    coarse, fine = parse_place("33NUF4582", PLACES), parse_place("33NUF4550082500", PLACES)
    assert coarse.latitude == pytest.approx(fine.latitude, abs=1e-4)
    assert coarse.longitude == pytest.approx(fine.longitude, abs=1e-4)


def test_a_name_is_found_without_its_accents() -> None:
    place = parse_place("n dele", PLACES)
    assert (place.name, place.unit, place.how) == ("N'Délé", "North", "name")


def test_a_name_that_two_places_have_needs_its_unit() -> None:
    with pytest.raises(NoSuchPlaceError, match="2 places are called 'Ouro': in North, South"):
        parse_place("Ouro", PLACES)
    assert parse_place("Ouro, South", PLACES).latitude == 5.5


def test_the_nearest_name_is_offered_and_never_taken() -> None:
    with pytest.raises(NoSuchPlaceError, match=r"did you mean N'Délé\?"):
        parse_place("Ndéle", PLACES)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("91.5, 190", "off the globe"),
        ("4.36, 181", "off the globe"),
        ("118.55, 4.36", "look swapped"),
        ("33NZZ12", "no MGRS square"),
        ("33N UF 451 82", "no MGRS square"),
        ("4°75'N 18°E", "no angle in degrees"),
        ("  ", "no place"),
    ],
)
def test_what_is_nowhere_is_refused(text: str, words: str) -> None:
    with pytest.raises(PeaceopsError, match=words):
        parse_place(text, PLACES)
