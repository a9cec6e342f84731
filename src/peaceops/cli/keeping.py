"""Commands about how long records are kept: what is due, holds, destruction."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from peaceops.cli.at_work import at_work
from peaceops.cli.console import say

app = App(
    name="keep",
    help="Keep records no longer than there is a reason to. Sign in as for record.",
)

Ids = Annotated[tuple[str, ...], Parameter(consume_multiple=True)]


@app.command
def review(folder: Path) -> None:
    """List the records that nobody has looked at for too long, the oldest first.

    Args:
        folder: the mission's.
    """
    from peaceops.services.folder import open_mission
    from peaceops.services.register.keeping import due_for_review

    found = due_for_review(at_work(folder), open_mission(folder).settings.keeping)
    for one in found:
        say(f"{one.since} {one.kind} {one.id}")
    say(f"{len(found)} due for review")


@app.command
def due(folder: Path) -> None:
    """List the records whose time is over, by id, kind and day.

    Args:
        folder: the mission's.
    """
    from peaceops.services.folder import open_mission
    from peaceops.services.register.keeping import due_for_destruction

    found = due_for_destruction(at_work(folder), open_mission(folder).settings.keeping)
    for one in found:
        say(f"{one.since} {one.kind} {one.id}{f' (held: {one.held})' if one.held else ''}")
    say(f"{len(found)} due for destruction")


@app.command
def hold(folder: Path, *, record: Ids, reason: str) -> None:
    """Lay a legal hold on records: nobody destroys them until it is lifted.

    Args:
        folder: the mission's.
        record: ids of the records.
        reason: why, such as an inquiry.
    """
    from peaceops.services.register.keeping import hold_records

    hold_records(at_work(folder), record, reason)
    say(f"{len(record)} held: {reason}")


@app.command
def lift(folder: Path, *, record: Ids, reason: str) -> None:
    """Lift a legal hold.

    Args:
        folder: the mission's.
        record: ids of the records.
        reason: why it ends.
    """
    from peaceops.services.register.keeping import lift_hold

    lift_hold(at_work(folder), record, reason)
    say(f"{len(record)} no longer held: {reason}")


@app.command
def destroy(folder: Path, *, record: Ids, authority: str, early: str = "") -> None:
    """Destroy every version of records for good, and print the certificate as JSON.

    Args:
        folder: the mission's.
        record: ids of the records.
        authority: the rule or the decision by which.
        early: why they go before their time, such as consent taken back.
    """
    import msgspec

    from peaceops.services.folder import open_mission
    from peaceops.services.register.keeping import destroy_records

    own = open_mission(folder).settings.keeping
    session = at_work(folder)
    certificate = destroy_records(session, record, authority, own=own, early=early, folder=folder)
    say(msgspec.json.encode(certificate, order="sorted").decode())


@app.command
def certificates(folder: Path) -> None:
    """Print all certificates of destruction, one line of JSON each, the newest first.

    Args:
        folder: the mission's.
    """
    import msgspec

    from peaceops.services.register.keeping import destruction_certificates

    for certificate in destruction_certificates(at_work(folder)):
        say(msgspec.json.encode(certificate, order="sorted").decode())
