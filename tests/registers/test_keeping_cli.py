"""Release and keep on the command line, as somebody who is signed in."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from peaceops.cli.main import main
from peaceops.domain.access import Role
from peaceops.domain.error import BAD_INPUT, DONE, REFUSED
from peaceops.domain.retention import Certificate
from peaceops.domain.strategy.information import ItemNode
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.services.register.session import Session
from peaceops.services.register.writing import Entry, write_records

NOW = datetime(2031, 5, 3, 8, 0, tzinfo=UTC)


@pytest.fixture
def desk(
    mission: Path, session_of: Callable[..., Session], monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A mission with an item and a threat, at whose terminal the head of mission sits."""
    items = [ItemNode(id="I1", title="Smoke at the ford", consent="none"), ThreatNode(id="T1")]
    write_records(session_of(Role.ANALYST, at=NOW), [Entry(payload=one) for one in items])
    session = session_of(Role.HEAD_OF_MISSION, at=NOW)
    for noun in ("release", "keeping"):
        monkeypatch.setattr(f"peaceops.cli.{noun}.at_work", lambda _: session)
    return mission


def status(*tokens: object) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(token) for token in tokens])
    return int(left.value.code or 0)


def test_a_release_from_first_look_to_the_log(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("--record", "T1", "I1", "--audience", "staff")
    assert status("release", "preview", desk, *asked) == DONE
    shown = capsys.readouterr().out
    assert "threat T1" in shown
    assert "stays: I1: its source does not allow it" in shown
    named = ("--recipient", "Sector East", "--purpose", "weekly picture")
    assert status("release", "write", desk, tmp_path / "out.json", *asked, *named) == DONE
    assert "1 things" in capsys.readouterr().out
    assert "Sector East" in (tmp_path / "out.json").read_text(encoding="utf-8")
    assert status("release", "log", desk, "--record", "T1") == DONE
    assert "weekly picture" in capsys.readouterr().out
    assert status("release", "log", desk, "--record", "I1") == DONE
    assert capsys.readouterr().out == "0 releases\n"


def test_what_may_not_leave_exits_with_four_and_one_line(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("--record", "I1", "--recipient", "a paper", "--purpose", "news")
    out = tmp_path / "out.json"
    assert status("release", "write", desk, out, *asked, "--audience", "public") == REFUSED
    assert capsys.readouterr().err.count("\n") == 1
    assert status("release", "write", desk, out, *asked, "--audience", "friends") == BAD_INPUT
    assert "internal, staff, public" in capsys.readouterr().err
    assert not out.exists()


def test_the_round_of_keeping(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert status("keep", "review", desk) == DONE
    assert status("keep", "due", desk) == DONE
    assert "0 due for destruction" in capsys.readouterr().out
    destroy = ("keep", "destroy", desk, "--record", "I1", "--authority", "decision 4")
    assert status(*destroy) == REFUSED
    assert status("keep", "hold", desk, "--record", "I1", "--reason", "inquiry") == DONE
    assert status(*destroy, "--early", "consent taken back") == REFUSED
    assert status("keep", "lift", desk, "--record", "I1", "--reason", "closed") == DONE
    capsys.readouterr()
    assert status(*destroy, "--early", "consent taken back") == DONE
    made = msgspec.json.decode(capsys.readouterr().out, type=Certificate)
    assert [one.id for one in made.records] == ["I1"]
    assert status("keep", "certificates", desk) == DONE
    assert msgspec.json.decode(capsys.readouterr().out, type=Certificate) == made
