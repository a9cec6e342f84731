"""How many people an event kills: known laws with a heavy tail, cut off at a stated number."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

CAP = 500
"""No invented event kills more people of one kind than this."""


@dataclass(frozen=True)
class DeathLaw:
    """The law of deaths in one event: none with a stated chance, else a power law.

    P(k) is proportional to (k + offset)^-exponent for k = 1 … `CAP`.

    Attributes:
        any_death: probability that someone is killed at all.
        exponent: the larger, the lighter the tail.
        offset: bends the small numbers down; deaths.
    """

    any_death: float
    exponent: float
    offset: float

    @cached_property
    def mass(self) -> NDArray[np.float64]:
        """Probability of 0 … `CAP` deaths."""
        power = (np.arange(1, CAP + 1) + self.offset) ** -self.exponent
        return np.concatenate([[1 - self.any_death], self.any_death * power / power.sum()])

    @cached_property
    def mean(self) -> float:
        """Expected deaths in one event."""
        return float(self.mass @ np.arange(CAP + 1))


NOBODY = DeathLaw(any_death=0.0, exponent=3.0, offset=1.0)


def draw_deaths(law: DeathLaw, count: int, generator: np.random.Generator) -> NDArray[np.int64]:
    """Draw the deaths of a number of events."""
    level = generator.random(count)
    drawn = np.searchsorted(np.cumsum(law.mass), level, side="right")
    return np.minimum(drawn, CAP).astype(np.int64)
