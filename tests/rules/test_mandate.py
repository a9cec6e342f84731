"""The rules on mandates, plans and recommendations: MAN-01 to MAN-06. All data are invented."""

import pytest

from peaceops.domain.finding import Finding
from tests.invented_strategy import MINI
from tests.rules.asking import ask, firing, strategy_of, told
from tests.rules.doubt import doubts

HEAD = "mission: {id: M, as_of: 2031-05-01}\n"

SIX = "tasks: [{id: K1, band: 1}, {id: K2, band: 1}, {id: K3, band: 1}, {id: K4, band: 2}, "

FIRES: tuple[tuple[str, str, str, str], ...] = (
    ("MAN-01", "a", "K1", "tasks: [{id: K1}]"),
    ("MAN-01", "a", "K1", "tasks: [{id: K1, status: planned}]"),
    ("MAN-01", "b", "M", SIX + "{id: K5, band: 2}, {id: K6, band: 3}]"),
    (
        "MAN-01",
        "b",
        "M",
        (
            "tasks: [{id: K1, band: 2}, {id: K2, band: 2}, {id: K3, band: 2}, {id: K4, band: 2}, "
            "{id: K5, band: 2}, {id: K6, band: 2}]"
        ),
    ),
    (
        "MAN-01",
        "c",
        "M",
        (
            "mandates: [{id: MD, adopted: 2031-01-01, poc_priority: true}]\n"
            "tasks: [{id: K1, band: 1, code: poc_physical, effort: 0.1}, "
            "{id: K2, band: 2, effort: 0.5}]"
        ),
    ),
    (
        "MAN-01",
        "c",
        "M",
        (
            "mandates: [{id: MD, adopted: 2031-01-01}]\n"
            "clauses: [{id: C, mandate: [MD], tier: II, priority: true}]\n"
            "tasks: [{id: K2, band: 2, effort: 0.5}]"
        ),
    ),
    (
        "MAN-02",
        "a",
        "K2",
        (
            "tasks: [{id: K1, prerequisites: [K2]}, {id: K2, prerequisites: [K3]}, "
            "{id: K3, prerequisites: [K1]}]"
        ),
    ),
    ("MAN-02", "a", "K1", "tasks: [{id: K1, prerequisites: [K1]}]"),
    ("MAN-02", "b", "K1", "tasks: [{id: K1, phase: 1, prerequisites: [K2]}, {id: K2, phase: 2}]"),
    (
        "MAN-02",
        "c",
        "K1",
        "tasks: [{id: K1, prerequisites: [K2]}, {id: K2, status: planned}]",
    ),
    (
        "MAN-02",
        "d",
        "A",
        "threats: [{id: T, status: active}]\nactivities: [{id: A, undermines: [T]}]",
    ),
    (
        "MAN-02",
        "d",
        "K1",
        "tasks: [{id: K1, undermines: [K2]}, {id: K2, status: planned}]",
    ),
    (
        "MAN-03",
        "a",
        "DOC",
        (
            "mandates: [{id: MD1, number: 1, adopted: 2030-01-01}, "
            "{id: MD2, number: 2, adopted: 2031-01-01}]\n"
            "documents: [{id: DOC, kind: isf, mandate_number: 1, issued: 2030-02-01}]"
        ),
    ),
    (
        "MAN-03",
        "a",
        "DOC",
        (
            "mandates: [{id: MD, adopted: 2031-01-01}]\n"
            "documents: [{id: DOC, kind: conops, issued: 2030-02-01}]"
        ),
    ),
    (
        "MAN-03",
        "a",
        "DOC",
        "mandates: [{id: MD, adopted: 2031-01-01}]\ndocuments: [{id: DOC, kind: conops}]",
    ),
    ("MAN-03", "b", "DOC", "documents: [{id: DOC, kind: poc_strategy, sections: [purpose]}]"),
    ("MAN-04", "a", "O", "objectives: [{id: O, kind: protection}]"),
    (
        "MAN-04",
        "a",
        "O",
        "objectives: [{id: O, indicators: [{of: outcome, definition: attacks, baseline: '9'}]}]",
    ),
    ("MAN-04", "b", "K1", "tasks: [{id: K1, band: 1}]"),
    ("MAN-05", "a", "R", "recommendations: [{id: R, status: issued}]"),
    (
        "MAN-05",
        "a",
        "R",
        (
            "assessments: [{id: A, made: 2031-01-01}]\n"
            "recommendations: [{id: R, status: draft, based_on: [A]}]"
        ),
    ),
    (
        "MAN-05",
        "b",
        "R",
        (
            "assessments: [{id: A, level: high, valid_to: 2031-09-01, superseded_by: [B]}, "
            "{id: B, level: high, superseded_by: [C]}, {id: C, level: low}]\n"
            "recommendations: [{id: R, status: draft, based_on: [A]}]"
        ),
    ),
    (
        "MAN-05",
        "c",
        "R",
        "recommendations: [{id: R, options: [{title: go}, {title: stay, status_quo: true}]}]",
    ),
    ("MAN-05", "c", "R", "recommendations: [{id: R, options: [{title: go}, {title: call}]}]"),
    ("MAN-05", "d", "R", "recommendations: [{id: R, addressee: council}]"),
    (
        "MAN-06",
        "",
        "C",
        (
            "mandates: [{id: MD, adopted: 2031-01-01}]\n"
            "clauses: [{id: C, mandate: [MD], code: poc_strategy}]"
        ),
    ),
    ("MAN-06", "", "C", "clauses: [{id: C, tier: II}]"),
    (
        "MAN-06",
        "",
        "C",
        (
            "mandates: [{id: MD1, number: 1}, {id: MD2, number: 2}]\n"
            "clauses: [{id: C, mandate: [MD2], tier: II, link_clause: [X]}, "
            "{id: X, mandate: [MD1], code: good_offices}]"
        ),
    ),
)

SILENT: tuple[tuple[str, str], ...] = (
    ("MAN-01", "tasks: [{id: K1, status: dropped}, {id: K2, status: done}]"),
    ("MAN-01", "tasks: [{id: K1, valid_to: 2031-01-01}]"),
    # Five in the top band are few enough.
    (
        "MAN-01",
        (
            "tasks: [{id: K1, band: 1}, {id: K2, band: 1}, {id: K3, band: 1}, {id: K4, band: 1}, "
            "{id: K5, band: 1}]"
        ),
    ),
    # A priority of a mandate that was replaced; and one where no task records a share.
    (
        "MAN-01",
        (
            "mandates: [{id: MD1, number: 1, adopted: 2030-01-01, poc_priority: true}, "
            "{id: MD2, number: 2, adopted: 2031-01-01}]\ntasks: [{id: K2, band: 2, effort: 0.5}]"
        ),
    ),
    (
        "MAN-01",
        "mandates: [{id: MD, adopted: 2031-01-01, poc_priority: true}]\ntasks: [{id: K2, band: 2}]",
    ),
    ("MAN-02", "tasks: [{id: K1, prerequisites: [K2], status: planned}, {id: K2, phase: 1}]"),
    (
        "MAN-02",
        (
            "tasks: [{id: K1, status: done, prerequisites: [K2]}, "
            "{id: K2, status: done, prerequisites: [K1]}]"
        ),
    ),
    (
        "MAN-02",
        "threats: [{id: T, status: closed}]\nactivities: [{id: A, undermines: [T]}]",
    ),
    (
        "MAN-02",
        "drivers: [{id: D}]\nactivities: [{id: A, status: ended, undermines: [D]}]",
    ),
    # The mandate is young; the document was replaced; a review found nothing to change.
    (
        "MAN-03",
        (
            "mandates: [{id: MD, number: 2, adopted: 2031-04-01}]\n"
            "documents: [{id: DOC, kind: isf, mandate_number: 1, "
            "sections: [purpose, roles, coordination]}]"
        ),
    ),
    (
        "MAN-03",
        (
            "mandates: [{id: MD, number: 2, adopted: 2031-01-01}]\n"
            "documents: [{id: DOC, kind: isf, mandate_number: 1, valid_to: 2031-02-01}]"
        ),
    ),
    ("MAN-03", "documents: [{id: DOC, kind: budget}]"),
    # What is not adopted yet makes nothing lag.
    (
        "MAN-03",
        (
            "mandates: [{id: MD1, number: 1, adopted: 2030-01-01}, "
            "{id: MD2, number: 2, draft: true, first_draft: 2031-01-01}]\n"
            "documents: [{id: DOC, kind: isf, mandate_number: 1, "
            "sections: [purpose, roles, coordination]}]"
        ),
    ),
    ("MAN-04", "objectives: [{id: O, status: planned}]\ntasks: [{id: K1, band: 2}]"),
    ("MAN-04", "tasks: [{id: K1, band: 1, return_plan: the police take the market over}]"),
    (
        "MAN-05",
        (
            "recommendations: [{id: R, status: issued}]\n"
            "dispositions: [{id: X, disposes: [R], outcome: silent, date: 2031-04-01}]"
        ),
    ),
    ("MAN-05", "recommendations: [{id: R, status: withdrawn}]"),
    ("MAN-06", "clauses: [{id: C, tier: I, code: good_offices}, {id: X, paragraph: '30'}]"),
    # The chapeau states the intent for what stands under it.
    (
        "MAN-06",
        "clauses: [{id: P, intent: to buy time for talks}, {id: C, tier: II, parent: [P]}]",
    ),
    (
        "MAN-06",
        (
            "mandates: [{id: MD1, number: 1}, {id: MD2, number: 2}]\n"
            "clauses: [{id: C, mandate: [MD1], tier: II}]"
        ),
    ),
)

DOUBTFUL: tuple[tuple[str, str, str, str], ...] = (
    ("MAN-01", "a", "K1", "tasks: [{id: K1, band: unknown}]"),
    (
        "MAN-01",
        "b",
        "M",
        SIX + "{id: K5, band: 2}, {id: K6, band: unknown}, {id: K7, band: 2}, {id: K8, band: 2}]",
    ),
    (
        "MAN-01",
        "c",
        "M",
        (
            "mandates: [{id: MD, adopted: 2031-01-01, poc_priority: unknown}]\n"
            "tasks: [{id: K2, band: 2, effort: 0.5}]"
        ),
    ),
    (
        "MAN-02",
        "a",
        "K1",
        (
            "tasks: [{id: K1, status: planned, prerequisites: [K2]}, "
            "{id: K2, status: planned, prerequisites: unknown}]"
        ),
    ),
    (
        "MAN-02",
        "b",
        "K1",
        "tasks: [{id: K1, phase: 1, prerequisites: [K2]}, {id: K2, status: done, phase: unknown}]",
    ),
    ("MAN-02", "c", "K1", "tasks: [{id: K1, prerequisites: [K2]}, {id: K2, status: unknown}]"),
    ("MAN-02", "d", "A", "activities: [{id: A, undermines: unknown}]"),
    (
        "MAN-03",
        "a",
        "DOC",
        (
            "mandates: [{id: MD, number: 2, adopted: unknown}]\n"
            "documents: [{id: DOC, kind: isf, mandate_number: 1}]"
        ),
    ),
    ("MAN-03", "b", "DOC", "documents: [{id: DOC, kind: isf, sections: [purpose, unknown]}]"),
    ("MAN-04", "a", "O", "objectives: [{id: O, indicators: unknown}]"),
    ("MAN-04", "b", "K1", "tasks: [{id: K1, band: 1, exit: unknown}]"),
    (
        "MAN-05",
        "a",
        "R",
        (
            "assessments: [{id: A, valid_to: unknown, review_by: 2031-09-01}]\n"
            "recommendations: [{id: R, based_on: [A]}]"
        ),
    ),
    (
        "MAN-05",
        "b",
        "R",
        (
            "assessments: [{id: A, level: high, superseded_by: unknown}]\n"
            "recommendations: [{id: R, based_on: [A]}]"
        ),
    ),
    ("MAN-05", "c", "R", "recommendations: [{id: R, options: unknown}]"),
    ("MAN-05", "d", "R", "recommendations: [{id: R, addressee: unknown, decision_asked: go}]"),
    ("MAN-06", "", "C", "clauses: [{id: C, tier: unknown}]"),
    ("MAN-06", "", "C", "clauses: [{id: C, tier: II, parent: unknown}]"),
)


def one(text: str, code: str, part: str = "") -> Finding:
    (found,) = [one for one in ask(HEAD + text, code) if one.part == part]
    return found


@pytest.mark.parametrize(("code", "part", "name", "text"), FIRES)
def test_it_fires_and_no_doubt_makes_it_vanish(code: str, part: str, name: str, text: str) -> None:
    graph = strategy_of(HEAD + text)
    assert (code, part, (name,)) in firing(ask(graph, code))
    before = {(code, part, objects) for code, part, objects in firing(ask(graph, code))}
    for what, doubtful in doubts(graph):
        after = ask(doubtful, code, day=graph.mission.as_of)
        left = {(found.code, found.part, found.objects) for found in after}
        assert before <= left, what
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
    found = {one.code: one for one in ask(MINI) if one.code.startswith("MAN")}
    assert told(tuple(found.values())) == {("MAN-01", ("K1",)), ("MAN-04", ("O1",))}
    assert "no band" in found["MAN-01"].message
    assert "no indicator" in found["MAN-04"].message


def test_a_cut_is_shown_with_what_it_costs() -> None:
    text = """
threats: [{id: T}]
objectives: [{id: O}]
activities: [{id: A, implements: [K1], addresses: [T]}]
tasks:
  - {id: K1, band: 1, contributes_to: [O]}
  - {id: K2, band: 1}
  - {id: K3, band: 1}
  - {id: K4, band: 2}
  - {id: K5, band: 2}
  - {id: K6, band: 2}
"""
    found = one(text, "MAN-01", "b")
    assert found.message.startswith("3 of 6 tasks of M")
    assert found.candidates == (
        "K2: serves no objective, meets no threat",
        "K3: serves no objective, meets no threat",
        "K1: serves O, meets T",
    )


def test_a_circle_is_one_question_and_an_error() -> None:
    text = "tasks: [{id: K1, prerequisites: [K2]}, {id: K2, prerequisites: [K1]}]"
    found = [one for one in ask(HEAD + text, "MAN-02") if one.part == "a"]
    assert [one.objects for one in found] == [("K1",), ("K2",)]
    assert {one.root for one in found} == {"K1"}
    assert {str(one.severity) for one in found} == {"error"}
    assert found[0].candidates == ("drop that K1 waits for K2",)


def test_a_long_chain_is_no_circle() -> None:
    tasks = ", ".join(
        f"{{id: K{n}, status: planned, prerequisites: [K{n + 1}]}}" for n in range(3000)
    )
    assert ask(HEAD + f"tasks: [{tasks}, {{id: K3000, status: planned}}]", "MAN-02") == ()


def test_mitigated_harm_is_none_and_other_harm_an_error() -> None:
    text = "objectives: [{id: O}]\nactivities: [{id: A, undermines: [{to: O, mitigation: %s}]}]"
    assert ask(HEAD + text % "vetting first", "MAN-02") == ()
    assert one(text % "null", "MAN-02", "d").severity == "error"
    assert one(text % "unknown", "MAN-02", "d").status == "cannot_tell"


def test_a_lagging_concept_of_operations_is_an_error_once_force_tasks_changed() -> None:
    text = """
mandates: [{id: MD, symbol: S/RES/9999, number: 2, adopted: 2031-01-01}]
clauses: [{id: C, mandate: [MD], paragraph: '7', change: %s, force: true}]
documents: [{id: DOC, kind: %s, mandate_number: 1}]
"""
    assert one(text % ("strengthened", "conops"), "MAN-03", "a").severity == "error"
    assert one(text % ("unchanged", "conops"), "MAN-03", "a").severity == "warning"
    assert one(text % ("strengthened", "isf"), "MAN-03", "a").severity == "warning"
    found = one(text % ("new", "conops"), "MAN-03", "a")
    assert found.candidates == ("C: paragraph 7, new",)
    assert "S/RES/9999" in found.message
    assert found.root == "MD"


def test_a_missing_section_is_named() -> None:
    found = one(
        "documents: [{id: DOC, kind: isf, sections: [purpose, roles], "
        "no_change_needed: 2031-04-01}]",
        "MAN-03",
        "b",
    )
    assert found.message == "DOC says nothing of coordination"


@pytest.mark.parametrize(
    ("indicators", "said"),
    [
        ("[]", "no indicator"),
        ("[{of: output, definition: d, baseline: b, source: s}]", "no change in behaviour"),
        ("[{of: outcome, definition: d, source: s}, {of: outcome}]", "without baseline"),
    ],
)
def test_what_is_wrong_with_indicators_is_said(indicators: str, said: str) -> None:
    assert said in one(f"objectives: [{{id: O, indicators: {indicators}}}]", "MAN-04", "a").message


def test_a_recommendation_asks_its_author_by_its_day() -> None:
    text = "recommendations: [{id: R, author: planning_chief, decide_by: 2031-06-01}]"
    found = one(text, "MAN-05", "a")
    assert (found.owner, str(found.due)) == ("planning_chief", "2031-06-01")
    assert one(text, "MAN-05", "d").message == "R names no addressee and no decision"


def test_a_level_that_came_back_is_not_changed() -> None:
    text = """
assessments:
  - {id: A, level: high, review_by: 2031-09-01, superseded_by: [B]}
  - {id: B, level: low, superseded_by: [C]}
  - {id: C, level: high}
recommendations: [{id: R, based_on: [A]}]
"""
    assert {one.part for one in ask(HEAD + text, "MAN-05")} == {"c", "d"}


def test_assessments_that_supersede_each_other_end_somewhere() -> None:
    text = """
assessments: [{id: A, superseded_by: [B], level: low}, {id: B, superseded_by: [A], level: high}]
recommendations: [{id: R, based_on: [A]}]
"""
    assert one(text, "MAN-05", "b").status == "fires"


def test_clauses_that_could_be_linked_are_named_and_a_draft_makes_it_an_error() -> None:
    text = (
        HEAD
        + """
mandates: [{id: MD, number: 3, draft: true}]
clauses:
  - {id: C, mandate: [MD], tier: II, paragraph: '30(a)'}
  - {id: X, mandate: [MD], code: reconciliation, paragraph: '30(b)'}
"""
    )
    (found,) = ask(text, "MAN-06")
    assert found.severity == "warning"
    assert found.candidates == ("X, paragraph 30(b): reconciliation, in the same text",)
    (found,) = ask(text, "MAN-06", profile="draft_mandate")
    assert found.severity == "error"
