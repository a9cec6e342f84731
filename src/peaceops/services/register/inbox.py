"""What waits for one person: the notices that were sent to them, and what they asked to be sent."""

import msgspec

from peaceops.act.warning.recipient import Recipient, as_read_by
from peaceops.domain.access import may_write
from peaceops.domain.delivery import AcknowledgementNode, DeliveryNode, SubscriptionNode
from peaceops.domain.error import PeaceopsError
from peaceops.domain.record import Record
from peaceops.domain.strategy.threat import HarmType, ThreatLevel
from peaceops.domain.strategy.warning import WarningNode
from peaceops.domain.warning_life import Channel, Step, step_faults, taken
from peaceops.domain.warning_notice import NoticeNode
from peaceops.registers.record.history import newest, newest_of
from peaceops.registers.record.listing import ids_of
from peaceops.services.register.reading import note_read, readable, subject_of
from peaceops.services.register.session import Session
from peaceops.services.register.standing import made, standing
from peaceops.services.register.warning import lived
from peaceops.services.register.writing import Entry, write_record, write_records


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A notice in somebody's inbox.

    Attributes:
        record: of the notice.
        notice: as this person reads it.
        acknowledged: they said that they have read it.
    """

    record: Record
    notice: NoticeNode
    acknowledged: bool


def inbox(session: Session, *, waiting_only: bool = False) -> tuple[Waiting, ...]:
    """Return the notices that were sent to this person, newest first; others' are not told.

    A notice that was marked higher since, beyond what they may read, is no longer there.
    """
    account = session.reader.account
    mine = _notices_of(DeliveryNode.noun, f"/page/{account}")
    read = _notices_of(AcknowledgementNode.noun, f"/acknowledged/{account}")
    records = readable(session, newest_of(mine, session.keys).values())
    found = [
        Waiting(record=record, notice=_as_read(session, record.payload),
                acknowledged=record.id in read)
        for record in records
        if isinstance(record.payload, NoticeNode) and not record.withdrawn
    ]  # fmt: skip
    shown = [one for one in found if not (waiting_only and one.acknowledged)]
    note_read(session, [one.record for one in shown])
    return tuple(sorted(shown, key=lambda one: -one.record.seq))


def acknowledge(
    session: Session, notice: str, *, channel: Channel = "register"
) -> Record:  # fmt: skip
    """Say that a notice was read.

    Where this person sees to warnings, the warning itself counts as acknowledged (t2).

    Raises:
        PeaceopsError: there is no such notice for this person, or they said so before.
    """
    record, node = standing(session, notice, NoticeNode)
    account = session.reader.account
    name = f"{notice}/acknowledged/{account}"
    if newest(name, {}) is not None:
        raise PeaceopsError("you acknowledged it before", where=notice)
    said = made(
        AcknowledgementNode,
        id=name,
        notice=notice,
        account=account,
        by=session.reader.post,
        at=session.now,
        channel=channel,
        **_marked_as(record),
    )
    entries = [Entry(payload=said)]
    warning = newest(node.warning, session.keys)
    if warning is not None and isinstance(warning.payload, WarningNode):
        step = Step(
            state="acknowledged", at=session.now, by=session.reader.post, channel=channel,
            about=notice,
        )  # fmt: skip
        life = warning.payload.life
        if may_write(session.reader, subject_of(warning)) and life and not step_faults(life, step):
            entries.append(
                Entry(
                    payload=lived(warning.payload, taken(life, step)),
                    base_version=warning.version,
                )
            )
    return write_records(session, entries)[0]


def subscribe(
    session: Session,
    *,
    areas: frozenset[str] = frozenset(),
    harm_types: frozenset[HarmType] = frozenset(),
    least_level: ThreatLevel = "none",
    e_mail: str = "",
) -> Record:
    """Ask for notices; area, kind of harm and level all have to fit. It replaces what was asked.

    Raises:
        PeaceopsError: this is not what a subscription holds.
    """
    account = session.reader.account
    name = f"subscription/{account}"
    before = newest(name, session.keys)
    asked = made(
        SubscriptionNode,
        id=name,
        account=account,
        areas=areas,
        harm_types=harm_types,
        least_level=least_level,
        e_mail=e_mail,
    )
    version = 0 if before is None else before.version
    return write_record(session, Entry(payload=asked, base_version=version))


def _notices_of(kind: str, ending: str) -> set[str]:
    """Return the notices that records of a kind are about, by the ending of their own ids.

    A page of a notice is the delivery `NOTICE/page/ACCOUNT`, so that no other has to be opened.
    """
    return {name.removesuffix(ending) for name in ids_of([kind]) if name.endswith(ending)}


def _as_read(session: Session, notice: NoticeNode) -> NoticeNode:
    own = SubscriptionNode(id="own", account=session.reader.account)
    return as_read_by(Recipient(reader=session.reader, subscription=own), notice)


def _marked_as(record: Record) -> dict[str, object]:
    level = max(record.marking.level, AcknowledgementNode.default_marking.level)
    return {"classification": level.name.lower()}
