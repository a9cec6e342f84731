"""Everything that leaves the registers goes through here: the one gate, then log and audit.

What is asked of the gate (`domain.release_gate`) is gathered here: markings, units, what sources
allow, what contributors answered, what may be named. What stays is refused and written down.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from django.db import transaction

from peaceops.disseminate.release import left_out
from peaceops.domain.alert import AlertNode
from peaceops.domain.audit import Act
from peaceops.domain.error import REFUSED, PeaceopsError
from peaceops.domain.record import Payload, Record
from peaceops.domain.release import (
    ALLOWANCES,
    Circle,
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
from peaceops.domain.warning_notice import NoticeNode
from peaceops.registers.audit.release_log import log_release
from peaceops.registers.record.history import newest_of
from peaceops.registers.record.listing import ids_of, whole_kind
from peaceops.registers.record.naming import ids_within
from peaceops.services.register.area import unit_finder
from peaceops.services.register.session import Session, note

Keys = Mapping[str, str]
NO_KEYS: Keys = {}
KEY_BYTES = 32
_DAYS_SHOWN = ("shared", "raised", "acknowledged")
"""Fields with the day on which a contributor was told of what it falls short in."""


def order_for(
    session: Session,
    circle: Circle,
    *,
    outside: bool = False,
    read: frozenset[str] = frozenset(),
    placed: frozenset[str] = frozenset(),
    named: frozenset[str] = frozenset(),
) -> ReleaseOrder:
    """Return what the gate is told of a release.

    Args:
        session: who releases.
        circle: to whom.
        outside, read, placed: see `ReleaseOrder`.
        named: ids that may be named beside those that the circle may see.
    """
    return ReleaseOrder(
        audience=circle,
        day=session.now.date(),
        outside=outside,
        read=read,
        placed=placed,
        nameable=_nameable(circle) | named,
        aliased=ids_of({ItemNode.noun, *IDENTITY_KINDS}),
    )


def through_gate(records: Iterable[Record], order: ReleaseOrder, keys: Keys = NO_KEYS) -> Released:
    """Take records through the gate, with pseudonyms whose key is forgotten afterwards.

    Args:
        records: as read; that this person may see them was asked before.
        order: from `order_for`, or made by hand where nothing else may be named.
        keys: of who releases, to open what a notice rests on.
    """
    return releasable(things_of(records, keys), order, key=secrets.token_bytes(KEY_BYTES))


def refuse_unless_any(session: Session, names: Sequence[str], released: Released) -> None:
    """Stop a release of which nothing may leave, and write down that it was tried.

    Raises:
        PeaceopsError: with exit code 4 and the reasons.
    """
    if released.things:
        return
    reasons = "; ".join(left_out(released)) or "there is nothing to release"
    note(session, Act.REFUSED, ids=tuple(names), reason=f"release: {reasons}")
    raise PeaceopsError(
        f"nothing of it may go to the {released.audience} audience: {reasons}", exit_code=REFUSED
    )


def entry_for(
    session: Session, released: Released, *, recipient: str, purpose: str, content: bytes = b""
) -> ReleaseLogEntry:
    """Return what the release log says of a release.

    Args:
        session: who releases.
        released: what the gate let through.
        recipient, purpose: for whom, by name of the body, and what for.
        content: what its hash is of; empty where the file carries the entry's own id.
    """
    return ReleaseLogEntry(
        id=f"R-{secrets.token_hex(6)}",
        day=session.now.date(),
        post=session.reader.post,
        audience=released.audience,
        recipient=recipient,
        purpose=purpose,
        marking=released.marking,
        things=len(released.things),
        withheld=left_out(released),
        sha256=hashlib.sha256(content).hexdigest() if content else "",
    )


def write_down(session: Session, entry: ReleaseLogEntry, names: Sequence[str]) -> None:
    """Put a release into log and audit; nothing leaves before it stands in both.

    Args:
        session: who releases.
        entry: from `entry_for`.
        names: ids of the records that went out.
    """
    with transaction.atomic():
        log_release(entry, tuple(names))
        note(
            session,
            Act.RELEASE,
            ids=tuple(names),
            level=entry.marking.level,
            reason=f"{entry.id} for {entry.recipient} ({entry.audience}): {entry.purpose}",
        )


def things_of(records: Iterable[Record], keys: Keys = NO_KEYS) -> tuple[Thing, ...]:
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
            unit=_unit(record, unit_of),
            contributor=record.contributor,
            answer=_answer(record, words.get(record.id, "")),
            rests_on=_rests_on(record.payload, keys) if record.payload is not None else (),
        )
        for record in records
    )


def _unit(record: Record, unit_of: Callable[[str], str]) -> str:
    """Return the one first-level unit that a record lies in; empty where there are several."""
    units = {unit_of(area) for area in record.areas}
    return units.pop() if len(units) == 1 else ""


def _rests_on(payload: Payload, keys: Keys) -> tuple[str | None, ...]:
    """Return what is allowed by the sources of the items that a notice rests on.

    Alerts count by the item that they were logged as. What is no record, or can not be opened, may
    have come from anybody: it counts as told without a consent on record.
    """
    if not isinstance(payload, NoticeNode):
        return ()
    basis = newest_of(payload.basis, keys)
    heard = {
        one.id: one.payload.item for one in basis.values() if isinstance(one.payload, AlertNode)
    }
    items = newest_of([item for item in heard.values() if item], keys)
    allowed: list[str | None] = []
    for name in payload.basis:
        record = items.get(heard[name] or "") if name in heard else basis.get(name)
        found = None if record is None else record.payload
        allowed.append(found.consent if isinstance(found, ItemNode) else None)
    return tuple(allowed)


def _nameable(circle: Circle) -> frozenset[str]:
    """Return what may be named to a circle although it is not released: what it may see."""
    allowed = ALLOWANCES[circle]
    if circle is Circle.PUBLIC:
        return frozenset()
    return ids_within(allowed.clearance, () if allowed.presence else PRESENCE_KINDS)


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
