"""Boundaries: the area that an analysis is about, its units, and what lies around it.

Boundaries and names imply no endorsement. What was changed in the vendored ones, and why, is told
in `data/SOURCES.md`.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import polars as pl
import shapely
from shapely.geometry.base import BaseGeometry

from peaceops import data
from peaceops.acquire.country import country_by_iso3
from peaceops.domain.error import PeaceopsError

NATURAL_EARTH = "Natural Earth 4.1.0, 1:10m, first-level units (public domain), changed"

NAME_FIELDS = (
    "name",
    "name_en",
    "name_1",
    "adm1_en",
    "adm1_fr",
    "adm1_name",
    "admin1name",
    "admin1name_en",
    "shapename",
)
"""Properties that hold a unit's name (Natural Earth, GADM, OCHA, geoBoundaries), in lower case."""

_CONTEXT_SHARE = 0.25
_CONTEXT_DEGREES = (1.0, 8.0)
"""Around an area its neighbours are cut off at this share of its larger side, within limits."""


@dataclass(frozen=True)
class Unit:
    """A first-level unit of an area, such as a prefecture.

    Attributes:
        id: stable as long as the units of the area and their names are, such as `CAF-01`.
        name: as its source writes it.
        geometry: Polygon or MultiPolygon, degrees of WGS 84, longitude first.
    """

    id: str
    name: str
    geometry: BaseGeometry


@dataclass(frozen=True)
class Boundary:
    """An area and its units.

    Attributes:
        name: of the area.
        iso3: of the country; None for an area that the user drew.
        outline: the union of the units, degrees of WGS 84, longitude first.
        units: in the order of their ids; at least one. A country without first-level units in the
            source is its own single unit.
        neighbours: ISO code and the geometry of what lies near on land, cut to a window around the
            outline: for drawing, not for analysis. Codes of territories occur, too.
        source: where the boundaries come from.
    """

    name: str
    iso3: str | None
    outline: BaseGeometry
    units: tuple[Unit, ...]
    neighbours: tuple[tuple[str, BaseGeometry], ...]
    source: str


@lru_cache(maxsize=32)
def country_boundary(iso3: str) -> Boundary:
    """Return a country and its first-level units from the vendored data.

    Coordinates are good to about a kilometre; reforms since 2018 are missing. A mission that has
    better boundaries gives them as a file (`read_boundary`).

    Args:
        iso3: code of the country, in capitals or not.

    Raises:
        PeaceopsError: no country has this code.
    """
    country = country_by_iso3(iso3)
    rows = (
        pl.scan_parquet(data.path("admin1.parquet"))
        .filter(pl.col("iso3") == country.iso3)
        .sort("id")
        .collect()
    )
    units = tuple(
        Unit(row["id"], row["name"], shapely.from_wkb(row["wkb"]))
        for row in rows.iter_rows(named=True)
    )
    outline = shapely.coverage_union_all([unit.geometry for unit in units])
    around = ((code, g) for code, g in _outlines() if code != country.iso3)
    return Boundary(
        name=country.name,
        iso3=country.iso3,
        outline=outline,
        units=units,
        neighbours=tuple(_within(_windows(outline), around)),
        source=NATURAL_EARTH,
    )


def read_boundary(path: Path, name_field: str | None = None) -> Boundary:
    """Read an area from the user's own GeoJSON: a unit for each name among its features.

    Features of one name are one unit. A file with a single feature is an area of one unit, which
    needs no name. A shape that crosses itself is mended where that can be done.

    Args:
        path: a FeatureCollection, a Feature or a bare geometry; polygons, WGS 84.
        name_field: the property that holds a unit's name; without it the usual ones are tried
            (`NAME_FIELDS`).

    Raises:
        PeaceopsError: not readable, not JSON, not polygons, coordinates off the globe or not in
            degrees, a unit without name, or a geometry that can not be mended.
    """
    content = _load(path)
    features = _features(content, path)
    shapes: dict[str, list[BaseGeometry]] = {}
    names = []
    for number, feature in enumerate(features, 1):
        where = f"{path.name}, feature {number}"
        geometry = _polygons(feature.get("geometry"), where)
        name = _unit_name(feature.get("properties"), name_field)
        if not name and (len(features) > 1 or name_field is not None):
            raise PeaceopsError(
                "no name for this unit", where=where, remedy=_name_remedy(feature, name_field)
            )
        names.append(name)
        shapes.setdefault(name, []).append(geometry)
    title = _title(content, names) or path.stem
    width = max(2, len(str(len(shapes))))
    units = tuple(
        Unit(f"UNIT-{number:0{width}d}", name or title, shapely.union_all(shapes[name]))
        for number, name in enumerate(sorted(shapes), 1)
    )
    outline = shapely.union_all([unit.geometry for unit in units])
    around = (
        (code, shapely.difference(geometry, outline))
        for code, geometry in _within(_windows(outline), _outlines())
    )
    return Boundary(
        name=title,
        iso3=None,
        outline=outline,
        units=units,
        neighbours=tuple((code, g) for code, g in _only_polygons(around)),
        source=path.name,
    )


# the vendored outlines, and what of them lies in a window


@cache
def _outlines() -> tuple[tuple[str, BaseGeometry], ...]:
    table = pl.read_parquet(data.path("countries.parquet"), columns=["iso3", "wkb"])
    shapes = shapely.from_wkb(table["wkb"].to_list())
    return tuple(zip(table["iso3"].to_list(), shapes, strict=True))


def _windows(outline: BaseGeometry) -> BaseGeometry:
    """Return the box to draw around an area; two boxes where it lies across the antimeridian."""
    parts = shapely.get_parts(outline)
    west, _, east, _ = outline.bounds
    halves = [parts]
    if east - west > 180:
        lies_east = shapely.bounds(parts)[:, 0] >= 0
        halves = [parts[lies_east], parts[~lies_east]]
    return shapely.union_all([_window(half) for half in halves if len(half)])


def _window(parts: Any) -> BaseGeometry:
    west, south, east, north = (float(x) for x in shapely.total_bounds(parts))
    least, most = _CONTEXT_DEGREES
    pad = min(most, max(least, _CONTEXT_SHARE * max(east - west, north - south)))
    return shapely.box(
        max(-180.0, west - pad),
        max(-90.0, south - pad),
        min(180.0, east + pad),
        min(90.0, north + pad),
    )


def _within(
    window: BaseGeometry, shapes: Iterable[tuple[str, BaseGeometry]]
) -> Iterator[tuple[str, BaseGeometry]]:
    return _only_polygons(
        (code, shapely.intersection(geometry, window))
        for code, geometry in shapes
        if geometry.intersects(window)
    )


def _only_polygons(
    shapes: Iterable[tuple[str, BaseGeometry]],
) -> Iterator[tuple[str, BaseGeometry]]:
    for code, geometry in shapes:
        flat = _flat(geometry)
        if flat is not None:
            yield code, flat


def _flat(geometry: BaseGeometry) -> BaseGeometry | None:
    """Return what of a geometry has an extent, as Polygon or MultiPolygon; None if nothing."""
    pieces = [g for part in shapely.get_parts(geometry) for g in shapely.get_parts(part)]
    polygons = [p for p in pieces if p.geom_type == "Polygon" and p.area > 0]
    if not polygons:
        return None
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


# the user's file


def _load(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_bytes())
    except OSError as error:
        raise PeaceopsError(
            f"can not be read: {error.strerror or error}", where=str(path)
        ) from None
    except json.JSONDecodeError as error:
        raise PeaceopsError(
            f"not JSON: {error.msg}",
            where=f"{path.name}, line {error.lineno}",
            remedy="boundaries are read from GeoJSON",
        ) from None
    except (ValueError, RecursionError):  # no text, a number of thousands of digits, too deep
        raise PeaceopsError(
            "not JSON", where=path.name, remedy="boundaries are read from GeoJSON"
        ) from None
    if not isinstance(content, dict):
        raise PeaceopsError(
            "not GeoJSON", where=path.name, remedy="a FeatureCollection of polygons is wanted"
        )
    system = json.dumps(content.get("crs") or "CRS84")
    if "CRS84" not in system and "4326" not in system:
        raise PeaceopsError(
            "not in degrees of WGS 84", where=path.name, remedy="reproject it to EPSG:4326"
        )
    return content


def _features(content: dict[str, Any], path: Path) -> list[dict[str, Any]]:
    kind = content.get("type")
    features = content.get("features") if kind == "FeatureCollection" else [content]
    if kind in {"Polygon", "MultiPolygon"}:
        features = [{"geometry": content}]
    if not isinstance(features, list) or not all(isinstance(f, dict) for f in features):
        features = []
    if not features:
        raise PeaceopsError(
            "no polygons in it",
            where=path.name,
            remedy="a FeatureCollection of Polygon or MultiPolygon features is wanted",
        )
    return features


def _polygons(geometry: Any, where: str) -> BaseGeometry:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        raise PeaceopsError(
            f"no polygon but {kind}" if kind else "no geometry",
            where=where,
            remedy="only Polygon and MultiPolygon features make an area",
        )
    polygons = [geometry.get("coordinates")] if kind == "Polygon" else geometry.get("coordinates")
    not_rings = PeaceopsError(
        "coordinates are not rings of longitude and latitude",
        where=where,
        remedy="a ring is a list of at least four [longitude, latitude]",
    )
    try:
        rings = [[_ring(ring) for ring in polygon] for polygon in polygons]
    except (TypeError, ValueError, IndexError, KeyError, OverflowError):
        raise not_rings from None
    for longitude, latitude in (point for polygon in rings for ring in polygon for point in ring):
        if not (abs(longitude) <= 180 and abs(latitude) <= 90):  # holds for NaN, too
            raise PeaceopsError(
                f"coordinates off the globe: longitude {longitude:g}, latitude {latitude:g}",
                where=where,
                remedy="longitude comes first, in degrees, and a shape across 180° is cut there",
            )
    try:
        shape = shapely.MultiPolygon([(p[0], p[1:]) for p in rings if p])
    except (ValueError, shapely.errors.ShapelyError):
        raise not_rings from None
    if not shape.is_valid:
        shape = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    flat = _flat(shape)
    if flat is None:
        raise PeaceopsError(
            "the polygon has no extent and can not be mended", where=where, remedy="draw it anew"
        )
    return flat


def _ring(points: Any) -> list[tuple[float, float]]:
    ring = [(float(point[0]), float(point[1])) for point in points]
    return [*ring, ring[0]] if ring[0] != ring[-1] else ring


def _unit_name(properties: Any, name_field: str | None) -> str:
    if not isinstance(properties, dict):
        return ""
    if name_field is not None:
        return str(properties.get(name_field) or "").strip()
    lower = {str(key).casefold(): value for key, value in properties.items()}
    found = (lower[field] for field in NAME_FIELDS if isinstance(lower.get(field), str))
    return next((name.strip() for name in found if name.strip()), "")


def _name_remedy(feature: dict[str, Any], name_field: str | None) -> str:
    properties = feature.get("properties")
    keys = ", ".join(map(str, properties)) if isinstance(properties, dict) else ""
    wanted = name_field or "name"
    return f"give it a property {wanted!r}, or name another one; it has: {keys or 'none'}"


def _title(content: dict[str, Any], names: list[str]) -> str:
    if len(names) == 1 and names[0]:
        return names[0]
    title = content.get("name")
    return title.strip() if isinstance(title, str) else ""
