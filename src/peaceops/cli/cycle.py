"""Commands over the whole cycle: init, run, demo."""

import json
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from peaceops.cli.console import say, stages
from peaceops.cli.day import parse_day

AudienceName = Literal["internal", "staff", "public"]


def register(app: App) -> None:
    """Add the commands to the top of the command line."""
    app.command(demo)
    app.command(init)
    app.command(run)


def demo(folder: Path = Path("demo"), *, seed: int = 7, quiet: bool = False) -> None:
    """Make the exercise mission, run the whole cycle and say where the brief lies.

    Args:
        folder: where; an exercise made there earlier is run again.
        seed: of the invented country.
        quiet: show no progress.
    """
    if not (folder / "mission.toml").exists():
        from peaceops.services.demo import new_exercise

        new_exercise(folder, seed=seed)
    run(folder, quiet=quiet)


def init(
    folder: Path,
    *,
    events: Annotated[list[Path], Parameter(consume_multiple=True)],
    country: str | None = None,
    boundary: Path | None = None,
    places: Path | None = None,
    name: str | None = None,
    dataset: str | None = None,
    version: str | None = None,
    mapping: Path | None = None,
    covers: str | None = None,
    strategy: Path | None = None,
    resolution: Annotated[list[Path] | None, Parameter(consume_multiple=True)] = None,
) -> None:
    """Make a mission's folder from a country (or a boundary) and files of events.

    Args:
        folder: to be made; must not exist.
        events: files of events: UCDP GED or Candidate, ACLED, HXL, or any table with a mapping.
        country: ISO 3166-1 alpha-3, like CAF.
        boundary: GeoJSON of first-level units, instead of the vendored boundaries.
        places: CSV of named places, instead of the vendored ones.
        name: of the mission.
        dataset: name of the data set, like ucdp-ged.
        version: its version, like 23.1; without it products say "version not stated".
        mapping: TOML file that says what the columns of a table mean.
        covers: months that the events cover, like 1989-01..2022-12.
        strategy: strategy file or folder, copied.
        resolution: texts of resolutions, copied.
    """
    from peaceops.services.init import NewMission, init_mission

    intake = init_mission(
        folder,
        NewMission(
            events=tuple(events),
            country=country,
            boundary=boundary,
            places=places,
            name=name,
            dataset=dataset,
            version=version,
            mapping=mapping,
            covers=covers,
            strategy=strategy,
            resolutions=tuple(resolution or ()),
        ),
    )
    say(f"{folder}: {intake.events.height} events, {intake.rejects.height} rows rejected")
    for note in intake.notes:
        say(f"  {note}")
    say(f"next: peaceops run {folder} --as-of YYYY-MM-DD")


def run(
    folder: Path,
    *,
    as_of: str | None = None,
    audience: AudienceName = "internal",
    json_output: Annotated[bool, Parameter(name="--json", negative="")] = False,
    quiet: bool = False,
) -> None:
    """Run the whole cycle as of a date; nothing dated later is read.

    Args:
        folder: the mission's.
        as_of: YYYY-MM-DD; default: the end of the months that the data cover.
        audience: internal (leadership), staff (confidential at most, nothing held apart), or
            public (first-level units only).
        json_output: print what was made as JSON.
        quiet: show no progress.
    """
    from peaceops.domain.marking import Audience
    from peaceops.services.run import run_mission

    with stages(quiet=quiet or json_output) as progress:
        result = run_mission(
            folder,
            as_of=parse_day(as_of, "--as-of"),
            audience=Audience(audience),
            progress=progress,
        )
    if json_output:
        say(
            json.dumps(
                {
                    "format": 1,
                    "as_of": result.as_of.isoformat(),
                    "out": str(result.out),
                    "run_id": result.run_id,
                    "events": result.events,
                    "outside": result.outside,
                    "rejected": result.rejected,
                    "areas": result.areas,
                },
                sort_keys=True,
            )
        )
        return
    say(
        f"as of {result.as_of}: {result.events} events, {result.rejected} rows rejected, "
        f"{result.outside} events outside the area"
    )
    say(f"brief: {result.out / 'brief.html'}")
