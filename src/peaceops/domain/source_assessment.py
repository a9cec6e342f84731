"""How far a source can be relied on: letters given by people, and how its reports turned out.

Reliability belongs to the source and has a history; credibility belongs to the item. A letter is
proposed from the tally, never set by it (doctrine B5 rules 1 and 4).
"""

from collections.abc import Iterable
from math import sqrt
from typing import ClassVar, Literal, get_args

import msgspec

from peaceops.domain.marking import Compartment, Level, Marking
from peaceops.domain.strategy.node import Day, Node

Letter = Literal["A", "B", "C", "D", "E", "F"]
Outcome = Literal["true", "false", "unverifiable"]

FEWEST_OUTCOMES = 5
"""Reports that turned out true or false before F may be left by proposal (doctrine B5)."""

LEAST_TRUE: tuple[tuple[float, Letter], ...] = (
    (0.95, "A"),
    (0.8, "B"),
    (0.6, "C"),
    (0.4, "D"),
    (0.0, "E"),
)
"""From which share of true reports each letter is proposed: a convention of this software."""

_NINETY_PERCENT = 1.645


class SourceAssessmentNode(Node, frozen=True, kw_only=True):
    """One step in a source's history: a letter that somebody gave, or how an item turned out.

    Attributes:
        source: id of the source.
        date: on which it was judged.
        letter: given to the source; None where only an outcome is noted.
        item: whose outcome became known.
        outcome: true, false, or looked into and not to be told.
        reason: why; without one no letter is given.
    """

    noun: ClassVar[str] = "source_assessment"
    happened: ClassVar[tuple[str, ...]] = ("date",)
    begins: ClassVar[tuple[str, ...]] = ("date",)
    default_marking: ClassVar[Marking] = Marking(
        Level.STRICTLY_CONFIDENTIAL, frozenset({Compartment.SOURCE_IDENTITY})
    )

    source: str
    date: Day
    letter: Letter | None = None
    item: str | None = None
    outcome: Outcome | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.letter is None and self.outcome is None:
            raise ValueError("a letter or an outcome must be given")
        if self.letter is not None and not self.reason.strip():
            raise ValueError("a letter needs a reason")
        if self.outcome is not None and self.item is None:
            raise ValueError("an outcome needs the item that it is of")


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """How a source's reports turned out, each item counted once by its latest outcome."""

    true: int = 0
    false: int = 0
    unverifiable: int = 0

    @property
    def known(self) -> int:
        """Reports that turned out true or false."""
        return self.true + self.false


class LetterProposal(msgspec.Struct, frozen=True, kw_only=True):
    """A letter put forward for a person to give or not.

    Attributes:
        letter: for the share of true reports.
        best, worst: letters that so few reports can not rule out, at 90 %.
        tally: what it rests on.
    """

    letter: Letter
    best: Letter
    worst: Letter
    tally: Tally


def tally(assessments: Iterable[SourceAssessmentNode]) -> Tally:
    """Count the outcomes of one source's items."""
    last: dict[str, Outcome] = {}
    for step in sorted(assessments, key=lambda each: (each.date, each.id)):
        if step.outcome is not None and step.item is not None:
            last[step.item] = step.outcome
    return Tally(
        **{name: sum(each == name for each in last.values()) for name in get_args(Outcome)}
    )


def standing_letter(assessments: Iterable[SourceAssessmentNode]) -> Letter:
    """Return the letter last given; F where none ever was: nobody can judge it yet."""
    given = [step for step in assessments if step.letter is not None]
    last = max(given, key=lambda each: (each.date, each.id), default=None)
    return "F" if last is None or last.letter is None else last.letter


def propose_letter(counted: Tally) -> LetterProposal | None:
    """Put a letter forward; None below `FEWEST_OUTCOMES`. What can not be verified counts for none.

    The range comes from Wilson's interval for a share (E. B. Wilson, 1927).
    """
    if counted.known < FEWEST_OUTCOMES:
        return None
    share = counted.true / counted.known
    low, high = _wilson(share, counted.known)
    return LetterProposal(
        letter=_letter(share), best=_letter(high), worst=_letter(low), tally=counted
    )


def _wilson(share: float, number: int) -> tuple[float, float]:
    z2 = _NINETY_PERCENT**2 / number
    middle = (share + z2 / 2) / (1 + z2)
    half = _NINETY_PERCENT * sqrt(share * (1 - share) / number + z2 / number / 4) / (1 + z2)
    return max(0.0, middle - half), min(1.0, middle + half)


def _letter(share: float) -> Letter:
    return next(letter for least, letter in LEAST_TRUE if share >= least)
