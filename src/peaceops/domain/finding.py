"""What a check of a strategy found: questions with a source, never a score (doctrine D3)."""

from datetime import date
from enum import StrEnum
from typing import Literal

import msgspec

from peaceops.domain.marking import Level, Marking
from peaceops.domain.strategy.graph import Place


class Severity(StrEnum):
    """How much a finding weighs; a blocker withholds this tool's mark of approval."""

    BLOCKER = "blocker"
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


SEVERITY_ORDER: tuple[Severity, ...] = tuple(Severity)
"""Gravest first."""

FAMILY_ORDER = ("POL", "HST", "TCC", "INF", "MAN")
"""In which order findings of equal weight are named: politics first, then who must act."""

FindingStatus = Literal["fires", "cannot_tell", "suppressed"]


class Quotation(msgspec.Struct, frozen=True):
    """The sentence of the concept note that a rule rests on.

    Attributes:
        paragraph: label of doctrine 0.2, such as P1.
        text: the words.
    """

    paragraph: str
    text: str


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One finding.

    Attributes:
        id: first 12 hex digits of a hash of rule, part and objects: the same in every report.
        code, name: of the rule.
        part: which of the rule's conditions, such as `a`; empty where there is one.
        severity: of the finding.
        status: it fires, can not be told for want of knowledge, or is suppressed.
        objects: ids of what it is about, sorted.
        related: ids of what else it names.
        message: what was found, as a question or a statement.
        clears_when: what would clear it.
        candidates: what the graph knows that might help.
        decision: what can be decided this week; owner: by whom; due: by when.
        root: what findings about one cause share.
        source: the sentence it rests on.
        location: where the first object is written.
        marking: the most that any object named carries.
        suppression: author, reason and expiry, where suppressed or overridden.
    """

    id: str
    code: str
    name: str
    part: str = ""
    severity: Severity
    status: FindingStatus
    objects: tuple[str, ...]
    related: tuple[str, ...] = ()
    message: str
    clears_when: str
    candidates: tuple[str, ...] = ()
    decision: str = ""
    owner: str | None = None
    due: date | None = None
    root: str = ""
    source: Quotation
    location: Place | None = None
    marking: Marking = Marking(Level.UNCLASSIFIED)
    suppression: str = ""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One of the questions that open a report.

    Attributes:
        root: the object that the findings behind it share.
        text: the question.
        owner: who can decide; None is a gap of its own.
        decision: what can be decided this week.
        due: by when.
        findings: ids of the findings behind it.
        marking: the most of theirs.
    """

    root: str
    text: str
    owner: str | None
    decision: str
    due: date
    findings: tuple[str, ...]
    marking: Marking


class DataRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What one owner is asked to find out, so that findings can be told.

    Attributes:
        owner: who is asked; None where nobody owns the objects.
        asks: what, one line each.
        findings: ids of what can not be told without it.
        marking: the most of theirs.
    """

    owner: str | None
    asks: tuple[str, ...]
    findings: tuple[str, ...]
    marking: Marking


class CheckReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a check says.

    Attributes:
        as_of: the day.
        profile, profile_hash: the profile, and the hash of its switches and thresholds.
        findings: by severity, code, objects.
        questions: at most seven.
        requests: one an owner.
        rules: codes that were asked.
    """

    as_of: date
    profile: str
    profile_hash: str
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...] = ()
    requests: tuple[DataRequest, ...] = ()
    rules: tuple[str, ...] = ()
