"""Lists of what was known at a moment, narrowed and paged as lists of today are."""

from datetime import datetime

from peaceops.domain.record import Record, words_of
from peaceops.registers.record.listing import MOST_A_PAGE, Page, Query
from peaceops.services.register.reading import as_known
from peaceops.services.register.session import Session


def list_as_known(session: Session, moment: datetime, query: Query) -> Page:
    """Return a page of what was known at a moment, newest first, as far as a reader may see it now.

    A past moment does not change, so a place in its list stays where it is: `Page.next` counts
    from the oldest.

    Args:
        session: who asks.
        moment: instant; versions recorded at or before it count.
        query: what is looked for; `withdrawn` says nothing here, for what was withdrawn by then
            was not known to hold.
    """
    known = [
        record
        for record in as_known(session, moment, query.kinds or None)
        if _matches(record, query)
    ]
    end = len(known) if query.before is None else max(0, min(query.before, len(known)))
    start = max(0, end - max(1, min(query.limit, MOST_A_PAGE)))
    return Page(records=tuple(known[start:end][::-1]), next=start or None)


def _matches(record: Record, query: Query) -> bool:
    if query.areas and not set(query.areas) & set(record.areas):
        return False
    if query.since is not None and (record.happened_to is None or record.happened_to < query.since):
        return False
    if query.until is not None and (
        record.happened_from is None or record.happened_from > query.until
    ):
        return False
    words = query.words.casefold().split()
    return not words or (
        record.payload is not None and all(word in words_of(record.payload) for word in words)
    )
