"""Where there are too many areas, weights are learnt from a part that stands for all."""

import numpy as np
import pytest

from peaceops.analyse.history import History, Window, marks
from peaceops.analyse.models import model_named
from peaceops.analyse.sample import part_of, sampled_areas
from peaceops.analyse.stack import area_weights
from peaceops.evaluate.backtest import whole
from tests.invented_record import moving_violence

PAST = whole(moving_violence(areas=60))


def test_a_sample_is_of_both_kinds_with_those_around_and_blind_to_later() -> None:
    deaths = PAST.deaths.copy()
    deaths[30:, :50] = 0
    past = History(deaths, PAST.neighbours, PAST.origin, PAST.beside)
    chosen = sampled_areas(past, 18, until=50)
    assert np.all(np.diff(chosen) > 0)
    assert 12 <= len(chosen) <= 30
    assert (chosen < 30).sum() >= 4
    assert (chosen >= 30).sum() >= 4
    # Each area stands next to another that was chosen.
    inside = np.isin(past.neighbours[chosen], chosen)
    assert inside.any(axis=1).all()
    deaths[:, 50:] = deaths[::-1, 50:] + 9
    later = History(deaths, PAST.neighbours, PAST.origin, PAST.beside)
    assert sampled_areas(later, 18, until=50).tolist() == chosen.tolist()
    assert len(sampled_areas(past, 18, until=-5)) > 0


def test_a_part_keeps_its_own_neighbours_alone() -> None:
    part = part_of(PAST, np.array([3, 4, 9]))
    assert np.array_equal(part.deaths, PAST.deaths[[3, 4, 9]])
    assert part.neighbours.tolist() == [[-1, 1], [0, -1], [-1, -1]]
    assert np.array_equal(part.beside[0], PAST.beside[0][[3, 4, 9]])
    assert part.known is None
    assert part.marks is not None
    assert marks(part)[-1] != marks(PAST)[-1]


def test_many_areas_believe_the_member_that_was_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("peaceops.analyse.stack.MOST_AREAS", 20)
    monkeypatch.setattr("peaceops.analyse.stack.SAMPLED_AREAS", 12)
    deaths = np.zeros((60, 120))
    deaths[::2] = 7
    deaths[::2, ::5] = 8
    past = History(deaths, np.full((60, 1), -1), 400)
    members = (model_named("conflictology-12"), model_named("zero"))
    weights = area_weights(members, past, Window(1, 1))
    assert weights.shape == (60, 2)
    assert weights.sum(axis=1) == pytest.approx(1)
    assert np.all(weights[::2, 0] > 0.9)
    assert np.ptp(weights[::2], axis=0).max() == 0  # one record for all of a group
