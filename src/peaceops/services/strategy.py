"""Work on strategy files: begin one, lay it out, compare two."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from peaceops.direct.strategy.difference import Change, differences
from peaceops.direct.strategy.format import format_strategy
from peaceops.direct.strategy.load import load_strategy, strategy_files
from peaceops.direct.strategy.schema import SCHEMA_FILE, render_schema
from peaceops.direct.strategy.skeleton import skeleton
from peaceops.domain.error import PeaceopsError
from peaceops.services.folder import write_whole, writing


def new_strategy(file: Path, *, mission: str, day: date) -> None:
    """Write a first strategy file, and beside it the schema that editors read.

    Raises:
        PeaceopsError: the file exists, or can not be written.
    """
    if file.exists():
        raise PeaceopsError("exists already", where=str(file), remedy="choose another name")
    with writing(file):
        file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, skeleton(mission, day).encode())
    write_whole(file.parent / SCHEMA_FILE, render_schema().encode())


@dataclass(frozen=True)
class Layout:
    """A file, and whether laying it out evenly changes it."""

    file: Path
    changed: bool


def lay_out(path: Path, *, write: bool) -> tuple[Layout, ...]:
    """Lay out the files of a strategy evenly; all are read before any is written.

    Raises:
        PeaceopsError: one of them has faults.
    """
    done = []
    for file in strategy_files(path):
        try:
            text = file.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise PeaceopsError("can not be read", where=str(file)) from error
        done.append((file, text, format_strategy(text, str(file))))
    for file, text, laid_out in done:
        if write and laid_out != text:
            write_whole(file, laid_out.encode())
    return tuple(Layout(file, laid_out != text) for file, text, laid_out in done)


def compare_strategies(before: Path, after: Path) -> tuple[Change, ...]:
    """Compare two strategies.

    Raises:
        PeaceopsError: one of them can not be loaded.
    """
    return differences(load_strategy(before), load_strategy(after))
