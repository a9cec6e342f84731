"""One row of a list as an item, or the reason why it is none."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec

from peaceops.acquire.item_mapping import LISTS, AtRiskColumn
from peaceops.acquire.place import (
    NoSuchPlaceError,
    Place,
    PlaceIndex,
    from_degrees,
    parse_place,
    precision_of,
)
from peaceops.domain.error import PeaceopsError
from peaceops.domain.people_at_risk import PeopleAtRisk
from peaceops.domain.strategy.information import FIRST_YEAR, ItemNode

Cells = Mapping[str, Any]
"""What stands in a row by field, read as far as its type asks; None where nothing stands."""

_COPIED = ("title", "text", "kind", "component", "side", "area", "attributed_to", "killed",
           "injured", "abducted", "time_precision", "consent", "channel", "language",
           "classification", "supersedes", "cleared_by", "cleared_on", "date", "date_end",
           "reported")  # fmt: skip


class RowError(ValueError):
    """Why a row is no item, in a few words."""


def item_of(
    cells: Cells, name: str, at_risk: tuple[PeopleAtRisk, ...], places: PlaceIndex, today: date
) -> ItemNode:
    """Return a row as an item.

    Args:
        cells: by field.
        name: id of the item.
        at_risk: people in danger, as far as they were counted or named.
        places: by name.
        today: days after it have not come.

    Raises:
        RowError: what is wrong with it.
    """
    _check_days(cells, today)
    if not (cells.get("text") or cells.get("title")):
        raise RowError("nothing is told")
    values: dict[str, Any] = {key: cells[key] for key in _COPIED if cells.get(key) is not None}
    values |= {key: cells[key] for key in LISTS if cells.get(key)}
    values |= _whereabouts(cells, places)
    values["grade"] = grade_of(cells)
    try:
        return msgspec.convert({"id": name, "at_risk": at_risk, **values}, ItemNode)
    except msgspec.ValidationError as error:
        raise RowError(str(error).replace(" - at `$.", " (").replace("`", ")")) from None


def part_at_risk(column: AtRiskColumn, number: int | None) -> PeopleAtRisk | None:
    """Return what a column counts; None where its cell is blank, for then nobody was named."""
    if number is None:
        return None
    if number < 0:
        raise RowError(f"fewer than no people in {column.column!r}")
    return PeopleAtRisk(
        number=number, sex=column.sex, age=column.age, displacement=column.displacement
    )


def grade_of(cells: Cells) -> str | None:
    """Return the grade of a row, from one column or two; None where nobody graded it.

    Raises:
        RowError: it is none.
    """
    whole = (cells.get("grade") or "").strip().upper()
    if not whole:
        letter = (cells.get("reliability") or "").strip().upper()
        figure = (cells.get("credibility") or "").strip()
        if not (letter or figure):
            return None
        whole = (letter or "F") + (figure or "6")
    if not re.fullmatch("[A-F][1-6]", whole):
        raise RowError(f"no such grade: {whole!r}")
    return whole


def _check_days(cells: Cells, today: date) -> None:
    for field in ("date", "date_end", "reported", "cleared_on"):
        day = cells.get(field)
        if day is None:
            continue
        if day > today:
            raise RowError(f"{field} has not come yet: {day}")
        if day.year < FIRST_YEAR:
            raise RowError(f"{field} lies before {FIRST_YEAR}: {day}")
    first, last = cells.get("date"), cells.get("date_end")
    if first is None and cells.get("reported") is None:
        raise RowError("no day")
    if first is not None and last is not None and last < first:
        raise RowError("it ends before it begins")


def _whereabouts(cells: Cells, places: PlaceIndex) -> dict[str, Any]:
    """Return place, point and precision; a name that is not known stays without a point."""
    words = cells.get("place") or ""
    try:
        place = _placed(cells, words, places)
    except NoSuchPlaceError:
        place = None
    except PeaceopsError as error:
        raise RowError(error.what) from None
    told = cells.get("place_precision")
    if place is None:
        return {"place": words} | ({} if told is None else {"place_precision": told})
    found: dict[str, Any] = {
        # A name may be shown more widely than a point: coordinates never stand as one.
        "place": words if place.how == "name" else "",
        "latitude": place.latitude,
        "longitude": place.longitude,
        "place_radius_km": round(place.radius_km, 3),
        "place_precision": int(place.precision),
    }
    if told is not None and told > found["place_precision"]:
        # Digits may be many where the place is known to a district only: the coarser one holds.
        found["place_precision"] = told
        del found["place_radius_km"]
    return found


def _placed(cells: Cells, words: str, places: PlaceIndex) -> Place | None:
    latitude, longitude = cells.get("latitude"), cells.get("longitude")
    if cells.get("geopoint"):
        return read_geopoint(cells["geopoint"])
    if (latitude is None) != (longitude is None):
        raise PeaceopsError("a latitude without a longitude, or the reverse")
    if latitude is not None and longitude is not None:
        return from_degrees(latitude, longitude, _radius(cells))
    if not words:
        return None
    place = parse_place(words, places, suggest=False)
    radius = _radius(cells)
    if radius is None:
        return place
    return replace(place, radius_km=radius, precision=precision_of(radius))


def _radius(cells: Cells) -> float | None:
    written = cells.get("place_radius_km")
    if written is None:
        return None
    try:
        radius = float(written)
    except ValueError:
        raise PeaceopsError(f"no distance: {written!r}") from None
    if not 0 <= radius <= 20_100:
        raise PeaceopsError(f"no distance: {written!r}")
    return radius


def read_geopoint(text: str) -> Place:
    """Read a point of a form: latitude, longitude, and after the altitude how many metres off.

    Source: XLSForm, question type `geopoint`; KoboToolbox writes `_geolocation` as a list of two.

    Raises:
        PeaceopsError: no point, or off the globe.
    """
    numbers = re.split(r"[\s,]+", text.strip("[] \t\n"))
    if not 2 <= len(numbers) <= 4:
        raise PeaceopsError(f"no point: {text!r}")
    radius = None
    if len(numbers) == 4:
        try:
            radius = max(float(numbers[3]) / 1000, 0.0)
        except ValueError:
            raise PeaceopsError(f"no point: {text!r}") from None
    return from_degrees(numbers[0], numbers[1], radius)
