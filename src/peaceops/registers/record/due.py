"""Which records are old enough to be looked at again, or ended."""

from datetime import date

import msgspec
from django.db.models import Q

from peaceops.domain.record import Action
from peaceops.registers.record.models import Head


class Aged(msgspec.Struct, frozen=True, kw_only=True):
    """A record and its age, without anything that it holds.

    Attributes:
        id, kind: of the record.
        recorded: day of its last version.
        happened_to: last day of what it tells; of sealed records the month only.
    """

    id: str
    kind: str
    recorded: date
    happened_to: date | None


def recorded_before(kind: str, day: date) -> list[Aged]:
    """Return the records of a kind whose last version is older than a day, the oldest first."""
    rows = (
        Head.objects.filter(kind=kind, recorded_at__date__lt=day)
        .filter(~Q(current__action=Action.DESTROY.value))
        .order_by("recorded_at", "record")
        .values_list("record", "recorded_at", "happened_to")
    )
    return [
        Aged(id=record, kind=kind, recorded=at.date(), happened_to=happened_to)
        for record, at, happened_to in rows.iterator()
    ]


def aged(record: str) -> Aged | None:
    """Return a record with its age; None where there is none."""
    head = Head.objects.filter(record=record).first()
    if head is None:
        return None
    return Aged(
        id=record, kind=head.kind, recorded=head.recorded_at.date(), happened_to=head.happened_to
    )
