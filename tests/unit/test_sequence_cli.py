"""The command `plan`, as a user runs it."""

import json
from pathlib import Path

import pytest

from tests.unit.test_cli import refusal
from tests.unit.test_strategy_cli import answer

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def test_the_troubled_mission_is_put_in_order_and_the_same_every_time(
    capsys: pytest.CaptureFixture[str],
) -> None:
    once, err = answer(capsys, "plan", EXAMPLES / "troubled", "--json")
    assert err == ""
    again, _ = answer(capsys, "plan", EXAMPLES / "troubled", "--json")
    assert once == again
    document = json.loads(once)
    assert document["format"] == 1
    assert document["as_of"] == "2025-12-31"
    assert document["classification"] == "strictly_confidential"
    options = {option["id"]: option for option in document["options"]}
    option = options["orders_first"]
    assert option["status"] == "proven"
    assert option["objective"] == option["bound"]
    assert option["gap"] == 0
    undone = {task["id"]: task for task in option["why_not"]}
    assert len(option["order"]["tasks"]) + len(undone) == 22
    villages = undone["K01"]
    assert villages["ready"] == "neither"
    assert villages["under_way"]
    assert {"acceptance", "capability"} <= set(villages["layers"])
    lifted = {change["change"]: change["who"] for found in villages["together"] for change in found}
    assert lifted["CAV1 is lifted for K01"] == "Karvonia"
    assert lifted["CAV2 is lifted for K01"] == "Karvonia"
    talks = next(task for task in option["order"]["tasks"] if task["id"] == "K05")
    assert talks["start"] is None, "peace talks have no date"
    assert "escorts" in undone["K18"]["title"]
    assert undone["K22"]["by_condition"]


def test_the_plan_reads_as_a_table_and_bars(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = answer(
        capsys, "plan", EXAMPLES / "troubled", "--months", "6", "--option", "orders_first"
    )
    assert out.startswith("STRICTLY CONFIDENTIAL")
    assert "6 months from 2026-01" in out
    for heading in ("What starts when", "Month by month", "What waits for what", "can not start"):
        assert heading in out
    assert "K05  ~~~~~~\n" in out
    assert "recommend" not in out


def test_a_day_before_everything_has_nothing_to_plan(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = answer(
        capsys, "plan", EXAMPLES / "troubled", "--as-of", "2001-01-01", "--option", "today"
    )
    assert "0 of 0 tasks placed" in out
    assert "no task is planned or active" in out


def test_no_plan_is_refused_in_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert "a plan of 0 months" in refusal(capsys, "plan", EXAMPLES / "troubled", "--months", "0")
    assert "no strategy here" in refusal(capsys, "plan", tmp_path)
