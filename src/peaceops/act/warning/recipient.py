"""Who receives a notice: those it concerns by subscription, as far as each may read it.

Area, kind of harm and level all have to fit (an intersection, never a union); what is not known of
a notice never leaves anybody out. The last word has the one predicate of access, so that a notice
never shows what a screen would not. No host authority is ever among them: for those there is
`host_release`, one notice at a time.

Source: doctrine C3 (notification noise, notifications that break visibility, circles).
"""

from collections.abc import Callable, Iterable

import msgspec

from peaceops.domain.access import Reader, Subject, Verdict, may_be_tasked, may_read
from peaceops.domain.delivery import Form, SubscriptionNode
from peaceops.domain.role import Role
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.threat_level import rank
from peaceops.domain.warning_notice import NoticeNode


class Recipient(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody to whom a notice goes.

    Attributes:
        reader: who; with roles, areas and clearance.
        subscription: what they asked for.
    """

    reader: Reader
    subscription: SubscriptionNode

    @property
    def may_be_asked(self) -> bool:
        """A notice may ask something of them; humanitarian actors receive and are never tasked."""
        return may_be_tasked(self.reader.roles)


Within = Callable[[str, frozenset[str]], bool]
"""Tells whether an area is one of some areas or lies within one of them."""


def recipients(
    notice: NoticeNode, subject: Subject, candidates: Iterable[Recipient], within: Within
) -> tuple[Recipient, ...]:
    """Return who receives a notice, by account, each once.

    Args:
        notice: that was issued.
        subject: its outside, for the predicate of access.
        candidates: people with their subscriptions.
        within: whether an area is one of some areas or lies within one.
    """
    found: dict[str, Recipient] = {}
    for one in candidates:
        if wants(one.subscription, notice, within) and readable(one.reader, subject):
            found.setdefault(one.reader.account, one)
    return tuple(found[account] for account in sorted(found))


def wants(subscription: SubscriptionNode, notice: NoticeNode, within: Within) -> bool:
    """Tell whether a notice is one of those that a subscription asks for."""
    area = notice.area is None or not subscription.areas or within(notice.area, subscription.areas)
    harm = (
        not subscription.harm_types
        or not notice.harm_types
        or not subscription.harm_types.isdisjoint(notice.harm_types)
    )
    known = notice.level is not None and not is_unknown(notice, "level")
    level = not known or rank(notice.level or "none") >= rank(subscription.least_level)
    return area and harm and level


def readable(reader: Reader, subject: Subject) -> Verdict:
    """Tell whether somebody may read a notice: the predicate of every screen, unchanged."""
    return may_read(reader, subject)


def forms_for(recipient: Recipient) -> tuple[Form, ...]:
    """Return in which forms a notice reaches somebody: always as a page of the registers.

    An e-mail says that a notice waits, and nothing of it; its content only goes by e-mail once a
    person released it, through the gate.
    """
    return ("page", "pointer") if recipient.subscription.e_mail else ("page",)


def as_read_by(recipient: Recipient, notice: NoticeNode) -> NoticeNode:
    """Return a notice as its recipient reads it: without what is asked, for the never tasked."""
    if Role.HUMANITARIAN_LIAISON not in recipient.reader.roles:
        return notice
    return msgspec.structs.replace(notice, asked="")
