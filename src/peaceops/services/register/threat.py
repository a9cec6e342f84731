"""The threat register: what machines propose, what people judge, who dissents, what is due.

A level is set by a person and by nobody else; a proposal has none. Anyone who may see a threat may
judge it otherwise or add evidence, in their own name, and changes nothing by it.

Source: R-03; doctrine B1, B3; design § 6.9.
"""

from datetime import date

from peaceops.domain.error import PeaceopsError
from peaceops.domain.record import Record
from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.proposal import ProposalNode
from peaceops.domain.strategy.threat import (
    FACTORS,
    Confidence,
    ThreatLevel,
    ThreatNode,
    ThreatState,
    ThreatStatus,
    Trend,
)
from peaceops.domain.threat_life import ENDED, transition_faults
from peaceops.domain.voice import DissentNode, EvidenceNode
from peaceops.services.register.session import Session
from peaceops.services.register.standing import changed, made, new_id, standing
from peaceops.services.register.writing import Entry, write_record, write_records


def raise_threat(session: Session, threat: ThreatNode) -> Record:
    """Record a threat that nobody recorded yet.

    It begins as suspected unless a person says more; a level that is set is theirs.

    Raises:
        PeaceopsError: it is there already, or has ended before it began.
    """
    status = threat.status or "suspected"
    if status in ENDED:
        raise PeaceopsError(f"a threat does not begin {status}", where=threat.id)
    judged = threat.level is not None or any(
        getattr(threat, factor) is not None for factor in FACTORS
    )
    fresh = changed(
        threat,
        status=status,
        author=threat.author or session.reader.post,
        assessed_by=session.reader.post if judged else threat.assessed_by,
    )
    return write_record(session, Entry(payload=fresh))


def judge_threat(
    session: Session,
    name: str,
    *,
    base_version: int,
    reason: str,
    level: ThreatLevel | None = None,
    trend: Trend | None = None,
    confidence: Confidence | None = None,
    review_by: date | None = None,
    factors: dict[str, int | None] | None = None,
) -> Record:
    """Judge a threat anew; what was judged before stays in its history.

    Args:
        session: who judges; their post signs it.
        name: id of the threat.
        base_version: version they had before them.
        reason: why.
        level, trend, confidence, review_by: None leaves what stands.
        factors: intent, capability and so on, 0 to 4; None as a value says that somebody looked
            and does not know.

    Raises:
        PeaceopsError: no reason is given, or the threat has ended.
    """
    _, threat = standing(session, name, ThreatNode)
    if not reason.strip():
        raise PeaceopsError("a judgement needs its reason", where=name)
    if threat.status in ENDED:
        raise PeaceopsError(f"it is {threat.status}", where=name, remedy="open it again first")
    strange = sorted(set(factors or {}) - set(FACTORS))
    if strange:
        raise PeaceopsError(f"no such factor: {', '.join(strange)}", where=name)
    unknown = threat.unknown
    for factor, value in (factors or {}).items():
        unknown = unknown | {factor} if value is None else unknown - {factor}
    known = {field: value for field, value in (factors or {}).items() if value is not None}
    gone = dict.fromkeys(set(factors or {}) - set(known))
    given = {"level": level, "trend": trend, "confidence": confidence, "review_by": review_by}
    set_now = {field: value for field, value in given.items() if value is not None}
    day = session.now.date()
    judged = changed(
        threat,
        **set_now,
        **known,
        **gone,
        unknown=unknown - set(set_now),
        status="assessed" if threat.status in {None, "suspected"} else threat.status,
        assessed_by=session.reader.post,
        history=(
            *threat.history,
            ThreatState(
                date=day,
                level=level or threat.level,
                trend=trend or threat.trend,
                by=session.reader.post,
                reason=reason,
            ),
        ),
    )
    return write_record(session, Entry(payload=judged, base_version=base_version, reason=reason))


def move_threat(
    session: Session,
    name: str,
    status: ThreatStatus,
    *,
    base_version: int,
    reason: str,
    evidence: tuple[str, ...] = (),
) -> Record:
    """Take a threat to another state of its life.

    Args:
        session: who does it.
        name: id of the threat.
        status: to which.
        base_version: version they had before them.
        reason: why.
        evidence: ids of items, or documents; to close or reject takes some.

    Raises:
        PeaceopsError: that state does not follow, or an end lacks reason, evidence or author.
    """
    _, threat = standing(session, name, ThreatNode)
    moved = changed(
        threat,
        status=status,
        note=reason or threat.note,
        sources=tuple(dict.fromkeys((*threat.sources, *evidence))),
        author=session.reader.post,
        version=threat.version + (threat.status in ENDED and status not in ENDED),
    )
    faults = transition_faults(threat, moved)
    if status in ENDED and not evidence:
        faults = (*faults, f"{status} needs evidence of its own")
    if faults:
        raise PeaceopsError("; ".join(faults), where=name)
    return write_record(session, Entry(payload=moved, base_version=base_version, reason=reason))


def accept_proposal(
    session: Session,
    name: str,
    *,
    base_version: int,
    reason: str = "",
    level: ThreatLevel | None = None,
    threat: str | None = None,
) -> tuple[Record, Record]:
    """Make a threat of what a machine put forward; both stay, and so does who decided.

    Args:
        session: who decides.
        name: id of the proposal.
        base_version: version of it that they had before them.
        reason: why.
        level: that they set; None leaves the level open, for a proposal has none to hand on.
        threat: id of the new threat.

    Returns:
        the threat and the proposal.
    """
    _, proposal = standing(session, name, ProposalNode)
    _refuse_decided(proposal)
    post = session.reader.post
    new = made(
        ThreatNode,
        id=threat or new_id("T"),
        title=proposal.title,
        actor=proposal.actor,
        area=proposal.area,
        status="suspected" if level is None else "assessed",
        level=level,
        unknown=frozenset() if level else frozenset({"level"}),
        sources=(name,),
        author=post,
        assessed_by=post if level else None,
        proposed_by=proposal.data or name,
        classification=proposal.classification,
    )
    decided = _decided(session, proposal, "accepted", reason)
    records = write_records(
        session,
        [
            Entry(payload=new),
            Entry(payload=decided, base_version=base_version, reason=reason),
            Entry(payload=Edge(kind="proposes", source=name, target=new.id)),
        ],
    )
    return records[0], records[1]


def reject_proposal(session: Session, name: str, *, base_version: int, reason: str) -> Record:
    """Refuse what a machine put forward, with a reason; it comes back only if more is on record."""
    _, proposal = standing(session, name, ProposalNode)
    _refuse_decided(proposal)
    if not reason.strip():
        raise PeaceopsError("a rejection needs its reason", where=name)
    decided = _decided(session, proposal, "rejected", reason)
    return write_record(session, Entry(payload=decided, base_version=base_version, reason=reason))


def dissent(
    session: Session, about: str, text: str, *, level: ThreatLevel | None = None, name: str = ""
) -> Record:
    """Judge a threat otherwise, in one's own name, without changing it.

    Whoever may see the threat may dissent; the dissent is marked as the threat is.

    Raises:
        PeaceopsError: there is no such threat for this person, or nothing is said.
    """
    record, threat = standing(session, about, ThreatNode)
    said = made(
        DissentNode,
        id=name or new_id("DIS"),
        about=about,
        about_version=record.version,
        said=session.now,
        by=session.reader.post,
        text=text,
        level=level,
        **_marked_as(record, DissentNode(id="x", about="x", text="x")),
    )
    del threat
    return write_record(session, Entry(payload=said, team=record.team))


def add_evidence(
    session: Session,
    about: str,
    text: str = "",
    *,
    items: tuple[str, ...] = (),
    contradicts: bool = False,
    name: str = "",
) -> Record:
    """Add what bears on a threat, in one's own name, without changing it."""
    record, threat = standing(session, about, ThreatNode)
    said = made(
        EvidenceNode,
        id=name or new_id("EV"),
        about=about,
        said=session.now,
        by=session.reader.post,
        direction="contradicts" if contradicts else "supports",
        items=items,
        text=text,
        area=threat.area,
        **_marked_as(record, EvidenceNode(id="x", about="x", text="x")),
    )
    return write_record(session, Entry(payload=said, team=record.team))


def _marked_as(record: Record, plain: DissentNode | EvidenceNode) -> dict[str, object]:
    """Return the marking of a voice: never below its kind's, never below what it speaks of."""
    level = max(record.marking.level, plain.marking.level)
    return {
        "classification": level.name.lower(),
        "compartments": frozenset(record.marking.compartments),
    }


def _refuse_decided(proposal: ProposalNode) -> None:
    if proposal.status != "proposed":
        raise PeaceopsError(f"it was {proposal.status} by {proposal.decided_by}", where=proposal.id)


def _decided(session: Session, proposal: ProposalNode, status: str, reason: str) -> ProposalNode:
    return changed(
        proposal,
        status=status,
        decided=session.now.date(),
        decided_by=session.reader.post,
        reason=reason,
    )
