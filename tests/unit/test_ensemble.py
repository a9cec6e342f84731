"""Scores of samples agree with scoringrules and with the plain form of each formula."""

import numpy as np
import pytest
import scoringrules
from numpy.typing import NDArray

from peaceops.analyse.skill.ensemble import score_samples
from peaceops.analyse.skill.ignorance import BIN_EDGES


@pytest.mark.parametrize("size", [1, 2, 101, 1000])
@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_scores_of_samples(size: int, kind: type) -> None:
    generator = np.random.default_rng(size)
    samples: NDArray[np.floating] = generator.negative_binomial(0.3, 0.02, (60, size)).astype(kind)
    samples[:5] = 0
    happened = generator.negative_binomial(0.3, 0.02, 60).astype(float)
    happened[:3] = [0, 17, 100_000]
    before = samples.copy()
    found = score_samples(samples, happened)
    assert np.array_equal(samples, before)
    wide = samples.astype(float)
    assert found.crps == pytest.approx(
        scoringrules.crps_ensemble(happened, wide, estimator="qd"), rel=1e-5, abs=1e-5
    )
    assert found.crps_log1p == pytest.approx(
        scoringrules.crps_ensemble(np.log1p(happened), np.log1p(wide), estimator="qd"),
        rel=1e-4,
        abs=1e-4,
    )
    assert found.p_ge_1 == pytest.approx((wide >= 1).mean(axis=1))
    assert found.p_ge_25 == pytest.approx((wide >= 25).mean(axis=1))
    low, high = np.quantile(wide, [0.05, 0.95], axis=1)
    missed = np.maximum(low - happened, 0) + np.maximum(happened - high, 0)
    assert found.mis == pytest.approx(high - low + 20 * missed, rel=1e-5)
    edges = np.array([-np.inf, *BIN_EDGES, np.inf])
    counts = [np.histogram(row, edges)[0] for row in wide]
    right = [
        row[np.searchsorted(edges, truth) - 1] for row, truth in zip(counts, happened, strict=True)
    ]
    assert found.ignorance == pytest.approx(-np.log2((np.array(right) + 1) / (size + 11)))
