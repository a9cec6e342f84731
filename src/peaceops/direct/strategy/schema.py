"""The form of a strategy file as JSON Schema (2020-12), for editors that complete and check it."""

import json
from typing import Any

import msgspec

from peaceops.domain.strategy.edge import EDGE_ATTRIBUTES, Edge, EdgeKind, edges_from
from peaceops.domain.strategy.nouns import SECTIONS, Section
from peaceops.domain.strategy.plain import UNKNOWN, default_of, field_types

SCHEMA_FILE = "strategy.schema.json"
_REF = "#/$defs/{name}"
_DOUBT = {"const": UNKNOWN, "description": "somebody looked and does not know"}


def strategy_schema() -> dict[str, Any]:
    """Return the schema: every section, field, edge and choice of words."""
    kinds: list[type[msgspec.Struct]] = [Edge, *(section.type for section in SECTIONS)]
    _, parts = msgspec.json.schema_components(kinds, ref_template=_REF)
    definitions = {
        name: part for name, part in parts.items() if name not in {kind.__name__ for kind in kinds}
    }
    definitions["Edge"] = _edge(parts["Edge"])
    for section in SECTIONS:
        definitions[section.type.noun] = _node(section, parts[section.type.__name__])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "peaceops strategy",
        "type": "object",
        "additionalProperties": False,
        "properties": {section.name: _section(section) for section in SECTIONS},
        "$defs": dict(sorted(definitions.items())),
    }


def render_schema() -> str:
    """Write the schema: the same bytes each time."""
    return json.dumps(strategy_schema(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _section(section: Section) -> dict[str, Any]:
    one = {"$ref": f"#/$defs/{section.type.noun}"}
    if section.name == "mission":
        return one
    return {"anyOf": [{"type": "array", "items": one}, {"type": "null"}]}


def _node(section: Section, part: dict[str, Any]) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    about = field_notes(section.type)
    for name in field_types(section.type):
        if name in {"id", UNKNOWN}:
            continue
        properties[name] = _doubtful(part["properties"][name], about.get(name, ""))
        if name in section.type.bounds:
            low, high = section.type.bounds[name]
            properties[name] |= {"minimum": low, "maximum": high}
    properties["id"] = {"type": ["string", "integer"], "description": "short and unique"}
    for name, kind in sorted(edges_from(section.type.noun).items()):
        properties[name] = _links(kind)
    for other in SECTIONS:
        if other.nested and other.nested[0] == section.type.noun:
            properties[other.nested[1]] = _section(other)
    required = [
        name
        for name in section.type.__struct_fields__
        if name != "id" and default_of(section.type, name) is msgspec.NODEFAULT
    ]
    summary = (section.type.__doc__ or "").split("\n", 1)[0]
    return {
        "type": "object",
        "description": summary,
        "additionalProperties": False,
        "properties": properties,
        **({"required": required} if required else {}),
    }


def _doubtful(part: dict[str, Any], about: str) -> dict[str, Any]:
    """Return the schema of a field that may be unknown, or of a list unknown beyond its members."""
    kept = {key: value for key, value in part.items() if key != "default"}
    if kept.get("type") == "array":
        items = kept.get("items", {})
        kept = {"type": "array", "items": {"anyOf": [items, _DOUBT]}}
    said = {"description": about} if about else {}
    return {"anyOf": [kept, _DOUBT, {"type": "null"}], **said}


def _links(kind: EdgeKind) -> dict[str, Any]:
    one = {
        "anyOf": [
            {"type": ["string", "integer"]},
            {"$ref": "#/$defs/Edge"},
        ]
    }
    return {
        "description": f"leads to {' or '.join(kind.targets)}: ids, or mappings with `to`",
        "anyOf": [*one["anyOf"], {"type": "array", "items": one}, {"type": "null"}],
    }


def _edge(part: dict[str, Any]) -> dict[str, Any]:
    about = field_notes(Edge)
    properties = {
        name: _doubtful(part["properties"][name], about.get(name, ""))
        for name in EDGE_ATTRIBUTES
        if name != UNKNOWN
    }
    properties["to"] = {"type": ["string", "integer"], "description": "id it leads to"}
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "required": ["to"],
    }


def field_notes(kind: type[msgspec.Struct]) -> dict[str, str]:
    """Return what a record's doc comment, and those of what it is built on, say of each field."""
    notes: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        if base.__doc__ is not None and issubclass(base, msgspec.Struct):
            notes |= _notes(base.__doc__)
    return notes


def _notes(doc: str) -> dict[str, str]:
    notes: dict[str, str] = {}
    names: list[str] = []
    inside = False
    for line in doc.splitlines():
        text = line.strip()
        if text == "Attributes:":
            inside = True
        elif inside and line.startswith("        ") and not line.startswith("            "):
            head, _, rest = text.partition(": ")
            names = [name.strip() for name in head.split(",")]
            notes |= dict.fromkeys(names, rest)
        elif inside and text and names:
            for name in names:
                notes[name] = f"{notes[name]} {text}"
        elif inside and not text:
            names = []
    return notes
