"""The commands on a strategy, as a user runs them."""

import json
from pathlib import Path

import pytest

from peaceops.domain.error import BAD_INPUT, DONE, FINDINGS
from tests.invented_strategy import MINI
from tests.unit.test_bad_input import status


@pytest.fixture
def mini(tmp_path: Path) -> Path:
    file = tmp_path / "mini.yaml"
    file.write_text(MINI, encoding="utf-8")
    return file


def answer(
    capsys: pytest.CaptureFixture[str], *tokens: object, code: int = DONE
) -> tuple[str, str]:
    capsys.readouterr()
    assert status(*tokens) == code
    shown = capsys.readouterr()
    return shown.out, shown.err


def test_check_says_what_fires_and_leaves_with_one(
    capsys: pytest.CaptureFixture[str], mini: Path
) -> None:
    out, err = answer(capsys, "check", mini, code=FINDINGS)
    assert "error[POL-01]" in out
    assert f"{mini}:4:5" in out
    assert err == ""


def test_check_prints_only_json(capsys: pytest.CaptureFixture[str], mini: Path) -> None:
    out, err = answer(
        capsys, "check", mini, "--select", "POL,HST-03", "--format", "json", code=FINDINGS
    )
    content = json.loads(out)
    assert {one["code"][:3] for one in content["findings"]} == {"POL", "HST"}
    assert {one["code"] for one in content["findings"] if one["code"][:3] == "HST"} == {"HST-03"}
    assert err == ""


def test_check_as_sarif(capsys: pytest.CaptureFixture[str], mini: Path) -> None:
    out, _ = answer(capsys, "check", mini, "--format", "sarif", code=FINDINGS)
    assert json.loads(out)["version"] == "2.1.0"


def test_check_of_what_is_in_order_leaves_with_nothing(
    capsys: pytest.CaptureFixture[str], mini: Path
) -> None:
    out, _ = answer(capsys, "check", mini, "--select", "MAN-05")
    assert "nothing fires" in out


def test_check_as_of_before_everything(capsys: pytest.CaptureFixture[str], mini: Path) -> None:
    out, _ = answer(capsys, "check", mini, "--as-of", "1999-01-01", "--format", "json")
    assert json.loads(out)["findings"] == []


def test_check_for_a_reader_counts_what_is_above(
    capsys: pytest.CaptureFixture[str], mini: Path
) -> None:
    out, _ = answer(
        capsys, "check", mini, "--level", "unclassified", "--format", "json", code=FINDINGS
    )
    content = json.loads(out)
    levels = {one["marking"]["level"] for one in content["findings"]}
    assert levels == {"unclassified"}
    assert content["withheld"]
    assert "BN1" not in json.dumps([content["findings"], content["questions"]])


def test_check_without_a_thing_shows_what_newly_fires(
    capsys: pytest.CaptureFixture[str], mini: Path
) -> None:
    text = mini.read_text(encoding="utf-8").replace("served_by: []", "served_by: [TR]")
    mini.write_text(
        text + "tracks: [{id: TR, status: active, last_engagement: 2031-04-20, "
        "parties: [militia_x], owner: hom, level: local, convenor: civil_affairs}]\n",
        encoding="utf-8",
    )
    out, _ = answer(capsys, "check", mini, "--without", "TR", "--format", "json", code=FINDINGS)
    content = json.loads(out)
    codes = {one["id"]: (one["code"], one["objects"]) for one in content["findings"]}
    assert content["without"] == ["TR"]
    new = [codes[name] for name in content["compared"]["new"]]
    assert sorted(new) == [("POL-01", ["T2"]), ("POL-05", ["O1"])]
    out, _ = answer(capsys, "check", mini, "--without", "TR", code=FINDINGS)
    assert "(new)" in out


def test_check_without_what_is_not_there(capsys: pytest.CaptureFixture[str], mini: Path) -> None:
    _, err = answer(capsys, "check", mini, "--without", "BN2", code=BAD_INPUT)
    assert "BN1" in err
    assert err.count("\n") == 1


def test_check_against_an_earlier_report(
    capsys: pytest.CaptureFixture[str], mini: Path, tmp_path: Path
) -> None:
    out, _ = answer(capsys, "check", mini, "--format", "json", code=FINDINGS)
    before = tmp_path / "before.json"
    before.write_text(out, encoding="utf-8")
    out, _ = answer(capsys, "check", mini, "--compare", before, code=FINDINGS)
    assert "0 new" in out
    assert "0 fixed" in out


def test_every_fault_stands_on_a_line_of_its_own(
    capsys: pytest.CaptureFixture[str], mini: Path
) -> None:
    mini.write_text("threats: [{id: T, levl: low}]\ntrakcs: []\n", encoding="utf-8")
    out, err = answer(capsys, "check", mini, code=BAD_INPUT)
    assert out == ""
    lines = err.splitlines()
    assert len(lines) == 2
    assert all(line.startswith(f"peaceops: {mini}:") for line in lines)
    assert "'level'" in lines[0]
    assert "'tracks'" in lines[1]


def test_no_rule_reads_the_clock(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "s.yaml"
    file.write_text("threats: [{id: T}]\n", encoding="utf-8")
    _, err = answer(capsys, "check", file, code=BAD_INPUT)
    assert "--as-of" in err


def test_a_profile_that_does_not_exist(capsys: pytest.CaptureFixture[str], mini: Path) -> None:
    _, err = answer(capsys, "check", mini, "--profile", "peace", code=BAD_INPUT)
    assert "in_mission" in err


def test_rules_and_one_rule(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = answer(capsys, "rules")
    assert len([line for line in out.splitlines() if line.startswith("  ")]) == 40
    out, _ = answer(capsys, "rules", "--json")
    assert len(json.loads(out)["rules"]) == 40
    out, _ = answer(capsys, "rule", "hst-03")
    assert "## Example that fires" in out
    _, err = answer(capsys, "rule", "HST-33", code=BAD_INPUT)
    assert "peaceops rules" in err


def test_a_new_strategy_loads_and_is_not_written_over(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "car" / "strategy.yaml"
    answer(capsys, "strategy", "new", file, "--mission", "CAR", "--as-of", "2031-05-01")
    assert (file.parent / "strategy.schema.json").is_file()
    out, _ = answer(capsys, "check", file)
    assert "2031-05-01" in out
    _, err = answer(capsys, "strategy", "new", file, "--as-of", "2031-05-01", code=BAD_INPUT)
    assert "exists already" in err


def test_laying_out(capsys: pytest.CaptureFixture[str], mini: Path) -> None:
    mini.write_text("threats:\n   - id: T   # kept\n     level: low\n", encoding="utf-8")
    out, _ = answer(capsys, "strategy", "fmt", mini, "--check", code=FINDINGS)
    assert "would change" in out
    answer(capsys, "strategy", "fmt", mini)
    assert mini.read_text(encoding="utf-8") == ("threats:\n  - id: T   # kept\n    level: low\n")
    out, _ = answer(capsys, "strategy", "fmt", mini, "--check")
    assert out == ""


def test_differences(capsys: pytest.CaptureFixture[str], mini: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(MINI.replace("level: moderate", "level: high"), encoding="utf-8")
    out, _ = answer(capsys, "strategy", "diff", mini, other)
    assert out == "changed  threats: T2.level: moderate -> high\n"
    out, _ = answer(capsys, "strategy", "diff", mini, other, "--json")
    assert json.loads(out)["changes"][0]["after"] == "high"


@pytest.mark.parametrize(
    ("form", "begin"), [("text", "# The strategy"), ("svg", "<svg"), ("json", "{")]
)
def test_showing(capsys: pytest.CaptureFixture[str], mini: Path, form: str, begin: str) -> None:
    out, err = answer(capsys, "strategy", "show", mini, "--format", form)
    assert out.startswith(begin)
    assert err == ""


def test_the_page_needs_nothing_from_outside(
    capsys: pytest.CaptureFixture[str], mini: Path, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    answer(capsys, "strategy", "show", mini, "--format", "html", "--out", page)
    text = page.read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    assert "POL-01" in text
    assert 'src="http' not in text


def test_showing_below_a_level_leaves_out_what_is_above(
    capsys: pytest.CaptureFixture[str], mini: Path
) -> None:
    out, _ = answer(capsys, "strategy", "show", mini, "--format", "json", "--level", "unclassified")
    content = json.loads(out)
    assert content["left_out"] == 3
    assert "BN1" not in out
    assert "army_3rd_bde" in out, "the actor of an unclassified threat stays"
