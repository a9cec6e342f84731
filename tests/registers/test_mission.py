"""A strategy and a whole mission, into the registers and out again."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from peaceops.direct.strategy.load import load_strategy
from peaceops.domain.access import Role
from peaceops.domain.error import PeaceopsError
from peaceops.domain.record import Holding
from peaceops.domain.strategy.force import CaveatNode
from peaceops.domain.strategy.graph import Strategy
from peaceops.registers.key.seal import make_pair
from peaceops.registers.opening import open_registers
from peaceops.registers.record.models import Body, Head, HeadArea, HeadEnd, Version
from peaceops.services.register.mission import export_mission, import_mission
from peaceops.services.register.reading import as_known, record_history
from peaceops.services.register.session import Session
from peaceops.services.register.strategy import draw_strategy, take_strategy, write_strategy
from peaceops.services.register.writing import Entry, withdraw, write_record

SessionOf = Callable[..., Session]
EXAMPLES = Path(__file__).parents[2] / "examples"
EVERYONE = (Role.HEAD_OF_MISSION, Role.ANALYST, Role.HUMAN_RIGHTS)


def said(strategy: Strategy) -> tuple[object, ...]:
    return dict(strategy.nodes), sorted(strategy.edges, key=repr)


@pytest.mark.parametrize("example", ["troubled", "repaired"])
def test_a_strategy_goes_in_and_comes_out_unchanged(
    mission: Path, session_of: SessionOf, example: str, tmp_path: Path
) -> None:
    session = session_of(*EVERYONE)
    before = load_strategy(EXAMPLES / example)
    taken = take_strategy(session, EXAMPLES / example)
    assert taken.new == len(before.nodes) + len(before.edges)
    drawn = draw_strategy(session)
    assert (drawn.sealed, drawn.cut) == (0, 0)
    assert said(drawn.strategy) == said(before)
    write_strategy(session, tmp_path / "strategy.yaml")
    assert said(load_strategy(tmp_path / "strategy.yaml")) == said(before)
    again = take_strategy(session, tmp_path / "strategy.yaml")
    assert (again.new, again.changed, again.missing) == (0, 0, ())


def test_a_reader_draws_only_what_they_may_see(mission: Path, session_of: SessionOf) -> None:
    take_strategy(session_of(*EVERYONE), EXAMPLES / "troubled")
    drawn = draw_strategy(session_of(Role.WATCHKEEPER))
    nodes = drawn.strategy.nodes.values()
    assert nodes
    assert not any(node.marking.compartments for node in nodes)
    ends = {end for edge in drawn.strategy.edges for end in (edge.source, edge.target)}
    hidden = {node.id for node in load_strategy(EXAMPLES / "troubled").nodes.values()}
    assert not ends & (hidden - drawn.strategy.nodes.keys())


def test_who_may_not_record_all_of_it_records_none(mission: Path, session_of: SessionOf) -> None:
    with pytest.raises(PeaceopsError, match="is refused"):
        take_strategy(session_of(Role.PLANNER), EXAMPLES / "troubled")
    assert not Version.objects.exists()


def full_of_history(session_of: SessionOf) -> datetime:
    """Registers with edits, a withdrawal and a sealed record; returns a moment in between."""
    start = datetime(2031, 5, 2, 12, tzinfo=UTC)
    take_strategy(session_of(*EVERYONE, at=start), EXAMPLES / "troubled")
    planner = session_of(Role.PLANNER, at=start + timedelta(hours=1))
    caveat = CaveatNode(id="CX", text="no night movement", valid_from=date(2031, 5, 1))
    write_record(planner, Entry(payload=caveat, contributor="Ruritania"))
    later = session_of(Role.PLANNER, at=start + timedelta(hours=3))
    changed = msgspec.structs.replace(caveat, text="night movement by agreement")
    write_record(later, Entry(payload=changed, base_version=1))
    track = next(iter(load_strategy(EXAMPLES / "troubled").nodes.values())).id
    leader = session_of(*EVERYONE, at=start + timedelta(hours=4))
    withdraw(leader, track, base_version=1, reason="recorded twice")
    return start + timedelta(hours=2)


def rows(table: type[Version | Head | HeadArea | HeadEnd]) -> list[dict[str, object]]:
    found = table.objects.values()
    for row in found:
        row.pop("id", None)
        row.pop("hash", None)  # of sealed bodies it is another after sealing anew
    return sorted(found, key=repr)


def test_a_whole_mission_travels_with_all_of_its_history(
    mission: Path, session_of: SessionOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    between = full_of_history(session_of)
    session = session_of(*EVERYONE, Role.PLANNER)
    known = [msgspec.structs.replace(one, hash="") for one in as_known(session, between)]
    tables = {table: rows(table) for table in (Version, Head, HeadArea, HeadEnd)}
    pair = make_pair()
    count = export_mission(session, tmp_path / "away.age", [pair.recipient])
    assert count == Version.objects.count()
    assert b"night" not in (tmp_path / "away.age").read_bytes()

    other = _empty_registers(tmp_path, monkeypatch)
    assert import_mission(other, tmp_path / "away.age", pair.identity) == count
    assert {table: rows(table) for table in tables} == tables
    now_known = [msgspec.structs.replace(one, hash="") for one in as_known(other, between)]
    assert now_known == known
    assert [one.holding for one in record_history(other, "CX")] == [Holding.OPEN, Holding.OPEN]
    assert all(body.sealed for body in Body.objects.filter(version__record="CX"))
    with pytest.raises(PeaceopsError, match="hold records already"):
        import_mission(other, tmp_path / "away.age", pair.identity)
    write_record(other, Entry(payload=CaveatNode(id="CY"), contributor="Ruritania"))


def test_what_can_not_be_opened_is_not_exported(
    mission: Path, session_of: SessionOf, tmp_path: Path
) -> None:
    full_of_history(session_of)
    keyless = msgspec.structs.replace(session_of(Role.HEAD_OF_MISSION), keys={})
    with pytest.raises(PeaceopsError, match="nothing was exported"):
        export_mission(keyless, tmp_path / "away.age", [make_pair().recipient])
    assert not (tmp_path / "away.age").exists()
    with pytest.raises(PeaceopsError, match="export mission takes one of"):
        export_mission(session_of(Role.PLANNER), tmp_path / "away.age", [])


def test_a_damaged_or_foreign_file_is_refused_in_one_line(
    mission: Path, session_of: SessionOf, tmp_path: Path
) -> None:
    session = session_of(*EVERYONE)
    file = tmp_path / "away.age"
    pair = make_pair()
    export_mission(session, file, [pair.recipient])
    with pytest.raises(PeaceopsError, match="does not open it"):
        import_mission(session, file, make_pair().identity)
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(PeaceopsError, match="damaged"):
        import_mission(session, file, pair.identity)


def _empty_registers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    from peaceops.domain.access import Reader
    from peaceops.registers.key.role_key import make_keys, recovered_keys
    from tests.conftest import bare_mission

    monkeypatch.delenv("DATABASE_URL", raising=False)
    open_registers(bare_mission(tmp_path / "other"), make=True)
    keys = recovered_keys(make_keys(datetime(2031, 6, 1, tzinfo=UTC)))
    roles = frozenset({*EVERYONE, Role.PLANNER})
    return Session(reader=Reader(account="1", post="new post", roles=roles), keys=keys)
