"""The life of a warning: whatever steps are tried, it only moves as the table allows."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peaceops.domain.error import PeaceopsError
from peaceops.domain.strategy.warning import WarningNode, with_life
from peaceops.domain.warning_clock import clocks_of
from peaceops.domain.warning_life import (
    FOLLOWS,
    LATE,
    LINE,
    ONCE,
    STATES,
    Life,
    State,
    Step,
    begun,
    is_closed,
    skipped_by,
    state_of,
    step_faults,
    taken,
    time_of,
)

START = datetime(2031, 5, 1, 8, tzinfo=UTC)
PLACE = {state: at for at, states in enumerate(LINE) for state in states}
tried = st.lists(st.tuples(st.sampled_from(STATES), st.integers(-3, 200)), max_size=14)


def step(state: State, hours: float = 1) -> Step:
    return Step(state=state, at=START + timedelta(hours=hours), by="watch")


def lived(tries: list[tuple[State, int]]) -> Life:
    """Take the steps that may be taken, and leave the others."""
    life = begun(START, "watch", "hotline")
    for state, hours in tries:
        if not step_faults(life, step(state, hours)):
            life = taken(life, step(state, hours))
    return life


@given(tried)
def test_every_move_stands_in_the_table(tries: list[tuple[State, int]]) -> None:
    life = lived(tries)
    for before, after in pairwise(life):
        assert after.state in FOLLOWS[before.state]
        assert PLACE[after.state] > PLACE[before.state] or after.state in LATE
    for state in ONCE:
        assert sum(one.state == state for one in life) <= 1


@given(tried)
def test_nothing_follows_the_end_and_nothing_precedes_the_receipt(
    tries: list[tuple[State, int]],
) -> None:
    life = lived(tries)
    assert life[0].state == "received"
    assert min(one.at for one in life) == START
    if is_closed(life):
        for state in STATES:
            with pytest.raises(PeaceopsError):
                taken(life, step(state))


@given(tried)
def test_what_is_skipped_is_said_once_and_only_then(tries: list[tuple[State, int]]) -> None:
    life = lived(tries)
    said = [PLACE[skipped] for one in life for skipped in one.skipped]
    assert len(said) == len(set(said))
    furthest = max(PLACE[one.state] for one in life)
    been: set[int] = set()
    for one in life:
        # Nothing counts as skipped that had been done.
        assert not been & {PLACE[skipped] for skipped in one.skipped}
        been.add(PLACE[one.state])
    # Every place on the way was gone through, or said to be skipped.
    assert been | set(said) >= set(range(furthest + 1))


@given(tried)
def test_the_summary_says_what_the_steps_say(tries: list[tuple[State, int]]) -> None:
    life = lived(tries)
    warning = with_life(WarningNode(id="W"), life)
    clocks = clocks_of(life, START + timedelta(hours=10))
    assert warning.received == clocks.received == START
    assert warning.decided == clocks.decided == time_of(life, "decision")
    assert warning.fed_back == clocks.community_told
    assert warning.open is (state_of(life) != "closed")
    assert clocks.lead_hours == 10
    for hours in (clocks.acknowledge_hours, clocks.decide_hours, clocks.respond_hours):
        assert hours is None or hours >= 0


def test_whoever_must_act_first_skips_and_says_so() -> None:
    life = taken(begun(START, "watch"), step("responding", 0.5))
    assert life[-1].skipped == (
        "acknowledged", "verifying", "verified", "disseminated", "decision",
    )  # fmt: skip
    late = taken(life, step("verified", 3))
    assert late[-1].skipped == ()
    assert skipped_by(late, "closed") == ("on_site", "outcome", "feedback_to_community")


def test_the_whole_line_skips_nothing() -> None:
    life = begun(START, "watch")
    for number, states in enumerate(LINE[1:], start=1):
        life = taken(life, step(states[0], number))
    assert [one.skipped for one in life] == [()] * len(LINE)
    assert is_closed(life)


@pytest.mark.parametrize("verdict", ["verified", "unverified", "false"])
def test_one_verdict_is_enough(verdict: State) -> None:
    life = taken(taken(begun(START, "watch"), step("verifying")), step(verdict))
    assert taken(life, step("closed", 2))[-1].skipped == (
        "disseminated", "decision", "responding", "on_site", "outcome", "feedback_to_community",
    )  # fmt: skip


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="UTC"):
        Step(state="received", at=datetime(2031, 5, 1), by="watch")  # noqa: DTZ001


def test_what_is_not_on_record_has_no_hours() -> None:
    clocks = clocks_of(begun(START, "watch"))
    assert clocks.acknowledge_hours is None
    assert clocks.lead_hours is None
    assert clocks.in_time is None
