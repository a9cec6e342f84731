"""The rules on information and warning: INF-01 to INF-05. All data are invented."""

from datetime import date, timedelta

import pytest

from peaceops.domain.finding import Finding
from tests.invented_strategy import MINI
from tests.rules.asking import ask, firing, strategy_of, told
from tests.rules.doubt import doubts

HEAD = "mission: {id: M, as_of: 2031-05-01}\n"
HIGH = "threats: [{id: T, level: high, status: active, area: north%s}]\n"
SOUND = """
items:
  - {id: I1, date: 2031-04-20, origins: [a], grade: A1, component: police, side: host,
     supports: [T]}
  - {id: I2, date: 2031-04-20, origins: [b], grade: A1, component: civil, side: crowd,
     supports: [T]}
"""
WATCHED = """
information_requirements: [{id: R, level: PIR, status: open, concerns: [T]}]
indicators: [{id: N, watches: [T], tasked_to: patrols}]
"""
W = (
    "warnings: [{id: W, level: high, fed_back: 2031-04-30T09:00:00Z, "
    "decided: 2031-04-28T09:00:00Z%s}]\n"
)
P = "products: [{id: P, made_from: [I], classification: confidential%s}]\n"

FIRES: tuple[tuple[str, str, str, str], ...] = (
    ("INF-01", "a", "T", HIGH % ""),
    ("INF-01", "a", "T", HIGH % "" + SOUND.replace("[b]", "[x, a]")),
    # Two reports of one source, and two that meet in a third item.
    (
        "INF-01",
        "a",
        "T",
        HIGH % "" + "sources: [{id: S}]\n"
        "items: [{id: I, from_source: [S], supports: [T]}, "
        "{id: J, from_source: [S], supports: [T]}]",
    ),
    (
        "INF-01",
        "a",
        "T",
        HIGH % "" + "items: [{id: I1, origins: [I3], supports: [T]}, "
        "{id: I2, origins: [x], supports: [T]}, {id: I3, origins: [x]}]",
    ),
    # One known item has one origin, whatever its chain.
    ("INF-01", "a", "T", HIGH % "" + "items: [{id: I1, origins: unknown, supports: [T]}]"),
    ("INF-01", "b", "T", HIGH % "" + SOUND.replace("A1", "F6", 1)),
    (
        "INF-01",
        "b",
        "A",
        (
            "assessments: [{id: A, level: high, key_items: [I], based_on: [J]}]\n"
            "items: [{id: I}, {id: J, grade: A1}]"
        ),
    ),
    ("INF-01", "c", "T", HIGH % "" + SOUND.replace("A1", "D4")),
    ("INF-01", "c", "T", HIGH % "" + SOUND.replace("2031-04-20", "2030-12-01")),
    ("INF-01", "d", "T", HIGH % "" + SOUND.replace("civil", "police")),
    ("INF-01", "d", "T", HIGH % "" + SOUND.replace("crowd", "host")),
    ("INF-01", "e", "T", HIGH % ", review_by: 2031-04-30"),
    ("INF-01", "f", "T", HIGH % ", intent: unknown, opportunity: unknown"),
    ("INF-01", "f", "A", "assessments: [{id: A, level: moderate, unknown_factors: 2}]"),
    ("INF-02", "a", "T", HIGH % ""),
    ("INF-02", "a", "T", HIGH % "" + WATCHED.replace("PIR", "EEI")),
    ("INF-02", "a", "T", HIGH % "" + WATCHED.replace("status: open", "status: draft")),
    ("INF-02", "b", "T", HIGH % "" + WATCHED.replace(", tasked_to: patrols", "")),
    ("INF-02", "b", "T", HIGH % "" + WATCHED.replace("patrols}", "p, task_until: 2031-04-30}")),
    ("INF-02", "b", "T", HIGH % "" + WATCHED.replace("patrols}", "p, task_from: 2031-05-02}")),
    (
        "INF-02",
        "c",
        "T",
        HIGH % "" + WATCHED + "areas: [{id: north, people_at_risk: 40, patrol_reach: false}]",
    ),
    (
        "INF-02",
        "d",
        "R",
        "information_requirements: [{id: R, status: open, latest_time_of_value: 2031-04-30}]",
    ),
    ("INF-03", "a", "W", "warnings: [{id: W, level: extreme, received: 2031-04-29T08:00:00Z}]"),
    ("INF-03", "a", "W", "warnings: [{id: W, level: high}]"),
    ("INF-03", "a", "W", W % ", received: 2031-04-27T08:59:00Z"),
    ("INF-03", "a", "W", W % ", imminent: true, received: 2031-04-28T06:59:00Z"),
    (
        "INF-03",
        "a",
        "W",
        (
            "threats: [{id: T, level: high}]\n"
            "warnings: [{id: W, received: 2031-04-20T08:00:00Z, warns_of: [T]}]\n"
            "decisions: [{id: D, kind: respond, on: [W], asked: 2031-04-20}]"
        ),
    ),
    (
        "INF-03",
        "a",
        "W",
        (
            "warnings: [{id: W, level: high, received: 2031-04-20T08:00:00Z, leads_to: [D]}]\n"
            "decisions: [{id: D, kind: respond, taken: 2031-04-23}]"
        ),
    ),
    (
        "INF-03",
        "b",
        "W",
        "warnings: [{id: W, leads_to: [D]}]\ndecisions: [{id: D, kind: no_response}]",
    ),
    (
        "INF-03",
        "b",
        "W",
        (
            "warnings: [{id: W}]\n"
            "decisions: [{id: D, on: [W], kind: no_response, no_response_code: unknown_reason}]"
        ),
    ),
    (
        "INF-03",
        "c",
        "R",
        (
            "responses: [{id: R, responder: host, expected: 2031-04-27T08:00:00Z, "
            "on_site: 2031-04-28T08:01:00Z}]"
        ),
    ),
    ("INF-03", "c", "R", "responses: [{id: R, expected: 2031-04-27T08:00:00Z}]"),
    ("INF-03", "d", "W", "warnings: [{id: W, received: 2031-04-28T23:00:00Z}]"),
    ("INF-04", "a", "S", "scenarios: [{id: S, likelihood: very_likely}]"),
    ("INF-04", "a", "S", "scenarios: [{id: S, trigger_date: 2031-08-29}]"),
    (
        "INF-04",
        "a",
        "S",
        HIGH % "" + "scenarios: [{id: S, about: [T]}]\n"
        "triggers: [{id: X, kind: election, date: 2031-06-01, area: north}]",
    ),
    (
        "INF-04",
        "b",
        "S",
        (
            "scenarios: [{id: S, likelihood: likely}]\n"
            "plans: [{id: P, prepares: [S]}, {id: Q, prepares: [S], rehearsed: 2030-06-01}]"
        ),
    ),
    *(
        (
            "INF-04",
            "c",
            "S",
            HIGH % "" + "scenarios: [{id: S, likelihood: likely, about: [T], "
            "perpetrator: host_force, needed_action: 3, warning_hours: 4}]\n"
            "plans: [{id: P, prepares: [T], uses: [U, V], rehearsed: 2031-04-01}]\n"
            f"units: [{{id: V}}, {{id: U, caveats: [{{{caveat}}}]}}]",
        )
        for caveat in (
            "kind: against_host_forces",
            "kind: force_level, force_level: 3",
            "kind: requires_capital_approval, approval_hours: 12",
            "kind: geographic, areas: [north]",
        )
    ),
    (
        "INF-04",
        "d",
        "S",
        (
            "scenarios: [{id: S, likelihood: likely}]\n"
            "plans: [{id: P, prepares: [S], rehearsed: 2031-04-01, same_picture: false}]"
        ),
    ),
    ("INF-05", "a", "P", "items: [{id: I}]\nproducts: [{id: P, made_from: [I]}]"),
    # Through an assessment that nobody marked, and for want of a compartment.
    (
        "INF-05",
        "a",
        "P",
        (
            "items: [{id: I}]\nassessments: [{id: A, based_on: [I]}]\n"
            "products: [{id: P, made_from: [A], downgraded_by: chief}]"
        ),
    ),
    (
        "INF-05",
        "a",
        "P",
        "caveats: [{id: C}]\nproducts: [{id: P, classification: confidential, made_from: [C]}]",
    ),
    ("INF-05", "b", "P", "sources: [{id: S}]\nproducts: [{id: P, names_source: [S]}]"),
    ("INF-05", "b", "P", "sources: [{id: S}]\nproducts: [{id: P, sources: [S]}]"),
    (
        "INF-05",
        "c",
        "P",
        "items: [{id: I, consent: inform_analysis, place_precision: 1}]\n"
        + P % ", place_precision: 3",
    ),
    (
        "INF-05",
        "c",
        "P",
        "sources: [{id: S}]\nitems: [{id: I, from_source: [S], place_precision: 2}]\n"
        + P % ", place_precision: 1",
    ),
    ("INF-05", "d", "P", "products: [{id: P, people_cells: 4}]"),
    (
        "INF-05",
        "e",
        "S",
        (
            "sources: [{id: S, pseudonym_stable: true}]\nitems: [{id: I, from_source: [S]}]\n"
            "products: [{id: P, made_from: [I]}, {id: Q, names_source: [S]}]"
        ),
    ),
    ("INF-05", "f", "P", "items: [{id: I, consent: none}]\n" + P % ""),
    ("INF-05", "f", "P", "items: [{id: I, consent: internal_only}]\n" + P % ", audience: donors"),
    ("INF-05", "f", "P", "items: [{id: I, consent: inform_analysis}]\n" + P % ", quotes: true"),
    (
        "INF-05",
        "f",
        "P",
        "items: [{id: I, consent: quote_without_identity}]\n" + P % ", quotes_identity: true",
    ),
    ("INF-05", "g", "S", "sources: [{id: S, alert_caller: true, identity_with_alert: true}]"),
)

SILENT: tuple[tuple[str, str], ...] = (
    ("INF-01", HIGH % "" + SOUND),
    ("INF-01", HIGH.replace("active", "closed") % ""),
    ("INF-01", "threats: [{id: T, level: low, status: active}]"),
    # What was superseded, or has ended, is asked no more.
    ("INF-01", "assessments: [{id: A, level: high, superseded_by: [B]}, {id: B, level: low}]"),
    ("INF-01", "assessments: [{id: A, level: high, valid_to: 2031-04-01}]"),
    (
        "INF-01",
        HIGH % "" + SOUND + "assessments: [{id: A, level: high, of: [T], review_by: 2031-06-01}]",
    ),
    ("INF-02", HIGH % "" + WATCHED),
    ("INF-02", HIGH % "" + WATCHED.replace("watches: [T]", "observes: [R]")),
    ("INF-02", "threats: [{id: T, level: moderate, status: active}]"),
    ("INF-02", HIGH % "" + WATCHED + "areas: [{id: north, people_at_risk: 9, patrol_reach: true}]"),
    ("INF-02", HIGH % "" + WATCHED + "areas: [{id: north, people_at_risk: 0}]"),
    (
        "INF-02",
        "information_requirements: [{id: R, status: expired, latest_time_of_value: 2031-04-30}]",
    ),
    (
        "INF-02",
        (
            "items: [{id: I}]\ninformation_requirements: "
            "[{id: R, status: open, latest_time_of_value: 2031-04-30, answered_by: [I]}]"
        ),
    ),
    ("INF-03", "warnings: [{id: W, level: high, received: 2031-05-01T00:00:00Z}]"),
    ("INF-03", "warnings: [{id: W, level: moderate, received: 2031-04-29T08:00:00Z}]"),
    ("INF-03", W % ", received: 2031-04-27T09:00:00Z"),
    # A response that was reviewed clears a decision that came late.
    (
        "INF-03",
        W % ", received: 2031-04-20T09:00:00Z"
        + "responses: [{id: R, responds_to: [W], review: 2031-04-30}]",
    ),
    (
        "INF-03",
        (
            "warnings: [{id: W, received: 2031-04-20T08:00:00Z, feedback_withheld: true, "
            "leads_to: [D]}]\n"
            "decisions: [{id: D, kind: no_response, no_response_code: no_mobility}]"
        ),
    ),
    ("INF-03", "responses: [{id: R, expected: 2031-04-20T08:00:00Z, reason: assessed_false}]"),
    ("INF-04", "scenarios: [{id: S, likelihood: unlikely, trigger_date: 2031-08-30}]"),
    ("INF-04", "scenarios: [{id: S, trigger_date: 2031-04-30}]"),
    ("INF-04", "scenarios: [{id: S, likelihood: likely, valid_to: 2031-04-30}]"),
    (
        "INF-04",
        (
            "scenarios: [{id: S, likelihood: likely}]\n"
            "plans: [{id: P, prepares: [S], same_picture: false}, "
            "{id: Q, prepares: [S], rehearsed: 2031-04-01}]"
        ),
    ),
    ("INF-05", "items: [{id: I}]\n" + P % ""),
    (
        "INF-05",
        (
            "items: [{id: I}]\n"
            "products: [{id: P, made_from: [I], downgraded_by: chief, downgrade_reason: old}, "
            "{id: Q, made_from: [P]}]"
        ),
    ),
    # The item is no finer than what may be shown; open data need nobody's consent.
    (
        "INF-05",
        "items: [{id: I, consent: inform_analysis, place_precision: 4}]\n"
        + P % ", place_precision: 1",
    ),
    ("INF-05", "items: [{id: I}]\n" + P % ", place_precision: 1, quotes: true"),
    ("INF-05", "items: [{id: I, consent: internal_only}]\n" + P % ", audience: internal"),
    (
        "INF-05",
        "items: [{id: I, consent: quote_with_identity}]\n"
        + P % ", quotes: true, quotes_identity: true, place_precision: 1, people_cells: 5",
    ),
    (
        "INF-05",
        "sources: [{id: S, pseudonym_stable: true, alert_caller: true}]\n"
        "items: [{id: I, from_source: [S]}]\n" + P % "",
    ),
)

DOUBTFUL: tuple[tuple[str, str, str, str], ...] = (
    ("INF-01", "a", "T", HIGH % "" + SOUND.replace("[a]", "unknown")),
    ("INF-01", "a", "T", HIGH % "" + SOUND + "  - {id: I3, supports: unknown}"),
    ("INF-01", "b", "T", HIGH % "" + SOUND.replace("A1", "unknown", 1)),
    ("INF-01", "c", "T", HIGH % "" + SOUND.replace("A1", "F1")),
    ("INF-01", "c", "T", HIGH % "" + SOUND.replace("2031-04-20", "unknown")),
    ("INF-01", "d", "T", HIGH % "" + SOUND.replace("police", "unknown")),
    ("INF-01", "e", "T", HIGH % ", review_by: unknown" + SOUND),
    ("INF-01", "f", "A", "assessments: [{id: A, level: high, unknown_factors: unknown}]"),
    ("INF-02", "a", "T", HIGH % "" + WATCHED.replace("PIR", "unknown")),
    ("INF-02", "b", "T", HIGH % "" + WATCHED.replace("patrols", "unknown")),
    ("INF-02", "c", "T", HIGH.replace("north", "unknown") % "" + WATCHED + "areas: [{id: north}]"),
    (
        "INF-02",
        "c",
        "T",
        HIGH % "" + WATCHED + "areas: [{id: north, people_at_risk: 40, patrol_reach: unknown}]",
    ),
    (
        "INF-02",
        "d",
        "R",
        "information_requirements: [{id: R, status: open, latest_time_of_value: unknown}]",
    ),
    ("INF-03", "a", "W", "warnings: [{id: W, level: unknown, received: 2031-04-29T08:00:00Z}]"),
    (
        "INF-03",
        "a",
        "W",
        "warnings: [{id: W, level: high, imminent: unknown, received: 2031-05-01T08:00:00Z}]",
    ),
    ("INF-03", "a", "W", W % ", received: unknown"),
    (
        "INF-03",
        "b",
        "W",
        (
            "warnings: [{id: W, leads_to: [D]}]\n"
            "decisions: [{id: D, kind: no_response, no_response_code: unknown}]"
        ),
    ),
    ("INF-03", "c", "R", "responses: [{id: R, expected: 2031-04-20T08:00:00Z, review: unknown}]"),
    ("INF-03", "d", "W", "warnings: [{id: W, received: 2031-04-20T08:00:00Z, fed_back: unknown}]"),
    ("INF-04", "a", "S", "scenarios: [{id: S, likelihood: unknown}]"),
    (
        "INF-04",
        "a",
        "S",
        "scenarios: [{id: S, likelihood: likely}]\nplans: [{id: P, prepares: unknown}]",
    ),
    (
        "INF-04",
        "c",
        "S",
        (
            "scenarios: [{id: S, likelihood: likely, host_threat: unknown}]\n"
            "plans: [{id: P, prepares: [S], uses: [U], rehearsed: 2031-04-01}]\n"
            "units: [{id: U, caveats: [{kind: against_host_forces}]}]"
        ),
    ),
    (
        "INF-04",
        "d",
        "S",
        (
            "scenarios: [{id: S, likelihood: likely}]\n"
            "plans: [{id: P, prepares: [S], rehearsed: 2031-04-01, same_picture: unknown}]"
        ),
    ),
    ("INF-05", "a", "P", "items: [{id: I}]\nproducts: [{id: P, made_from: unknown}]"),
    (
        "INF-05",
        "a",
        "P",
        (
            "items: [{id: I}]\n"
            "products: [{id: P, made_from: [I], downgraded_by: chief, downgrade_reason: unknown}]"
        ),
    ),
    ("INF-05", "b", "P", "products: [{id: P, names_source: unknown}]"),
    (
        "INF-05",
        "c",
        "P",
        "items: [{id: I, consent: unknown, place_precision: 1}]\n" + P % ", place_precision: 1",
    ),
    ("INF-05", "d", "P", "products: [{id: P, people_cells: unknown}]"),
    (
        "INF-05",
        "e",
        "S",
        (
            "sources: [{id: S, pseudonym_stable: true}]\n"
            "products: [{id: P, names_source: [S]}, {id: Q, made_from: unknown}]"
        ),
    ),
    # It quotes; whom, nobody can tell.
    (
        "INF-05",
        "f",
        "P",
        (
            "items: [{id: I, consent: inform_analysis}, {id: J, consent: quote_with_identity}]\n"
            "products: [{id: P, made_from: [I, J], classification: confidential, quotes: true}]"
        ),
    ),
    ("INF-05", "g", "S", "sources: [{id: S, alert_caller: true, identity_with_alert: unknown}]"),
)


def one(text: str, code: str, part: str = "") -> Finding:
    (found,) = [one for one in ask(HEAD + text, code) if one.part == part]
    return found


@pytest.mark.parametrize(("code", "part", "name", "text"), FIRES)
def test_it_fires_and_no_doubt_makes_it_vanish(code: str, part: str, name: str, text: str) -> None:
    graph = strategy_of(HEAD + text)
    before = firing(ask(graph, code))
    assert (code, part, (name,)) in before
    for what, doubtful in doubts(graph):
        after = ask(doubtful, code, day=graph.mission.as_of)
        left = {(found.code, found.part, found.objects) for found in after}
        assert before <= left, what
        if part != "f":
            # How many factors are unknown is what INF-01 (f) asks.
            assert firing(after) <= before, f"{what} made unknown fires what did not"


@pytest.mark.parametrize(("code", "text"), SILENT)
def test_it_does_not_fire(code: str, text: str) -> None:
    assert ask(HEAD + text, code) == ()


@pytest.mark.parametrize(("code", "part", "name", "text"), DOUBTFUL)
def test_it_can_not_be_told(code: str, part: str, name: str, text: str) -> None:
    found = [one for one in ask(HEAD + text, code) if (one.part, one.objects) == (part, (name,))]
    assert [one.status for one in found] == ["cannot_tell"]
    assert name in found[0].message


def test_the_mini_example() -> None:
    found = [one for one in ask(MINI) if one.code.startswith("INF")]
    assert told(tuple(found)) == {
        ("INF-01", ("T1",)),
        ("INF-01", ("T2",)),
        ("INF-02", ("T1",)),
    }
    assert {(one.code, one.part) for one in found} == {
        ("INF-01", "a"),
        ("INF-02", "a"),
        ("INF-02", "b"),
    }
    assert all("no evidence" in one.message for one in found if one.code == "INF-01")


def test_evidence_that_a_recommendation_or_force_rests_on_is_an_error() -> None:
    assert one(HIGH % "", "INF-01", "a").severity == "warning"
    asked = HIGH % "" + "recommendations: [{id: R, status: issued, concerns: [T]}]"
    assert one(asked, "INF-01", "a").severity == "error"
    forced = HIGH % "" + (
        "activities: [{id: A, addresses: [T], implements: [K]}]\n"
        "tasks: [{id: K, requires_force_level: %d}]"
    )
    assert one(forced % 3, "INF-01", "a").severity == "error"
    assert one(forced % 0, "INF-01", "a").severity == "warning"


def test_an_assessment_answers_for_its_threat() -> None:
    text = HIGH % "" + "assessments: [{id: A, level: high, of: [T]}]"
    found = one(text, "INF-01", "a")
    assert (found.objects, found.root) == (("A",), "T")
    assert one(text.replace("level: high, of", "level: low, of"), "INF-01", "a").objects == ("T",)


def test_other_voices_are_offered() -> None:
    text = (
        HIGH % ""
        + SOUND.replace("civil", "police")
        + ("  - {id: I3, area: north, component: human_rights}\n")
    )
    assert one(text, "INF-01", "d").candidates == ("human_rights: reports on other matters",)
    text = text.replace("[b]", "[a]")
    assert one(text, "INF-01", "a").candidates == ("I3: tells of north, tied to no judgement",)


def test_the_other_side_may_contradict() -> None:
    text = HIGH % "" + SOUND.replace("crowd", "host")
    assert {one.part for one in ask(HEAD + text, "INF-01")} == {"d"}
    text += "  - {id: I3, side: crowd, contradicts: [T]}\n"
    assert ask(HEAD + text, "INF-01") == ()


def test_an_outlook_asks_and_never_threatens() -> None:
    said = (("east", "killings in 3 of 4 runs"), ("north", "killings in 2 of 4 runs"))
    (found,) = ask(HEAD + HIGH % "" + WATCHED, "INF-02", outlook=said)
    assert (found.objects, found.severity, found.status) == (("east",), "info", "fires")
    assert "killings in 3 of 4 runs" in found.message
    gone = HIGH.replace("active", "closed") % ""
    assert len(ask(HEAD + gone, "INF-02", outlook=said)) == 2
    looked = HIGH.replace("active", "rejected") % ""
    assert len(ask(HEAD + looked, "INF-02", outlook=said)) == 1
    doubt = HIGH.replace("north", "unknown") % "" + WATCHED
    assert {one.status for one in ask(HEAD + doubt, "INF-02", outlook=said)} == {"cannot_tell"}


def test_signs_that_nobody_looks_for_are_offered() -> None:
    text = HIGH % "" + WATCHED.replace(", tasked_to: patrols", "")
    assert one(text, "INF-02", "b").candidates == ("N: nobody is tasked",)
    text = HIGH % "" + "areas: [{id: north, people_at_risk: 9}]\nunits: [{id: U, areas: [north]}]"
    assert one(text, "INF-02", "c").candidates == ("U: serves north",)


def test_a_warning_blocks_while_it_is_open_and_imminent() -> None:
    text = (
        "warnings: [{id: W, level: high, received: 2031-04-20T08:00:00Z, imminent: %s, open: %s}]"
    )
    assert one(text % ("true", "true"), "INF-03", "a").severity == "blocker"
    assert one(text % ("true", "null"), "INF-03", "a").severity == "blocker"
    assert one(text % ("true", "false"), "INF-03", "a").severity == "error"
    assert one(text % ("false", "true"), "INF-03", "a").severity == "error"


def test_hours_run_to_the_end_of_the_day() -> None:
    text = HEAD + "warnings: [{id: W, level: high, received: 2031-05-01 08:00:00, imminent: true}]"
    assert {one.part for one in ask(text, "INF-03")} == {"a"}
    text = text.replace("08:00", "22:00")
    assert ask(text, "INF-03") == ()
    later = ask(text, "INF-03", day=date(2031, 5, 1) + timedelta(days=4))
    assert {one.part for one in later} == {"a", "d"}


def test_a_warning_goes_to_the_next_owner() -> None:
    text = """
posts: [{id: watch, deputy: deputy_watch}]
areas: [{id: north, post: head_of_office}]
warnings: [{id: W, level: high, owner: watch, area: north, received: 2031-04-20T08:00:00Z}]
"""
    found = one(text, "INF-03", "a")
    assert found.owner == "watch"
    assert str(found.due) == "2031-04-21"
    assert found.candidates == (
        "deputy_watch: stands in for watch",
        "head_of_office: responsible for north",
    )


def test_what_was_not_yet_known_is_not_held_against_anybody() -> None:
    text = HEAD + W % ", received: 2031-04-20T09:00:00Z"
    assert {one.part for one in ask(text, "INF-03", day=date(2031, 4, 22))} == {"a"}
    assert ask(text, "INF-03", day=date(2031, 4, 20)) == ()


@pytest.mark.parametrize(
    ("owner", "expires", "severity"),
    [
        ("srsg", "2031-06-01", "info"),
        ("head_of_mission", "2031-06-01", "info"),
        ("srsg", "2031-04-30", "error"),
        ("sector_commander", "2031-06-01", "error"),
    ],
)
def test_the_head_of_mission_may_accept_the_risk(owner: str, expires: str, severity: str) -> None:
    text = f"""
authorities: [{{id: srsg, head_of_mission: true}}]
scenarios: [{{id: S, likelihood: likely}}]
decisions: [{{id: D, kind: accept_risk, on: [S], owner: {owner}, expires: {expires}}}]
"""
    assert one(text, "INF-04", "a").severity == severity


def test_units_that_may_act_are_offered() -> None:
    text = """
scenarios: [{id: S, likelihood: likely, host_threat: true, trigger_date: 2031-07-01}]
plans: [{id: P, prepares: [S], uses: [U], rehearsed: 2031-04-01, planner: chief_planner}]
units: [{id: U, caveats: [{kind: against_host_forces}]}, {id: V, caveats: [{kind: night}]}]
"""
    found = one(text, "INF-04", "c")
    assert found.candidates == ("V: no restriction that binds it here is recorded",)
    assert set(found.related) == {"P", "U", "U/caveat-1"}
    assert (found.owner, str(found.due)) == ("chief_planner", "2031-07-01")


def test_a_restriction_that_names_areas_binds_only_there() -> None:
    text = (
        HIGH % ""
        + """
scenarios: [{id: S, about: [T], likelihood: likely, host_threat: true}]
plans: [{id: P, prepares: [S], uses: [U], rehearsed: 2031-04-01}]
units: [{id: U, caveats: [{kind: against_host_forces, areas: [%s]}]}]
"""
    )
    assert one(text % "north", "INF-04", "c").status == "fires"
    assert one(text % "unknown", "INF-04", "c").status == "cannot_tell"
    assert ask(HEAD + text % "south", "INF-04") == ()


def test_exposure_can_not_be_suppressed_or_overridden() -> None:
    entry = (
        "{id: X, rule: INF-05, objects: [P], author: a, reason: r, made: 2031-05-01, "
        "expires: 2031-05-02}"
    )
    for section in ("suppressions", "overrides"):
        with pytest.raises(Exception, match="INF-05"):
            ask(HEAD + f"products: [{{id: P, people_cells: 1}}]\n{section}: [{entry}]", "INF-05")


def test_every_exposure_is_a_blocker_marked_as_what_it_names() -> None:
    text = "sources: [{id: S}]\nproducts: [{id: P, author: editor, names_source: [S]}]"
    found = one(text, "INF-05", "b")
    assert (found.severity, found.owner) == ("blocker", "editor")
    assert "source_identity" in found.marking.compartments
    assert "S" not in found.message.split()


def test_products_made_from_each_other_end_somewhere() -> None:
    text = "items: [{id: I}]\nproducts: [{id: P, made_from: [Q, I]}, {id: Q, made_from: [P]}]"
    assert {one.objects for one in ask(HEAD + text, "INF-05")} == {("P",), ("Q",)}


@pytest.mark.parametrize(
    "text", ["items: [{id: I, grade: Z9}]", "threats: [{id: T, evidence_grade: B}]"]
)
def test_a_grade_that_is_none_is_refused_when_it_is_read(text: str) -> None:
    with pytest.raises(Exception, match="such as B2"):
        ask(HEAD + text, "INF-01")
