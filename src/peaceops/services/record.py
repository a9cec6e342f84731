"""Read what is to be forecast or back-tested: files of events, or a table of someone's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from peaceops.acquire.intake import read_events
from peaceops.collate.event_record import Division, Target, event_record
from peaceops.collate.record import Record, read_record
from peaceops.domain.error import PeaceopsError


@dataclass(frozen=True)
class Source:
    """Where a record comes from: events, with the country they are cut to, or a panel.

    Attributes:
        events: files of events.
        panel: a table of unit, month and value.
        country: ISO3; with events alone.
        by: cells or first-level units of the country.
        target: what of the events is counted; a panel counts one thing already.
    """

    events: tuple[Path, ...] = ()
    panel: Path | None = None
    country: str | None = None
    by: Division | None = None
    target: Target = "total"


def load_record(source: Source) -> Record:
    """Read a record.

    Raises:
        PeaceopsError: neither or both kinds of input, or bad input.
    """
    if bool(source.events) == (source.panel is not None):
        raise PeaceopsError("give either --events or --panel", remedy="see --help")
    if source.panel is not None:
        if source.country is not None or source.by is not None:
            raise PeaceopsError("a panel has its own units", remedy="drop --country and --by")
        return read_record(source.panel)
    files = _existing(source.events)
    intake = read_events(files, country=source.country)
    return event_record(intake, source.target, country=source.country, by=source.by)


def _existing(files: Sequence[Path]) -> list[Path]:
    for file in files:
        if not file.is_file():
            raise PeaceopsError("no such file", where=str(file))
    return list(files)
