"""The whole world as a panel: 176,579 events read, checked and counted by cell and month.

Limit: 5 s. Peer in the same run: the same counting with a dictionary, event by event, which is how
such panels are often written.
"""

import time
from collections import defaultdict
from pathlib import Path

import numpy as np
import polars as pl

from peaceops.acquire.intake import read_events
from peaceops.collate.panel import Panel, build_panel
from peaceops.domain.cell import cell_at
from peaceops.domain.month import month_of

LIMIT_SECONDS = 5.0
WORLD = (
    Path(__file__).resolve().parents[2]
    / "shared/data/ucdp_ged/ged_v21_1_global_where_prec_1_2.parquet"
)


def measure() -> str:
    """Return a table in Markdown."""
    if not WORLD.exists():
        return "Panel of the world: not measured, ../shared/data is not here.\n"
    start = time.perf_counter()
    events = read_events([WORLD]).events
    read = time.perf_counter()
    panel = world_panel(events)
    built = time.perf_counter()
    plain = by_hand(events)
    compared = time.perf_counter()
    same = sum(plain.values()) == panel.counts["deaths_best"].sum()
    rows = [
        ("reading and checking", read - start),
        ("cell × month panel, 11 measures, sparse", built - read),
        ("both", built - start),
        ("limit for both", LIMIT_SECONDS),
        ("peer: a dictionary, one measure", compared - built),
    ]
    lines = "\n".join(f"| {name} | {seconds:.2f} |" for name, seconds in rows)
    return (
        "## Panel of the world\n\n"
        f"{events.height:,} events, {len(panel.ids):,} cells with events, {panel.periods} months, "
        f"{panel.counts.height:,} filled cell-months; sums agree: {same}.\n\n"
        f"| what | seconds |\n|---|---|\n{lines}\n"
    )


def world_panel(events: pl.DataFrame) -> Panel:
    """Count the events of the world by the cells that have any."""
    cells = cell_at(events["latitude"].to_numpy(), events["longitude"].to_numpy())
    ids, area = np.unique(cells, return_inverse=True)
    days = events["date_end"].sort()
    return build_panel(
        events.with_columns(pl.Series("area", area.astype(np.int32))),
        ids,
        first=month_of(days[0]),
        last=month_of(days[-1]),
        target="civilian_deaths_proxy",
    )


def by_hand(events: pl.DataFrame) -> dict[tuple[int, int], int]:
    """Count deaths event by event."""
    counted: dict[tuple[int, int], int] = defaultdict(int)
    for latitude, longitude, day, best in events.select(
        "latitude", "longitude", "date_end", "best"
    ).iter_rows():
        cell = int((latitude + 90) // 0.5) * 720 + int((longitude + 180) // 0.5) + 1
        counted[cell, month_of(day)] += best
    return counted
