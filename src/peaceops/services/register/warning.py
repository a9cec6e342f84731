"""What becomes of a warning or an alert: steps, decision, responses, outcome, answer, end.

Each is one act of one person. Two responders have records and clocks of their own; a decision not
to respond gives its reason; the community is answered without a word to whoever called.

Source: doctrine B7; R-05 ("each warning ends in a recorded decision"), R-22, R-25.
"""

from datetime import datetime
from typing import Any

import msgspec

from peaceops.domain.access import may_write
from peaceops.domain.alert import AlertNode
from peaceops.domain.error import PeaceopsError
from peaceops.domain.record import Record
from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.judgement import DecisionNode
from peaceops.domain.strategy.node import Node
from peaceops.domain.strategy.warning import Effect, ResponseNode, WarningNode, with_life
from peaceops.domain.warning_life import Channel, Life, State, Step, step_faults, taken
from peaceops.registers.record.history import newest
from peaceops.services.register.addressee import Readers, account_readers
from peaceops.services.register.alert import stepped
from peaceops.services.register.reading import readable, subject_of, unseen
from peaceops.services.register.session import Session
from peaceops.services.register.standing import changed, made, new_id, standing
from peaceops.services.register.warning_issue import refuse_owner
from peaceops.services.register.writing import Entry, write_record, write_records

TO_ONE_PERSON: frozenset[Channel] = frozenset({"hotline", "telephone", "message", "e_mail"})
"""Channels that would reach whoever called, and with them whoever holds their telephone."""


def step_case(
    session: Session,
    name: str,
    state: State,
    *,
    at: datetime | None = None,
    channel: Channel = "register",
    about: str = "",
    note: str = "",
    base_version: int | None = None,
) -> Record:
    """Take a warning or an alert one step further; what it skips is written into the step.

    Raises:
        PeaceopsError: such a step does not follow, lies ahead, or is an act of its own
            (`decide`, `feed_back`).
    """
    if state == "decision":
        raise PeaceopsError("a decision says what was decided", where=name, remedy="use decide")
    if state == "feedback_to_community":
        raise PeaceopsError("an answer says how", where=name, remedy="use feed-back")
    record, case = case_of(session, name)
    step = stepped(session, state, at, channel, about, note)
    return write_record(session, _moved(record, case, step, base_version))


def decide(
    session: Session,
    name: str,
    *,
    kind: str,
    reasons: str,
    no_response_code: str | None = None,
    alternatives: tuple[str, ...] = (),
    owner: str | None = None,
    at: datetime | None = None,
    decision: str = "",
    readers: Readers = account_readers,
) -> tuple[Record, Record]:
    """Decide on a warning or an alert: respond, monitor, refer, or not to respond, with reasons.

    Args:
        session: who decides.
        name: id of the warning or alert.
        kind: what is decided.
        reasons: why.
        no_response_code: where nobody is to go (doctrine B7).
        alternatives: what else was weighed.
        owner: the post that sees it through; never one that is not tasked.
        at: when it was decided; None for now.
        decision: id of the decision.
        readers: everyone with an account.

    Returns:
        the decision, and the case as it now stands.
    """
    if not reasons.strip():
        raise PeaceopsError("a decision needs its reasons", where=name)
    if (kind == "no_response") != (no_response_code is not None):
        raise PeaceopsError("a code says why nobody responds, and only then", where=name)
    refuse_owner(session, owner, readers)
    record, case = case_of(session, name)
    when = at or session.now
    taken_one = made(
        DecisionNode,
        id=decision or new_id("D"),
        kind=kind,
        status="taken",
        asked=case.life[0].at.date(),
        taken=when.date(),
        reasons=reasons,
        no_response_code=no_response_code,
        alternatives=alternatives,
        owner=owner or session.reader.post,
        author=session.reader.post,
        classification=record.marking.level.name.lower(),
        compartments=record.marking.compartments,
    )
    step = stepped(session, "decision", when, "register", taken_one.id, kind)
    entries = [Entry(payload=taken_one), _moved(record, case, step, None)]
    if isinstance(case, WarningNode):
        entries += [
            Entry(payload=Edge(kind="leads_to", source=name, target=taken_one.id)),
            Entry(payload=Edge(kind="on", source=taken_one.id, target=name)),
        ]
    written = write_records(session, entries)
    return written[0], written[1]


def record_response(session: Session, to: str, response: ResponseNode) -> Record:
    """Record what the mission or the host did, each in a record of its own.

    Args:
        session: who records it.
        to: id of the warning, alert or threat that it answers.
        response: times, reasons and outcome, as far as they are known; what was recorded under
            its id before is brought up to date.

    Raises:
        PeaceopsError: it does not say whose response it is, or ends before it began.
    """
    if response.responder is None:
        raise PeaceopsError("it says whether mission or host responded", where=response.id)
    times = (response.departed, response.on_site)
    if times[0] is not None and times[1] is not None and times[1] < times[0]:
        raise PeaceopsError("on site before it departed", where=response.id)
    if any(time is not None and time > session.now for time in times):
        raise PeaceopsError("what lies ahead is no response yet", where=response.id)
    target = newest(to, session.keys)
    if target is None or not readable(session, [target]):
        raise unseen(to)
    before = newest(response.id, session.keys)
    said = changed(response, author=response.author or session.reader.post, **_level(target))
    entries = [Entry(payload=said, base_version=0 if before is None else before.version)]
    if before is None:
        entries.append(Entry(payload=Edge(kind="responds_to", source=response.id, target=to)))
    case = target.payload
    if isinstance(case, AlertNode | WarningNode) and may_write(session.reader, subject_of(target)):
        life = _with_response(case.life, said, session.reader.post)
        if life != case.life:
            entries.append(Entry(payload=lived(case, life), base_version=target.version))
    return write_records(session, entries)[0]


def judge_outcome(
    session: Session,
    name: str,
    *,
    harm_came: bool | None,
    note: str,
    effects: dict[str, Effect] | None = None,
    at: datetime | None = None,
) -> Record:
    """Judge afterwards whether the harm came, and what each response did to it.

    Args:
        session: who judges.
        name: id of the warning or alert.
        harm_came: it came as warned of, or would have but for a response; None: nobody knows.
        note: on what that rests.
        effects: by id of response.
        at: when it became known; None for now.
    """
    if not note.strip():
        raise PeaceopsError("it says on what that rests", where=name)
    record, case = case_of(session, name)
    life = taken(case.life, stepped(session, "outcome", at, "register", "", note))
    unknown = case.unknown | {"harm_came"} if harm_came is None else case.unknown - {"harm_came"}
    judged = changed(lived(case, life), harm_came=harm_came, unknown=unknown)
    entries = [Entry(payload=judged, base_version=record.version, reason=note)]
    for response, effect in (effects or {}).items():
        known, one = standing(session, response, ResponseNode)
        entries.append(Entry(payload=changed(one, effect=effect), base_version=known.version))
    return write_records(session, entries)[0]


def feed_back(
    session: Session,
    name: str,
    *,
    channel: Channel = "meeting",
    note: str,
    at: datetime | None = None,
    withheld: bool = False,
) -> Record:
    """Answer the community on what became of its alert; or withhold that, for its safety.

    The answer is given where many hear it. Nothing is sent to whoever called: a message on a
    telephone tells whoever finds it who it was.

    Args:
        session: who answers.
        name: id of the warning or alert.
        channel: how many were told.
        note: what was said, or why nothing is.
        at: when; None for now.
        withheld: nothing is said, for the community's safety.
    """
    if not note.strip():
        raise PeaceopsError("it says what the community was told, or why nothing", where=name)
    record, case = case_of(session, name)
    if withheld:
        held = changed(case, feedback_withheld=True)
        return write_record(session, Entry(payload=held, base_version=record.version, reason=note))
    if channel in TO_ONE_PERSON:
        raise PeaceopsError(
            f"{channel.replace('_', ' ')} would reach whoever called, and give them away",
            where=name,
            remedy="tell the community at a meeting or a visit, or withhold the answer",
        )
    step = stepped(session, "feedback_to_community", at, channel, "", note)
    return write_record(session, _moved(record, case, step, None))


def case_of(session: Session, name: str) -> tuple[Record, WarningNode | AlertNode]:
    """Return a warning or an alert as it stands.

    Raises:
        PeaceopsError: there is neither, for this person.
    """
    record, node = standing(session, name, Node)
    if not isinstance(node, WarningNode | AlertNode):
        raise PeaceopsError(f"it is a {record.kind}, not a warning or an alert", where=name)
    if not node.life:
        # A warning of a strategy file has times and no steps.
        raise PeaceopsError("it was recorded without its steps", where=name)
    return record, node


def _moved(
    record: Record, case: WarningNode | AlertNode, step: Step, base_version: int | None
) -> Entry:
    version = record.version if base_version is None else base_version
    return Entry(payload=lived(case, taken(case.life, step)), base_version=version)


def lived(case: WarningNode | AlertNode, life: Life) -> WarningNode | AlertNode:
    """Return a warning or an alert with other steps."""
    if isinstance(case, WarningNode):
        return with_life(case, life)
    return msgspec.structs.replace(case, life=life)


def _with_response(life: Life, response: ResponseNode, by: str) -> Life:
    """Return a life with the steps that a response adds; one that others took before stays once.

    The second responder's times stand in its own record.
    """
    for state, at in (("responding", response.departed), ("on_site", response.on_site)):
        known = any(step.state == state for step in life)
        if at is None or known:
            continue
        step = Step(state=state, at=at, by=by, about=response.id)  # type: ignore[arg-type]
        if not step_faults(life, step):
            life = taken(life, step)
    return life


def _level(target: Record) -> dict[str, Any]:
    return {
        "classification": target.marking.level.name.lower(),
        "compartments": target.marking.compartments,
    }
