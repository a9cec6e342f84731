"""Whatever people do in whatever order: no write is lost, and nobody reads above their level."""

from collections import defaultdict
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peaceops.domain.access import Reader, Subject, may_read
from peaceops.domain.marking import Compartment, Marking
from peaceops.domain.role import Role
from peaceops.domain.strategy.information import ItemNode
from peaceops.domain.strategy.node import LEVELS, Classification
from peaceops.services.register.session import Session
from peaceops.services.register.writing import Entry, write_record
from tests.api.conftest import Caller, make_caller

_NUMBER = count(1)
COMPARTMENTS = (
    Compartment.SOURCE_IDENTITY, Compartment.HOST_POSTURE, Compartment.CAVEAT, Compartment.MEDICAL,
)  # fmt: skip
DRAWN = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

people, things = st.integers(0, 2), st.integers(0, 1)
acts = st.lists(st.tuples(people, things, st.sampled_from(["read", "write"])), max_size=14)


def test_no_sequence_of_edits_loses_a_write(mission: Path) -> None:
    callers = [make_caller(role) for role in (Role.ANALYST, Role.POC_ADVISER, Role.WATCHKEEPER)]

    @DRAWN
    @given(acts)
    def holds(drawn: list[tuple[int, int, str]]) -> None:
        names = [f"shared-{next(_NUMBER)}" for _ in range(2)]
        had: dict[tuple[int, str], str] = defaultdict(lambda: '"1"')
        said = {name: [""] for name in names}
        for name in names:
            made = callers[0].ask("POST", "/items", {"payload": {"id": name}})
            assert made.status_code == 201
        for step, (person, thing, what) in enumerate(drawn):
            caller, name = callers[person], names[thing]
            if what == "read":
                had[person, name] = caller.get(f"/items/{name}")["ETag"]
                continue
            note, stands = f"step {step}", f'"{len(said[name])}"'
            answer = caller.ask(
                "PUT", f"/items/{name}", {"payload": {"id": name, "note": note}},
                headers={"if-match": had[person, name]},
            )  # fmt: skip
            if had[person, name] == stands:
                assert answer.status_code == 200
                had[person, name] = answer["ETag"]
                said[name].append(note)
            else:
                assert answer.status_code == 409
                theirs = msgspec.json.decode(answer.content)["theirs"]
                assert theirs["payload"]["note"] == said[name][-1]
        for name in names:
            versions = callers[0].read(f"/history/{name}")["versions"]
            assert [one["payload"]["note"] for one in versions] == said[name]

    holds()


Marks = tuple[Classification, frozenset[Compartment]]


class Written(NamedTuple):
    """A version that was written: of which thing, what only it says, and how it is marked."""

    name: str
    secret: str
    marking: Marking


markings = st.tuples(
    st.sampled_from(list(LEVELS)), st.frozensets(st.sampled_from(COMPARTMENTS), max_size=2)
)
edits = st.lists(st.tuples(things, markings), min_size=1, max_size=5)


def test_no_sequence_of_edits_and_exports_reveals_what_is_above_the_reader(
    mission: Path, session_of: Callable[..., Session]
) -> None:
    # Who writes holds every key and may mark lower, so that every marking can follow every other.
    writer = session_of(
        Role.HEAD_OF_MISSION, Role.ANALYST, Role.HUMAN_RIGHTS, Role.PLANNER, account="writer"
    )
    callers: dict[Role, Caller] = {
        role: make_caller(role) for role in Role if role is not Role.CONTRIBUTOR
    }
    callers[Role.CONTRIBUTOR] = make_caller(Role.CONTRIBUTOR, contributor="Ruritania")

    @DRAWN
    @given(edits, st.sampled_from(list(Role)))
    def holds(drawn: list[tuple[int, Marks]], role: Role) -> None:
        number = next(_NUMBER)
        written = [
            _write(writer, f"thing-{number}-{thing}", level, held) for thing, (level, held) in drawn
        ]
        caller = callers[role]
        newest = {one.name: one for one in written}
        seen = "".join(_everything(caller, one.name, one.secret) for one in written)
        for one in written:
            allowed = _allowed(role, caller, one) and _allowed(role, caller, newest[one.name])
            if not allowed:
                assert one.secret not in seen
            elif one is newest[one.name]:
                assert one.secret in seen

    holds()


def _write(
    writer: Session, name: str, level: Classification, held: frozenset[Compartment]
) -> Written:
    secret = f"s3cret-{next(_NUMBER)}-"
    item = ItemNode(
        id=name, title=secret, text=secret, place=secret, note=secret, classification=level,
        compartments=held, consent="quote_with_identity",
    )  # fmt: skip
    write_record(writer, Entry(payload=item, base_version=None, reason="marked anew"))
    return Written(name, secret, item.marking)


def _allowed(role: Role, caller: Caller, one: Written) -> bool:
    contributor = "Ruritania" if role is Role.CONTRIBUTOR else ""
    reader = Reader(
        account=caller.account, post="", roles=frozenset({role}), contributor=contributor
    )
    return bool(may_read(reader, Subject(kind="item", marking=one.marking)))


def _everything(caller: Caller, name: str, secret: str) -> str:
    """Return all that a reader is answered about a thing, whatever they ask."""
    wanted: dict[str, Any] = {"names": [name], "recipient": "a body", "purpose": "to see"}
    answers = [
        caller.get(address)
        for address in (
            f"/items/{name}", f"/history/{name}", f"/why/{name}", "/items?limit=500",
            "/records?limit=500&withdrawn=true", "/items?format=geojson&limit=500",
            "/items?as_known=2100-01-01T00:00:00Z&limit=500", "/threat-register", "/inbox",
            "/told-things", "/open-proposals", "/due-for-review", "/audit",
        )
    ]  # fmt: skip
    answers += [
        caller.ask("POST", "/preview-release", {"request": {**wanted, "audience": audience}})
        for audience in ("internal", "staff", "public")
    ]
    answers.append(caller.ask("POST", "/release", {**wanted, "audience": "internal"}))
    answers.append(caller.ask("PUT", f"/items/{name}", {"payload": {"id": name}}, version="999"))
    found = caller.read(f"/items?words={quote(secret)}&count=true")
    hidden = f"{found['count']} found" if found["count"] != len(found["records"]) else ""
    assert not hidden
    return "".join(answer.content.decode() for answer in answers)
