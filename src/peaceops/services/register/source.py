"""Sources: record them, who they are apart from them, and how far they can be relied on.

Source: doctrine B5 rules 1 and 4, B15.
"""

import msgspec

from peaceops.domain.error import PeaceopsError
from peaceops.domain.record import Record
from peaceops.domain.safe_text import struct_text_fault
from peaceops.domain.source_assessment import (
    Letter,
    LetterProposal,
    Outcome,
    SourceAssessmentNode,
    Tally,
    propose_letter,
    standing_letter,
    tally,
)
from peaceops.domain.source_identity import SourceIdentityNode
from peaceops.domain.strategy.information import ItemNode, SourceNode
from peaceops.services.register.item import edges_of, told_by
from peaceops.services.register.session import Session
from peaceops.services.register.standing import all_of, changed, made, new_id, standing
from peaceops.services.register.writing import Entry, write_record, write_records


class SourcePage(msgspec.Struct, frozen=True, kw_only=True):
    """A source and its history.

    Attributes:
        source: without who it is.
        letter: as last given.
        history: letters and outcomes, oldest first.
        tally: how its reports turned out.
        proposal: a letter for a person to give or not; None for too few outcomes.
        items: ids of what it told.
    """

    source: SourceNode
    letter: Letter
    history: tuple[SourceAssessmentNode, ...]
    tally: Tally
    proposal: LetterProposal | None
    items: tuple[str, ...]


def record_source(
    session: Session, source: SourceNode, identity: SourceIdentityNode | None = None
) -> Record:
    """Record a source, and who it is in a record of its own.

    Raises:
        PeaceopsError: a letter comes with it (it needs a reason), or this person may not.
    """
    if source.reliability not in {None, "F"}:
        raise PeaceopsError(
            "a letter needs its reason", where=source.id, remedy="give it after: source letter"
        )
    entries = [Entry(payload=source)]
    if identity is not None:
        fault = struct_text_fault(identity)
        if fault:
            raise PeaceopsError(fault, where=source.id)
        if identity.source != source.id:
            raise PeaceopsError("this identity belongs to another source", where=source.id)
        entries.append(Entry(payload=identity))
    return write_records(session, entries)[0]


def give_letter(
    session: Session, name: str, letter: Letter, *, reason: str, base_version: int
) -> Record:
    """Give a source a letter; the history keeps it with day, author and reason.

    Raises:
        PeaceopsError: no reason is given, or this person may not.
    """
    _, source = standing(session, name, SourceNode)
    step = made(
        SourceAssessmentNode, id=new_id("SA"), source=name, date=session.now.date(),
        letter=letter, reason=reason, author=session.reader.post,
    )  # fmt: skip
    graded = changed(source, reliability=letter)
    return write_records(
        session,
        [
            Entry(payload=graded, base_version=base_version, reason=reason),
            Entry(payload=step),
        ],
    )[0]


def note_outcome(
    session: Session, name: str, item: str, outcome: Outcome, *, reason: str = ""
) -> Record:
    """Note how a report of a source turned out; its letter stays until a person gives another.

    Raises:
        PeaceopsError: the source did not tell this item, or this person may not.
    """
    standing(session, name, SourceNode)
    standing(session, item, ItemNode)
    if told_by(session, [item]).get(item) != name:
        raise PeaceopsError(f"{item} is not from this source", where=name)
    step = made(
        SourceAssessmentNode, id=new_id("SA"), source=name, date=session.now.date(), item=item,
        outcome=outcome, reason=reason, author=session.reader.post,
    )  # fmt: skip
    return write_record(session, Entry(payload=step))


def source_page(session: Session, name: str) -> SourcePage:
    """Return a source with its history, without who it is.

    Raises:
        PeaceopsError: there is none that this person may see.
    """
    _, source = standing(session, name, SourceNode)
    steps = [step for _, step in all_of(session, SourceAssessmentNode) if step.source == name]
    counted = tally(steps)
    return SourcePage(
        source=source,
        letter=standing_letter(steps),
        history=tuple(sorted(steps, key=lambda step: step.date)),
        tally=counted,
        proposal=propose_letter(counted),
        items=tuple(
            edge.source for edge in edges_of(session, [name]) if edge.kind == "from_source"
        ),
    )
