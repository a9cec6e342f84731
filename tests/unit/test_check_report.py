"""The report of a check: what stands first, what its reader may see, and what changed."""

import json
from datetime import date

import pytest

from peaceops.direct.check.profile import default_profile, read_profile
from peaceops.direct.check.question import MOST_QUESTIONS
from peaceops.direct.check.report import (
    approvable,
    check_strategy,
    compare,
    fails,
    for_reader,
)
from peaceops.direct.check.report_json import earlier_findings, render_json
from peaceops.direct.check.report_sarif import render_sarif
from peaceops.direct.check.report_text import render_text
from peaceops.direct.check.rules import RULES, selected
from peaceops.domain.error import PeaceopsError
from peaceops.domain.finding import SEVERITY_ORDER, CheckReport, Severity
from peaceops.domain.marking import Level, Marking
from peaceops.domain.strategy.graph import Strategy
from tests.invented_strategy import MINI
from tests.rules.asking import strategy_of

DAY = date(2031, 5, 1)


def report_of(
    text: str | Strategy, *, select: str = "", day: date = DAY, profile: str = "in_mission"
) -> CheckReport:
    graph = strategy_of(text) if isinstance(text, str) else text
    return check_strategy(
        graph, selected([select]) if select else RULES, day=day, profile=read_profile(profile)
    )


@pytest.fixture(scope="module")
def report() -> CheckReport:
    return report_of(MINI)


EXPECTED = {
    ("POL-01", "T2"), ("POL-02", "T1"), ("POL-04", "K1"), ("POL-04", "A1"), ("POL-05", "O1"),
    ("POL-07", "A1"), ("POL-08", "D1"), ("POL-10", "A1"), ("POL-10", "K1"), ("POL-10", "O1"),
    ("MAN-01", "K1"), ("MAN-04", "O1"), ("HST-01", "S1"), ("HST-03", "S1"), ("HST-06", "T1"),
    ("HST-07", "T2"), ("TCC-01", "K1"), ("TCC-07", "BN1"), ("TCC-09", "K1"), ("INF-02", "T1"),
}  # fmt: skip
"""What a correct linter reports at least on the worked example, by code and object."""
SOMEWHERE = {"HST-02", "TCC-05", "TCC-06", "INF-01"}


def found(one: CheckReport) -> set[tuple[str, str]]:
    return {
        (finding.code, name)
        for finding in one.findings
        if finding.status == "fires"
        for name in finding.objects
    }


def test_the_worked_example_is_reported_as_the_doctrine_says(report: CheckReport) -> None:
    assert found(report) >= EXPECTED
    assert {code for code, _ in found(report)} >= SOMEWHERE
    assert ("POL-01", "T1") not in found(report)
    severities = {(one.code, one.objects): one.severity for one in report.findings}
    assert severities["POL-04", ("A1",)] is Severity.INFO
    assert severities["HST-03", ("S1",)] is Severity.BLOCKER


TRACK = (
    "tracks: [{{id: TR, status: active, last_engagement: 2031-04-20, parties: [{party}], {who}}}]"
)
OWNED = "owner: hom, level: local, convenor: civil_affairs"


def with_track(party: str) -> str:
    text = MINI.replace("served_by: []", "served_by: [TR]")
    return text + TRACK.format(party=party, who=OWNED) + "\n"


def test_a_live_track_with_the_militia_clears_exactly_two(report: CheckReport) -> None:
    after = found(report_of(with_track("militia_x")))
    assert found(report) - after == {("POL-01", "T2"), ("POL-05", "O1")}
    assert after - found(report) == set()


def test_a_track_without_that_party_clears_only_one(report: CheckReport) -> None:
    after = found(report_of(with_track("elders")))
    assert found(report) - after == {("POL-05", "O1")}


def test_a_due_diligence_record_clears_one_and_leaves_the_other(report: CheckReport) -> None:
    text = MINI + (
        "due_diligence: [{id: DD, covers: [S1], recipient: army_3rd_bde, support_type: training, "
        "scope_test: covered, framework_valid: true, assessed: 2031-04-01, risk: low, "
        "decision: approve, decided: 2031-04-05, letter: 2031-04-06}]\n"
    )
    after = found(report_of(text))
    assert ("HST-03", "S1") not in after
    assert ("HST-01", "S1") in after


def test_findings_stand_by_severity_code_and_object(report: CheckReport) -> None:
    keys = [(SEVERITY_ORDER.index(one.severity), one.code, one.objects) for one in report.findings]
    assert keys == sorted(keys)


def test_the_same_strategy_gives_the_same_bytes(report: CheckReport) -> None:
    graph = strategy_of(MINI)
    turned = Strategy(
        dict(list(graph.nodes.items())[::-1]), tuple(reversed(graph.edges)), graph.places
    )
    again = report_of(turned)
    assert render_json(again) == render_json(report)
    assert render_text(again) == render_text(report)


def test_json_has_what_scripts_rely_on(report: CheckReport) -> None:
    content = json.loads(render_json(report))
    assert content["format"] == 1
    assert content["as_of"] == "2031-05-01"
    assert content["profile"] == "in_mission"
    assert content["profile_hash"] == read_profile("in_mission").hash
    for one in content["findings"]:
        assert {
            "id", "code", "name", "severity", "status", "objects", "message", "clears_when",
            "source", "location", "marking",
        } <= set(one)  # fmt: skip
        assert one["status"] in {"fires", "cannot_tell", "suppressed"}
        assert set(one["source"]) == {"paragraph", "text"}
    location = next(one["location"] for one in content["findings"] if one["objects"] == ["T1"])
    assert location == {"file": "strategy.yaml", "line": 3}
    assert len({one["id"] for one in content["findings"]}) == len(content["findings"])


def test_there_is_no_score_anywhere(report: CheckReport) -> None:
    content = json.loads(render_json(report))

    def keys(part: object) -> set[str]:
        if isinstance(part, dict):
            return set(part) | {key for value in part.values() for key in keys(value)}
        if isinstance(part, list):
            return {key for value in part for key in keys(value)}
        return set()

    assert not keys(content) & {"score", "grade", "rating", "total", "points"}


def test_at_most_seven_questions_one_for_one_cause(report: CheckReport) -> None:
    assert 0 < len(report.questions) <= MOST_QUESTIONS
    roots = [one.root for one in report.questions]
    assert len(set(roots)) == len(roots)
    firing = {one.id for one in report.findings if one.status == "fires"}
    for one in report.questions:
        assert one.decision.endswith("?")
        assert set(one.findings) <= firing
        assert DAY <= one.due <= date(2031, 5, 8)


def test_questions_are_ranked_by_level_people_and_time_left() -> None:
    threat = "  - {{id: {name}, actor: a_{name}, level: {level}, status: active, {more}}}\n"
    text = "mission: {id: M, as_of: 2031-05-01}\nthreats:\n" + "".join(
        threat.format(name=name, level=level, more=more)
        for name, level, more in [
            ("few", "high", "people_exposed: 10"),
            ("late", "high", "people_exposed: 500, window_from: 2031-09-01"),
            ("soon", "high", "people_exposed: 500, window_from: 2031-05-20"),
            ("worst", "extreme", "people_exposed: 1"),
            ("mild", "moderate", "people_exposed: 90000"),
        ]
    )
    roots = [one.root for one in report_of(text, select="POL-02").questions]
    assert roots == ["worst", "soon", "late", "few", "mild"]


def test_what_can_not_be_told_becomes_one_request_an_owner() -> None:
    text = (
        "mission: {id: M, as_of: 2031-05-01}\n"
        "threats:\n"
        "  - {id: T, actor: a, level: unknown, status: active, owner: jmac}\n"
        "  - {id: U, actor: b, level: unknown, status: active, owner: jmac}\n"
        "  - {id: V, actor: c, level: unknown, status: active}\n"
    )
    one = report_of(text, select="POL-02")
    assert [request.owner for request in one.requests] == [None, "jmac"]
    assert len(one.requests[1].findings) == 2
    assert not fails(one)


HELD_APART = (
    "mission: {id: M, as_of: 2031-05-01}\n"
    "threats:\n"
    "  - {id: T, actor: a, level: high, status: active}\n"
    "  - {id: S, actor: b, level: high, status: active, classification: strictly_confidential}\n"
)


def test_a_reader_sees_only_the_count_of_what_is_above() -> None:
    whole = report_of(HELD_APART, select="POL-02")
    shown, withheld = for_reader(whole, Marking(Level.CONFIDENTIAL))
    assert [one.objects for one in shown.findings] == [("T",)]
    assert [(one.code, one.count) for one in withheld] == [("POL-02", 1)]
    text = render_text(shown, withheld=withheld) + render_json(shown, withheld)
    hidden = next(one for one in whole.findings if one.objects == ("S",))
    assert hidden.id not in text
    assert "POL-02: 1 above your level" in text
    assert all(question.root != "S" for question in shown.questions)


def test_exit_status_and_mark_of_approval() -> None:
    one = report_of(HELD_APART, select="POL-02")
    assert fails(one)
    assert approvable(one)
    extreme = report_of(HELD_APART.replace("level: high", "level: extreme", 1), select="POL-02")
    assert not approvable(extreme)
    override = (
        "overrides: [{id: o, rule: POL-02, objects: [T], author: head_of_mission, "
        "reason: reinforcement on its way, made: 2031-04-30, expires: 2031-05-10}]\n"
    )
    text = HELD_APART.replace("level: high", "level: extreme", 1) + override
    overridden = report_of(text, select="POL-02")
    assert approvable(overridden)
    assert fails(overridden), "the finding stays"
    assert "reinforcement on its way" in render_text(overridden)
    assert not approvable(report_of(text, select="POL-02", day=date(2031, 5, 11)))


def test_against_an_earlier_report() -> None:
    before = report_of(HELD_APART, select="POL-02")
    after = report_of(HELD_APART.replace("id: T,", "id: N,"), select="POL-02")
    told = compare(after.findings, earlier_findings(render_json(before), "before.json"))
    by_object = {one.objects[0]: one.id for one in (*before.findings, *after.findings)}
    assert told.new == (by_object["N"],)
    assert told.persisting == (by_object["S"],)
    assert told.fixed == (by_object["T"],)
    assert "1 new, 1 persisting, 1 fixed" in render_text(after, compared=told)


@pytest.mark.parametrize(
    "text", ["", "{}", '{"format": 1}', '{"format": 9, "findings": []}', "[1]"]
)
def test_what_is_no_earlier_report(text: str) -> None:
    with pytest.raises(PeaceopsError, match=r"before\.json"):
        earlier_findings(text, "before.json")


def test_text_shows_where_it_is_written(report: CheckReport) -> None:
    lines = MINI.splitlines()
    text = render_text(report, excerpt=lambda place: lines[place.line - 1])
    assert "--> strategy.yaml:4:5" in text
    assert lines[3] in text
    assert "clears when" in text
    assert text.index("What to decide first") < text.index("error[POL-01]")


def test_a_draft_mandate_is_asked_rather_than_told() -> None:
    one = report_of(MINI, select="POL-01", profile="draft_mandate")
    assert one.findings[0].severity is Severity.BLOCKER
    assert "Is it meant that T2" in render_text(one, as_questions=True)


def test_sarif_is_in_order(report: CheckReport) -> None:
    content = json.loads(render_sarif(report, RULES))
    assert content["version"] == "2.1.0"
    (run,) = content["runs"]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in run["results"]} <= rules
    assert len(run["results"]) == len(report.findings)
    first = next(one for one in run["results"] if one.get("locations"))
    region = first["locations"][0]["physicalLocation"]["region"]
    assert region["startLine"] >= 1


def test_profiles(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert default_profile("planning") == "planning"
    assert default_profile(None) == "in_mission"
    assert read_profile("renewal").hash != read_profile("in_mission").hash
    with pytest.raises(PeaceopsError, match="choose one of"):
        read_profile("nonsense")
    own = tmp_path_factory.mktemp("profile") / "own.toml"
    own.write_text("[thresholds]\ntrack_live_dais = 3\n[profiles.mine]\n", encoding="utf-8")
    with pytest.raises(PeaceopsError, match="track_live_dais"):
        read_profile("mine", own)


def test_a_profile_of_ones_own_changes_figures_and_hash(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    from peaceops.data import path

    own = tmp_path_factory.mktemp("profile") / "own.toml"
    text = path("profiles.toml").read_text(encoding="utf-8")
    own.write_text(text + "\n[profiles.mine]\nthresholds = { track_live_days = 5 }\n", "utf-8")
    mine = read_profile("mine", own)
    assert mine.thresholds.track_live_days == 5
    graph = strategy_of(with_track("militia_x"))
    strict = check_strategy(graph, selected(["POL-01"]), day=DAY, profile=mine)
    assert found(strict) == {("POL-01", "T2")}
    assert strict.profile_hash == mine.hash != read_profile("in_mission").hash


def test_rules_that_a_profile_switches_off_are_not_asked() -> None:
    one = report_of(MINI, profile="draft_mandate")
    assert "TCC-07" not in one.rules
    assert all(finding.code != "TCC-07" for finding in one.findings)


@pytest.mark.parametrize("select", ["pol", "POL-01", "HST-03"])
def test_selection(select: str) -> None:
    wanted = select.upper()
    assert all(rule.code.startswith(wanted) for rule in selected([select]))


def test_a_selection_of_what_is_not_there() -> None:
    with pytest.raises(PeaceopsError, match="POL-99"):
        selected(["POL-99"])
