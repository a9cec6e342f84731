"""How likely, in words with ranges; how sure stands apart from it (doctrine B5)."""

from collections.abc import Mapping
from typing import Literal

Likelihood = Literal[
    "remote_chance", "highly_unlikely", "unlikely", "realistic_possibility", "likely",
    "highly_likely", "almost_certain",
]  # fmt: skip

PERCENT: Mapping[Likelihood, tuple[int, int]] = {
    "remote_chance": (0, 5),
    "highly_unlikely": (10, 20),
    "unlikely": (25, 35),
    "realistic_possibility": (40, 50),
    "likely": (55, 75),
    "highly_likely": (80, 90),
    "almost_certain": (95, 100),
}
"""Per cent, both ends included. A national yardstick in wide use, not a rule of the UN's."""


def likelihood_words(likelihood: Likelihood) -> str:
    """Return a likelihood as it is written, such as `likely (55 to 75 %)`."""
    low, high = PERCENT[likelihood]
    return f"{likelihood.replace('_', ' ')} ({low} to {high} %)"
