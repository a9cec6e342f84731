"""One notice on its way out: through the gate, and only as it stood when a person released it."""

import hashlib

import msgspec

from peaceops.act.warning.outward import as_let_out
from peaceops.domain.record import Record
from peaceops.domain.record_kind import payload_to_bytes
from peaceops.domain.release import Circle, Released
from peaceops.domain.warning_notice import NoticeNode
from peaceops.registers.audit.release_log import releases_of
from peaceops.registers.record.history import newest_of
from peaceops.services.register.gate import order_for, refuse_unless_any, through_gate
from peaceops.services.register.session import Session


def passed(
    session: Session, record: Record, notice: NoticeNode, circle: Circle, *, name_place: bool
) -> tuple[Released, NoticeNode]:
    """Return what the gate lets through of a notice, and the same as a notice.

    Whoever releases it has read its words. An actor that is no record is words as well.

    Args:
        session: who releases.
        record, notice: as it stands.
        circle: to whom.
        name_place: its place stays as it is named.

    Raises:
        PeaceopsError: with exit code 4, where it may not leave; the refusal is in the audit.
    """
    one = frozenset({record.id})
    named = {notice.follows} | {notice.actor} - set(newest_of([notice.actor or ""], {}))
    order = order_for(
        session,
        circle,
        read=one,
        placed=one if name_place else frozenset(),
        named=frozenset(name for name in named if name is not None),
    )
    released = through_gate([record], order, session.keys)
    refuse_unless_any(session, (record.id,), released)
    return released, as_let_out(released.things[0])


def statement(notice: NoticeNode) -> bytes:
    """Return all that a notice says, as it is compared with what was released."""
    return payload_to_bytes(msgspec.structs.replace(notice, released=None, released_by=""))


def was_released(notice: NoticeNode) -> bool:
    """Tell whether a person released a notice's content, just as it stands now.

    The release log decides, which only a release writes, and never the record's own field.
    """
    now = hashlib.sha256(statement(notice)).hexdigest()
    return any(
        entry.audience is Circle.WARNED and entry.sha256 == now for entry in releases_of(notice.id)
    )
