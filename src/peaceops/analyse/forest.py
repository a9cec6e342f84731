"""Trees: grown with LightGBM, one thread, the same bytes every time.

Sources: Ke et al. (2017), "LightGBM: A Highly Efficient Gradient Boosting Decision Tree";
Meinshausen (2006), "Quantile Regression Forests", Journal of Machine Learning Research 7.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from peaceops.analyse.once import Arrays, Form
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
        mass: shape (leaves, bins), sparse; each row sums to 1.
    """

    booster: Any
    first: NDArray[np.int64]
    mass: csr_array


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
    parts = []
    for leaf, size in zip(found.T, sizes, strict=True):
        flat = np.bincount(leaf * bins + place, weight, size * bins)
        counted = flat.reshape(size, bins).astype(np.float32)
        total = counted.sum(axis=1, keepdims=True)
        parts.append(csr_array(counted / np.where(total > 0, total, np.float32(1))))
    return LeafHistograms(booster, first, csr_array(vstack(parts, format="csr"), dtype=np.float64))


def spread(forest: LeafHistograms, figures: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the mean histogram over the trees for each row, shape (rows, bins)."""
    found = leaves(forest.booster, figures) + forest.first
    rows, trees = found.shape
    ends = np.arange(0, rows * trees + 1, trees)
    shape = (rows, forest.mass.shape[0])
    chosen = csr_array((np.ones(rows * trees), found.ravel(), ends), shape=shape)
    total: NDArray[np.float64] = (chosen @ forest.mass).toarray() / trees
    return total


def to_arrays(forest: LeafHistograms | None) -> Arrays:
    """Write a forest as arrays; shares are kept in single precision, which they came from."""
    if forest is None:
        return {}
    return {
        "trees": trees_to_array(forest.booster),
        "first": forest.first,
        "mass": forest.mass.data.astype(np.float32),
        "bin": forest.mass.indices,
        "end": forest.mass.indptr,
        "shape": np.array(forest.mass.shape),
    }


def from_arrays(arrays: Arrays) -> LeafHistograms | None:
    """Read a forest written by `to_arrays`."""
    if not arrays:
        return None
    parts = (arrays["mass"].astype(np.float64), arrays["bin"], arrays["end"])
    mass = csr_array(parts, shape=tuple(arrays["shape"]))
    return LeafHistograms(trees_from_array(arrays["trees"]), arrays["first"], mass)


def trees_to_array(booster: Any) -> NDArray[np.uint8]:
    """Write trees as bytes; LightGBM's text holds every figure in full."""
    return np.frombuffer(booster.model_to_string().encode(), np.uint8)


def trees_from_array(written: NDArray[np.uint8]) -> Any:
    """Read trees written by `trees_to_array`."""
    return lightgbm().Booster(model_str=written.tobytes().decode())


LEAVES = Form(to_arrays, from_arrays)
"""How a forest is kept."""
