"""How notices reach people: who wants which, what went to whom, who has read it.

One record for each recipient, so that nobody who reads their own learns of the others (doctrine
C3). These records stay with those who send; recipients see a notice, never its list.
"""

from typing import ClassVar, Literal

from peaceops.domain.marking import Compartment, Level, Marking
from peaceops.domain.strategy.host import HostRole
from peaceops.domain.strategy.node import Day, Node, Time
from peaceops.domain.strategy.threat import HarmType, ThreatLevel
from peaceops.domain.warning_life import Channel

Form = Literal["page", "pointer", "content", "cap", "by_hand"]
"""A page in the registers; an e-mail that only says that a notice waits; the notice by e-mail; by
the Common Alerting Protocol; a paper that a person hands over."""
DeliveryState = Literal["waiting", "sent", "failed", "not_configured"]


class SubscriptionNode(Node, frozen=True, kw_only=True):
    """Which notices somebody wants; area, kind and level all have to fit.

    Attributes:
        account: whose.
        areas: ids; empty for all.
        harm_types: kinds of harm; empty for all.
        least_level: of the threat; a notice whose level is unknown is never left out by it.
        e_mail: address for pointers; empty for none.
    """

    noun: ClassVar[str] = "subscription"

    account: str
    areas: frozenset[str] = frozenset()
    harm_types: frozenset[HarmType] = frozenset()
    least_level: ThreatLevel = "none"
    e_mail: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.e_mail and not _is_address(self.e_mail):
            raise ValueError("e_mail must be one address, such as joc@example.org")


class DeliveryNode(Node, frozen=True, kw_only=True):
    """One notice on its way to one recipient.

    Attributes:
        notice: its id.
        account: of the recipient; empty for a host authority.
        authority: id of the host authority it goes to; empty for everyone else.
        form: how.
        address: for e-mail.
        state: what became of it.
        made: when it was put here.
        sent: when it left.
        fault: why it did not.
        host_release: id of the person's release without which nothing goes to a host authority.
    """

    noun: ClassVar[str] = "delivery"
    happened: ClassVar[tuple[str, ...]] = ("made", "sent")
    begins: ClassVar[tuple[str, ...]] = ("made",)
    default_marking: ClassVar[Marking] = Marking(Level.CONFIDENTIAL)

    notice: str
    account: str = ""
    authority: str = ""
    form: Form = "page"
    address: str = ""
    state: DeliveryState = "waiting"
    made: Time | None = None
    sent: Time | None = None
    fault: str = ""
    host_release: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        if bool(self.account) == bool(self.authority):
            raise ValueError("a delivery goes to one account or to one host authority")
        if self.authority and not self.host_release:
            raise ValueError("nothing goes to a host authority without a release for that notice")


class AcknowledgementNode(Node, frozen=True, kw_only=True):
    """Somebody has read a notice.

    Attributes:
        notice: its id.
        account: who; `by` in which function.
        at: when.
        channel: how they said so.
    """

    noun: ClassVar[str] = "acknowledgement"
    happened: ClassVar[tuple[str, ...]] = ("at",)
    begins: ClassVar[tuple[str, ...]] = ("at",)
    default_marking: ClassVar[Marking] = Marking(Level.CONFIDENTIAL)

    notice: str
    account: str
    by: str = ""
    at: Time | None = None
    channel: Channel = "register"


class HostReleaseNode(Node, frozen=True, kw_only=True):
    """A person's release of one notice to one host authority, with what they had before them.

    Attributes:
        notice, authority: ids.
        released_by, second: posts; two where the default was off.
        released_by_account, second_account: the same as accounts.
        reason: why.
        asked: when the first person asked; `released`: when it was released, None while a second
            person is waited for.
        link: what was on record between the authority and the actor of the notice.
        path: ids along that link.
        against: why the default was off; empty where it was on.
        will, capacity: of the authority, as last judged; None where not known.
        role: what it was judged to do.
        judged: day of that judgement's review date, where there was one.
        place_released: whoever asked let the place stand as it is named in the notice.
    """

    noun: ClassVar[str] = "host_release"
    happened: ClassVar[tuple[str, ...]] = ("asked", "released")
    begins: ClassVar[tuple[str, ...]] = ("asked",)
    default_marking: ClassVar[Marking] = Marking(
        Level.CONFIDENTIAL, frozenset({Compartment.HOST_POSTURE})
    )

    notice: str
    authority: str
    released_by: str = ""
    released_by_account: str = ""
    second: str = ""
    second_account: str = ""
    reason: str = ""
    asked: Time | None = None
    released: Time | None = None
    link: Literal["linked", "unknown", "none_on_record"] = "unknown"
    path: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    will: int | None = None
    capacity: int | None = None
    role: HostRole | None = None
    judged: Day | None = None
    place_released: bool | None = None


def _is_address(text: str) -> bool:
    name, at, host = text.partition("@")
    plain = not any(c.isspace() or ord(c) < 32 or c in ',;<>"()[]\\' for c in text)
    return bool(name and at and host) and "@" not in host and plain
