"""Courses of action of a mission's folder, as a planner asks for them."""

import hashlib
import json
from pathlib import Path

import pytest

from peaceops.domain.error import REFUSED
from tests.unit.test_bad_input import status
from tests.unit.test_cli import refusal
from tests.unit.test_strategy_cli import answer

pytestmark = pytest.mark.full
AS_OF = "2025-12-31"


@pytest.fixture(scope="module")
def mission(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plan") / "mission"
    assert status("exercise", "new", folder, "--scale", "0.4") == 0
    return folder


def whole(out: Path) -> dict[str, object]:
    """Return the record of the products that lie in a folder, all of which it must hold."""
    run: dict[str, dict[str, str]] = json.loads((out / "run.json").read_bytes())
    for name, digest in run["products"].items():
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == digest
    return dict(run)


def test_a_plan_is_published_beside_what_a_run_made(
    capsys: pytest.CaptureFixture[str], mission: Path
) -> None:
    out = mission / "out" / AS_OF
    text, err = answer(capsys, "plan", mission, "--most-moves", "2", "--quiet")
    assert err == ""
    assert text.startswith("STRICTLY CONFIDENTIAL")
    alone = whole(out)
    assert set(alone["products"]) == {"plan.json"}  # type: ignore[call-overload]
    first, _ = answer(capsys, "plan", mission, "--most-moves", "2", "--json")
    assert (out / "plan.json").read_text(encoding="utf-8") == first
    again, _ = answer(capsys, "plan", mission, "--most-moves", "2", "--json")
    assert again == first, "the same record, the same bytes"
    issues = list((mission / "issued" / AS_OF).iterdir())
    assert len(issues) == 1
    assert set(whole(issues[0])["products"]) == {"plan.json"}  # type: ignore[call-overload]

    content = json.loads(first)
    options = {one["kind"]: one for one in content["options"]}
    assert next(iter(options)) == "today"
    assert content["most_moves"] == 2
    moved = options["presence_first"]
    assert sum(one["leaves"] is not None for one in moved["costs"]["moves"]) <= 2
    assert {one["unit"] for one in moved["units"]} == {
        one["unit"] for one in options["today"]["units"]
    }
    for option in options.values():
        for clocks in ("measured", "paper"):
            people = option["reach"][clocks]["endangered"]
            assert people["low"] <= people["high"]
            assert people["expected"] >= 0

    said = refusal(capsys, "evaluate", mission, "--quiet")
    assert "no outlook was issued yet" in said, "a plan alone is no outlook to score"
    assert status("run", mission, "--quiet") == 0
    run = whole(out)
    assert {"plan.json", "brief.html", "outlook.json"} <= set(run["products"])  # type: ignore[call-overload]
    page = (out / "brief.html").read_text(encoding="utf-8")
    assert "Courses of action" in page
    assert "ranks none" in page
    answer(capsys, "plan", mission, "--most-moves", "2", "--json")
    beside = whole(out)
    assert beside["run_id"] == run["run_id"], "the run's own products stay its own"
    assert set(beside["products"]) == set(run["products"])  # type: ignore[call-overload]
    assert set(beside["beside"]) == {"plan.json"}  # type: ignore[call-overload]

    # Nobody below leadership and planners sees any of it.
    assert status("run", mission, "--audience", "staff", "--quiet") == 0
    assert not (out / "plan.json").exists()
    assert "Courses of action" not in (out / "brief.html").read_text(encoding="utf-8")
    said = refusal(capsys, "plan", mission, code=REFUSED)
    assert "for the staff audience" in said
    assert not (out / "plan.json").exists()


@pytest.mark.parametrize("audience", ["staff", "public"])
def test_a_plan_goes_to_no_other_audience(
    capsys: pytest.CaptureFixture[str], mission: Path, audience: str
) -> None:
    said = refusal(capsys, "plan", mission, "--audience", audience, code=REFUSED)
    assert "strictly confidential" in said
    lines = (mission / ".peaceops/log/refusals.jsonl").read_text(encoding="utf-8").splitlines()
    last = json.loads(lines[-1])
    assert (last["product"], last["audience"]) == ("plan", audience)
    assert "strictly confidential" in last["reason"]


def test_a_cap_that_is_none_is_refused(capsys: pytest.CaptureFixture[str], mission: Path) -> None:
    assert "--most-moves" in refusal(capsys, "plan", mission, "--most-moves", "-1")
