"""What every registered model keeps to."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from peaceops.analyse.history import History, Window
from peaceops.analyse.models import DEFAULT, MODELS, model_named
from peaceops.analyse.models.model import Model
from peaceops.domain.distribution import CAP, Distribution, mean, probability_at_least, quantile
from peaceops.domain.error import PeaceopsError

each_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)


def line_of_neighbours(areas: int) -> NDArray[np.int64]:
    order = np.arange(areas)
    return np.stack([order - 1, np.where(order + 1 < areas, order + 1, -1)], axis=1)


def history_of(deaths: NDArray[np.float64]) -> History:
    return History(deaths, line_of_neighbours(len(deaths)), origin=400)


def assert_valid(forecast: Distribution, areas: int) -> None:
    assert forecast.areas == areas
    assert np.all(np.isfinite(forecast.cdf))
    assert np.all(np.diff(forecast.cdf, axis=1) >= -1e-9)
    assert np.all((forecast.cdf >= 0) & (forecast.cdf <= 1 + 1e-12))
    assert np.allclose(forecast.cdf[:, -1], 1)
    assert np.all(quantile(forecast, 1.0) <= CAP)


def invented(areas: int = 12, months: int = 90) -> NDArray[np.float64]:
    generator = np.random.default_rng(3)
    quiet = generator.random((areas, months)) < np.linspace(0.5, 0.98, areas)[:, None]
    return np.where(quiet, 0, generator.negative_binomial(1, 0.1, (areas, months))).astype(float)


@each_model
@given(
    areas=st.integers(1, 6),
    months=st.integers(1, 60),
    window=st.sampled_from([Window(1, 1), Window(1, 3), Window(3, 3), Window(1, 12)]),
    seed=st.integers(0, 1000),
)
@settings(max_examples=25, deadline=None)
def test_any_past_gives_a_valid_distribution(
    model: Model, areas: int, months: int, window: Window, seed: int
) -> None:
    generator = np.random.default_rng(seed)
    deaths = generator.poisson(generator.choice([0, 0.1, 5, 400]), (areas, months)).astype(float)
    assert_valid(model.forecast(history_of(deaths), window), areas)


@each_model
@pytest.mark.parametrize(
    "deaths",
    [
        np.zeros((3, 40)),
        np.zeros((1, 2)),
        np.pad(np.full((2, 1), 301_000.0), ((0, 0), (30, 5))),
        np.full((2, 30), 1e9),
        np.full((2, 30), 0.25),
    ],
    ids=["all quiet", "two months", "one enormous month", "beyond the cap", "fractions"],
)
def test_extreme_pasts(model: Model, deaths: NDArray[np.float64]) -> None:
    assert_valid(model.forecast(history_of(deaths), Window(1, 3)), len(deaths))


@each_model
def test_the_same_past_gives_the_same_bytes(model: Model) -> None:
    past = history_of(invented())
    first = model.forecast(past, Window(1, 3)).cdf
    assert first.tobytes() == model.forecast(past, Window(1, 3)).cdf.tobytes()


@each_model
def test_the_past_is_left_as_it_was(model: Model) -> None:
    deaths = invented()
    before = deaths.copy()
    model.forecast(history_of(deaths), Window(1, 3))
    assert np.array_equal(deaths, before)


@each_model
def test_the_order_of_areas_does_not_matter(model: Model) -> None:
    deaths = invented()
    turned = History(deaths[::-1].copy(), line_of_neighbours(len(deaths)), 400)
    forward = model.forecast(history_of(deaths), Window(1, 3)).cdf
    assert np.allclose(model.forecast(turned, Window(1, 3)).cdf[::-1], forward)


def test_the_default_tells_violent_areas_from_quiet_ones() -> None:
    deaths = np.zeros((8, 80))
    deaths[0, -6:] = 9  # burning now
    deaths[4, 20:26] = 9  # burnt years ago
    forecast = DEFAULT.forecast(history_of(deaths), Window(1, 3))
    now, beside, old, quiet = probability_at_least(forecast, 1)[[0, 1, 4, 7]]
    assert now > beside > quiet
    assert now > old > quiet
    assert mean(forecast)[0] > mean(forecast)[1] > 0


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(PeaceopsError, match="no model 'crystal'") as raised:
        model_named("crystal")
    assert "conflictology-12" in str(raised.value)
