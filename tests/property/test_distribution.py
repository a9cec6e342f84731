"""Forecasts are distributions: pools are exact, tails bounded, numbers agree."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from peaceops.domain.distribution import (
    CAP,
    GRID,
    Distribution,
    from_mass,
    grid_index,
    mean,
    pool,
    probability_at_least,
    quantile,
    samples,
)

deaths = st.lists(st.integers(0, 2_000_000), min_size=1, max_size=30)


def distribution_of(*rows: list[int]) -> Distribution:
    mass = np.zeros((len(rows), len(GRID)))
    for row, values in zip(mass, rows, strict=True):
        np.add.at(row, grid_index(np.array(values, float)), 1.0)
    return from_mass(mass)


def assert_valid(forecast: Distribution) -> None:
    assert np.all(np.diff(forecast.cdf, axis=1) >= -1e-12)
    assert np.all((forecast.cdf >= 0) & (forecast.cdf <= 1))
    assert np.allclose(forecast.cdf[:, -1], 1)


@given(deaths, deaths)
def test_a_pool_is_a_distribution_between_its_members(a: list[int], b: list[int]) -> None:
    one, two = distribution_of(a), distribution_of(b)
    mixed = pool([one, two], [1, 3])
    assert_valid(mixed)
    assert mean(mixed) == pytest.approx((mean(one) + 3 * mean(two)) / 4)
    for limit in (1, 25, 1000):
        sides = sorted([probability_at_least(one, limit)[0], probability_at_least(two, limit)[0]])
        assert sides[0] - 1e-9 <= probability_at_least(mixed, limit)[0] <= sides[1] + 1e-9


@given(st.lists(st.integers(0, 200), min_size=1, max_size=40))
def test_small_numbers_stay_exact(values: list[int]) -> None:
    forecast = distribution_of(values)
    array = np.array(values)
    assert mean(forecast)[0] == pytest.approx(array.mean())
    for limit in (1, 25, 200):
        assert probability_at_least(forecast, limit)[0] == pytest.approx((array >= limit).mean())
    assert quantile(forecast, 0.5)[0] == np.quantile(array, 0.5, method="inverted_cdf")


@given(deaths)
def test_large_numbers_stay_within_three_per_cent_or_the_cap(values: list[int]) -> None:
    forecast = distribution_of(values)
    capped = np.minimum(values, CAP)
    assert mean(forecast)[0] == pytest.approx(capped.mean(), rel=0.02, abs=1e-6)
    assert quantile(forecast, 1.0)[0] <= CAP


@given(deaths, st.integers(1, 400))
def test_samples_follow_the_distribution(values: list[int], size: int) -> None:
    forecast = distribution_of(values, values)
    drawn: NDArray[np.float64] = samples(forecast, size, seed=1)
    assert drawn.shape == (2, size)
    assert np.array_equal(drawn, samples(forecast, size, seed=1))
    share = (drawn >= 1).mean(axis=1)
    assert share == pytest.approx(probability_at_least(forecast, 1), abs=1 / size)


def test_an_area_without_any_past_expects_nothing() -> None:
    forecast = from_mass(np.zeros((1, len(GRID))))
    assert_valid(forecast)
    assert mean(forecast)[0] == 0
