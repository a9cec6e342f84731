"""Write and read the audit's chain."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
from django.db import transaction

from peaceops.domain.audit import (
    Act,
    AuditDraft,
    AuditEntry,
    AuditHead,
    Break,
    first_break,
    head_of,
    next_entry,
)
from peaceops.domain.marking import Level
from peaceops.registers.audit.models import Entry, Head

LONGEST_LIST = 200
"""So many ids stand in an entry; of more, only their count."""
_AT_ONCE = 2000
_FIELDS = AuditEntry.__struct_fields__


def append_entry(
    act: Act,
    *,
    at: datetime,
    account: str,
    post: str,
    kind: str = "",
    ids: tuple[str, ...] = (),
    count: int | None = None,
    level: Level = Level.UNCLASSIFIED,
    query: str = "",
    reason: str = "",
) -> AuditEntry:
    """Add an entry at the end of the chain, in the transaction of the act that it tells of.

    If the act is rolled back, so is the entry; a refusal is therefore written in a transaction of
    its own, after that of the act has ended. Until the transaction ends nobody else can add to the
    chain: call it last.

    Args:
        act, at, account, post, kind, level, query, reason: see `domain.audit.AuditDraft`.
        ids: of the records; where there are more than `LONGEST_LIST`, only their count is kept.
        count: how many records; by default as many as ids.
    """
    draft = AuditDraft(
        at=at.astimezone(UTC),
        account=account,
        post=_storable(post),
        act=act,
        kind=kind,
        ids=ids if len(ids) <= LONGEST_LIST else (),
        count=len(ids) if count is None else count,
        level=level,
        query=_storable(query),
        reason=_storable(reason),
    )
    with transaction.atomic(savepoint=False):
        head = Head.objects.select_for_update().get(pk=1)
        entry = next_entry(AuditHead(seq=head.seq, hash=head.hash), draft)
        Entry.objects.create(**_columns(entry))
        Head.objects.filter(pk=1).update(seq=entry.seq, hash=entry.hash)
    return entry


def entries(*, until: int | None = None) -> Iterator[AuditEntry]:
    """Walk through the chain from its beginning, to its end or up to an entry."""
    rows = Entry.objects.order_by("seq").values(*_FIELDS)
    if until is not None:
        rows = rows.filter(seq__lte=until)
    for row in rows.iterator(chunk_size=_AT_ONCE):
        yield _entry(row)


def newest_entries(number: int, *, before: int | None = None) -> list[AuditEntry]:
    """Return the newest entries, or the newest before one with a given place; newest first."""
    rows = Entry.objects.order_by("-seq").values(*_FIELDS)
    if before is not None:
        rows = rows.filter(seq__lt=before)
    return [_entry(row) for row in rows[:number]]


def head() -> AuditHead:
    """Return where the chain says that it ends."""
    row = Head.objects.get(pk=1)
    return AuditHead(seq=row.seq, hash=row.hash)


def break_of_chain(kept: Iterable[AuditHead] = ()) -> Break | None:
    """Return the first place at which the chain does not hold; others may add to it meanwhile.

    Args:
        kept: heads that were kept elsewhere.
    """
    end = head()
    walked = AuditHead()

    def walk() -> Iterator[AuditEntry]:
        nonlocal walked
        for entry in entries(until=end.seq):
            yield entry
            walked = head_of(entry)

    try:
        found = first_break(walk(), end=end, kept=kept)
    except (TypeError, ValueError):
        return Break(seq=walked.seq + 1, reason="it holds what no entry can")
    if found is None and Entry.objects.filter(seq__gt=Head.objects.values("seq")[:1]).exists():
        return Break(seq=end.seq + 1, reason="entries lie beyond the end of the chain")
    return found


def _columns(entry: AuditEntry) -> dict[str, object]:
    columns = {name: getattr(entry, name) for name in _FIELDS}
    return {
        **columns,
        "act": entry.act.value,
        "level": int(entry.level),
        "ids": msgspec.json.encode(entry.ids).decode(),
    }


def _entry(row: dict[str, Any]) -> AuditEntry:
    """Return a row as an entry; what was tampered with stays as it is, for its hash to show it."""
    known = {
        "act": Act(row["act"]) if row["act"] in set(Act) else row["act"],
        "level": Level(row["level"]) if row["level"] in set(Level) else row["level"],
        "ids": _ids(row["ids"]),
    }
    return AuditEntry(**{**row, **known})


def _ids(text: str) -> tuple[str, ...]:
    try:
        return msgspec.json.decode(text, type=tuple[str, ...])
    except msgspec.DecodeError:
        return (text,)


def _storable(text: str) -> str:
    """Return a text that every database can hold: no NUL, no half of a character."""
    return text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")
