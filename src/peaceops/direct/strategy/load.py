"""Load a strategy from text: one YAML file, or a folder of them.

Everything that is wrong is told at once, each with file, line, key and the nearest valid word.
"""

from collections.abc import Iterable
from pathlib import Path

from peaceops.direct.strategy.fault import StrategyFaultsError
from peaceops.direct.strategy.marked import read_marked
from peaceops.direct.strategy.reading import Reading
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


def load_strategy(path: Path) -> Strategy:
    """Load a strategy from a file, a folder, or a mission's folder.

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
    return parse_strategy(texts)


def parse_strategy(texts: Iterable[tuple[str, str]]) -> Strategy:
    """Load a strategy from texts, given as pairs of file name and content.

    Raises:
        StrategyFaultsError: what is written there is wrong; it names everything at once.
    """
    reading = Reading()
    for file, text in texts:
        content, faults = read_marked(text, file)
        reading.faults += faults
        if content is not None:
            reading.read_file(content)
    reading.check_references()
    if reading.faults:
        raise StrategyFaultsError(
            sorted(reading.faults, key=lambda fault: (fault.place.file, fault.place.line))
        )
    return Strategy(reading.nodes, tuple(reading.edges), reading.places)
