"""Invariants of the registers on drawn people, records and sequences of edits."""

from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from peaceops.domain.record import Action, id_of
from peaceops.domain.strategy.information import ItemNode
from peaceops.registers.record.history import known_at
from peaceops.registers.record.models import Head, HeadArea, HeadEnd
from peaceops.registers.record.store import Draft, Writer, append, destroy
from tests.registers.drawn import DRAWN, START, drafts, rolled_back

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
