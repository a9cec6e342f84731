"""Lists on drawn people, records and questions: just what a naive look at every record gives."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from peaceops.domain.access import Reader, may_read
from peaceops.domain.record import Action, Record, words_of
from peaceops.domain.record_kind import RECORD_KINDS
from peaceops.domain.sight import sight_of
from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.node import Node
from peaceops.registers.record.body import is_sealed
from peaceops.registers.record.listing import Query, count, find
from peaceops.registers.record.store import Draft, Writer, append
from peaceops.services.register.reading import subject_of
from tests.registers.drawn import AREAS, DAYS, DRAWN, START, drafts, readers, rolled_back

KINDS = st.sampled_from(["item", "unit", "caveat", "posture", "source", "threat", "track", "edge"])
WORDS = st.lists(st.sampled_from(["ford", "STRASSE", "50%", "d_g", "smoke", "nowhere"]), max_size=2)
CHANGES = st.sampled_from(["none", "none", "retitle", "move", "withdraw", "bring back"])
Changed = tuple[Draft, str, str]


@st.composite
def queries(draw: st.DrawFn) -> Query:
    return Query(
        kinds=tuple(draw(st.lists(KINDS, max_size=3, unique=True))),
        areas=tuple(draw(st.lists(AREAS, max_size=2, unique=True))),
        since=draw(st.none() | DAYS),
        until=draw(st.none() | DAYS),
        words=" ".join(draw(WORDS)),
        withdrawn=draw(st.booleans()),
        limit=draw(st.integers(1, 4)),
    )


def recorded(drawn: Sequence[Changed]) -> list[Record]:
    """Record what was drawn, some of it in several versions; return the newest, newest first."""
    first: dict[str, int] = {}
    newest: dict[str, Record] = {}
    for draft, account, change in drawn:
        for one in versions(draft, change):
            writer = Writer(account=account, post="drawn", at=START)
            [record] = append([one], writer, lambda area: area)  # sealed or not, the same areas
            first.setdefault(record.id, record.seq)
            newest[record.id] = record
    return sorted(newest.values(), key=lambda record: -first[record.id])


def versions(draft: Draft, change: str) -> list[Draft]:
    node = draft.payload
    assert isinstance(node, Node)
    withdrawn = msgspec.structs.replace(draft, base_version=1, action=Action.WITHDRAW)
    if change == "withdraw":
        return [draft, withdrawn]
    if change == "bring back":
        back = msgspec.structs.replace(draft, base_version=2, action=Action.UNDO)
        return [draft, withdrawn, back]
    if change == "retitle":
        node = msgspec.structs.replace(node, title="No smoke")
    elif change == "move" and hasattr(node, "area"):
        node = msgspec.structs.replace(node, area="zemio")
    elif change == "move" and hasattr(node, "areas"):
        node = msgspec.structs.replace(node, areas=("bria", "birao", "zemio"))
    changed = msgspec.structs.replace(draft, payload=node, base_version=1)
    return [draft] if change == "none" else [draft, changed]


def fits(record: Record, reader: Reader, query: Query) -> bool:
    """Tell whether a record is to be shown, by looking at it and at nothing else."""
    assert record.payload is not None
    text = "" if is_sealed(record.marking) else words_of(record.payload)
    begun, ended = record.happened_from, record.happened_to
    return bool(
        may_read(reader, subject_of(record))
        and (query.withdrawn or not record.withdrawn)
        and (not query.kinds or record.kind in query.kinds)
        and (not query.areas or set(query.areas) & set(record.areas))
        and (query.since is None or (ended or date.min) >= query.since)
        and (query.until is None or (begun or date.max) <= query.until)
        and all(word.casefold() in text for word in query.words.split())
    )


@DRAWN
@given(
    reader=readers(),
    drawn=st.lists(st.tuples(drafts(), CHANGES), min_size=1, max_size=10),
    asked=st.lists(queries(), min_size=1, max_size=5),
)
def test_pages_hold_just_what_fits_in_order_and_number(
    mission: Path, reader: Reader, drawn: list[tuple[tuple[Draft, str], str]], asked: list[Query]
) -> None:
    with rolled_back():
        records = recorded([(draft, account, change) for (draft, account), change in drawn])
        ends = [record.id for record in records]
        edge = Edge(kind="supports", source=ends[0], target=ends[-1])
        draft = Draft(payload=edge, marking=edge.marking)
        [tie] = append([draft], Writer(account="1", post="drawn", at=START), lambda _: "")
        sight = sight_of(reader, RECORD_KINDS)
        for query in asked:
            expected = [one.id for one in [tie, *records] if fits(one, reader, query)]
            found: list[str] = []
            page = find(query, sight, {})
            while True:
                found += [record.id for record in page.records]
                assert len(page.records) <= query.limit
                if page.next is None:
                    break
                page = find(msgspec.structs.replace(query, before=page.next), sight, {})
            assert found == expected
            assert count(query, sight) == len(expected)
