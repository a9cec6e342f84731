"""Months and weeks as integers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peaceops.domain.error import PeaceopsError
from peaceops.domain.month import (
    first_day,
    last_day,
    last_full_month,
    month_label,
    month_of,
    parse_month,
)
from peaceops.domain.week import first_day_of_week, week_label, week_of

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))


def test_month_one_is_january_1980() -> None:
    assert month_of(date(1980, 1, 1)) == 1
    assert month_of(date(1979, 12, 31)) == 0
    assert month_label(457) == "2018-01"


@given(days)
def test_a_day_lies_in_its_month(day: date) -> None:
    month = month_of(day)
    assert first_day(month) <= day <= last_day(month)
    assert month_of(last_day(month) + timedelta(days=1)) == month + 1
    assert parse_month(month_label(month)) == month


@given(days)
def test_the_origin_has_ended_by_the_as_of_date(day: date) -> None:
    origin = last_full_month(day)
    assert last_day(origin) <= day < last_day(origin + 1)


@given(days)
def test_a_day_lies_in_its_week(day: date) -> None:
    week = week_of(day)
    monday = first_day_of_week(week)
    assert monday.weekday() == 0
    assert monday <= day < monday + timedelta(days=7)
    year, number, _ = day.isocalendar()
    assert week_label(week) == f"{year:04d}-W{number:02d}"


@pytest.mark.parametrize("text", ["2013", "2013-13", "2013-00", "13-01", "0000-01", "", "2013-1"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(PeaceopsError, match="is not a month"):
        parse_month(text)
