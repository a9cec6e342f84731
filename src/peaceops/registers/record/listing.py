"""Find records by what stands in columns: pages, newest first.

What a reader may not see is left out by the same statement that finds and counts, so that neither a
page's length nor its number tells of it. `domain.access.may_read` has the last word on each row.
"""

from collections.abc import Mapping
from datetime import date

import msgspec
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from peaceops.domain.access import Sight
from peaceops.domain.record import Record
from peaceops.registers.record.models import Head, HeadArea, Version
from peaceops.registers.record.row import bits_of, opened

MOST_A_PAGE = 500


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked for; each field that is given narrows it.

    Attributes:
        kinds: names of kinds.
        areas: it names one of these.
        since, until: first and last day of what it tells.
        words: all of them stand in its text, in any order, case aside.
        withdrawn: also what no longer counts.
        before: only what came in before the record with this place (`Page.next`).
        limit: records a page, at most `MOST_A_PAGE`.
    """

    kinds: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    words: str = ""
    withdrawn: bool = False
    before: int | None = None
    limit: int = 50


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Some records, and where to go on.

    Attributes:
        records: newest first, by when each first came in.
        next: what `before` must be for the page after; None at the end.
    """

    records: tuple[Record, ...]
    next: int | None


def find(query: Query, sight: Sight, keys: Mapping[str, str]) -> Page:
    """Return a page of the newest versions that a reader may see."""
    heads = _matching(query, sight)
    if query.before is not None:
        heads = heads.filter(first__lt=query.before)
    limit = max(1, min(query.limit, MOST_A_PAGE))
    found = list(heads.order_by("-first").values_list("current_id", "first")[: limit + 1])
    rows = Version.objects.select_related("body").in_bulk([seq for seq, _ in found[:limit]])
    return Page(
        records=tuple(opened(rows[seq], keys) for seq, _ in found[:limit]),
        next=found[limit - 1][1] if len(found) > limit else None,
    )


def count(query: Query, sight: Sight) -> int:
    """Return how many records a reader may see of what is looked for."""
    return _matching(query, sight).count()


def _matching(query: Query, sight: Sight) -> QuerySet[Head]:
    heads = Head.objects.filter(visible(sight))
    if not query.withdrawn:
        heads = heads.filter(withdrawn=False)
    if query.kinds:
        heads = heads.filter(kind__in=query.kinds)
    if query.areas:
        heads = heads.filter(_names_one_of(query.areas))
    if query.since is not None:
        heads = heads.filter(happened_to__gte=query.since)
    if query.until is not None:
        heads = heads.filter(happened_from__lte=query.until)
    for word in query.words.casefold().split():
        heads = heads.filter(words__contains=word)
    return heads
