"""Grades of sources and of items: two judgements, made apart.

Source: the Admiralty system as laid out in doctrine B5. F and 6 mean "unknown", never "worst".
"""

import re
from enum import StrEnum

import msgspec


class Reliability(StrEnum):
    """How far a source can be relied on, judged from its history."""

    COMPLETELY = "A"
    USUALLY = "B"
    FAIRLY = "C"
    NOT_USUALLY = "D"
    UNRELIABLE = "E"
    UNKNOWN = "F"


class Credibility(StrEnum):
    """How far one item can be believed, judged from its content and from other items."""

    CONFIRMED = "1"
    PROBABLY_TRUE = "2"
    POSSIBLY_TRUE = "3"
    DOUBTFUL = "4"
    IMPROBABLE = "5"
    UNKNOWN = "6"


class Grading(msgspec.Struct, frozen=True):
    """The grade of an item, like B2."""

    reliability: Reliability = Reliability.UNKNOWN
    credibility: Credibility = Credibility.UNKNOWN

    def __str__(self) -> str:
        return f"{self.reliability}{self.credibility}"


def check_grade(name: str, value: str | None) -> None:
    """Refuse a grade in letters that is none, such as Z9.

    Raises:
        ValueError: it is no letter A to F with a figure 1 to 6.
    """
    if value is not None and not re.fullmatch("[A-F][1-6]", value):
        raise ValueError(f"{name} must be a letter A to F and a figure 1 to 6, such as B2")


def at_least(grading: Grading, wanted: Grading) -> bool | None:
    """Tell whether a grade is as good as the one wanted on both scales.

    Returns:
        None where an unknown (F or 6) keeps it from being told: unknown is neither good nor bad.
    """
    answers: list[bool | None] = []
    for has, needs, unknown in (
        (grading.reliability, wanted.reliability, Reliability.UNKNOWN),
        (grading.credibility, wanted.credibility, Credibility.UNKNOWN),
    ):
        if needs == unknown:
            answers.append(True)
        else:
            answers.append(None if has == unknown else has <= needs)
    if False in answers:
        return False
    return None if None in answers else True
