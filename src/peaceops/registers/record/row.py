"""Between rows of the tables and the domain's records: the one edge where both meet."""

from collections.abc import Iterable, Mapping, Sequence

from peaceops.domain.marking import Compartment, Level, Marking
from peaceops.domain.record import Action, Holding, Payload, Record
from peaceops.domain.record_kind import payload_from_bytes
from peaceops.registers.record.body import Content, contents_of
from peaceops.registers.record.models import Version

COMPARTMENT_BITS: Mapping[Compartment, int] = {
    Compartment.SOURCE_IDENTITY: 1,
    Compartment.HOST_POSTURE: 2,
    Compartment.CAVEAT: 4,
    Compartment.SCENARIO_FORCE: 8,
    Compartment.MEDICAL: 16,
}
"""One bit each, for good: rows of years ago mean what they meant."""


def bits_of(compartments: Iterable[Compartment]) -> int:
    """Return compartments as they stand in a column."""
    return sum(COMPARTMENT_BITS[compartment] for compartment in set(compartments))


def marking_of(level: int, bits: int) -> Marking:
    """Return the marking that two columns hold."""
    return Marking(
        Level(level), frozenset(name for name, bit in COMPARTMENT_BITS.items() if bits & bit)
    )


def opened(rows: Iterable[Version], keys: Mapping[str, str]) -> tuple[Record, ...]:
    """Return versions as records, their payloads open where the keys allow it.

    Args:
        rows: with their bodies fetched along.
        keys: age identities by role.
    """
    wanted = tuple(rows)
    held = contents(wanted, keys)
    return tuple(_opened(row, held) for row in wanted)


def contents(rows: Sequence[Version], keys: Mapping[str, str]) -> dict[int, Content | None]:
    """Return what versions hold by `seq`: None where sealed, left out where destroyed."""
    kept = [(row.seq, row.record, row.body) for row in rows if hasattr(row, "body")]
    found = contents_of([(record, body) for _, record, body in kept], keys)
    return {seq: content for (seq, _, _), content in zip(kept, found, strict=True)}


def _opened(row: Version, held: Mapping[int, Content | None]) -> Record:
    if row.seq not in held:
        return record_of(row, None, Holding.DESTROYED)
    content = held[row.seq]
    if content is None:
        return record_of(row, None, Holding.SEALED)
    payload = payload_from_bytes(row.kind, content.payload, row.form)
    return record_of(row, payload, Holding.OPEN, content.reason)


def record_of(
    row: Version, payload: Payload | None, holding: Holding, reason: str | None = None
) -> Record:
    """Return a version as a record, with the payload it is known to hold.

    Args:
        row: the version.
        payload, holding: see `Record`.
        reason: where it does not stand in its column.
    """
    return Record(
        seq=row.seq,
        id=row.record,
        kind=row.kind,
        version=row.version,
        payload=payload,
        holding=holding,
        marking=marking_of(row.level, row.compartments),
        areas=tuple(row.areas),
        happened_from=row.happened_from,
        happened_to=row.happened_to,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        recorded_at=row.recorded_at,
        author=row.author,
        post=row.post,
        team=row.team,
        contributor=row.contributor,
        action=Action(row.action),
        reason=row.reason if reason is None else reason,
        hash=row.hash,
    )
