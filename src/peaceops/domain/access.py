"""Who may read and write what, and why: the one predicate that every way to a record goes through.

A reader needs three things: a role that reads such records, a clearance for their marking, and the
need to know (their area, their team). Screen, API, export and notice ask here.

Source: doctrine B15 ("need to share, need to know, right to know"), C3.
"""

from datetime import date

import msgspec

from peaceops.domain.marking import EVERYTHING, Marking, combined, may_see
from peaceops.domain.role import (
    DUTIES,
    ONLY_MINE,
    OUTSIDE,
    PERMITS,
    Duty,
    Permit,
    Role,
    may_be_tasked,
)
from peaceops.domain.shortfall import SHORTFALLS, answer_of, may_leave

__all__ = [
    "Duty",
    "Reader",
    "Role",
    "Subject",
    "Verdict",
    "clearance_of",
    "may_be_tasked",
    "may_do",
    "may_read",
    "may_release_shortfall",
    "may_write",
    "readable_under",
    "why",
]


class Reader(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks.

    Attributes:
        account: its number, as it stands in the audit.
        post: function shown instead of a name.
        roles: what it works as; none sees nothing.
        areas: ids of areas it needs to know about, each with those within it; None for everywhere.
        teams: it belongs to.
        contributor: that it speaks for; empty for none.
        ceiling: no more than this, whatever the roles allow: of a token with few scopes, or of a
            sign-in without a second factor.
        writing: False for a token that only reads.
    """

    account: str
    post: str
    roles: frozenset[Role] = frozenset()
    areas: frozenset[str] | None = None
    teams: frozenset[str] = frozenset()
    contributor: str = ""
    ceiling: Marking = EVERYTHING
    writing: bool = True


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked about: a record's outside, never its content.

    Attributes:
        kind: noun of the record.
        marking: level and compartments.
        areas: where; empty concerns everywhere.
        team: that it is kept within; empty for everyone cleared.
        contributor: whose units it is about; empty for none.
        author: account that recorded it; empty for nobody yet.
        shown_to_contributor: day on which that contributor saw it.
    """

    kind: str
    marking: Marking
    areas: frozenset[str] = frozenset()
    team: str = ""
    contributor: str = ""
    author: str = ""
    shown_to_contributor: date | None = None


class Verdict(msgspec.Struct, frozen=True):
    """An answer with its reasons: what allows it, or everything that forbids it."""

    allowed: bool
    reasons: tuple[str, ...]

    def __bool__(self) -> bool:
        return self.allowed


def may_read(reader: Reader, subject: Subject) -> Verdict:
    """Tell whether a reader may read a record, with all reasons for or against.

    Whoever recorded a thing needs to know of it; clearance it takes all the same.
    """
    permits = [permit for permit in _permits(reader, subject) if subject.kind in permit.reads]
    if not permits:
        return _refused(f"{_as(reader)} does not read records of the kind {subject.kind}")
    against = _clearance_faults(reader, permits, subject) + _need_faults(reader, subject)
    if against:
        return _refused(*against)
    return Verdict(
        True, (f"{_as(reader)} reads records of the kind {subject.kind}", *_for(subject))
    )


def may_write(reader: Reader, subject: Subject, *, new: bool = False) -> Verdict:
    """Tell whether a reader may record, change or withdraw a record.

    Args:
        reader: who would.
        subject: the record; of a new one, as it would stand.
        new: there is no such record yet.
    """
    if not reader.writing:
        return _refused("this token only reads")
    permits = _permits(reader, subject)
    if new and any(subject.kind in permit.drops for permit in permits):
        return Verdict(True, (f"{_as(reader)} records a {subject.kind} and can not read it after",))
    writing = [permit for permit in permits if subject.kind in permit.writes]
    if not writing:
        return _refused(f"{_as(reader)} does not write records of the kind {subject.kind}")
    against = _clearance_faults(reader, writing, subject) + _need_faults(reader, subject)
    if subject.kind in ONLY_MINE and not new and subject.author != reader.account:
        against += ("somebody else said it; only they change it",)
    if against:
        return _refused(*against)
    return Verdict(True, (f"{_as(reader)} writes records of the kind {subject.kind}",))


def may_do(reader: Reader, duty: Duty) -> Verdict:
    """Tell whether a reader may do what is no reading or writing of a record."""
    if not reader.writing:
        return _refused("this token only reads")
    if any(duty in DUTIES[role] for role in reader.roles):
        return Verdict(True, (f"{_as(reader)} may {duty.replace('_', ' ')}",))
    able = sorted(role for role in Role if duty in DUTIES[role])
    return _refused(f"{duty.replace('_', ' ')} takes one of: {', '.join(able)}")


def may_release_shortfall(
    subject: Subject, day: date, *, holidays: frozenset[date] = frozenset()
) -> Verdict:
    """Tell whether a record may leave the mission or the Secretariat, for the shortfall it names.

    What names no contributor's shortfall passes; other questions of release are asked elsewhere.
    """
    if not _names_shortfall(subject):
        return Verdict(True, ("it names no contributor's shortfall",))
    answer = answer_of(subject.contributor, subject.shown_to_contributor, holidays=holidays)
    if may_leave(answer, day):
        return Verdict(True, (f"{subject.contributor} has had its ten working days",))
    if answer.leaves is None:
        return _refused(f"{subject.contributor} has not seen it yet; then it has ten working days")
    return _refused(f"{subject.contributor} has until {answer.leaves} to answer")


def clearance_of(reader: Reader) -> Marking:
    """Return the most that any of a reader's records may be marked with."""
    permits = (permit for role in reader.roles for permit in PERMITS[role])
    return _under(combined(permit.clearance for permit in permits), reader.ceiling)


def readable_under(reader: Reader, kind: str, contributor: str) -> Marking | None:
    """Return the most that a record may be marked with for a reader to read it; None for never.

    Args:
        reader: who would.
        kind: of the record.
        contributor: that it is about; empty for none.
    """
    subject = Subject(kind=kind, marking=Marking(), contributor=contributor)
    permits = [permit for permit in _permits(reader, subject) if kind in permit.reads]
    if not permits:
        return None
    return _under(combined(permit.clearance for permit in permits), reader.ceiling)


def why(verdict: Verdict) -> str:
    """Return the answer to "why can I (not) see this?" in one line."""
    return f"{'yes' if verdict.allowed else 'no'}: {'; '.join(verdict.reasons)}"


def _permits(reader: Reader, subject: Subject) -> list[Permit]:
    """Return what a reader's roles allow about this record."""
    own = bool(reader.contributor) and subject.contributor == reader.contributor
    return [
        permit
        for role in sorted(reader.roles)
        for permit in PERMITS[role]
        if _applies(role, permit, subject, own=own)
    ]


def _applies(role: Role, permit: Permit, subject: Subject, *, own: bool) -> bool:
    if own:
        return True
    # What names one contributor is no other outsider's to see: their shortfalls leave through the
    # gate of release, with their answer, or not at all.
    return not permit.own and not (role in OUTSIDE and bool(subject.contributor))


def _clearance_faults(reader: Reader, permits: list[Permit], subject: Subject) -> tuple[str, ...]:
    clearance = _under(combined(permit.clearance for permit in permits), reader.ceiling)
    if may_see(clearance, subject.marking):
        return ()
    faults: tuple[str, ...] = ()
    if subject.marking.level > clearance.level:
        faults = (f"it is {_level(subject.marking)}, above {_level(clearance)}",)
    closed = sorted(subject.marking.compartments - clearance.compartments)
    return faults + tuple(f"it is held apart in {name}" for name in closed)


def _need_faults(reader: Reader, subject: Subject) -> tuple[str, ...]:
    if subject.author and subject.author == reader.account:
        return ()
    faults: tuple[str, ...] = ()
    if reader.areas is not None and subject.areas and not reader.areas & subject.areas:
        faults = ("it lies outside the areas of this post",)
    if subject.team and subject.team not in reader.teams:
        faults += (f"it is kept within the team {subject.team}",)
    return faults


def _names_shortfall(subject: Subject) -> bool:
    return bool(subject.contributor) and subject.kind in SHORTFALLS


def _under(clearance: Marking, ceiling: Marking) -> Marking:
    return Marking(
        min(clearance.level, ceiling.level), clearance.compartments & ceiling.compartments
    )


def _for(subject: Subject) -> tuple[str, ...]:
    reasons: tuple[str, ...] = (f"cleared for {_level(subject.marking)}",)
    held = sorted(subject.marking.compartments)
    return (*reasons, f"and for {', '.join(held)}") if held else reasons


def _level(marking: Marking) -> str:
    return marking.level.name.lower().replace("_", " ")


def _as(reader: Reader) -> str:
    return ", ".join(sorted(reader.roles)) or "an account without a role"


def _refused(*reasons: str) -> Verdict:
    return Verdict(False, reasons)
