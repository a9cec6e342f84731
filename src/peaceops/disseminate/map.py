"""The map of the outlook: boundaries, names, areas by probability, and what is not known."""

import json
from itertools import pairwise
from typing import Any

import altair as alt
import numpy as np
import polars as pl
import shapely

from peaceops.collate.coverage import Coverage
from peaceops.disseminate.language import Language
from peaceops.disseminate.material import Material, named_areas
from peaceops.disseminate.picture import Picture, from_vega_lite
from peaceops.domain.distance import distance_km

BOUNDARY_NOTE = "The boundaries and names shown do not imply endorsement or acceptance by anyone."
"""The sentence that stands under every map."""

BREAKS = (0.02, 0.05, 0.1, 0.2, 0.4)
SHADES = ("#fff7ec", "#fdd8a8", "#fdb17b", "#ef7a50", "#cf3b26", "#7f0000")
"""One hue growing darker: told apart without colour vision and on a black and white print."""

Layer = Any
"""Altair's charts and data; its own annotations do not type-check strictly."""

_WIDTH, _HEIGHT = 640, 420
_FONT = "Noto Sans"
_TOWNS = 14


def outlook_map(material: Material, words: Language) -> Picture:
    """Draw the areas by the probability of a civilian death within the horizon.

    The ten named areas carry their rank. Dark areas are hatched, not coloured: there "we do not
    know". Deaths whose place is known only to a unit are written in that unit, not on a point.
    """
    layers = [
        _shapes(_context(material), fill="#ececec", stroke="#bbbbbb"),
        _areas(material, words),
        _lines(_hatching(material), colour="#8a8a8a", width=0.7),
        _shapes(_units(material), stroke="#777777", width=0.5),
        _shapes([material.boundary.outline], stroke="#111111", width=1.3),
        *_imprecise(material, words),
        *_towns(material),
        _ranks(material),
    ]
    chart = (
        alt.layer(*layers)
        .properties(
            width=_WIDTH, height=_HEIGHT, padding={"left": 5, "top": 5, "bottom": 5, "right": 30}
        )
        .project("mercator", fit=_frame(material), clipExtent=[[0, 0], [_WIDTH, _HEIGHT]])
        .configure(font=_FONT, background="#ffffff")
        .configure_view(stroke="#bbbbbb", fill="#f7fafc")
        .configure_legend(labelFontSize=11, titleFontSize=11, symbolStrokeWidth=0.4, titleLimit=200)
    )
    alternative = words.say(
        "Map of {mission}: probability that a civilian is killed, by area, with the ten areas most "
        "at risk numbered and dark areas hatched",
        mission=material.mission,
    )
    return from_vega_lite(chart.to_json(), alternative, width=0.8)


def _areas(material: Material, words: Language) -> Layer:
    shapes = dict(zip(material.lattice.keys, _clipped(material), strict=True))
    features = [
        _feature(shapes[area.key], p=area.civilian.p_ge_1)
        for area in material.outlook.areas
        if area.coverage != Coverage.DARK or area.civilian.p_ge_1 >= BREAKS[0]
    ]
    edges = (0.0, *BREAKS, 1.0)
    labels = [
        f"{words.number(low * 100)}–{words.number(high * 100)} %" for low, high in pairwise(edges)
    ]
    for feature in features:
        chosen = int(np.searchsorted(BREAKS, feature["properties"]["p"], side="right"))
        feature["properties"]["band"] = labels[chosen]
    colour = alt.Color(
        "properties.band:N",
        scale=alt.Scale(domain=labels, range=list(SHADES)),
        sort=labels,
        legend=alt.Legend(
            title=words.say("Probability of a civilian death").split("\n"), orient="right"
        ),
    )
    return (
        alt.Chart(_data(features))
        .mark_geoshape(stroke="#d9cfc4", strokeWidth=0.3)
        .encode(color=colour)
    )


def _clipped(material: Material) -> list[shapely.Geometry]:
    """Cut the squares of cells at the border, so that the map shows the country's own shape."""
    return list(shapely.intersection(material.lattice.geometry, material.boundary.outline))


def _hatching(material: Material) -> list[shapely.Geometry]:
    """Return slanting lines across the areas from which these data show no reporting."""
    coverage = {area.key: area.coverage for area in material.outlook.areas}
    dark = [
        shape
        for key, shape in zip(material.lattice.keys, material.lattice.geometry, strict=True)
        if coverage[key] == Coverage.DARK
    ]
    if not dark:
        return []
    where = shapely.intersection(shapely.union_all(dark), material.boundary.outline)
    west, south, east, north = shapely.bounds(where)
    gap = max(east - west, north - south) / 70
    starts = np.arange(west - (north - south), east, gap)
    lines = shapely.linestrings(
        np.stack(
            [
                np.stack([starts, np.full_like(starts, south)], axis=1),
                np.stack([starts + north - south, np.full_like(starts, north)], axis=1),
            ],
            axis=1,
        )
    )
    cut = shapely.intersection(shapely.multilinestrings(lines), where)
    return [part for part in shapely.get_parts(cut) if part.geom_type == "LineString"]


def _units(material: Material) -> list[shapely.Geometry]:
    return [unit.geometry for unit in material.boundary.units]


def _context(material: Material) -> list[shapely.Geometry]:
    west, south, east, north = shapely.bounds(material.boundary.outline)
    frame = shapely.box(west - 8, south - 8, east + 8, north + 8)
    near = [shapely.intersection(shape, frame) for _, shape in material.boundary.neighbours]
    return [shape for shape in near if not shape.is_empty]


def _towns(material: Material) -> list[Layer]:
    """Mark the most populous towns that are far enough from each other to be read."""
    if material.places.is_empty():
        return []
    points = shapely.points(material.places["longitude"], material.places["latitude"])
    inside = shapely.contains(material.boundary.outline, points)
    towns = (
        material.places.filter(pl.Series(inside))
        .sort(["population", "name"], descending=[True, False], nulls_last=True)
        .head(200)
    )
    west, south, east, north = shapely.bounds(material.boundary.outline)
    apart = float(distance_km(south, west, north, east)) / 13
    kept: list[dict[str, Any]] = []
    for town in towns.iter_rows(named=True):
        far = all(
            distance_km(town["latitude"], town["longitude"], other["latitude"], other["longitude"])
            >= apart
            for other in kept
        )
        if far:
            kept.append({key: town[key] for key in ("name", "latitude", "longitude")})
        if len(kept) == _TOWNS:
            break
    covered = [town for town in kept if _under_a_rank(town, material, apart / 2)]
    clear = [town for town in kept if town not in covered]
    dots = alt.Chart(_data(kept)).mark_circle(size=10, color="#222222", opacity=1)
    return [
        dots.encode(longitude="longitude:Q", latitude="latitude:Q"),
        *_labels(clear, "name", dy=8),
        *_labels(covered, "name", dy=17),
    ]


def _under_a_rank(town: dict[str, Any], material: Material, near_km: float) -> bool:
    """Tell whether a town lies so near to a numbered area that the number would hide its name."""
    return any(
        distance_km(town["latitude"], town["longitude"], area.latitude, area.longitude) < near_km
        for area in named_areas(material)
    )


def _labels(rows: list[dict[str, Any]], field: str, **style: object) -> list[Layer]:
    """Write texts at places, each with a white rim so that it can be read on any colour."""
    if not rows:
        return []
    drawn: dict[str, Any] = {"fontSize": 9, "font": _FONT, "color": "#111111", **style}
    base = alt.Chart(_data(rows)).encode(
        longitude="longitude:Q", latitude="latitude:Q", text=f"{field}:N"
    )
    rim = {**drawn, "color": "#ffffff", "stroke": "#ffffff", "strokeWidth": 2.2}
    return [base.mark_text(**rim), base.mark_text(**drawn)]


def _imprecise(material: Material, words: Language) -> list[Layer]:
    """Write in each unit how many deaths are known to be there but not where."""
    units = material.boundary.units
    rows = []
    for unit, deaths in material.imprecise.select("unit", "deaths").iter_rows():
        if unit is None or deaths == 0:
            continue
        point = shapely.point_on_surface(units[unit].geometry)
        text = words.say("+{deaths} not placed", deaths=words.number(deaths))
        rows.append({"longitude": point.x, "latitude": point.y, "text": text})
    return _labels(rows, "text", fontSize=8.5, fontStyle="italic", color="#333333", dy=-4)


def _ranks(material: Material) -> Layer:
    rows = [
        {"longitude": area.longitude, "latitude": area.latitude, "rank": str(rank)}
        for rank, area in enumerate(named_areas(material), start=1)
    ]
    base = alt.Chart(_data(rows)).encode(longitude="longitude:Q", latitude="latitude:Q")
    return alt.layer(
        base.mark_circle(size=190, color="#ffffff", stroke="#111111", strokeWidth=1.2, opacity=1),
        base.mark_text(fontSize=9.5, font=_FONT, fontWeight="bold", color="#111111").encode(
            text="rank:N"
        ),
    )


def _frame(material: Material) -> dict[str, Any]:
    west, south, east, north = shapely.bounds(material.boundary.outline)
    around = (east - west + north - south) * 0.02
    corners = shapely.multipoints(
        [[west - around, south - around], [east + around, north + around]]
    )
    return _feature(corners)


def _shapes(
    shapes: list[shapely.Geometry], *, fill: str = "transparent", stroke: str, width: float = 0.6
) -> Layer:
    return alt.Chart(_data([_feature(shape) for shape in shapes])).mark_geoshape(
        fill=fill, stroke=stroke, strokeWidth=width
    )


def _lines(shapes: list[shapely.Geometry], *, colour: str, width: float) -> Layer:
    return alt.Chart(_data([_feature(shape) for shape in shapes])).mark_geoshape(
        filled=False, stroke=colour, strokeWidth=width
    )


def _data(rows: list[dict[str, Any]]) -> Layer:
    return alt.Data(values=rows)


def _feature(shape: shapely.Geometry, **properties: object) -> dict[str, Any]:
    """Return a GeoJSON feature with rings turned the way that D3 wants: clockwise outside."""
    turned = shapely.orient_polygons(shape, exterior_cw=True)
    geometry = json.loads(shapely.to_geojson(shapely.set_precision(turned, 0.001)))
    return {"type": "Feature", "geometry": geometry, "properties": properties}
