"""Trees: grown with LightGBM, one thread, the same bytes every time.

Sources: Ke et al. (2017), "LightGBM: A Highly Efficient Gradient Boosting Decision Tree";
Meinshausen (2006), "Quantile Regression Forests", Journal of Machine Learning Research 7.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from peaceops.domain.error import PeaceopsError

_SAME_EVERY_TIME: dict[str, Any] = {
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "seed": 7,
    "verbose": -1,
    "feature_pre_filter": False,
}

FOREST: dict[str, Any] = {
    "boosting": "rf",
    "objective": "regression",
    "num_leaves": 96,
    "min_data_in_leaf": 25,
    "bagging_fraction": 0.6,
    "bagging_freq": 1,
    "feature_fraction": 0.4,
}
TREES = 120


def lightgbm() -> Any:
    """Return LightGBM.

    Raises:
        PeaceopsError: a library of the system that it needs is missing.
    """
    try:
        import lightgbm as loaded  # noqa: PLC0415
    except OSError as error:
        raise PeaceopsError(
            f"LightGBM can not be loaded: {error}",
            remedy="install the system's libgomp1, or choose a model without trees, such as decay",
        ) from error
    return loaded


def grow(
    figures: NDArray[np.float32],
    aim: NDArray[np.float64],
    weight: NDArray[np.float64],
    parameters: Mapping[str, Any],
    trees: int,
) -> Any:
    """Grow trees; returns LightGBM's booster."""
    library = lightgbm()
    settings = {**_SAME_EVERY_TIME, **parameters}
    data = library.Dataset(figures, aim, weight=weight, params=settings)
    return library.train(settings, data, num_boost_round=trees)


def leaves(booster: Any, figures: NDArray[np.float32]) -> NDArray[np.int64]:
    """Return the leaf of each row in each tree, shape (rows, trees)."""
    found = booster.predict(figures, pred_leaf=True, num_threads=1)
    return np.asarray(found, np.int64).reshape(len(figures), -1)


def predict(booster: Any, figures: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the trees' predictions, shape (rows,)."""
    return np.asarray(booster.predict(figures, num_threads=1), np.float64)


@dataclass(frozen=True)
class LeafHistograms:
    """What lies in each leaf of a forest.

    Attributes:
        booster: the trees.
        first: shape (trees,); where each tree's leaves begin in `mass`.
        mass: shape (leaves, bins), float32; each row sums to 1.
    """

    booster: Any
    first: NDArray[np.int64]
    mass: NDArray[np.float32]


def leaf_histograms(
    booster: Any,
    figures: NDArray[np.float32],
    place: NDArray[np.int64],
    weight: NDArray[np.float64],
    bins: int,
) -> LeafHistograms:
    """Fill the leaves of a forest with the outcomes that fall into them.

    Args:
        booster: the trees.
        figures, place, weight: the lessons; `place` is the bin of the outcome, shape (m,).
        bins: how many there are.
    """
    found = leaves(booster, figures)
    sizes = found.max(axis=0) + 1
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    rows = (found + first).T
    mass = np.zeros((int(sizes.sum()), bins), np.float32)
    for tree, leaf in enumerate(rows):
        start, size = int(first[tree]), int(sizes[tree])
        flat = np.bincount((leaf - start) * bins + place, weight, size * bins)
        mass[start : start + size] = flat.reshape(size, bins)
    total = mass.sum(axis=1, keepdims=True)
    mass /= np.where(total > 0, total, np.float32(1))
    return LeafHistograms(booster, first, mass)


def spread(forest: LeafHistograms, figures: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the mean histogram over the trees for each row, shape (rows, bins)."""
    found = leaves(forest.booster, figures) + forest.first
    total = np.zeros((len(figures), forest.mass.shape[1]))
    for column in found.T:
        total += forest.mass[column]
    total /= found.shape[1]
    return total
