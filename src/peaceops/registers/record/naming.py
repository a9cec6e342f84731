"""Which records may be named to somebody, by what stands in columns alone."""

from collections.abc import Iterable

from peaceops.domain.marking import Marking, may_see
from peaceops.registers.record.models import Head
from peaceops.registers.record.row import marking_of


def ids_within(clearance: Marking, without: Iterable[str] = ()) -> frozenset[str]:
    """Return the ids of all records that a clearance allows, those of some kinds left out."""
    rows = Head.objects.filter(level__lte=clearance.level, withdrawn=False).exclude(
        kind__in=list(without)
    )
    return frozenset(
        record
        for record, level, bits in rows.values_list("record", "level", "compartments").iterator()
        if may_see(clearance, marking_of(level, bits))
    )
