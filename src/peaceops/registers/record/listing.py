"""Find records by what stands in columns: pages, newest first.

What a reader may not see is left out by the same statement that finds and counts, so that neither a
page's length nor its number tells of it. `domain.access.may_read` has the last word on each row.
"""

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import In

from peaceops.domain.marking import Marking
from peaceops.domain.record import Payload, Record
from peaceops.domain.record_kind import RECORD_KINDS, payload_from_bytes
from peaceops.domain.sight import Sight, View
from peaceops.registers.record.models import Body, Head, HeadArea, Version
from peaceops.registers.record.row import COMPARTMENT_BITS, bits_of, opened

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
        records=opened([rows[seq] for seq, _ in found[:limit]], keys),
        next=found[limit - 1][1] if len(found) > limit else None,
    )


def whole_kind(kind: str) -> tuple[Record, ...]:
    """Return all records of a kind that count, without any key; for looking up, not for showing."""
    rows = Version.objects.select_related("body").filter(head__kind=kind, head__withdrawn=False)
    return opened(rows.order_by("seq"), {})


def whole_content(kind: str) -> tuple[Payload, ...]:
    """Return what all records of a kind hold that count and lie open; for looking up."""
    rows = Body.objects.filter(sealed=False, version__head__kind=kind).order_by("version")
    kept = rows.filter(version__head__withdrawn=False).values_list("content", "version__form")
    return tuple(payload_from_bytes(kind, bytes(content), form) for content, form in kept)


def ids_of(kinds: Iterable[str]) -> frozenset[str]:
    """Return the ids of all records of some kinds, withdrawn ones among them."""
    return frozenset(Head.objects.filter(kind__in=list(kinds)).values_list("record", flat=True))


def count(query: Query, sight: Sight) -> int:
    """Return how many records a reader may see of what is looked for."""
    return _matching(query, sight).count()


def _matching(query: Query, sight: Sight) -> QuerySet[Head]:
    heads = Head.objects.filter(visible(sight, query.kinds))
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


def visible(sight: Sight, kinds: Iterable[str] = ()) -> Q:
    """Return the condition under which a reader may see a record.

    Args:
        sight: what the reader may see.
        kinds: of the records that are looked at; none for all. What they have in common needs no
            asking row by row.
    """
    asked = frozenset(kinds) or frozenset(RECORD_KINDS)
    return _cleared(sight, asked) & (
        Q(author=sight.account) | (_in_areas(sight) & _in_teams(sight))
    )


def _cleared(sight: Sight, asked: frozenset[str]) -> Q:
    nobodys, others = (_within(views, asked) for views in (sight.about_nobody, sight.about_others))
    if not sight.contributor and nobodys == others:
        return nobodys
    own = Q(contributor=sight.contributor) & ~Q(contributor="")
    return (
        (Q(contributor="") & nobodys)
        | (own & _within(sight.about_own, asked))
        | (~Q(contributor="") & ~own & others)
    )


def _within(views: Iterable[View], asked: frozenset[str]) -> Q:
    """Return the condition that a record is of some kind and marked no higher than allowed."""
    found = Q(pk__in=[])
    for view in views:
        kinds = view.kinds & asked
        of_kind = Q() if kinds == asked else Q(In(_UNINDEXED_KIND, sorted(kinds)))
        if kinds:
            found |= of_kind & _marked_within(view.clearance)
    return found


def _marked_within(clearance: Marking) -> Q:
    # Every set of compartments by itself: the database keeps count of each, and so plans well.
    held_apart = ~bits_of(clearance.compartments) & _ALL_BITS
    allowed = [bits for bits in range(_ALL_BITS + 1) if not bits & held_apart]
    return Q(level__lte=clearance.level, compartments__in=allowed)


def _in_areas(sight: Sight) -> Q:
    if sight.areas is None:
        return Q()
    return Q(area="") | _names_one_of(sight.areas)


def _in_teams(sight: Sight) -> Q:
    return Q(team__in=["", *sorted(sight.teams)])


def _names_one_of(areas: Iterable[str]) -> Q:
    names = sorted(areas)
    return Q(area__in=names) | Q(
        area=None, pk__in=HeadArea.objects.filter(area__in=names).values("head")
    )


_UNINDEXED_KIND = Coalesce(F("kind"), Value(""))
"""The kind, so that no index serves it: nearly every kind is among those that a reader sees, and a
page of all kinds is found by walking back from the newest, not by gathering them kind by kind."""
_ALL_BITS = sum(COMPARTMENT_BITS.values())
