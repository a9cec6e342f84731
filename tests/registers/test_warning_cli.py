"""Threats and warnings on the command line: what is wrong is said in one line."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from peaceops.domain.access import Role
from peaceops.domain.error import BAD_INPUT, FINDINGS, REFUSED
from tests.registers.warned import SessionOf, at, laid_out, later_by_default

Run = Callable[..., str]
NOTICE = """\
id = "W1-1"
unknown = ["actor", "against", "harm_types", "window_from", "window_to", "likelihood", "confidence"]
area = "south"
basis = ["I1"]
"""


@pytest.fixture
def run(
    mission: Path,
    session_of: SessionOf,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Run a command as somebody in a role; the answer is what it printed."""
    sessions = later_by_default(session_of)
    laid_out(sessions)

    def command(*words: object, role: Role = Role.WATCHKEEPER, status: int = 0) -> str:
        session = sessions(role, at=at(1))
        monkeypatch.setattr("peaceops.services.register.opening.session_at", lambda *_: session)
        tokens = [str(word) for word in words]
        with pytest.raises(SystemExit) as left:
            import_module("peaceops.cli.main").main([*tokens[:2], str(mission), *tokens[2:]])
        printed = capsys.readouterr()
        assert left.value.code == status, printed.err
        assert printed.err.count("\n") == (0 if status in {0, FINDINGS} else 1)
        return printed.out + printed.err

    return command


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("warning", "alert", "A1", "call 0099912345678"), "who called"),
        (("warning", "alert", "A1", "x", "--expected", "tomorrow"), "is no time"),
        (("warning", "alert", "A1", "safe \u202eword"), "reverses the order"),
        (("warning", "step", "A9", "closed"), "none that you may see"),
        (("warning", "outcome", "W1", "came", "x", "--effect", "R1=great"), "is no effect"),
        (("warning", "scorecard", "--incident", "I1"), "is no incident"),
        (("warning", "issue", "nowhere.toml"), "No such file"),
        (("warning", "subscribe", "--e-mail", "a, b"), "one address"),
        (("warning", "subscribe", "--harm", "noise"), "noise"),
        (("threat", "judge", "T1", "--base-version", 1, "--reason", "x", "--factor", "intent=big"),
         "is no factor"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_line(run: Run, words: tuple[object, ...], says: str) -> None:
    role = Role.ANALYST if words[0] == "threat" else Role.WATCHKEEPER
    status = REFUSED if words[2] == "A9" else BAD_INPUT
    assert says in run(*words, role=role, status=status)


def test_what_is_not_known_may_be_issued_and_a_blank_may_not(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "notice.toml"
    file.write_text(NOTICE.replace('"actor", ', ""), encoding="utf-8")
    assert "who endangers them" in run("warning", "issue", file, "--warning", "W1", status=2)
    file.write_text(NOTICE + 'mood = "grim"\n', encoding="utf-8")
    assert "mood" in run("warning", "issue", file, status=2)
    file.write_text(NOTICE + "level = ", encoding="utf-8")
    assert "no TOML" in run("warning", "issue", file, status=2)
    file.write_text(NOTICE, encoding="utf-8")
    assert "reaches 0 people" in run("warning", "issue", file, "--warning", "W1")
    assert "telephone" in run("warning", "update", "W1", "nobody came")


def test_a_caller_file_is_recorded_apart_and_never_printed(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "caller.toml"
    file.write_text('name = "Mother of three"\ncontact = "by the well"\n', encoding="utf-8")
    said = run("warning", "alert", "A1", "armed men", "--area", "south", "--caller-file", file)
    assert said == "A1: received\n"
    file.write_text('name = 3\ncontact = "by the well"\n', encoding="utf-8")
    said = run("warning", "alert", "A2", "armed men", "--caller-file", file, status=2)
    assert "no caller in it" in said
    assert "well" not in said


def test_the_watch_leaves_with_one_where_something_waits(run: Run, session_of: SessionOf) -> None:
    run("warning", "alert", "A1", "armed men", "--received", "2031-05-01T12:00")
    late = run("warning", "watch", status=FINDINGS)
    assert "A1: waits for a decision since 2031-05-01 14:00 UTC (23.0 hours), owner nobody" in late
    assert "A1: waits for an owner since 2031-05-02 12:00 UTC (1.0 hours)" in late


def test_people_from_outside_do_not_read_the_words_of_an_alert(run: Run) -> None:
    run("warning", "alert", "A1", "armed men", "--area", "south")
    assert "armed men" in run("record", "show", "A1", "--json", role=Role.ANALYST)
    for role in (Role.HUMANITARIAN_LIAISON, Role.CONTRIBUTOR):
        assert "none that you may see" in run("record", "show", "A1", role=role, status=REFUSED)
