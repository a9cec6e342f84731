"""Read records: one, its history, a list, or all as known at a moment.

Reading what a person may not see and reading what was never there give the same answer, so that an
answer tells nobody what exists. What is confidential or above leaves an entry in the audit.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from peaceops.domain.access import Subject, may_read, why
from peaceops.domain.audit import Act, query_hash
from peaceops.domain.error import REFUSED, PeaceopsError
from peaceops.domain.marking import Level
from peaceops.domain.record import Record
from peaceops.domain.record_kind import EDGE, RECORD_KINDS
from peaceops.domain.role import OUTSIDE
from peaceops.domain.sight import Sight, sight_of
from peaceops.domain.strategy.edge import Edge
from peaceops.registers.record.history import history, known_at, newest, newest_of
from peaceops.registers.record.listing import Page, Query, count, find
from peaceops.registers.record.naming import subjects_of
from peaceops.services.register.session import Session, note


def read_record(session: Session, name: str) -> Record:
    """Return the newest version of a record.

    Raises:
        PeaceopsError: there is none that this reader may see.
    """
    record = _seen(session, name, newest(name, session.keys))
    note_read(session, [record])
    return record


def record_history(session: Session, name: str) -> tuple[Record, ...]:
    """Return the versions of a record that a reader may see, oldest first.

    Raises:
        PeaceopsError: there is none that this reader may see.
    """
    versions = history(name, session.keys)
    _seen(session, name, versions[-1] if versions else None)
    shown = readable(session, versions)
    note_read(session, shown)
    return shown


def list_records(session: Session, query: Query) -> Page:
    """Return a page of the records that a reader may see, newest first."""
    page = find(query, sight(session), session.keys)
    page = msgspec.structs.replace(page, records=readable(session, page.records))
    _note_search(session, query, page.records)
    return page


def count_records(session: Session, query: Query) -> int:
    """Return how many records a reader may see of what is looked for."""
    return count(query, sight(session))


def as_known(
    session: Session, moment: datetime, kinds: Iterable[str] | None = None
) -> tuple[Record, ...]:
    """Return what was known at a moment, as far as a reader may see it now.

    A record that was marked lower then than it is now is shown only to who may see it now.
    """
    found = known_at(moment, session.keys, kinds)
    now = newest_of([record.id for record in found], session.keys)
    seen_now = {record.id for record in readable(session, now.values())}
    shown = readable(session, [record for record in found if record.id in seen_now])
    _note_search(session, Query(kinds=tuple(kinds or ())), shown)
    return shown


def explain_access(session: Session, name: str) -> str:
    """Answer "why can I (not) see this?" in one line.

    People from outside the mission are not told of what they may not see.
    """
    record = newest(name, {})
    if record is None:
        return unseen(name).what
    verdict = may_read(session.reader, subject_of(record))
    if not verdict and session.reader.roles & OUTSIDE:
        return unseen(name).what
    return why(verdict)


def subject_of(record: Record) -> Subject:
    """Return a record's outside, which decides on who may see it."""
    return Subject(
        kind=record.kind,
        marking=record.marking,
        areas=frozenset(record.areas),
        team=record.team,
        contributor=record.contributor,
        author=record.author,
    )


def sight(session: Session) -> Sight:
    """Return all that a person may see."""
    return sight_of(session.reader, RECORD_KINDS)


def readable(session: Session, records: Iterable[Record]) -> tuple[Record, ...]:
    """Leave out what a reader may not see, and relations of which they may not see both ends."""
    found = [one for one in records if may_read(session.reader, subject_of(one))]
    edges = [one for one in found if one.kind == EDGE]
    if not edges:
        return tuple(found)
    ends = subjects_of(ends_of(edges))
    closed = {name for name, subject in ends.items() if not may_read(session.reader, subject)}
    return tuple(one for one in found if one.kind != EDGE or not closed & ends_of([one]))


def ends_of(edges: Iterable[Record]) -> set[str]:
    """Return the ids of the nodes at the ends of relations, as far as they can be opened."""
    return {
        end
        for edge in edges
        if isinstance(edge.payload, Edge)
        for end in (edge.payload.source, edge.payload.target)
    }


def _seen(session: Session, name: str, record: Record | None) -> Record:
    if record is None or not readable(session, [record]):
        if record is not None:
            note(session, Act.REFUSED, kind=record.kind, ids=(name,), reason="reading it")
        raise unseen(name)
    return record


def unseen(name: str) -> PeaceopsError:
    """Return the one answer to what is not there and to what is not for this reader."""
    return PeaceopsError("no such record, or none that you may see", where=name, exit_code=REFUSED)


def note_read(session: Session, records: Sequence[Record]) -> None:
    """Write down that something confidential or above was read."""
    held = [record for record in records if record.marking.level >= Level.CONFIDENTIAL]
    if held:
        note(
            session,
            Act.READ,
            kind=held[0].kind,
            ids=tuple(dict.fromkeys(record.id for record in held)),
            level=max(record.marking.level for record in held),
        )


def _note_search(session: Session, query: Query, records: Sequence[Record]) -> None:
    """Write down a search that showed something confidential or above."""
    held = [record for record in records if record.marking.level >= Level.CONFIDENTIAL]
    if held:
        note(
            session,
            Act.SEARCH,
            kind=",".join(query.kinds),
            ids=tuple(record.id for record in held),
            level=max(record.marking.level for record in held),
            query=query_hash(query.words) if query.words else "",
        )
