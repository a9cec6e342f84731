"""Write versions: all of a step or none, and never over somebody else's."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime

import msgspec
from django.db import IntegrityError, transaction

from peaceops.domain.error import PeaceopsError
from peaceops.domain.marking import Marking
from peaceops.domain.record import (
    Action,
    ConflictError,
    Holding,
    Payload,
    Record,
    areas_of,
    days_of,
    id_of,
)
from peaceops.domain.record_kind import FORMAT, kind_of, payload_to_bytes
from peaceops.registers.key.vault import destroy_key
from peaceops.registers.portion import AT_ONCE, portions
from peaceops.registers.record.body import Content, hash_of, is_sealed, make_body
from peaceops.registers.record.head import write_heads
from peaceops.registers.record.history import newest
from peaceops.registers.record.models import Body, Head, Version
from peaceops.registers.record.row import bits_of, record_of

UNIT_UNKNOWN = "unit not recorded"
"""Stands for the unit of an area that names none: nobody's areas hold it, so it stays closed."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A version that is to be written.

    Attributes:
        payload: what it holds.
        marking: of the record; never below the payload's own.
        base_version: the version that its author had before them: 0 for a new record, None for
            whatever stands (imports).
        action: None for create or edit, as the case is.
        team, contributor, reason: as on `Record`.
    """

    payload: Payload
    marking: Marking
    base_version: int | None = 0
    action: Action | None = None
    team: str = ""
    contributor: str = ""
    reason: str = ""


class Writer(msgspec.Struct, frozen=True, kw_only=True):
    """Who writes, and when.

    Attributes:
        account, post: of the author.
        at: instant, in UTC.
        keys: age identities by role, to show what stands where two people met.
    """

    account: str
    post: str
    at: datetime
    keys: Mapping[str, str] = {}


def append(
    drafts: Sequence[Draft], writer: Writer, unit_of: Callable[[str], str]
) -> tuple[Record, ...]:
    """Write versions, all or none.

    Args:
        drafts: at most one for each record.
        writer: who writes.
        unit_of: first-level unit of an area, empty where it is not known; beside the month, it is
            all that the search columns of a sealed record hold.

    Returns:
        the records as they now stand, in the order of the drafts.

    Raises:
        ConflictError: somebody was faster; nothing was written.
    """
    by_id = {id_of(draft.payload): draft for draft in drafts}
    if len(by_id) < len(drafts):
        raise PeaceopsError("the same record is written twice in one step")
    try:
        with transaction.atomic():
            standing = _standing(by_id)
            for name, draft in by_id.items():
                _refuse_conflict(name, draft, standing.get(name), writer)
            rows = _write_versions(by_id, standing, writer, unit_of)
            first = {name: head.first for name, head in standing.items()}
            write_heads(rows, first, {name: draft.payload for name, draft in by_id.items()})
    except IntegrityError:  # two people began the same record in the same moment
        for name, draft in by_id.items():
            _refuse_conflict(name, draft, Head.objects.filter(record=name).first(), writer)
        raise
    return tuple(
        record_of(row, draft.payload, Holding.OPEN, draft.reason)
        for row, draft in zip(rows, by_id.values(), strict=True)
    )


def destroy(record: str, writer: Writer, reason: str) -> tuple[Record, tuple[str, ...]]:
    """Take away every body of a record and its data key; the versions and their hashes stay.

    Returns:
        the tombstone, and the hashes of what was destroyed, oldest first.

    Raises:
        PeaceopsError: there is no such record, or it was destroyed before.
    """
    with transaction.atomic():
        head = _standing([record]).get(record)
        if head is None:
            raise PeaceopsError("no such record", where=record)
        bodies = list(Body.objects.filter(version__record=record).order_by("version"))
        if not bodies:
            raise PeaceopsError("destroyed before", where=record)
        last = head.current
        row = Version(
            record=record,
            version=head.version + 1,
            kind=last.kind,
            form=last.form,
            action=Action.DESTROY,
            author=writer.account,
            post=writer.post,
            reason=reason,
            recorded_at=writer.at,
            level=last.level,
            compartments=last.compartments,
            team=last.team,
            contributor=last.contributor,
            hash=last.hash,
        )
        row.save(force_insert=True)
        hashes = tuple(hash_of(body) for body in bodies)
        Body.objects.filter(version__record=record).delete()
        destroy_key(record)
        write_heads([row], {record: head.first}, {})
    return record_of(row, None, Holding.DESTROYED), hashes


def _standing(names: Iterable[str]) -> dict[str, Head]:
    """Fetch what stands, held until the step is done."""
    rows = Head.objects.select_for_update(of=("self",)).select_related("current")
    return {head.record: head for some in portions(names) for head in rows.filter(record__in=some)}


def _refuse_conflict(name: str, draft: Draft, head: Head | None, writer: Writer) -> None:
    stands = 0 if head is None else head.version
    if draft.base_version is None or draft.base_version == stands:
        return
    theirs = newest(name, writer.keys)
    if theirs is None:
        raise PeaceopsError("no such record to change", where=name)
    raise ConflictError(draft.payload, theirs)


def _write_versions(
    by_id: Mapping[str, Draft],
    standing: Mapping[str, Head],
    writer: Writer,
    unit_of: Callable[[str], str],
) -> list[Version]:
    bodies = [
        make_body(
            name,
            Content(payload_to_bytes(draft.payload), draft.reason),
            draft.marking,
            draft.contributor,
        )
        for name, draft in by_id.items()
    ]
    rows = [
        _version(name, draft, standing.get(name), body, writer, unit_of)
        for (name, draft), body in zip(by_id.items(), bodies, strict=True)
    ]
    rows = Version.objects.bulk_create(rows, batch_size=AT_ONCE)
    for row, body in zip(rows, bodies, strict=True):
        body.version = row
    Body.objects.bulk_create(bodies, batch_size=AT_ONCE)
    return rows


def _version(
    name: str,
    draft: Draft,
    head: Head | None,
    body: Body,
    writer: Writer,
    unit_of: Callable[[str], str],
) -> Version:
    payload = draft.payload
    areas: Iterable[str] = areas_of(payload)
    first, last = days_of(payload)
    valid_from, valid_to = payload.valid_from, payload.valid_to
    if is_sealed(draft.marking):
        areas = sorted({unit_of(area) or UNIT_UNKNOWN for area in areas})
        first, last, valid_from, valid_to = map(_month, (first, last, valid_from, valid_to))
    return Version(
        record=name,
        version=1 if head is None else head.version + 1,
        kind=kind_of(payload),
        form=FORMAT,
        action=draft.action or (Action.CREATE if head is None else Action.EDIT),
        author=writer.account,
        post=writer.post,
        reason="" if is_sealed(draft.marking) else draft.reason,
        recorded_at=writer.at,
        level=draft.marking.level,
        compartments=bits_of(draft.marking.compartments),
        areas=list(areas),
        team=draft.team,
        contributor=draft.contributor,
        happened_from=first,
        happened_to=last,
        valid_from=valid_from,
        valid_to=valid_to,
        hash=hash_of(body),
    )


def _month(day: date | None) -> date | None:
    return None if day is None else day.replace(day=1)
