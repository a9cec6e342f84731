"""From marked YAML to nodes and edges, gathering every fault on the way."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from peaceops.direct.strategy.fault import Fault, nearest
from peaceops.direct.strategy.marked import Marked
from peaceops.domain.strategy.edge import EDGE_ATTRIBUTES, EDGE_KINDS, Edge, edges_from
from peaceops.domain.strategy.graph import Place
from peaceops.domain.strategy.node import Node
from peaceops.domain.strategy.nouns import SECTION_NAMED, SECTION_OF_NOUN, SECTIONS, Section
from peaceops.domain.strategy.plain import UNKNOWN, field_types

REFERENCES: Mapping[str, tuple[str, ...]] = {
    "actor": ("actor", "authority"),
    "area": ("area",),
    "areas": ("area",),
    "base": ("area",),
}
"""Fields that hold ids of nodes which may stay undeclared, as long as none of their kind is."""

_NESTED = {
    (section.nested[0], section.nested[1]): section for section in SECTIONS if section.nested
}


class Reading:
    """What has been read so far: it grows while files are read, and is then given out frozen."""

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.nouns: dict[str, str] = {}
        self.edges: list[Edge] = []
        self.places: dict[str | tuple[str, str], Place] = {}
        self.faults: list[Fault] = []
        self.loose: list[tuple[str, str, Place]] = []
        self.edge_places: list[Place] = []

    def _fault(self, what: str, place: Place, remedy: str = "") -> None:
        self.faults.append(Fault(what, place, remedy))

    def read_file(self, content: Marked) -> None:
        """Read the content of one file."""
        if not isinstance(content.value, dict):
            self._fault("a strategy is a mapping of sections", content.place)
            return
        for name, part in content.value.items():
            section = SECTION_NAMED.get(name)
            if section is None:
                self._fault(
                    f"there is no section {name!r}",
                    content.keys[name],
                    nearest(name, SECTION_NAMED),
                )
            elif name == "mission":
                self._node(section, part, "mission", ())
            elif part.value is not None:
                self._section(section, part)

    def _section(self, section: Section, part: Marked) -> None:
        if not isinstance(part.value, list):
            self._fault(
                f"{section.name} must be a list", part.place, "begin each entry with a dash"
            )
            return
        for number, entry in enumerate(part.value, start=1):
            self._node(section, entry, f"{section.type.noun}-{number}", ())

    def _node(
        self, section: Section, entry: Marked, fallback: str, above: tuple[tuple[str, str], ...]
    ) -> None:
        """Read one node; `above` are edges to the node it is nested in."""
        if not isinstance(entry.value, dict):
            self._fault(f"an entry of {section.name} must be a mapping", entry.place)
            return
        name = self._identity(section, entry, fallback)
        if name in self.places:
            first = self.places[name]
            self._fault(
                f"the id {name!r} is taken",
                entry.keys.get("id", entry.place),
                f"it stands in {first.file}, line {first.line}",
            )
            return
        values, unknown = self._fields(section, entry, name)
        values["id"] = name
        node = self._convert(section.type, values, unknown, entry)
        self.places[name] = entry.place
        self.nouns[name] = section.type.noun
        for key, at in entry.keys.items():
            self.places[name, key] = at
        for kind, target in above:
            self.edges.append(Edge(kind=kind, source=name, target=target))
            self.edge_places.append(entry.place)
        if node is not None:
            self.nodes[name] = node

    def _identity(self, section: Section, entry: Marked, fallback: str) -> str:
        """Return the id of a node: as written, or made from what it is about."""
        written = entry.value.get("id")
        if written is not None:
            value = written.value
            if isinstance(value, (int, str)) and not isinstance(value, bool) and str(value).strip():
                return str(value)
            self._fault("an id must be a word", written.place)
        about = [
            str(entry.value[key].value)
            for key in _IDENTITY.get(section.name, ())
            if key in entry.value and isinstance(entry.value[key].value, (str, int))
        ]
        return "-".join([section.type.noun, *about]) if about else fallback

    def _fields(
        self, section: Section, entry: Marked, name: str
    ) -> tuple[dict[str, Any], set[str]]:
        """Part the fields of a node from its edges and from nodes written within it."""
        kinds = edges_from(section.type.noun)
        types = field_types(section.type)
        values: dict[str, Any] = {}
        unknown: set[str] = set()
        for key, part in entry.value.items():
            nested = _NESTED.get((section.type.noun, key))
            if nested is not None:
                self._nested(nested, part, name)
            elif key in kinds:
                unknown |= self._links(key, part, name)
            elif key not in types or key == UNKNOWN:
                self._fault(
                    f"{section.name} have no {key!r}",
                    entry.keys[key],
                    nearest(key, [*types, *kinds, *_nested_keys(section.type.noun)]),
                )
            else:
                known, doubt = _without_unknown(part.plain)
                if known is not None:
                    values[key] = known
                if doubt:
                    unknown.add(key)
                if key in REFERENCES:
                    self._refer(key, part)
        return values, unknown

    def _nested(self, section: Section, part: Marked, above: str) -> None:
        if part.value is None:
            return
        if not isinstance(part.value, list):
            self._fault(f"{section.name} must be a list", part.place)
            return
        edge = section.nested[2] if section.nested else ""
        for number, entry in enumerate(part.value, start=1):
            self._node(section, entry, f"{above}/{section.type.noun}-{number}", ((edge, above),))

    def _links(self, kind: str, part: Marked, source: str) -> set[str]:
        """Read the edges of a kind; return its name where they are not all known."""
        entries = part.value if isinstance(part.value, list) else [part]
        unknown: set[str] = set()
        for entry in entries:
            if entry.value == UNKNOWN:
                unknown.add(kind)
            elif isinstance(entry.value, dict):
                self._link(kind, entry, source)
            elif isinstance(entry.value, (str, int)) and not isinstance(entry.value, bool):
                self.edges.append(Edge(kind=kind, source=source, target=str(entry.value)))
                self.edge_places.append(entry.place)
            elif entry.value is not None:
                self._fault(f"{kind} must name ids", entry.place)
        return unknown

    def _link(self, kind: str, entry: Marked, source: str) -> None:
        target = entry.value.get("to")
        if target is None or target.value is None:
            self._fault(f"an entry of {kind} needs 'to'", entry.place, "to: the id it leads to")
            return
        values: dict[str, Any] = {"kind": kind, "source": source, "target": str(target.value)}
        unknown = set()
        for key, part in entry.value.items():
            if key == "to":
                continue
            if key not in EDGE_ATTRIBUTES or key == UNKNOWN:
                self._fault(
                    f"an edge has no {key!r}", entry.keys[key], nearest(key, EDGE_ATTRIBUTES)
                )
            elif part.value == UNKNOWN:
                unknown.add(key)
            elif part.value is not None:
                values[key] = part.plain
        values[UNKNOWN] = unknown
        try:
            self.edges.append(msgspec.convert(values, Edge))
            self.edge_places.append(entry.place)
        except msgspec.ValidationError as error:
            self._fault(_said(error), entry.place)

    def _refer(self, key: str, part: Marked) -> None:
        """Note what a field refers to, to be looked up when all is read."""
        for entry in part.value if isinstance(part.value, list) else [part]:
            if isinstance(entry.value, str) and entry.value != UNKNOWN:
                self.loose.append((key, entry.value, entry.place))

    def _convert(
        self, kind: type[Node], values: dict[str, Any], unknown: set[str], entry: Marked
    ) -> Node | None:
        """Make a node; where that fails, find every field that is wrong."""
        try:
            return msgspec.convert({**values, UNKNOWN: unknown}, kind)
        except msgspec.ValidationError as error:
            found = False
            types = field_types(kind)
            for key, value in values.items():
                try:
                    msgspec.convert(value, types[key])
                except msgspec.ValidationError as wrong:
                    found = True
                    self._fault(_wrong_value(key, value, types[key], wrong), entry.value[key].place)
            if not found:
                self._fault(_said(error), entry.place)
            return None

    def leave_out_dangling(self) -> None:
        """Leave out edges that lead to nothing: a part of the strategy is not there."""
        kept = [
            (edge, place)
            for edge, place in zip(self.edges, self.edge_places, strict=True)
            if edge.target in self.nouns or EDGE_KINDS[edge.kind].undeclared
        ]
        self.edges = [edge for edge, _ in kept]
        self.edge_places = [place for _, place in kept]

    def check_references(self) -> None:
        """Look up every id that an edge or a field names."""
        by_noun: dict[str, list[str]] = {}
        for name, noun in self.nouns.items():
            by_noun.setdefault(noun, []).append(name)

        def valid(nouns: Iterable[str]) -> list[str]:
            return [name for noun in nouns for name in by_noun.get(noun, ())]

        for edge, place in zip(self.edges, self.edge_places, strict=True):
            kind = EDGE_KINDS[edge.kind]
            target = self.nodes.get(edge.target)
            if target is not None and target.noun not in kind.targets and not kind.undeclared:
                wanted = " or ".join(SECTION_OF_NOUN[noun].name for noun in kind.targets)
                self._fault(
                    f"{edge.kind} leads to {wanted}, but {edge.target!r} is one of "
                    f"{SECTION_OF_NOUN[target.noun].name}",
                    place,
                    nearest(edge.target, valid(kind.targets)),
                )
            elif target is None and edge.target not in self.nouns and not kind.undeclared:
                near = nearest(edge.target, valid(kind.targets))
                self._fault(f"no {kind.targets[0]} {edge.target!r}", place, near)
        for key, word, place in self.loose:
            nouns = REFERENCES[key]
            if by_noun.get(nouns[0]) and self.nouns.get(word) not in nouns:
                near = nearest(word, valid(nouns))
                self._fault(f"no {nouns[0]} {word!r}", place, near)


_IDENTITY: Mapping[str, tuple[str, ...]] = {
    "posture": ("authority", "area"),
    "consent": ("date",),
    "acceptances": ("contributor",),
}
"""What an entry without an id is called by."""


def _nested_keys(noun: str) -> list[str]:
    return [key for above, key in _NESTED if above == noun]


def _without_unknown(value: Any) -> tuple[Any, bool]:
    """Part what is known of a value from the word `unknown`."""
    if value == UNKNOWN:
        return None, True
    if isinstance(value, list) and UNKNOWN in value:
        return [part for part in value if part != UNKNOWN], True
    return value, False


def _said(error: msgspec.ValidationError) -> str:
    return str(error).split(" - at ")[0].replace("`", "'")


def _wrong_value(key: str, value: Any, wanted: Any, error: msgspec.ValidationError) -> str:
    """Say what a value must be, with the nearest of the words it may be."""
    words = _words_of(wanted)
    if words and isinstance(value, str):
        near = nearest(value, words)
        choice = near or f"one of {', '.join(words)}"
        return f"{key}: {value!r} is none of its values; {choice}"
    if isinstance(value, bool) and "str" in str(error):
        return f"{key} must be a word, and {str(value).lower()} is none; put it in quotes"
    return f"{key}: {_said(error)}"


def _words_of(wanted: Any) -> list[str]:
    """Return the words that a type allows, where it is a choice of words."""
    schema = msgspec.json.schema(wanted)
    options = [schema, *schema.get("anyOf", ()), schema.get("items", {})]
    return [word for option in options for word in option.get("enum", ()) if isinstance(word, str)]
