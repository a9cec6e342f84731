"""Send the e-mails that wait, when a person says so; each is asked again whether it may go.

A delivery is a record with a state. One that may no longer be read by its recipient fails; where no
way to send is set up nothing is sent, and that is what stands on record.
"""

from collections import Counter
from collections.abc import Mapping

from peaceops.act.warning.message import Message, content, pointer
from peaceops.act.warning.recipient import readable
from peaceops.domain.access import Duty, Reader
from peaceops.domain.audit import Act
from peaceops.domain.delivery import DeliveryNode
from peaceops.domain.error import PeaceopsError
from peaceops.domain.record import Record
from peaceops.domain.release import Circle
from peaceops.domain.warning_notice import NoticeNode
from peaceops.registers.mail import Letter, is_configured, send_letter
from peaceops.registers.record.history import newest_of
from peaceops.services.register.addressee import Readers, account_readers
from peaceops.services.register.notice_gate import passed, was_released
from peaceops.services.register.reading import subject_of
from peaceops.services.register.session import Session, demand, note
from peaceops.services.register.standing import all_of, changed
from peaceops.services.register.writing import Entry, write_records

BY_MAIL = frozenset({"pointer", "content"})


def send_waiting(session: Session, *, readers: Readers = account_readers) -> Mapping[str, int]:
    """Send what waits to be sent, and write down what became of each.

    Args:
        session: who sends, with the duty to issue warnings.
        readers: everyone with an account, as they are cleared now.

    Returns:
        how many ended in which state: sent, failed, not_configured.
    """
    demand(session, Duty.ISSUE_WARNING)
    waiting = [
        (record, delivery)
        for record, delivery in all_of(session, DeliveryNode)
        if delivery.form in BY_MAIL and delivery.state in {"waiting", "not_configured"}
    ]
    people = {reader.account: reader for reader in readers(session)}
    notices = newest_of({delivery.notice for _, delivery in waiting}, session.keys)
    after: list[tuple[Record, DeliveryNode]] = []
    for record, delivery in waiting:
        reader = people.get(delivery.account)
        after.append((record, _tried(session, delivery, reader, notices.get(delivery.notice))))
    changes = [
        Entry(payload=one, base_version=record.version)
        for (record, one), (_, before) in zip(after, waiting, strict=True)
        if one != before
    ]
    if changes:
        write_records(session, changes)
    return Counter(one.state for _, one in after)


def _tried(
    session: Session, delivery: DeliveryNode, reader: Reader | None, notice: Record | None
) -> DeliveryNode:
    if notice is None or notice.withdrawn or not isinstance(notice.payload, NoticeNode):
        return changed(delivery, state="failed", fault="there is no such notice any more")
    if reader is None or not readable(reader, subject_of(notice)):
        return changed(delivery, state="failed", fault="its recipient may no longer read it")
    if not is_configured():
        return changed(delivery, state="not_configured", fault="no way to send e-mail is set up")
    message = pointer()
    if delivery.form == "content":
        # Asked again: it may have been changed, or marked higher, since it was released.
        left = _content_of(session, notice, notice.payload)
        if left is None:
            return changed(delivery, state="failed", fault="its content may not leave by e-mail")
        message = left
    fault = send_letter(Letter(delivery.address, message.subject, message.body))
    if fault:
        return changed(delivery, state="failed", fault=fault)
    return changed(delivery, state="sent", sent=session.now, fault="")


def _content_of(session: Session, record: Record, notice: NoticeNode) -> Message | None:
    """Return what may leave of a notice by e-mail; None where nothing may."""
    if not was_released(notice):
        note(session, Act.REFUSED, ids=(record.id,), reason="e-mail: not released as it stands")
        return None
    placed = bool(notice.place_released)
    try:
        _, left = passed(session, record, notice, Circle.WARNED, name_place=placed)
    except PeaceopsError:  # refused, which stands in the audit; the others still go
        return None
    return content(left)
