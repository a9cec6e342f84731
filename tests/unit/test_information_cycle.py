"""The cycle as one chain of records: take one out, and both that it leaves behind are named."""

from datetime import date

import pytest

from peaceops.direct.information_cycle import loose_ends
from peaceops.domain.acquisition import AcquisitionTaskNode
from peaceops.domain.feedback import FeedbackNode
from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.information import (
    InformationRequirementNode,
    ItemNode,
    ProductNode,
)
from peaceops.domain.strategy.judgement import AssessmentNode
from peaceops.domain.strategy.node import Node

DAY = date(2026, 5, 3)
CHAIN: tuple[Node, ...] = (
    InformationRequirementNode(id="P1", level="PIR", serves="the base", status="open"),
    InformationRequirementNode(id="E1", level="EEI", under="P1", status="answered"),
    AcquisitionTaskNode(id="A1", requirement="E1", tasked_to="2nd company"),
    ItemNode(id="I1", text="nine trucks"),
    AssessmentNode(id="AS1"),
    ProductNode(id="PR1"),
    FeedbackNode(id="F1", product="PR1", requirement="E1", reader="planner", date=DAY),
    InformationRequirementNode(id="E2", level="EEI", under="P1", status="open"),
)
TIES = (
    Edge(kind="answered_by", source="E1", target="I1"),
    Edge(kind="based_on", source="AS1", target="I1"),
    Edge(kind="made_from", source="PR1", target="AS1"),
)


def ends_without(*gone: str) -> dict[str, str]:
    left = [node for node in CHAIN if node.id not in gone]
    return {fault.id: fault.what for fault in loose_ends(left, TIES)}


def test_a_closed_chain_of_eight_has_no_loose_end() -> None:
    assert len(CHAIN) == 8
    assert not ends_without()


def test_with_its_middle_gone_both_that_it_leaves_are_named() -> None:
    assert ends_without("I1") == {
        "E1": "it is called answered, and nothing that stands answers it",
        "AS1": "it rests on no item or assessment that stands",
    }


@pytest.mark.parametrize(
    ("gone", "left"),
    [("P1", {"E1", "E2"}), ("E1", {"A1", "F1"}), ("AS1", {"PR1"}), ("PR1", {"F1"})],
)
def test_whatever_is_gone_what_it_leaves_is_named(gone: str, left: set[str]) -> None:
    assert set(ends_without(gone)) == left


def test_a_question_that_waits_needs_no_answer_yet() -> None:
    assert not loose_ends([InformationRequirementNode(id="P1", status="open")], [])
