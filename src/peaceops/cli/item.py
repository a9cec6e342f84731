"""Commands about items: log, import, grade, attach a file and fetch it."""

from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import App, Parameter

from peaceops.cli.at_work import at_work
from peaceops.cli.console import say

app = App(
    name="item",
    help="Log what was told, import lists and forms, grade items, keep their files. Who you are "
    "is said as for `peaceops record`.",
)

Credibility = Literal["1", "2", "3", "4", "5", "6"]
Reliability = Literal["A", "B", "C", "D", "E", "F"]
ItemKind = Literal[
    "alert", "patrol", "liaison", "interview", "radio", "open_source", "partner", "imagery",
    "survey", "cleared_statement",
]  # fmt: skip


@app.command
def log(
    folder: Path,
    item: str,
    text: str,
    *,
    date: str | None = None,
    until: str | None = None,
    place: str = "",
    area: str | None = None,
    actor: tuple[str, ...] = (),
    killed: int | None = None,
    injured: int | None = None,
    component: str | None = None,
    channel: str | None = None,
    kind: ItemKind | None = None,
    grade: str | None = None,
    source: str | None = None,
    origin: tuple[str, ...] = (),
    consent: str | None = None,
) -> None:
    """Log what was told.

    Args:
        folder: the mission's.
        item: id of the new item.
        text: what was told.
        date, until: first and last day of what it tells, YYYY-MM-DD.
        place: coordinates, MGRS, or the name of a place that the mission knows.
        area: where, as recorded; by default the first-level unit of the point.
        actor: whom it names: units and groups, never a person; may be given several times.
        killed, injured: people; leave out what was not told.
        component: part of the mission that took it.
        channel: by which it came.
        kind: of report; human rights case data have none and are not recorded.
        grade: reliability and credibility, such as B2.
        source: id of a recorded source.
        origin: id of what it repeats; may be given several times.
        consent: what its source allows.
    """
    from peaceops.cli.day import parse_day
    from peaceops.domain.strategy.information import ItemNode
    from peaceops.services.area import mission_boundary
    from peaceops.services.folder import open_mission
    from peaceops.services.register.item import log_item, place_told
    from peaceops.services.register.item_import import with_areas
    from peaceops.services.register.standing import made

    session = at_work(folder)
    told: dict[str, Any] = {
        "id": item, "text": text, "date": parse_day(date, "--date"), "area": area,
        "date_end": parse_day(until, "--until"), "place": place, "actors": actor,
        "killed": killed, "injured": injured, "component": component, "channel": channel,
        "kind": kind, "grade": grade, "origins": origin, "consent": consent,
    }  # fmt: skip
    if place:
        point = place_told(folder, place)
        told |= {
            "latitude": point.latitude, "longitude": point.longitude,
            "place_radius_km": round(point.radius_km, 3), "place_precision": int(point.precision),
            "place": place if point.how == "name" else "",
        }  # fmt: skip
    (placed,) = with_areas([made(ItemNode, **told)], mission_boundary(open_mission(folder)))
    written = log_item(session, placed, source=source)
    say(f"{written.id}: version {written.version} recorded")


@app.command(name="import")
def import_(
    folder: Path,
    file: Path,
    mapping: Path,
    *,
    without_sources: Annotated[bool, Parameter(negative="")] = False,
    try_only: Annotated[bool, Parameter(name="--try", negative="")] = False,
) -> None:
    """Take in a list (XLSX, CSV) or the answers of a KoboToolbox form; say what was set aside.

    Args:
        folder: the mission's.
        file: list, workbook or answers of a form.
        mapping: TOML file that says what the columns mean.
        without_sources: leave out who told.
        try_only: say what would come of it and record nothing.
    """
    from peaceops.services.register.item_import import import_items

    taken = import_items(
        at_work(folder), folder, file, mapping, without_sources=without_sources, try_only=try_only
    )
    for reject in taken.rejects:
        say(f"{file.name}:{reject.line}: {reject.reason}")
    for note in taken.notes:
        say(f"  {note}")
    held = f", {taken.withdrawn} withdrawn before and left so" if taken.withdrawn else ""
    held += f", {taken.closed} sealed and left as they are" if taken.closed else ""
    would = "would be " if try_only else ""
    say(
        f"{taken.new} items {would}new, {taken.changed} changed, {taken.same} as they were{held}; "
        f"{len(taken.rejects)} rows set aside"
    )


@app.command
def grade(
    folder: Path,
    item: str,
    credibility: Credibility,
    *,
    base_version: int,
    reason: str,
    reliability: Reliability | None = None,
) -> None:
    """Grade an item; 1 takes another report of separate origin that a person tied to it.

    Args:
        folder: the mission's.
        item: id.
        credibility: 1 to 5, or 6 for not known.
        base_version: the version you had before you.
        reason: why.
        reliability: of its source, A to E, or F for not known; by default as it stands.
    """
    from peaceops.domain import grading
    from peaceops.services.register.item import grade_item

    written = grade_item(
        at_work(folder),
        item,
        base_version=base_version,
        reason=reason,
        credibility=grading.Credibility(credibility),
        reliability=None if reliability is None else grading.Reliability(reliability),
    )
    say(f"{written.id}: {getattr(written.payload, 'grade', '')}, version {written.version}")


@app.command
def attach(folder: Path, item: str, file: Path) -> None:
    """Attach a file to an item; it is looked at first, and marked and sealed as the item is.

    Args:
        folder: the mission's.
        item: id.
        file: at most 50 MB; no programs, no archives.
    """
    from peaceops.services.register import attachment

    written = attachment.attach(at_work(folder), folder, item, file)
    say(f"{written.id}: attached to {item}")


@app.command
def fetch(folder: Path, attachment: str, out: Path) -> None:
    """Write an attached file to the disk, in plain text.

    Args:
        folder: the mission's.
        attachment: id, such as AT-1f2e3d4c.
        out: file to be written.
    """
    from peaceops.services.folder import write_whole, writing
    from peaceops.services.register.attachment import read_attachment

    content = read_attachment(at_work(folder), folder, attachment).content
    with writing(out):
        write_whole(out, content)
    say(f"{out}: {len(content)} bytes")
