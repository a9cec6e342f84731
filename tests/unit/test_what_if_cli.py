"""The command `what-if`, as a planner asks it."""

import json
from pathlib import Path

import pytest

from tests.unit.test_bad_input import status
from tests.unit.test_cli import refusal
from tests.unit.test_strategy_cli import answer

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TROUBLED = EXAMPLES / "troubled"


def test_a_guard_company_that_asks_its_capital_first(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("what-if", TROUBLED, "--caveat", "OSTCOY:requires_capital_approval=48")
    out, err = answer(capsys, *asked)
    assert err == ""
    assert out.startswith("STRICTLY CONFIDENTIAL")
    assert "OSTCOY is restricted: requires capital approval, 48 hours" in out
    assert "falls out: K03" in out
    assert "supposed-1 is lifted for K03 [Ostrell]" in out
    plain = json.loads(answer(capsys, *asked, "--json")[0])
    assert plain["format"] == 1
    assert plain["classification"] == "strictly_confidential"
    assert plain["deployment"] is None
    assert plain["every_order_looked_at"] is True
    (task,) = plain["tasks"]
    assert (task["id"], task["kind"], task["after"]) == ("K03", "falls_out", None)
    assert task["why"] == ["OSTCOY is restricted: requires capital approval (supposed-1)"]


def test_a_lost_battalion_frees_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    plain = json.loads(answer(capsys, "what-if", TROUBLED, "--lose", "BELBAT", "--json")[0])
    assert {task["id"]: task["kind"] for task in plain["tasks"]} == {
        "K06": "falls_out", "K15": "falls_out", "K16": "falls_out",
    }  # fmt: skip
    assert plain["findings"]["cleared"] == []


def test_changes_are_put_together(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = answer(
        capsys, "what-if", TROUBLED, "--lose", "SUNHEL", "--lose", "BELENG", "--band", "K21=1",
        "--caveat", "TOLBAT:geographic=south",
    )  # fmt: skip
    for line in (
        "SUNHEL is no longer there", "BELENG is no longer there", "K21 is of band 1",
        "TOLBAT is restricted: geographic, in south",
    ):  # fmt: skip
        assert line in out
    assert "falls out: K02" in out
    assert "falls out: K20" in out


@pytest.mark.parametrize(
    ("tokens", "said"),
    [
        ((), "nothing is supposed"),
        (("--move", "TOLBAT"), "'TOLBAT' is not UNIT=PLACE"),
        (("--move", "TOLBAT=Nowhere"), "no such place: Nowhere"),
        (("--lose", "TOLBET"), "did you mean 'TOLBAT'?"),
        (("--caveat", "TOLBAT"), "is not UNIT:KIND"),
        (("--caveat", "TOLBAT:courage"), "Invalid enum value 'courage'"),
        (("--caveat", "TOLBAT:night=5"), "a caveat of kind night takes no value"),
        (("--caveat", "TOLBAT:force_level=high"), "Expected `int"),
        (("--band", "K01=top"), "a band of 'top'"),
        (("--close", "Atlantis"), "no such place: Atlantis"),
        (("--lose", "TOLBAT", "--plan", "plan.json"), "needs a mission's folder"),
        (("--lose", "TOLBAT", "--months", "0"), "a plan of 0 months"),
    ],
)
def test_what_can_not_be_supposed_is_refused_in_one_line(
    capsys: pytest.CaptureFixture[str], tokens: tuple[str, ...], said: str
) -> None:
    assert said in refusal(capsys, "what-if", TROUBLED, *tokens)


@pytest.fixture(scope="module")
def mission(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("what-if") / "mission"
    assert status("exercise", "new", folder, "--scale", "0.4") == 0
    return folder


@pytest.mark.full
def test_a_mission_hears_of_reach_and_may_ask_beside_a_plan(
    capsys: pytest.CaptureFixture[str], mission: Path
) -> None:
    asked = ("what-if", mission, "--lose", "KARBAT", "--anew", "--json")
    first, err = answer(capsys, *asked)
    assert err == ""
    assert answer(capsys, *asked)[0] == first
    plain = json.loads(first)
    assert plain["deployment"]["beside"] == "today's posture"
    assert plain["planned_anew"]["posture"]["status"] == "proven"
    assert "KARBAT/1" not in {one["unit"] for one in plain["deployment"]["posture"]["units"]}
    assert plain["strengths"][0]["after"] < plain["strengths"][0]["before"]
    answer(capsys, "plan", mission, "--quiet")
    (file,) = (mission / "out").glob("*/plan.json")
    beside = ("--plan", file, "--option", "presence_first")
    out, _ = answer(capsys, "what-if", mission, "--lose", "KARBAT", *beside)
    assert "beside the plan 'presence_first' of plan.json" in out
    assert "which of its options is in force" in refusal(
        capsys, "what-if", mission, "--lose", "KARBAT", "--plan", file
    )
    assert "is no plan" in refusal(
        capsys, "what-if", mission, "--plan", mission / "mission.toml", "--lose", "KARBAT"
    )
