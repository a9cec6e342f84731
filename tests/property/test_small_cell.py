"""No small count comes back: an attacker with linear programming on whatever is shown."""

from collections.abc import Mapping, Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from peaceops.domain.small_cell import LEAST, Sum, withheld_counts

SIZES = st.one_of(st.integers(0, 6), st.integers(0, 40), st.integers(0, 100_000))


@st.composite
def tables(draw: st.DrawFn) -> tuple[dict[str, int], list[Sum]]:
    """Draw counts that add up: a total told apart in several ways, some parts told apart again."""
    counts: dict[str, int] = {}
    sums: list[Sum] = []
    total = draw(SIZES)
    counts["all"] = total
    for way in range(draw(st.integers(1, 3))):
        names = _share(draw, counts, f"w{way}", total)
        sums.append(Sum("all", names))
        if draw(st.booleans()):
            whole = draw(st.sampled_from(names))
            sums.append(Sum(whole, _share(draw, counts, f"{whole}.", counts[whole])))
    return counts, sums


def _share(draw: st.DrawFn, counts: dict[str, int], stem: str, total: int) -> tuple[str, ...]:
    cuts = sorted(draw(st.lists(st.integers(0, total), min_size=1, max_size=4)))
    ends = [0, *cuts, total]
    names = tuple(f"{stem}-{place}" for place in range(len(ends) - 1))
    counts.update({name: ends[i + 1] - ends[i] for i, name in enumerate(names)})
    return names


def told(
    counts: Mapping[str, int], sums: Sequence[Sum], hidden: frozenset[str], name: str
) -> tuple[float, float]:
    """Return between what the best attacker can tell a withheld count to lie."""
    unknown = sorted(hidden)
    rows, right = [], []
    for one in sums:
        row = np.zeros(len(unknown))
        shown = 0.0
        for other, sign in ((one.total, -1.0), *((part, 1.0) for part in one.parts)):
            if other in hidden:
                row[unknown.index(other)] += sign
            else:
                shown += sign * counts[other]
        rows.append(row)
        right.append(-shown)
    ends = []
    for sign in (1.0, -1.0):
        aim = np.zeros(len(unknown))
        aim[unknown.index(name)] = sign
        found = linprog(aim, A_eq=np.array(rows), b_eq=np.array(right), bounds=(0, None))
        ends.append(sign * found.fun if found.status == 0 else np.inf)
    return ends[0], ends[1]


@given(tables())
def test_no_small_count_can_be_told_closer_than_within_five(
    table: tuple[dict[str, int], list[Sum]],
) -> None:
    counts, sums = table
    hidden = withheld_counts(counts, sums)
    for name, value in counts.items():
        if value < LEAST:
            assert name in hidden
            low, high = told(counts, sums, hidden, name)
            assert high - low >= LEAST - 1e-6


@given(tables())
def test_where_nothing_is_small_nothing_is_withheld(
    table: tuple[dict[str, int], list[Sum]],
) -> None:
    counts, sums = table
    if all(value >= LEAST for value in counts.values()):
        assert withheld_counts(counts, sums) == frozenset()
