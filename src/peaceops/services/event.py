"""Look at events before and beside a run: what was read, what was rejected."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl

from peaceops.acquire.intake import Intake, read_events
from peaceops.domain.error import PeaceopsError
from peaceops.services.area import country_bounds, mission_boundary
from peaceops.services.folder import Mission


def mission_events(mission: Mission) -> Intake:
    """Read the events of a mission, as its settings say.

    Raises:
        PeaceopsError: a file is missing or no reader knows it.
    """
    settings, country = mission.settings.events, mission.settings.area.country
    files = [mission.folder / file for file in settings.files]
    for file in files:
        if not file.is_file():
            raise PeaceopsError("no such file", where=str(file), remedy="mend [events] files")
    return read_events(
        files,
        dataset=settings.dataset,
        version=settings.version,
        mapping=mission.folder / settings.mapping if settings.mapping else None,
        country=country,
        # Without a country's name an event far away may well be where it says.
        bounds=country_bounds(mission_boundary(mission)) if country else None,
    )


def check_files(
    files: Sequence[Path], *, dataset: str | None, version: str | None, mapping: Path | None
) -> Intake:
    """Read event files that belong to no mission yet."""
    return read_events(files, dataset=dataset, version=version, mapping=mapping)


def events_between(mission: Mission, since: date | None, until: date | None) -> pl.DataFrame:
    """Return the events of a mission whose last day lies between two dates, both included."""
    events = mission_events(mission).events
    day = pl.col("date_end")
    return events.filter(
        (day >= since if since else pl.lit(value=True))
        & (day <= until if until else pl.lit(value=True))
    )
