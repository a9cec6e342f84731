"""Show the audit's newest entries to who has the duty to read it."""

import msgspec

from peaceops.domain.access import Duty
from peaceops.domain.audit import Act, AuditEntry
from peaceops.registers.audit.log import newest_entries
from peaceops.services.register.session import Session, demand, note

MOST_A_PAGE = 500


class AuditPage(msgspec.Struct, frozen=True, kw_only=True):
    """Some entries, newest first.

    Attributes:
        entries: as they lie in the chain.
        next: what `before` must be for the page after; None at the end.
    """

    entries: tuple[AuditEntry, ...]
    next: int | None


def list_audit(session: Session, *, before: int | None = None, limit: int = 50) -> AuditPage:
    """Return entries of the audit, newest first; that they were read is an entry of its own.

    Args:
        session: of somebody with the duty to read the audit.
        before: only entries with a place below this one.
        limit: entries a page, 1 to `MOST_A_PAGE`.

    Raises:
        PeaceopsError: with exit code 4.
    """
    demand(session, Duty.READ_AUDIT)
    wanted = max(1, min(limit, MOST_A_PAGE))
    found = tuple(newest_entries(wanted, before=before))
    note(session, Act.READ, kind="audit", count=len(found))
    return AuditPage(entries=found, next=found[-1].seq if found and found[-1].seq > 1 else None)
