"""Commands that let records out: look first, then release; and who has received what."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Parameter

from peaceops.cli.at_work import at_work
from peaceops.cli.console import say

if TYPE_CHECKING:
    from peaceops.domain.release import ReleaseLogEntry

app = App(
    name="release",
    help="Let records out to an audience: look at its view first. Sign in as for record.",
)

Ids = Annotated[tuple[str, ...], Parameter(consume_multiple=True)]


@app.command
def preview(
    folder: Path,
    *,
    record: Ids,
    audience: str,
    outside: Annotated[bool, Parameter(negative="")] = False,
    read: Ids = (),
) -> None:
    """Show what the recipient would have, and what would stay and why. Nothing is written.

    Args:
        folder: the mission's.
        record: ids of the records.
        audience: internal, staff or public.
        outside: it leaves mission and Secretariat.
        read: ids of records whose words you have read for this release.
    """
    import msgspec

    from peaceops.services.register.release import ReleaseRequest
    from peaceops.services.register.release import preview as look

    session = at_work(folder)
    request = ReleaseRequest(
        names=record, audience=_audience(audience), recipient="", purpose="", outside=outside,
        read=frozenset(read),
    )  # fmt: skip
    shown = look(session, request)
    for thing in shown.things:
        content = msgspec.json.encode(thing.content, order="sorted").decode()
        say(f"{thing.kind} {thing.id}: {content}")
    for kept in shown.withheld:
        part = f", {kept.field}" if kept.field else ""
        say(f"stays: {kept.id}{part}: {kept.reason.value}")


@app.command
def write(
    folder: Path,
    out: Path,
    *,
    record: Ids,
    audience: str,
    recipient: str,
    purpose: str,
    outside: Annotated[bool, Parameter(negative="")] = False,
    read: Ids = (),
) -> None:
    """Release records: write the file with a watermark, and both log and audit.

    Args:
        folder: the mission's.
        out: file to be written.
        record: ids of the records.
        audience: internal, staff or public.
        recipient: the body that receives it.
        purpose: what for.
        outside: it leaves mission and Secretariat.
        read: ids of records whose words you have read for this release.
    """
    from peaceops.services.register.release import ReleaseRequest, make_release

    request = ReleaseRequest(
        names=record, audience=_audience(audience), recipient=recipient, purpose=purpose,
        outside=outside, read=frozenset(read),
    )  # fmt: skip
    _write(out, make_release(at_work(folder), request))


@app.command(name="list")
def list_(
    folder: Path,
    out: Path,
    *,
    kind: Ids = (),
    area: Ids = (),
    since: str | None = None,
    until: str | None = None,
    words: str = "",
    audience: str,
    recipient: str,
    purpose: str,
    outside: Annotated[bool, Parameter(negative="")] = False,
) -> None:
    """Release all records that a question finds, as far as you may see them.

    Args:
        folder: the mission's.
        out: file to be written.
        kind: noun of the records, such as threat.
        area: where.
        since, until: first and last day of what they tell, YYYY-MM-DD.
        words: all of them stand in the record's text.
        audience: internal, staff or public.
        recipient: the body that receives it.
        purpose: what for.
        outside: it leaves mission and Secretariat.
    """
    from peaceops.cli.day import parse_day
    from peaceops.registers.record.listing import Query
    from peaceops.services.register.export import export_list

    query = Query(
        kinds=kind, areas=area, words=words,
        since=parse_day(since, "--since"), until=parse_day(until, "--until"),
    )  # fmt: skip
    made = export_list(
        at_work(folder), query, audience=_audience(audience), recipient=recipient, purpose=purpose,
        outside=outside,
    )  # fmt: skip
    _write(out, made)


@app.command
def threat(
    folder: Path,
    threat: str,
    out: Path,
    *,
    audience: str,
    recipient: str,
    purpose: str,
    outside: Annotated[bool, Parameter(negative="")] = False,
    read: Ids = (),
) -> None:
    """Release a threat with its responses, dissents, evidence and what was put forward.

    Args:
        folder: the mission's.
        threat: id.
        out: file to be written.
        audience: internal, staff or public.
        recipient: the body that receives it.
        purpose: what for.
        outside: it leaves mission and Secretariat.
        read: ids of records whose words you have read for this release.
    """
    from peaceops.services.register.export import export_threat

    made = export_threat(
        at_work(folder), threat, audience=_audience(audience), recipient=recipient,
        purpose=purpose, outside=outside, read=frozenset(read),
    )  # fmt: skip
    _write(out, made)


@app.command
def log(folder: Path, *, record: str | None = None) -> None:
    """List what was released, to whom and by whom.

    Args:
        folder: the mission's.
        record: only releases with which this record went out.
    """
    from peaceops.services.register.release import received_by, release_log

    session = at_work(folder)
    found = release_log(session) if record is None else received_by(session, record)
    for entry in found:
        say(
            f"{entry.day} {entry.id} {entry.audience} for {entry.recipient}, by {entry.post}: "
            f"{entry.purpose}; {entry.things} things"
        )
    say(f"{len(found)} releases")


def _write(out: Path, made: "tuple[ReleaseLogEntry, bytes]") -> None:
    from peaceops.services.register.release import write_release

    entry, content = made
    write_release(out, content)
    say(f"{out}: {entry.things} things, release {entry.id} for {entry.recipient}")
    for reason, count in entry.withheld.items():
        say(f"stayed: {count}: {reason}")


def _audience(name: str) -> Any:
    from peaceops.domain.error import PeaceopsError
    from peaceops.domain.marking import Audience

    try:
        return Audience(name)
    except ValueError:
        raise PeaceopsError(
            f"no such audience: {name}", remedy=f"one of: {', '.join(Audience)}"
        ) from None
