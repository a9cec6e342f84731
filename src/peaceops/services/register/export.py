"""Export a list, or a threat with what is around it: by the same gate as any release."""

import msgspec

from peaceops.domain.access import Duty
from peaceops.domain.marking import Audience
from peaceops.domain.release import ReleaseLogEntry
from peaceops.registers.record.listing import MOST_A_PAGE, Query, find
from peaceops.services.register.reading import readable, sight
from peaceops.services.register.release import ReleaseRequest, make_release
from peaceops.services.register.session import Session, demand
from peaceops.services.register.threat_page import threat_page


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
    demand(session, Duty.RELEASE)
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


def export_threat(
    session: Session,
    name: str,
    *,
    audience: Audience,
    recipient: str,
    purpose: str,
    outside: bool = False,
    read: frozenset[str] = frozenset(),
) -> tuple[ReleaseLogEntry, bytes]:
    """Release a threat with its responses, dissents, evidence and what was put forward.

    Args:
        session: who exports.
        name: id of the threat.
        audience, recipient, purpose, outside, read: as on `ReleaseRequest`.

    Raises:
        PeaceopsError: with exit code 4, where the person may not release, or nothing may leave.
    """
    demand(session, Duty.RELEASE)
    page = threat_page(session, name)
    around = (
        *page.host_responses, *page.mission_responses, *page.dissents, *page.evidence,
        *page.proposals,
    )  # fmt: skip
    request = ReleaseRequest(
        names=(name, *(node.id for node in around)),
        audience=audience,
        recipient=recipient,
        purpose=purpose,
        outside=outside,
        read=read,
    )
    return make_release(session, request)
