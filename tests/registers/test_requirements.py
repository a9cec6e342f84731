"""Questions in the registers: asked, sent for, answered, and opened again by who reads."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from peaceops.domain.access import Role
from peaceops.domain.acquisition import AcquisitionTaskNode
from peaceops.domain.error import PeaceopsError
from peaceops.domain.feedback import FeedbackNode
from peaceops.domain.hypothesis import HypothesisNode
from peaceops.domain.strategy.information import (
    IndicatorNode,
    InformationRequirementNode,
    ItemNode,
)
from peaceops.services.register.item import log_item
from peaceops.services.register.requirement import (
    answer,
    ask,
    direction,
    give_feedback,
    reopen,
    requirement_page,
    send,
)
from peaceops.services.register.session import Session
from peaceops.services.register.writing import Entry, withdraw, write_record

SessionOf = Callable[..., Session]
NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)


def question(name: str, level: str, **more: Any) -> InformationRequirementNode:
    return msgspec.convert({"id": name, "level": level, **more}, InformationRequirementNode)


def task(name: str, requirement: str, **more: Any) -> AcquisitionTaskNode:
    return msgspec.convert(
        {"id": name, "requirement": requirement, "tasked_to": "1st battalion", **more},
        AcquisitionTaskNode,
    )


@pytest.fixture
def analyst(mission: Path, session_of: SessionOf) -> Session:
    session = session_of(Role.ANALYST, at=NOON)
    ask(session, question("P1", "PIR", serves="whether to move the base"))
    ask(session, question("E1", "EEI", under="P1", observable="trucks at night"))
    log_item(session, ItemNode(id="I1", text="nine trucks after dark", date=NOON.date()))
    return session


def test_a_priority_question_serves_a_named_decision(analyst: Session) -> None:
    with pytest.raises(PeaceopsError, match="serves a named decision"):
        ask(analyst, question("P2", "PIR"))
    with pytest.raises(PeaceopsError, match="no such record"):
        ask(analyst, question("E2", "EEI", under="P9", observable="x"))


def test_who_looks_is_counted_and_who_looks_alone_is_named(analyst: Session) -> None:
    covered, faults = direction(analyst)
    assert (covered.share, covered.unwatched, faults) == (0.0, ("E1",), ())
    send(analyst, task("A1", "E1", component="military"))
    covered, _ = direction(analyst)
    assert (covered.share, covered.single_thread) == (1.0, ("E1",))
    send(analyst, task("A2", "E1", component="police"))
    covered, _ = direction(analyst)
    assert covered.single_thread == ()
    assert covered.by_component == (("military", 1), ("police", 1))


def test_the_cycle_closes_from_question_to_feedback_to_question(
    analyst: Session, session_of: SessionOf
) -> None:
    """R-01: from the question to who looked, what was seen, who read it, and back."""
    send(analyst, task("A1", "E1", component="military"))
    answer(analyst, "E1", "I1", base_version=1)
    assert requirement_page(analyst, "E1").requirement.status == "partly_answered"
    answer(analyst, "E1", "I1", base_version=2, status="answered", reason="seen on three nights")
    page = requirement_page(analyst, "E1")
    assert (page.requirement.status, page.answers, page.reopen) == ("answered", ("I1",), False)
    assert [each.id for each in page.tasks] == ["A1"]
    with pytest.raises(PeaceopsError, match="the question is answered"):
        send(analyst, task("A2", "E1"))

    planner = session_of(Role.PLANNER, at=NOON)
    give_feedback(
        planner,
        FeedbackNode(
            id="F1", requirement="E1", reader="planner", date=NOON.date(), answered="no",
            wanted="what they carry",
        ),
    )  # fmt: skip
    page = requirement_page(analyst, "E1")
    assert page.reopen
    assert page.feedback[0].wanted == "what they carry"
    reopen(analyst, "E1", base_version=3, reason="the planner needs the load")
    page = requirement_page(analyst, "E1")
    assert (page.requirement.status, page.reopen, page.answers) == ("open", False, ("I1",))
    assert requirement_page(analyst, "P1").below == ("E1",)


def test_an_answer_that_was_withdrawn_leaves_its_question_named(analyst: Session) -> None:
    answer(analyst, "E1", "I1", base_version=1, status="answered")
    assert direction(analyst)[1] == ()
    withdraw(analyst, "I1", base_version=1, reason="another road")
    (fault,) = direction(analyst)[1]
    assert (fault.id, "nothing that stands answers it" in fault.what) == ("E1", True)


def test_an_indicator_without_rival_explanations_is_named(analyst: Session) -> None:
    write_record(
        analyst,
        Entry(payload=HypothesisNode(id="H1", about="T1", statement="they want the road")),
    )
    write_record(analyst, Entry(payload=IndicatorNode(id="N1", hypotheses=("H1",))))
    _, faults = direction(analyst)
    assert {fault.id for fault in faults} == {"H1", "N1"}


def test_a_reader_from_outside_answers_and_asks_nothing(
    analyst: Session, session_of: SessionOf
) -> None:
    liaison = session_of(Role.HUMANITARIAN_LIAISON, at=NOON)
    with pytest.raises(PeaceopsError) as refused:
        ask(liaison, question("P3", "PIR", serves="x"))
    assert refused.value.exit_code == 4


def test_an_interview_needs_a_word_on_safety() -> None:
    with pytest.raises(msgspec.ValidationError, match="an interview needs a safety note"):
        task("A1", "E1", method="interview_by_trained_staff")
