"""What somebody recorded: one version of one thing, with who, when, and how it is marked.

Nothing recorded is ever changed. An edit is a further version; what was known on a day is every
record's last version of that day (R-02). What is destroyed keeps its place and its hash.
"""

from datetime import date, datetime
from enum import StrEnum

import msgspec

from peaceops.domain.error import BUSY, PeaceopsError
from peaceops.domain.marking import Marking
from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.node import Node

Payload = Node | Edge
"""What a record holds: a thing, or a relation between two."""


class Action(StrEnum):
    """What a version did to its record."""

    CREATE = "create"
    EDIT = "edit"
    UNDO = "undo"
    WITHDRAW = "withdraw"
    """It no longer counts; a later version may bring it back."""
    DESTROY = "destroy"
    """Its payloads are gone in every version; what remains is that it was there."""


class Holding(StrEnum):
    """Whether a payload can be read here and now."""

    OPEN = "open"
    SEALED = "sealed"
    """It is encrypted, and the reader holds no key for it."""
    DESTROYED = "destroyed"


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One version of one thing.

    Attributes:
        seq: its place in the whole register; rises with time.
        id: of the thing, the same in all of its versions.
        kind: noun of its payload (`domain.record_kind`).
        version: from 1.
        payload: what was recorded; None unless `holding` is open.
        holding: whether the payload is there.
        marking: level and compartments.
        areas: where, as it can be searched.
        happened_from, happened_to: first and last day of what it tells.
        valid_from, valid_to: between which days it holds in the world; None is open.
        recorded_at: when this version was recorded, in UTC.
        author: account that recorded it; `post`: in which function.
        team: that it is kept within; empty for everyone cleared.
        contributor: whose units it is about; empty for none.
        action: what this version did.
        reason: why, where the author gave one.
        hash: of the body as it is kept.
    """

    seq: int
    id: str
    kind: str
    version: int
    payload: Payload | None
    holding: Holding
    marking: Marking
    areas: tuple[str, ...] = ()
    happened_from: date | None = None
    happened_to: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    recorded_at: datetime
    author: str
    post: str = ""
    team: str = ""
    contributor: str = ""
    action: Action
    reason: str = ""
    hash: str

    @property
    def withdrawn(self) -> bool:
        """It no longer counts."""
        return self.action in {Action.WITHDRAW, Action.DESTROY}


class ConflictError(PeaceopsError):
    """Two people changed one thing; nothing was written.

    Attributes:
        yours: what was to be written.
        theirs: the version that stands.
    """

    def __init__(self, yours: Payload, theirs: Record) -> None:
        super().__init__(
            f"{theirs.id} was changed by {theirs.post or theirs.author} at "
            f"{theirs.recorded_at:%Y-%m-%d %H:%M} UTC (version {theirs.version})",
            remedy="look at both versions, then write on top of the newer one",
            exit_code=BUSY,
        )
        self.yours = yours
        self.theirs = theirs


def id_of(payload: Payload) -> str:
    """Return the id under which a payload is recorded; a relation is known by its two ends.

    A relation with a beginning of its own is another relation than one without.
    """
    if isinstance(payload, Node):
        return payload.id
    since = f"@{payload.valid_from}" if payload.valid_from else ""
    return f"{payload.source}/{payload.kind}/{payload.target}{since}"


def areas_of(payload: Payload) -> tuple[str, ...]:
    """Return the areas that a payload names; an area record names itself."""
    if isinstance(payload, Edge):
        return ()
    if payload.noun == "area":
        return (payload.id,)
    named = [getattr(payload, name, None) for name in ("area", "base")]
    named += getattr(payload, "areas", None) or ()
    return tuple(dict.fromkeys(area for area in named if area))


def days_of(payload: Payload) -> tuple[date | None, date | None]:
    """Return the first and the last day on which what a payload tells happened."""
    if isinstance(payload, Edge):
        return None, None
    values = (getattr(payload, name) for name in payload.happened)
    days = [value.date() if isinstance(value, datetime) else value for value in values if value]
    return (min(days), max(days)) if days else (None, None)


def words_of(payload: Payload) -> str:
    """Return the words by which a payload is found: all of its text, in small letters."""
    parts = (getattr(payload, name) for name in payload.__struct_fields__ if name not in _NOT_WORDS)
    return " ".join(part for part in parts if isinstance(part, str) and part).casefold()


_NOT_WORDS = frozenset({"classification"})
