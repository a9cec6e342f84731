"""The audit in the database: guarded by triggers, and found out where somebody lifts them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from peaceops.cli.main import main
from peaceops.domain.audit import Act, AuditHead
from peaceops.domain.error import BAD_INPUT, DONE, FINDINGS
from peaceops.domain.marking import Level
from peaceops.registers.audit.log import (
    LONGEST_LIST,
    append_entry,
    break_of_chain,
    entries,
    head,
    newest_entries,
)

NOW = datetime(2031, 5, 3, 8, 0, tzinfo=UTC)


@pytest.fixture
def folder(mission: Path) -> Path:
    """A mission whose audit holds five entries."""
    for number in range(5):
        append_entry(
            Act.READ,
            at=NOW + timedelta(minutes=number),
            account=str(number),
            post="analyst, Bria",
            kind="item",
            ids=(f"I{number}", "I9"),
            level=Level.CONFIDENTIAL,
            query="bridge",
            reason="asked by the watch",
        )
    return mission


def run(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def lift_guards() -> None:
    """Do what somebody with the database's own password can do."""
    on_table = " ON audit_entry" if connection.vendor == "postgresql" else ""
    for act in ("update", "delete"):
        run(f"DROP TRIGGER audit_entry_no_{act}{on_table}")


def status(*tokens: object) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(token) for token in tokens])
    return int(left.value.code or 0)


def signing(*tokens: object, words: str = "seven quiet rivers") -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PEACEOPS_PASSPHRASE", words)
        return status(*tokens)


def test_entries_come_back_as_they_were_written(folder: Path) -> None:
    found = list(entries())
    assert [entry.seq for entry in found] == [1, 2, 3, 4, 5]
    assert found[2].at == NOW + timedelta(minutes=2)
    assert found[2].ids == ("I2", "I9")
    assert found[2].count == 2
    assert found[2].level is Level.CONFIDENTIAL
    assert found[2].act is Act.READ
    assert newest_entries(2) == [found[4], found[3]]
    assert head() == AuditHead(seq=5, hash=found[4].hash)
    assert break_of_chain() is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET post = 'x' WHERE seq = 2",
        "DELETE FROM audit_entry WHERE seq = 5",
        "DELETE FROM audit_entry",
    ],
)
def test_the_database_refuses_to_change_or_remove_an_entry(folder: Path, statement: str) -> None:
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        run(statement)
    assert len(list(entries())) == 5


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("seq", 70),
        ("at", "2031-05-03 08:02:00.000001"),
        ("at", "sometime"),
        ("account", "9"),
        ("post", "head of mission"),
        ("act", "write"),
        ("act", "nothing"),
        ("kind", "source"),
        ("ids", '["I2"]'),
        ("ids", "no list"),
        ("count", 3),
        ("level", 0),
        ("level", 8),
        ("query", ""),
        ("reason", "for no reason"),
        ("previous", "0" * 64),
        ("hash", "0" * 64),
    ],
)
def test_with_the_guards_lifted_a_change_of_any_column_is_found(
    folder: Path, column: str, value: object
) -> None:
    if value == "sometime" and connection.vendor == "postgresql":
        pytest.skip("the server itself takes no such time")
    lift_guards()
    run(f"UPDATE audit_entry SET {column} = %s WHERE seq = 3", value)  # noqa: S608
    found = break_of_chain()
    assert found is not None
    assert found.seq == 3


def change_order() -> None:
    for one, another in ((2, -1), (3, 2), (-1, 3)):
        run("UPDATE audit_entry SET seq = %s WHERE seq = %s", another, one)


@pytest.mark.parametrize(
    ("tamper", "where"),
    [
        (lambda: run("DELETE FROM audit_entry WHERE seq = 3"), 3),
        (lambda: run("DELETE FROM audit_entry WHERE seq = 1"), 1),
        (lambda: run("DELETE FROM audit_entry WHERE seq = 5"), 5),
        (lambda: run("DELETE FROM audit_entry"), 1),
        (lambda: run("UPDATE audit_head SET seq = 4"), 5),
        (change_order, 2),
    ],
)
def test_with_the_guards_lifted_deletion_and_reordering_are_found(
    folder: Path, tamper: Callable[[], None], where: int
) -> None:
    lift_guards()
    tamper()
    found = break_of_chain()
    assert found is not None
    assert found.seq == where


def test_an_entry_goes_with_the_act_that_it_tells_of(folder: Path) -> None:
    with transaction.atomic():
        append_entry(Act.WRITE, at=NOW, account="1", post="analyst")
        transaction.set_rollback(True)
    assert head().seq == 5
    assert break_of_chain() is None


def test_many_at_work_at_once_make_one_chain(folder: Path) -> None:
    def work(number: int) -> None:
        for _ in range(10):
            append_entry(Act.READ, at=NOW, account=str(number), post="analyst")
        connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert head().seq == 45
    assert break_of_chain() is None


def test_of_a_long_list_only_the_count_is_kept(folder: Path) -> None:
    many = tuple(f"I{number}" for number in range(LONGEST_LIST + 1))
    entry = append_entry(Act.EXPORT, at=NOW, account="1", post="analyst", ids=many)
    assert entry.ids == ()
    assert entry.count == LONGEST_LIST + 1


def test_a_head_kept_elsewhere_shows_a_tail_cut_off_and_mended(
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    kept = tmp_path / "kept.json"
    assert signing("audit", "key", folder) == DONE
    assert signing("audit", "head", folder, kept) == DONE
    assert b"rivers" not in kept.read_bytes()
    assert status("audit", "verify", folder, "--head", kept) == DONE
    assert "6 entries, the chain holds, 1 kept heads found in it" in capsys.readouterr().out

    lift_guards()
    run("DELETE FROM audit_entry WHERE seq > 4")
    run("UPDATE audit_head SET seq = 4, hash = (SELECT hash FROM audit_entry WHERE seq = 4)")
    assert status("audit", "verify", folder) == DONE
    capsys.readouterr()
    assert status("audit", "verify", folder, "--head", kept) == FINDINGS
    assert "entry 5" in capsys.readouterr().out


def test_a_changed_head_or_one_of_another_key_is_refused(
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    kept = tmp_path / "kept.json"
    signing("audit", "key", folder)
    signing("audit", "head", folder, kept)
    text = kept.read_text(encoding="utf-8")
    kept.write_text(text.replace('"seq":6', '"seq":5'), encoding="utf-8")
    capsys.readouterr()
    assert status("audit", "verify", folder, "--head", kept) == BAD_INPUT
    assert "it was changed" in capsys.readouterr().err
    kept.write_text(text, encoding="utf-8")
    assert status("audit", "verify", folder, "--head", kept, "--public-key", "ab" * 32) == BAD_INPUT
    assert "another key" in capsys.readouterr().err


def test_a_wrong_passphrase_signs_nothing(folder: Path, tmp_path: Path) -> None:
    signing("audit", "key", folder)
    assert (
        signing("audit", "head", folder, tmp_path / "kept.json", words="six quiet rivers")
        == BAD_INPUT
    )
    assert not (tmp_path / "kept.json").exists()
