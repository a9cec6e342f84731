"""What learners look at and learn from, how members are weighed, and what is said of it."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import minimize

from peaceops.analyse.explain import explain
from peaceops.analyse.feature import traits
from peaceops.analyse.forest import predict
from peaceops.analyse.history import History, Window, cut, marks
from peaceops.analyse.joint import from_samples, joint_samples, sums
from peaceops.analyse.lesson import latest, lessons
from peaceops.analyse.models import hurdle, model_named
from peaceops.analyse.once import learnt_once
from peaceops.analyse.stack import area_weights, simplex_weights
from peaceops.domain.distribution import mean, not_below, probability_at_least, quantile
from peaceops.domain.explanation import DriverKind
from peaceops.domain.proposal import ProposalRule
from peaceops.evaluate.backtest import whole
from peaceops.evaluate.named_list import named_counts
from peaceops.evaluate.proposal import lead_times, proposed, rule_records
from tests.invented_record import moving_violence

PAST = whole(moving_violence())
ORIGIN = PAST.origin - 8


@given(months=st.integers(1, 60), until=st.integers(1, 60), seed=st.integers(0, 99))
@settings(max_examples=30, deadline=None)
def test_no_figure_looks_ahead(months: int, until: int, seed: int) -> None:
    until = min(months, until)
    generator = np.random.default_rng(seed)
    deaths = generator.poisson(0.7, (4, months)).astype(float)
    other = generator.poisson(2.0, (4, months)).astype(float)
    around = np.array([[1, -1], [0, 2], [1, 3], [2, -1]])
    full = History(deaths, around, months, (other,))
    early = cut(full, until)
    for whole_one, part in zip(traits(full), traits(early), strict=True):
        assert whole_one.name == part.name
        assert np.allclose(whole_one.values[:, :until], part.values, atol=1e-5), part.name
    assert marks(full)[:until] == marks(early)


def test_marks_tell_pasts_apart() -> None:
    changed = PAST.deaths.copy()
    changed[3, 50] += 1
    other = History(changed, PAST.neighbours, PAST.origin, PAST.beside)
    same, apart = marks(PAST)[:50], marks(other)[:50]
    assert same == apart
    assert marks(PAST)[50] != marks(other)[50]
    assert marks(PAST)[-1] != marks(other)[-1]


def test_lessons_are_of_windows_that_have_ended_and_tell_what_followed() -> None:
    window = Window(2, 4)
    taught = lessons(PAST, window)
    assert taught.enough
    assert taught.month.max() == PAST.deaths.shape[1] - 1 - window.last
    for row in range(0, len(taught.outcome), 97):
        area, month = taught.area[row], taught.month[row]
        assert taught.outcome[row] == PAST.deaths[area, month + 2 : month + 5].sum()
    assert set(np.unique(taught.weight)) <= {1.0, 5.0}


def test_a_lesson_shows_what_the_forecast_would_see() -> None:
    taught = lessons(PAST, Window(1, 1))
    month = int(taught.month.max())
    then = latest(cut(PAST, PAST.origin - PAST.deaths.shape[1] + 1 + month))
    rows = np.flatnonzero(taught.month == month)
    assert np.allclose(taught.figures[rows], then[taught.area[rows]], atol=1e-5)


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_weights_are_the_best_on_the_simplex(seed: int) -> None:
    generator = np.random.default_rng(seed)
    half = generator.normal(size=(2, 4, 9))
    errors = half @ half.transpose(0, 2, 1)
    prior = np.full((2, 4), 0.25)
    weights = simplex_weights(errors, prior)
    assert np.all(weights >= 0)
    assert weights.sum(axis=1) == pytest.approx(1)
    for area in range(2):
        scaled = errors[area] / np.trace(errors[area]) * 4

        def loss(weight: NDArray[np.float64], scaled: NDArray[np.float64] = scaled) -> float:
            return float(weight @ scaled @ weight + 0.01 * ((weight - 0.25) ** 2).sum())

        best = minimize(
            loss,
            np.full(4, 0.25),
            bounds=[(0, 1)] * 4,
            constraints={"type": "eq", "fun": lambda weight: weight.sum() - 1},
            method="SLSQP",
            options={"ftol": 1e-12, "maxiter": 300},
        )
        assert loss(weights[area]) <= best.fun + 1e-4


def test_a_member_that_was_right_is_believed() -> None:
    deaths = np.zeros((6, 90))
    deaths[:3] = 7  # always seven: the own past is right, "nobody" wrong
    deaths[0, ::5] = 8
    past = History(deaths, np.full((6, 1), -1), 400)
    members = (model_named("conflictology-12"), model_named("zero"))
    weights = area_weights(members, past, Window(1, 1))
    assert np.all(weights[:3, 0] > 0.95)
    short = area_weights(members, cut(past, 400 - 80), Window(6, 6))
    assert np.allclose(short, 0.5)


def test_cells_and_their_sums_come_from_one_simulation() -> None:
    generator = np.random.default_rng(4)
    together = generator.negative_binomial(0.5, 0.05, 200).astype(float)
    apart = generator.permuted(np.tile(together, (3, 1)), axis=1)
    around = np.full((3, 1), -1)
    window = Window(1, 1)
    model = model_named("bootstrap-240")
    spread = {}
    for name, deaths in (("together", np.tile(together, (3, 1))), ("apart", apart)):
        past = History(deaths, around, 300)
        forecast = model.forecast(past, window)
        joint = joint_samples(forecast, past, window, size=4000)
        for row in range(3):
            cell = from_samples(joint[row : row + 1])
            assert mean(cell)[0] == pytest.approx(mean(forecast)[row], rel=0.01)
            assert probability_at_least(cell, 25)[0] == pytest.approx(
                probability_at_least(forecast, 25)[row], abs=0.002
            )
        total = sums(joint, np.array([0, 0, 1]), 2)
        assert np.array_equal(total[0], joint[0] + joint[1])
        whole_sum = from_samples(joint.sum(axis=0, keepdims=True))
        assert mean(whole_sum)[0] == pytest.approx(mean(forecast).sum(), rel=0.02)
        spread[name] = quantile(whole_sum, 0.95)[0]
        again = joint_samples(forecast, past, window, size=4000)
        assert np.array_equal(joint, again)
    # What was violent together sums to a wider spread: 95 % of three times the same figure.
    assert spread["together"] == pytest.approx(3 * np.quantile(together, 0.95), rel=0.1)
    assert spread["apart"] < 0.85 * spread["together"]


def test_all_deaths_are_no_fewer_than_those_of_civilians() -> None:
    past = cut(PAST, ORIGIN)
    part = model_named("decay").forecast(past, Window(1, 3))
    lifted = not_below(model_named("zero").forecast(past, Window(1, 3)), part)
    assert np.array_equal(lifted.cdf, part.cdf)


def test_drivers_multiply_to_the_odds_and_analogues_are_past() -> None:
    past, window = cut(PAST, ORIGIN), Window(1, 3)
    areas = [4, 9, 0]
    found = explain(past, window, areas)
    assert [item.area for item in found] == areas
    learnt = learnt_once(hurdle.learn, past, window, hurdle.HURDLE)
    assert learnt is not None
    chance = predict(learnt.chance, latest(past)[areas])
    odds = chance / (1 - chance)
    # What is left when all drivers are divided out is the same everywhere: the average moment.
    left = [
        odd / np.prod([driver.factor for driver in item.drivers])
        for odd, item in zip(odds, found, strict=True)
    ]
    assert left == pytest.approx([left[0]] * 3, rel=0.01)
    for item in found:
        assert {driver.kind for driver in item.drivers} == set(DriverKind)
        assert len({analogue.area for analogue in item.analogues}) == len(item.analogues) == 3
        for analogue in item.analogues:
            column = analogue.month - (past.origin - past.deaths.shape[1] + 1)
            assert analogue.month + window.last <= past.origin
            after = past.deaths[analogue.area, column + 1 : column + 4]
            assert analogue.deaths == after.sum()
    assert explain(cut(PAST, PAST.origin - 105), window, areas) == ()


def rows_of(chances: dict[tuple[int, int], tuple[float, float, float]]) -> pl.DataFrame:
    """Lay out (origin, area) → chance, deaths after, deaths of the past year."""
    return pl.DataFrame(
        [
            {
                "model": "model",
                "origin": origin,
                "area": area,
                "unit": area,
                "p_ge_1": chance,
                "expected": chance,
                "deaths": deaths,
                "past_year": past,
            }
            for (origin, area), (chance, deaths, past) in chances.items()
        ],
        schema_overrides={"origin": pl.Int32, "area": pl.Int32, "unit": pl.Int32},
    )


def test_rules_and_their_record_by_hand() -> None:
    rows = rows_of(
        {
            (500, 0): (0.9, 2, 5),
            (500, 1): (0.4, 0, 0),
            (500, 2): (0.1, 7, 0),
            (501, 0): (0.2, 0, 7),
            (501, 1): (0.3, 3, 0),
            (501, 2): (0.25, 0, 7),
        }
    )
    by = ["p_ge_1", "expected"]
    two = proposed(rows, ProposalRule(kind="budget", budget=2), by)
    assert two.select("origin", "area").rows() == [(500, 0), (500, 1), (501, 1), (501, 2)]
    likely = proposed(rows, ProposalRule(kind="cost_loss", cost_loss=0.3), by)
    assert likely.select("origin", "area").rows() == [(500, 0), (500, 1), (501, 1)]
    deaths = np.zeros((3, 8))  # months 498 … 505
    deaths[0, 3] = 2
    deaths[1, 5] = 3
    model, plain = rule_records(
        rows,
        ProposalRule(kind="budget", budget=2),
        ["model"],
        deaths,
        first=498,
        horizon_months=3,
    )
    assert (model.hits, model.false_alarms, model.misses, model.quiet) == (2, 2, 1, 1)
    assert (plain.hits, plain.false_alarms, plain.misses) == (1, 2, 2)
    # Area 0: proposed in 500, death in 501. Area 1: proposed from 500 on, death in 503.
    assert (model.leads, model.lead_months) == (2, 2.0)
    assert lead_times(two, np.ones((3, 8)), first=498, horizon_months=3) == []
    with pytest.raises(Exception, match="cost-loss"):
        ProposalRule(kind="cost_loss", cost_loss=1.5)


def test_lists_of_ten_by_hand() -> None:
    chances = {
        (origin, area): (
            1 - area / 20,
            12.0 if area in {2, 15} else 0.0,
            5.0 if area == 15 else 0.0,
        )
        for origin in (500, 501)
        for area in range(16)
    }
    model, plain = named_counts(rows_of(chances), ["model"])
    assert (model.named, model.hits, model.as_many, model.as_many_hits) == (20, 2, 2, 0)
    assert (model.grave, model.grave_named, model.outbreaks) == (4, 2, 2)
    assert (model.quiet_named, model.quiet_hits) == (20, 2)
    assert (plain.name, plain.named, plain.hits) == ("past-12-months", 2, 2)
    assert model.hits_ahead is not None
    assert model.hits_ahead.value == pytest.approx(-1)
    assert model.grave_ahead is not None
    assert model.grave_ahead.value == pytest.approx(0)
