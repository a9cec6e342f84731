"""Who could receive a notice: people with an account, what they asked for, what their duty is."""

from collections.abc import Callable, Iterable

import msgspec

from peaceops.act.warning.recipient import Recipient, Within
from peaceops.domain.access import Reader, Role
from peaceops.domain.delivery import SubscriptionNode
from peaceops.registers.account.grant import reader_of
from peaceops.registers.account.models import Account
from peaceops.registers.record.listing import whole_kind
from peaceops.services.register.area import areas_within
from peaceops.services.register.session import Session

ALWAYS = frozenset({Role.HEAD_OF_FIELD_OFFICE, Role.HEAD_OF_MISSION, Role.WATCHKEEPER})
"""Who can act on a warning, or find who can, gets every notice of their areas unasked."""

Readers = Callable[[Session], Iterable[Reader]]
"""Everyone with an account, as they are cleared now."""


def account_readers(session: Session) -> list[Reader]:
    """Return everyone whose account is active, with the roles that they have now."""
    readers = (reader_of(account, session.now) for account in Account.objects.filter(active=True))
    return [msgspec.structs.replace(reader, areas=areas_within(reader.areas)) for reader in readers]


def candidates(session: Session, readers: Readers) -> list[Recipient]:
    """Return everyone who asked for notices or gets them by duty.

    Subscriptions are read for sending only; nobody is shown another's.
    """
    asked = {
        record.payload.account: record.payload
        for record in whole_kind(SubscriptionNode.noun)
        if isinstance(record.payload, SubscriptionNode)
    }
    found = []
    for reader in readers(session):
        subscription = asked.get(reader.account)
        if subscription is None and reader.roles & ALWAYS:
            subscription = SubscriptionNode(id=f"by duty {reader.account}", account=reader.account)
        if subscription is not None:
            found.append(Recipient(reader=reader, subscription=subscription))
    return found


def area_within() -> Within:
    """Return a function that tells whether an area is one of some areas, or lies within one."""
    known: dict[frozenset[str], frozenset[str]] = {}

    def within(area: str, areas: frozenset[str]) -> bool:
        if areas not in known:
            known[areas] = areas_within(areas) or areas
        return area in known[areas]

    return within
