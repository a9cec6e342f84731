"""Bad input to a plan, through the command line: one line each, and the rest is still planned."""

import json
import re
from pathlib import Path

import pytest

from tests.unit.test_bad_input import status
from tests.unit.test_strategy_cli import answer

HEAD = "mission: {id: M, phase: in_mission, as_of: 2031-04-30}\n"
SOUND = "  - {id: K9, title: sound, duration_months_least: 1, duration_months_most: 1}\n"


def planned(
    capsys: pytest.CaptureFixture[str], folder: Path, text: str
) -> tuple[list[str], dict[str, str | None], dict[str, list[str]]]:
    """Plan a strategy: its notes, the start of each task, and the layers that bar the others."""
    file = folder / "strategy.yaml"
    file.write_text(HEAD + text, encoding="utf-8")
    out, err = answer(capsys, "plan", file, "--json", "--months", "12")
    assert err == ""
    document = json.loads(out)
    option = next(one for one in document["options"] if one["id"] == "orders_first")
    starts = {task["id"]: task["start"] for task in option["order"]["tasks"]}
    barred = {one["id"]: one["layers"] for one in option["why_not"] if one["kind"] == "task"}
    assert all("\n" not in note for note in document["notes"])
    said, _ = answer(capsys, "plan", file, "--months", "12")
    for note in document["notes"]:
        assert re.search(rf"^  {re.escape(note)}$", said, re.MULTILINE), "one line, to a person too"
    return document["notes"], starts, barred


def test_no_tasks(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    notes, starts, barred = planned(capsys, tmp_path, "units: [{id: U}]\n")
    assert notes[0] == "no task is planned or active: there is nothing to put in order"
    assert (starts, barred) == ({}, {})


def test_no_units(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    notes, starts, barred = planned(
        capsys, tmp_path, f"tasks:\n  - {{id: K1, requires_force_level: 2}}\n{SOUND}"
    )
    assert notes[0] == "no unit is recorded: whatever needs one can not start"
    assert starts == {"K9": "2031-05"}
    assert barred == {"K1": ["command"]}


def test_prerequisites_in_a_circle(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    notes, starts, barred = planned(
        capsys, tmp_path,
        "tasks:\n  - {id: K1, prerequisites: [K2]}\n  - {id: K2, prerequisites: [K3]}\n"
        f"  - {{id: K3, prerequisites: [K1]}}\n  - {{id: K4, prerequisites: [K4]}}\n{SOUND}",
    )  # fmt: skip
    circles = [note for note in notes if "a circle" in note]
    assert circles[0].startswith("K1 waits for K2 waits for K3 waits for K1: a circle")
    assert circles[1].startswith("K4 waits for K4: a circle")
    assert len(circles) == 2, "each circle is named once"
    assert starts == {"K9": "2031-05"}
    assert set(barred) == {"K1", "K2", "K3", "K4"}


def test_what_nobody_has(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    notes, starts, barred = planned(
        capsys, tmp_path,
        "requirements: [{id: R, title: river boats, quantity: 2, critical: true}]\n"
        f"tasks:\n  - {{id: K1, requires: [R]}}\n{SOUND}units: [{{id: U}}]\n",
    )  # fmt: skip
    assert "nobody provides R (river boats), which K1 can not do without" in notes
    assert starts == {"K9": "2031-05"}
    assert barred == {"K1": ["capability"]}


def test_windows_in_the_past_and_windows_that_end_before_they_begin(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    notes, starts, barred = planned(
        capsys, tmp_path,
        "tasks:\n  - {id: K1, not_after: 2030-01-01}\n"
        "  - {id: K2, not_before: 2032-01-01, not_after: 2031-06-01}\n"
        f"  - {{id: K3, not_before: 2029-01-01}}\n{SOUND}",
    )  # fmt: skip
    assert "K1: its window ended on 2030-01-01, in the past" in notes
    assert "K2: its window ends before it begins" in notes
    assert starts == {"K3": "2031-05", "K9": "2031-05"}, "a window that has begun is open"
    assert barred == {"K1": ["time"], "K2": ["time"]}


@pytest.fixture(scope="module")
def mission(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bad") / "mission"
    assert status("exercise", "new", folder, "--scale", "0.4") == 0
    places = folder / "inputs" / "places.csv"
    rows = places.read_text(encoding="utf-8").splitlines()
    header = rows[0].split(",")
    twin = rows[1].split(",")
    twin[header.index("name")] = "Twin of it"
    twin[header.index("population")] = "9000000"
    places.write_text("\n".join([*rows, ",".join(twin)]) + "\n", encoding="utf-8")
    return folder


@pytest.mark.full
def test_two_bases_on_one_spot_are_taken_as_one(
    capsys: pytest.CaptureFixture[str], mission: Path
) -> None:
    out, err = answer(capsys, "plan", mission, "--quiet")
    assert err == ""
    told = [line for line in out.splitlines() if "stand on one spot: taken as one" in line]
    assert len(told) == 1
    assert "Twin of it" in told[0]
    assert "presence_first: Presence first" in out


@pytest.mark.full
def test_a_mission_without_units_still_has_an_order(
    capsys: pytest.CaptureFixture[str], mission: Path
) -> None:
    for file in (mission / "strategy").iterdir():
        file.unlink()
    (mission / "strategy" / "all.yaml").write_text(
        "mission: {id: M, phase: in_mission, as_of: 2025-12-31}\n"
        f"tasks:\n  - {{id: K1, requires_force_level: 2}}\n{SOUND}",
        encoding="utf-8",
    )
    out, err = answer(capsys, "plan", mission, "--quiet")
    assert err == ""
    assert "no unit is recorded: whatever needs one can not start" in out
    assert "no unit in the mission: reach is not known" in out
    assert "tasks: 1 placed" in out
