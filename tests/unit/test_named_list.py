"""The simple list that people use, on real countries: its known figures, counted by our code.

Each month the ten cells with most civilian deaths of the past 12 months; a hit is a civilian
killed there within three months. The published counts for Sudan take in the cells of what is South
Sudan today, for they were made on the cells of the file; ours are those of today's Sudan.
"""

from pathlib import Path

import polars as pl
import pytest

from peaceops.acquire.boundary import country_boundary
from peaceops.acquire.intake import read_events
from peaceops.analyse.models import model_named
from peaceops.collate.lattice import cell_lattice
from peaceops.collate.panel import build_panel
from peaceops.collate.place import place_events
from peaceops.domain.month import parse_month
from peaceops.evaluate.past_outlook import past_outlooks
from peaceops.evaluate.scoring import GRAVE_DEATHS, named_simply

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not beside the checkout"),
]


@pytest.mark.parametrize(
    ("country", "first", "last", "named", "hits", "grave", "grave_named"),
    [
        ("CAF", "2006-01", "2022-09", 1796, 0.20, 503, 0.26),
        ("NGA", "2010-01", "2019-09", 1078, 0.44, 728, 0.42),
        ("SDN", "2004-01", "2023-09", 2262, 0.20, 462, 0.39),
    ],
)
def test_simple_list(
    country: str, first: str, last: str, named: int, hits: float, grave: int, grave_named: float
) -> None:
    rows = past(country, range(parse_month(first), parse_month(last) + 1))
    listed = named_simply(rows)
    assert listed.height == named
    assert round(listed.filter(pl.col("deaths") >= 1).height / named, 2) == hits
    places = rows.filter(pl.col("deaths") >= GRAVE_DEATHS)
    assert places.height == grave
    found = places.join(listed, on=["origin", "area"], how="semi").height
    assert round(found / grave, 2) == grave_named


@pytest.mark.parametrize(
    ("country", "first", "last", "outbreaks"),
    [("CAF", "2006-01", "2022-09", 871), ("NGA", "2010-01", "2019-09", 496)],
)
def test_first_outbreaks(country: str, first: str, last: str, outbreaks: int) -> None:
    rows = past(country, range(parse_month(first), parse_month(last) + 1))
    quiet = rows.filter(pl.col("past_year") == 0)
    assert quiet.filter(pl.col("deaths") >= 1).height == outbreaks
    assert quiet.join(named_simply(rows), on=["origin", "area"], how="semi").is_empty()


def past(country: str, origins: range) -> pl.DataFrame:
    """Return past outlooks of the model that foresees nothing: what was, and what came."""
    file = DATA / "ucdp_ged" / "country_slim" / f"{country}.csv"
    boundary = country_boundary(country)
    lattice = cell_lattice(boundary)
    placed = place_events(read_events([file]).events, boundary, lattice)
    panel = build_panel(
        placed,
        lattice.ids,
        first=parse_month("1989-01"),
        last=origins[-1] + 3,
        target="civilian_deaths",
    )
    return past_outlooks(panel, lattice.neighbours, [model_named("zero")], origins, 3)
