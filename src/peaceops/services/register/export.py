"""Export a list: everything that a question finds, let out by the same gate as any release."""

import msgspec

from peaceops.domain.marking import Audience
from peaceops.domain.release import ReleaseLogEntry
from peaceops.registers.record.listing import MOST_A_PAGE, Query, find
from peaceops.services.register.reading import readable, sight
from peaceops.services.register.release import ReleaseRequest, make_release
from peaceops.services.register.session import Session


def export_list(
    session: Session,
    query: Query,
    *,
    audience: Audience,
    recipient: str,
    purpose: str,
    outside: bool = False,
) -> tuple[ReleaseLogEntry, bytes]:
    """Release all records that a question finds, as far as this person may see them.

    Args:
        session: who exports.
        query: what is looked for; its page does not count.
        audience, recipient, purpose, outside: as on `ReleaseRequest`.

    Raises:
        PeaceopsError: with exit code 4, where the person may not release, or nothing may leave.
    """
    names: list[str] = []
    whole = msgspec.structs.replace(query, before=None, limit=MOST_A_PAGE)
    while True:
        page = find(whole, sight(session), session.keys)
        names += [record.id for record in readable(session, page.records)]
        if page.next is None:
            break
        whole = msgspec.structs.replace(whole, before=page.next)
    request = ReleaseRequest(
        names=tuple(names),
        audience=audience,
        recipient=recipient,
        purpose=purpose,
        outside=outside,
    )
    return make_release(session, request)
