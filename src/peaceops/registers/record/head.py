"""Keep the table of newest versions in step: what records are found by."""

from collections.abc import Mapping, Sequence

from peaceops.domain.record import Action, Payload, words_of
from peaceops.domain.role import SEALED_COMPARTMENTS
from peaceops.domain.strategy.edge import Edge
from peaceops.registers.portion import AT_ONCE, portions
from peaceops.registers.record.models import Head, HeadArea, HeadEnd, Version
from peaceops.registers.record.row import marking_of


def write_heads(
    rows: Sequence[Version], first: Mapping[str, int], payloads: Mapping[str, Payload]
) -> None:
    """Make some versions the newest of their records.

    Args:
        rows: one for each record.
        first: by id, the place of the first version, where there is an earlier one.
        payloads: by id, as far as they lie open; text and ends of relations are found by them.
    """
    Head.objects.bulk_create(
        [_head(row, first, payloads) for row in rows],
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["record"],
        update_fields=_MOVES,
    )
    for names in portions(row.record for row in rows if row.record in first):
        for table in (HeadArea, HeadEnd):
            table.objects.filter(head__in=names).delete()
    places = [HeadArea(head_id=row.record, area=area) for row in rows for area in row.areas]
    HeadArea.objects.bulk_create(places, batch_size=AT_ONCE)
    ends = [
        HeadEnd(head_id=row.record, node=node)
        for row in rows
        for node in _ends(payloads.get(row.record))
    ]
    HeadEnd.objects.bulk_create(ends, batch_size=AT_ONCE)


def _head(row: Version, first: Mapping[str, int], payloads: Mapping[str, Payload]) -> Head:
    payload = payloads.get(row.record)
    sealed = marking_of(row.level, row.compartments).compartments & SEALED_COMPARTMENTS
    return Head(
        record=row.record,
        current=row,
        version=row.version,
        first=first.get(row.record, row.seq),
        kind=row.kind,
        level=row.level,
        compartments=row.compartments,
        team=row.team,
        contributor=row.contributor,
        author=row.author,
        area=_sole(row.areas),
        happened_from=row.happened_from,
        happened_to=row.happened_to,
        recorded_at=row.recorded_at,
        withdrawn=row.action in {Action.WITHDRAW, Action.DESTROY},
        words="" if payload is None or sealed else words_of(payload),
    )


def _sole(areas: Sequence[str]) -> str | None:
    if len(areas) > 1:
        return None
    return areas[0] if areas else ""


def _ends(payload: Payload | None) -> list[str]:
    return sorted({payload.source, payload.target}) if isinstance(payload, Edge) else []


_MOVES = (
    "current", "version", "level", "compartments", "team", "contributor", "author",
    "area", "happened_from", "happened_to", "recorded_at", "withdrawn", "words",
)  # fmt: skip
"""What a further version changes in the table."""
