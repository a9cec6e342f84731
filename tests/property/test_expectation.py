"""How far answers agree, and what can be delivered: what holds for all numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peaceops.domain.expectation import HIGHEST_ACTION, agreement_index, deliverable, gap

levels = st.integers(0, HIGHEST_ACTION)
answers = st.lists(levels, min_size=2, max_size=12)
layers = st.dictionaries(st.sampled_from("abcde"), st.none() | levels, min_size=1)


@given(answers)
def test_agreement_lies_between_none_and_all(given_answers: list[int]) -> None:
    index = agreement_index(given_answers)
    assert index is not None
    assert -1e-12 <= index <= 1


@given(answers)
def test_agreement_is_the_same_in_any_order_and_from_either_end(given_answers: list[int]) -> None:
    index = agreement_index(given_answers)
    assert agreement_index(sorted(given_answers)) == index
    assert agreement_index([HIGHEST_ACTION - one for one in given_answers]) == index


@given(levels, st.integers(2, 12))
def test_the_same_answer_agrees_wholly(level: int, count: int) -> None:
    assert agreement_index([level] * count) == 1


@given(st.integers(1, 9), st.booleans())
def test_two_camps_at_the_ends_do_not_agree_at_all(half: int, odd: bool) -> None:
    assert agreement_index([0] * half + [HIGHEST_ACTION] * (half + odd)) == pytest.approx(0)


def test_one_answer_neither_agrees_nor_differs() -> None:
    assert agreement_index([3]) is None
    assert agreement_index([]) is None


@pytest.mark.parametrize(
    ("given_answers", "index"),
    [([0, 5], 0.0), ([4, 3], 0.8), ([3, 1], 0.6), ([5, 5, 0, 0], 0.0), ([0, 1, 2], 0.6)],
)
def test_agreement_by_hand(given_answers: list[int], index: float) -> None:
    assert agreement_index(given_answers) == pytest.approx(index)


@given(layers)
def test_what_can_be_delivered_is_the_lowest_layer(given_layers: dict[str, int | None]) -> None:
    within = deliverable(given_layers)
    known = [level for level in given_layers.values() if level is not None]
    assert within.high == min(known, default=HIGHEST_ACTION)
    assert within.low == (within.high if len(known) == len(given_layers) else 0)
    assert all(given_layers[name] == within.high for name in within.binding)


@given(layers, st.sampled_from("abcde"))
def test_an_unknown_layer_only_widens(given_layers: dict[str, int | None], layer: str) -> None:
    known = {**given_layers, layer: given_layers.get(layer) or 0}
    sure, doubtful = deliverable(known), deliverable({**known, layer: None})
    assert doubtful.low <= sure.low <= sure.high <= doubtful.high


@given(layers, levels)
def test_a_gap_runs_from_least_to_most(given_layers: dict[str, int | None], level: int) -> None:
    least, most = gap(level, deliverable(given_layers))
    assert least <= most <= level
