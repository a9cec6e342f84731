"""Scores agree with independent implementations and with values worked by hand."""

import numpy as np
import pytest
import scoringrules
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, brier_score_loss

from peaceops.analyse.skill.crps import crps
from peaceops.analyse.skill.ignorance import ignorance
from peaceops.analyse.skill.probability import (
    average_precision,
    brier,
    calibration_error,
    reliability,
)
from peaceops.domain.distribution import GRID, Distribution, from_mass, grid_index


def point_masses(values: list[list[int]]) -> Distribution:
    mass = np.zeros((len(values), len(GRID)))
    for row, drawn in zip(mass, values, strict=True):
        np.add.at(row, grid_index(np.array(drawn, float)), 1.0)
    return from_mass(mass)


@given(
    st.lists(st.integers(0, 200), min_size=2, max_size=20),
    st.one_of(st.integers(0, 400), st.floats(0, 1e5)),
)
def test_crps_is_that_of_scoringrules(drawn: list[int], happened: float) -> None:
    expected = scoringrules.crps_ensemble(
        np.array([float(happened)]), np.array([drawn], float), estimator="qd"
    )
    assert crps(point_masses([drawn]), np.array([float(happened)])) == pytest.approx(
        expected, rel=1e-9, abs=1e-9
    )


def test_crps_of_nothing_is_the_deaths_even_beyond_the_cap() -> None:
    zero = Distribution(np.ones((3, len(GRID))))
    happened = np.array([0.0, 17.0, 3_000_000.0])
    assert crps(zero, happened) == pytest.approx(happened)


def test_ignorance_by_hand() -> None:
    forecast = point_masses([[0] * 9 + [1], [0]])
    happened = np.array([0.0, 30.0])
    assert ignorance(forecast, happened) == pytest.approx(
        [-np.log2((900 + 1) / 1011), -np.log2(1 / 1011)]
    )


@given(
    st.lists(st.tuples(st.sampled_from([0.0, 0.1, 0.5, 0.9]), st.booleans()), min_size=1).filter(
        lambda rows: any(happened for _, happened in rows)
    )
)
def test_average_precision_and_brier_are_those_of_sklearn(
    rows: list[tuple[float, bool]],
) -> None:
    said = np.array([row[0] for row in rows])
    happened = np.array([row[1] for row in rows])
    assert average_precision(said, happened) == pytest.approx(
        average_precision_score(happened, said)
    )
    assert brier(said, happened) == pytest.approx(brier_score_loss(happened, said, pos_label=True))


def test_average_precision_of_nothing_is_not_a_number_made_up() -> None:
    assert average_precision(np.array([0.1, 0.2]), np.array([False, False])) is None


def test_reliability_of_an_honest_forecast() -> None:
    generator = np.random.default_rng(1)
    said = generator.random(200_000)
    table = reliability(said, generator.random(200_000) < said)
    assert table["areas"].sum() == (said > 0.005).sum()
    error = calibration_error(table)
    assert error is not None
    assert error < 0.01
    worse = calibration_error(reliability(said, generator.random(200_000) < said / 2))
    assert worse is not None
    assert worse > 0.2


def test_reliability_of_silence_is_empty() -> None:
    table = reliability(np.zeros(5), np.zeros(5, dtype=bool))
    assert table.is_empty()
    assert calibration_error(table) is None
