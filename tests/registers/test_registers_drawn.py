"""Invariants of the registers on drawn people, records and sequences of edits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peaceops.domain.access import Reader, Role, may_read
from peaceops.domain.marking import Compartment, Level, Marking
from peaceops.domain.record import Action, Record, id_of
from peaceops.domain.record_kind import RECORD_KINDS
from peaceops.domain.sight import sight_of
from peaceops.domain.strategy.force import CaveatNode, UnitNode
from peaceops.domain.strategy.host import PostureNode
from peaceops.domain.strategy.information import ItemNode, SourceNode
from peaceops.domain.strategy.node import Node
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.registers.record.history import known_at
from peaceops.registers.record.listing import Query, count, find
from peaceops.registers.record.models import Head, HeadArea, HeadEnd
from peaceops.registers.record.store import Draft, Writer, append, destroy
from peaceops.services.register.reading import subject_of
from peaceops.services.register.session import Session

SessionOf = Callable[..., Session]
# The fixture holds one database: each example is rolled back, for nothing can be taken away.
DRAWN = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
AREAS = st.sampled_from(["bria", "birao", "zemio"])
TEAMS = st.sampled_from(["", "elections", "detention"])
LANDS = st.sampled_from(["", "Ruritania", "Elbonia"])
ACCOUNTS = st.sampled_from(["1", "2", "3"])
START = datetime(2031, 5, 2, tzinfo=UTC)


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@st.composite
def readers(draw: st.DrawFn) -> Reader:
    areas = draw(st.none() | st.frozensets(AREAS | st.just("unit not recorded"), max_size=2))
    level = draw(st.sampled_from(Level))
    closed = draw(st.frozensets(st.sampled_from(Compartment), max_size=1))
    return Reader(
        account=draw(ACCOUNTS),
        post="drawn",
        roles=draw(st.frozensets(st.sampled_from(Role), max_size=3)),
        areas=areas,
        teams=draw(st.frozensets(TEAMS.filter(bool), max_size=2)),
        contributor=draw(LANDS),
        ceiling=Marking(level, frozenset(Compartment) - closed),
    )


@st.composite
def drafts(draw: st.DrawFn) -> tuple[Draft, str]:
    kind = draw(
        st.sampled_from([ItemNode, UnitNode, CaveatNode, PostureNode, SourceNode, ThreatNode])
    )
    fields: dict[str, object] = {}
    if kind in {ItemNode, PostureNode}:
        fields["area"] = draw(st.none() | AREAS)
    if kind is CaveatNode:
        fields["areas"] = tuple(draw(st.lists(AREAS, max_size=2, unique=True)))
    payload: Node = kind(
        id=draw(st.uuids()).hex,
        classification=draw(
            st.none() | st.sampled_from(["unclassified", "confidential", "strictly_confidential"])
        ),
        compartments=draw(st.frozensets(st.sampled_from(Compartment), max_size=1)),
        **fields,
    )
    draft = Draft(
        payload=payload, marking=payload.marking, team=draw(TEAMS), contributor=draw(LANDS)
    )
    return draft, draw(ACCOUNTS)


@DRAWN
@given(reader=readers(), drawn=st.lists(drafts(), min_size=1, max_size=12))
def test_a_list_holds_just_what_the_one_predicate_allows(
    mission: Path, reader: Reader, drawn: list[tuple[Draft, str]]
) -> None:
    with rolled_back():
        written: list[Record] = []
        for draft, account in drawn:
            writer = Writer(account=account, post="drawn", at=START)
            written += append([draft], writer, lambda area: f"unit:{area}")
        allowed = {one.id for one in written if may_read(reader, subject_of(one))}
        sight = sight_of(reader, RECORD_KINDS)
        page = find(Query(limit=500), sight, {})
        here = {one.id for one in written}
        assert {one.id for one in page.records} & here == allowed
        assert count(Query(), sight) == len(find(Query(limit=500), sight, {}).records)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from(["write", "withdraw", "destroy"]),
        st.sampled_from(["first", "second", "third"]),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=12,
)


@DRAWN
@given(steps=STEPS)
def test_as_known_agrees_with_a_naive_replay(
    mission: Path, steps: list[tuple[str, str, str, int]]
) -> None:
    with rolled_back():
        now = START
        replayed: list[tuple[datetime, str, str | None]] = []
        versions: dict[str, int] = {}
        destroyed: set[str] = set()
        for letter, act, title, hours in steps:
            name = letter
            now += timedelta(hours=hours)
            writer = Writer(account="1", post="drawn", at=now)
            stands = versions.get(name, 0)
            if name in destroyed or (act != "write" and not stands):
                continue
            if act == "destroy":
                destroy(name, writer, "due")
                destroyed.add(name)
            else:
                payload = ItemNode(id=name, title=title)
                action = Action.WITHDRAW if act == "withdraw" else None
                draft = Draft(
                    payload=payload, marking=payload.marking, base_version=stands, action=action
                )
                append([draft], writer, lambda area: area)
            versions[name] = stands + 1
            replayed.append((now, name, title if act == "write" else None))
        for moment in {START, now, *(at for at, _, _ in replayed)}:
            expected: dict[str, str | None] = {}
            for at, name, what in replayed:
                if at <= moment:
                    expected[name] = what
            found = {
                one.id: None if one.payload is None else one.payload.title
                for one in known_at(moment, {})
                if isinstance(one.payload, ItemNode | None)
            }
            assert found == {
                name: None if name in destroyed else what
                for name, what in expected.items()
                if what is not None
            }


@DRAWN
@given(drawn=st.lists(drafts(), min_size=1, max_size=5))
def test_what_is_sealed_leaves_neither_words_nor_place_nor_day(
    mission: Path, drawn: list[tuple[Draft, str]]
) -> None:
    """Only the first-level unit and the month are searched (issue: keeping)."""
    with rolled_back():
        for draft, account in drawn:
            secret = f"secret-{id_of(draft.payload)}"
            payload = msgspec.structs.replace(
                draft.payload, title=secret, valid_from=date(2031, 5, 17)
            )
            one = msgspec.structs.replace(draft, payload=payload)
            writer = Writer(account=account, post="drawn", at=START)
            append([one], writer, lambda _: "unit:East")
            head = Head.objects.select_related("current__body").get(record=id_of(payload))
            areas = set(HeadArea.objects.filter(head=head).values_list("area", flat=True))
            if head.current.body.sealed:
                assert head.words == ""
                assert areas <= {"unit:East"}
                assert head.current.valid_from == date(2031, 5, 1)
                assert secret.encode() not in bytes(head.current.body.content)
            else:
                assert secret in head.words
                assert head.current.valid_from == date(2031, 5, 17)
        assert not HeadEnd.objects.exists()
