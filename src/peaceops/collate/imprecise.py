"""What to do with deaths whose place is known only to a unit or to the country.

Two documented ways, chosen in mission.toml under `[events] imprecise`:

- `coarser` (default): they stay out of cells and count only in the coarser unit.
- `share`: they are shared out over the cells of their unit (or of the country) by where the
  well-placed deaths up to that same month lie; evenly where none lie yet. Nothing later is looked
  at, so the forecast can not learn from it what nobody knew.
"""

from dataclasses import replace
from typing import Literal

import numpy as np
import polars as pl

from peaceops.collate.lattice import Lattice
from peaceops.collate.panel import MEASURES, Panel, build_panel, matrix
from peaceops.collate.place import Placement

Imprecise = Literal["coarser", "share"]


def share_of_deaths(placed: pl.DataFrame) -> float | None:
    """Return the share of deaths (best estimate) in the area that no lattice area could be given.

    Returns:
        None where nobody died in any event.
    """
    inside = placed.filter(pl.col("placement") != Placement.OUTSIDE.value)
    total = int(inside["best"].sum())
    left_out = int(inside.filter(pl.col("placement") != Placement.AREA.value)["best"].sum())
    return left_out / total if total else None


def share_out(panel: Panel, placed: pl.DataFrame, lattice: Lattice) -> Panel:
    """Add the imprecise events to a panel, shared out over the areas of their unit or country.

    The counts of the panel become fractions. The sum over areas grows by just what was left out.
    """
    well_placed = np.cumsum(matrix(panel, "deaths_best"), axis=1)
    everywhere = len(lattice.unit_names)
    areas = np.arange(len(lattice), dtype=np.int32)
    members = pl.DataFrame(
        {
            "unit": np.concatenate([lattice.unit, np.full(len(lattice), everywhere)]),
            "area": np.concatenate([areas, areas]),
        },
        schema={"unit": pl.Int32, "area": pl.Int32},
    )
    # A unit too small to be the main one of any cell is shared out as the country is.
    unit_has_cells = (pl.col("placement") == Placement.UNIT.value) & pl.col("unit").is_in(
        members["unit"].unique().to_list()
    )
    coarse = placed.filter(
        pl.col("placement").is_in([Placement.UNIT.value, Placement.COUNTRY.value])
    ).with_columns(
        area=pl.when(unit_has_cells).then("unit").otherwise(pl.lit(everywhere, pl.Int32))
    )
    by_unit = build_panel(
        coarse,
        np.arange(everywhere + 1),
        first=panel.first,
        last=panel.last,
        target=panel.target,
        step=panel.step,
    ).counts
    pairs = by_unit.rename({"area": "unit"}).join(members, on="unit")
    weight = well_placed[pairs["area"].to_numpy(), pairs["period"].to_numpy() - panel.first]
    group = ("unit", "period")
    added = (
        pairs.with_columns(weight=pl.Series(weight, dtype=pl.Float64))
        .with_columns(total=pl.sum("weight").over(group), members=pl.len().over(group))
        .with_columns(
            share=pl.when(pl.col("total") > 0)
            .then(pl.col("weight") / pl.col("total"))
            .otherwise(1 / pl.col("members"))
        )
        .filter(pl.col("share") > 0)
        .select("area", "period", pl.col(MEASURES) * pl.col("share"))
    )
    counts = (
        pl.concat([panel.counts, added])
        .group_by("area", "period")
        .agg(pl.col(MEASURES).sum())
        .sort("area", "period")
    )
    return replace(panel, counts=counts)
