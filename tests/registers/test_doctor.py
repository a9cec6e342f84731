"""The doctor finds what is damaged, what is due, and which backups must go."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from peaceops.domain.access import Role
from peaceops.domain.retention import SHORTEST_DAYS, keeping_of
from peaceops.domain.strategy.information import ItemNode
from peaceops.registers.key.seal import make_pair
from peaceops.services.register.backup import back_up
from peaceops.services.register.doctor import copies_in, examine, prune
from peaceops.services.register.keeping import destroy_records, hold_records
from peaceops.services.register.session import Session
from peaceops.services.register.writing import Entry, write_record

NOW = datetime(2031, 5, 3, 8, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=keeping_of("item").keep_days)
TO = [make_pair().recipient]


@pytest.fixture
def kept(mission: Path, session_of: Callable[..., Session]) -> Path:
    analyst = session_of(Role.ANALYST, at=NOW)
    write_record(analyst, Entry(payload=ItemNode(id="I1", title="Smoke at the ford")))
    return mission


def wrong(folder: Path, now: datetime = NOW, backups: Path | None = None) -> list[str]:
    return [one.words for one in examine(folder, now, backups=backups) if not one.sound]


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_sound_mission_needs_nothing(kept: Path) -> None:
    assert wrong(kept) == []
    assert len(examine(kept, NOW)) == 5


def test_a_changed_body_is_found(kept: Path) -> None:
    run("UPDATE record_body SET salt = content")
    assert wrong(kept) == ["1 changed since: I1"]


def test_a_list_that_goes_by_another_version_is_found(kept: Path) -> None:
    run("UPDATE record_head SET version = 7 WHERE record = 'I1'")
    assert wrong(kept) == ["1 listed wrongly: I1"]


def test_a_changed_audit_is_found(kept: Path) -> None:
    run("UPDATE audit_head SET seq = seq + 1")
    assert "the audit does not hold" in wrong(kept)[0]


def test_what_is_due_is_named_and_what_is_held_is_not_called_for(
    kept: Path, session_of: Callable[..., Session]
) -> None:
    assert wrong(kept, LATER - timedelta(days=1)) == []
    assert wrong(kept, LATER) == ["1 due for destruction: I1"]
    hold_records(session_of(Role.HEAD_OF_MISSION, at=LATER), ["I1"], "inquiry")
    assert wrong(kept, LATER) == []
    assert examine(kept, LATER)[-1].words == "1 due, but under a legal hold"


def test_backups_from_before_a_destruction_must_go(
    kept: Path, tmp_path: Path, session_of: Callable[..., Session]
) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    back_up(kept, copies / "before.age", NOW, recipients=TO)
    (copies / "foreign.age").write_bytes(b"of another mission")
    assert wrong(kept, NOW + timedelta(days=1), copies) == []
    chief = session_of(Role.HEAD_OF_MISSION, at=NOW + timedelta(days=2))
    destroy_records(chief, ["I1"], "request", early="consent taken back")
    back_up(kept, copies / "after.age", NOW + timedelta(days=3), recipients=TO)
    assert wrong(kept, NOW + timedelta(days=3), copies) == [
        "before.age must go: it holds what was destroyed on 2031-05-05"
    ]
    gone = prune(copies, NOW + timedelta(days=3))
    assert [copy.file.name for copy in gone] == ["before.age"]
    left = {copy.file.name: copy.made_at for copy in copies_in(copies, NOW + timedelta(days=3))}
    assert left == {"after.age": NOW + timedelta(days=3), "foreign.age": None}


def test_backups_older_than_the_shortest_time_of_keeping_must_go(
    kept: Path, tmp_path: Path
) -> None:
    back_up(kept, tmp_path / "old.age", NOW, recipients=TO)
    late = NOW + timedelta(days=SHORTEST_DAYS)
    assert prune(tmp_path, late) == ()
    assert [copy.file.name for copy in prune(tmp_path, late + timedelta(days=1))] == ["old.age"]
