"""The mandate of the invented mission: its text, its strategy, and what falls between the two."""

import json
import re
from functools import cache
from pathlib import Path

import pytest

from peaceops.direct.mandate.clause import read_clauses
from peaceops.direct.mandate.compare import compare_mandates
from peaceops.direct.mandate.document import read_document
from peaceops.direct.mandate.join import Join, join
from peaceops.direct.mandate.proposal import propose_edges
from peaceops.direct.mandate.standing_text import standing_texts
from peaceops.direct.mandate.strategy_node import known_clause, known_mandate
from peaceops.domain.mandate import Mandate
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.mandate import ClauseNode
from peaceops.exercise.country import invent
from peaceops.exercise.mandate import mandate_texts
from peaceops.exercise.strategy import troubled_strategy
from peaceops.services.demo import new_exercise
from tests.examples.replay import graph_of
from tests.invented_mandate import run

SEEDS = [1, 3, 7]
BEFORE, NOW = "S/RES/EX-3 (2024)", "S/RES/EX-4 (2025)"


@cache
def texts(seed: int) -> dict[str, Mandate]:
    """Return the texts as read, by symbol."""
    read = [
        read_clauses(read_document(text, name=name))
        for name, text in mandate_texts(invent(seed)).items()
    ]
    return {one.document.symbol: one for one in read}


@cache
def strategy(seed: int) -> Strategy:
    return graph_of(troubled_strategy(invent(seed)))


def joined(seed: int) -> Join:
    held = strategy(seed)
    day = held.mission.as_of
    assert day is not None
    return join(held, standing_texts(held, list(texts(seed).values()), day), day)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_texts_are_cut_without_a_fault(seed: int) -> None:
    assert list(texts(seed)) == [BEFORE, NOW]
    for symbol, mandate in texts(seed).items():
        assert mandate.document.faults == ()
        assert all(one.sure for one in mandate.document.paragraphs)
        node = known_mandate(strategy(seed), mandate)
        assert node is not None
        assert node.symbol == symbol
        assert mandate.document.adopted == str(node.adopted)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_text_is_read_as_the_strategy_codes_it(seed: int) -> None:
    mandate = texts(seed)[NOW]
    held = strategy(seed)
    read = {
        node.id: clause
        for clause in mandate.clauses
        if (node := known_clause(held, mandate, clause)) is not None
    }
    nodes = list(held.of(ClauseNode))
    assert len(nodes) == 8
    assert set(read) == {node.id for node in nodes}
    for node in nodes:
        clause = read[node.id]
        assert clause.value("verb") == node.verb.replace("authorises", "authorizes")
        assert node.code in clause.value("task_codes")  # type: ignore[operator]
        assert clause.value("addressee") == ("mission",)
        assert clause.value("poc_tier") == node.tier
        assert clause.value("modality") == node.modality
        assert clause.value("scale") == node.level
        assert clause.value("use_of_force") is bool(node.force)
        assert clause.value("priority") is bool(node.priority)
        assert clause.value("conditional") is bool(node.conditional)


@pytest.mark.parametrize("seed", SEEDS)
def test_term_strength_and_priority_are_read(seed: int) -> None:
    for symbol, term, military, police in (
        (BEFORE, "2025-06-30", 3500, 800),
        (NOW, "2026-06-30", 3200, 900),
    ):
        clauses = texts(seed)[symbol].clauses
        assert [one.value("expiry") for one in clauses if one.value("expiry")] == [term]
        assert [one.value("ceiling") for one in clauses if one.value("ceiling")] == [
            {"military": military, "police": police, "staff_officers": 40}
        ]
    by_id = {one.paragraph.id: one for one in texts(seed)[NOW].clauses}
    node = known_mandate(strategy(seed), texts(seed)[NOW])
    assert node is not None
    assert str(node.expires) == by_id["7"].value("expiry")
    assert node.poc_priority is by_id["9"].value("priority") is True
    assert by_id["3"].value("host_state_responsibility") is True
    assert by_id["18"].value("conditional") is True
    assert by_id["21"].value("categories") == ("reporting",)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_renewal_did_to_each_clause_what_the_strategy_says(seed: int) -> None:
    found = compare_mandates(texts(seed)[BEFORE], texts(seed)[NOW])
    kinds = {one.after.paragraph.id: one.kind.value for one in found.changes if one.after}
    said = {"new": "added", "unchanged": "same", "strengthened": "strengthened"}
    for node in strategy(seed).of(ClauseNode):
        assert node.change is not None
        assert kinds[node.paragraph] == said[node.change], node.id
    dropped = [one.before for one in found.changes if one.before and not one.after]
    assert {one.paragraph.id for one in dropped} == {"9", "10(d)"}
    assert any(one.value("links_poc_to_politics") for one in dropped)


@pytest.mark.parametrize("seed", SEEDS)
def test_protection_is_tied_to_nothing_political_as_the_check_says(seed: int) -> None:
    unlinked = {one.object for one in joined(seed).unlinked_clauses}
    assert unlinked == {f"{NOW} para. {one}" for one in ("9", "12(a)", "13(a)", "13(b)", "13(c)")}


def test_what_falls_between_text_and_mission() -> None:
    found = joined(7)
    assert {one.object.partition(" ")[0]: one.reason for one in found.uncovered_threats} == {
        "T4": "no activity addresses it",
        "T5": "no clause stands behind K08",
    }
    unused = {one.object.rpartition(" ")[2]: one.reason for one in found.unused_clauses}
    assert unused["9"] == "the strategy does not hold it"
    assert unused["13(b)"] == "no threat is met by K04"
    assert "12(a)" not in unused
    undelivered = {one.object.rpartition(" ")[2]: one for one in found.undeliverable_clauses}
    assert set(undelivered) == {"13(a)", "13(b)", "15"}
    assert undelivered["13(b)"].reason == "K04: KARBAT is held back: against host forces (CAV1)"
    lines = (*found.unused_clauses, *found.unlinked_clauses, *found.undeliverable_clauses)
    assert not any(BEFORE in one.object for one in lines)


def test_tasks_without_a_clause_are_offered_theirs() -> None:
    offered = {(one.task, one.paragraph) for one in propose_edges(strategy(7), [texts(7)[NOW]])}
    assert {("K18", "17(a)"), ("K19", "17(b)"), ("K20", "17(c)"), ("K14", "17(d)")} <= offered
    assert not {task for task, _ in offered} & {"K07", "K13"}


@pytest.mark.parametrize("seed", SEEDS)
def test_no_symbol_could_be_taken_for_a_real_one(seed: int) -> None:
    for text in (*mandate_texts(invent(seed)).values(), *troubled_strategy(invent(seed)).values()):
        assert "$" not in text
        assert not re.search(r"(?:S/RES/|[Rr]esolution )\d", text)
    assert all(text.startswith("EXERCISE TEXT\n") for text in mandate_texts(invent(seed)).values())


def test_the_demo_mission_is_read_with_its_mandate(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    demo = tmp_path / "demo"
    new_exercise(demo, seed=7, scale=0.4)
    assert run("mandate", "read", "--mission", str(demo), "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["protection_clauses"], found["tasked_clauses"]) == (8, 8)
    assert BEFORE not in json.dumps(found)
    assert run("mandate", "read", "--mission", str(demo), "--as-of", "2025-01-31") == 0
    then = capsys.readouterr().out
    assert BEFORE in then
    assert NOW not in then
    assert run("mandate", "series", str(demo / "mandate")) == 0
    told = capsys.readouterr().out
    assert "protection tied to politics 2 of 7" in told
    assert "protection tied to politics 1 of 8" in told
