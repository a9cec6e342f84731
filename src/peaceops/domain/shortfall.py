"""A contributor's shortfall: shown to it first, with ten working days to answer.

Nothing that names a shortfall of a contributor leaves the mission or the Secretariat before that
contributor has seen it and had ten working days; its answer travels with it.

Source: doctrine R-41 ("a contributor can see and answer its own record"), E1.4 (equal treatment).
"""

from datetime import date, timedelta

import msgspec

DAYS_TO_ANSWER = 10
SATURDAY_SUNDAY = frozenset({5, 6})
"""Days of the week that are no working days, Monday being 0; missions' weeks differ."""

SHORTFALLS = frozenset(
    {"caveat", "requirement", "evaluation", "briefing", "training", "acceptance", "response"}
)
"""Kinds of records that tell of a shortfall once they name a contributor."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What stands beside a shortfall wherever it goes.

    Attributes:
        contributor: whose it is.
        shown: day on which the contributor saw it; None for not yet.
        leaves: first day on which it may leave; None while it was not shown.
        words: what the contributor answered; empty for nothing.
    """

    contributor: str
    shown: date | None
    leaves: date | None
    words: str = ""

    @property
    def line(self) -> str:
        """The sentence that travels with the shortfall."""
        if self.shown is None:
            return f"Not yet shown to {self.contributor}."
        if self.words:
            return f"Shown to {self.contributor} on {self.shown}; its answer: {self.words}"
        return f"Shown to {self.contributor} on {self.shown}; it has not answered."


def answer_of(
    contributor: str,
    shown: date | None,
    words: str = "",
    *,
    holidays: frozenset[date] = frozenset(),
    rest_days: frozenset[int] = SATURDAY_SUNDAY,
) -> Answer:
    """Return what travels with a shortfall, and from which day on it may leave.

    The day of showing does not count; ten whole working days follow, and on the day after the
    tenth it may leave. An early answer does not shorten them: it may be added to.
    """
    leaves = None
    if shown is not None:
        tenth = add_working_days(shown, DAYS_TO_ANSWER, holidays=holidays, rest_days=rest_days)
        leaves = tenth + timedelta(days=1)
    return Answer(contributor=contributor, shown=shown, leaves=leaves, words=words)


def may_leave(answer: Answer, day: date) -> bool:
    """Tell whether a shortfall may leave the mission or the Secretariat on a day."""
    return answer.leaves is not None and day >= answer.leaves


def add_working_days(
    day: date,
    count: int,
    *,
    holidays: frozenset[date] = frozenset(),
    rest_days: frozenset[int] = SATURDAY_SUNDAY,
) -> date:
    """Return the working day that lies so many working days after a day.

    Args:
        day: from which it is counted; it does not count itself.
        count: working days, from 1.
        holidays: days that are none.
        rest_days: days of the week that are none, Monday being 0.

    Raises:
        ValueError: no day of the week is a working day, or the count is below 1.
    """
    if count < 1 or len(rest_days) > 6:
        raise ValueError("there must be a working day to count")
    while count:
        day += timedelta(days=1)
        if day.weekday() not in rest_days and day not in holidays:
            count -= 1
    return day
