"""Alerts: what somebody called in, and what became of it. Who called is never in here.

The caller's identity is another record, held apart (`source_identity`), and points to the alert; an
alert may have none. Nothing goes back to the caller through the alert: the community is answered,
in a way that exposes nobody (doctrine B7).
"""

import re
from datetime import datetime
from typing import ClassVar

from peaceops.domain.marking import Level, Marking
from peaceops.domain.strategy.node import Node, Time
from peaceops.domain.strategy.threat import HarmType
from peaceops.domain.warning_life import Channel, Life, time_of

_NUMBER_OF_A_TELEPHONE = re.compile(r"(?:\+|00)?\d(?:[\s./-]?\d){7,}")


class AlertNode(Node, frozen=True, kw_only=True):
    """What was called in.

    Attributes:
        received: t1, when it reached the mission.
        channel: how.
        network: the community alert network it came through, by name of the place.
        language: in which it was told.
        text: what was said, without anything that tells who said it.
        area, place: where; the place as it was named.
        expected: t0, when harm is feared, or happened.
        imminent: harm is feared within hours.
        actor: who is feared, as recorded.
        harm_types: kinds of harm.
        people: how many are in danger, as told.
        item: id of the item it was logged as, with its grades.
        life: its steps.
        warning: id of the warning it led to.
        owner: post that sees to it.
        feedback_withheld: the community is not answered, for its safety.
        harm_came: harm came about as told, or would have but for a response.
    """

    noun: ClassVar[str] = "alert"
    happened: ClassVar[tuple[str, ...]] = ("received",)
    begins: ClassVar[tuple[str, ...]] = ("received",)
    default_marking: ClassVar[Marking] = Marking(Level.CONFIDENTIAL)

    received: Time | None = None
    channel: Channel = "other"
    network: str = ""
    language: str = ""
    text: str = ""
    area: str | None = None
    place: str = ""
    expected: Time | None = None
    imminent: bool | None = None
    actor: str | None = None
    harm_types: frozenset[HarmType] = frozenset()
    people: int | None = None
    item: str | None = None
    life: Life = ()
    warning: str | None = None
    owner: str | None = None
    feedback_withheld: bool | None = None
    harm_came: bool | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if names_a_caller(self.text):
            raise ValueError(
                "text: a telephone number tells who called; record the caller apart, or not at all"
            )
        if self.people is not None and self.people < 0:
            raise ValueError("people must not be below 0")


def names_a_caller(text: str) -> bool:
    """Tell whether a text holds what looks like a telephone number.

    Dates and times written the usual way do not.
    """
    bare = re.sub(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?Z?)?", "", text)
    return _NUMBER_OF_A_TELEPHONE.search(bare) is not None


def received_first(alerts: tuple[AlertNode, ...]) -> datetime | None:
    """Return when the first of several alerts reached the mission; None where none has a time."""
    times = (time_of(alert.life, "received") or alert.received for alert in alerts)
    return min((time for time in times if time is not None), default=None)
