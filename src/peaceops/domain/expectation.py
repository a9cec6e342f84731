"""How far answers agree, and how far what is expected exceeds what can be delivered (doctrine D3).

Action is graded from 0 (nothing) to 5 (force up to the last level).
"""

from collections.abc import Mapping, Sequence
from itertools import combinations

import msgspec

HIGHEST_ACTION = 5


def agreement_index(answers: Sequence[int], highest: int = HIGHEST_ACTION) -> float | None:
    """Return how far answers on a scale from 0 to `highest` agree.

    One minus the mean absolute difference of pairs, over the most that so many answers can differ:
    all the same gives 1, half at each end gives 0. Fewer than two answers neither agree nor differ.
    """
    count = len(answers)
    if count < 2:
        return None
    differences = sum(abs(one - other) for one, other in combinations(answers, 2))
    most = highest * (count // 2) * (count - count // 2)
    return 1 - differences / most


class Deliverable(msgspec.Struct, frozen=True):
    """What a mission can deliver in a scenario: the lowest of its layers.

    Attributes:
        low, high: levels between which it lies; the same where every layer is known.
        binding: the layers that hold it down to `high`.
    """

    low: int
    high: int
    binding: tuple[str, ...]


def deliverable(layers: Mapping[str, int | None]) -> Deliverable:
    """Return what layers allow together; None is a layer that may allow anything."""
    known = {name: level for name, level in layers.items() if level is not None}
    high = min(known.values(), default=HIGHEST_ACTION)
    return Deliverable(
        low=high if len(known) == len(layers) else 0,
        high=high,
        binding=tuple(name for name, level in known.items() if level == high),
    )


def gap(expected: int, delivered: Deliverable) -> tuple[int, int]:
    """Return the least and the most by which what is expected exceeds what can be delivered."""
    return expected - delivered.high, expected - delivered.low
