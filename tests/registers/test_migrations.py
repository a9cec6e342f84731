"""What earlier versions wrote is read by this one: tables and payloads."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from django.db import connection

from peaceops.domain.access import Reader, Role
from peaceops.domain.error import PeaceopsError
from peaceops.domain.record import Holding
from peaceops.domain.strategy.information import ItemNode
from peaceops.registers.audit.log import break_of_chain, head
from peaceops.registers.copy import copy_of_tables, put_tables_back, schema
from peaceops.registers.health import astray_heads, changed_bodies
from peaceops.registers.opening import close_registers, open_registers
from peaceops.registers.record.history import history, known_at
from peaceops.services.register.session import Session
from peaceops.services.register.writing import Entry, write_record
from tests.conftest import bare_mission

SCHEMAS = sorted((Path(__file__).parent / "schemas").glob("*.json"))
NOW = datetime(2031, 6, 1, tzinfo=UTC)


class Kept(msgspec.Struct, frozen=True):
    """Tables as an earlier version left them (`tests.registers.first_schema`)."""

    schema: tuple[tuple[str, str], ...]
    tables: dict[str, str]

    @property
    def lines(self) -> dict[str, bytes]:
        return {label: text.encode() for label, text in self.tables.items()}


def read(file: Path) -> Kept:
    return msgspec.json.decode(file.read_bytes(), type=Kept)


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A mission whose database has no tables at all."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    folder = bare_mission(tmp_path / "mission")
    open_registers(folder, make=True, up_to_date=False)
    yield folder
    close_registers()


@pytest.mark.parametrize("file", SCHEMAS, ids=lambda file: file.stem)
def test_records_of_each_earlier_version_are_read_and_written_on(file: Path, empty: Path) -> None:
    kept = read(file)
    put_tables_back(kept.lines, kept.schema)
    assert set(kept.schema) <= set(schema())
    items = history("I1", {})
    assert [one.version for one in items] == [1, 2]
    assert [one.payload.title for one in items if isinstance(one.payload, ItemNode)] == [
        "Smoke at the ford",
        "Two houses burnt",
    ]
    assert {one.id for one in known_at(NOW, {})} == {"korbo", "I1", "T1", "I1/supports/T1", "C1"}
    assert history("C1", {})[0].holding is Holding.SEALED
    assert head().seq > 0
    assert break_of_chain() is None
    assert list(changed_bodies()) == []
    assert astray_heads() == ()
    reader = Reader(account="1", post="analyst", roles=frozenset({Role.ANALYST}))
    analyst = Session(reader=reader, at=NOW)
    third = write_record(analyst, Entry(payload=ItemNode(id="I1", title="Three"), base_version=2))
    assert third.version == 3
    with connection.cursor() as cursor, pytest.raises(Exception, match="only grows"):
        cursor.execute("UPDATE record_version SET post = ''")


def test_tables_that_came_later_are_made_on_the_way(empty: Path) -> None:
    kept = read(SCHEMAS[0])
    later = {("audit", "0002_release"), ("audit", "0003_keeping")}
    tables = {
        label: lines
        for label, lines in kept.lines.items()
        if label not in {"audit.Release", "audit.Hold", "audit.Certificate"}
    }
    put_tables_back(tables, tuple(key for key in kept.schema if key not in later))
    assert later <= set(schema())
    assert copy_of_tables()["audit.Certificate"] == b""
    assert break_of_chain() is None


def test_a_copy_of_a_later_version_is_refused_before_anything_is_made(empty: Path) -> None:
    kept = read(SCHEMAS[0])
    with pytest.raises(PeaceopsError, match="of a later version: record 9999_future"):
        put_tables_back(kept.lines, (*kept.schema, ("record", "9999_future")))
    assert schema() == ()


def test_a_copy_never_goes_over_what_is_there(mission: Path) -> None:
    kept = read(SCHEMAS[0])
    before = copy_of_tables()
    with pytest.raises(PeaceopsError, match="empty database only"):
        put_tables_back(kept.lines, kept.schema[:-1])
    assert copy_of_tables() == before
