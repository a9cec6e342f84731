"""A day's work with items on the command line, as the how-to pages tell it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from peaceops.cli import main
from peaceops.domain.access import Role
from peaceops.services.register.session import Session

SessionOf = Callable[..., Session]
NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)
GROUND = """\
{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "North"},
 "geometry": {"type": "Polygon", "coordinates": [[[20,5],[24,5],[24,8],[20,8],[20,5]]]}}]}
"""
Run = Callable[..., str]


@pytest.fixture
def run(
    mission: Path,
    session_of: SessionOf,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Run a command as an analyst; the answer is what it printed."""
    (mission / "inputs").mkdir()
    (mission / "inputs/area.geojson").write_text(GROUND, encoding="utf-8")
    (mission / "inputs/places.csv").write_text(
        "name,latitude,longitude\nOuro,6.5,21.9\n", encoding="utf-8"
    )
    settings = mission / "mission.toml"
    text = settings.read_text(encoding="utf-8")
    named = '"inputs/area.geojson"\nplaces = "inputs/places.csv"'
    settings.write_text(text.replace('"inputs/area.geojson"', named), encoding="utf-8")
    session = session_of(Role.ANALYST, at=NOON)
    for noun in ("item", "link", "source", "requirement"):
        monkeypatch.setattr(f"peaceops.cli.{noun}.at_work", lambda _: session)

    def command(noun: str, act: str, *words: object, status: int = 0) -> str:
        with pytest.raises(SystemExit) as left:
            main([noun, act, str(mission), *map(str, words)])
        printed = capsys.readouterr()
        assert left.value.code == status, printed.err
        return printed.out + printed.err

    return command


def test_log_link_and_confirm(run: Run, tmp_path: Path) -> None:
    told = ("--date", "2031-05-01", "--actor", "Red Hills", "--killed", 4)
    run("item", "log", "I1", "Riders burnt houses near the market", "--place", "Ouro", *told)
    run("item", "log", "I2", "market: houses burnt by riders", "--place", "6.51, 21.91", *told,
        "--origin", "I1")  # fmt: skip
    assert "off the globe" in run(
        "item", "log", "I9", "x", "--place", "95.5, 200.2", *told, status=2
    )
    assert "did you mean Ouro?" in run("item", "log", "I9", "x", "--place", "Uoro", status=2)

    proposed = run("link", "propose", "--no-events")
    assert "link:I1~I2\n  their days overlap; " in proposed
    assert "1 new; 1 wait for a decision" in proposed
    assert "accepted, version 2" in run("link", "accept", "link:I1~I2")
    together = run("link", "together")
    assert "I1, I2: 1 separate origins" in together
    assert "I1 and I2 both go back to I1" in together
    refused = run("item", "grade", "I1", 1, "--base-version", 1, "--reason", "two say so", status=2)
    assert "all go back to one origin" in refused
    graded = run(
        "item", "grade", "I1", 2, "--base-version", 1, "--reason", "fits", "--reliability", "B"
    )
    assert "I1: B2, version 2" in graded
    undone = run("link", "undo", "link:I1~I2", "--base-version", 2, "--reason", "another day")
    assert "undone, version 3" in undone
    assert "0 things told by more than one report" in run("link", "together")

    note = tmp_path / "note.txt"
    note.write_text("what the chief said", encoding="utf-8")
    attached = run("item", "attach", "I1", note)
    out = tmp_path / "again.txt"
    run("item", "fetch", attached.split(":")[0], out)
    assert out.read_bytes() == note.read_bytes()


def test_a_list_is_tried_and_then_taken_in(run: Run, tmp_path: Path) -> None:
    rows = tmp_path / "log.csv"
    rows.write_text(
        "day,what,where\n2031-04-01,Shots,Ouro\n9999-12-31,Later,Ouro\n", encoding="utf-8"
    )
    mapping = tmp_path / "log.toml"
    mapping.write_text('[columns]\ndate="day"\ntext="what"\nplace="where"\n', encoding="utf-8")
    tried = run("item", "import", rows, mapping, "--try")
    assert "log.csv:3: date has not come yet: 9999-12-31" in tried
    assert "1 items would be new, 0 changed, 0 as they were; 1 rows set aside" in tried
    assert "1 items new" in run("item", "import", rows, mapping)
    assert "0 items new, 0 changed, 1 as they were" in run("item", "import", rows, mapping)
    mapping.write_text('kind="mrm"\n[columns]\ndate="day"\ntext="what"\n', encoding="utf-8")
    refused = run("item", "import", rows, mapping, status=2)
    assert refused.count("\n") == 1
    assert "human rights case data are not imported" in refused


def test_a_source_earns_a_letter_and_a_person_gives_it(run: Run) -> None:
    run("source", "add", "S-1", "--kind", "local radio")
    for number in range(5):
        run("item", "log", f"I{number}", "shots", "--date", "2031-05-01", "--source", "S-1")
        last = run("source", "outcome", "S-1", f"I{number}", "true" if number else "false")
    assert "4 true, 1 false, 0 not to be told; that would earn B (A to D)" in last
    run("source", "letter", "S-1", "B", "--reason", "four of five", "--base-version", 1)
    shown = run("source", "show", "S-1")
    assert shown.startswith("S-1: B, 5 items")
    assert "letter B, by post of analyst: four of five" in shown


def test_a_question_goes_round_the_cycle(run: Run) -> None:
    run("requirement", "ask", "P1", "Will they move?", "--level", "PIR", "--serves", "the base")
    run("requirement", "ask", "E1", "Do trucks gather?", "--level", "EEI", "--under", "P1",
        "--observable", "trucks at night")  # fmt: skip
    assert "nobody looks for: E1" in run("requirement", "coverage")
    run("requirement", "send", "E1", "2nd company", "--component", "military")
    covered = run("requirement", "coverage")
    assert "1 open elements: 100% looked for" in covered
    assert "one alone looks for: E1" in covered
    assert "P1 rests on military alone" in covered
    run("item", "log", "I1", "nine trucks", "--date", "2031-05-01")
    run("requirement", "answer", "E1", "I1", "--base-version", 1, "--whole")
    run("requirement", "feedback", "E1", "no", "--wanted", "what they carry")
    shown = run("requirement", "show", "E1")
    assert "answered by: I1" in shown
    assert "wanted: what they carry" in shown
    assert "a reader still needs an answer" in shown
    run("requirement", "reopen", "E1", "--base-version", 2, "--reason", "the load")
    assert "E1 (EEI, open)" in run("requirement", "show", "E1")
