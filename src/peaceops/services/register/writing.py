"""Write records, change them, undo and withdraw; every other use-case that writes stands on it."""

from collections.abc import Mapping, Sequence

import msgspec
from django.db import transaction

from peaceops.domain.access import Duty, Subject, may_do, may_read, may_write
from peaceops.domain.audit import Act
from peaceops.domain.error import PeaceopsError
from peaceops.domain.marking import Level, Marking, combined, may_see
from peaceops.domain.record import Action, Holding, Payload, Record, areas_of, id_of
from peaceops.domain.record_kind import kind_of
from peaceops.domain.safe_text import struct_text_fault, text_fault
from peaceops.domain.strategy.edge import Edge
from peaceops.registers.record.body import is_sealed
from peaceops.registers.record.history import edges_at, newest_of
from peaceops.registers.record.naming import subjects_of
from peaceops.registers.record.store import Draft, append
from peaceops.services.register.area import unit_finder
from peaceops.services.register.reading import (
    ends_of,
    read_record,
    record_history,
    subject_of,
)
from peaceops.services.register.session import Session, note, refuse

LONGEST_ID, LONGEST_NAME = 200, 80
"""Characters of an id or an area, and of a team or contributor, as the tables hold them."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants recorded.

    Attributes:
        payload: the thing, or a relation.
        base_version: version that the author had before them; 0 for what is new, None for
            whatever stands.
        team, contributor: as on `Record`; None leaves what stands, or what the payload names.
        reason: why.
    """

    payload: Payload
    base_version: int | None = 0
    team: str | None = None
    contributor: str | None = None
    reason: str = ""


def write_record(session: Session, entry: Entry) -> Record:
    """Record one thing, new or changed.

    Raises:
        ConflictError: somebody changed it meanwhile; nothing was written.
        PeaceopsError: with exit code 4, where the author may not.
    """
    return write_records(session, [entry])[0]


def write_records(
    session: Session, entries: Sequence[Entry], *, action: Action | None = None
) -> tuple[Record, ...]:
    """Record several things, all or none, as one act.

    Args:
        session: who records.
        entries: at most one for each record.
        action: None for create or edit, as the case is.

    Raises:
        ConflictError: somebody changed one meanwhile; nothing was written.
        PeaceopsError: with exit code 4, where the author may not write one of them.
    """
    standing = newest_of([id_of(entry.payload) for entry in entries], session.keys)
    markings = _markings(entries)
    drafts = [
        _draft(entry, standing.get(id_of(entry.payload)), markings, action) for entry in entries
    ]
    for draft in drafts:
        _refuse_write(session, draft, standing.get(id_of(draft.payload)))
    drafts += _edges_that_follow(session, drafts, standing)
    kinds = {kind_of(draft.payload) for draft in drafts}
    with transaction.atomic():
        written = append(drafts, session.writer, unit_finder(entry.payload for entry in entries))
        note(
            session,
            _ACTS.get(action, Act.WRITE) if action else Act.WRITE,
            kind=kinds.pop() if len(kinds) == 1 else "",
            ids=tuple(record.id for record in written),
            level=max((record.marking.level for record in written), default=Level.UNCLASSIFIED),
            reason=_open_reason(drafts),
        )
    return written[: len(entries)]


def undo(session: Session, name: str, *, base_version: int, reason: str) -> Record:
    """Put back what a record said before its newest version; both stay on record.

    Raises:
        PeaceopsError: there is nothing before it, or this person may not.
    """
    versions = record_history(session, name)
    newest_first = versions[::-1]
    before = next((one for one in newest_first[1:] if one.holding is Holding.OPEN), None)
    if before is None or before.payload is None:
        raise PeaceopsError("there is nothing before it to go back to", where=name)
    entry = Entry(
        payload=before.payload,
        base_version=base_version,
        team=before.team,
        contributor=before.contributor,
        reason=reason,
    )
    return write_records(session, [entry], action=Action.UNDO)[0]


def withdraw(session: Session, name: str, *, base_version: int, reason: str) -> Record:
    """Say that a record no longer counts; it stays on record and can be put back with `undo`.

    Raises:
        PeaceopsError: no reason is given, or this person may not.
    """
    if not reason.strip():
        raise PeaceopsError("a reason must be given", where=name)
    record = read_record(session, name)
    if record.payload is None:
        raise PeaceopsError(f"its content is {record.holding}", where=name)
    entry = Entry(payload=record.payload, base_version=base_version, reason=reason)
    return write_records(session, [entry], action=Action.WITHDRAW)[0]


def _open_reason(drafts: Sequence[Draft]) -> str:
    """Return why, for the audit; the reason for what is sealed is sealed with it."""
    lies_open = len(drafts) == 1 and not is_sealed(drafts[0].marking)
    return drafts[0].reason if lies_open else ""


_ACTS = {Action.UNDO: Act.UNDO, Action.WITHDRAW: Act.WITHDRAW}


def _markings(entries: Sequence[Entry]) -> dict[str, Marking]:
    """Return the markings of nodes by id: of those written now, and of those at edges' ends."""
    written = {
        entry.payload.id: entry.payload.marking
        for entry in entries
        if not isinstance(entry.payload, Edge)
    }
    ends = {
        end
        for entry in entries
        if isinstance(entry.payload, Edge)
        for end in (entry.payload.source, entry.payload.target)
        if end not in written
    }
    return {name: subject.marking for name, subject in subjects_of(ends).items()} | written


def _draft(
    entry: Entry, stands: Record | None, markings: Mapping[str, Marking], action: Action | None
) -> Draft:
    payload = entry.payload
    team, contributor = entry.team, entry.contributor
    if team is None:
        team = stands.team if stands else ""
    if contributor is None:
        named = getattr(payload, "contributor", None)
        contributor = named or (stands.contributor if stands else "")
    return Draft(
        payload=payload,
        marking=_marking(payload, markings),
        base_version=entry.base_version,
        action=action,
        team=team,
        contributor=contributor,
        reason=entry.reason,
    )


def _marking(payload: Payload, markings: Mapping[str, Marking]) -> Marking:
    """Return a thing's marking; that of a relation is never below its ends'."""
    if not isinstance(payload, Edge):
        return payload.marking
    ends = (markings.get(end, Marking()) for end in (payload.source, payload.target))
    return combined([payload.marking, *ends])


def _edges_that_follow(
    session: Session, drafts: Sequence[Draft], standing: Mapping[str, Record]
) -> list[Draft]:
    """Mark the relations of things anew whose own marking changes.

    A relation that this author can not open stays as it is: it is shown to nobody who may not see
    both of its ends (`reading.readable`).
    """
    written = {id_of(draft.payload) for draft in drafts}
    changed = {
        draft.payload.id: draft.marking
        for draft in drafts
        if not isinstance(draft.payload, Edge)
        and draft.payload.id in standing
        and standing[draft.payload.id].marking != draft.marking
    }
    if not changed:
        return []
    edges = [edge for edge in edges_at(changed, session.keys) if edge.id not in written]
    ends = subjects_of(ends_of(edges))
    markings = {name: subject.marking for name, subject in ends.items()} | changed
    return [
        Draft(
            payload=edge.payload,
            marking=_marking(edge.payload, markings),
            base_version=edge.version,
            team=edge.team,
            contributor=edge.contributor,
            reason="one of its ends is marked otherwise",
        )
        for edge in edges
        if edge.payload is not None
    ]


def _length_fault(draft: Draft) -> str:
    """Say which name is longer than the tables hold it; empty where none is."""
    payload = draft.payload
    ids = (payload.source, payload.target) if isinstance(payload, Edge) else (payload.id,)
    for what, names, most in (
        ("an id", (*ids, *areas_of(payload)), LONGEST_ID),
        ("the name of a team or contributor", (draft.team, draft.contributor), LONGEST_NAME),
    ):
        if any(len(name) > most for name in names):
            return f"{what} is longer than {most} characters"
    return ""


def _refuse_write(session: Session, draft: Draft, stands: Record | None) -> None:
    """Stop a version that its author may not write, over what stands or as it would stand."""
    name, kind = id_of(draft.payload), kind_of(draft.payload)
    fault = struct_text_fault(draft.payload) or text_fault(draft.reason)
    fault = fault or _length_fault(draft)
    if fault:
        raise PeaceopsError(fault, where=name[:LONGEST_ID], remedy="write it anew by hand")
    if stands is not None:
        if stands.kind != kind:
            raise PeaceopsError(f"{name} is a {stands.kind} already, not a {kind}")
        if not may_read(session.reader, subject_of(stands)):
            raise PeaceopsError(f"{name} can not be used here", remedy="choose another id")
        refuse(
            session, "changing it", may_write(session.reader, subject_of(stands)),
            kind=kind, name=name,
        )  # fmt: skip
        if not may_see(draft.marking, stands.marking):
            verdict = may_do(session.reader, Duty.DOWNGRADE)
            if verdict and not draft.reason.strip():
                raise PeaceopsError("marking it lower needs a reason", where=name)
            refuse(session, "marking it lower", verdict, kind=kind, name=name)
    subject = Subject(
        kind=kind,
        marking=draft.marking,
        areas=frozenset(areas_of(draft.payload)),
        team=draft.team,
        contributor=draft.contributor,
        author=session.reader.account,
    )
    verdict = may_write(session.reader, subject, new=stands is None)
    refuse(session, f"recording a {kind}", verdict, kind=kind, name=name)
