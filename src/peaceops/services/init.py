"""Make a mission's folder."""

import json
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from peaceops.acquire.boundary import country_boundary, read_boundary
from peaceops.acquire.country import country_by_iso3
from peaceops.acquire.gazetteer import read_places
from peaceops.acquire.intake import Intake, read_events
from peaceops.collate.coverage import parse_period
from peaceops.domain.error import PeaceopsError
from peaceops.services.area import country_bounds
from peaceops.services.folder import SETTINGS_FILE, writing


@dataclass(frozen=True)
class NewMission:
    """What a mission is to be made from.

    Attributes:
        events: files of events.
        country: ISO3 code; or a boundary of one's own.
        boundary: GeoJSON of first-level units; replaces the vendored boundaries.
        places: CSV of named places; replaces the vendored ones.
        name: of the mission; the country's or the boundary's name where there is none.
        dataset, version: as the user names them.
        mapping: TOML mapping for a table of unknown layout.
        covers: months that the events cover, like 1989-01..2022-12.
        strategy: strategy file or folder to copy.
        resolutions: texts to copy into `mandate/`.
    """

    events: tuple[Path, ...]
    country: str | None = None
    boundary: Path | None = None
    places: Path | None = None
    name: str | None = None
    dataset: str | None = None
    version: str | None = None
    mapping: Path | None = None
    covers: str | None = None
    strategy: Path | None = None
    resolutions: tuple[Path, ...] = ()

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The files that are copied into `inputs/`."""
        return (*self.events, *filter(None, (self.boundary, self.places, self.mapping)))


def init_mission(folder: Path, new: NewMission) -> Intake:
    """Make a folder with `mission.toml` and copies of the inputs, after reading them once.

    Returns:
        what was read, so that the caller can say how many rows were rejected.

    Raises:
        PeaceopsError: the folder exists, an input is missing or can not be read.
    """
    _refuse_to_overwrite(folder)
    _refuse_missing(new)
    iso3 = country_by_iso3(new.country).iso3 if new.country else None
    boundary = read_boundary(new.boundary) if new.boundary else country_boundary(str(iso3))
    if new.places is not None:
        read_places(new.places)
    if new.covers is not None:
        parse_period(new.covers)
    intake = read_events(
        new.events,
        dataset=new.dataset,
        version=new.version,
        mapping=new.mapping,
        country=iso3,
        bounds=country_bounds(boundary) if iso3 else None,
    )
    settings = _settings(
        replace(
            new,
            name=new.name or boundary.name,
            country=iso3,
            dataset=new.dataset or intake.provenance.dataset.name,
        )
    )
    with writing(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            _copy(new, aside)
            (aside / SETTINGS_FILE).write_text(settings, encoding="utf-8", newline="\n")
            aside.chmod(0o755)
            aside.rename(folder)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise
    return intake


def _refuse_to_overwrite(folder: Path) -> None:
    if folder.exists():
        raise PeaceopsError(
            "exists already", where=str(folder), remedy="choose another folder, or remove it"
        )


def _refuse_missing(new: NewMission) -> None:
    if new.country is None and new.boundary is None:
        raise PeaceopsError("no area given", remedy="give --country ISO3 or --boundary FILE")
    if not new.events:
        raise PeaceopsError("no events given", where="--events", remedy="name at least one file")
    for file in (*new.inputs, *new.resolutions, *filter(None, (new.strategy,))):
        if not file.exists():
            raise PeaceopsError("no such file", where=str(file))
    names = [file.name for file in new.inputs]
    if len(set(names)) != len(names):
        raise PeaceopsError("two inputs have the same name", remedy="rename one of them")


def _copy(new: NewMission, folder: Path) -> None:
    (folder / "inputs").mkdir()
    for file in new.inputs:
        shutil.copyfile(file, folder / "inputs" / file.name)
    if new.resolutions:
        (folder / "mandate").mkdir()
    for file in new.resolutions:
        shutil.copyfile(file, folder / "mandate" / file.name)
    if new.strategy is not None and new.strategy.is_dir():
        shutil.copytree(new.strategy, folder / "strategy")
    elif new.strategy is not None:
        shutil.copyfile(new.strategy, folder / "strategy.yaml")


def _settings(new: NewMission) -> str:
    """Write mission.toml, leaving out what was not given."""

    def line(key: str, value: object) -> str:
        # A JSON string or list of strings is a TOML one too.
        return "" if value is None else f"{key} = {json.dumps(value, ensure_ascii=False)}\n"

    def inside(file: Path | None) -> str | None:
        return None if file is None else f"inputs/{file.name}"

    return (
        "format = 1\n"
        + line("name", new.name)
        + line("languages", ["en"])
        + line("timezone", "UTC")
        + "\n[area]\n"
        + line("country", new.country)
        + line("boundary", inside(new.boundary))
        + line("places", inside(new.places))
        + "\n[events]\n"
        + line("files", [inside(file) for file in new.events])
        + line("dataset", new.dataset)
        + line("version", new.version)
        + line("mapping", inside(new.mapping))
        + line("covers", new.covers)
        + line("imprecise", "coarser")
        + "\n[outlook]\nhorizon_months = 3\n"
        + line("model", "blend")
    )
