"""Proposals and the accuracy note, on an invented mission."""

import json
from datetime import date
from pathlib import Path

import pytest

from tests.unit.test_bad_input import ged_rows, make_mission, status, table_text


@pytest.fixture(scope="module")
def mission(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_mission(tmp_path_factory.mktemp("note"), ged_rows())
    for day in ("2015-03-31", "2015-06-30", "2015-09-30"):
        assert status("run", folder, "--as-of", day, "--quiet") == 0
    return folder


def test_a_mission_without_issues_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_mission(tmp_path, ged_rows())
    assert status("evaluate", folder) == 2
    assert "no outlook was issued yet" in capsys.readouterr().err


def test_the_note_counts_what_the_events_say(
    mission: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert status("evaluate", mission, "--as-of", "2015-10-31", "--json") == 0
    note = json.loads(capsys.readouterr().out)["note"]
    assert note["waiting"] == ["2015-09-30"]
    assert [item["as_of"] for item in note["outlooks"]] == ["2015-06-30", "2015-03-31"]
    for item in note["outlooks"]:
        day = date.fromisoformat(item["as_of"])
        outlook = json.loads((mission / "out" / item["as_of"] / "outlook.json").read_text())
        until = date(2015, 9, 30) if day.month == 6 else date(2015, 6, 30)
        killed: dict[int, float] = {}
        for row in ged_rows():
            ended = date.fromisoformat(str(row["date_end"]))
            if day < ended <= until and int(str(row["where_prec"])) <= 3:
                cell = int((float(str(row["latitude"])) + 90) // 0.5) * 720
                cell += int((float(str(row["longitude"])) + 180) // 0.5) + 1
                killed[cell] = killed.get(cell, 0) + float(str(row["deaths_civilians"]))
        attacked = {cell for cell, deaths in killed.items() if deaths >= 1}
        ranked = [area["cell"] for area in outlook["areas"]]
        attacked &= set(ranked)
        assert item["attacked"] == len(attacked)
        assert item["hits"] == len(attacked & set(ranked[:10]))
        assert item["missed"] == len(attacked - set(ranked[:10]))
        assert item["deaths_then"] == item["deaths_now"]
        assert item["expected_attacked"] == pytest.approx(
            sum(area["p_ge_1"] for area in outlook["areas"]), abs=1e-3
        )
    text = (mission / "accuracy" / "2015-10-31" / "accuracy.md").read_text(encoding="utf-8")
    assert "Outlooks that are over: 2." in text
    assert "have not been revised since" in text


def test_a_revision_is_seen(mission: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file published later, with more deaths before the origin, shows in the note."""
    file = next((mission / "inputs").glob("*.csv"))
    before = file.read_text(encoding="utf-8")
    rows = ged_rows()
    early = next(row for row in rows if str(row["date_end"]) < "2015-01-01")
    late = {
        **early,
        "id": 99_999,
        "date_start": "2014-12-05",
        "date_end": "2014-12-05",
        "where_prec": 1,
        "deaths_civilians": 40,
        "best": 40,
        "high": 40,
        "low": 40,
    }
    file.write_text(table_text([*rows, late]), encoding="utf-8")
    try:
        capsys.readouterr()
        assert status("evaluate", mission, "--as-of", "2015-10-31", "--json") == 0
        note = json.loads(capsys.readouterr().out)["note"]
        for item in note["outlooks"]:
            assert item["deaths_now"] == item["deaths_then"] + 40
    finally:
        file.write_text(before, encoding="utf-8")


def test_proposals_keep_to_the_rule(mission: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = {}
    for name, options in {
        "own": [],
        "three": ["--budget", 3],
        "likely": ["--cost-loss", 0.2],
    }.items():
        capsys.readouterr()
        assert status("propose", mission, "--as-of", "2015-06-30", *options, "--json") == 0
        found[name] = json.loads(capsys.readouterr().out)
    outlook = json.loads((mission / "out/2015-06-30/outlook.json").read_text(encoding="utf-8"))
    keys = [str(area["cell"]) for area in outlook["areas"]]
    assert [area["key"] for area in found["own"]["areas"]] == keys[:10]
    assert [area["key"] for area in found["three"]["areas"]] == keys[:3]
    likely = [str(area["cell"]) for area in outlook["areas"] if area["p_ge_1"] >= 0.2]
    assert [area["key"] for area in found["likely"]["areas"]] == likely
    past = found["three"]["past"]
    for record in past["records"]:
        told = record["hits"] + record["false_alarms"]
        assert told <= 3 * past["origins"]
        assert told + record["misses"] + record["quiet"] == past["origins"] * len(keys)
    assert {record["name"] for record in past["records"]} >= {"blend", "zero", "past-12-months"}
    assert status("propose", mission, "--budget", 3, "--cost-loss", 0.2) == 2
    assert status("propose", mission, "--budget", 0) == 2
