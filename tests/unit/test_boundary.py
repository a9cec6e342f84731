"""Areas, their units, and the user's own boundaries."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from peaceops import data
from peaceops.acquire.boundary import Boundary, country_boundary, read_boundary
from peaceops.acquire.country import countries
from peaceops.domain.error import PeaceopsError

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
UNITS = SHARED / "boundaries" / "ne_10m_admin1_14_countries.geojson"

SQUARE = [[[20, 5], [21, 5], [21, 6], [20, 6], [20, 5]]]
BESIDE = [[[21, 5], [22, 5], [22, 6], [21, 6], [21, 5]]]


def polygon(coordinates: Any, **properties: Any) -> dict[str, Any]:
    geometry = {"type": "Polygon", "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features: dict[str, Any], **members: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features), **members}


def read(folder: Path, content: Any, name_field: str | None = None) -> Boundary:
    file = folder / "sectors.geojson"
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return read_boundary(file, name_field)


def refused(folder: Path, content: Any, name_field: str | None = None) -> PeaceopsError:
    with pytest.raises(PeaceopsError) as caught:
        read(folder, content, name_field)
    assert "sectors.geojson" in caught.value.where
    assert "\n" not in str(caught.value)
    return caught.value


def at(boundary: Boundary, longitude: float, latitude: float) -> list[str]:
    point = shapely.Point(longitude, latitude)
    return [unit.name for unit in boundary.units if unit.geometry.covers(point)]


# vendored


def test_a_country_its_units_and_its_neighbours() -> None:
    boundary = country_boundary("CAF")
    assert (boundary.name, boundary.iso3) == ("Central African Republic", "CAF")
    assert len(boundary.units) == 17
    assert [unit.id for unit in boundary.units] == [f"CAF-{n:02d}" for n in range(1, 18)]
    assert boundary.units[0].name == "Bamingui-Bangoran"
    assert boundary.units[5].name == "Kémo"  # sorted as if it had no accent
    assert at(boundary, 18.555, 4.365) == ["Bangui"]
    codes = {code for code, _ in boundary.neighbours}
    assert {"CMR", "TCD", "SDN", "SSD", "COD", "COG"} <= codes
    assert "CAF" not in codes
    assert "Natural Earth" in boundary.source


def test_a_code_in_small_letters_is_the_same_country() -> None:
    assert country_boundary("ssd").iso3 == "SSD"


def test_an_unknown_code() -> None:
    with pytest.raises(PeaceopsError, match="SDS"):
        country_boundary("SDS")


def test_the_outline_is_the_union_of_the_units() -> None:
    boundary = country_boundary("SDN")
    assert boundary.outline.equals(shapely.union_all([unit.geometry for unit in boundary.units]))


def test_every_country_has_a_unit_and_an_outline() -> None:
    codes = {country.iso3 for country in countries()}
    units = pl.read_parquet(data.path("admin1.parquet"))
    assert set(units["iso3"]) == codes
    assert codes <= set(pl.read_parquet(data.path("countries.parquet"))["iso3"])
    assert (units["name"] != "").all()
    assert not units.select("iso3", "name").is_duplicated().any()


def test_a_country_that_the_source_does_not_divide_stands_in_for_itself() -> None:
    boundary = country_boundary("ESH")
    assert [(unit.id, unit.name) for unit in boundary.units] == [("ESH-01", "Western Sahara")]


@pytest.mark.parametrize("iso3", ["FJI", "RUS", "NZL", "USA", "KIR"])
def test_across_the_antimeridian(iso3: str) -> None:
    boundary = country_boundary(iso3)
    west, _, east, _ = boundary.outline.bounds
    assert east - west > 300
    assert all(geometry.is_valid for _, geometry in boundary.neighbours)


def test_what_lies_around_fiji_does_not_reach_around_the_world() -> None:
    codes = {code for code, _ in country_boundary("FJI").neighbours}
    assert codes.isdisjoint({"COD", "BRA", "IND"})


def test_neighbours_are_cut_to_what_lies_near() -> None:
    boundary = country_boundary("ESP")
    assert {"FRA", "PRT", "AND", "MAR"} <= {code for code, _ in boundary.neighbours}
    for _, geometry in country_boundary("MNG").neighbours:
        west, _, east, _ = geometry.bounds
        assert west > 75
        assert east < 135


@pytest.mark.parametrize(
    ("iso3", "longitude", "latitude", "unit"),
    [
        ("ESH", -13.2, 27.15, "Western Sahara"),  # Laayoune, west of the berm
        ("ESH", -10.6, 26.15, "Western Sahara"),  # Tifariti, east of it
        ("SYR", 35.75, 33.0, "Quneitra"),  # the Golan
        ("UKR", 34.1, 44.95, "Crimea"),
        ("SOM", 44.06, 9.56, "Somaliland"),  # Hargeisa
        ("CYP", 33.32, 35.33, "Northern part"),  # Kyrenia
        ("PSE", 35.245, 31.79, "West Bank"),  # East Jerusalem
        ("XKX", 21.16, 42.67, "Priština"),
        ("SSD", 31.6, 4.85, "Central Equatoria"),
        ("AFG", 69.9, 35.3, "Panjshir"),
        ("MOZ", 32.58, -25.93, "Maputo City"),
    ],
)
def test_where_sides_disagree_or_the_source_errs(
    iso3: str, longitude: float, latitude: float, unit: str
) -> None:
    assert at(country_boundary(iso3), longitude, latitude) == [unit]


@pytest.mark.parametrize(
    ("iso3", "longitude", "latitude"),
    [("MAR", -13.2, 27.15), ("ISR", 35.75, 33.0), ("RUS", 34.1, 44.95)],
)
def test_and_not_in_the_other_country(iso3: str, longitude: float, latitude: float) -> None:
    assert at(country_boundary(iso3), longitude, latitude) == []


@pytest.mark.skipif(not UNITS.is_file(), reason="the shared boundaries do not lie beside this")
@pytest.mark.parametrize("iso3", ["CAF", "SDN", "ETH", "NGA", "COD", "MLI"])
def test_units_agree_with_natural_earth_4_1(iso3: str) -> None:
    features = json.loads(UNITS.read_text(encoding="utf-8"))["features"]
    theirs = {
        f["properties"]["name"]: shapely.from_geojson(json.dumps(f["geometry"]))
        for f in features
        if f["properties"]["adm0_a3"] == iso3
    }
    ours = {unit.name: unit.geometry for unit in country_boundary(iso3).units}
    assert set(ours) == set(theirs)
    for name, shape in theirs.items():
        assert ours[name].symmetric_difference(shape).area < 0.02 * shape.area, name


# the user's own


def test_a_file_of_sectors(tmp_path: Path) -> None:
    boundary = read(
        tmp_path, collection(polygon(BESIDE, name="East"), polygon(SQUARE, name="Centre"))
    )
    assert boundary.name == "sectors"
    assert boundary.iso3 is None
    assert [(unit.id, unit.name) for unit in boundary.units] == [
        ("UNIT-01", "Centre"),
        ("UNIT-02", "East"),
    ]
    assert boundary.outline.equals(shapely.box(20, 5, 22, 6))
    assert boundary.source == "sectors.geojson"
    assert "CAF" in {code for code, _ in boundary.neighbours}
    assert all(shapely.disjoint(shapely.Point(21, 5.5), shape) for _, shape in boundary.neighbours)


@pytest.mark.parametrize(
    "field", ["name", "NAME_1", "name_1", "ADM1_EN", "shapeName", "admin1Name"]
)
def test_the_usual_names_of_names(tmp_path: Path, field: str) -> None:
    content = collection(polygon(SQUARE, **{field: "Ouham"}), polygon(BESIDE, **{field: "Kémo"}))
    assert [unit.name for unit in read(tmp_path, content).units] == ["Kémo", "Ouham"]


def test_a_field_that_the_user_names(tmp_path: Path) -> None:
    content = collection(
        polygon(SQUARE, name="x", sector="West"), polygon(BESIDE, name="y", sector="East")
    )
    assert [u.name for u in read(tmp_path, content, "sector").units] == ["East", "West"]


def test_one_feature_is_an_area_of_one_unit(tmp_path: Path) -> None:
    boundary = read(tmp_path, collection(polygon(SQUARE)))
    assert (boundary.name, boundary.units[0].name) == ("sectors", "sectors")
    named = read(tmp_path, collection(polygon(SQUARE, name="Bangui")))
    assert (named.name, named.units[0].name) == ("Bangui", "Bangui")


@pytest.mark.parametrize("content", [polygon(SQUARE), {"type": "Polygon", "coordinates": SQUARE}])
def test_a_bare_feature_or_geometry(tmp_path: Path, content: dict[str, Any]) -> None:
    assert read(tmp_path, content).outline.equals(shapely.box(20, 5, 21, 6))


def test_the_collections_own_name_is_the_areas(tmp_path: Path) -> None:
    content = collection(polygon(SQUARE, name="a"), polygon(BESIDE, name="b"), name="Sector East")
    assert read(tmp_path, content).name == "Sector East"


def test_features_of_one_name_are_one_unit(tmp_path: Path) -> None:
    content = collection(polygon(SQUARE, name="a"), polygon(BESIDE, name="a"))
    boundary = read(tmp_path, content)
    assert [unit.name for unit in boundary.units] == ["a"]
    assert boundary.units[0].geometry.area == pytest.approx(2)


def test_heights_and_holes(tmp_path: Path) -> None:
    outer = [[20, 5, 400], [22, 5, 400], [22, 7, 400], [20, 7, 400], [20, 5, 400]]
    hole = [[20.5, 5.5], [20.5, 6], [21, 6], [21, 5.5], [20.5, 5.5]]
    shape = read(tmp_path, collection(polygon([outer, hole]))).outline
    assert shape.area == pytest.approx(3.75)
    assert not shapely.has_z(shape)


def test_a_shape_that_crosses_itself_is_mended(tmp_path: Path) -> None:
    bow_tie = [[[20, 5], [22, 7], [22, 5], [20, 7], [20, 5]]]
    shape = read(tmp_path, collection(polygon(bow_tie))).outline
    assert shape.is_valid
    assert shape.area == pytest.approx(2)


def test_a_multipolygon_across_the_antimeridian(tmp_path: Path) -> None:
    two = shapely.MultiPolygon([shapely.box(178, -18, 180, -16), shapely.box(-180, -18, -179, -16)])
    content = {"type": "Feature", "properties": {}, "geometry": json.loads(shapely.to_geojson(two))}
    boundary = read(tmp_path, content)
    assert boundary.outline.area == pytest.approx(6)
    assert {code for code, _ in boundary.neighbours} == {"FJI"}


def test_a_mark_at_the_start_of_the_file_is_read_over(tmp_path: Path) -> None:
    file = tmp_path / "bom.geojson"
    file.write_text(json.dumps(collection(polygon(SQUARE, name="a"))), encoding="utf-8-sig")
    assert read_boundary(file).name == "a"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("no json", "not JSON"),
        ('{"type": "FeatureCollection",\n "features": [}', "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("9" * 5000, "not JSON"),
        ("[1, 2]", "not GeoJSON"),
        ({"type": "Topology"}, "no geometry"),
        (collection(), "no polygons"),
        ({"type": "FeatureCollection"}, "no polygons"),
        (collection(crs={"properties": {"name": "urn:ogc:def:crs:EPSG::32634"}}), "WGS 84"),
        (collection({"type": "Feature", "geometry": None}), "no geometry"),
        (collection({"type": "Feature", "geometry": {"type": "Point"}}), "no polygon but Point"),
        (collection(polygon([[[5, 200], [6, 200], [6, 201], [5, 200]]])), "off the globe"),
        (collection(polygon([[[500000, 5], [500001, 5], [500001, 6]]])), "off the globe"),
        (collection(polygon([[[20, 5], [21, 5], [20, 5]]])), "no extent"),
        (collection(polygon([[[20, 5], [20, 5]]])), "coordinates are not rings"),
        (collection(polygon({"a": 1})), "coordinates are not rings"),
        (collection(polygon([[[10**400, 5], [20, 5], [20, 6]]])), "coordinates are not rings"),
        (collection(polygon([[[20, 5], [21, 5], [22, 5], [20, 5]]])), "no extent"),
        (collection(polygon([["a", "b"]])), "coordinates are not rings"),
        (collection(polygon([[[20, "north"], [21, 5], [21, 6]]])), "coordinates are not rings"),
        (collection(polygon(None)), "coordinates are not rings"),
        (collection(polygon([[]])), "coordinates are not rings"),
        (collection(polygon([])), "no extent"),
        (collection(polygon(SQUARE, name="a"), polygon(BESIDE)), "no name for this unit"),
    ],
)
def test_what_can_not_be_an_area_is_refused_in_one_line(
    tmp_path: Path, content: Any, what: str
) -> None:
    assert what in refused(tmp_path, content).what


def test_not_a_number_is_refused(tmp_path: Path) -> None:
    content = json.dumps(collection(polygon([[[20, 5], [21, 5], [21, float("nan")], [20, 5]]])))
    assert "off the globe: longitude 21, latitude nan" in refused(tmp_path, content).what


def test_the_line_of_broken_json_is_told(tmp_path: Path) -> None:
    assert refused(tmp_path, '{"type": 1,\n "features": [}').where == "sectors.geojson, line 2"


def test_a_missing_name_tells_which_properties_there_are(tmp_path: Path) -> None:
    error = refused(tmp_path, collection(polygon(SQUARE, pcode="CF1", title="A")), "sector")
    assert error.where == "sectors.geojson, feature 1"
    assert "'sector'" in error.remedy
    assert "pcode, title" in error.remedy


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    file = tmp_path / "x.geojson"
    file.write_bytes(b'{"name": "\xff\xfe"}')
    with pytest.raises(PeaceopsError, match="not JSON"):
        read_boundary(file)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PeaceopsError, match="can not be read"):
        read_boundary(tmp_path / "none.geojson")


def shares_an_edge(one: BaseGeometry, other: BaseGeometry) -> bool:
    return bool(one.intersection(other).length > 0) and one.intersection(other).area == 0


def test_neighbouring_countries_share_their_border() -> None:
    caf, ssd = country_boundary("CAF"), country_boundary("SSD")
    assert shares_an_edge(caf.outline, ssd.outline)
