"""Cut entries out of a strategy's text, with the comments that stand at them; the rest stays."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field

from yaml.nodes import MappingNode, Node, SequenceNode

from peaceops.direct.strategy.marked import compose, read_marked
from peaceops.direct.strategy.reading import Reading
from peaceops.domain.error import PeaceopsError


@dataclass
class _Cutting:
    """What is filled on one walk through a text."""

    lines: list[str]
    names: Container[str]
    ids: Mapping[tuple[int, int], str]
    gone: set[int] = field(default_factory=set)
    cut: set[str] = field(default_factory=set)
    within: list[tuple[str, str]] = field(default_factory=list)


def cut_entries(text: str, names: Container[str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return a text without the entries of some nodes.

    A comment above an entry may tell what the entry tells: it goes too. A list that holds nothing
    more goes with its key.

    Args:
        text: of a strategy file, without faults.
        names: ids of nodes; those that are not in this file are passed over.

    Returns:
        the text, and what went because it is written inside another: pairs of ids, outer and inner.

    Raises:
        PeaceopsError: an entry shares its line with others, so it can not be cut out.
    """
    ids = _ids(text)
    cutting = _Cutting(text.splitlines(keepends=True), names, ids)
    root = compose(text)
    if isinstance(root, MappingNode):
        _visit(root, cutting)
    left = [name for name in ids.values() if name in names and name not in cutting.cut]
    if left:
        raise PeaceopsError(
            f"{left[0]!r} shares its line with others and can not be cut out",
            remedy="write it as an entry of its own, beginning with a dash",
        )
    kept = (line for at, line in enumerate(cutting.lines) if at not in cutting.gone)
    return "".join(kept), tuple(cutting.within)


def _ids(text: str) -> dict[tuple[int, int], str]:
    """Return the ids of a file's nodes by the place, from 0, where their entries begin."""
    content, _ = read_marked(text, "strategy")
    reading = Reading()
    if content is not None:
        reading.read_file(content)
    return {
        (place.line - 1, place.column - 1): name
        for name, place in reading.places.items()
        if isinstance(name, str)
    }


def _visit(node: MappingNode, cutting: _Cutting) -> None:
    for key, value in node.value:
        if isinstance(value, SequenceNode) and not value.flow_style:
            _cut_from(key, value, cutting)
        elif isinstance(value, MappingNode):
            _visit(value, cutting)


def _cut_from(key: Node, listed: SequenceNode, cutting: _Cutting) -> None:
    ended = key.end_mark.line
    going = 0
    for number, entry in enumerate(listed.value):
        name = _name(entry, cutting)
        last = _last_line(entry)
        if name is not None and name in cutting.names:
            going += 1
            cutting.gone.update(range(ended + 1, last + 1))
            if number == len(listed.value) - 1:
                cutting.gone.update(_comments_after(last, _dash_column(entry, cutting), cutting))
            _note(name, entry, cutting)
        elif isinstance(entry, MappingNode):
            _visit(entry, cutting)
        ended = last
    if going and going == len(listed.value):
        cutting.gone.update({key.start_mark.line, *_comments_above(key.start_mark.line, cutting)})


def _name(entry: Node, cutting: _Cutting) -> str | None:
    """Return the id of an entry that begins on a line of its own; None for any other."""
    at = (entry.start_mark.line, entry.start_mark.column)
    before = cutting.lines[at[0]][: at[1]].strip()
    return cutting.ids.get(at) if before == "-" else None


def _note(name: str, entry: Node, cutting: _Cutting) -> None:
    cutting.cut.add(name)
    for part in _parts(entry):
        inner = cutting.ids.get((part.start_mark.line, part.start_mark.column))
        if isinstance(part, MappingNode) and inner is not None and inner != name:
            cutting.cut.add(inner)
            cutting.within.append((name, inner))


def _parts(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, MappingNode):
        for _, value in node.value:
            yield from _parts(value)
    elif isinstance(node, SequenceNode):
        for value in node.value:
            yield from _parts(value)


def _last_line(node: Node) -> int:
    """Return the last line that a node stands on; what follows it may be comments."""
    if isinstance(node, MappingNode) and not node.flow_style and node.value:
        return max(_last_line(part) for pair in node.value for part in pair)
    if isinstance(node, SequenceNode) and not node.flow_style and node.value:
        return max(_last_line(part) for part in node.value)
    ends_before = node.end_mark.column == 0 and node.end_mark.line > node.start_mark.line
    return int(node.end_mark.line) - int(ends_before)


def _dash_column(entry: Node, cutting: _Cutting) -> int:
    return cutting.lines[entry.start_mark.line].index("-")


def _comments_after(line: int, column: int, cutting: _Cutting) -> Iterator[int]:
    """Yield the lines of comments that stand under an entry no further left than its dash."""
    for at in range(line + 1, len(cutting.lines)):
        bare = cutting.lines[at].strip()
        indent = len(cutting.lines[at]) - len(cutting.lines[at].lstrip())
        if bare and not (bare.startswith("#") and indent >= column):
            return
        if bare:
            yield at


def _comments_above(line: int, cutting: _Cutting) -> Iterator[int]:
    for at in range(line - 1, -1, -1):
        if not cutting.lines[at].strip().startswith("#"):
            return
        yield at
