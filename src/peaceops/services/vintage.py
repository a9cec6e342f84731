"""Vintages: the counts that each run rested on, kept by their content and never overwritten."""

from pathlib import Path

import polars as pl

from peaceops.collate.panel import Panel
from peaceops.services.folder import Mission, sha256, writing

FOLDER = "vintages"


def keep_vintage(mission: Mission, panel: Panel, keys: tuple[str, ...]) -> str:
    """Keep the counts of a panel, unless the same are kept already.

    Returns:
        the first 12 hex digits of the hash of their content.
    """
    names = pl.Series(keys, dtype=pl.String)
    table = panel.counts.select(
        area=names.gather(panel.counts["area"]),
        month="period",
        deaths_best="deaths_best",
        civilian_deaths="civilian_deaths",
    ).sort("area", "month")
    mark = sha256(f"{panel.first} {panel.last} {table.write_csv()}".encode())[:12]
    file = _file(mission, mark)
    if not file.exists():
        with writing(file):
            file.parent.mkdir(exist_ok=True)
            aside = file.with_suffix(".part")
            table.write_parquet(aside)
            aside.replace(file)
    return mark


def civilian_deaths_of(mission: Mission, mark: str | None) -> float | None:
    """Return the civilian deaths that a vintage counts; None where it was not kept."""
    if mark is None or not _file(mission, mark).exists():
        return None
    return float(pl.read_parquet(_file(mission, mark))["civilian_deaths"].sum())


def _file(mission: Mission, mark: str) -> Path:
    return mission.folder / FOLDER / f"{mark}.parquet"
