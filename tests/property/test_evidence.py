"""Evidence keeps its rules: shared ancestors never add an origin, age never adds weight."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peaceops.domain.evidence import decayed, first_weight, independent_origins

chains = st.lists(st.frozensets(st.sampled_from("abcdefgh"), min_size=1, max_size=4), max_size=8)
positive = st.floats(min_value=0.01, max_value=1000)


@given(chains, st.randoms())
def test_the_order_of_items_never_matters(parts: list[frozenset[str]], chance: object) -> None:
    turned = list(parts)
    chance.shuffle(turned)  # type: ignore[attr-defined]
    assert independent_origins(turned) == independent_origins(parts) <= len(parts)


@given(chains)
def test_telling_it_twice_adds_no_origin(parts: list[frozenset[str]]) -> None:
    assert independent_origins([*parts, *parts]) == independent_origins(parts)


@given(chains, st.sampled_from("abcdefgh"))
def test_a_common_ancestor_leaves_one_origin(parts: list[frozenset[str]], name: str) -> None:
    together = [part | {name} for part in parts]
    assert independent_origins(together) == min(1, len(parts))


@given(chains, st.frozensets(st.sampled_from("abcdefgh"), min_size=1))
def test_a_longer_chain_never_adds_an_origin(
    parts: list[frozenset[str]], more: frozenset[str]
) -> None:
    for at in range(len(parts)):
        longer = [*parts[:at], parts[at] | more, *parts[at + 1 :]]
        # New ancestors join groups; they never part one.
        assert independent_origins(longer) <= independent_origins(parts)


def test_chains_that_meet_over_a_third_are_one() -> None:
    assert independent_origins([{"a", "x"}, {"b", "y"}]) == 2
    assert independent_origins([{"a", "x"}, {"b", "y"}, {"c", "x", "y"}]) == 1
    assert independent_origins([]) == 0


@given(positive, positive, positive, positive, positive)
def test_age_never_adds_weight(
    first: float, young: float, more: float, lifetime: float, shape: float
) -> None:
    fresh = decayed(first, young, lifetime, shape)
    assert 0 <= decayed(first, young + more, lifetime, shape) <= fresh <= first


@given(positive, positive, positive)
def test_a_fresh_item_has_its_whole_weight_and_an_old_one_none(
    first: float, lifetime: float, shape: float
) -> None:
    assert decayed(first, 0, lifetime, shape) == pytest.approx(first)
    assert decayed(first, lifetime, lifetime, shape) == 0


def test_the_law_by_hand() -> None:
    assert decayed(1, 90, 180, 1) == pytest.approx(0.5)
    assert decayed(0.64, 45, 180, 0.5) == pytest.approx(0.64 * (1 - 1 / 16))
    assert decayed(1, 1, 0, 1) == 0
    assert decayed(1, 1, 10, 0) == 1


def test_unknown_is_neither_best_nor_worst() -> None:
    assert first_weight("B2") == pytest.approx((0.8, 0.8))
    assert first_weight("F6") == pytest.approx((0.2, 1.0))
    assert first_weight("F2") == pytest.approx((0.4, 0.8**0.5))
