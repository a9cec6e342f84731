"""Commands about links between reports: put forward, accept, refuse, undo, and what they hold."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from peaceops.cli.at_work import at_work
from peaceops.cli.console import say

app = App(
    name="link",
    help="Say which reports tell of the same thing. The machine puts forward, people decide, and "
    "nothing is ever merged. Who you are is said as for `peaceops record`.",
)


@app.command
def propose(
    folder: Path,
    *,
    events: Annotated[bool, Parameter(negative="--no-events")] = True,
    show: int = 20,
) -> None:
    """Put forward which reports tell of the same thing; what was decided before never comes again.

    Args:
        folder: the mission's.
        events: compare with the mission's events too.
        show: how many are printed, the strongest first.
    """
    from peaceops.services.register import collation

    session = at_work(folder)
    new = collation.propose(session, folder if events else None)
    waiting = collation.open_proposals(session)
    for link in waiting[:show]:
        say(f"{link.id}\n  {'; '.join(link.explanation)}")
    more = "; more come once you ask again" if len(new) == collation.MOST_AT_ONCE else ""
    say(f"{len(new)} new{more}; {len(waiting)} wait for a decision")


@app.command
def accept(folder: Path, link: str, *, base_version: int = 1, reason: str = "") -> None:
    """Say that two reports tell of the same thing; both stay as they were told.

    Args:
        folder: the mission's.
        link: id.
        base_version: the version you had before you.
        reason: why.
    """
    _decide(folder, link, "accept", base_version, reason)


@app.command
def refuse(folder: Path, link: str, *, base_version: int = 1, reason: str = "") -> None:
    """Say that they do not; the machine never puts this pair forward again.

    Args:
        folder: the mission's.
        link: id.
        base_version: the version you had before you.
        reason: why.
    """
    _decide(folder, link, "refuse", base_version, reason)


@app.command
def undo(folder: Path, link: str, *, base_version: int, reason: str) -> None:
    """Take back that a link was accepted; that it once was stays on record.

    Args:
        folder: the mission's.
        link: id.
        base_version: the version you had before you.
        reason: why.
    """
    _decide(folder, link, "undo", base_version, reason)


@app.command
def together(folder: Path) -> None:
    """Show what accepted links hold together, and how many origins really stand behind it.

    Args:
        folder: the mission's.
    """
    from peaceops.services.register.collation import told_things

    things = told_things(at_work(folder))
    for thing in things:
        say(f"{', '.join(thing.reports)}: {thing.origins} separate origins")
        for echo in thing.echoes:
            say(f"  {echo.first} and {echo.second} both go back to {', '.join(echo.through)}")
    say(f"{len(things)} things told by more than one report")


def _decide(
    folder: Path,
    link: str,
    decision: Literal["accept", "refuse", "undo"],
    base_version: int,
    reason: str,
) -> None:
    from peaceops.services.register import collation

    written = collation.decide(
        at_work(folder),
        link,
        decision,
        base_version=base_version,
        reason=reason,
    )
    say(f"{written.id}: {getattr(written.payload, 'status', '')}, version {written.version}")
