"""Small invented things that several tests use."""

from datetime import date

import numpy as np
import polars as pl
import shapely

from peaceops.acquire.boundary import Boundary, Unit
from peaceops.acquire.event_table import EVENT_SCHEMA

DEFAULTS = {
    "id": "1",
    "date_start": date(2015, 5, 1),
    "date_end": date(2015, 5, 1),
    "date_precision": 1,
    "violence": 3,
    "side_a": "Redbridge Front",
    "side_b": "Civilians",
    "latitude": -20.2,
    "longitude": -14.8,
    "place_precision": 1,
    "place": "Orvaly",
    "admin1": "West",
    "admin2": "Orvaly district",
    "country": "Tessaly",
    "iso3": None,
    "low": 2,
    "best": 3,
    "high": 4,
    "civilians": 3,
}


def event_table(*rows: dict[str, object]) -> pl.DataFrame:
    """Make a table of events, each row given by what differs from the defaults."""
    numbered = [{**DEFAULTS, "id": str(number), **row} for number, row in enumerate(rows, start=1)]
    return pl.DataFrame(numbered, schema=EVENT_SCHEMA)


def two_units() -> Boundary:
    """Make a country of two units, West and East, each 2° square: 4 × 4 cells."""
    west = Unit("X-01", "West", shapely.box(-15, -21, -13, -19))
    east = Unit("X-02", "East", shapely.box(-13, -21, -11, -19))
    return Boundary(
        name="Tessaly",
        iso3=None,
        outline=shapely.union_all([west.geometry, east.geometry]),
        units=(west, east),
        neighbours=(),
        source="invented",
    )


def random_events(seed: int, size: int = 60) -> pl.DataFrame:
    """Make events of all kinds and precisions in the two units, over five years."""
    generator = np.random.default_rng(seed)
    rows = []
    for _ in range(size):
        start = date(2012, 1, 1).toordinal() + int(generator.integers(0, 5 * 365))
        best = int(generator.integers(0, 30))
        rows.append(
            {
                "date_start": date.fromordinal(start),
                "date_end": date.fromordinal(start + int(generator.choice([0, 0, 3, 70]))),
                "violence": int(generator.integers(1, 4)),
                "side_b": str(generator.choice(["Civilians", "Hill Guard"])),
                "latitude": float(generator.uniform(-21, -19)),
                "longitude": float(generator.uniform(-15, -11)),
                "place_precision": int(generator.integers(0, 7)),
                "low": best // 2,
                "best": best,
                "high": best * 2,
                "civilians": int(generator.integers(0, best + 1)),
            }
        )
    return event_table(*rows)
