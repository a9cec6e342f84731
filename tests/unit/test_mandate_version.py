"""Versions of a mandate, its life, drafts, and where it meets the strategy; all invented."""

import json
from pathlib import Path

import pytest

from peaceops.direct.mandate.clause import read_clauses
from peaceops.direct.mandate.compare import compare_mandates
from peaceops.direct.mandate.document import read_document
from peaceops.direct.mandate.draft import review_draft
from peaceops.direct.mandate.join import join
from peaceops.direct.mandate.series import versions
from peaceops.direct.strategy.load import load_strategy
from peaceops.disseminate.mandate_page import comparison_page, series_page
from peaceops.domain.error import BAD_INPUT
from peaceops.domain.mandate import Mandate
from peaceops.domain.mandate_change import ChangeKind
from peaceops.domain.strategy.mandate import ClauseNode
from tests.invented_mandate import ENGLISH, FRENCH, RENEWAL, run

STRATEGY = """# kept as it is
mission: {id: UNMITES, phase: in_mission, as_of: 2031-05-01}
threats:
  - {id: T1, actor: raiders, level: high, area: north, status: active}
  - {id: T2, actor: militia, level: moderate, area: south, status: active}
activities:
  - {id: A1, tier: II, addresses: [T2], implements: [K1], started: 2031-02-01}
tasks:
  - {id: K1, code: poc_physical, title: Protect by patrolling, requires_force_level: 4}
  - {id: K2, code: early_warning, title: Warn}
units:
  - {id: BN1, contributor: Alandia, assigned: [K1]}
caveats:
  - {id: CV, kind: force_level, force_level: 3, restricts: [BN1]}
"""


def mandate(text: str) -> Mandate:
    return read_clauses(read_document(text, name="x.txt"))


@pytest.fixture
def mission(tmp_path: Path) -> Path:
    (tmp_path / "mission.toml").write_text('format = 1\nname = "Tessaly"\n', encoding="utf-8")
    (tmp_path / "strategy.yaml").write_text(STRATEGY, encoding="utf-8")
    (tmp_path / "mandate").mkdir()
    (tmp_path / "mandate" / "S-RES-9901-2031.txt").write_text(ENGLISH, encoding="utf-8")
    return tmp_path


def test_a_renewal_shows_what_became_of_each_clause() -> None:
    found = compare_mandates(mandate(ENGLISH), mandate(RENEWAL))
    kinds = {
        (change.after or change.before).paragraph.id: change  # type: ignore[union-attr]
        for change in found.changes
        if change.kind not in {ChangeKind.ADDED, ChangeKind.DROPPED}
    }
    assert kinds["6"].kind is ChangeKind.STRENGTHENED
    assert "strength of the verb: 3 → 5" in kinds["6"].reasons
    assert kinds["3"].kind is ChangeKind.REWRITTEN
    assert any(reason.startswith("authorised strength: 8500") for reason in kinds["3"].reasons)
    assert "until: 2032-04-30 → 2033-04-30" in kinds["1"].reasons
    assert kinds["4(a)(i)"].kind is ChangeKind.SAME
    assert [one.after.paragraph.id for one in found.of(ChangeKind.ADDED) if one.after] == ["4(c)-2"]
    assert [one.before.paragraph.id for one in found.of(ChangeKind.DROPPED) if one.before] == [
        "4(c)-2"
    ]


def test_a_weaker_verb_weakens() -> None:
    found = compare_mandates(mandate(RENEWAL), mandate(ENGLISH))
    weakened = [one.after.paragraph.id for one in found.of(ChangeKind.WEAKENED) if one.after]
    assert "6" in weakened


def test_a_clause_that_goes_elsewhere_is_moved() -> None:
    head = "The Security Council,\nRecalling its resolutions,\n"
    acts = [
        "Requests the Secretary-General to open an office in Orvaly",
        "Calls upon the parties to hold talks at the bridge of Halt",
        "Demands that the raiders leave the wells of the north",
        "Encourages donors to give seeds to the valley",
        "Welcomes the visit of the elders of Dunmere",
    ]
    one = head + "\n".join(f"{at}. {act};" for at, act in enumerate(acts, 1))
    two = head + "\n".join(f"{at}. {act};" for at, act in enumerate([*acts[1:], acts[0]], 1))
    found = compare_mandates(mandate(one), mandate(two))
    moved = [change.after.paragraph.id for change in found.changes if change.moved and change.after]
    assert moved == ["5"]
    assert {change.kind for change in found.changes} == {ChangeKind.SAME}


def test_the_page_shows_both_sides_and_escapes() -> None:
    later = RENEWAL.replace("Tessaly, including", "Tessaly <b>, including")
    page = comparison_page(compare_mandates(mandate(ENGLISH), mandate(later)))
    assert "<ins>" in page
    assert "<del>" in page
    assert "Strengthened: 3" in page
    assert "Tessaly &lt;b&gt;" in page
    assert "<b>, including" not in page
    assert "<script" not in page


def test_compare_writes_a_page_and_prints(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = tmp_path / "a.txt", tmp_path / "b.txt"
    one.write_text(ENGLISH, encoding="utf-8")
    two.write_text(RENEWAL, encoding="utf-8")
    page = tmp_path / "page.html"
    assert run("mandate", "compare", str(one), str(two), "--html", str(page)) == 0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "3 strengthened" in capsys.readouterr().out
    assert run("mandate", "compare", str(one), str(two), "--format", "json") == 0
    table = json.loads(capsys.readouterr().out)
    assert {"added", "dropped", "strengthened"} <= {one["kind"] for one in table["changes"]}


def test_a_page_that_can_not_be_written_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.txt"
    file.write_text(ENGLISH, encoding="utf-8")
    page = str(tmp_path / "nowhere" / "page.html")
    assert run("mandate", "compare", str(file), str(file), "--html", page) == BAD_INPUT
    assert run("mandate", "series", str(file), "--html", page) == BAD_INPUT
    assert "could not write" in capsys.readouterr().err


def test_two_languages_are_not_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = tmp_path / "a.txt", tmp_path / "b.txt"
    one.write_text(ENGLISH, encoding="utf-8")
    two.write_text(FRENCH, encoding="utf-8")
    assert run("mandate", "compare", str(one), str(two)) == BAD_INPUT
    assert "one language" in capsys.readouterr().err


def test_the_life_of_a_mandate_is_in_order_and_counts_only_what_is_confirmed() -> None:
    later = RENEWAL.replace("3 March 2031", "3 March 2032")
    life = versions([mandate(later), mandate(ENGLISH)])
    assert [one.adopted for one in life] == ["2031-03-03", "2032-03-03"]
    assert [one.ceiling["military"] for one in life] == [8500, 9000]
    assert life[0].tasks["poc_physical"] == 5
    assert life[0].scales == {}
    assert life[0].linked == 1
    page = series_page(life)
    assert "poc physical" in page
    assert "none confirmed" in page


def test_a_draft_is_asked_what_it_leaves_open() -> None:
    review = review_draft(mandate(ENGLISH.replace("priority tasks", "tasks")), [mandate(RENEWAL)])
    answers = {check.name: check.found for check in review.checks}
    assert answers["priority"] == ()
    assert "4(a)(i)" in answers["host responsibility"]
    assert answers["linkage"] == ("4(a)(ii)",)
    unlinked = {one.paragraph: one for one in review.unlinked}
    assert "4(a)(ii)" not in unlinked
    example = unlinked["4(a)(i)"].examples[0]
    assert (example.symbol, example.paragraph) == ("S/RES/9950 (2031)", "4(a)(ii)")


def test_a_draft_without_a_library_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "draft.txt"
    file.write_text(ENGLISH, encoding="utf-8")
    assert run("mandate", "draft", str(file)) == 0
    assert "no texts were named" in capsys.readouterr().out


def test_text_and_mission_are_joined(mission: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("mandate", "read", "--mission", str(mission), "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["object"] for one in found["uncovered_threats"]] == ["T1", "T2"]
    unused = {one["object"] for one in found["unused_clauses"]}
    assert "S/RES/9901 (2031) para. 4(a)(i)" in unused
    unlinked = {one["object"] for one in found["unlinked_clauses"]}
    assert "S/RES/9901 (2031) para. 4(a)(i)" in unlinked
    assert "S/RES/9901 (2031) para. 4(a)(ii)" not in unlinked


def test_an_accepted_proposal_is_written_and_changes_what_falls_between(
    mission: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("mandate", "propose", str(mission), "--format", "json") == 0
    proposals = json.loads(capsys.readouterr().out)["proposals"]
    first = next(
        at
        for at, one in enumerate(proposals, 1)
        if (one["task"], one["paragraph"]) == ("K1", "4(a)(i)")
    )
    assert run("mandate", "propose", str(mission), "--accept", str(first)) == 0
    capsys.readouterr()
    text = (mission / "strategy.yaml").read_text(encoding="utf-8")
    assert text.startswith("# kept as it is")
    strategy = load_strategy(mission)
    (clause,) = strategy.of(ClauseNode)
    assert (clause.paragraph, clause.tier, clause.level) == ("4(a)(i)", "II", "tactical")
    assert clause.confirmed_by is None
    assert [edge.target for edge in strategy.out("K1", "from_clause")] == [clause.id]
    day = strategy.mission.as_of
    assert day is not None
    found = join(strategy, [mandate(ENGLISH)], day)
    assert [one.object for one in found.uncovered_threats] == ["T1"]
    assert [one.object for one in found.undeliverable_clauses] == [
        "S/RES/9901 (2031) para. 4(a)(i)"
    ]
    assert "held back" in found.undeliverable_clauses[0].reason


def test_all_proposals_may_be_accepted_and_none_comes_again(
    mission: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("mandate", "propose", str(mission), "--accept", "all") == 0
    capsys.readouterr()
    load_strategy(mission)
    assert run("mandate", "propose", str(mission)) == 0
    assert "nothing to put forward" in capsys.readouterr().out


def test_a_proposal_that_is_not_there_is_refused(
    mission: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (mission / "strategy.yaml").read_text(encoding="utf-8")
    assert run("mandate", "propose", str(mission), "--accept", "99") == BAD_INPUT
    assert run("mandate", "propose", str(mission), "--accept", "some") == BAD_INPUT
    assert (mission / "strategy.yaml").read_text(encoding="utf-8") == before
    assert "no proposal 99" in capsys.readouterr().err
