"""Alerts: log what was called in, who called apart from it, and take it through its life.

An alert may have no caller. Where it has one, the identity is a record of its own, sealed, which
points to the alert; the alert does not point back, and nothing is ever sent to a caller.

Source: doctrine B7 (community safety), D4.5 INF-05 e.
"""

from datetime import datetime

import msgspec

from peaceops.domain.alert import AlertNode
from peaceops.domain.error import PeaceopsError
from peaceops.domain.record import Record
from peaceops.domain.source_identity import SourceIdentityNode
from peaceops.domain.warning_life import Channel, State, Step, begun, taken
from peaceops.services.register.session import Session
from peaceops.services.register.standing import changed, made, new_id, standing
from peaceops.services.register.writing import Entry, write_record, write_records


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """Who called; every field may stay empty, and the whole may be left out.

    Attributes:
        name, contact: of the person.
        safe_contact: when and how they may be reached without danger.
        protection_note: what would endanger them.
    """

    name: str = ""
    contact: str = ""
    safe_contact: str = ""
    protection_note: str = ""

    def __repr__(self) -> str:
        return "Caller(…)"  # an identity never reaches a log


def log_alert(session: Session, alert: AlertNode, caller: Caller | None = None) -> Record:
    """Log an alert as received, and its caller apart from it.

    Args:
        session: who took it.
        alert: what was said; its life begins here. Without a time, it was received now.
        caller: who called; None where nobody said, or nobody asked.

    Returns:
        the alert. The caller's record is not returned: who logs it may not be cleared to read it.

    Raises:
        PeaceopsError: this person may not, or the text tells who called.
    """
    received = alert.received or session.now
    life = begun(received, session.reader.post, alert.channel)
    logged = changed(alert, received=received, life=life)
    entries = [Entry(payload=logged)]
    if caller is not None:
        identity = made(
            SourceIdentityNode,
            id=new_id("SI"),
            source=alert.id,
            **{name: getattr(caller, name) for name in Caller.__struct_fields__},
        )
        entries.append(Entry(payload=identity))
    return write_records(session, entries)[0]


def step_alert(
    session: Session,
    name: str,
    state: State,
    *,
    at: datetime | None = None,
    channel: Channel = "register",
    about: str = "",
    note: str = "",
    base_version: int | None = None,
) -> Record:
    """Take an alert one step further; what it skips is written into the step.

    Args:
        session: whose step it is.
        name: id of the alert.
        state: to which.
        at: when it happened; None for now.
        channel: how.
        about: id of the decision, response or notice it tells of.
        note: in words.
        base_version: version they had before them; None for what stands.

    Raises:
        PeaceopsError: such a step does not follow, or lies ahead.
    """
    record, alert = standing(session, name, AlertNode)
    step = stepped(session, state, at, channel, about, note)
    moved = changed(alert, life=taken(alert.life, step))
    version = record.version if base_version is None else base_version
    return write_record(session, Entry(payload=moved, base_version=version))


def stepped(
    session: Session, state: State, at: datetime | None, channel: Channel, about: str, note: str
) -> Step:
    """Return a step by whoever works here.

    Raises:
        PeaceopsError: it lies ahead of now: what has not happened is no step.
    """
    when = at or session.now
    if when > session.now:
        raise PeaceopsError(f"{when:%Y-%m-%d %H:%M} lies ahead of now", where=state)
    return Step(
        state=state, at=when, by=session.reader.post, channel=channel, about=about, note=note
    )
