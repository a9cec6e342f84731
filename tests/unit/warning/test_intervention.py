"""R-32: when a decision is owed, over all that can be known and not known."""

from datetime import UTC, date, datetime

import pytest

from peaceops.act.warning.intervention import Trigger, host_fails, trigger_of
from peaceops.domain.strategy.host import PostureNode
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.domain.truth import Truth

DAY = date(2031, 5, 2)
NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)
VALUES: tuple[Truth, ...] = (True, False, None)


@pytest.mark.parametrize("grave", VALUES)
@pytest.mark.parametrize("fails", VALUES)
@pytest.mark.parametrize("present", VALUES)
def test_the_truth_table(grave: Truth, fails: Truth, present: Truth) -> None:
    one = Trigger(threat="T", grave=grave, host_fails=fails, present=present, due=NOON)
    parts = (grave, fails, present)
    if False in parts:
        assert one.owed is False
        assert one.missing == ()
    elif None in parts:
        assert one.owed is None
        assert len(one.missing) == parts.count(None)
    else:
        assert one.owed is True
        assert one.missing == ()


@pytest.mark.parametrize(
    ("will", "capacity", "fails"),
    [
        (0, 4, True), (1, 1, True), (4, 1, True), (2, 2, False), (4, 4, False),
        (None, 4, None), (4, None, None), (None, None, None),
        (1, None, True), (None, 0, True),
    ],
)  # fmt: skip
def test_unwilling_or_unable_is_assessed_and_unknown_is_not_able(
    will: int | None, capacity: int | None, fails: Truth
) -> None:
    judged = PostureNode(id="P", authority="governor", will=will, capacity=capacity)
    assert host_fails((judged,), DAY) is fails


def test_no_judgement_and_an_old_one_are_unknown() -> None:
    assert host_fails((), DAY) is None
    gone = PostureNode(id="P", authority="g", will=4, capacity=4, valid_to=date(2031, 5, 1))
    assert host_fails((gone,), DAY) is None
    assert host_fails((gone, PostureNode(id="Q", authority="h", will=0)), DAY) is True


@pytest.mark.parametrize(
    ("fields", "grave"),
    [
        ({"level": "extreme"}, True),
        ({"level": "high"}, True),
        ({"level": "moderate"}, False),
        ({"level": "none"}, False),
        ({}, None),
        ({"unknown": frozenset({"level"})}, None),
        ({"intent": 4, "capability": 4, "opportunity": 3}, True),
        # Up to (2 · 2 · 4)^(1/3) = 2.5, which is high; with 1 and 1 only up to 1.6.
        ({"intent": 2, "capability": 2}, None),
        ({"intent": 1, "capability": 1}, False),
        ({"intent": 1, "capability": 1, "opportunity": 4}, False),
    ],
)
def test_the_level_is_a_persons_or_an_interval(fields: dict[str, object], grave: Truth) -> None:
    threat = ThreatNode(id="T", area="south", **fields)  # type: ignore[arg-type]
    judged = (PostureNode(id="P", authority="governor", will=0, capacity=0),)
    one = trigger_of(threat, judged, True, level="high", since=NOON, hours=24, day=DAY)
    assert one.grave is grave
    assert one.due == datetime(2031, 5, 3, 12, tzinfo=UTC)
