"""The API's own description (OpenAPI): the schemas that its operations name."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from peaceops.api.operation import reference
from peaceops.api.record import COLLECTIONS
from peaceops.api.shown import ShownRecord
from peaceops.domain.record_kind import RECORD_KINDS

_TEMPLATE = "#/components/schemas/{name}"
FEATURES: Mapping[str, Any] = {
    "title": "FeatureCollection",
    "type": "object",
    "description": "GeoJSON (RFC 7946), as coarse as it may leave",
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "type": {"const": "Feature"},
                    "id": {"type": "string"},
                    "geometry": {"type": ["object", "null"]},
                    "properties": {"type": "object"},
                },
                "required": ["type", "id", "geometry", "properties"],
            },
        },
    },
    "required": ["type", "features"],
}


def schemas(forms: Iterable[type[msgspec.Struct]]) -> dict[str, Any]:
    """Return all schemas by name: of payloads, of what is sent and of what is answered."""
    kinds = tuple(RECORD_KINDS.values())
    _, found = msgspec.json.schema_components((*kinds, *forms), ref_template=_TEMPLATE)
    payload = {"anyOf": [reference(kind) for kind in kinds]}
    _set_payload(found["ShownRecord"], {"anyOf": [*payload["anyOf"], {"type": "null"}]})
    for name in ("SentEntry", "SentPart"):
        _set_payload(found[name], payload)
    for kind in COLLECTIONS.values():
        form = RECORD_KINDS[kind]
        found[f"{form.__name__}Record"] = {
            "title": f"{form.__name__}Record",
            "allOf": [
                reference(ShownRecord),
                {"properties": {"payload": {"anyOf": [reference(form), {"type": "null"}]}}},
            ],
        }
        entry = dict(found["SentEntry"])
        entry["properties"] = dict(entry["properties"]) | {"payload": reference(form)}
        found[f"{form.__name__}Entry"] = entry | {"title": f"{form.__name__}Entry"}
    for form in kinds:
        _add_bounds(found[form.__name__], getattr(form, "bounds", {}))
    found["FeatureCollection"] = dict(FEATURES)
    return dict(sorted(found.items()))


def _set_payload(schema: dict[str, Any], payload: Mapping[str, Any]) -> None:
    schema["properties"]["payload"] = dict(payload)


def _add_bounds(schema: dict[str, Any], bounds: Mapping[str, tuple[float, float]]) -> None:
    """Say between which figures a field lies; null stays allowed."""
    for name, (low, high) in bounds.items():
        for option in schema["properties"][name].get("anyOf", ()):
            if option.get("type") in {"integer", "number"}:
                option |= {"minimum": low, "maximum": high}
