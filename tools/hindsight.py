"""Print what an outlook made as of a past date said of a place, and what followed there.

    python tools/hindsight.py MISSION --as-of DATE --at LAT LON [--unit NAME]

It reads `out/DATE/outlook.json` of a mission that `peaceops run MISSION --as-of DATE` has made, and
the mission's own events. What followed counts events by their last day in the months of the
outlook's horizon, as the scores do; what stands in no cell is counted apart.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from peaceops.acquire.boundary import country_boundary
from peaceops.analyse.actor import civilian_deaths
from peaceops.collate.lattice import cell_lattice
from peaceops.collate.place import Placement, place_events
from peaceops.domain.cell import cell_at
from peaceops.domain.error import PeaceopsError
from peaceops.domain.month import last_day, parse_month
from peaceops.evaluate.scoring import GRAVE_DEATHS, NAMED
from peaceops.services.event import mission_events
from peaceops.services.folder import open_mission


@dataclass(frozen=True)
class Hindsight:
    """An outlook beside what followed.

    Attributes:
        outlook: the whole of `outlook.json`.
        cells: a row an area in the outlook's order, with its `rank`; civilian deaths in the 12
            months before (`past_year`, and `simple_rank` by it, null where there were none); and
            in the months of the horizon: `events` that killed civilians, `events_total`, `killed`
            civilians and `deaths`.
        followed: events in the country within the horizon, well placed or not, with `killed`.
    """

    outlook: dict[str, Any]
    cells: pl.DataFrame
    followed: pl.DataFrame


def look_back(folder: Path, as_of: date) -> Hindsight:
    """Lay the outlook of a mission beside the events of the months that followed.

    Args:
        folder: the mission's.
        as_of: the date of an outlook that was run there.

    Raises:
        PeaceopsError: there is no mission there, it has no country, or no outlook of that date.
    """
    mission = open_mission(folder)
    country = mission.settings.area.country
    if country is None:
        raise PeaceopsError("hindsight needs a mission with a country", where=str(folder))
    file = folder / "out" / as_of.isoformat() / "outlook.json"
    if not file.is_file():
        raise PeaceopsError("no such outlook", where=str(file), remedy="run the mission first")
    outlook = json.loads(file.read_text(encoding="utf-8"))
    origin = parse_month(outlook["origin"])
    horizon = int(outlook["areas"][0]["horizon_months"])
    boundary = country_boundary(country)
    lattice = cell_lattice(boundary)
    events = (
        place_events(mission_events(mission).events, boundary, lattice)
        .filter(pl.col("placement") != Placement.OUTSIDE.value)
        .with_columns(
            cell=pl.col("area").replace_strict(
                range(len(lattice)), lattice.ids.tolist(), return_dtype=pl.Int64
            ),
            killed=civilian_deaths(outlook["target"]),
        )
    )
    day = pl.col("date_end")
    before = events.filter((day > last_day(origin - 12)) & (day <= last_day(origin)))
    followed = events.filter((day > last_day(origin)) & (day <= last_day(origin + horizon)))
    cells = (
        _areas(outlook)
        .join(
            before.group_by("cell").agg(past_year=pl.col("killed").sum()),
            on="cell",
            how="left",
            maintain_order="left",
        )
        .join(
            followed.group_by("cell").agg(
                events_total=pl.len(),
                events=(pl.col("killed") > 0).sum(),
                killed=pl.col("killed").sum(),
                deaths=pl.col("best").sum(),
            ),
            on="cell",
            how="left",
            maintain_order="left",
        )
        .with_columns(
            pl.col("past_year", "events_total", "events", "killed", "deaths").fill_null(0)
        )
    )
    # Ties go to the lower cell id, as in the scores.
    simple = pl.struct(-pl.col("past_year"), "cell").rank("ordinal")
    return Hindsight(
        outlook=outlook,
        cells=cells.with_columns(simple_rank=pl.when(pl.col("past_year") > 0).then(simple)).sort(
            "rank"
        ),
        followed=followed,
    )


def _areas(outlook: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "cell": [area["cell"] for area in outlook["areas"]],
            "admin1": [area["admin1"] for area in outlook["areas"]],
            "name": [area["name"] for area in outlook["areas"]],
            "p_ge_1": [area["p_ge_1"] for area in outlook["areas"]],
            "p_ge_25": [area["p_ge_25"] for area in outlook["areas"]],
            "expected": [area["expected_deaths"] for area in outlook["areas"]],
            "quiet_months": [area["quiet_months"] for area in outlook["areas"]],
            "coverage": [area["coverage"] for area in outlook["areas"]],
        }
    ).with_columns(rank=pl.int_range(1, pl.len() + 1))


def told(hindsight: Hindsight, latitude: float, longitude: float, unit: str | None) -> str:
    """Return the figures as lines of text.

    Args:
        hindsight: from `look_back`.
        latitude, longitude: of the place asked about, in degrees.
        unit: the name of a first-level unit to sum up too.
    """
    lines = [*_country(hindsight), *_place(hindsight, int(cell_at(latitude, longitude)))]
    if unit is not None:
        lines += _unit(hindsight, unit)
    return "\n".join(lines)


def _country(hindsight: Hindsight) -> Iterator[str]:
    outlook, cells, followed = hindsight.outlook, hindsight.cells, hindsight.followed
    data = outlook["data"]
    yield f"as of {outlook['as_of']}, {data['dataset']} {data['version']}, {outlook['target']}"
    yield f"model {outlook['model']}, {cells.height} cells"
    hit, grave = pl.col("killed") >= 1, pl.col("killed") >= GRAVE_DEATHS
    yield f"what followed: {_count(cells, hit)} cells saw civilians killed"
    yield f"  {_count(cells, grave)} of them {GRAVE_DEATHS} or more"
    for title, rank in (("the ten", "rank"), ("the simple list", "simple_rank")):
        named = cells.filter(pl.col(rank) <= NAMED)
        yield (
            f"{title}: {named.height} named, {_count(named, hit)} saw civilians killed, "
            f"{_count(named, grave)} of the grave cells named"
        )
    vague = followed.filter(pl.col("cell").is_null())
    for what, column in (("civilian deaths", "killed"), ("deaths of all", "best")):
        yield (
            f"{what} in the country: {followed[column].sum()}, of them {vague[column].sum()} "
            "with a place known only to the province or less"
        )


def _place(hindsight: Hindsight, cell: int) -> Iterator[str]:
    row = hindsight.cells.filter(pl.col("cell") == cell)
    if row.is_empty():
        yield f"cell {cell}: not in the outlook"
        return
    area = row.row(0, named=True)
    yield f"cell {cell} ({area['name']}, {area['admin1']}), coverage {area['coverage']}"
    yield (
        f"  rank {area['rank']} of {hindsight.cells.height}; at least 1 civilian killed "
        f"{area['p_ge_1']:.1%}, at least 25 {area['p_ge_25']:.1%}, expected {area['expected']:.1f}"
    )
    yield f"  in the ten: {'yes' if area['rank'] <= NAMED else 'no'}"
    yield (
        f"  civilian deaths in the 12 months before: {area['past_year']}, "
        f"rank in the simple list: {area['simple_rank'] or 'none'}; "
        f"months since the last one: {area['quiet_months']}"
    )
    yield (
        f"  what followed: {area['events_total']} events, {area['events']} with civilians killed, "
        f"{area['killed']} civilian deaths of {area['deaths']} deaths"
    )


def _unit(hindsight: Hindsight, unit: str) -> Iterator[str]:
    cells = hindsight.cells.filter(pl.col("admin1") == unit)
    if cells.is_empty():
        raise PeaceopsError(
            f"no unit named {unit}", remedy=", ".join(sorted(set(hindsight.cells["admin1"])))
        )
    best = cells.row(0, named=True)
    hit, grave = pl.col("killed") >= 1, pl.col("killed") >= GRAVE_DEATHS
    yield (
        f"{unit}: {cells.height} cells, {_count(cells, pl.col('rank') <= NAMED)} in the ten, "
        f"{_count(cells, pl.col('simple_rank') <= NAMED)} in the simple list; "
        f"best rank {best['rank']} with {best['p_ge_1']:.1%}"
    )
    yield (
        f"  what followed: {_count(cells, hit)} cells saw civilians killed, "
        f"{_count(cells, grave)} of them {GRAVE_DEATHS} or more; "
        f"{cells['killed'].sum()} civilian deaths"
    )


def _count(cells: pl.DataFrame, which: pl.Expr) -> int:
    return cells.filter(which).height


def main() -> None:
    """Read the command line and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("mission", type=Path)
    parser.add_argument("--as-of", type=date.fromisoformat, required=True)
    parser.add_argument("--at", type=float, nargs=2, required=True, metavar=("LAT", "LON"))
    parser.add_argument("--unit", help="a first-level unit to sum up too")
    asked = parser.parse_args()
    latitude, longitude = asked.at
    try:
        print(told(look_back(asked.mission, asked.as_of), latitude, longitude, asked.unit))
    except PeaceopsError as error:
        raise SystemExit(f"hindsight: {error}") from None


if __name__ == "__main__":
    main()
