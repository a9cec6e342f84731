"""Backup and restore: one command each, and the copy is the same, record for record."""

import hashlib
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from peaceops.cli.main import main
from peaceops.domain.access import Role
from peaceops.domain.audit import Act
from peaceops.domain.error import PeaceopsError
from peaceops.domain.strategy.force import CaveatNode
from peaceops.domain.strategy.information import ItemNode
from peaceops.registers.audit.log import break_of_chain, head, newest_entries
from peaceops.registers.copy import hashes_of_tables
from peaceops.registers.key.seal import make_pair
from peaceops.registers.opening import close_registers, open_registers
from peaceops.services.register.backup import back_up, restore
from peaceops.services.register.reading import read_record, record_history
from peaceops.services.register.session import Session
from peaceops.services.register.writing import Entry, write_record

NOW = datetime(2031, 5, 3, 8, 0, tzinfo=UTC)
CAVEAT = "the brigade does not move at night"
PAIR = make_pair()


@pytest.fixture
def kept(mission: Path, session_of: Callable[..., Session]) -> Path:
    """A mission with a changed item, a sealed caveat and a file."""
    analyst = session_of(Role.ANALYST, at=NOW)
    write_record(analyst, Entry(payload=ItemNode(id="I1", title="Smoke at the ford")))
    write_record(analyst, Entry(payload=ItemNode(id="I1", title="Two houses"), base_version=1))
    planner = session_of(Role.PLANNER, Role.HEAD_OF_MISSION, at=NOW)
    write_record(planner, Entry(payload=CaveatNode(id="C1", text=CAVEAT)))
    (mission / "attachments").mkdir()
    (mission / "attachments" / "ab12").write_bytes(b"\x00picture")
    (mission / ".peaceops").mkdir(exist_ok=True)
    (mission / ".peaceops" / "computed").write_text("anew")
    return mission


def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Restore to a file, wherever the copy comes from."""
    monkeypatch.delenv("DATABASE_URL", raising=False)


def test_a_restored_copy_is_identical_and_its_audit_holds(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    session_of: Callable[..., Session],
) -> None:  # fmt: skip
    planner = session_of(Role.PLANNER, Role.ANALYST, at=NOW)
    before = hashes_of_tables()
    end = head()
    file = tmp_path / "copy.age"
    manifest = back_up(kept, file, NOW, recipients=[PAIR.recipient])
    assert newest_entries(1)[0].act is Act.BACK_UP
    assert {name: manifest.parts[f"tables/{name}.jsonl"] for name in before} == before

    elsewhere(monkeypatch)
    restore(file, tmp_path / "again", NOW, identity=PAIR.identity)
    open_registers(tmp_path / "again")
    again = hashes_of_tables()
    assert {name for name in before if again[name] != before[name]} == {
        "audit.Entry",
        "audit.Head",
    }
    restored = newest_entries(1)[0]
    assert (restored.act, restored.seq) == (Act.RESTORE, end.seq + 1)
    assert break_of_chain([end]) is None
    assert [one.version for one in record_history(planner, "I1")] == [1, 2]
    caveat = read_record(planner, "C1").payload
    assert isinstance(caveat, CaveatNode)
    assert caveat.text == CAVEAT
    assert (tmp_path / "again" / "attachments" / "ab12").read_bytes() == b"\x00picture"
    assert not (tmp_path / "again" / ".peaceops" / "computed").exists()


def test_a_restored_copy_takes_further_records(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    session_of: Callable[..., Session],
) -> None:  # fmt: skip
    analyst = session_of(Role.ANALYST, at=NOW)
    back_up(kept, tmp_path / "copy.age", NOW, recipients=[PAIR.recipient])
    elsewhere(monkeypatch)
    restore(tmp_path / "copy.age", tmp_path / "again", NOW, identity=PAIR.identity)
    open_registers(tmp_path / "again")
    third = write_record(analyst, Entry(payload=ItemNode(id="I1", title="Three"), base_version=2))
    assert third.version == 3
    with connection.cursor() as cursor, pytest.raises(Exception, match="only grows"):
        cursor.execute("DELETE FROM record_version")


def test_nothing_of_the_copy_lies_open(kept: Path, tmp_path: Path) -> None:
    file = tmp_path / "out" / "copy.age"
    file.parent.mkdir()
    back_up(kept, file, NOW, words="seven quiet rivers")
    assert b"Two houses" not in file.read_bytes()
    assert [path.name for path in file.parent.iterdir()] == ["copy.age"]


@pytest.mark.parametrize("place", [0, 200, -1])
def test_a_damaged_copy_or_a_wrong_key_restores_nothing(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    file = tmp_path / "copy.age"
    back_up(kept, file, NOW, recipients=[PAIR.recipient])
    elsewhere(monkeypatch)
    with pytest.raises(PeaceopsError, match="does not open it"):
        restore(file, tmp_path / "again", NOW, identity=make_pair().identity)
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(bytes(content))
    with pytest.raises(PeaceopsError, match="does not open it"):
        restore(file, tmp_path / "again", NOW, identity=PAIR.identity)
    assert not (tmp_path / "again").exists()
    assert not list(tmp_path.glob(".again-*"))


def test_a_copy_goes_into_a_new_folder_only_and_lies_elsewhere(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(PeaceopsError, match="belongs elsewhere"):
        back_up(kept, kept / "copy.age", NOW, recipients=[PAIR.recipient])
    with pytest.raises(PeaceopsError, match="nobody could open it"):
        back_up(kept, tmp_path / "copy.age", NOW)
    back_up(kept, tmp_path / "copy.age", NOW, recipients=[PAIR.recipient])
    with pytest.raises(PeaceopsError, match="something already"):
        restore(tmp_path / "copy.age", kept, NOW, identity=PAIR.identity)


def test_one_command_each(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    close_registers()
    file, identity = tmp_path / "copy.age", tmp_path / "identity.txt"
    identity.write_text(PAIR.identity, encoding="utf-8")
    assert status("backup", kept, file, "--to", PAIR.recipient) == 0
    assert hashlib.sha256(file.read_bytes()).hexdigest() in newest_entries(1)[0].ids
    elsewhere(monkeypatch)
    assert status("restore", file, tmp_path / "again", "--identity", identity) == 0
    assert "the audit holds" in capsys.readouterr().out
    assert status("doctor", tmp_path / "again") == 0
    shown = capsys.readouterr().out
    assert "the audit holds" in shown
    assert os.environ.get("DATABASE_URL") is None


def status(*tokens: object) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(token) for token in tokens])
    return int(left.value.code or 0)
