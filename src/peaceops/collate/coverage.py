"""How far the record reaches: in time as declared, in place by a stated rule.

A quiet area and an unheard one look alike in a count. The rule of place: an area is *reported
lately* if any event, of any kind, was placed in it or in an area next to it in the past 12 months;
*thin* if the last one is 12 to 60 months old; *dark* if there was none for 60 months. Dark does not
mean dangerous, nor safe: it means that these data do not show that news comes from there.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from peaceops.collate.lattice import NO_AREA
from peaceops.collate.panel import Panel, matrix
from peaceops.domain.error import PeaceopsError
from peaceops.domain.month import Month, last_full_month, month_label, month_of, parse_month

LATELY_MONTHS = 12
DARK_MONTHS = 60


class Coverage(StrEnum):
    """What can be said of the reporting from an area."""

    REPORTED_LATELY = "reported lately"
    THIN = "thin"
    DARK = "dark"


@dataclass(frozen=True)
class Period:
    """The months that the data cover, both included."""

    first: Month
    last: Month

    def __str__(self) -> str:
        return f"{month_label(self.first)}..{month_label(self.last)}"


def parse_period(text: str) -> Period:
    """Read `1989-01..2022-12`.

    Raises:
        PeaceopsError: not two months in order.
    """
    first, _, last = text.partition("..")
    period = Period(parse_month(first), parse_month(last))
    if period.last < period.first:
        raise PeaceopsError(f"the period {text!r} ends before it starts")
    return period


def default_period(dataset: str, first_event: date, last_event: date) -> Period:
    """Return the months that a data set covers where nobody declared them.

    It begins in January of the first event's year: whether an extract was made of earlier years too
    can not be seen from it, and months that were not covered must not become zeros. UCDP GED runs
    to 31 December of its last event's year, for each release covers whole years; the Candidate
    files and all others run to the month of their last event.
    """
    begins = parse_month(f"{first_event.year:04d}-01")
    if dataset == "ucdp-ged":
        return Period(begins, parse_month(f"{last_event.year:04d}-12"))
    return Period(begins, month_of(last_event))


def cut_at(period: Period, as_of: date) -> Period:
    """Return the part of a period that had ended by a date.

    Raises:
        PeaceopsError: nothing was covered by then.
    """
    last = min(period.last, last_full_month(as_of))
    if last < period.first:
        raise PeaceopsError(
            f"no data before {as_of.isoformat()}: they cover {period}",
            where="--as-of",
            remedy=f"choose a date after {month_label(period.first)}",
        )
    return Period(period.first, last)


def coverage_states(
    panel: Panel, neighbours: NDArray[np.int64], *, until: int
) -> tuple[Coverage, ...]:
    """Return the coverage state of each area at the end of a month, by the rule of this module."""
    events = matrix(panel, "events", until=until)
    latest = _months_since_last(events)
    around = np.where(neighbours == NO_AREA, np.inf, latest[neighbours])
    heard = np.minimum(latest, around.min(axis=1, initial=np.inf))
    return tuple(
        Coverage.REPORTED_LATELY
        if age < LATELY_MONTHS
        else Coverage.THIN
        if age < DARK_MONTHS
        else Coverage.DARK
        for age in heard
    )


def _months_since_last(events: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how many months ago each area's last event was; infinite where there was none."""
    backwards = events[:, ::-1] > 0
    return np.where(backwards.any(axis=1), backwards.argmax(axis=1), np.inf)
