"""Items: log what was told, grade it, say where it goes back to.

Source: doctrine B4 (item), B5 (grades), B15 (sources); R-02, R-07, R-08.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from peaceops.acquire.place import Place, index_places, parse_place
from peaceops.collate.origin import confirmation_gap, origin_chains
from peaceops.domain.collation_link import CollationLinkNode, told_together
from peaceops.domain.error import PeaceopsError
from peaceops.domain.grading import Credibility, Grading, Reliability
from peaceops.domain.record import Record
from peaceops.domain.safe_text import struct_text_fault
from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.information import ItemNode, SourceNode
from peaceops.registers.record.history import edges_at
from peaceops.services.area import mission_places
from peaceops.services.folder import open_mission
from peaceops.services.register.reading import readable
from peaceops.services.register.session import Session
from peaceops.services.register.standing import all_of, changed, standing
from peaceops.services.register.writing import Entry, write_record, write_records


def log_item(session: Session, item: ItemNode, *, source: str | None = None) -> Record:
    """Record what was told.

    Args:
        session: who took it.
        item: what was told; without a day of telling, it was told today.
        source: id of a recorded source.

    Raises:
        PeaceopsError: it tells of a day to come, holds characters that hide or reverse text, or
            comes graded 1 with nothing to confirm it.
    """
    today = session.now.date()
    fresh = changed(item, reported=item.reported or today)
    refuse_item(fresh, today)
    if (fresh.grade or "").endswith(Credibility.CONFIRMED):
        raise PeaceopsError(
            "a new item is not confirmed yet",
            where=item.id,
            remedy="grade it 2 at best, link it to what confirms it, then grade it 1",
        )
    entries = [Entry(payload=fresh)]
    if source is not None:
        standing(session, source, SourceNode)
        entries.append(Entry(payload=Edge(kind="from_source", source=item.id, target=source)))
    return write_records(session, entries)[0]


def place_told(folder: Path, text: str) -> Place:
    """Read a place as it was told: coordinates, MGRS, or a name that the mission knows.

    Raises:
        PeaceopsError: off the globe, or a name that fits no place or several.
    """
    return parse_place(text, index_places(mission_places(open_mission(folder))))


def refuse_item(item: ItemNode, today: date) -> None:
    """Stop an item that can not be what it says.

    Raises:
        PeaceopsError: why, in one line.
    """
    fault = struct_text_fault(item)
    if fault:
        raise PeaceopsError(fault, where=item.id, remedy="write it anew by hand")
    for field in ("date", "date_end", "reported", "cleared_on"):
        day = getattr(item, field)
        if day is not None and day > today:
            raise PeaceopsError(f"{field} has not come yet: {day}", where=item.id)


def grade_item(
    session: Session,
    name: str,
    *,
    base_version: int,
    reason: str,
    credibility: Credibility,
    reliability: Reliability | None = None,
) -> Record:
    """Grade an item anew; what it was graded before stays in its history.

    Args:
        session: who judges.
        name: id of the item.
        base_version: version that they had before them.
        reason: why.
        credibility: of the item; 1 takes another report of separate origin, tied by a link that a
            person accepted.
        reliability: of its source, as it stands with the item; None leaves it.

    Raises:
        PeaceopsError: no reason is given, or nothing of separate origin confirms it.
    """
    _, item = standing(session, name, ItemNode)
    if not reason.strip():
        raise PeaceopsError("a grade needs its reason", where=name)
    if credibility is Credibility.CONFIRMED:
        gap = confirmation_gap_of(session, name)
        if gap:
            raise PeaceopsError(f"it can not be graded 1: {gap}", where=name)
    letter = reliability or Reliability((item.grade or "F6")[0])
    graded = changed(item, grade=str(Grading(letter, credibility)))
    return write_record(session, Entry(payload=graded, base_version=base_version, reason=reason))


def confirmation_gap_of(session: Session, name: str) -> str:
    """Say what keeps an item from being confirmed; empty where nothing does.

    Reports that accepted links hold together tell of one thing; they confirm each other where
    their chains of origin do not meet. Whoever may not see sources judges by chains alone.
    """
    links = [link for _, link in all_of(session, CollationLinkNode)]
    group = next((group for group in told_together(links) if name in group), frozenset({name}))
    items = {item.id: item for _, item in all_of(session, ItemNode)}
    chains = origin_chains(items.values(), told_by(session, group))
    return confirmation_gap(chains[one] for one in sorted(group) if one in chains)


def told_by(session: Session, items: Iterable[str]) -> dict[str, str]:
    """Return the source of each of some items, as far as this person may see and open it."""
    wanted = set(items)
    return {
        edge.source: edge.target
        for edge in edges_of(session, wanted)
        if edge.kind == "from_source" and edge.source in wanted
    }


def edges_of(session: Session, nodes: Iterable[str]) -> tuple[Edge, ...]:
    """Return the relations that begin or end at some records, as far as a person may see them."""
    found = readable(session, edges_at(nodes, session.keys))
    return tuple(record.payload for record in found if isinstance(record.payload, Edge))
