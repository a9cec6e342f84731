"""Keep records no longer than there is a reason to: review, hold, destroy with a certificate."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import msgspec
from django.db import transaction

from peaceops.domain.access import Duty
from peaceops.domain.attachment import AttachmentNode
from peaceops.domain.audit import Act
from peaceops.domain.error import REFUSED, PeaceopsError
from peaceops.domain.retention import (
    BY_KIND,
    Certificate,
    Destroyed,
    KeepingSettings,
    destruction_due,
    keeping_of,
    review_due,
)
from peaceops.registers.audit.keeping import (
    certificates,
    clear_remains,
    held,
    keep_certificate,
    lay_hold,
)
from peaceops.registers.record.body import is_sealed
from peaceops.registers.record.due import Aged, aged, recorded_before
from peaceops.registers.record.history import known_at, newest_of
from peaceops.registers.record.store import destroy
from peaceops.services.folder import writing
from peaceops.services.register.attachment import bytes_of
from peaceops.services.register.reading import readable
from peaceops.services.register.session import Session, demand, note

Own = Mapping[str, KeepingSettings]


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """A record that is due, and since when.

    Attributes:
        id, kind: of the record.
        since: day.
        held: reason of a legal hold on it; empty for none.
    """

    id: str
    kind: str
    since: date
    held: str = ""


def due_for_review(session: Session, own: Own | None = None) -> tuple[Due, ...]:
    """Return the records that this reader may see and that nobody has looked at for too long."""
    today = session.now.date()
    found = []
    for kind in sorted(BY_KIND):
        keeping = keeping_of(kind, own)
        first = today - timedelta(days=keeping.review_days - 1)
        found += [
            Due(id=one.id, kind=kind, since=review_due(keeping, one.recorded))
            for one in recorded_before(kind, first)
        ]
    names = [one.id for one in found]
    seen = {record.id for record in readable(session, newest_of(names, {}).values())}
    return _by_day(one for one in found if one.id in seen)


def due_for_destruction(session: Session, own: Own | None = None) -> tuple[Due, ...]:
    """Return the records whose time is over, by id, kind and day only.

    Raises:
        PeaceopsError: with exit code 4, where this person may not destroy.
    """
    demand(session, Duty.DESTROY)
    return overdue(session.now.date(), own)


def overdue(today: date, own: Own | None = None) -> tuple[Due, ...]:
    """Return the records whose time is over on a day, with the holds on them."""
    found = []
    for kind in sorted(BY_KIND):
        keeping = keeping_of(kind, own)
        for one in recorded_before(kind, today - timedelta(days=keeping.keep_days - 1)):
            since = destruction_due(keeping, one.recorded, one.happened_to)
            if since <= today:
                found.append(Due(id=one.id, kind=kind, since=since))
    holds = held()
    return _by_day(msgspec.structs.replace(one, held=holds.get(one.id, "")) for one in found)


def hold_records(session: Session, names: Sequence[str], reason: str) -> None:
    """Lay a legal hold on records: nobody destroys them until it is lifted.

    Raises:
        PeaceopsError: this person may not, or no reason is given.
    """
    _hold(session, names, reason, holds=True)


def lift_hold(session: Session, names: Sequence[str], reason: str) -> None:
    """Lift a legal hold.

    Raises:
        PeaceopsError: this person may not, or no reason is given.
    """
    _hold(session, names, reason, holds=False)


def destroy_records(
    session: Session,
    names: Sequence[str],
    authority: str,
    *,
    own: Own | None = None,
    early: str = "",
    folder: Path | None = None,
) -> Certificate:
    """Destroy every version of some records for good, and certify it.

    What stays: that each was there, when, by whom, and the hashes of what it held.

    Args:
        session: who does it, with the duty to.
        names: ids.
        authority: the rule or the decision by which.
        own: the mission's times of keeping.
        early: why records go before their time, such as consent taken back.
        folder: of the mission; the files attached to the records go with them.

    Raises:
        PeaceopsError: this person may not, a record is held or not due, or there is none.
    """
    demand(session, Duty.DESTROY)
    if not authority.strip():
        raise PeaceopsError("a destruction names its authority")
    found = [_known(name) for name in dict.fromkeys(names)]
    attached = _attached(session, {one.id for one in found})
    _refuse_held(session, [*names, *attached])
    if not early.strip():
        _refuse_not_due(session, found, own)
    reason = f"{authority}; before its time: {early}" if early.strip() else authority
    kinds = {one.id: one.kind for one in found} | dict.fromkeys(attached, AttachmentNode.noun)
    with transaction.atomic():
        destroyed = tuple(
            Destroyed(id=name, kind=kind, hashes=destroy(name, session.writer, reason)[1])
            for name, kind in kinds.items()
        )
        certificate = Certificate(
            id=f"D-{secrets.token_hex(6)}",
            at=session.now,
            account=session.reader.account,
            post=session.reader.post,
            authority=reason,
            records=destroyed,
        )
        keep_certificate(certificate)
        note(
            session,
            Act.DESTROY,
            ids=tuple(one.id for one in destroyed),
            reason=f"{certificate.id}: {reason}",
        )
    clear_remains()
    if folder is not None:
        _remove_files(session, folder, attached.values())
    return certificate


def destruction_certificates(session: Session) -> tuple[Certificate, ...]:
    """Return all certificates, the newest first, for whoever may destroy or read the audit."""
    demand(session, Duty.READ_AUDIT)
    return tuple(certificates())


def _known(name: str) -> Aged:
    found = aged(name)
    if found is None:
        raise PeaceopsError("no such record", where=name)
    return found


def _attached(session: Session, names: set[str]) -> dict[str, tuple[AttachmentNode, bool]]:
    """Return the attachments that are, or belong to, some records, and whether they are sealed."""
    found = known_at(session.now, session.keys, [AttachmentNode.noun])
    return {
        record.id: (record.payload, is_sealed(record.marking))
        for record in found
        if isinstance(record.payload, AttachmentNode) and names & {record.id, record.payload.item}
    }


def _remove_files(
    session: Session, folder: Path, gone: Iterable[tuple[AttachmentNode, bool]]
) -> None:
    """Delete the files of attachments; one that another attachment shares stays."""
    left = known_at(session.now, session.keys, [AttachmentNode.noun])
    shared = {
        record.payload.sha256 for record in left if isinstance(record.payload, AttachmentNode)
    }
    with writing(folder):
        for attachment, sealed in gone:
            if sealed or attachment.sha256 not in shared:
                bytes_of(folder, attachment, sealed=sealed).unlink(missing_ok=True)


def _refuse_held(session: Session, names: Sequence[str]) -> None:
    holds = held(names)
    if holds:
        name, reason = min(holds.items())
        note(session, Act.REFUSED, ids=tuple(sorted(holds)), reason=f"destroy: held, {reason}")
        raise PeaceopsError(
            f"under a legal hold: {reason}",
            where=name,
            remedy="lift the hold first, with its reason",
            exit_code=REFUSED,
        )


def _refuse_not_due(session: Session, found: Iterable[Aged], own: Own | None) -> None:
    today = session.now.date()
    for one in found:
        since = destruction_due(keeping_of(one.kind, own), one.recorded, one.happened_to)
        if since > today:
            note(session, Act.REFUSED, kind=one.kind, ids=(one.id,), reason="destroy: not due")
            raise PeaceopsError(
                f"not due before {since}",
                where=one.id,
                remedy="say why it goes before its time, such as consent taken back",
                exit_code=REFUSED,
            )


def _hold(session: Session, names: Sequence[str], reason: str, *, holds: bool) -> None:
    demand(session, Duty.DESTROY)
    if not reason.strip():
        raise PeaceopsError("a legal hold names its reason, and so does its end")
    records = [_known(name).id for name in dict.fromkeys(names)]
    with transaction.atomic():
        lay_hold(
            records,
            session.now,
            session.reader.account,
            session.reader.post,
            reason,
            holds=holds,
        )
        what = "laid" if holds else "lifted"
        note(session, Act.HOLD, ids=tuple(records), reason=f"{what}: {reason}")


def _by_day(found: Iterable[Due]) -> tuple[Due, ...]:
    return tuple(sorted(found, key=lambda one: (one.since, one.kind, one.id)))
