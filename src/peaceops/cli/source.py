"""Commands about sources: add one, give it a letter, note how its reports turned out."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from cyclopts import App

from peaceops.cli.at_work import at_work
from peaceops.cli.console import say

if TYPE_CHECKING:
    from peaceops.services.register.source import SourcePage

app = App(
    name="source",
    help="Record sources apart from who they are, and how far they can be relied on. Who you are "
    "is said as for `peaceops record`.",
)

Letter = Literal["A", "B", "C", "D", "E", "F"]
Outcome = Literal["true", "false", "unverifiable"]


@app.command
def add(folder: Path, source: str, *, kind: str | None = None, area: str | None = None) -> None:
    """Record a source under a number of its own.

    Who it is is asked for at the terminal and sealed apart; leave it empty for an unknown caller.

    Args:
        folder: the mission's.
        source: id of the new source, such as S-14; never a name.
        kind: such as community leader or local radio.
        area: where it can see for itself.
    """
    import sys

    from peaceops.domain.source_identity import SourceIdentityNode
    from peaceops.domain.strategy.information import SourceNode
    from peaceops.services.register.source import record_source

    session = at_work(folder)
    identity = None
    if sys.stdin.isatty():
        from getpass import getpass

        name = getpass("Name, or nothing (not shown): ", stream=sys.stderr)
        contact = getpass("How to reach it, or nothing (not shown): ", stream=sys.stderr)
        if name or contact:
            identity = SourceIdentityNode(
                id=f"identity:{source}", source=source, name=name, contact=contact
            )
    written = record_source(session, SourceNode(id=source, kind=kind, area=area), identity)
    say(f"{written.id}: version {written.version} recorded, F until somebody gives a letter")


@app.command
def letter(folder: Path, source: str, letter: Letter, *, reason: str, base_version: int) -> None:
    """Give a source a letter; day, author and reason stay in its history.

    Args:
        folder: the mission's.
        source: id.
        letter: A to E, or F for not known.
        reason: why.
        base_version: the version you had before you.
    """
    from peaceops.services.register.source import give_letter

    written = give_letter(at_work(folder), source, letter, reason=reason, base_version=base_version)
    say(f"{written.id}: {letter}, version {written.version}")


@app.command
def outcome(folder: Path, source: str, item: str, outcome: Outcome, *, reason: str = "") -> None:
    """Note how a report of a source turned out; its letter stays.

    Args:
        folder: the mission's.
        source: id.
        item: id of what it told.
        outcome: true, false, or unverifiable.
        reason: how one knows.
    """
    from peaceops.services.register.source import note_outcome, source_page

    session = at_work(folder)
    note_outcome(session, source, item, outcome, reason=reason)
    say(_tally(source_page(session, source)))


@app.command
def show(folder: Path, source: str) -> None:
    """Show a source's history and the letter that its reports would earn; never who it is.

    Args:
        folder: the mission's.
        source: id.
    """
    from peaceops.services.register.source import source_page

    page = source_page(at_work(folder), source)
    say(f"{source}: {page.letter}, {len(page.items)} items")
    for step in page.history:
        what = f"letter {step.letter}" if step.letter else f"{step.item} turned out {step.outcome}"
        say(f"  {step.date} {what}, by {step.author}" + (f": {step.reason}" if step.reason else ""))
    say(_tally(page))


def _tally(page: "SourcePage") -> str:
    from peaceops.domain.source_assessment import FEWEST_OUTCOMES

    counted = page.tally
    told = f"{counted.true} true, {counted.false} false, {counted.unverifiable} not to be told"
    if page.proposal is None:
        return f"{told}; a letter is proposed from {FEWEST_OUTCOMES} true or false on"
    proposed = page.proposal
    range_ = "" if proposed.best == proposed.worst else f" ({proposed.best} to {proposed.worst})"
    return f"{told}; that would earn {proposed.letter}{range_}, if a person gives it"
