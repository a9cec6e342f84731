"""The audit's chain: whatever is done to a drawn chain is found, and an untouched one holds."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peaceops.domain.audit import (
    BEFORE_THE_FIRST,
    Act,
    AuditDraft,
    AuditEntry,
    AuditHead,
    entry_hash,
    first_break,
    head_of,
    next_entry,
    query_hash,
)
from peaceops.domain.marking import Level

TEXT = st.text(max_size=12)
START = datetime(2031, 1, 1, tzinfo=UTC)
DRAFTS = st.builds(
    AuditDraft,
    at=st.integers(0, 10**12).map(lambda after: START + timedelta(microseconds=after)),
    account=st.sampled_from(["", "1", "2", "17"]),
    post=TEXT,
    act=st.sampled_from(Act),
    kind=TEXT,
    ids=st.lists(TEXT, max_size=3).map(tuple),
    count=st.integers(0, 50_000),
    level=st.sampled_from(Level),
    query=TEXT,
    reason=TEXT,
)


def chain(drafts: Sequence[AuditDraft]) -> list[AuditEntry]:
    head, made = AuditHead(), []
    for draft in drafts:
        entry = next_entry(head, draft)
        made.append(entry)
        head = head_of(entry)
    return made


CHAINS = st.lists(DRAFTS, min_size=1, max_size=6).map(chain)


def other(value: Any) -> Any:
    """Return something of the same kind that is not the same."""
    match value:
        case Act():
            return next(act for act in Act if act is not value)
        case Level():
            return next(level for level in Level if level is not value)
        case datetime():
            return value + timedelta(microseconds=1)
        case int():
            return value + 1
        case tuple():
            return (*value, "x")
        case _:
            return f"{value}x"


@given(CHAINS)
def test_an_untouched_chain_holds(entries: list[AuditEntry]) -> None:
    end = head_of(entries[-1])
    assert entries[0].previous == BEFORE_THE_FIRST
    assert first_break(entries, end=end, kept=[head_of(entry) for entry in entries]) is None


@pytest.mark.parametrize("field", AuditEntry.__struct_fields__)
@given(entries=CHAINS, data=st.data())
def test_a_change_of_any_field_of_any_entry_is_found(
    field: str, entries: list[AuditEntry], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(entries) - 1))
    changed = msgspec.structs.replace(
        entries[place], **{field: other(getattr(entries[place], field))}
    )
    found = first_break([*entries[:place], changed, *entries[place + 1 :]])
    assert found is not None
    assert found.seq == place + 1


@given(entries=CHAINS, data=st.data())
def test_a_changed_entry_with_a_hash_made_anew_is_found_by_those_after_it(
    entries: list[AuditEntry], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(entries) - 1))
    forged = msgspec.structs.replace(entries[place], post=f"{entries[place].post}x")
    forged = msgspec.structs.replace(forged, hash=entry_hash(forged))
    forgery = [*entries[:place], forged, *entries[place + 1 :]]
    found = first_break(forgery, end=head_of(entries[-1]))
    assert found is not None
    assert found.seq == place + 2


@given(entries=CHAINS, data=st.data())
def test_an_entry_taken_out_is_found(entries: list[AuditEntry], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(entries) - 1))
    rest = [*entries[:place], *entries[place + 1 :]]
    found = first_break(rest, end=head_of(entries[-1]))
    assert found is not None
    assert found.seq == place + 1


@given(entries=CHAINS, data=st.data())
def test_a_cut_tail_is_found_by_a_kept_head_even_where_the_end_was_mended(
    entries: list[AuditEntry], data: st.DataObject
) -> None:
    left = data.draw(st.integers(0, len(entries) - 1))
    cut = entries[:left]
    mended = head_of(cut[-1]) if cut else AuditHead()
    assert first_break(cut, end=mended) is None
    found = first_break(cut, end=mended, kept=[head_of(entries[-1])])
    assert found is not None
    assert found.seq == left + 1
    assert "kept head" in found.reason


@given(
    entries=st.lists(DRAFTS, min_size=2, max_size=6).map(chain),
    data=st.data(),
)
def test_entries_in_another_order_are_found(entries: list[AuditEntry], data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(entries))).filter(lambda o: o != sorted(o)))
    found = first_break([entries[place] for place in order])
    assert found is not None
    assert found.seq == next(at for at, place in enumerate(order) if at != place) + 1


@given(CHAINS, DRAFTS)
def test_a_chain_written_anew_is_found_by_a_kept_head(
    entries: list[AuditEntry], draft: AuditDraft
) -> None:
    """Whoever holds the database can make a new chain that holds by itself."""
    forged = chain([msgspec.structs.replace(draft, reason="forged") for _ in entries])
    assert first_break(forged, end=head_of(forged[-1])) is None
    kept = head_of(entries[-1])
    assert (first_break(forged, kept=[kept]) is None) == (head_of(forged[-1]) == kept)


def test_a_search_among_sealed_records_can_be_confirmed_but_not_read() -> None:
    assert query_hash("the brigade at Kor") == query_hash("the brigade at Kor")
    assert query_hash("the brigade at Kor") != query_hash("the brigade at Kol")
    assert "brigade" not in query_hash("the brigade at Kor")
