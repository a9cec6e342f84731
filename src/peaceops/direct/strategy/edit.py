"""Change a strategy's text in one place and leave every other character as it stands.

The places of PyYAML say which characters to change. A round trip through ruamel.yaml was tried
and left: it ties the comment above a section to the entry before it, so that a new entry lands
behind the heading of the next section, and it lays the whole file out anew. Every edit is read
back and compared before it is given out.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from peaceops.direct.strategy.fault import StrategyFaultsError, nearest
from peaceops.direct.strategy.marked import Marked, read_marked
from peaceops.direct.strategy.reading import Reading
from peaceops.direct.strategy.yaml_text import entry_text, field_text, flow_text
from peaceops.domain.error import PeaceopsError
from peaceops.domain.strategy.nouns import SECTION_NAMED
from peaceops.domain.strategy.plain import UNKNOWN

_FILE = "strategy"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING = {"", "~", "null", "Null", "NULL"}
Splice = tuple[int, int, str]
"""Where a change begins and ends in the text, and what stands there then."""


def set_field(text: str, name: str, field: str, value: Any) -> str:
    """Return the text with one field of one node set.

    Args:
        text: of a strategy file.
        name: id of the node; one that is not written but made from what the entry is about, works.
        field: of the node, or a kind of edge that starts from it.
        value: plain data; the word `unknown` is what somebody looked at and does not know.

    Raises:
        PeaceopsError: no such node, or the field can not be set there.
    """
    return set_fields(text, [(name, field, value)])


def set_fields(text: str, changes: Iterable[tuple[str, str, Any]]) -> str:
    """Return the text with several fields set, each as in `set_field`; it is read only once.

    Args:
        text: of a strategy file.
        changes: (id, field, value); of two for one field the later counts.

    Raises:
        PeaceopsError: no such node, or a field can not be set there.
    """
    text = _ended(text)
    root, content = _read(text)
    places = _places(content)
    wanted = deepcopy(content.plain)
    splices = []
    names = set()
    for (name, field), value in {(name, field): value for name, field, value in changes}.items():
        path = _path(content, name, places)
        node = _at(root, path)
        _inner(wanted, path)[field] = _listed(value)
        standing = next((entry for entry in node.value if entry[0].value == field), None)
        if standing is None:
            splices.append(_added(text, node, field, value))
        else:
            splices.append(_replaced(text, standing[0], standing[1], value))
        names.add(name)
    return _checked(_spliced(text, splices), wanted, ", ".join(sorted(names)))


def add_node(text: str, section: str, plain: Mapping[str, Any]) -> str:
    """Return the text with one more entry at the end of a section, which is made where missing.

    Args:
        text: of a strategy file; may be empty.
        section: its name, such as `threats`.
        plain: the entry, with its id.

    Raises:
        PeaceopsError: no such section, or its id is taken.
    """
    if section not in SECTION_NAMED or section == "mission":
        raise PeaceopsError(
            f"there is no section {section!r} to add to", remedy=nearest(section, SECTION_NAMED)
        )
    if not text.strip() or read_marked(text, _FILE)[0] is None:
        _read_or_refuse(text)
        return f"{_ended(text)}{section}:\n{entry_text(plain, 2)}"
    root, content = _read(text)
    if "id" in plain and str(plain["id"]) in _places(content):
        raise PeaceopsError(f"the id {plain['id']!r} is taken", remedy="choose another")
    wanted = deepcopy(content.plain)
    wanted[section] = [*(wanted.get(section) or []), _listed(dict(plain))]
    name = str(plain.get("id", section))
    for key, old in root.value:
        if key.value == section:
            return _checked(_appended(text, key, old, plain), wanted, name)
    return _checked(f"{_ended(text)}\n{section}:\n{entry_text(plain, 2)}", wanted, name)


def add_edge(text: str, source: str, kind: str, target: str | Mapping[str, Any]) -> str:
    """Return the text with one more edge; one that stands there already stays as it is.

    Args:
        text: of a strategy file.
        source: id of the node it starts from.
        kind: of edge, such as `addresses`.
        target: id, or a mapping with `to` and what the edge says.

    Raises:
        PeaceopsError: no such node.
    """
    root, content = _read(text)
    path = _path(content, source, _places(content))
    there = _inner(content.plain, path).get(kind)
    standing = there if isinstance(there, list) else [there]
    kept = [
        part for part in standing if part is not None and (part != UNKNOWN or len(standing) > 1)
    ]
    plain = target if isinstance(target, str) else dict(target)
    wanted = plain if isinstance(plain, str) else plain.get("to")
    if wanted in [part.get("to") if isinstance(part, dict) else part for part in kept]:
        return text
    for key, old in _at(root, path).value:
        if key.value == kind and isinstance(old, SequenceNode) and old.value and kept:
            changed = deepcopy(content.plain)
            _inner(changed, path)[kind] = [*there, _listed(plain)]
            return _checked(_appended(text, key, old, plain), changed, source)
    return set_field(text, source, kind, [*kept, plain])


def node_ids(text: str) -> frozenset[str]:
    """Return the ids of all nodes that a file holds, made ones included."""
    if not text.strip():
        return frozenset()
    content, _ = read_marked(text, _FILE)
    return frozenset() if content is None else frozenset(_places(content))


def _read(text: str) -> tuple[MappingNode, Marked]:
    content = _read_or_refuse(text)
    root = yaml.compose(text, Loader=_LOADER)
    if content is None or not isinstance(root, MappingNode):
        raise PeaceopsError("a strategy is a mapping of sections")
    return root, content


def _read_or_refuse(text: str) -> Marked | None:
    content, faults = read_marked(text, _FILE)
    if faults:
        raise StrategyFaultsError(faults)
    return content


def _places(content: Marked) -> dict[str, tuple[int, int]]:
    reading = Reading()
    reading.read_file(content)
    return {
        name: (place.line - 1, place.column - 1)
        for name, place in reading.places.items()
        if isinstance(name, str)
    }


def _path(
    content: Marked, name: str, places: Mapping[str, tuple[int, int]]
) -> tuple[str | int, ...]:
    """Return the keys and numbers that lead to the entry of a node."""
    if name not in places:
        raise PeaceopsError(f"no {name!r} in the strategy", remedy=nearest(name, places))
    found = _search(content, places[name], ())
    if found is None:
        raise PeaceopsError(f"{name!r} can not be edited here")
    return found


def _search(
    marked: Marked, place: tuple[int, int], path: tuple[str | int, ...]
) -> tuple[str | int, ...] | None:
    if isinstance(marked.value, dict):
        if path and (marked.place.line - 1, marked.place.column - 1) == place:
            return path
        parts: Any = marked.value.items()
    elif isinstance(marked.value, list):
        parts = enumerate(marked.value)
    else:
        return None
    for key, part in parts:
        found = _search(part, place, (*path, key))
        if found is not None:
            return found
    return None


def _at(node: Node, path: tuple[str | int, ...]) -> MappingNode:
    for step in path:
        if isinstance(node, MappingNode):
            node = next(value for key, value in node.value if key.value == step)
        else:
            node = node.value[step]
    if not isinstance(node, MappingNode):
        raise PeaceopsError("an entry must be a mapping")
    return node


def _inner(plain: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        plain = plain[step]
    return plain


def _listed(value: Any) -> Any:
    """Return a value with lists for tuples, as it will be read back."""
    if isinstance(value, Mapping):
        return {key: _listed(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_listed(part) for part in value]
    return value


def _checked(text: str, wanted: Any, name: str) -> str:
    content, faults = read_marked(text, _FILE)
    if faults or content is None or content.plain != wanted:
        raise PeaceopsError(
            f"{name!r} can not be edited in place", remedy="write the change by hand in the file"
        )
    return text


def _spliced(text: str, splices: Iterable[Splice]) -> str:
    """Return the text with parts of it changed; those at one place stand in the order given."""
    parts = []
    at = 0
    for start, end, new in sorted(splices, key=lambda splice: splice[0]):
        parts += [text[at:start], new]
        at = max(at, end)
    return "".join([*parts, text[at:]])


def _replaced(text: str, key: Node, old: Node, value: Any) -> Splice:
    start, end = old.start_mark.index, _end(text, old)
    after = key.end_mark.index + 1
    if _empty(old):
        return after, _end_of_nothing(text, after, old), f" {flow_text(value)}"
    if _is_block(old) or getattr(old, "style", None) in {"|", ">"}:
        # What stood below its key may be long, and so may what comes.
        lead = " " * key.start_mark.column
        line = field_text(key.value, value, lead).removesuffix("\n")
        return after, end, line[len(lead) + len(key.value) + 1 :]
    return start, end, flow_text(value)


def _added(text: str, node: MappingNode, field: str, value: Any) -> Splice:
    if not _is_block(node):
        return _in_flow(text, node, f"{field}: {flow_text(value)}")
    at = _line_end(text, _end(text, node))
    return at, at, field_text(field, value, " " * node.start_mark.column)


def _appended(text: str, key: Node, old: Node, plain: Any) -> str:
    if _empty(old) or (isinstance(old, SequenceNode) and not old.value):
        after = key.end_mark.index + 1
        end = _end_of_nothing(text, after, old)
        column = key.start_mark.column + 2
        entry = entry_text(plain, column) if isinstance(plain, Mapping) else ""
        line_end = _line_end(text, end)
        return _inserted(f"{text[:after]}{text[end:]}", line_end - (end - after), entry)
    if not isinstance(old, SequenceNode):
        raise PeaceopsError(f"{key.value} must be a list")
    if not _is_block(old):
        return _spliced(text, [_in_flow(text, old, flow_text(plain))])
    dash = text.rfind("-", 0, old.value[0].start_mark.index)
    column = dash - (text.rfind("\n", 0, dash) + 1)
    lead = " " * column
    entry = (
        entry_text(plain, column)
        if isinstance(plain, Mapping) and "to" not in plain
        else f"{lead}- {flow_text(plain)}\n"
    )
    return _inserted(text, _line_end(text, _end(text, old)), entry)


def _in_flow(text: str, node: Node, part: str) -> Splice:
    if not node.value:
        close = node.end_mark.index - 1
        return close, close, part
    last = node.value[-1]
    after = _end(text, last[1] if isinstance(last, tuple) else last)
    return after, after, f", {part}"


def _inserted(text: str, at: int, lines: str) -> str:
    head = text[:at]
    return f"{_ended(head)}{lines}{text[at:]}"


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


def _line_end(text: str, at: int) -> int:
    """Return where the line of a character ends, its line feed included."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _end(text: str, node: Node) -> int:
    """Return where what a node says ends; the blank lines and comments after it are not its own."""
    if isinstance(node, ScalarNode) and node.style not in {"|", ">"}:
        return int(node.end_mark.index)
    if not isinstance(node, ScalarNode) and not _is_block(node):
        return int(node.end_mark.index)
    if isinstance(node, ScalarNode):
        return _end_of_block_text(text, node)
    parts = [
        part for entry in node.value for part in (entry if isinstance(entry, tuple) else [entry])
    ]
    return max((_end(text, part) for part in parts), default=int(node.start_mark.index))


def _end_of_block_text(text: str, node: Node) -> int:
    end = int(node.end_mark.index)
    while end > node.start_mark.index:
        line = text.rfind("\n", 0, end - 1) + 1
        if text[line:end].strip():
            break
        end = line
    return end - 1 if text[end - 1 : end] == "\n" else end


def _end_of_nothing(text: str, after: int, old: Node) -> int:
    """Return where an empty value ends; one that is not written ends after the colon of its key."""
    written = not isinstance(old, ScalarNode) or old.value
    return max(after, _end(text, old)) if written else after


def _empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and not node.style and node.value in _NOTHING


def _is_block(node: Node) -> bool:
    return isinstance(node, (MappingNode, SequenceNode)) and not node.flow_style
