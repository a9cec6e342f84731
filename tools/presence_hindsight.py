"""Compare where a mission stood with where plans would have put as many bases.

    python tools/presence_hindsight.py MISSION --as-of DATE --presence FILE --name NAME --year YEAR

MISSION is a folder made by `peaceops init`; FILE is Geo-PKO's table of locations. Printed is, over
the twelve months after the as-of date, the share of civilian deaths within 50 km of (a) the real
locations, (b) a plan by the outlook, (c) one by the deaths of the last twelve months, (d) one by
population, all with the same number of locations, chosen among the gazetteer's towns.

Presence lowers deaths near real bases: that biases the comparison against (a). Nothing here shows
that a plan would have protected anybody better.
"""

import argparse
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from peaceops.acquire.boundary import country_boundary
from peaceops.acquire.dataset import target_name
from peaceops.acquire.gazetteer import country_places
from peaceops.act.deploy.ground import SAMPLES
from peaceops.act.deploy.problem import DeployPlace, DeploySite, DeployUnit, make_problem
from peaceops.act.deploy.solve import DeployLimits, solve_deploy
from peaceops.analyse.actor import civilian_deaths
from peaceops.analyse.history import Window, history
from peaceops.analyse.models import model_named
from peaceops.collate.lattice import Lattice, cell_lattice
from peaceops.collate.panel import build_panel, matrix
from peaceops.collate.place import Placement, place_events
from peaceops.collate.place_name import population
from peaceops.domain.distance import distance_km
from peaceops.domain.distribution import samples
from peaceops.domain.error import PeaceopsError
from peaceops.domain.month import last_day, last_full_month
from peaceops.services.event import mission_events
from peaceops.services.folder import open_mission

REACH_KM = 50.0
MONTHS = 12


@dataclass(frozen=True)
class Comparison:
    """Shares of civilian deaths near locations, and what they rest on.

    Attributes:
        target: civilian deaths, or their proxy.
        locations: how many.
        deaths: of civilians in the twelve months, well enough placed.
        vague: of civilians, placed to a province or less: left out.
        shares: by plan.
        towns: where each plan stands.
    """

    target: str
    locations: int
    deaths: int
    vague: int
    shares: dict[str, float]
    towns: dict[str, tuple[str, ...]]


def compare(
    folder: Path, as_of: date, presence: Path, name: str, year: int, within: str = ""
) -> Comparison:
    """Compare real locations with planned ones.

    Args:
        folder: a mission's.
        as_of: nothing later is read for the plans.
        presence: Geo-PKO's table of locations.
        name, year: of the peace operation, and which of its years.
        within: only first-level units whose name holds this text.

    Raises:
        PeaceopsError: no country, or no location of that name and year.
    """
    mission = open_mission(folder)
    country = mission.settings.area.country
    if country is None:
        raise PeaceopsError("hindsight needs a mission with a country", where=str(folder))
    boundary = country_boundary(country)
    lattice = cell_lattice(boundary)
    inside = np.array([within in lattice.unit_names[unit] for unit in lattice.unit], bool)
    intake = mission_events(mission)
    target = target_name(intake.columns)
    placed = place_events(intake.events, boundary, lattice).filter(
        pl.col("placement") != Placement.OUTSIDE.value
    )
    origin = last_full_month(as_of)
    first = origin - 12 * 20
    panel = build_panel(
        placed.filter(pl.col("date_end") <= last_day(origin)), lattice.ids, first=first,
        last=origin, target=target,
    )  # fmt: skip
    model = model_named(mission.settings.outlook.model)
    towns = country_places(country).filter(pl.col("admin1").fill_null("").str.contains(within))
    real = _locations(presence, name, year)
    count = real.height
    past = history(panel, "civilian_deaths", lattice.neighbours, origin)
    forecast = samples(model.forecast(past, Window(1, MONTHS)), SAMPLES, 0)
    last_year = matrix(panel, "civilian_deaths", until=origin)[:, -MONTHS:].sum(axis=1)
    people = np.array([known or 0 for known in population(lattice, towns)], float)
    plans = {"(a) real": real}
    for plan, harm in (
        ("(b) outlook", forecast),
        ("(b, mean alone)", forecast.mean(axis=1, keepdims=True)),
        ("(c) deaths of the last year", last_year[:, None]),
        ("(d) population", people[:, None]),
    ):
        plans[plan] = _planned(lattice, towns, np.where(inside[:, None], harm, 0.0), count)
    later = placed.with_columns(killed=civilian_deaths(target)).filter(
        pl.col("date_end") > last_day(origin),
        pl.col("date_end") <= last_day(origin + MONTHS),
        pl.col("killed") > 0,
    )
    if within:
        units = [number for number, unit in enumerate(lattice.unit_names) if within in unit]
        later = later.filter(pl.col("unit").is_in(units))
    sure = later.filter(pl.col("placement") == Placement.AREA.value)
    return Comparison(
        target=target,
        locations=count,
        deaths=int(sure["killed"].sum()),
        vague=int(later["killed"].sum()) - int(sure["killed"].sum()),
        shares={plan: _share(sure, chosen) for plan, chosen in plans.items()},
        towns={plan: tuple(chosen["name"]) for plan, chosen in plans.items()},
    )


def _locations(file: Path, name: str, year: int) -> pl.DataFrame:
    """Return the places where troops of an operation stood at any time of a year."""
    table = pl.read_csv(file, infer_schema_length=0)
    chosen = (
        table.filter(pl.col("mission") == name, pl.col("year") == str(year))
        .filter(pl.col("ave.no.troops").cast(pl.Float64, strict=False) > 0)
        .select(
            pl.col("location").alias("name"),
            pl.col("latitude", "longitude").cast(pl.Float64, strict=False),
        )
        .drop_nulls()
        .unique(["latitude", "longitude"], keep="first", maintain_order=True)
    )
    if chosen.is_empty():
        raise PeaceopsError(f"no location of {name} in {year}", where=file.name)
    return chosen


def _planned(
    lattice: Lattice, towns: pl.DataFrame, harm: NDArray[np.float64], count: int
) -> pl.DataFrame:
    """Return the towns in which so many like units bring most harm within reach."""
    sites = [
        DeploySite(id=str(row), latitude=latitude, longitude=longitude, capacity_units=1)
        for row, (latitude, longitude) in enumerate(towns.select("latitude", "longitude").rows())
    ]
    units = [DeployUnit(id=str(number), speed_kmh={"road": REACH_KM}) for number in range(count)]
    places = [
        DeployPlace(id=key, latitude=latitude, longitude=longitude, target_minutes=60.0)
        for key, latitude, longitude in zip(
            lattice.keys, lattice.latitude.tolist(), lattice.longitude.tolist(), strict=True
        )
    ]
    problem = make_problem(units, sites, places, harm, present=[False] * len(places))
    plan = solve_deploy(problem, DeployLimits(gap=0.001))
    rows = sorted(int(site) for site in plan.site_of.values() if site is not None)
    return towns[rows]


def _share(events: pl.DataFrame, locations: pl.DataFrame) -> float:
    if events.is_empty():
        return float("nan")
    if locations.is_empty():
        return 0.0
    away = distance_km(
        events["latitude"].to_numpy()[:, None],
        events["longitude"].to_numpy()[:, None],
        locations["latitude"].to_numpy()[None, :],
        locations["longitude"].to_numpy()[None, :],
    ).min(axis=1)
    killed = events["killed"].to_numpy()
    return float(killed[away <= REACH_KM].sum() / killed.sum())


def main() -> None:
    """Read the command line and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("mission", type=Path)
    parser.add_argument("--as-of", type=date.fromisoformat, required=True)
    parser.add_argument("--presence", type=Path, required=True)
    parser.add_argument("--name", required=True, help="of the peace operation, like MINUSCA")
    parser.add_argument("--year", type=int, required=True)
    parser.add_argument("--within", default="", help="only units whose name holds this")
    asked = parser.parse_args()
    try:
        found = compare(
            asked.mission, asked.as_of, asked.presence, asked.name, asked.year, asked.within
        )
    except PeaceopsError as error:
        raise SystemExit(f"presence_hindsight: {error}") from None
    print(f"{asked.name} {asked.year}, as of {asked.as_of}: {found.target}")
    print(f"{found.locations} locations, {found.deaths} deaths; {found.vague} placed too vaguely")
    for plan, share in found.shares.items():
        print(f"  {plan}: {share:.1%} ({', '.join(sorted(found.towns[plan]))})")


if __name__ == "__main__":
    main()
