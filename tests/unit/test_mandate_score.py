"""Scores against coders, corrections that win, and lines of gold."""

import json
from pathlib import Path

import pytest

from peaceops.direct.mandate.correction import parse_value
from peaceops.direct.mandate.gold_line import GOLD_FIELDS, gold_lines
from peaceops.direct.mandate.score import FieldScore, add_scores, score_lines
from peaceops.direct.mandate.yardstick import demand_verb, pema_places, score_tasks
from peaceops.domain.error import BAD_INPUT, PeaceopsError
from peaceops.domain.mandate import Basis
from peaceops.services.mandate import read_mandate
from tests.invented_mandate import ENGLISH, ENGLISH_IDS, run


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "S-RES-9901-2031.en.txt"
    file.write_text(ENGLISH, encoding="utf-8")
    return file


def test_lines_have_exactly_the_names_of_the_codebook(
    text: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("mandate", "read", str(text), "--format", "jsonl") == 0
    lines = [json.loads(row) for row in capsys.readouterr().out.splitlines()]
    assert [line["paragraph"] for line in lines] == ENGLISH_IDS
    assert all(set(line) == set(GOLD_FIELDS) for line in lines)
    assert lines[0]["symbol"] == "S/RES/9901 (2031)"


def test_json_holds_words_and_confidence(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("mandate", "read", str(text), "--format", "json") == 0
    table = json.loads(capsys.readouterr().out)
    assert table["format"] == 1
    paragraphs = {one["id"]: one for one in table["documents"][0]["paragraphs"]}
    assert paragraphs["pp1"]["part"] == "preamble"
    field = paragraphs["4"]["fields"]["use_of_force"]
    assert field["value"] is True
    assert field["words"] == ["all necessary means"]
    assert 0 < field["confidence"] <= 1


def scores_by_field(scores: list[FieldScore]) -> dict[str, FieldScore]:
    return {one.field: one for one in scores}


def test_its_own_lines_score_one_everywhere(text: Path) -> None:
    lines = gold_lines(read_mandate(text).mandate)
    for one in score_lines(lines, lines):
        assert one.extra == one.missed == 0, one.field


def test_faults_are_counted_where_they_are(text: Path) -> None:
    gold = gold_lines(read_mandate(text).mandate)
    found = [dict(line) for line in gold]
    found[0]["verbs"] = ["decides", "urges"]
    found[0]["expiry"] = "2032-05-01"
    found[2]["ceiling"] = {"military": 8500}
    found[5]["use_of_force"] = False
    del found[-1]
    scores = scores_by_field(score_lines(gold, found))
    assert (scores["segmentation ids"].missed, scores["segmentation ids"].extra) == (1, 0)
    assert (scores["verbs"].extra, scores["verbs"].missed) == (1, 1)
    assert scores["expiry"].missed == 0  # one day either way
    assert scores["ceiling"].missed == 2
    assert scores["use_of_force"].missed == 1
    assert scores["use_of_force"].recall is not None
    assert scores["use_of_force"].recall < 1


def test_what_a_coder_is_not_sure_of_does_not_count() -> None:
    gold = [
        {"paragraph": "1", "level": "political", "level_sure": False, "conditional": None},
        {"paragraph": "2", "level": "political", "level_sure": True, "conditional": True},
    ]
    found = [
        {"paragraph": "1", "level": "operational", "conditional": True},
        {"paragraph": "2", "level": "political", "conditional": True},
    ]
    scores = scores_by_field(score_lines(gold, found))
    assert (scores["level"].right, scores["level"].lines) == (1, 1)
    assert (scores["conditional"].right, scores["conditional"].extra) == (1, 0)


def test_scores_of_documents_are_added() -> None:
    total = add_scores([[FieldScore("verbs", 1, 2, 3, 4)], [FieldScore("verbs", 1, 0, 1, 2)]])
    assert total == [FieldScore("verbs", 2, 2, 4, 6)]
    assert total[0].f1 == pytest.approx(4 / 10)
    assert FieldScore("verbs", 0, 0, 0, 3).f1 is None


def test_score_prints_every_field(
    tmp_path: Path, text: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = tmp_path / "gold.jsonl"
    rows = [json.dumps(line) for line in gold_lines(read_mandate(text).mandate)]
    gold.write_text("\n".join(rows), encoding="utf-8")
    assert run("mandate", "score", str(gold), str(text), "--json") == 0
    fields = json.loads(capsys.readouterr().out)["fields"]
    assert fields["verbs"]["f1"] == 1
    assert fields["segmentation ids"]["lines"] == len(ENGLISH_IDS)


@pytest.mark.parametrize(
    ("content", "said"),
    [("", "no coded paragraph"), ("{", "no JSON"), ('{"x": 1}', "no coded paragraph")],
)
def test_a_bad_gold_file_is_one_line(
    tmp_path: Path, text: Path, capsys: pytest.CaptureFixture[str], content: str, said: str
) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(content, encoding="utf-8")
    assert run("mandate", "score", str(gold), str(text)) == BAD_INPUT
    assert said in capsys.readouterr().err


def test_a_correction_is_kept_and_wins(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        run("mandate", "correct", str(text), "4(b)", "categories", "poc", "--author", "desk") == 0
    )
    assert run("mandate", "confirm", str(text), "4(b)", "level", "--author", "desk") == 0
    capsys.readouterr()
    clauses = {one.paragraph.id: one for one in read_mandate(text).mandate.clauses}
    reading = clauses["4(b)"].readings["categories"]
    assert (reading.value, reading.basis, reading.author) == (("poc",), Basis.PERSON, "desk")
    assert clauses["4(b)"].confirmed("level")
    assert not clauses["4(a)"].confirmed("level")
    assert run("mandate", "read", str(text), "--format", "jsonl") == 0
    lines = [json.loads(row) for row in capsys.readouterr().out.splitlines()]
    assert next(one for one in lines if one["paragraph"] == "4(b)")["categories"] == ["poc"]


def test_a_correction_does_not_outlive_its_text(
    text: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("mandate", "correct", str(text), "1", "level", "operational", "--author", "desk")
    text.write_text(ENGLISH.replace("30 April 2032", "30 June 2032"), encoding="utf-8")
    found = read_mandate(text)
    assert not found.mandate.clauses[3].confirmed("level")
    assert "has changed since" in found.stale[0]


@pytest.mark.parametrize(
    ("field", "written", "said"),
    [
        ("poc_tier", "IV", "can not be"),
        ("categories", "poc,weather", "can not be"),
        ("use_of_force", "maybe", "neither yes nor no"),
        ("ceiling", "many", "no strength"),
        ("colour", "red", "there is no field"),
        ("strength", "9", "can not be"),
    ],
)
def test_a_field_holds_only_what_it_may(field: str, written: str, said: str) -> None:
    with pytest.raises(PeaceopsError, match=said):
        parse_value(field, written)


def test_values_are_read_as_a_person_writes_them() -> None:
    assert parse_value("use_of_force", "yes") is True
    assert parse_value("ceiling", "military=100,police=20") == {"military": 100, "police": 20}
    assert parse_value("poc_tier", "none") is None
    assert parse_value("addressee", "mission, sg") == ("mission", "sg")


def test_a_broken_file_of_corrections_is_one_line(text: Path) -> None:
    text.with_name(text.name + ".corrections.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(PeaceopsError, match="is no correction"):
        read_mandate(text)


@pytest.mark.parametrize(
    ("written", "places"),
    [
        ("11", ["11"]),
        ("17 c", ["17(c)"]),
        ("30a(i), 30f(ii)", ["30(a)(i)", "30(f)(ii)"]),
        ("11 (S/2031/44)", []),
        ("4 referring to 9 (S/2031/44)", []),
    ],
)
def test_places_of_the_other_codings(written: str, places: list[str]) -> None:
    assert pema_places(written) == places


def test_tasks_of_others_are_looked_for_in_the_paragraph_they_cite(text: Path) -> None:
    rows = [
        {"symbol": "S/RES/9901", "task": "CivProtect", "paragraphs": "4a(i)"},
        {"symbol": "S/RES/9901", "task": "Demining", "paragraphs": "4a(i)"},
        {"symbol": "S/RES/9901", "task": "CivProtect", "paragraphs": "99"},
        {"symbol": "S/RES/1", "task": "CivProtect", "paragraphs": "1"},
    ]
    scores, aside = score_tasks(rows, {"9901": read_mandate(text).mandate})
    assert (scores[0].right, scores[0].missed, aside) == (1, 1, 2)


@pytest.mark.parametrize(
    ("written", "verb"),
    [("Calls On", "calls upon"), ("strongly urges", "urges"), ("2", ""), ("", "")],
)
def test_verbs_of_others(written: str, verb: str) -> None:
    assert demand_verb(written) == verb
