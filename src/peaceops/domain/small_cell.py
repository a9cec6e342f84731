"""Small counts about people: withheld, together with as many others as keep them unknown.

A count below five can point to persons. Withholding it alone is not enough where a total and the
other parts still stand: whoever subtracts has it back. So parts, and totals where nothing else is
left, are withheld besides until nobody who knows the rest can tell a withheld small count more
closely than within five.

Source: doctrine B15 (small cells suppressed), D4.5 INF-05 d (`least_people_cell`).
"""

from collections.abc import Mapping, Sequence
from math import inf
from typing import Any

import msgspec

LEAST = 5
"""Counts about people below it do not leave; zero neither, for it tells of everyone in a group."""


class Sum(msgspec.Struct, frozen=True):
    """A count and those that add up to it, by name."""

    total: str
    parts: tuple[str, ...]


def withheld_counts(counts: Mapping[str, int | None], sums: Sequence[Sum] = ()) -> frozenset[str]:
    """Return the names of the counts that must not be shown.

    Args:
        counts: about people, by name; None is unknown, and stays what it is.
        sums: what is known to add up. Each count is a part in one sum at most, and no count goes
            back to itself; where that is not so, all counts of the sums are withheld.
    """
    known = {name: value for name, value in counts.items() if value is not None}
    small = {name for name, value in known.items() if value < LEAST}
    if not small:
        return frozenset()
    if not _is_forest(sums):
        return frozenset(small | {name for one in sums for name in (one.total, *one.parts)})
    # What is unknown is taken as adding nothing: that helps whoever subtracts, and no one else.
    equations = [
        (one.total, [part for part in one.parts if part in known])
        for one in sums
        if one.total in known
    ]
    hidden = set(small)
    while True:
        bounds = _bounds(known, equations, hidden)
        pinned = sorted(name for name in small if bounds[name][1] - bounds[name][0] < LEAST)
        further = next(
            (other for name in pinned if (other := _beside(name, known, equations, hidden))), None
        )
        if further is None:
            return frozenset(hidden)
        hidden.add(further)


def people_shown(value: Any) -> tuple[Any, bool]:
    """Return a count, or counts that are told apart, without those that must not be shown.

    Args:
        value: a count; counts by name, a mapping among them telling its parts of the `total`; or
            parts that do not overlap and have no total, each with its `number`.

    Returns:
        what is left, None for nothing; and whether anything was withheld. Of a small part nothing
        is left: that there is one tells already.
    """
    if isinstance(value, list):
        numbers = {str(place): part.get("number") for place, part in enumerate(value)}
        hidden = withheld_counts(numbers)
        parts = [part for place, part in enumerate(value) if str(place) not in hidden]
        return (parts or None), len(parts) < len(value)
    if not isinstance(value, Mapping):
        hidden = withheld_counts({"": value})
        return (None if hidden else value), bool(hidden)
    counts, sums = told_apart(value)
    hidden = withheld_counts(counts, sums)
    return (_without(value, hidden) or None), bool(hidden)


def told_apart(people: Mapping[str, Any]) -> tuple[dict[str, int | None], list[Sum]]:
    """Return counts about people by path, and what adds up to what.

    `{"total": 60, "sex": {"women": 37, "men": 23}}` is told apart as `total`, `sex.women` and
    `sex.men`, of which the last two add up to the first.
    """
    counts: dict[str, int | None] = {}
    sums: list[Sum] = []
    for name, value in people.items():
        if isinstance(value, Mapping):
            parts = {f"{name}.{part}": count for part, count in value.items()}
            counts.update(parts)
            sums.append(Sum("total", tuple(parts)))
        else:
            counts[name] = value
    return counts, sums


def _without(people: Mapping[str, Any], hidden: frozenset[str]) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    for name, value in people.items():
        if isinstance(value, Mapping):
            left = {part: n for part, n in value.items() if f"{name}.{part}" not in hidden}
            if left:
                shown[name] = left
        elif name not in hidden:
            shown[name] = value
    return shown


def _is_forest(sums: Sequence[Sum]) -> bool:
    """Tell whether bounds can be told exactly by passing them along: no way leads back."""
    above: dict[str, str] = {}
    for one in sums:
        for part in one.parts:
            if part in above:
                return False
            above[part] = one.total
    for start in tuple(above):
        seen, name = {start}, start
        while name in above:
            name = above[name]
            if name in seen:
                return False
            seen.add(name)
    return True


def _bounds(
    known: Mapping[str, int],
    equations: Sequence[tuple[str, list[str]]],
    hidden: set[str],
) -> dict[str, tuple[float, float]]:
    """Return between what a reader can tell each count to lie, from what is shown."""
    bounds: dict[str, tuple[float, float]] = {
        name: (0.0, inf) if name in hidden else (value, value) for name, value in known.items()
    }
    changed = True
    while changed:
        changed = False
        for total, parts in equations:
            low = sum(bounds[part][0] for part in parts)
            high = sum(bounds[part][1] for part in parts)
            told = {total: (low, high)}
            for part in parts:
                others = [bounds[other] for other in parts if other != part]
                told[part] = (
                    bounds[total][0] - sum(other[1] for other in others),
                    bounds[total][1] - sum(other[0] for other in others),
                )
            for name, (least, most) in told.items():
                tighter = (max(bounds[name][0], least), min(bounds[name][1], most))
                if name in hidden and tighter != bounds[name] and tighter[0] <= tighter[1]:
                    bounds[name] = tighter
                    changed = True
    return bounds


def _beside(
    name: str,
    known: Mapping[str, int],
    equations: Sequence[tuple[str, list[str]]],
    hidden: set[str],
) -> str | None:
    """Return what to withhold next so that a count can be told less closely.

    The smallest shown part of a sum in which it, or something withheld beside it, stands; where no
    part is left, the smallest total.
    """
    near, reached = {name}, False
    while not reached:
        further = {
            other
            for total, parts in equations
            if near & {total, *parts}
            for other in (total, *parts)
            if other in hidden
        }
        reached = further <= near
        near |= further
    touching = [(total, parts) for total, parts in equations if near & {total, *parts}]
    parts = {part for _, those in touching for part in those} - hidden
    totals = {total for total, _ in touching} - hidden - parts
    shown = parts or totals
    return min(shown, key=lambda other: (known[other], other)) if shown else None
