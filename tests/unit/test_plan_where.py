"""Where to stand, as a planner asks for it."""

import json
from pathlib import Path

import pytest

from tests.unit.test_bad_input import status

pytestmark = pytest.mark.full


@pytest.fixture(scope="module")
def mission(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("where") / "mission"
    assert status("exercise", "new", folder, "--scale", "0.4") == 0
    return folder


def told(capsys: pytest.CaptureFixture[str], *tokens: object) -> str:
    capsys.readouterr()
    assert status("plan", *tokens) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    return shown.out


def test_the_plan_stands_beside_todays_posture(
    capsys: pytest.CaptureFixture[str], mission: Path
) -> None:
    first = told(capsys, mission, "--where", "--json", "--most-moves", "2")
    content = json.loads(first)
    options = {one["kind"]: one for one in content["options"]}
    assert set(options) == {"sequence", "today", "deployment"}
    today, plan = options["today"], options["deployment"]
    assert plan["objective"] >= today["objective"] - 1e-9
    assert plan["bound"] >= plan["objective"] - 1e-6
    assert plan["status"] in {"proven", "limit"}
    leaving = [one for one in plan["moves"]["moves"] if one["leaves"]]
    assert len(leaving) <= 2
    assert plan["level"] == "strictly_confidential"
    assert {one["unit"] for one in plan["units"]} == {one["unit"] for one in today["units"]}
    assert told(capsys, mission, "--where", "--json", "--most-moves", "2") == first


def test_a_person_reads_who_loses_before_who_gains(
    capsys: pytest.CaptureFixture[str], mission: Path
) -> None:
    text = told(capsys, mission, "--where", "--decision", "force_commander", "--quiet")
    assert text.count("STRICTLY CONFIDENTIAL") == 2
    loses, gains = text.find("loses protection"), text.find("gains protection")
    assert gains == -1 or loses < gains
    assert "Out of reach in time" in text
    assert "Assumed" in text or "assumed" in text
