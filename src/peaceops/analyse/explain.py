"""Say why: exact contributions of the trees to the odds, and the past moments most alike.

The contributions are Shapley values of the boosted trees that answer whether anybody dies
(`models.hurdle`); they add up to its log odds. The moments are those that share most leaves of the
quantile forest. Both are members of the blend, not the whole of it; the words around them say so.

Source: Lundberg et al. (2020), "From local explanations to global understanding with explainable AI
for trees", Nature Machine Intelligence 2.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from peaceops.analyse.feature import traits
from peaceops.analyse.forest import LEAVES, leaves
from peaceops.analyse.history import History, Window, cut
from peaceops.analyse.lesson import latest, lessons
from peaceops.analyse.models import hurdle, quantile_forest
from peaceops.analyse.once import REFIT_MONTHS, learnt_once
from peaceops.domain.explanation import Analogue, Driver, DriverKind, Explanation

ANALOGUES = 3


def explain(past: History, window: Window, areas: Sequence[int]) -> tuple[Explanation, ...]:
    """Explain the outlook of some areas; nothing where the past was too short for trees.

    Args:
        past: up to the origin.
        window: the months ahead.
        areas: indices in the lattice.
    """
    chance = learnt_once(hurdle.learn, past, window, hurdle.HURDLE)
    forest = learnt_once(quantile_forest.learn, past, window, LEAVES)
    if chance is None or forest is None or not areas:
        return ()
    chosen = np.asarray(areas)
    now = latest(past)[chosen]
    groups = _groups(past)
    pushes = _pushes(chance.chance, now, groups)
    months = past.deaths.shape[1]
    before = None
    if months > 1:
        earlier = latest(cut(past, past.origin - 1))[chosen]
        before = _pushes(chance.chance, earlier, groups)
    alike = _analogues(forest.booster, past, window, now)
    return tuple(
        Explanation(
            area=area,
            drivers=_drivers(pushes[place], None if before is None else before[place]),
            analogues=alike[place],
        )
        for place, area in enumerate(areas)
    )


def _groups(past: History) -> tuple[str, ...]:
    """Return the kind of each figure, in their order."""
    return tuple(trait.group for trait in traits(past))


def _pushes(
    booster: Any, figures: NDArray[np.float32], groups: Sequence[str]
) -> NDArray[np.float64]:
    """Return the contribution of each kind of figures to the log odds, shape (rows, kinds)."""
    parts = np.asarray(booster.predict(figures, pred_contrib=True, num_threads=1), np.float64)
    kind = np.array(groups)
    return np.stack([parts[:, :-1][:, kind == name].sum(axis=1) for name in DriverKind], axis=1)


def _drivers(now: NDArray[np.float64], before: NDArray[np.float64] | None) -> tuple[Driver, ...]:
    found = [
        Driver(
            kind=kind,
            factor=round(float(np.exp(now[place])), 3),
            change=None if before is None else round(float(np.exp(now[place] - before[place])), 3),
        )
        for place, kind in enumerate(DriverKind)
    ]
    return tuple(sorted(found, key=lambda driver: -abs(np.log(max(driver.factor, 1e-6)))))


def _analogues(
    booster: Any, past: History, window: Window, now: NDArray[np.float32]
) -> list[tuple[Analogue, ...]]:
    """Return for each row the past lessons that share most leaves with it."""
    month = past.origin - past.origin % REFIT_MONTHS
    known = past.deaths.shape[1] - (past.origin - month)
    learnt_from = cut(past, month) if known > REFIT_MONTHS else past
    taught = lessons(learnt_from, window)
    theirs, ours = leaves(booster, taught.figures), leaves(booster, now)
    first = learnt_from.origin - learnt_from.deaths.shape[1] + 1
    found = []
    for row in ours:
        likeness = (theirs == row).mean(axis=1)
        order = np.lexsort((taught.area, -taught.month, -likeness))
        kept: dict[int, Analogue] = {}
        for place in order[: 50 * ANALOGUES]:
            area = int(taught.area[place])
            if area not in kept and len(kept) < ANALOGUES:
                kept[area] = Analogue(
                    area=area,
                    month=int(first + taught.month[place]),
                    likeness=round(float(likeness[place]), 3),
                    deaths=float(taught.outcome[place]),
                )
        found.append(tuple(kept.values()))
    return found
