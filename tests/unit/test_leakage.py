"""No leak: what happens after the as-of date changes nothing in what is said as of that date."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from peaceops.analyse.models import MODELS
from tests.unit.test_bad_input import Row, ged_rows, make_mission, status

AS_OF = date(2015, 6, 30)
PRODUCTS = ("outlook.json", "map.geojson", "scores.json")


def later(row: Row) -> bool:
    return date.fromisoformat(str(row["date_end"])) > AS_OF


def another_future(rows: list[Row]) -> list[Row]:
    """Change all that is said of the events after the date, save the last day of the record.

    The last day stays, for it says which months the data cover; that much is known beforehand.
    """
    changed = []
    for number, row in enumerate(rows):
        if not later(row):
            changed.append(row)
            continue
        day = date.fromisoformat(str(row["date_end"]))
        if number < len(rows) - 1:
            day = max(AS_OF + timedelta(1), day - timedelta(17))
        changed.append(
            {
                **row,
                "side_a": "Newcomers",
                "side_b": "Civilians",
                "type_of_violence": 3,
                "where_prec": 1,
                "where_coordinates": "Nowhere yet",
                "latitude": -20.25,
                "longitude": -14.25,
                "date_start": day.isoformat(),
                "date_end": day.isoformat(),
                "deaths_civilians": 400 + number,
                "best": 500 + number,
                "high": 900 + number,
                "low": 300 + number,
            }
        )
    return changed


def running_into_the_future(rows: list[Row]) -> list[Row]:
    """Let one event begin long before the date and end after it: it is known when it has ended."""
    known = next(row for row in rows if later(row))
    return [
        {**row, "date_start": "2014-02-01", "deaths_civilians": 60, "best": 90, "high": 99}
        if row is known
        else row
        for row in rows
    ]


@pytest.fixture(scope="module")
def missions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Make missions of one past and three futures."""
    rows = ged_rows()
    assert 20 < sum(later(row) for row in rows) < 70
    futures = {
        "as it was": rows,
        "another": another_future(rows),
        "long events": running_into_the_future(rows),
    }
    return {
        name: make_mission(tmp_path_factory.mktemp("leakage"), future)
        for name, future in futures.items()
    }


def products(mission: Path, day: date) -> dict[str, bytes]:
    assert status("run", mission, "--as-of", day, "--quiet") == 0
    return {name: (mission / "out" / day.isoformat() / name).read_bytes() for name in PRODUCTS}


@pytest.mark.parametrize("model", [model.name for model in MODELS])
def test_another_future_gives_the_same_outlook(
    missions: dict[str, Path], model: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEACEOPS_OUTLOOK_MODEL", model)
    as_it_was = products(missions["as it was"], AS_OF)
    assert json.loads(as_it_was["outlook.json"])["model"] == model
    assert json.loads(as_it_was["scores.json"])["scores"] is not None
    assert products(missions["another"], AS_OF) == as_it_was


def test_an_event_that_has_not_ended_is_not_known(missions: dict[str, Path]) -> None:
    assert products(missions["long events"], AS_OF) == products(missions["as it was"], AS_OF)


def test_the_other_future_is_indeed_another(missions: dict[str, Path]) -> None:
    """A year on, the changed events count: the tests above could have failed."""
    later_on = date(2016, 6, 30)
    one, other = (products(missions[name], later_on) for name in ("as it was", "another"))
    assert {name for name in PRODUCTS if one[name] != other[name]} == set(PRODUCTS)
