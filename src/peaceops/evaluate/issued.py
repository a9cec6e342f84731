"""Lay what happened beside an outlook that was issued."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from peaceops.collate.coverage import Coverage
from peaceops.domain.accuracy_note import Miss, MissReason, OutlookAccuracy
from peaceops.domain.month import Month, month_label
from peaceops.evaluate.scoring import GRAVE_DEATHS, NAMED

MOST_MISSES = 10
QUIET_MONTHS = 12


def outlook_accuracy(
    outlook: Mapping[str, Any],
    run: Mapping[str, Any],
    keys: Mapping[str, int],
    deaths: NDArray[np.float64],
    *,
    first: Month,
    origin: Month,
    deaths_then: float | None,
) -> OutlookAccuracy:
    """Compare one issued outlook with the counts known now.

    Args:
        outlook: content of its `outlook.json`; areas rank as they stand there.
        run: content of its `run.json`.
        keys: index of each area's key in `deaths`.
        deaths: shape (n, t); civilian deaths by area and month, as known now.
        first: the first month of `deaths`.
        origin: of the outlook.
        deaths_then: civilian deaths up to the origin as counted then; None where not kept.
    """
    areas = [area for area in outlook["areas"] if str(area["cell"]) in keys]
    rows = np.array([keys[str(area["cell"])] for area in areas])
    horizon = int(areas[0]["horizon_months"])
    until = origin - first + 1
    happened = deaths[rows, until : until + horizon].sum(axis=1)
    before = deaths[rows, max(0, until - QUIET_MONTHS) : until].sum(axis=1)
    chance = np.array([area["p_ge_1"] for area in areas])
    attacked = happened >= 1
    grave = happened >= GRAVE_DEATHS
    order = np.lexsort((np.arange(len(rows)), -before))[:NAMED]
    plain = order[before[order] > 0]
    missed = [place for place in range(NAMED, len(areas)) if attacked[place]]
    gravest = sorted(missed, key=lambda place: (-happened[place], place))[:MOST_MISSES]
    return OutlookAccuracy(
        as_of=outlook["as_of"],
        run_id=run["run_id"],
        model=outlook["model"],
        first_month=month_label(origin + 1),
        last_month=month_label(origin + horizon),
        data_version=outlook["data"]["version"],
        data_vintage=run.get("vintage"),
        areas=len(areas),
        attacked=int(attacked.sum()),
        expected_attacked=round(float(chance.sum()), 3),
        named=min(NAMED, len(areas)),
        hits=int(attacked[:NAMED].sum()),
        plain_named=len(plain),
        plain_hits=int(attacked[plain].sum()),
        grave=int(grave.sum()),
        grave_named=int(grave[:NAMED].sum()),
        brier=round(float(np.mean((chance - attacked) ** 2)), 6),
        deaths_then=deaths_then,
        deaths_now=float(deaths[:, :until].sum()),
        missed=len(missed),
        misses=tuple(
            Miss(
                key=str(areas[place]["cell"]),
                name=areas[place]["name"],
                admin1=areas[place]["admin1"],
                deaths=float(happened[place]),
                rank=place + 1,
                p_ge_1=float(chance[place]),
                reason=_reason(areas[place], float(before[place])),
            )
            for place in gravest
        ),
    )


def _reason(area: Mapping[str, Any], before: float) -> MissReason:
    if area["coverage"] == Coverage.DARK:
        return MissReason.DARK
    quiet = area["quiet_months"] is None or area["quiet_months"] >= QUIET_MONTHS
    if quiet and before > 0:
        return MissReason.LATE_RECORD
    return MissReason.FIRST_OUTBREAK if quiet else MissReason.RANKED_LOWER
