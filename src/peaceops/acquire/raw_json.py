"""Tables in JSON: the answers of UCDP's interface, lists of records, GeoJSON points."""

import json
from collections.abc import Mapping
from typing import Any

import msgspec
import polars as pl

from peaceops.acquire.raw_table import UNREADABLE_SCHEMA, RawTable
from peaceops.domain.error import PeaceopsError

LIST_KEYS = ("Result", "data", "results")
"""Under which the interfaces of UCDP (`Result`) and ACLED (`data`) give their records."""


def read_json_table(data: bytes) -> RawTable:
    """Read records; the line of a record is its number, the first being 1.

    Raises:
        PeaceopsError: no JSON, or no list of records in it.
    """
    try:
        content = msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        raise PeaceopsError(f"broken JSON: {error}") from None
    pages = content if isinstance(content, list) else [content]
    records: list[object] = []
    announced = 0
    for page in pages:
        inside = _records(page)
        records.extend([page] if inside is None else inside)
        if inside is not None and isinstance(page.get("TotalCount"), int):
            announced = max(announced, page["TotalCount"])
    if isinstance(content, dict) and _records(content) is None:
        raise PeaceopsError(
            "no list of events in this JSON",
            remedy="expected UCDP's answer with its Result, a list of records, or GeoJSON",
        )
    if not records:
        raise PeaceopsError("a list without any event", remedy="ask the interface anew")
    notes: tuple[str, ...] = ()
    if announced > len(records):
        notes = (f"holds {len(records)} of the {announced} events announced: pages are missing",)
    return _table(records, notes)


def _records(page: Any) -> list[object] | None:
    if not isinstance(page, dict):
        return None
    if page.get("type") == "FeatureCollection" and isinstance(page.get("features"), list):
        system = json.dumps(page.get("crs") or "CRS84")
        if "CRS84" not in system and "4326" not in system:
            raise PeaceopsError(
                "GeoJSON not in degrees of WGS 84", remedy="reproject it to EPSG:4326"
            )
        return [_properties(feature) for feature in page["features"]]
    lists = (page[key] for key in LIST_KEYS if isinstance(page.get(key), list))
    return next(lists, None)


def _properties(feature: Any) -> object:
    """Return the properties of a point, with its coordinates where they lack them."""
    if not (isinstance(feature, dict) and isinstance(feature.get("properties"), dict)):
        return feature
    properties = dict(feature["properties"])
    if "id" in feature:
        properties.setdefault("id", feature["id"])
    geometry = feature.get("geometry")
    if isinstance(geometry, dict) and geometry.get("type") == "Point":
        point = geometry.get("coordinates")
        if isinstance(point, list) and len(point) >= 2:
            for name, degrees in (("longitude", point[0]), ("latitude", point[1])):
                if properties.get(name) in (None, ""):
                    properties[name] = degrees
    return properties


def _table(records: list[object], notes: tuple[str, ...]) -> RawTable:
    rows: list[Mapping[str, object]] = []
    lines: list[int] = []
    odd: list[tuple[int, str, str]] = []
    for number, record in enumerate(records, 1):
        if isinstance(record, dict):
            rows.append(record)
            lines.append(number)
        else:
            odd.append((number, "not a record", json.dumps(record, ensure_ascii=False)))
    # A record may lack a field that others have: the columns are those of all of them.
    columns = list(dict.fromkeys(str(key) for row in rows for key in row))
    table = pl.DataFrame(
        {column: [_text(row.get(column)) for row in rows] for column in columns},
        schema=dict.fromkeys(columns, pl.String),
    )
    return RawTable(
        table,
        pl.Series("line", lines, pl.Int64),
        pl.DataFrame(odd, schema=UNREADABLE_SCHEMA, orient="row"),
        notes,
    )


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
