"""What waits too long, as of a moment, and who is asked next."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peaceops.act.warning.escalation import Hours, Watched, next_posts, overdue
from peaceops.domain.strategy.graph import make_strategy
from peaceops.domain.strategy.mission import AreaNode, PostNode
from peaceops.domain.warning_life import STATES, Life, State, Step, begun, step_faults, taken

NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)
HOURS = Hours(decide=24, decide_imminent=2, feed_back=72)
NOBODY = make_strategy([])


def lived(*steps: tuple[State, float]) -> Life:
    life = begun(NOON, "watch")
    for state, hours in steps:
        life = taken(life, Step(state=state, at=NOON + timedelta(hours=hours), by="watch"))
    return life


def waits(life: Life, hours: float, **fields: object) -> list[str]:
    case = Watched(id="W", life=life, **({"imminent": False, "owner": "head"} | fields))  # type: ignore[arg-type]
    return [one.wait for one in overdue([case], NOBODY, HOURS, NOON + timedelta(hours=hours))]


@pytest.mark.parametrize(
    ("life", "hours", "expected"),
    [
        (lived(), 6, []),
        (lived(), 6.1, ["acknowledge"]),
        (lived(), 25, ["acknowledge", "decide"]),
        (lived(("acknowledged", 1)), 25, ["decide"]),
        (lived(("decision", 1)), 71, []),
        (lived(("decision", 1)), 73, ["feed_back"]),
        (lived(("decision", 1), ("feedback_to_community", 70)), 100, []),
        (lived(("closed", 1)), 71, []),
        (lived(("closed", 1)), 73, ["feed_back"]),
        # What had not happened by then had not.
        (lived(("decision", 30)), 25, ["acknowledge", "decide"]),
    ],
)
def test_limits(life: Life, hours: float, expected: list[str]) -> None:
    assert waits(life, hours) == expected


@pytest.mark.parametrize("imminent", [True, None])
def test_imminent_or_not_known_has_the_shorter_limit(imminent: bool | None) -> None:
    assert waits(lived(), 2.1, imminent=imminent) == ["acknowledge", "decide"]
    assert waits(lived(), 1.9, imminent=imminent) == ["acknowledge"]


def test_an_answer_withheld_is_not_due() -> None:
    assert waits(lived(("decision", 1)), 80, feedback_withheld=True) == []


def test_nobody_owning_it_for_a_day_is_shown() -> None:
    assert waits(lived(("decision", 1)), 24, owner=None) == []
    assert waits(lived(("decision", 1)), 24.1, owner=None) == ["own"]
    assert waits(lived(("closed", 1)), 30, owner=None) == []


def test_the_longest_wait_comes_first() -> None:
    cases = [
        Watched(id="B", life=lived(), imminent=False, owner="head"),
        Watched(id="A", life=lived(), imminent=True, owner="head"),
    ]
    found = overdue(cases, NOBODY, HOURS, NOON + timedelta(hours=25))
    assert [one.id for one in found] == ["A", "A", "B", "B"]
    assert found[0].late_hours == pytest.approx(24.5)


def test_next_is_the_deputy_then_the_post_of_the_area() -> None:
    graph = make_strategy(
        [
            AreaNode(id="south", post="office"),
            PostNode(id="owner", deputy="second"),
            PostNode(id="office", vacant=True, deputy="third"),
        ]
    )
    assert next_posts(graph, "owner", "south") == ("second", "third")
    assert next_posts(graph, None, "south") == ("third",)
    assert next_posts(graph, "owner", None) == ("second",)
    assert next_posts(graph, "somebody", "nowhere") == ()


@given(
    st.lists(st.tuples(st.sampled_from(STATES), st.integers(0, 90)), max_size=8),
    st.integers(0, 100),
    st.integers(0, 100),
)
def test_time_alone_never_takes_a_wait_away(
    tries: list[tuple[State, int]], moment: int, more: int
) -> None:
    life = begun(NOON, "watch")
    for state, hours in tries:
        step = Step(state=state, at=NOON + timedelta(hours=hours), by="watch")
        if not step_faults(life, step):
            life = taken(life, step)
    late = NOON + timedelta(hours=moment + more)
    done = tuple(step for step in life if step.at <= NOON + timedelta(hours=moment))
    before = Watched(id="W", life=done, imminent=False)
    first = {one.wait for one in overdue([before], NOBODY, HOURS, NOON + timedelta(hours=moment))}
    assert first <= {one.wait for one in overdue([before], NOBODY, HOURS, late)}
