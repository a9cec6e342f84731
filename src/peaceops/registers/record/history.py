"""Read versions back: the newest of one record, all of them, and everything as known once."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from django.db.models import Max, QuerySet

from peaceops.domain.record import Record
from peaceops.registers.portion import portions
from peaceops.registers.record.models import Head, HeadEnd, Version
from peaceops.registers.record.row import opened


def newest(record: str, keys: Mapping[str, str]) -> Record | None:
    """Return the newest version of a record; None where there never was one."""
    return newest_of([record], keys).get(record)


def newest_of(records: Iterable[str], keys: Mapping[str, str]) -> dict[str, Record]:
    """Return the newest versions of several records by id; none for ids that never were."""
    rows = Version.objects.select_related("body")
    return {
        record.id: record
        for some in portions(records)
        for record in opened(rows.filter(head__record__in=some), keys)
    }


def history(record: str, keys: Mapping[str, str]) -> tuple[Record, ...]:
    """Return all versions of a record, oldest first."""
    rows = Version.objects.select_related("body").filter(record=record).order_by("version")
    return opened(rows, keys)


def edges_at(nodes: Iterable[str], keys: Mapping[str, str]) -> tuple[Record, ...]:
    """Return the newest versions of the relations that begin or end at some nodes."""
    ends = {
        head
        for some in portions(nodes)
        for head in HeadEnd.objects.filter(node__in=some).values_list("head", flat=True)
    }
    found = sorted(newest_of(ends, keys).values(), key=lambda each: each.seq)
    return tuple(record for record in found if not record.withdrawn)


def known_at(
    moment: datetime, keys: Mapping[str, str], kinds: Iterable[str] | None = None
) -> tuple[Record, ...]:
    """Return what was known at a moment: the last version of that moment of every record.

    Records withdrawn or destroyed by then are left out. What was destroyed since is there without
    its payload.

    Args:
        moment: instant; versions recorded at or before it count.
        keys: age identities by role.
        kinds: names of kinds; None for all.

    Returns:
        in the order in which the records first came in.
    """
    rows: QuerySet[Version] = Version.objects.filter(recorded_at__lte=_in_utc(moment))
    if kinds is not None:
        rows = rows.filter(kind__in=list(kinds))
    last = rows.values("record").annotate(last=Max("seq")).values("last")
    found = Version.objects.select_related("body").filter(seq__in=last)
    order = dict(Head.objects.values_list("record", "first"))
    records = sorted(opened(found, keys), key=lambda each: order[each.id])
    return tuple(record for record in records if not record.withdrawn)


def _in_utc(moment: datetime) -> datetime:
    """Return an instant in UTC: PostgreSQL refuses a clock more than 16 hours from it."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:  # within a day of the first or the last year
        return moment.replace(tzinfo=UTC)
