"""The comparison of real and planned locations, on an invented country."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from tools.presence_hindsight import _locations, _planned, _share

from peaceops.acquire.gazetteer import PLACE_SCHEMA
from peaceops.collate.lattice import cell_lattice
from peaceops.domain.error import PeaceopsError
from tests.invented import two_units

LOCATIONS = """\
mission,year,location,latitude,longitude,ave.no.troops
UNMEX,2031,Orvaly,-20.2,-14.8,650.0
UNMEX,2031,Orvaly,-20.2,-14.8,700.0
UNMEX,2031,Post,-20.9,-14.1,0.0
UNMEX,2031,Nowhere,,,90.0
UNMEX,2032,Tevel,-19.2,-11.2,650.0
"""
TOWNS = pl.DataFrame(
    [("Orvaly", -20.25, -14.75, None, "", ""), ("Tevel", -19.25, -11.25, None, "", ""),
     ("Mid", -20.0, -13.0, None, "", "")],
    schema=PLACE_SCHEMA, orient="row",
)  # fmt: skip


def test_locations_are_those_with_troops_each_once(tmp_path: Path) -> None:
    file = tmp_path / "locations.csv"
    file.write_text(LOCATIONS, encoding="utf-8")
    assert _locations(file, "UNMEX", 2031).rows() == [("Orvaly", -20.2, -14.8)]
    with pytest.raises(PeaceopsError, match="no location of UNMEX in 2040"):
        _locations(file, "UNMEX", 2040)


def test_as_many_towns_as_asked_where_most_harm_is() -> None:
    lattice = cell_lattice(two_units())
    near = np.hypot(lattice.latitude + 19.25, lattice.longitude + 11.25) < 0.1
    harm = np.where(near, 9.0, 0.01)[:, None]
    assert _planned(lattice, TOWNS, harm, 1)["name"].to_list() == ["Tevel"]
    assert _planned(lattice, TOWNS, harm, 3).height == 3


def test_the_share_counts_deaths_within_reach() -> None:
    events = pl.DataFrame({"latitude": [-20.2, -19.0], "longitude": [-14.8, -11.0],
                           "killed": [3.0, 1.0]})  # fmt: skip
    assert _share(events, TOWNS.head(1)) == pytest.approx(0.75)
    assert _share(events, TOWNS.head(0)) == 0
