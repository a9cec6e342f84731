"""People at risk: what was not counted is not nobody."""

import msgspec
import pytest

from peaceops.domain.people_at_risk import Headcount, PeopleAtRisk, headcount


def test_parts_that_were_counted_add_up() -> None:
    parts = [PeopleAtRisk(number=12, sex="female", age="child"), PeopleAtRisk(number=0)]
    assert headcount(parts) == Headcount(12, complete=True)


def test_a_part_that_nobody_counted_makes_it_at_least_so_many() -> None:
    parts = [PeopleAtRisk(number=12), PeopleAtRisk(sex="male")]
    assert headcount(parts) == Headcount(12, complete=False)


def test_nobody_counted_is_not_known_and_never_nought() -> None:
    assert headcount([]) is None
    assert headcount([PeopleAtRisk(displacement="displaced")]) is None
    assert headcount([PeopleAtRisk(number=0)]) == Headcount(0, complete=True)


def test_fewer_than_no_people_are_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="must lie between 0"):
        msgspec.convert({"number": -1}, PeopleAtRisk)
