"""Take a list or the answers of a form into the items, by a mapping; say what was set aside.

A list that comes again changes only what it tells otherwise. What people withdrew stays withdrawn,
whatever a list says.
"""

from collections.abc import Sequence
from pathlib import Path

import msgspec
import shapely
from django.db import transaction

from peaceops.acquire.boundary import Boundary
from peaceops.acquire.item_intake import ItemIntake, Reject, read_items
from peaceops.acquire.item_mapping import read_item_mapping
from peaceops.acquire.place import index_places
from peaceops.acquire.upload import Upload, read_upload
from peaceops.domain.access import Duty
from peaceops.domain.audit import Act
from peaceops.domain.error import PeaceopsError
from peaceops.domain.marking import Level
from peaceops.domain.record import Payload, Record, id_of
from peaceops.domain.role import PERMITS
from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.information import ItemNode, SourceNode
from peaceops.registers.record.history import newest_of
from peaceops.services.area import mission_boundary, mission_places
from peaceops.services.folder import open_mission
from peaceops.services.register.area import UNIT
from peaceops.services.register.session import Session, demand, note
from peaceops.services.register.writing import Entry, write_records


class ImportedItems(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a list.

    Attributes:
        new, changed, same: items.
        withdrawn: items that people withdrew; they stay so.
        closed: items that stand sealed, and that this person can not open; they stay as they are.
        rejects: rows set aside, with line and reason. They are shown and kept nowhere.
        notes: what a person should know.
    """

    new: int
    changed: int
    same: int
    withdrawn: int
    closed: int
    rejects: tuple[Reject, ...]
    notes: tuple[str, ...]


def import_items(
    session: Session,
    folder: Path,
    file: Path,
    mapping: Path,
    *,
    without_sources: bool = False,
    try_only: bool = False,
) -> ImportedItems:
    """Read a list and record its items, all that are sound or none.

    Args:
        session: who imports.
        folder: the mission's; its boundary and its towns tell where places lie.
        file: list, workbook or answers of a form.
        mapping: TOML file that says what the columns mean (`acquire.item_mapping`).
        without_sources: leave out who told; for those who do not record sources.
        try_only: say what would come of it and record nothing.

    Raises:
        PeaceopsError: the file is refused (`acquire.upload`), the mapping does not fit, it holds
            human rights case data, or this person may not.
    """
    demand(session, Duty.IMPORT)
    try:
        meaning = mapping.read_bytes()
    except OSError as error:
        raise PeaceopsError(
            f"can not be read: {error.strerror or error}", where=str(mapping)
        ) from error
    return import_upload(
        session, folder, read_upload(file), meaning, mapping.name,
        without_sources=without_sources, try_only=try_only,
    )  # fmt: skip


def import_upload(
    session: Session,
    folder: Path,
    upload: Upload,
    meaning: bytes,
    where: str,
    *,
    without_sources: bool = False,
    try_only: bool = False,
) -> ImportedItems:
    """Record the items of a list that was looked at; otherwise the same as `import_items`.

    Args:
        session, folder, without_sources, try_only: as of `import_items`.
        upload: the list.
        meaning: text of the mapping, TOML.
        where: the mapping's name, for what is wrong in it.

    Raises:
        PeaceopsError: the mapping does not fit, the list holds human rights case data, or this
            person may not.
    """
    demand(session, Duty.IMPORT)
    mission = open_mission(folder)
    plan = read_item_mapping(meaning, where=where)
    places = mission_places(mission)
    intake = read_items(upload, plan, index_places(places), session.now.date())
    items = with_areas(intake.items, mission_boundary(mission))
    payloads: list[Payload] = [*items, *([] if without_sources else _who_told(session, intake))]
    names = [id_of(payload) for payload in payloads]
    standing = newest_of(names, session.keys)
    entries, counts = _entries(payloads, standing, f"taken from {intake.name}")
    if entries and not try_only:
        with transaction.atomic():
            write_records(session, entries)
            note(
                session,
                Act.IMPORT,
                kind=ItemNode.noun,
                count=counts["new"] + counts["changed"],
                level=max(item.marking.level for item in items) if items else Level.UNCLASSIFIED,
                reason=f"{intake.name}, SHA-256 {intake.sha256}, {len(intake.rejects)} rejected",
            )
    return ImportedItems(**counts, rejects=intake.rejects, notes=intake.notes)


def with_areas(items: Sequence[ItemNode], boundary: Boundary) -> tuple[ItemNode, ...]:
    """Give items that name no area the first-level unit in which their point lies."""
    bare = [
        place for place, item in enumerate(items) if item.area is None and item.latitude is not None
    ]
    if not bare:
        return tuple(items)
    points = shapely.points(
        [items[place].longitude for place in bare], [items[place].latitude for place in bare]
    )
    tree = shapely.STRtree([unit.geometry for unit in boundary.units])
    point, unit = tree.query(points, predicate="intersects")
    found = dict(zip(point.tolist(), unit.tolist(), strict=True))
    done = list(items)
    for number, place in enumerate(bare):
        if number in found:
            name = f"{UNIT}{boundary.units[found[number]].name}"
            done[place] = msgspec.structs.replace(items[place], area=name)
    return tuple(done)


def _who_told(session: Session, intake: ItemIntake) -> list[Payload]:
    """Return sources, their ties to items, and their identities."""
    if not intake.told_by:
        return []
    writes = frozenset().union(
        *(permit.writes for role in session.reader.roles for permit in PERMITS[role])
    )
    if not {SourceNode.noun, "edge"} <= writes:
        raise PeaceopsError(
            "the list names sources, which this post does not record",
            where=intake.name,
            remedy="leave them out with --without-sources, or let an analyst import it",
        )
    sources = dict.fromkeys(told.source for told in intake.told_by)
    known = newest_of(sources, {})
    return [
        *(SourceNode(id=name) for name in sources if name not in known),
        *(
            Edge(kind="from_source", source=told.item, target=told.source)
            for told in intake.told_by
        ),
        *intake.identities,
    ]


def _entries(
    payloads: Sequence[Payload], standing: dict[str, Record], reason: str
) -> tuple[list[Entry], dict[str, int]]:
    entries = []
    counts = dict.fromkeys(("new", "changed", "same", "withdrawn", "closed"), 0)
    for payload in payloads:
        stands = standing.get(id_of(payload))
        if stands is None:
            state = "new"
        elif stands.withdrawn:
            state = "withdrawn"
        elif stands.payload is None:  # whether it says the same can not be told
            state = "closed"
        elif stands.payload == payload:
            state = "same"
        else:
            state = "changed"
        counts[state] += isinstance(payload, ItemNode)
        if state in {"new", "changed"}:
            version = stands.version if stands else 0
            entries.append(Entry(payload=payload, base_version=version, reason=reason))
    return entries, counts
