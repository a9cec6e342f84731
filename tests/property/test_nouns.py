"""Harm, grades, markings and events keep their rules."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peaceops.domain.error import PeaceopsError
from peaceops.domain.event import Event
from peaceops.domain.grading import Credibility, Grading, Reliability, at_least
from peaceops.domain.harm import Harm
from peaceops.domain.marking import Compartment, Level, Marking, combined, may_see
from peaceops.domain.precision import ACLED_PLACE, ACLED_TIME, PlacePrecision, TimePrecision
from peaceops.domain.violence import Violence

markings = st.builds(
    Marking, st.sampled_from(Level), st.frozensets(st.sampled_from(Compartment), max_size=5)
)
gradings = st.builds(Grading, st.sampled_from(Reliability), st.sampled_from(Credibility))


@given(st.lists(markings))
def test_what_is_made_from_marked_things_is_marked_as_all_of_them(parts: list[Marking]) -> None:
    whole = combined(parts)
    for part in parts:
        assert may_see(whole, part)
    assert combined([whole, *parts]) == whole


@given(markings, markings, markings)
def test_clearance_never_grows_through_combination(a: Marking, b: Marking, who: Marking) -> None:
    assert may_see(who, combined([a, b])) == (may_see(who, a) and may_see(who, b))


@given(gradings, gradings)
def test_an_unknown_grade_is_neither_good_nor_bad(grade: Grading, wanted: Grading) -> None:
    answer = at_least(grade, wanted)
    if answer is None:
        unknown = grade.reliability is Reliability.UNKNOWN
        assert unknown or grade.credibility is Credibility.UNKNOWN
    if answer is True:
        assert at_least(grade, grade) in {True, None}


def test_b2_is_better_than_c3_and_f6_cannot_be_told() -> None:
    b2 = Grading(Reliability.USUALLY, Credibility.PROBABLY_TRUE)
    c3 = Grading(Reliability.FAIRLY, Credibility.POSSIBLY_TRUE)
    assert at_least(b2, c3) is True
    assert at_least(c3, b2) is False
    assert at_least(Grading(), b2) is None
    assert str(b2) == "B2"


def test_acled_maps_on_ucdp() -> None:
    assert [ACLED_PLACE[level] for level in (1, 2, 3)] == [
        PlacePrecision.EXACT,
        PlacePrecision.DISTRICT,
        PlacePrecision.FIRST_LEVEL_UNIT,
    ]
    assert ACLED_TIME[3] is TimePrecision.MONTH


@given(st.integers(-5, 50), st.integers(-5, 50), st.integers(-5, 50), st.integers(-5, 50))
def test_harm_is_never_negative(low: int, best: int, high: int, civilians: int) -> None:
    wrong = min(low, best, high, civilians) < 0 or civilians > max(best, high)
    if wrong:
        with pytest.raises(PeaceopsError):
            Harm(low=low, best=best, high=high, civilians=civilians)
    else:
        assert Harm(low=low, best=best, high=high, civilians=civilians).best == best


def test_an_event_ends_after_it_starts_and_on_the_globe() -> None:
    right = {
        "id": "1",
        "date_start": date(2013, 12, 5),
        "date_end": date(2013, 12, 6),
        "violence": Violence.ONE_SIDED,
        "side_a": "An invented group",
        "side_b": "Civilians",
        "latitude": 4.0,
        "longitude": 18.0,
        "harm": Harm(low=1, best=2, high=3),
    }
    assert Event(**right).place_precision is PlacePrecision.NOT_STATED  # type: ignore[arg-type]
    for wrong in ({"date_end": date(2013, 12, 4)}, {"latitude": 91.0}):
        with pytest.raises(PeaceopsError):
            Event(**{**right, **wrong})  # type: ignore[arg-type]
