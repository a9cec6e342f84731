"""How the gate treats each field of each kind of record.

A field that nobody has told apart counts as words: it leaves only where words do.
"""

import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache

import msgspec

from peaceops.domain.record import Payload
from peaceops.domain.strategy.node import Node


class Facet(StrEnum):
    """What a field tells, to the gate."""

    NEVER = "never"
    """Who recorded it, and what only the register needs."""
    FACT = "fact"
    """A code, a figure or yes or no, that is about neither a person nor a place."""
    DAY = "day"
    SPOT = "spot"
    """Coordinates: a place to the metre."""
    SITE = "site"
    """A named place."""
    AREA = "area"
    """An area of the mission's own, as large as a district, or the parts that it covers."""
    PEOPLE = "people"
    """A count about people."""
    PRESENCE = "presence"
    REFERENCE = "reference"
    """Ids of other records."""
    WORDS = "words"


NEVER = frozenset({"id", "author", "version", "classification", "compartments", "unknown"})
"""The id and the marking are told by the gate itself; what is unknown stays so by being absent."""

BY_NAME: Mapping[str, Facet] = {
    **dict.fromkeys(("latitude", "longitude", "mgrs", "coordinates"), Facet.SPOT),
    **dict.fromkeys(("place", "place_name", "places"), Facet.SITE),
    **dict.fromkeys(("area", "areas", "covers"), Facet.AREA),
    **dict.fromkeys(
        ("people_at_risk", "people_exposed", "population", "people", "at_risk", "killed",
         "injured", "abducted"),
        Facet.PEOPLE,
    ),
    **dict.fromkeys(
        ("grade", "evidence_grade", "component", "side", "reason_codes", "sections", "kind",
         "channel", "language"),
        Facet.FACT,
    ),
    **dict.fromkeys(("actors", "dissent", "alternatives", "conditions", "tags"), Facet.WORDS),
    **dict.fromkeys(
        ("base", "response_minutes", "patrol_reach", "alert_network", "serviceability",
         "reachable_hours", "on_site", "departed"),
        Facet.PRESENCE,
    ),
}  # fmt: skip
"""Fields that their type does not tell apart."""

PRESENCE_KINDS = frozenset({"unit", "caveat", "requirement", "evaluation", "briefing", "training"})
"""Kinds that tell where units are or what they lack, whatever their marking."""

IDENTITY_KINDS = frozenset({"source", "source_identity", "source_assessment"})
"""Kinds that tell of a source; never released, only named by pseudonym."""

INWARD_KINDS = frozenset(
    {"attachment", "subscription", "delivery", "acknowledgement", "host_release", "feedback"}
)
"""Kinds that tell who else is in the circle, and files, which the gate can not read."""

PRESENCE_OF: Mapping[str, frozenset[str]] = {
    "area": frozenset({"post"}),
    "requirement": frozenset({"reach", "mobility"}),
    "unit": frozenset({"strength"}),
}
"""Further fields of presence, by kind."""


_OF_EDGES = {"source": Facet.REFERENCE, "target": Facet.REFERENCE}


@cache
def facets(payload_type: type[Payload]) -> Mapping[str, Facet]:
    """Return how each field of a type is treated."""
    noun = payload_type.noun if issubclass(payload_type, Node) else "edge"
    return {
        field.name: _facet(noun, field.name, field.type)
        for field in msgspec.structs.fields(payload_type)
    }


def _facet(noun: str, name: str, annotation: object) -> Facet:
    if name in NEVER:
        return Facet.NEVER
    if name in PRESENCE_OF.get(noun, ()):
        return Facet.PRESENCE
    if noun == "edge" and name in _OF_EDGES:
        return _OF_EDGES[name]
    return BY_NAME.get(name) or _by_type(annotation)


def _by_type(annotation: object) -> Facet:
    """Tell a field apart by its type: `str | None` is an id by convention, `str` is text."""
    optional, bare = _without_none(annotation)
    if bare in {date, datetime}:
        return Facet.DAY
    if bare in {int, float, bool} or _is_coded(bare):
        return Facet.FACT
    several = typing.get_origin(bare) in {tuple, frozenset} and typing.get_args(bare)[0] is str
    return Facet.REFERENCE if several or (bare is str and optional) else Facet.WORDS


def _without_none(annotation: object) -> tuple[bool, object]:
    """Return whether a type allows None, and the type without it."""
    if typing.get_origin(annotation) not in {typing.Union, types.UnionType}:
        return False, annotation
    rest = [part for part in typing.get_args(annotation) if part is not type(None)]
    return True, rest[0] if len(rest) == 1 else annotation


def _is_coded(annotation: object) -> bool:
    """Tell whether a type allows nothing but codes of a list."""
    origin = typing.get_origin(annotation)
    if origin is typing.Literal:
        return True
    if origin in {tuple, frozenset}:
        return _is_coded(typing.get_args(annotation)[0])
    return isinstance(annotation, type) and issubclass(annotation, StrEnum)
