"""Let records out: first the reader's view, then, by a person's decision, the file.

Who prepares a release sees of it what they may see themselves; the one gate
(`domain.release_gate`) decides what of that an audience may have.
"""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import msgspec
from django.db import transaction

from peaceops.disseminate.release import left_out, release_file
from peaceops.domain.access import Duty
from peaceops.domain.audit import Act
from peaceops.domain.error import REFUSED, PeaceopsError
from peaceops.domain.marking import Audience
from peaceops.domain.record import Record
from peaceops.domain.release import (
    ALLOWANCES,
    Released,
    ReleaseLogEntry,
    ReleaseOrder,
    Thing,
)
from peaceops.domain.release_field import IDENTITY_KINDS, PRESENCE_KINDS
from peaceops.domain.release_gate import releasable
from peaceops.domain.shortfall import SHORTFALLS, Answer, answer_of
from peaceops.domain.strategy.information import ItemNode
from peaceops.domain.voice import DissentNode
from peaceops.registers.audit.release_log import log_release, releases, releases_of
from peaceops.registers.record.history import newest_of
from peaceops.registers.record.listing import ids_of, whole_kind
from peaceops.registers.record.naming import ids_within
from peaceops.services.folder import write_whole, writing
from peaceops.services.register.area import unit_finder
from peaceops.services.register.reading import readable, unseen
from peaceops.services.register.session import Session, demand, note

KEY_BYTES = 32
_DAYS_SHOWN = ("shared", "raised", "acknowledged")
"""Fields with the day on which a contributor was told of what it falls short in."""


class ReleaseRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What a person wants to let out.

    Attributes:
        names: ids of the records.
        audience: the widest circle that will have it.
        recipient: the body that receives it, by name of the body.
        purpose: what for.
        outside: it leaves mission and Secretariat; always so for the public.
        read: ids of records whose words the person has read for this release.
    """

    names: tuple[str, ...]
    audience: Audience
    recipient: str
    purpose: str
    outside: bool = False
    read: frozenset[str] = frozenset()


def preview(session: Session, request: ReleaseRequest) -> Released:
    """Return what the recipient would have, and what would stay and why; nothing is written out.

    Raises:
        PeaceopsError: with exit code 4, where a record is none that this person may see.
    """
    released, records = _pass(session, request)
    highest = max((record.marking.level for record in records), default=None)
    if highest:
        note(session, Act.READ, ids=request.names, level=highest, reason="preview of a release")
    return released


def release(session: Session, request: ReleaseRequest, out: Path) -> ReleaseLogEntry:
    """Release records to a file (`make_release`).

    Raises:
        PeaceopsError: as there, or a failing disk.
    """
    entry, content = make_release(session, request)
    with writing(out):
        write_whole(out, content)
    return entry


def make_release(session: Session, request: ReleaseRequest) -> tuple[ReleaseLogEntry, bytes]:
    """Return what may leave, with its watermark, once it stands in release log and audit.

    Raises:
        PeaceopsError: with exit code 4, where the person may not release, a record is none that
            they may see, or nothing may leave at all; the refusal is in the audit.
    """
    demand(session, Duty.RELEASE)
    if not (request.recipient.strip() and request.purpose.strip()):
        raise PeaceopsError("a release names its recipient and its purpose")
    released, _ = _pass(session, request)
    if not released.things:
        reasons = "; ".join(left_out(released)) or "there is nothing to release"
        note(session, Act.REFUSED, ids=request.names, reason=f"release: {reasons}")
        raise PeaceopsError(
            f"nothing of it may go to the {request.audience} audience: {reasons}",
            exit_code=REFUSED,
        )
    stayed = {kept.id for kept in released.withheld if not kept.field}
    went = tuple(name for name in request.names if name not in stayed)
    entry = _entry(session, request, released)
    content = release_file(released, entry)
    entry = msgspec.structs.replace(entry, sha256=hashlib.sha256(content).hexdigest())
    with transaction.atomic():
        log_release(entry, went)
        note(
            session,
            Act.RELEASE,
            ids=went,
            level=released.marking.level,
            reason=f"{entry.id} for {request.recipient} ({request.audience}): {request.purpose}",
        )
    return entry, content


def release_log(session: Session) -> tuple[ReleaseLogEntry, ...]:
    """Return what was released, the newest first, for whoever may release or read the audit."""
    demand(session, Duty.RELEASE)
    return tuple(releases())


def received_by(session: Session, name: str) -> tuple[ReleaseLogEntry, ...]:
    """Return the releases with which a record went out, the newest first.

    Raises:
        PeaceopsError: with exit code 4, where the person may not release, or see the record.
    """
    demand(session, Duty.RELEASE)
    if not readable(session, newest_of([name], session.keys).values()):
        raise unseen(name)
    return tuple(releases_of(name))


def _entry(session: Session, request: ReleaseRequest, released: Released) -> ReleaseLogEntry:
    return ReleaseLogEntry(
        id=f"R-{secrets.token_hex(6)}",
        day=session.now.date(),
        post=session.reader.post,
        audience=request.audience,
        recipient=request.recipient,
        purpose=request.purpose,
        marking=released.marking,
        things=len(released.things),
        withheld=left_out(released),
        sha256="",
    )


def _pass(session: Session, request: ReleaseRequest) -> tuple[Released, tuple[Record, ...]]:
    """Take records through the gate, with a key that is forgotten afterwards."""
    found = newest_of(request.names, session.keys)
    records = readable(session, [found[name] for name in request.names if name in found])
    missing = set(request.names) - {record.id for record in records}
    if missing:
        name = min(missing)
        note(session, Act.REFUSED, ids=tuple(sorted(missing)), reason="release: not readable")
        raise unseen(name)
    records = tuple(record for record in records if not record.withdrawn)
    order = ReleaseOrder(
        audience=request.audience,
        day=session.now.date(),
        outside=request.outside,
        read=request.read,
        nameable=_nameable(request.audience),
        aliased=_aliased(),
    )
    released = releasable(things_of(records), order, key=secrets.token_bytes(KEY_BYTES))
    return released, records


def things_of(records: Iterable[Record]) -> tuple[Thing, ...]:
    """Return records as the gate takes them."""
    records = tuple(records)
    unit_of = unit_finder(())
    words = _answers() if any(record.kind in SHORTFALLS for record in records) else {}
    return tuple(
        Thing(
            id=record.id,
            kind=record.kind,
            payload=record.payload,
            marking=record.marking,
            unit=next((unit for area in record.areas if (unit := unit_of(area))), ""),
            contributor=record.contributor,
            answer=_answer(record, words.get(record.id, "")),
        )
        for record in records
    )


def _nameable(audience: Audience) -> frozenset[str]:
    """Return what may be named to an audience although it is not released: what it may see."""
    allowed = ALLOWANCES[audience]
    if audience is Audience.PUBLIC:
        return frozenset()
    return ids_within(allowed.clearance, () if allowed.presence else PRESENCE_KINDS)


def _aliased() -> frozenset[str]:
    """Return the ids of all items and sources, wherever they may be named."""
    return ids_of({ItemNode.noun, *IDENTITY_KINDS})


def _answers() -> Mapping[str, str]:
    """Return what contributors said of records about them, by the record's id."""
    answers: dict[str, str] = {}
    for record in whole_kind(DissentNode.noun):
        said = record.payload
        if record.contributor and isinstance(said, DissentNode):
            answers[said.about] = said.text
    return answers


def _answer(record: Record, words: str) -> Answer | None:
    if record.kind not in SHORTFALLS or not record.contributor:
        return None
    days = (getattr(record.payload, field, None) for field in _DAYS_SHOWN)
    shown = next((day for day in days if isinstance(day, date)), None)
    return answer_of(record.contributor, shown, words)
