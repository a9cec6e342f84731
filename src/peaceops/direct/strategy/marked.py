"""YAML with the place of every entry: plain data, and where each part of it stands.

Scalars follow YAML 1.2 and not 1.1: `no` and `12:30` are words. `2031-05-01` is a day.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from peaceops.direct.strategy.fault import Fault
from peaceops.domain.strategy.graph import Place

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # pragma: no cover - a PyYAML built without libyaml is slower, not wrong
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_INSTANT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{1,2}:\d{2}(:\d{2})?)(Z|[+-]\d{2}:?\d{2})?")
MOST_VALUES = 1_000_000
"""Of one file, aliases unfolded; the largest strategies hold some ten thousand."""
_QUOTED = {"'", '"', "|", ">"}
_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


class Marked(msgspec.Struct, frozen=True):
    """A value of a YAML file with its place.

    Attributes:
        value: a scalar; a dict of Marked; or a list of Marked.
        place: where it begins.
        keys: of a mapping, where each key stands.
    """

    value: Any
    place: Place
    keys: dict[str, Place]

    @property
    def plain(self) -> Any:
        """The value without places."""
        if isinstance(self.value, dict):
            return {key: part.plain for key, part in self.value.items()}
        if isinstance(self.value, list):
            return [part.plain for part in self.value]
        return self.value


def read_marked(text: str, file: str) -> tuple[Marked | None, list[Fault]]:
    """Read YAML.

    Args:
        text: of the file.
        file: its name, for places.

    Returns:
        the content, None for an empty file or one that is no YAML; and what is wrong with it.
    """
    try:
        node = compose(text)
        if node is not None and _unfolded(node, {}) > MOST_VALUES:
            return None, [Fault("its aliases unfold to far more than it is", Place(file, 1))]
        faults: list[Fault] = []
        return (None if node is None else _marked(node, file, faults, ())), faults
    except RecursionError:
        return None, [Fault("nested too deeply", Place(file, 1))]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1)
        return None, [Fault(f"not YAML: {error.problem or error.context}", place)]
    except yaml.YAMLError as error:
        return None, [Fault(f"not YAML: {' '.join(str(error).split())}", Place(file, 1))]


def _unfolded(node: Node, known: dict[int, int]) -> int:
    """Return how many values a tree holds once each alias stands for what it means."""
    if id(node) in known:
        return known[id(node)]
    known[id(node)] = 1  # where it contains itself, which is refused later
    parts: list[Node] = []
    if isinstance(node, SequenceNode):
        parts = node.value
    elif isinstance(node, MappingNode):
        parts = [part for pair in node.value for part in pair]
    known[id(node)] = 1 + sum(_unfolded(part, known) for part in parts)
    return known[id(node)]


def compose(text: str) -> Node | None:
    """Return the tree of a YAML text with its marks; None for an empty one.

    Raises:
        YAMLError: it is none.
    """
    loader = Loader(text)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


def _marked(node: Node, file: str, faults: list[Fault], above: tuple[int, ...]) -> Marked:
    place = Place(file, node.start_mark.line + 1, node.start_mark.column + 1)
    if id(node) in above:
        faults.append(Fault("an alias that contains itself", place))
        return Marked(None, place, {})
    if isinstance(node, MappingNode):
        return _mapping(node, place, faults, (*above, id(node)))
    if isinstance(node, SequenceNode):
        inner = (*above, id(node))
        parts = [_marked(part, file, faults, inner) for part in node.value]
        return Marked(parts, place, {})
    style = getattr(node, "style", None)
    return Marked(_scalar(node.value, style, place, faults), place, {})


def _mapping(
    node: MappingNode, place: Place, faults: list[Fault], above: tuple[int, ...]
) -> Marked:
    parts: dict[str, Marked] = {}
    keys: dict[str, Place] = {}
    for key, value in node.value:
        at = Place(place.file, key.start_mark.line + 1, key.start_mark.column + 1)
        if not isinstance(key, ScalarNode):
            faults.append(Fault("a key must be a word", at))
            continue
        if key.value in parts:
            faults.append(
                Fault(
                    f"{key.value!r} stands twice here", at, f"first on line {keys[key.value].line}"
                )
            )
            continue
        keys[key.value] = at
        parts[key.value] = _marked(value, place.file, faults, above)
    return Marked(parts, place, keys)


def _scalar(text: str, style: str | None, place: Place, faults: list[Fault]) -> Any:
    if style in _QUOTED:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if text[0].isalpha():  # most are: no number and no day begins so
        return text
    if _NUMBER.fullmatch(text):
        return int(text) if text.lstrip("+-").isdecimal() else float(text)
    try:
        return _time(text)
    except ValueError:
        faults.append(Fault(f"{text!r} is no day of the calendar", place))
        return None


def _time(text: str) -> str | date | datetime:
    """Read a day or an instant; any other text is a word."""
    if _DAY.fullmatch(text):
        return date.fromisoformat(text)
    found = _INSTANT.fullmatch(text)
    return _instant(*found.group(1, 2, 4)) if found else text


def _instant(day: str, clock: str, zone: str | None) -> datetime:
    """Read an instant; one without a zone is in UTC."""
    hours, rest = clock.split(":", 1)
    moment = datetime.fromisoformat(f"{day}T{int(hours):02d}:{rest}{zone or ''}")
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def walk(marked: Marked) -> Iterator[Marked]:
    """Yield a value and every value within it."""
    yield marked
    parts = marked.value.values() if isinstance(marked.value, dict) else marked.value
    if isinstance(marked.value, (dict, list)):
        for part in parts:
            yield from walk(part)
