"""A recommendation is drafted from a plan for a person to edit, and its disposition is kept."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from peaceops.direct.check.report import check_strategy
from peaceops.direct.check.rules import rule_named
from peaceops.direct.joint.row import joint_rows
from peaceops.direct.strategy.load import load_strategy
from peaceops.disseminate.release import CLEARANCE
from peaceops.domain.marking import Audience, may_see
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.judgement import DispositionNode, RecommendationNode
from tests.invented_course import DAY, STRATEGY, view
from tests.unit.test_cli import refusal
from tests.unit.test_strategy_cli import answer

TERMS = (
    "--owner", "poc_adviser", "--addressee", "srsg",
    "--reason", "Nobody else can bring the band to the table.",
)  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "strategy.yaml"
    path.write_text(f"# kept as it stands\n{STRATEGY}", encoding="utf-8")
    yield path
    assert path.read_text(encoding="utf-8").startswith("# kept as it stands\n")


def recommendation(strategy: Strategy) -> RecommendationNode:
    (found,) = strategy.of(RecommendationNode)
    return found


def complaints(strategy: Strategy) -> list[str]:
    report = check_strategy(strategy, [rule_named("MAN-05")], day=DAY, profile=view().profile)
    return [one.part for one in report.findings if one.status == "fires"]


def test_a_draft_weighs_every_course_and_the_rule_has_nothing_to_say(
    capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    out, err = answer(
        capsys, "plan", file, "--recommend", "politics_first", *TERMS,
        "--decide-by", "2031-05-20", "--expires", "2031-11-01",
    )  # fmt: skip
    assert err == ""
    assert out.startswith("REC-2031-05-01-politics_first: drafted")
    strategy = load_strategy(file)
    node = recommendation(strategy)
    assert node.status == "draft"
    assert (node.author, node.addressee) == ("poc_adviser", "srsg")
    assert node.decision_asked == (
        "TR1: taken up again, led by dsrsg; talks with 1st Brigade: opened, and who leads it?"
    )
    assert (node.decide_by, node.valid_to) == (date(2031, 5, 20), date(2031, 11, 1))
    assert [option.status_quo for option in node.options] == [True, False, False, False, False]
    assert all(option.costs and option.risks for option in node.options)
    assert node.preferred in {option.title for option in node.options}
    assert node.reasons.startswith("Nobody else can bring the band to the table. On record: ")
    assert "brigade comes to the table" in node.change_our_mind
    assert [edge.target for edge in strategy.out(node.id, "based_on")] == ["A1"]
    assert {edge.target for edge in strategy.out(node.id, "concerns")} == {"T1", "T2"}
    assert node.sources == ("plan.json as of 2031-05-01, option politics_first",)
    assert complaints(strategy) == []


def test_it_is_marked_as_the_plan_is(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    answer(capsys, "plan", file, "--recommend", "presence_first", *TERMS)
    marking = recommendation(load_strategy(file)).marking
    assert may_see(CLEARANCE[Audience.INTERNAL], marking)
    assert not may_see(CLEARANCE[Audience.STAFF], marking)


def test_nothing_is_recommended_without_a_live_assessment(
    capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    text = file.read_text(encoding="utf-8").replace("2031-08-01", "2031-04-20")
    file.write_text(text, encoding="utf-8")
    said = refusal(capsys, "plan", file, "--recommend", "politics_first", *TERMS)
    assert "rests on no assessment that still holds" in said
    assert file.read_text(encoding="utf-8") == text
    # Naming one that does not hold is no way round.
    refusal(capsys, "plan", file, "--recommend", "politics_first", *TERMS, "--based-on", "A1")


@pytest.mark.parametrize(
    ("tokens", "said"),
    [
        (TERMS[:4], "needs --reason"),
        (TERMS[2:], "needs --owner"),
        ((*TERMS[:5], " "), "no reason is given"),
        ((*TERMS, "--decide-by", "2031-04-01"), "lies before the plan's day"),
        ((*TERMS, "--expires", "soon"), "is not a date"),
        ((*TERMS, "--based-on", "A9"), "A9"),
        ((*TERMS, "--recommendation-id", "K1"), "the id 'K1' is taken"),
    ],
)
def test_what_only_a_person_can_say_is_asked_for(
    capsys: pytest.CaptureFixture[str], file: Path, tokens: tuple[str, ...], said: str
) -> None:
    before = file.read_text(encoding="utf-8")
    assert said in refusal(capsys, "plan", file, "--recommend", "politics_first", *tokens)
    assert file.read_text(encoding="utf-8") == before


def issued(capsys: pytest.CaptureFixture[str], file: Path) -> str:
    answer(capsys, "plan", file, "--recommend", "politics_first", *TERMS)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("status: draft", "status: issued\n    issued: 2031-05-01"))
    return recommendation(load_strategy(file)).id


def asked(file: Path) -> dict[str, list[str]]:
    seen = view(file.read_text(encoding="utf-8"))
    report = check_strategy(seen.strategy, [], day=DAY, profile=seen.profile)
    rows = joint_rows(seen, report, CLEARANCE[Audience.INTERNAL])
    return {row.threat.id: [one.id for one in row.recommended] for row in rows}


def test_the_joint_page_asks_what_was_issued_until_it_is_disposed_of(
    capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    answer(capsys, "plan", file, "--recommend", "host_led", *TERMS)
    assert asked(file) == {"T2": [], "T1": []}, "a draft is not asked yet"
    file.write_text(f"# kept as it stands\n{STRATEGY}", encoding="utf-8")
    name = issued(capsys, file)
    assert asked(file) == {"T2": [name], "T1": [name]}
    out, _ = answer(
        capsys, "disposition", file, name, "--outcome", "amended", "--date", "2031-05-12",
        "--reason", "talks with the band only", "--citation", "minutes 2031-17",
    )  # fmt: skip
    assert out == f"{name}-disposition: {name} amended on 2031-05-12\n"
    (node,) = load_strategy(file).of(DispositionNode)
    assert (node.outcome, node.date, node.note) == (
        "amended", date(2031, 5, 12), "talks with the band only",
    )  # fmt: skip
    assert node.citation == "minutes 2031-17"
    assert not may_see(CLEARANCE[Audience.STAFF], node.marking)
    assert asked(file) == {"T2": [], "T1": []}


@pytest.mark.parametrize("outcome", ["adopted", "amended", "rejected", "silent"])
def test_the_rule_stops_once_a_disposition_is_recorded(
    capsys: pytest.CaptureFixture[str], file: Path, outcome: str
) -> None:
    name = issued(capsys, file)
    text = file.read_text(encoding="utf-8").replace("based_on: [A1]\n", "note: none\n")
    file.write_text(text, encoding="utf-8")
    assert complaints(load_strategy(file)) == ["a"]
    answer(
        capsys, "disposition", file, name, "--outcome", outcome, "--date", "2031-05-01",
        "--reason", "said in the meeting",
    )  # fmt: skip
    assert complaints(load_strategy(file)) == []


def test_a_disposition_is_refused_where_it_can_not_stand(
    capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    name = issued(capsys, file)
    given = ("--outcome", "adopted", "--date", "2031-05-12", "--reason", "agreed")
    assert "no recommendation 'REC9'" in refusal(capsys, "disposition", file, "REC9", *given)
    early = ("--outcome", "adopted", "--date", "2031-04-12", "--reason", "agreed")
    assert "before" in refusal(capsys, "disposition", file, name, *early)
    empty = ("--outcome", "adopted", "--date", "2031-05-12", "--reason", " ")
    assert "no reason is given" in refusal(capsys, "disposition", file, name, *empty)
    answer(capsys, "disposition", file, name, *given)
    said = refusal(capsys, "disposition", file, name, *given)
    assert f"{name} has its disposition: adopted" in said
