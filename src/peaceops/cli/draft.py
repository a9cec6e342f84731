"""Commands that begin a strategy from what people have: draft, accept, reject, propose, forms."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from peaceops.cli.console import say, say_error
from peaceops.cli.day import parse_day

form_app = App(name="form", help="Forms of a strategy as workbooks that read back.")

FormKind = Literal["threats", "flashpoints", "engagements", "units", "tasks"]
LevelName = Literal["none", "low", "moderate", "high", "extreme"]


def register(app: App) -> None:
    """Add the commands to `strategy`."""
    app.command(draft)
    app.command(propose)
    app.command(accept)
    app.command(reject)
    app.command(form_app)


def draft(
    out: Path,
    *,
    events: Annotated[list[Path], Parameter(consume_multiple=True)],
    country: str | None = None,
    boundary: Path | None = None,
    as_of: str | None = None,
    tasks: Path | None = None,
    matrix: Path | None = None,
    most: int = 8,
    dataset: str | None = None,
    version: str | None = None,
    mapping: Path | None = None,
) -> None:
    """Write a first strategy from an event table: threats proposed, everything else left open.

    Args:
        out: YAML file to be written; must not exist.
        events: files of events, as for init.
        country: ISO3; default: the one country of the events.
        boundary: GeoJSON of first-level units, instead of the vendored ones.
        as_of: YYYY-MM-DD, after which nothing is read; default: the end of the last month.
        tasks: table of mandated tasks (CSV or XLSX), with the columns of the form of tasks.
        matrix: filled threat matrix (XLSX), with the columns of the form of threats.
        most: how many threats are proposed at most.
        dataset: name of the data set.
        version: its version.
        mapping: TOML file that says what the columns of a table mean.
    """
    from peaceops.services.draft import DraftRequest, write_draft

    done = write_draft(
        DraftRequest(
            events=tuple(events),
            country=country,
            boundary=boundary,
            as_of=parse_day(as_of, "--as-of"),
            tasks=tasks,
            matrix=matrix,
            most=most,
            dataset=dataset,
            version=version,
            mapping=mapping,
        ),
        out,
    )
    say(f"{out}: as of {done.as_of}, {done.proposed} threats proposed, {done.left_out} left out")
    if done.assessed or done.tasks:
        say(f"  {done.assessed} threats from the matrix, {done.tasks} tasks")
    if done.rejected:
        say(f"  {done.rejected} rows of events rejected: peaceops events check says why")
    for file, fault in done.faults:
        say_error(f"{file}, row {fault.row}, {fault.column}: {fault.reason}")
    say(f"next: write over `unknown`, then: peaceops check {out}")


def propose(folder: Path, *, as_of: str | None = None, most: int = 8) -> None:
    """Write into a mission's strategy the threats that record and outlook put forward and are new.

    Args:
        folder: the mission's.
        as_of: YYYY-MM-DD, after which nothing is read.
        most: how many at most.
    """
    from peaceops.services.proposal import propose_threats

    done = propose_threats(folder, as_of=parse_day(as_of, "--as-of"), most=most)
    for ids, what in ((done.written, "written"), (done.grown, "brought up to date")):
        say(f"{len(ids)} proposals {what}{': ' + ', '.join(ids) if ids else ''}")


def accept(
    strategy: Path,
    proposal: str,
    *,
    by: str,
    on: str,
    level: LevelName | None = None,
    reason: str = "",
) -> None:
    """Write that a person accepted a proposal; a level is that person's, or stays unknown.

    Args:
        strategy: file, folder or mission.
        proposal: its id, such as P1.
        by: post that decides.
        on: YYYY-MM-DD, day of the decision.
        level: of the threat, as the person judges it.
        reason: in words.
    """
    from peaceops.services.proposal import accept_proposal

    day = parse_day(on, "--on")
    assert day is not None  # noqa: S101 - a flag that must be given is there
    threat = accept_proposal(strategy, proposal, by=by, day=day, level=level, reason=reason)
    say(f"{proposal} accepted: threat {threat}")


def reject(strategy: Path, proposal: str, *, by: str, on: str, reason: str) -> None:
    """Write that a person rejected a proposal; it returns only where more is on record.

    Args:
        strategy: file, folder or mission.
        proposal: its id, such as P1.
        by: post that decides.
        on: YYYY-MM-DD, day of the decision.
        reason: in words.
    """
    from peaceops.services.proposal import reject_proposal

    day = parse_day(on, "--on")
    assert day is not None  # noqa: S101 - a flag that must be given is there
    reject_proposal(strategy, proposal, by=by, day=day, reason=reason)
    say(f"{proposal} rejected")


@form_app.command
def write(kind: FormKind, strategy: Path, out: Path, *, risk_table: Path | None = None) -> None:
    """Write a form with what the strategy holds.

    Args:
        kind: which form.
        strategy: file, folder or mission.
        out: XLSX file to be written; must not exist.
        risk_table: TOML file that says how likelihood and impact make a risk here.
    """
    from peaceops.services.form import give_form

    rows = give_form(kind, strategy, out, risk_table)
    say(f"{out}: {rows} rows")


@form_app.command
def read(kind: FormKind, file: Path, strategy: Path) -> None:
    """Bring a filled form into a strategy; wrong rows are set aside and told.

    Args:
        kind: which form.
        file: the filled form.
        strategy: file, folder or mission.
    """
    from peaceops.services.form import take_form

    done = take_form(kind, file, strategy)
    say(f"{len(done.changed)} values changed, {len(done.added)} rows added")
    for name, field in done.changed:
        say(f"  {name}: {field}")
    for name in done.added:
        say(f"  {name}: new")
    if done.ignored:
        say_error(f"columns not in the form: {', '.join(done.ignored)}")
    for fault in done.faults:
        say_error(f"row {fault.row}, {fault.column}: {fault.reason}; the row was set aside")
