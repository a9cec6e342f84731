"""Issue a warning, add to it, take it back: acts of a person, with everyone it reaches by name.

One act writes the warning, its notice, the steps of the alerts it rests on, and a delivery for each
recipient. Whoever issues it sees how many it reaches and whether one of them can act; the
recipients do not learn of each other. No host authority is reached by it (`notice_release`).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from peaceops.act.warning.recipient import Recipient, forms_for, recipients
from peaceops.domain.access import Duty, Subject, may_be_tasked
from peaceops.domain.alert import AlertNode, received_first
from peaceops.domain.delivery import DeliveryNode
from peaceops.domain.error import REFUSED, PeaceopsError
from peaceops.domain.record import Record
from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.domain.strategy.warning import WarningNode, with_life
from peaceops.domain.warning_life import VERDICTS, Life, Step, begun, is_closed, taken
from peaceops.domain.warning_notice import NoticeNode, notice_gaps, place_after
from peaceops.services.register.addressee import (
    Readers,
    account_readers,
    area_within,
    candidates,
)
from peaceops.services.register.session import Session, demand
from peaceops.services.register.standing import all_of, changed, made, new_id, standing
from peaceops.services.register.writing import Entry, write_records

_ITS_OWN = frozenset({"changed", "released", "released_by", "place_released", "version"})
"""What a notice does not take over from the one before: a release holds for one notice."""


class Issued(msgspec.Struct, frozen=True, kw_only=True):
    """What was issued, for whoever issued it.

    Attributes:
        warning, notice: as recorded.
        recipients: how many people it reaches.
        able: how many of them may be asked to act; nobody is a reason to telephone.
    """

    warning: Record
    notice: Record
    recipients: int
    able: int


def issue_warning(
    session: Session,
    notice: NoticeNode,
    *,
    warning: str = "",
    alerts: Sequence[str] = (),
    owner: str | None = None,
    readers: Readers = account_readers,
) -> Issued:
    """Issue a warning with its first notice.

    Args:
        session: who issues it.
        notice: what it says; its warning, issuer and time are set here.
        warning: id of the new warning.
        alerts: ids of alerts it rests on; its clocks run from the first of them.
        owner: the accountable post.
        readers: everyone who could receive it.

    Raises:
        PeaceopsError: this person may not issue, the notice leaves something open, an alert was
            false, or the owner is somebody who is never tasked.
    """
    demand(session, Duty.ISSUE_WARNING)
    name = warning or new_id("W")
    said = _issued(session, notice, warning=name, kind="alert", number=1, follows=None)
    refuse_owner(session, owner, readers)
    heard = [standing(session, alert, AlertNode) for alert in alerts]
    for record, alert in heard:
        if is_closed(alert.life) or alert.warning:
            led = f"it led to {alert.warning} already" if alert.warning else "it is closed"
            raise PeaceopsError(led, where=record.id)
    life = _life_so_far(session, [alert for _, alert in heard], said)
    case = with_life(
        made(
            WarningNode,
            id=name,
            title=said.title,
            level=said.level,
            unknown=said.unknown & {"level", "imminent"},
            imminent=said.imminent,
            area=said.area,
            owner=owner,
            author=session.reader.post,
            classification=said.classification,
            compartments=said.compartments,
            expected=_expected([alert for _, alert in heard]) or said.window_from,
            alerts=tuple(record.id for record, _ in heard),
        ),
        life,
    )
    steps = [
        Entry(
            payload=changed(
                alert,
                warning=name,
                life=taken(alert.life, _disseminated(session, said.id)),
            ),
            base_version=record.version,
        )
        for record, alert in heard
    ]
    ties = [Edge(kind="warns_of", source=name, target=threat) for threat in said.threats]
    entries = [
        Entry(payload=case),
        Entry(payload=said),
        *steps,
        *(Entry(payload=tie) for tie in ties),
    ]
    return _written(session, entries, said, _reached(session, said, readers))


def update_warning(
    session: Session,
    warning: str,
    *,
    readers: Readers = account_readers,
    cancel: bool = False,
    notice: str = "",
    **fields: Any,
) -> Issued:
    """Add a notice to a warning's thread: what is new, or that it is taken back.

    Args:
        session: who issues it.
        warning: its id.
        readers: everyone who could receive it.
        cancel: the warning is taken back.
        notice: id of the new notice.
        fields: of the notice that differ from the one before, with `changed` saying what is new.

    Raises:
        PeaceopsError: this person may not, the warning is closed or was taken back before, or the
            notice leaves something open.
    """
    demand(session, Duty.ISSUE_WARNING)
    record, case = standing(session, warning, WarningNode)
    thread = thread_of(session, warning)
    if not thread:
        raise PeaceopsError("it has no notice yet", where=warning)
    before = thread[-1]
    number, follows = place_after(before)
    kept: dict[str, Any] = {
        name: getattr(before, name) for name in NoticeNode.__struct_fields__ if name not in _ITS_OWN
    }
    kept |= {
        "kind": "cancel" if cancel else "update",
        "number": number,
        "follows": follows,
        "id": notice or f"{warning}-{number}",
    }
    said = _issued(session, made(NoticeNode, **{**kept, **fields}))
    moved = with_life(
        msgspec.structs.replace(
            case, level=said.level, imminent=said.imminent, area=said.area, title=said.title
        ),
        taken(case.life, _disseminated(session, said.id)),
    )
    entries = [Entry(payload=moved, base_version=record.version), Entry(payload=said)]
    return _written(
        session, entries, said, _reached(session, said, readers, already=_told(session, thread))
    )


def thread_of(session: Session, warning: str) -> tuple[NoticeNode, ...]:
    """Return the notices of a warning that this person may see, first to last."""
    found = [notice for _, notice in all_of(session, NoticeNode) if notice.warning == warning]
    return tuple(sorted(found, key=lambda one: one.number))


def refuse_owner(session: Session, owner: str | None, readers: Readers) -> None:
    """Stop a post from owning something that may never be tasked: humanitarian actors' foremost.

    Raises:
        PeaceopsError: with exit code 4.
    """
    if owner is None:
        return
    held = [reader for reader in readers(session) if reader.post == owner]
    if held and not any(may_be_tasked(reader.roles) for reader in held):
        raise PeaceopsError(f"{owner} receives and is never tasked", exit_code=REFUSED)


def _issued(session: Session, notice: NoticeNode, **fields: Any) -> NoticeNode:
    said = changed(
        notice,
        **fields,
        issued=session.now,
        issued_by=session.reader.post,
        author=session.reader.post,
    )
    gaps = notice_gaps(said)
    if gaps:
        raise PeaceopsError(
            "; ".join(gaps),
            where=said.id,
            remedy="say it, or name the field under unknown: somebody looked and does not know",
        )
    return said


def _life_so_far(session: Session, alerts: Sequence[AlertNode], notice: NoticeNode) -> Life:
    """Return the life of a warning at its issue: what its alerts went through, and the notice."""
    received = received_first(tuple(alerts)) or session.now
    about = alerts[0].id if len(alerts) == 1 else ""
    life = begun(received, session.reader.post, about=about)
    if alerts:
        first = min(alerts, key=lambda alert: alert.life[0].at)
        life = (msgspec.structs.replace(first.life[0], about=first.id),)
        heard = [step for step in first.life[1:] if step.state in {"acknowledged", "verifying"}]
        verdicts = [step for step in first.life if step.state in VERDICTS][-1:]
        if verdicts and verdicts[0].state == "false":
            raise PeaceopsError("it was found to be false", where=first.id)
        for step in (*heard, *verdicts):
            life = taken(life, step)
    return taken(life, _disseminated(session, notice.id))


def _expected(alerts: Sequence[AlertNode]) -> datetime | None:
    return min((one.expected for one in alerts if one.expected is not None), default=None)


def _disseminated(session: Session, notice: str) -> Step:
    return Step(state="disseminated", at=session.now, by=session.reader.post, about=notice)


def _reached(
    session: Session, notice: NoticeNode, readers: Readers, already: frozenset[str] = frozenset()
) -> tuple[Recipient, ...]:
    """Return who gets a notice: whoever wants it, and whoever got the ones before it."""
    within = area_within()
    subject = Subject(
        kind=notice.noun,
        marking=notice.marking,
        areas=frozenset({notice.area} - {None}),  # type: ignore[arg-type]
    )
    people = candidates(session, readers)
    again = [one for one in people if one.reader.account in already]
    asked = recipients(notice, subject, people, within)
    kept = recipients(
        notice,
        subject,
        [msgspec.structs.replace(one, subscription=_everything(one)) for one in again],
        within,
    )
    return tuple({one.reader.account: one for one in (*kept, *asked)}.values())


def _everything(one: Recipient) -> Any:
    return msgspec.structs.replace(
        one.subscription, areas=frozenset(), harm_types=frozenset(), least_level="none"
    )


def _told(session: Session, thread: Sequence[NoticeNode]) -> frozenset[str]:
    ids = {notice.id for notice in thread}
    return frozenset(
        delivery.account
        for _, delivery in all_of(session, DeliveryNode)
        if delivery.notice in ids and delivery.account
    )


def _written(
    session: Session, entries: list[Entry], notice: NoticeNode, reached: Sequence[Recipient]
) -> Issued:
    deliveries = [
        made(
            DeliveryNode,
            id=f"{notice.id}/{form}/{one.reader.account}",
            notice=notice.id,
            account=one.reader.account,
            form=form,
            address=one.subscription.e_mail if form != "page" else "",
            state="sent" if form == "page" else "waiting",
            made=session.now,
            sent=session.now if form == "page" else None,
            classification=_level_of(notice),
        )
        for one in reached
        for form in forms_for(one)
    ]
    written = write_records(session, [*entries, *(Entry(payload=one) for one in deliveries)])
    by_id = {record.id: record for record in written}
    return Issued(
        warning=by_id[notice.warning],
        notice=by_id[notice.id],
        recipients=len(reached),
        able=sum(one.may_be_asked for one in reached),
    )


def _level_of(notice: NoticeNode) -> str:
    """Return the level of a delivery: who was told is confidential even where the notice is not."""
    return max(notice.marking.level, DeliveryNode.default_marking.level).name.lower()


def threats_of(session: Session, notice: NoticeNode) -> tuple[ThreatNode, ...]:
    """Return the threats that a notice warns of, as far as this person may see them."""
    wanted = set(notice.threats)
    return tuple(threat for record, threat in all_of(session, ThreatNode) if record.id in wanted)
