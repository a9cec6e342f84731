"""Change a strategy's files: read them all, edit, check the whole, and only then write."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from peaceops.direct.strategy.edit import add_edge, add_node, node_ids, set_fields
from peaceops.direct.strategy.load import parse_strategy, strategy_files
from peaceops.direct.strategy.marked import read_marked
from peaceops.domain.error import PeaceopsError
from peaceops.domain.strategy.graph import Strategy
from peaceops.services.folder import write_whole

Texts = dict[Path, str]
"""The files of a strategy and what stands in them."""


def read_texts(path: Path) -> Texts:
    """Read a file, a folder or a mission's strategy.

    Raises:
        PeaceopsError: there is none, or it can not be read.
    """
    texts = {}
    for file in strategy_files(path):
        try:
            texts[file] = file.read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            raise PeaceopsError("not UTF-8", where=str(file)) from error
        except OSError as error:
            raise PeaceopsError(error.strerror or "can not be read", where=str(file)) from error
    return texts


def parsed(texts: Texts) -> Strategy:
    """Load the strategy that the texts hold.

    Raises:
        StrategyFaultsError: everything that is wrong with it.
    """
    return parse_strategy((str(file), text) for file, text in texts.items())


def with_field(texts: Texts, name: str, field: str, value: Any) -> Texts:
    """Set one field of one node, in the file that holds it."""
    return with_fields(texts, [(name, field, value)])


def with_fields(texts: Texts, changes: Iterable[tuple[str, str, Any]]) -> Texts:
    """Set fields of nodes, each in the file that holds it; every file is read only once."""
    holders = {name: file for file, text in texts.items() for name in node_ids(text)}
    by_file: dict[Path, list[tuple[str, str, Any]]] = {}
    for change in changes:
        if change[0] not in holders:
            raise PeaceopsError(f"no {change[0]!r} in the strategy", where=str(next(iter(texts))))
        by_file.setdefault(holders[change[0]], []).append(change)
    return {
        file: set_fields(text, by_file[file]) if file in by_file else text
        for file, text in texts.items()
    }


def with_edge(texts: Texts, source: str, kind: str, target: str) -> Texts:
    """Add one edge, in the file that holds its source."""
    file = _file_of(texts, source)
    return {**texts, file: add_edge(texts[file], source, kind, target)}


def with_node(texts: Texts, section: str, plain: dict[str, Any]) -> Texts:
    """Add one node, in the file that holds its section, else in the first."""
    file = next((file for file, text in texts.items() if section in _sections(text)), None)
    file = file or next(iter(texts))
    return {**texts, file: add_node(texts[file], section, plain)}


def save(before: Texts, after: Texts) -> None:
    """Write the files that changed, once the whole of them loads.

    Raises:
        StrategyFaultsError: the changed strategy has faults; nothing is written.
    """
    parsed(after)
    for file, text in after.items():
        if before[file] != text:
            write_whole(file, text.encode())


def _file_of(texts: Texts, name: str) -> Path:
    for file, text in texts.items():
        if name in node_ids(text):
            return file
    raise PeaceopsError(f"no {name!r} in the strategy", where=str(next(iter(texts))))


def _sections(text: str) -> set[str]:
    content, _ = read_marked(text, "")
    return set(content.value) if content is not None and isinstance(content.value, dict) else set()
