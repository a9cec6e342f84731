"""Records as programs see them."""

from datetime import date, datetime

import msgspec

from peaceops.domain.marking import Compartment, Level
from peaceops.domain.record import Action, Holding, Payload, Record
from peaceops.domain.record_kind import payload_to_bytes
from peaceops.domain.strategy.node import Classification


class ShownRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One version of one thing.

    Attributes:
        seq: its place in the whole register; rises with time.
        id, kind, version: of the thing, its noun, and which version, from 1.
        payload: what was recorded, in the form of its kind; null unless `holding` is open.
        holding: open; sealed where no key of yours opens it; destroyed.
        classification, compartments: its marking.
        areas: where, as it can be searched.
        happened_from, happened_to: first and last day of what it tells.
        valid_from, valid_to: between which days it holds.
        recorded_at: when this version was recorded, in UTC.
        author: number of the account; `post`: its function. Never a name.
        team: that it is kept within; empty for everyone cleared.
        contributor: whose units it is about; empty for none.
        action: what this version did; `reason`: why.
        withdrawn: it no longer counts.
        hash: of the content as it is kept.
    """

    seq: int
    id: str
    kind: str
    version: int
    payload: msgspec.Raw | None
    holding: Holding
    classification: Classification
    compartments: tuple[Compartment, ...]
    areas: tuple[str, ...]
    happened_from: date | None
    happened_to: date | None
    valid_from: date | None
    valid_to: date | None
    recorded_at: datetime
    author: str
    post: str
    team: str
    contributor: str
    action: Action
    reason: str
    withdrawn: bool
    hash: str


class ShownPage(msgspec.Struct, frozen=True, kw_only=True):
    """Some records, newest first.

    Attributes:
        records: as they stand, or stood.
        next: what `before` must be for the page after (also in the header Link); null at the end.
        count: how many there are in all; null where it was not asked.
    """

    records: tuple[ShownRecord, ...]
    next: int | None
    count: int | None = None


_PLAIN = tuple(
    name
    for name in ShownRecord.__struct_fields__
    if name not in {"payload", "classification", "compartments"}
)
_NAMES: dict[Level, Classification] = {
    Level.UNCLASSIFIED: "unclassified",
    Level.CONFIDENTIAL: "confidential",
    Level.STRICTLY_CONFIDENTIAL: "strictly_confidential",
}


def shown(record: Record) -> ShownRecord:
    """Return a record as programs see it."""
    return ShownRecord(
        payload=None if record.payload is None else shown_payload(record.payload),
        classification=_NAMES[record.marking.level],
        compartments=tuple(sorted(record.marking.compartments)),
        **{name: getattr(record, name) for name in _PLAIN},
    )


def shown_payload(payload: Payload) -> msgspec.Raw:
    """Return a payload as the JSON that it is kept as."""
    return msgspec.Raw(payload_to_bytes(payload))


def level_name(level: Level) -> Classification:
    """Return a level as payloads write it."""
    return _NAMES[level]
