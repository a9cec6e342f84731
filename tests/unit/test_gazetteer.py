"""Places, vendored and the user's own."""

from pathlib import Path

import polars as pl
import pytest

from peaceops.acquire.boundary import country_boundary
from peaceops.acquire.gazetteer import PLACE_SCHEMA, country_places, read_places
from peaceops.domain.error import PeaceopsError

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
FOCUS = SHARED / "places" / "geonames_focus_countries.csv"


def read(folder: Path, text: str) -> pl.DataFrame:
    file = folder / "places.csv"
    file.write_text(text, encoding="utf-8")
    return read_places(file)


def refused(folder: Path, text: str) -> PeaceopsError:
    with pytest.raises(PeaceopsError) as caught:
        read(folder, text)
    assert "places.csv" in caught.value.where
    assert "\n" not in str(caught.value)
    return caught.value


# vendored


def test_the_places_of_a_country() -> None:
    places = country_places("caf")
    assert places.schema == PLACE_SCHEMA
    assert set(places["iso3"]) == {"CAF"}
    assert places.height >= 45
    first = places.row(0, named=True)
    assert (first["name"], first["admin1"]) == ("Bangui", "Bangui")
    assert first["population"] > 500_000
    assert first["latitude"] == pytest.approx(4.36, abs=0.02)
    assert first["longitude"] == pytest.approx(18.55, abs=0.02)


def test_largest_first_and_an_unknown_number_of_people_is_not_zero() -> None:
    places = country_places("SDN")
    known = places["population"].drop_nulls()
    assert known.is_sorted(descending=True)
    assert known.min() > 0  # type: ignore[operator]  # a column of whole numbers
    assert places["population"].head(known.len()).null_count() == 0
    assert places["population"].null_count() > 0


def test_units_are_named_as_the_boundary_names_them() -> None:
    units = {unit.name for unit in country_boundary("ETH").units}
    assert set(country_places("ETH")["admin1"]) <= units


def test_places_across_the_border() -> None:
    own = country_places("CAF")
    around = country_places("CAF", around_degrees=0.5)
    assert own.height < around.height < country_places("CAF", around_degrees=1.0).height
    across = around.filter(pl.col("iso3") != "CAF")
    assert "Zongo" in set(across["name"])  # over the river from Bangui
    assert set(across["iso3"]) <= {"CMR", "TCD", "SDN", "SSD", "COD", "COG"}
    assert around.filter(pl.col("iso3") == "CAF").equals(own)


def test_across_the_antimeridian() -> None:
    assert country_places("FJI", around_degrees=0.1).height >= country_places("FJI").height > 5


@pytest.mark.parametrize("distance", [-1.0, float("nan")])
def test_a_distance_is_not_negative(distance: float) -> None:
    with pytest.raises(PeaceopsError, match="distance"):
        country_places("CAF", around_degrees=distance)


def test_an_unknown_country() -> None:
    with pytest.raises(PeaceopsError, match="no country has the code"):
        country_places("ZZZ")


@pytest.mark.skipif(not FOCUS.is_file(), reason="the shared places do not lie beside this checkout")
def test_the_large_places_of_geonames_are_there() -> None:
    theirs = pl.read_csv(FOCUS, schema_overrides={"admin1code": pl.String}).filter(
        pl.col("population") > 20_000
    )
    assert theirs.height > 100
    for (iso3,), rows in theirs.group_by("iso3"):
        ours = set(country_places(str(iso3))["name"])
        found = rows["name"].is_in(list(ours)).mean()
        assert isinstance(found, float)
        assert found > 0.9, (iso3, set(rows["name"]) - ours)


# the user's own


def test_a_list_of_places(tmp_path: Path) -> None:
    places = read(
        tmp_path,
        "name,latitude,longitude,population,admin1,iso3\n"
        "Bria,6.54,21.99,35204,Haute-Kotto,caf\n"
        "Zemio,5.03,25.13,,,\n",
    )
    assert places.schema == PLACE_SCHEMA
    assert places.rows() == [
        ("Bria", 6.54, 21.99, 35204, "Haute-Kotto", "CAF"),
        ("Zemio", 5.03, 25.13, None, "", ""),
    ]


@pytest.mark.parametrize(
    "header",
    [
        "location,latitude,longitude",  # ACLED
        "asciiname,Latitude,LONGITUDE",  # GeoNames
        "Place,lat,lng",
        "village,Y,X",
        "settlement,lat,lon",
    ],
)
def test_the_names_that_columns_go_by(tmp_path: Path, header: str) -> None:
    places = read(tmp_path, f"{header}\nObo,5.4,26.5\n")
    assert places.rows() == [("Obo", 5.4, 26.5, None, "", "")]


def test_the_surest_name_of_a_column_wins(tmp_path: Path) -> None:
    places = read(tmp_path, "city,name,lat,lon\nwrong,right,1,2\n")
    assert places["name"].to_list() == ["right"]


def test_semicolons_and_decimal_commas(tmp_path: Path) -> None:
    places = read(tmp_path, "name;lat;lon;pop\nNdélé;8,41;20,65;12 500\n")
    assert places.rows() == [("Ndélé", 8.41, 20.65, 12500, "", "")]


@pytest.mark.parametrize(
    ("written", "people"), [('"12,500"', 12500), ("12500.0", 12500), ("0", 0), ("", None)]
)
def test_numbers_of_people(tmp_path: Path, written: str, people: int | None) -> None:
    places = read(tmp_path, f"name,lat,lon,population\nObo,5.4,26.5,{written}\n")
    assert places["population"].to_list() == [people]


@pytest.mark.parametrize(
    ("text", "what", "where"),
    [
        ("name,lat\nObo,5.4\n", "no column for longitude", "places.csv"),
        ("a,b\n1,2\n", "no column for name and latitude and longitude", "places.csv"),
        ("name,lat,lon\nObo,5.4,26.5\n,5,26\n", "without a name", "places.csv, line 3"),
        ("name,lat,lon\nObo,north,26.5\n", "no latitude within ±90: 'north'", "places.csv, line 2"),
        ("name,lat,lon\nObo,,26.5\n", "no latitude", "places.csv, line 2"),
        ("name,lat,lon\nObo,95,26.5\n", "no latitude within ±90: '95'", "places.csv, line 2"),
        ("name,lat,lon\nObo,5,-181\nBria,6,999\n", "and 1 more", "places.csv, line 2"),
        ("name,lat,lon,pop\nObo,5,26,many\n", "no number of people: 'many'", "places.csv, line 2"),
        ("name,lat,lon,pop\nObo,5,26,-4\n", "no number of people", "places.csv, line 2"),
        ("name,lat,lon\nObo,5,26\nBria,6\n", "", "places.csv, line 3"),
    ],
)
def test_what_can_not_be_read_is_refused_with_its_line(
    tmp_path: Path, text: str, what: str, where: str
) -> None:
    error = refused(tmp_path, text)
    assert what in error.what
    assert error.where == where


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PeaceopsError, match="can not be read"):
        read_places(tmp_path / "none.csv")
