"""What the plan of the mission in trouble says; `UPDATE_GOLDEN=1` anew."""

from pathlib import Path

import pytest

from peaceops.act.course.kind import KINDS
from tests.golden.test_brief_golden import GOLDEN, assert_golden
from tests.unit.test_strategy_cli import answer

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def test_the_courses_of_the_mission_in_trouble_say_what_they_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    parts = [answer(capsys, "plan", EXAMPLES / "troubled")[0]]
    for kind in KINDS:
        told, _ = answer(capsys, "plan", EXAMPLES / "troubled", "--option", kind)
        # The order of tasks in full stands in the first of them only.
        parts.append(told if kind == "orders_first" else told.partition("\nOrder of tasks")[0])
    assert_golden(GOLDEN / "plan_troubled.txt", "\n\n".join(part.strip() for part in parts) + "\n")
