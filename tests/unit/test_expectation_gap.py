"""What each party expects, what is possible, what binds, and who can change that."""

import json
from datetime import date
from pathlib import Path

import pytest

from peaceops.direct.check.profile import read_profile
from peaceops.direct.check.rules.contributor.expectation_gap import delivered
from peaceops.direct.check.view import View
from peaceops.direct.expectation.gap import PARTIES, GapRow, gap_rows
from peaceops.direct.expectation.message import draft_message
from peaceops.direct.expectation.rules_reading import rules_reading
from peaceops.direct.expectation.text import HEADING, render_gaps
from peaceops.direct.strategy.load import parse_strategy
from peaceops.domain.marking import Compartment, Level
from peaceops.domain.strategy.dialogue import ScenarioNode
from peaceops.domain.strategy.force import UnitNode
from tests.unit.test_strategy_cli import answer

DAY = date(2031, 5, 1)
TROUBLED = Path(__file__).resolve().parents[2] / "examples" / "troubled"
SHEET = (
    "{id: S, title: raid, about: [T], mandate: 5, rules: 4, command: 4, acceptance: 3,\n"
    "     capability: 3, warning_hours: 6, needed_action: 3"
)
BASE = """\
areas:
  - {id: north, title: the north, response_minutes: 60}
  - {id: south, response_minutes: 600}
threats: [{id: T, actor: X, status: active, level: high, area: north}]
"""


def view(text: str) -> View:
    strategy = parse_strategy([("s.yaml", f"mission: {{id: M, as_of: {DAY}}}\n{text}")])
    return View(strategy, DAY, read_profile("in_mission"))


def row(extra: str = "", sheet: str = SHEET, expectations: str = "", leaves: float = 30) -> GapRow:
    scenario = f"scenarios:\n  - {sheet}, expectations: [{expectations}]}}\n"
    (found,) = gap_rows(view(BASE + scenario + extra), leaves=leaves)
    return found


COUNCIL = "{party: council, respondent: Aland, action_level: 5}"
BLAND = "{party: contributors, respondent: Bland, action_level: 2, accept_risk: 1}"


def test_the_gap_is_what_is_awaited_above_the_lowest_layer() -> None:
    found = row(expectations=f"{COUNCIL}, {BLAND}")
    assert (found.expected, found.expected_by) == (5, ("Aland",))
    assert (found.here.low, found.here.high) == (3, 3)
    assert found.here.binding == ("acceptance", "capability"), "able and willing stay apart"
    assert (found.here.gap_least, found.here.gap_most) == (2, 2)
    assert found.sheet == found.here
    assert found.agreement == pytest.approx(0.4)
    assert [one.layer for one in found.remedies] == ["acceptance", "capability", "expectation"]
    assert found.area_title == "the north"


def test_every_party_is_listed_and_silence_is_told_from_never_having_been_asked() -> None:
    found = row(
        expectations="{party: host, answered: false}, {party: mission, action_level: unknown}, "
        f"{COUNCIL}, {{party: population, action_level: 4}}"
    )
    states = {one.party: one.state for one in found.answers}
    assert states == {
        "council": "said", "secretariat": "not_asked", "mission": "unknown",
        "contributors": "not_asked", "host": "silent", "population": "said",
    }  # fmt: skip
    assert [one.party for one in found.answers][:5] == list(PARTIES)
    text = render_gaps([found], 0, (), "2031-05-01")
    assert "secretariat: nobody asked it" in text
    assert "host: asked, and silent" in text
    assert "mission: what it expects is not known" in text


def test_what_nobody_expects_has_no_gap_and_is_not_called_nought() -> None:
    found = row(expectations=BLAND)
    assert found.expected is None
    assert found.here.gap_least is None
    assert "nobody who waits for it has said what" in render_gaps([found], 0, (), "d")


@pytest.mark.parametrize(
    ("low", "name"),
    [("mandate: 5", "mandate"), ("rules: 4", "rules"), ("command: 4", "command"),
     ("acceptance: 3", "acceptance"), ("capability: 3", "capability")],
)  # fmt: skip
def test_each_layer_of_the_sheet_binds_by_itself(low: str, name: str) -> None:
    found = row(sheet=SHEET.replace(low, f"{name}: 1"), expectations=COUNCIL)
    assert found.here.binding == (name,)
    assert found.here.gap_least == 4
    by_layer = {one.layer: one.who for one in found.remedies}
    assert set(by_layer) == {name, "expectation"}
    assert by_layer[name]  # type: ignore[index]


def test_an_unknown_layer_may_allow_anything_and_one_not_recorded_delivers_nothing() -> None:
    doubt = row(sheet=SHEET.replace("acceptance: 3", "acceptance: unknown"), expectations=COUNCIL)
    assert (doubt.here.low, doubt.here.high) == (0, 3)
    assert (doubt.here.gap_least, doubt.here.gap_most) == (2, 5)
    assert ("acceptance", "it is found out how far this layer goes") in [
        (one.layer, one.what) for one in doubt.remedies
    ]
    blank = row(sheet=SHEET.replace("acceptance: 3,", ""), expectations=COUNCIL)
    assert (blank.here.high, blank.here.binding) == (0, ("acceptance",))
    state = {layer.name: layer.state for layer in blank.layers}
    assert state["acceptance"] == "not_recorded"


def test_time_binds_where_the_way_is_longer_than_the_warning() -> None:
    late = row(sheet=SHEET.replace("hours: 6", "hours: 0.5"), expectations=COUNCIL, leaves=10)
    assert late.here.binding == ("time",)
    assert (late.here.high, late.sheet.high) == (0, 3)
    slow = row(expectations=COUNCIL, leaves=60 * 50)
    state = {layer.name: layer.state for layer in slow.layers}
    assert state["time"] == "unknown", "the area's figure fits, the mission's own clocks do not"
    assert (slow.here.low, slow.here.high) == (0, 3)


@pytest.mark.parametrize(
    ("extra", "state"),
    [
        ("consent: [{id: C, date: 2031-04-01, state: withdrawn}]\n", "barred"),
        ("tasks: [{id: K, code: poc_physical, area: north, host_permission: refused}]\n", "barred"),
        ("sofa_incidents: [{id: I, date: 2031-04-01, type: movement_denial, area: north}]\n",
         "unknown"),
        ("sofa_incidents: [{id: I, date: 2031-04-01, type: movement_denial, area: south}]\n",
         "no_limit"),
        ("tasks: [{id: K, code: elections, area: north, host_permission: refused}]\n", "no_limit"),
    ],
)  # fmt: skip
def test_the_host_binds_where_it_bars_and_leaves_doubt_where_it_blocks(
    extra: str, state: str
) -> None:
    found = row(extra, expectations=COUNCIL)
    assert {layer.name: layer.state for layer in found.layers}["host"] == state
    assert ("host" in found.here.binding) == (state == "barred")


@pytest.mark.parametrize(
    ("documents", "briefings", "state"),
    [
        ("", "", "missing"),
        ("", "{rules: roe, release: '1', acknowledged: 2030-02-01}", "acknowledged"),
        ("{id: R, kind: roe, release: '2', issued: 2031-01-01}", "", "not_briefed"),
        ("{id: R, kind: duf, release: '2', issued: 2031-01-01}", "", "missing"),
        ("{id: R, kind: roe, release: '2', issued: 2031-01-01}", "{rules: roe, release: '2'}",
         "unread"),
        ("{id: R, kind: roe, release: '2', issued: 2031-01-01}",
         "{rules: roe, release: '1', acknowledged: 2030-02-01}", "other_release"),
        ("{id: R, kind: roe, release: '2', issued: 2031-01-01}",
         "{rules: roe, release: '2', acknowledged: 2031-02-01}", "acknowledged"),
        ("{id: R, kind: roe, release: '2', issued: 2031-01-01}",
         "{rules: roe, release: '2', acknowledged: unknown}", "unknown"),
        ("{id: R, kind: roe, release: unknown, issued: 2031-01-01}",
         "{rules: roe, release: '2', acknowledged: 2031-02-01}", "unknown"),
    ],
)  # fmt: skip
def test_how_a_unit_stands_to_the_rules_is_told_apart(
    documents: str, briefings: str, state: str
) -> None:
    found = view(
        f"documents: [{documents}]\n"
        f"units: [{{id: U, type: infantry battalion, briefings: [{briefings}]}}]\n"
    )
    unit = found.strategy.nodes["U"]
    assert isinstance(unit, UnitNode)
    reading = rules_reading(found, unit)
    assert reading.state == state
    assert "U" in reading.words


def test_a_contributor_below_the_rules_is_asked_which_it_is() -> None:
    found = row(expectations=BLAND)
    (rules,) = [layer for layer in found.layers if layer.name == "rules"]
    assert any("reads them otherwise or is not willing" in line for line in rules.evidence)


def test_only_restrictions_that_may_bite_are_asked_to_be_lifted() -> None:
    found = row(
        "units:\n"
        "  - {id: U, base: north, contributor: Bland, caveats: [\n"
        "     {id: C1, kind: night}, {id: C2, kind: air_asset},\n"
        "     {id: C3, kind: force_level, force_level: 4},\n"
        "     {id: C4, kind: against_host_forces},\n"
        "     {id: C5, kind: requires_capital_approval, approval_hours: 2}]}\n",
        sheet=f"{SHEET}, host_threat: false",
        expectations=COUNCIL,
    )
    acceptance = next(one for one in found.remedies if one.layer == "acceptance")
    assert acceptance.what.startswith("C1 of U: lifted")
    assert acceptance.who == "Bland"
    (layer,) = [layer for layer in found.layers if layer.name == "acceptance"]
    assert len(layer.evidence) == 5, "all of them are told"


def test_a_scenario_in_two_areas_has_a_row_for_each() -> None:
    found = gap_rows(
        view(
            BASE.replace("area: north}]", "area: north}, {id: T2, status: active, area: south}]")
            + f"scenarios:\n  - {SHEET.replace('[T]', '[T, T2]')}, expectations: [{COUNCIL}]}}\n"
        ),
        leaves=30,
    )
    assert [(one.area, one.threats, one.here.binding) for one in found] == [
        ("south", ("T2",), ("time",)),
        ("north", ("T",), ("acceptance", "capability")),
    ]


@pytest.mark.parametrize("low", range(6))
@pytest.mark.parametrize("short", [True, False])
@pytest.mark.parametrize("host", [True, False, None])
def test_the_message_promises_only_what_is_sure(low: int, short: bool, host: bool | None) -> None:
    text = " ".join(draft_message(low=low, short=short, host=host).text)
    assert ("acts within its mandate and its means" in text) == (low >= 1)
    assert ("can not promise" in text) == (low == 0)
    assert ("relies on help that may not come" in text) == short
    assert ("duty of the State" in text) == (host is False), "nobody is sent to the attacker"
    for promise in ("will protect", "guarantee", "always", "never"):
        assert promise not in text


def test_rows_are_strictly_confidential_and_held_apart_and_messages_are_drafts() -> None:
    found = row("units: [{id: U, base: north, caveats: [{id: C, kind: night}]}]\n")
    assert found.marking.level is Level.STRICTLY_CONFIDENTIAL
    assert {Compartment.SCENARIO_FORCE, Compartment.CAVEAT} <= found.marking.compartments
    assert found.message.marking.level is Level.UNCLASSIFIED


def test_the_sheet_alone_is_what_the_rule_goes_by() -> None:
    found = view(BASE + f"scenarios:\n  - {SHEET}, expectations: [{COUNCIL}]}}\n")
    (scenario,) = found.of(ScenarioNode)
    (one,) = gap_rows(found)
    within = delivered(scenario)
    assert (one.sheet.low, one.sheet.high, one.sheet.binding) == (
        within.low, within.high, within.binding,
    )  # fmt: skip


def test_the_command_tells_the_owner_all_and_others_the_drafts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    whole, err = answer(capsys, "expectations", TROUBLED)
    assert err == ""
    assert whole.startswith(HEADING)
    assert "SC1 the brigade raids a village near a base, Sector West (T1)" in whole
    assert "held down by acceptance; gap 4 to 5" in whole
    below, _ = answer(capsys, "expectations", TROUBLED, "--level", "confidential")
    assert "3 rows are above this reader" in below
    for secret in ("SC1", "KARBAT", "Sector West", "west", "brigade", "CAV", "Karvonia"):
        assert secret not in below
    assert "not released until a person releases it" in below
    plain = json.loads(answer(capsys, "expectations", TROUBLED, "--json")[0])
    assert plain["format"] == 1
    assert plain["rows"][0]["scenario"] == "SC1"
    assert plain["rows"][0]["marking"]["classification"] == "strictly_confidential"
    assert plain["rows"][0]["draft_message"]["released"] is False
    hidden = json.loads(
        answer(capsys, "expectations", TROUBLED, "--json", "--level", "unclassified")[0]
    )
    assert (hidden["rows"], hidden["withheld"]) == ([], 3)
    empty, _ = answer(capsys, "expectations", TROUBLED, "--as-of", "2001-01-01")
    assert "No scenario is in force" in empty
