"""Commands that look at events: check, list, rejects."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from peaceops.cli.console import say
from peaceops.cli.day import parse_day

app = App(name="events", help="Look at events: what was read, and what was rejected and why.")

JsonLines = Annotated[bool, Parameter(name="--json", negative="")]


@app.command
def check(
    *files: Path,
    dataset: str | None = None,
    version: str | None = None,
    mapping: Path | None = None,
) -> None:
    """Read files of events and say what they hold, without a mission.

    Args:
        files: to be read.
        dataset: name of the data set.
        version: its version.
        mapping: TOML file that says what the columns of a table mean.
    """
    from peaceops.services.event import check_files

    intake = check_files(files, dataset=dataset, version=version, mapping=mapping)
    source = intake.provenance.dataset
    say(f"{source.title}, {source.version}. Licence: {source.licence}")
    say(f"{intake.events.height} events, {intake.rejects.height} rows rejected")
    if intake.provenance.last_event:
        say(f"last event {intake.provenance.last_event}")
    for note in intake.notes:
        say(f"  {note}")
    _print_reasons(intake.rejects)


@app.command(name="list")
def list_events(
    folder: Path,
    *,
    since: str | None = None,
    until: str | None = None,
    json_lines: JsonLines = False,
) -> None:
    """List the events of a mission, by their last day.

    Args:
        folder: the mission's.
        since: first day, YYYY-MM-DD.
        until: last day, YYYY-MM-DD.
        json_lines: one JSON object a line.
    """
    from peaceops.services.event import events_between
    from peaceops.services.folder import open_mission

    found = events_between(
        open_mission(folder), parse_day(since, "--since"), parse_day(until, "--until")
    )
    if json_lines:
        say(found.write_ndjson().rstrip("\n"))
        return
    columns = ["date_end", "place", "side_a", "side_b", "best", "civilians"]
    say(found.select(columns).write_csv(separator="\t").rstrip("\n"))


@app.command
def rejects(folder: Path, *, json_lines: JsonLines = False) -> None:
    """Show the rows that could not be read, with file, line and reason.

    Args:
        folder: the mission's.
        json_lines: one JSON object a line.
    """
    from peaceops.services.event import mission_events
    from peaceops.services.folder import open_mission

    rejected = mission_events(open_mission(folder)).rejects
    if json_lines:
        say(rejected.write_ndjson().rstrip("\n"))
        return
    for file, line, reason, row in rejected.iter_rows():
        say(f"{file}:{line}: {reason}: {row}")
    say(f"{rejected.height} rows rejected")


def _print_reasons(rejected: object) -> None:
    import polars as pl

    if not isinstance(rejected, pl.DataFrame) or rejected.is_empty():
        return
    counted = rejected.group_by("reason").len().sort(["len", "reason"], descending=[True, False])
    for reason, number in counted.iter_rows():
        say(f"  {number} × {reason}")
