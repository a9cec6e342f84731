"""Weeks as integers: week 1 is the ISO week (Monday to Sunday) that holds 1 January 1980."""

from datetime import date, timedelta

Week = int
"""Weeks since the one before Monday 31 December 1979."""

_FIRST_MONDAY = date(1979, 12, 31)


def week_of(day: date) -> Week:
    """Return the week in which a day lies."""
    return (day - _FIRST_MONDAY).days // 7 + 1


def first_day_of_week(week: Week) -> date:
    """Return the Monday of a week."""
    return _FIRST_MONDAY + timedelta(weeks=week - 1)


def week_label(week: Week) -> str:
    """Write a week as ISO 8601 does, `YYYY-Www`."""
    year, number, _ = first_day_of_week(week).isocalendar()
    return f"{year:04d}-W{number:02d}"
