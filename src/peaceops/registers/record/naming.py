"""Records by what stands in columns alone: which may be named to somebody, and their outside."""

from collections.abc import Iterable

from peaceops.domain.access import Subject
from peaceops.domain.marking import Marking, may_see
from peaceops.registers.portion import portions
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


def subjects_of(records: Iterable[str]) -> dict[str, Subject]:
    """Return what decides on who may see the newest versions of records; none that never were."""
    columns = (
        "record", "kind", "level", "compartments", "current__areas", "team", "contributor",
        "author",
    )  # fmt: skip
    return {
        record: Subject(
            kind=kind, marking=marking_of(level, bits), areas=frozenset(areas), team=team,
            contributor=contributor, author=author,
        )
        for some in portions(records)
        for record, kind, level, bits, areas, team, contributor, author
        in Head.objects.filter(record__in=some).values_list(*columns)
    }  # fmt: skip
