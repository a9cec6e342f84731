"""Let records out: first the reader's view, then, by a person's decision, the file.

Who prepares a release sees of it what they may see themselves; the one gate
(`domain.release_gate`) decides what of that an audience may have.
"""

import hashlib
from pathlib import Path

import msgspec

from peaceops.disseminate.release import release_file
from peaceops.domain.access import Duty
from peaceops.domain.audit import Act
from peaceops.domain.error import PeaceopsError
from peaceops.domain.marking import Audience
from peaceops.domain.record import Record
from peaceops.domain.release import Circle, Released, ReleaseLogEntry
from peaceops.registers.audit.release_log import releases, releases_of
from peaceops.registers.record.history import newest_of
from peaceops.services.folder import write_whole, writing
from peaceops.services.register.gate import (
    entry_for,
    order_for,
    refuse_unless_any,
    through_gate,
    write_down,
)
from peaceops.services.register.reading import readable, unseen
from peaceops.services.register.session import Session, demand, note


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
    write_release(out, content)
    return entry


def write_release(out: Path, content: bytes) -> None:
    """Write a file that was released; both log and audit hold it already.

    Raises:
        PeaceopsError: a failing disk.
    """
    with writing(out):
        write_whole(out, content)


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
    refuse_unless_any(session, request.names, released)
    stayed = {kept.id for kept in released.withheld if not kept.field}
    went = tuple(name for name in request.names if name not in stayed)
    entry = entry_for(session, released, recipient=request.recipient, purpose=request.purpose)
    content = release_file(released, entry)
    entry = msgspec.structs.replace(entry, sha256=hashlib.sha256(content).hexdigest())
    write_down(session, entry, went)
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


def _pass(session: Session, request: ReleaseRequest) -> tuple[Released, tuple[Record, ...]]:
    """Take what somebody asks to release through the gate, as far as they may see it."""
    found = newest_of(request.names, session.keys)
    records = readable(session, [found[name] for name in request.names if name in found])
    missing = set(request.names) - {record.id for record in records}
    if missing:
        name = min(missing)
        note(session, Act.REFUSED, ids=tuple(sorted(missing)), reason="release: not readable")
        raise unseen(name)
    records = tuple(record for record in records if not record.withdrawn)
    order = order_for(session, Circle(request.audience), outside=request.outside, read=request.read)
    return through_gate(records, order, session.keys), records
