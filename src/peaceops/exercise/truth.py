"""The truth as tables: what was to be expected of each cell and month, and what happened there."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from peaceops.domain.month import Month
from peaceops.exercise.belligerent import Belligerent
from peaceops.exercise.simulation import Happened, Truth

TRUTH_SCHEMA = pl.Schema(
    {
        "cell": pl.Int64,  # PRIO-GRID id
        "month": pl.Int64,  # VIEWS integer
        "p_civilian_killed": pl.Float64,  # P(≥ 1 civilian killed), given the months before
        "p_civilian_killed_recorded": pl.Float64,  # the same, as the record will place it
        "expected_civilians": pl.Float64,  # civilian deaths to be expected
        "expected_deaths": pl.Float64,  # deaths of all people to be expected
        "civilians": pl.Int64,  # civilians that were killed
        "deaths": pl.Int64,  # people that were killed
    }
)
"""Every cell in every month, sorted by month and cell; the last two are what happened."""

INTENSITY_SCHEMA = pl.Schema(
    {
        "cell": pl.Int64,
        "month": pl.Int64,
        "actor": pl.String,  # the belligerent whose presence makes the events
        "expected_events": pl.Float64,  # Poisson rate, averaged over the phases still open
    }
)
"""Where and when an actor can act at all."""


def truth_table(
    truth: Truth, happened: Happened, cells: NDArray[np.int64], first_month: Month
) -> pl.DataFrame:
    """Lay out the truth, a row for each cell and month."""
    months = len(truth.deaths)
    slot = happened.month * len(cells) + happened.cell
    size = months * len(cells)
    return pl.DataFrame(
        {
            "cell": np.tile(cells, months),
            "month": np.repeat(first_month + np.arange(months), len(cells)),
            "p_civilian_killed": truth.civilian_killed.ravel(),
            "p_civilian_killed_recorded": truth.civilian_killed_recorded.ravel(),
            "expected_civilians": truth.civilians.ravel(),
            "expected_deaths": truth.deaths.ravel(),
            "civilians": np.bincount(slot, happened.civilians, size).astype(np.int64),
            "deaths": np.bincount(slot, happened.civilians + happened.armed, size).astype(np.int64),
        },
        schema=TRUTH_SCHEMA,
    )


def intensity_table(
    truth: Truth,
    belligerents: tuple[Belligerent, ...],
    cells: NDArray[np.int64],
    first_month: Month,
) -> pl.DataFrame:
    """Lay out the expected events of each actor, where there can be any."""
    month, actor, cell = np.nonzero(truth.events)
    names = pl.DataFrame(
        {"number": range(len(belligerents)), "actor": [b.name for b in belligerents]}
    )
    return (
        pl.DataFrame(
            {
                "cell": cells[cell],
                "month": first_month + month,
                "number": actor,
                "expected_events": truth.events[month, actor, cell],
            }
        )
        .join(names, on="number", how="left", maintain_order="left")
        .select(INTENSITY_SCHEMA.names())
    )
