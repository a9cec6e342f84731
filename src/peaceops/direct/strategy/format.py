"""Lay out a strategy file evenly: comments stay, nothing it says changes.

Only white space is touched: two spaces a step, dashes under their key, no space at the end of a
line, at most one empty line. (A writer that parses and writes anew was tried and left: it moves
comments, and now and then breaks a line that it should not.)
"""

from itertools import pairwise

from yaml.nodes import MappingNode, Node, SequenceNode

from peaceops.direct.strategy.load import parse_strategy
from peaceops.direct.strategy.marked import compose
from peaceops.domain.error import PeaceopsError

STEP = 2


def format_strategy(text: str, file: str) -> str:
    """Return a file laid out evenly; laying it out once more changes nothing.

    Args:
        text: of the file.
        file: its name, for places in errors.

    Raises:
        StrategyFaultsError: the file has faults; it is left as it is.
        PeaceopsError: the new layout would not say the same; the file is left as it is.
    """
    before = parse_strategy([(file, text)])
    root = compose(text)
    if root is None:
        return text
    laid_out = _tidy(_indented(text.splitlines(), root))
    after = parse_strategy([(file, laid_out)])
    if (before.nodes, before.edges) != (after.nodes, after.edges):
        raise PeaceopsError(
            "can not be laid out without changing what it says; it is left as it is", where=file
        )
    return laid_out


class _Layout:
    """Where lines begin and where they shall begin: filled on one walk through the file."""

    def __init__(self) -> None:
        self.starts: dict[int, tuple[int, str]] = {}
        """By line: the column of its content, and what shall stand before it."""

    def start(self, line: int, column: int, prefix: str) -> None:
        self.starts.setdefault(line, (column, prefix))


def _indented(lines: list[str], root: Node) -> list[str]:
    layout = _Layout()
    _visit(root, 0, layout)
    done: list[str] = []
    old, new = 0, 0
    for number, line in enumerate(lines):
        if number in layout.starts:
            column, prefix = layout.starts[number]
            old, new = column, len(prefix)
            done.append(prefix + line[column:])
        elif line.lstrip().startswith("#") and not _within(root, number):
            done.append(" " * _comment_column(lines, number, layout, old, new) + line.lstrip())
        else:
            done.append(_shifted(line, new - old))
    return done


def _visit(node: Node, column: int, layout: _Layout, prefix: str | None = None) -> None:
    """Lay a block out at a column; `prefix` stands before its first line, a dash perhaps."""
    if isinstance(node, MappingNode) and not node.flow_style:
        for key, value in node.value:
            layout.start(key.start_mark.line, key.start_mark.column, prefix or " " * column)
            prefix = None
            if value.start_mark.line > key.start_mark.line or _is_block(value):
                _visit(value, column + STEP, layout)
    elif isinstance(node, SequenceNode) and not node.flow_style:
        for item in node.value:
            dash = (prefix or " " * column) + "- "
            prefix = None
            layout.start(item.start_mark.line, item.start_mark.column, dash)
            _visit(item, column + STEP, layout, dash)


def _is_block(node: Node) -> bool:
    return isinstance(node, (MappingNode, SequenceNode)) and not node.flow_style


def _within(node: Node, line: int) -> bool:
    """Tell whether a line lies inside a scalar or a flow, where `#` is no comment of the block."""
    if _is_block(node):
        parts = node.value if isinstance(node, SequenceNode) else [v for _, v in node.value]
        return any(_within(part, line) for part in parts)
    return bool(node.start_mark.line < line <= node.end_mark.line and node.end_mark.column > 0)


def _comment_column(lines: list[str], number: int, layout: _Layout, old: int, new: int) -> int:
    """Return where a comment goes: with the line below, if it stood with it, or that above."""
    column = len(lines[number]) - len(lines[number].lstrip())
    below = next((line for line in sorted(layout.starts) if line > number), None)
    if below is not None:
        first = len(lines[below]) - len(lines[below].lstrip())
        prefix = layout.starts[below][1]
        if column >= first:
            return len(prefix) - len(prefix.lstrip())
    return max(0, column + new - old)


def _shifted(line: str, by: int) -> str:
    """Move a line that goes on from the one before; it keeps its place relative to that."""
    if not line.strip():
        return ""
    bare = line.lstrip(" ")
    return " " * max(0, len(line) - len(bare) + by) + bare


def _tidy(lines: list[str]) -> str:
    stripped = [line.rstrip() for line in lines]
    kept = stripped[:1] + [after for before, after in pairwise(stripped) if before or after]
    return "\n".join(kept).strip("\n") + "\n"
