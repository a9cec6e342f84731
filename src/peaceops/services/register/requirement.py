"""Questions: ask them, send somebody to look, answer them with items, hear what readers made of it.

Source: doctrine B4, R-01 (the cycle closes: feedback returns to the question), R-07, R-08.
"""

from typing import Literal

import msgspec

from peaceops.direct.information_cycle import loose_ends
from peaceops.direct.requirement import (
    Coverage,
    RequirementFault,
    coverage,
    hypothesis_faults,
    is_open,
    requirement_faults,
)
from peaceops.domain.acquisition import AcquisitionTaskNode
from peaceops.domain.error import PeaceopsError
from peaceops.domain.feedback import FeedbackNode
from peaceops.domain.hypothesis import HypothesisNode
from peaceops.domain.record import Record
from peaceops.domain.safe_text import struct_text_fault
from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.information import (
    IndicatorNode,
    InformationRequirementNode,
    ItemNode,
    ProductNode,
)
from peaceops.domain.strategy.judgement import AssessmentNode
from peaceops.services.register.item import edges_of
from peaceops.services.register.session import Session
from peaceops.services.register.standing import all_of, changed, graph_of, standing
from peaceops.services.register.writing import Entry, write_record, write_records

CYCLE = (
    InformationRequirementNode, AcquisitionTaskNode, ItemNode, AssessmentNode, ProductNode,
    FeedbackNode,
)  # fmt: skip
"""What the information cycle is made of, from question to feedback (R-01)."""


class RequirementPage(msgspec.Struct, frozen=True, kw_only=True):
    """A question and what became of it.

    Attributes:
        requirement: the question.
        below: ids of questions drawn from it.
        tasks: who looks for it.
        answers: ids of items that answer it.
        feedback: what readers made of the answer, latest first.
        reopen: a reader still needs an answer after it was called answered.
        faults: what is wrong with it.
    """

    requirement: InformationRequirementNode
    below: tuple[str, ...]
    tasks: tuple[AcquisitionTaskNode, ...]
    answers: tuple[str, ...]
    feedback: tuple[FeedbackNode, ...]
    reopen: bool
    faults: tuple[RequirementFault, ...]


def ask(session: Session, requirement: InformationRequirementNode) -> Record:
    """Record a question.

    Raises:
        PeaceopsError: a priority question names no decision, or it is drawn from none that stands.
    """
    fault = struct_text_fault(requirement)
    if fault:
        raise PeaceopsError(fault, where=requirement.id)
    if requirement.level == "PIR" and not requirement.serves.strip():
        raise PeaceopsError(
            "a priority question serves a named decision", where=requirement.id, remedy="say which"
        )
    if requirement.under is not None:
        standing(session, requirement.under, InformationRequirementNode)
    fresh = changed(
        requirement,
        status=requirement.status or "open",
        asked_by=requirement.asked_by or session.reader.post,
    )
    return write_record(session, Entry(payload=fresh))


def send(session: Session, task: AcquisitionTaskNode) -> Record:
    """Send an asset or component to look for something.

    Raises:
        PeaceopsError: there is no such question, or it waits for no answer.
    """
    _, requirement = standing(session, task.requirement, InformationRequirementNode)
    if not is_open(requirement):
        raise PeaceopsError(f"the question is {requirement.status}", where=task.requirement)
    return write_record(session, Entry(payload=task))


def answer(
    session: Session,
    name: str,
    item: str,
    *,
    base_version: int,
    status: Literal["partly_answered", "answered"] = "partly_answered",
    reason: str = "",
) -> Record:
    """Tie an item to the question that it answers, wholly or in part.

    Raises:
        PeaceopsError: the question waits for no answer, or one of the two is not there.
    """
    _, requirement = standing(session, name, InformationRequirementNode)
    standing(session, item, ItemNode)
    if not is_open(requirement):
        raise PeaceopsError(f"the question is {requirement.status}", where=name)
    answered = changed(requirement, status=status)
    tie = Edge(kind="answered_by", source=name, target=item)
    known = tie in edges_of(session, [name])
    entries = [Entry(payload=answered, base_version=base_version, reason=reason)]
    if not known:
        entries.append(Entry(payload=tie, reason=reason))
    return write_records(session, entries)[0]


def give_feedback(session: Session, feedback: FeedbackNode) -> Record:
    """Record what a reader made of a product or an answer; it is theirs, and nobody changes it."""
    fault = struct_text_fault(feedback)
    if fault:
        raise PeaceopsError(fault, where=feedback.id)
    if feedback.requirement is not None:
        standing(session, feedback.requirement, InformationRequirementNode)
    return write_record(session, Entry(payload=feedback))


def reopen(session: Session, name: str, *, base_version: int, reason: str) -> Record:
    """Open a question again, because a reader still needs the answer.

    Raises:
        PeaceopsError: it is open, or no reason is given.
    """
    _, requirement = standing(session, name, InformationRequirementNode)
    if is_open(requirement):
        raise PeaceopsError("it is open", where=name)
    if not reason.strip():
        raise PeaceopsError("a reason must be given", where=name)
    again = changed(requirement, status="open")
    return write_record(session, Entry(payload=again, base_version=base_version, reason=reason))


def requirement_page(session: Session, name: str) -> RequirementPage:
    """Return a question with who looks, what answered it, and what readers made of that."""
    _, requirement = standing(session, name, InformationRequirementNode)
    asked = [each for _, each in all_of(session, InformationRequirementNode)]
    heard = [each for _, each in all_of(session, FeedbackNode) if each.requirement == name]
    heard.sort(key=lambda each: (each.date, each.id), reverse=True)
    unmet = bool(heard) and heard[0].answered in {"no", "partly"}
    return RequirementPage(
        requirement=requirement,
        below=tuple(each.id for each in asked if each.under == name),
        tasks=tuple(
            each for _, each in all_of(session, AcquisitionTaskNode) if each.requirement == name
        ),
        answers=tuple(
            edge.target
            for edge in edges_of(session, [name])
            if edge.kind == "answered_by" and edge.source == name
        ),
        feedback=tuple(heard),
        reopen=requirement.status == "answered" and unmet,
        faults=tuple(fault for fault in requirement_faults(asked) if fault.id == name),
    )


def direction(session: Session) -> tuple[Coverage, tuple[RequirementFault, ...]]:
    """Return who looks for what today, and what is wrong with questions and indicators.

    Records of the cycle that lead nowhere, as far as this person sees, are named too.
    """
    asked = [each for _, each in all_of(session, InformationRequirementNode)]
    tasks = [each for _, each in all_of(session, AcquisitionTaskNode)]
    indicators = [each for _, each in all_of(session, IndicatorNode)]
    hypotheses = [each for _, each in all_of(session, HypothesisNode)]
    cycle = graph_of(session, *CYCLE)
    faults = (
        *requirement_faults(asked),
        *hypothesis_faults(indicators, hypotheses),
        *loose_ends(cycle.nodes.values(), cycle.edges),
    )
    return coverage(asked, tasks, session.now.date()), faults
