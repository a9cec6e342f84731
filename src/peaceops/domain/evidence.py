"""How much evidence weighs: origins that do not meet, grades, and age (doctrine B5, D3).

Weighing is an overlay: it never changes or deletes what was recorded.
"""

from collections.abc import Collection, Iterable

_LEAST, _MOST = 0.2, 1.0
_RELIABILITY = dict(zip("ABCDE", (1.0, 0.8, 0.6, 0.4, 0.2), strict=True))
_CREDIBILITY = dict(zip("12345", (1.0, 0.8, 0.6, 0.4, 0.2), strict=True))


def independent_origins(chains: Iterable[Collection[str]]) -> int:
    """Count the groups of items that share no ancestor.

    The connected components after joining all chains that meet anywhere: two items that go back to
    one origin count once, however many publishers stand between.

    Args:
        chains: for each item the ids of all it goes back to, its own among them.
    """
    groups: list[set[str]] = []
    for chain in chains:
        together = set(chain)
        apart = []
        for group in groups:
            if group.isdisjoint(together):
                apart.append(group)
            else:
                together |= group
        groups = [*apart, together]
    return len(groups)


def first_weight(grade: str) -> tuple[float, float]:
    """Return the least and the greatest weight of a fresh item by its grade, such as B2.

    Each scale runs from 1 for its best to 0.2 for its worst, and an item weighs their geometric
    mean. This is a convention of this software. F and 6 mean unknown and run through the whole
    scale.
    """
    reliability = _RELIABILITY.get(grade[:1])
    credibility = _CREDIBILITY.get(grade[1:2])
    low = (reliability or _LEAST) * (credibility or _LEAST)
    high = (reliability or _MOST) * (credibility or _MOST)
    return low**0.5, high**0.5


def decayed(first: float, age: float, lifetime: float, shape: float) -> float:
    """Return what is left of a weight: `w(t) = w0 · (1 − (t/τ)^(1/δ))` for `t ≤ τ`, else 0.

    Args:
        first: weight of a fresh item, w0.
        age: in days, t; below zero counts as zero.
        lifetime: in days, τ.
        shape: δ; 1 fades evenly, less keeps weight long and drops late.
    """
    age = max(0.0, age)
    if lifetime <= 0 or age >= lifetime:
        return 0.0
    if shape <= 0:
        return first
    return float(first * (1 - (age / lifetime) ** (1 / shape)))
