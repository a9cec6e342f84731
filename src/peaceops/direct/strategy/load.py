"""Load a strategy from text: one YAML file, or a folder of them.

Everything that is wrong is told at once, each with file, line, key and the nearest valid word.
What is sealed beside a file is read along by whoever has the identities (`sealed`).
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from peaceops.direct.strategy.fault import StrategyFaultsError
from peaceops.direct.strategy.marked import read_marked
from peaceops.direct.strategy.reading import Reading
from peaceops.direct.strategy.sealed import (
    LOG,
    count_of,
    identities_at,
    read_sealed,
    sealed_files,
)
from peaceops.domain.error import PeaceopsError
from peaceops.domain.strategy.graph import Strategy


def strategy_files(path: Path) -> list[Path]:
    """Return the files of a strategy: one file, a folder of them, or what a mission's folder holds.

    Raises:
        PeaceopsError: there is none.
    """
    if path.is_file():
        return [path]
    if (path / "mission.toml").is_file():
        for inner in (path / "strategy.yaml", path / "strategy"):
            if inner.exists():
                return strategy_files(inner)
        raise PeaceopsError(
            "the mission has no strategy yet",
            where=str(path),
            remedy=f"peaceops strategy new {path / 'strategy.yaml'}",
        )
    found = sorted([*path.glob("*.yaml"), *path.glob("*.yml")])
    if not found:
        raise PeaceopsError(
            "no strategy here" if path.is_dir() else "no such file or folder",
            where=str(path),
            remedy="name a YAML file, a folder of them, or a mission",
        )
    return found


def load_strategy(path: Path, identities: Sequence[str] | None = None) -> Strategy:
    """Load a strategy from a file, a folder, or a mission's folder.

    What is sealed and can not be opened is left out, with the edges that lead to it; how many
    records that are is said in the log.

    Args:
        path: of it.
        identities: texts of age identities; None for those that PEACEOPS_IDENTITY names.

    Raises:
        StrategyFaultsError: what is written there is wrong; it names everything at once.
        PeaceopsError: there is nothing to read.
    """
    texts = []
    for file in strategy_files(path):
        try:
            texts.append((str(file), file.read_text(encoding="utf-8")))
        except UnicodeDecodeError as error:
            raise PeaceopsError("not UTF-8", where=str(file)) from error
        except OSError as error:
            raise PeaceopsError(error.strerror or "can not be read", where=str(file)) from error
    more, sealed = _sealed_texts(path, identities_at() if identities is None else identities)
    if sealed:
        LOG.warning("%s: %d records are sealed, and no identity opens them", path, sealed)
    return parse_strategy([*texts, *more], complete=not sealed)


def _sealed_texts(path: Path, identities: Sequence[str]) -> tuple[list[tuple[str, str]], int]:
    """Return the texts of sealed parts that can be opened, and how many records the others hold."""
    texts, sealed = [], 0
    for plain in strategy_files(path):
        for file in sealed_files(plain):
            text = read_sealed(file, identities)
            if text is None:
                sealed += count_of(file)
            else:
                texts.append((str(file), text))
    return texts, sealed


def parse_strategy(texts: Iterable[tuple[str, str]], *, complete: bool = True) -> Strategy:
    """Load a strategy from texts, given as pairs of file name and content.

    Args:
        texts: of its files.
        complete: False where a part of it is not there: what leads to nothing is left out then,
            for nobody can tell it from what leads to that part.

    Raises:
        StrategyFaultsError: what is written there is wrong; it names everything at once.
    """
    reading = Reading()
    for file, text in texts:
        content, faults = read_marked(text, file)
        reading.faults += faults
        if content is not None:
            reading.read_file(content)
    if complete:
        reading.check_references()
    else:
        reading.leave_out_dangling()
    if reading.faults:
        raise StrategyFaultsError(
            sorted(reading.faults, key=lambda fault: (fault.place.file, fault.place.line))
        )
    return Strategy(reading.nodes, tuple(reading.edges), reading.places)
