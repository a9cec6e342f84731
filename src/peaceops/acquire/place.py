"""Where something happened, as people write it: coordinates, MGRS, or the name of a place.

How exactly it was told is kept: two decimals are not four, and a square of ten kilometres is not a
point. Nothing is guessed: a name that fits several places, or none, is refused with the choices.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import mgrs
import polars as pl
from rapidfuzz import process

from peaceops.domain.error import PeaceopsError
from peaceops.domain.precision import PlacePrecision

KM_A_DEGREE = 111.2
TOWN_RADIUS_KM = 3.0
"""How far from its point a place of the gazetteer may reach: a convention of this software."""

_EXACT_KM, _NEAR_KM, _DISTRICT_KM = 1.5, 25.0, 60.0
_SQUARE_KM = {0: 100.0, 1: 10.0, 2: 1.0, 3: 0.1, 4: 0.01, 5: 0.001}
"""Side of the square that so many digits a direction name."""

_MGRS = re.compile(r"(\d{1,2}[C-HJ-NP-X][A-HJ-NP-Z]{2})(\d*)", re.IGNORECASE)
_NUMBER = r"\d+(?:\.\d+)?"
_ANGLE = re.compile(
    rf"(?P<before>[NSEW])?\s*(?P<sign>[+-])?\s*(?P<degrees>{_NUMBER})\s*(?:°|º|deg)?\s*"
    rf"(?:(?P<minutes>{_NUMBER})\s*(?:'|′|’))?\s*(?:(?P<seconds>{_NUMBER})\s*(?:\"|″|”|''))?\s*"
    rf"(?P<after>[NSEW])?",
    re.IGNORECASE,
)
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")


@dataclass(frozen=True)
class Place:
    """A place as it was told.

    Attributes:
        latitude, longitude: degrees, of the middle of what was told.
        radius_km: how far off it may be.
        precision: the same on UCDP's scale.
        how: it was told.
        name: of the place, where a gazetteer knows it.
        unit: first-level unit that the gazetteer gives for it; empty where it gives none.
    """

    latitude: float
    longitude: float
    radius_km: float
    precision: PlacePrecision
    how: Literal["coordinates", "mgrs", "name"]
    name: str = ""
    unit: str = ""


class NoSuchPlaceError(PeaceopsError):
    """A name that no place has, or several: the words stay, the point is not known."""


@dataclass(frozen=True)
class PlaceIndex:
    """Places by their folded names (`fold_name`): name, unit, latitude, longitude."""

    by_name: Mapping[str, tuple[tuple[str, str, float, float], ...]]


def index_places(places: pl.DataFrame) -> PlaceIndex:
    """Lay out a table of `acquire.gazetteer.PLACE_SCHEMA` for finding places by name."""
    by_name: dict[str, tuple[tuple[str, str, float, float], ...]] = {}
    for row in places.select("name", "admin1", "latitude", "longitude").iter_rows():
        name = fold_name(row[0])
        by_name[name] = (*by_name.get(name, ()), (row[0], row[1] or "", row[2], row[3]))
    return PlaceIndex(by_name)


def parse_place(text: str, places: PlaceIndex, *, suggest: bool = True) -> Place:
    """Read a place.

    Args:
        text: such as `4.36, 18.55`, `4°21'36"N 18°33'E`, `33N UF 4512 8210`, `Bria` or
            `Bria, Haute-Kotto`.
        places: those that are known by name.
        suggest: offer the nearest name where none fits; for one person, not for a whole list.

    Raises:
        NoSuchPlaceError: a name that fits no place or several.
        PeaceopsError: off the globe, or no such square.
    """
    written = text.strip()
    if not written:
        raise PeaceopsError("no place")
    together = re.sub(r"\s+", "", written)
    if square := _MGRS.fullmatch(together):
        return _from_mgrs(square[1].upper(), square[2])
    if any(character.isdigit() for character in written):
        pair = _pair(written)
        if pair is not None:
            return from_degrees(*pair)
    return _from_name(written, places, suggest=suggest)


def from_degrees(latitude: str, longitude: str, radius_km: float | None = None) -> Place:
    """Read two angles; how finely they are written tells how exactly they are known.

    Args:
        latitude, longitude: such as `4.36`, `-4,36`, `4°21'36"N`.
        radius_km: how far off they may be, where that is told.

    Raises:
        PeaceopsError: no angles, or off the globe.
    """
    first, fine, axis = _angle(latitude)
    second, fine_too, other_axis = _angle(longitude)
    if axis == "EW" or other_axis == "NS":
        first, second = second, first
    if abs(first) > 90 and abs(second) <= 90 and abs(first) <= 180:
        raise PeaceopsError("latitude and longitude look swapped")
    if abs(first) > 90 or abs(second) > 180:
        raise PeaceopsError("coordinates off the globe")
    radius = max(fine, fine_too) * KM_A_DEGREE / 2 if radius_km is None else radius_km
    return Place(first, second, radius, precision_of(radius), "coordinates")


def precision_of(radius_km: float) -> PlacePrecision:
    """Return UCDP's level for a distance by which a point may be off."""
    for limit, precision in (
        (_EXACT_KM, PlacePrecision.EXACT),
        (_NEAR_KM, PlacePrecision.NEAR),
        (_DISTRICT_KM, PlacePrecision.DISTRICT),
    ):
        if radius_km <= limit:
            return precision
    return PlacePrecision.FIRST_LEVEL_UNIT


def fold_name(name: str) -> str:
    """Return a name without case, accents, hyphens and apostrophes, for comparing."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[-‐–'’`]", " ", kept).split())


def _from_mgrs(square: str, digits: str) -> Place:
    if len(digits) % 2 or len(digits) > 10:
        raise PeaceopsError(
            f"{square}{digits} is no MGRS square", remedy="as many digits east as north, up to five"
        )
    half = len(digits) // 2
    try:  # the library gives the middle of the square
        latitude, longitude = mgrs.MGRS().toLatLon(square + digits)
    except mgrs.core.MGRSError:
        raise PeaceopsError(
            f"{square}{digits} is no MGRS square", remedy="check zone, band and the two letters"
        ) from None
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise PeaceopsError("coordinates off the globe")
    radius = _SQUARE_KM[half] / 2 * 2**0.5
    return Place(float(latitude), float(longitude), radius, precision_of(radius), "mgrs")


def _pair(text: str) -> tuple[str, str] | None:
    """Part a text into two angles; None where it is none."""
    parts = [part for part in re.split(r"[;/|]|,\s+|(?<=[NSEWnsew])\s*,?\s+|\s+", text) if part]
    for cut in range(1, len(parts)):
        first, second = " ".join(parts[:cut]), " ".join(parts[cut:])
        if _matched(first) and _matched(second):
            return first, second
    if text.count(",") == 1:  # 4.36,18.55
        first, second = text.split(",")
        if _matched(first) and _matched(second):
            return first, second
    return None


def _matched(text: str) -> re.Match[str] | None:
    return _ANGLE.fullmatch(_DECIMAL_COMMA.sub(".", text.strip()))


def _angle(text: str) -> tuple[float, float, str]:
    """Return an angle, the width of what its last digit tells, and the axis it names."""
    found = _matched(text)
    if found is None:
        raise PeaceopsError(f"{text.strip()!r} is no angle in degrees")
    value, fine = 0.0, 1.0
    for part, share in (("degrees", 1.0), ("minutes", 60.0), ("seconds", 3600.0)):
        if (written := found[part]) is not None:
            if part != "degrees" and float(written) >= 60:
                raise PeaceopsError(f"{text.strip()!r} is no angle in degrees")
            value += float(written) / share
            decimals = len(written.partition(".")[2])
            fine = 10.0**-decimals / share
    letter = (found["after"] or found["before"] or "").upper()
    if found["sign"] == "-" or letter in {"S", "W"}:
        value = -value
    return value, fine, "NS" if letter in {"N", "S"} else "EW" if letter else ""


def _from_name(text: str, places: PlaceIndex, *, suggest: bool) -> Place:
    name, _, unit = (part.strip() for part in text.partition(","))
    found = places.by_name.get(fold_name(name), ())
    if unit:
        found = tuple(place for place in found if fold_name(place[1]) == fold_name(unit))
    if not found:
        near = None
        if suggest:
            near = process.extractOne(fold_name(name), list(places.by_name), score_cutoff=75)
        advice = "give coordinates or MGRS"
        if near:
            advice = f"did you mean {places.by_name[near[0]][0][0]}?"
        raise NoSuchPlaceError(f"no place called {text!r}", remedy=advice)
    if len(found) > 1:
        units = ", ".join(sorted({place[1] or "unit not known" for place in found})[:4])
        raise NoSuchPlaceError(
            f"{len(found)} places are called {name!r}: in {units}",
            remedy=f"write {name}, UNIT, or give coordinates",
        )
    known, in_unit, latitude, longitude = found[0]
    return Place(latitude, longitude, TOWN_RADIUS_KM, PlacePrecision.EXACT, "name", known, in_unit)
