"""Commands over the registers' records: find, show, record, take in and take out."""

from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, Parameter

from peaceops.cli.at_work import at_work
from peaceops.cli.console import say

app = App(
    name="record",
    help="Find, show and record what people know, as far as you may. Who you are is said by "
    "PEACEOPS_TOKEN, or by PEACEOPS_USER, PEACEOPS_PASSWORD and PEACEOPS_CODE, or asked.",
)

Json = Annotated[bool, Parameter(name="--json", negative="")]


@app.command(name="list")
def list_(
    folder: Path,
    *,
    kind: tuple[str, ...] = (),
    area: tuple[str, ...] = (),
    since: str | None = None,
    until: str | None = None,
    words: str = "",
    withdrawn: Annotated[bool, Parameter(negative="")] = False,
    before: int | None = None,
    limit: int = 50,
    as_known: str | None = None,
    json: Json = False,
) -> None:
    """List records, newest first.

    Args:
        folder: of the mission.
        kind: noun of the records, such as item or threat; may be given several times.
        area: where; may be given several times.
        since, until: first and last day of what they tell, YYYY-MM-DD.
        words: all of them stand in the record's text.
        withdrawn: also what no longer counts.
        before: go on after a page: the number that it ended with.
        limit: records a page, at most 500.
        as_known: what was known at this time, YYYY-MM-DD or YYYY-MM-DDTHH:MM in UTC; with kind
            only.
        json: print JSON.
    """
    from peaceops.cli.day import parse_day
    from peaceops.registers.record.listing import Query
    from peaceops.services.register import reading

    session = at_work(folder)
    if as_known is not None:
        records = reading.as_known(session, _moment(as_known), kind or None)
        _show(records, None, as_json=json)
        return
    query = Query(
        kinds=kind, areas=area, words=words, withdrawn=withdrawn, before=before, limit=limit,
        since=parse_day(since, "--since"), until=parse_day(until, "--until"),
    )  # fmt: skip
    page = reading.list_records(session, query)
    _show(page.records, page.next, as_json=json)


@app.command
def show(folder: Path, record: str, *, history: bool = False, json: Json = False) -> None:
    """Show a record, or all of its versions.

    Args:
        folder: of the mission.
        record: id.
        history: all versions, oldest first.
        json: print JSON.
    """
    from peaceops.services.register import reading

    session = at_work(folder)
    if history:
        _show(reading.record_history(session, record), None, as_json=json)
    else:
        _show((reading.read_record(session, record),), None, as_json=json)


@app.command
def why(folder: Path, record: str) -> None:
    """Say why you can, or can not, see a record.

    Args:
        folder: of the mission.
        record: id.
    """
    from peaceops.services.register.reading import explain_access

    say(explain_access(at_work(folder), record))


@app.command
def put(
    folder: Path,
    file: Path,
    *,
    base_version: int = 0,
    team: str | None = None,
    contributor: str | None = None,
    reason: str = "",
) -> None:
    """Record what a JSON file says: {"kind": "item", "payload": {"id": …}}.

    Args:
        folder: of the mission.
        file: JSON.
        base_version: the version you had before you; 0 for a new record.
        team: keep it within a team.
        contributor: whose units it is about.
        reason: why.
    """
    from peaceops.services.register.writing import Entry, write_record

    session = at_work(folder)
    entry = Entry(
        payload=_payload(file), base_version=base_version, team=team, contributor=contributor,
        reason=reason,
    )  # fmt: skip
    written = write_record(session, entry)
    say(f"{written.id}: version {written.version} recorded")


@app.command
def undo(folder: Path, record: str, *, base_version: int, reason: str = "") -> None:
    """Put back what a record said before its newest version; both stay on record.

    Args:
        folder: of the mission.
        record: id.
        base_version: the version you had before you.
        reason: why.
    """
    from peaceops.services.register import writing

    written = writing.undo(at_work(folder), record, base_version=base_version, reason=reason)
    say(f"{written.id}: version {written.version} says again what stood before")


@app.command
def withdraw(folder: Path, record: str, *, base_version: int, reason: str) -> None:
    """Say that a record no longer counts; it stays on record, and undo brings it back.

    Args:
        folder: of the mission.
        record: id.
        base_version: the version you had before you.
        reason: why.
    """
    from peaceops.services.register import writing

    written = writing.withdraw(at_work(folder), record, base_version=base_version, reason=reason)
    say(f"{written.id}: withdrawn with version {written.version}")


@app.command(name="take-strategy")
def take_strategy(folder: Path, strategy: Path | None = None) -> None:
    """Bring a strategy file into the registers; what says the same already is left alone.

    Args:
        folder: of the mission.
        strategy: file or folder of files; default: the mission's own.
    """
    from peaceops.services.register.strategy import take_strategy

    taken = take_strategy(at_work(folder), strategy or folder)
    say(f"{taken.new} new, {taken.changed} changed, {taken.same} as they were")
    if taken.missing:
        names = ", ".join(taken.missing[:10]) + (" …" if len(taken.missing) > 10 else "")
        say(f"{len(taken.missing)} records are not in the file and stay as they are: {names}")


@app.command(name="write-strategy")
def write_strategy(folder: Path, file: Path, *, as_known: str | None = None) -> None:
    """Write the strategy of the registers to a file, as far as you may see it.

    Args:
        folder: of the mission.
        file: to write; what is held apart stands in it in plain text.
        as_known: as it was known at this time, YYYY-MM-DD or YYYY-MM-DDTHH:MM in UTC.
    """
    from peaceops.services.register.strategy import write_strategy

    moment = None if as_known is None else _moment(as_known)
    drawn = write_strategy(at_work(folder), file, moment)
    say(f"{len(drawn.strategy.nodes)} things and {len(drawn.strategy.edges)} relations in {file}")
    if drawn.sealed or drawn.cut:
        say(
            f"left out: {drawn.sealed} sealed records, {drawn.cut} relations to what you do not see"
        )


@app.command
def export(folder: Path, file: Path, *, to: tuple[str, ...], recovery: bool = False) -> None:
    """Write all versions of all records to a file that only its recipients can open.

    Args:
        folder: of the mission.
        file: to write.
        to: age recipients.
        recovery: open what is sealed with the recovery key in PEACEOPS_RECOVERY_KEY.
    """
    from peaceops.services.register.mission import export_mission

    session = at_work(folder)
    key = _secret("PEACEOPS_RECOVERY_KEY") if recovery else ""
    count = export_mission(session, file, to, recovery=key)
    say(f"{count} versions written to {file}")


@app.command(name="import")
def import_(folder: Path, file: Path) -> None:
    """Put an exported mission into registers that hold no record yet.

    Args:
        folder: of the mission.
        file: as export wrote it; PEACEOPS_IDENTITY holds the age identity that opens it.
    """
    from peaceops.services.register.mission import import_mission

    session = at_work(folder)
    count = import_mission(session, file, _secret("PEACEOPS_IDENTITY"))
    say(f"{count} versions taken in")


def _payload(file: Path) -> Any:
    import msgspec

    from peaceops.domain.error import PeaceopsError
    from peaceops.domain.record_kind import payload_type

    try:
        given = msgspec.json.decode(file.read_bytes(), type=dict[str, Any])
        unknown = sorted(given.keys() - {"kind", "payload"})
        if unknown or not {"kind", "payload"} <= given.keys():
            raise PeaceopsError("wants kind and payload, nothing else", where=str(file))
        return msgspec.convert(given["payload"], payload_type(str(given["kind"])))
    except (msgspec.DecodeError, msgspec.ValidationError, OSError) as error:
        raise PeaceopsError(str(error), where=str(file)) from error


def _secret(name: str) -> str:
    import os

    from peaceops.domain.error import PeaceopsError

    value = os.environ.get(name, "")
    if not value:
        raise PeaceopsError(f"{name} is not set", remedy="secrets are never given as arguments")
    return value


def _moment(text: str) -> Any:
    from datetime import UTC, datetime

    from peaceops.domain.error import PeaceopsError

    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise PeaceopsError(
            f"not a time: {text}", remedy="2031-05-03 or 2031-05-03T14:00"
        ) from None
    if len(text) == len("2031-05-03"):
        moment = moment.replace(hour=23, minute=59, second=59, microsecond=999_999)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _show(records: Any, following: int | None, *, as_json: bool) -> None:
    if as_json:
        import json

        import msgspec

        plain = {
            "format": 1,
            "next": following,
            "records": [msgspec.to_builtins(one, order="deterministic") for one in records],
        }
        say(json.dumps(plain, ensure_ascii=False, sort_keys=True))
        return
    for one in records:
        say(_line(one))
    if following is not None:
        say(f"more: --before {following}")


def _line(one: Any) -> str:
    level = one.marking.level.name.lower().replace("_", " ")
    held = "".join(f", {name}" for name in sorted(one.marking.compartments))
    words = getattr(one.payload, "title", "") if one.payload is not None else f"({one.holding})"
    return (
        f"{one.id}  {one.kind}  version {one.version} ({one.action}), "
        f"{one.recorded_at:%Y-%m-%d %H:%M} UTC by {one.post or one.author} [{level}{held}]  {words}"
    ).rstrip()
