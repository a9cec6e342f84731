"""Small linear models: names of features and numbers in one file, plain arithmetic to use them.

`tools/train_mandate.py` makes the file from the shared codings.
"""

import json
import math
from functools import lru_cache
from typing import Any

import msgspec

from peaceops.data import path
from peaceops.direct.mandate.feature import Features

WEIGHTS_FILE = "mandate/weights.json"


class Linear(msgspec.Struct, frozen=True):
    """A logistic model of one yes-or-no question.

    Attributes:
        threshold: the probability from which the answer is yes.
    """

    intercept: float
    weights: dict[str, float]
    threshold: float = 0.5

    def probability(self, features: Features) -> float:
        """Return the probability of yes."""
        score = self.intercept + sum(
            self.weights.get(name, 0.0) * value for name, value in features.items()
        )
        return 1 / (1 + math.exp(-max(min(score, 30.0), -30.0)))


class Weights(msgspec.Struct, frozen=True):
    """All committed models: of categories (one for all) and of the level."""

    category: Linear
    level: Linear


@lru_cache(maxsize=1)
def committed_weights() -> Weights:
    """Return the weights that are shipped."""
    table: Any = json.loads(path(WEIGHTS_FILE).read_text(encoding="utf-8"))
    return msgspec.convert(table["models"], Weights)
