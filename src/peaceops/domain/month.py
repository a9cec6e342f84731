"""Calendar months as integers, the way VIEWS counts them: 1 is January 1980.

Source: VIEWS `month_id`; Hegre et al. (2019), Journal of Peace Research 56(2).
"""

import calendar
import re
from datetime import date

from peaceops.domain.error import PeaceopsError

Month = int
"""Months since December 1979; zero and below are earlier months."""

_BASE_YEAR = 1980
_SHAPE = re.compile(r"(\d{4})-(\d{2})")


def month_of(day: date) -> Month:
    """Return the month in which a day lies."""
    return (day.year - _BASE_YEAR) * 12 + day.month


def first_day(month: Month) -> date:
    """Return the first day of a month."""
    years, months = divmod(month - 1, 12)
    return date(_BASE_YEAR + years, months + 1, 1)


def last_day(month: Month) -> date:
    """Return the last day of a month."""
    first = first_day(month)
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def last_full_month(as_of: date) -> Month:
    """Return the last calendar month that ends on or before a date: the origin of a forecast.

    >>> month_label(last_full_month(date(2013, 11, 30)))
    '2013-11'
    >>> month_label(last_full_month(date(2013, 11, 29)))
    '2013-10'
    """
    month = month_of(as_of)
    return month if as_of == last_day(month) else month - 1


def month_label(month: Month) -> str:
    """Write a month as `YYYY-MM`."""
    first = first_day(month)
    return f"{first.year:04d}-{first.month:02d}"


def parse_month(text: str) -> Month:
    """Read a month written as `YYYY-MM`.

    Raises:
        PeaceopsError: the text is not such a month.
    """
    found = _SHAPE.fullmatch(text.strip())
    if found is None or not 1 <= int(found[2]) <= 12 or int(found[1]) < 1:
        raise PeaceopsError(f"{text!r} is not a month", remedy="write it as YYYY-MM, like 2013-11")
    return month_of(date(int(found[1]), int(found[2]), 1))
