"""Placing and counting: nothing is lost, nothing is piled up, the future stays out."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from peaceops.acquire.boundary import Boundary, Unit
from peaceops.collate.coverage import (
    Coverage,
    Period,
    coverage_states,
    cut_at,
    default_period,
    parse_period,
)
from peaceops.collate.imprecise import share_of_deaths, share_out
from peaceops.collate.lattice import NO_AREA, cell_lattice, unit_lattice
from peaceops.collate.panel import MEASURES, build_panel, complete, matrix
from peaceops.collate.place import Placement, place_events
from peaceops.collate.place_name import main_units, name_areas, population
from peaceops.domain.error import PeaceopsError
from peaceops.domain.month import month_label, parse_month
from tests.invented import event_table, random_events, two_units

BOUNDARY = two_units()
CELLS = cell_lattice(BOUNDARY)
FIRST, LAST = parse_month("2012-01"), parse_month("2017-12")
seeds = st.integers(0, 10_000)


def panel_of(events: pl.DataFrame, lattice=CELLS, **options):  # type: ignore[no-untyped-def]
    placed = place_events(events, BOUNDARY, lattice)
    options = {"first": FIRST, "last": LAST, "target": "civilian_deaths", **options}
    return placed, build_panel(placed, lattice.ids, **options)


def test_the_lattice_is_every_cell_that_the_area_touches() -> None:
    assert len(CELLS) == 32
    assert CELLS.unit_names == ("West", "East")
    assert sorted(np.bincount(CELLS.unit)) == [16, 16]
    around = CELLS.neighbours
    for area in range(len(CELLS)):
        for other in around[area][around[area] != NO_AREA]:
            assert area in around[other]


def test_an_area_across_the_antimeridian_has_its_cells() -> None:
    halves = [shapely.box(179, -17, 180, -16), shapely.box(-180, -17, -179, -16)]
    island = shapely.MultiPolygon(halves)
    boundary = Boundary("Isle", None, island, (Unit("I-01", "Isle", island),), (), "invented")
    lattice = cell_lattice(boundary)
    assert len(lattice) == 8
    middle = int(np.flatnonzero((lattice.longitude > 179.5) & (lattice.latitude > -16.5))[0])
    assert (lattice.neighbours[middle] != NO_AREA).sum() == 5


@given(seeds)
@settings(max_examples=30, deadline=None)
def test_every_event_is_placed_once_and_counted_once(seed: int) -> None:
    events = random_events(seed)
    placed, panel = panel_of(events)
    assert placed.height == events.height
    on_area = placed.filter(pl.col("placement") == Placement.AREA.value)
    assert on_area["area"].null_count() == 0
    assert placed.filter(pl.col("placement") != Placement.AREA.value)["area"].null_count() == (
        placed.height - on_area.height
    )
    for measure, column in (("deaths_best", "best"), ("civilian_deaths", "civilians")):
        assert matrix(panel, measure).sum() == on_area[column].sum()
    kinds = [matrix(panel, f"events_{kind}") for kind in ("state_based", "non_state", "one_sided")]
    assert np.array_equal(np.sum(kinds, axis=0), matrix(panel, "events"))
    assert matrix(panel, "events").sum() == on_area.height


@given(seeds)
@settings(max_examples=20, deadline=None)
def test_coarse_events_never_land_on_a_cell_in_silence(seed: int) -> None:
    placed, _ = panel_of(random_events(seed))
    coarse = placed.filter(pl.col("place_precision") > 3)
    assert coarse["area"].null_count() == coarse.height
    assert set(coarse["placement"]) <= {Placement.UNIT.value, Placement.COUNTRY.value}
    in_units, _ = panel_of(random_events(seed), unit_lattice(BOUNDARY))
    assert in_units.filter(pl.col("place_precision") == 4)["area"].null_count() == 0


@given(seeds)
@settings(max_examples=20, deadline=None)
def test_sharing_out_adds_just_what_was_left_out(seed: int) -> None:
    placed, panel = panel_of(random_events(seed))
    shared = share_out(panel, placed, CELLS)
    for measure in MEASURES:
        left_out = build_panel(
            placed.with_columns(area=pl.lit(0, pl.Int32)).filter(
                pl.col("placement").is_in([Placement.UNIT.value, Placement.COUNTRY.value])
            ),
            CELLS.ids,
            first=FIRST,
            last=LAST,
            target="civilian_deaths",
        )
        assert matrix(shared, measure).sum() == pytest.approx(
            matrix(panel, measure).sum() + matrix(left_out, measure).sum()
        )


@given(seeds, st.integers(6, 60))
@settings(max_examples=20, deadline=None)
def test_the_past_of_a_panel_does_not_know_the_future(seed: int, months: int) -> None:
    events = random_events(seed)
    until = FIRST + months
    later = (pl.col("date_end").dt.year() - 1980) * 12 + pl.col("date_end").dt.month() > until
    changed = events.with_columns(
        best=pl.when(later).then(pl.col("best") + 999).otherwise("best"),
        civilians=pl.when(later).then(0).otherwise("civilians"),
        longitude=pl.when(later).then(-14.9).otherwise("longitude"),
    )
    for way in (lambda panel, *_: panel, share_out):
        before = way(panel_of(events)[1], panel_of(events)[0], CELLS)
        after = way(panel_of(changed)[1], panel_of(changed)[0], CELLS)
        for measure in MEASURES:
            assert (
                matrix(before, measure, until=until).tobytes()
                == matrix(after, measure, until=until).tobytes()
            )


def test_shares_follow_the_well_placed_deaths_up_to_that_month() -> None:
    events = event_table(
        {"date_end": date(2013, 1, 9), "longitude": -14.8, "latitude": -20.2, "best": 3},
        {"date_end": date(2013, 1, 9), "longitude": -13.2, "latitude": -19.2, "best": 1},
        {"date_end": date(2013, 2, 9), "place_precision": 4, "best": 8, "longitude": -14.0},
        {"date_end": date(2013, 3, 9), "longitude": -13.2, "latitude": -19.2, "best": 500},
    )
    placed, panel = panel_of(events)
    february = parse_month("2013-02") - FIRST
    shares = matrix(share_out(panel, placed, CELLS), "deaths_best")[:, february]
    assert sorted(shares[shares > 0]) == [2, 6]
    assert share_of_deaths(placed) == pytest.approx(8 / 512)


def test_an_event_counts_from_the_month_of_its_last_day() -> None:
    events = event_table({"date_start": date(2013, 1, 20), "date_end": date(2013, 3, 2), "best": 6})
    _, panel = panel_of(events)
    monthly = matrix(panel, "deaths_best").sum(axis=0)
    assert month_label(FIRST + int(monthly.argmax())) == "2013-03"
    _, spread = panel_of(events, dating="spread")
    described = matrix(spread, "deaths_best").sum(axis=0)
    assert described[described > 0].tolist() == [2, 2, 2]


@given(seeds)
@settings(max_examples=15, deadline=None)
def test_spreading_keeps_the_sum_and_weeks_count_as_months_do(seed: int) -> None:
    events = random_events(seed)
    placed, panel = panel_of(events)
    _, spread = panel_of(events, dating="spread", first=FIRST - 24)
    weekly = build_panel(
        placed, CELLS.ids, first=1600, last=2000, target="civilian_deaths", step="week"
    )
    for measure in MEASURES:
        total = matrix(panel, measure).sum()
        assert matrix(spread, measure).sum() == pytest.approx(total)
        assert matrix(weekly, measure).sum() == total


def test_zero_months_exist_as_rows() -> None:
    _, panel = panel_of(random_events(1))
    rows = complete(panel)
    assert rows.height == len(CELLS) * panel.periods
    assert rows.select(MEASURES).null_count().sum_horizontal().sum() == 0
    assert rows["deaths_best"].sum() == matrix(panel, "deaths_best").sum()


def test_without_civilian_deaths_those_of_one_sided_events_stand_in() -> None:
    events = event_table(
        {"violence": 3, "best": 5, "civilians": None}, {"violence": 1, "best": 7, "civilians": None}
    )
    _, panel = panel_of(events, target="civilian_deaths_proxy")
    assert matrix(panel, "civilian_deaths").sum() == 5
    assert panel.target == "civilian_deaths_proxy"


def test_events_elsewhere_are_outside() -> None:
    events = event_table(
        {"latitude": 4.0, "longitude": 18.0},
        {"latitude": -19.0, "longitude": -9.0},
        {"latitude": -20.0, "longitude": -14.0},
    )
    placed, _ = panel_of(events)
    assert placed["placement"].to_list() == ["outside", "outside", "area"]


def test_coverage_follows_its_stated_rule() -> None:
    months = LAST - FIRST + 1
    _, panel = panel_of(event_table({"date_end": date(2013, 1, 15)}))
    event = parse_month("2013-01")
    area = int(np.flatnonzero(matrix(panel, "events").sum(axis=1))[0])
    beside = int(CELLS.neighbours[area].max())
    for until, expected in (
        (event + 11, Coverage.REPORTED_LATELY),
        (event + 12, Coverage.THIN),
        (event + 59, Coverage.THIN),
        (event + 60, Coverage.DARK),
    ):
        if until - FIRST < months:
            states = coverage_states(panel, CELLS.neighbours, until=until)
            assert states[area] == states[beside] == expected
    before = coverage_states(panel, CELLS.neighbours, until=event - 1)
    assert set(before) == {Coverage.DARK}


def test_coverage_in_time() -> None:
    first, last = date(1991, 8, 8), date(2022, 7, 3)
    assert str(default_period("ucdp-ged", first, last)) == "1991-01..2022-12"
    assert str(default_period("ucdp-candidate", first, last)) == "1991-01..2022-07"
    assert str(default_period("own", first, last)) == "1991-01..2022-07"
    declared = parse_period("1989-01..2022-12")
    assert str(cut_at(declared, date(2013, 11, 30))) == "1989-01..2013-11"
    assert str(cut_at(declared, date(2030, 1, 1))) == "1989-01..2022-12"
    with pytest.raises(PeaceopsError, match="no data before"):
        cut_at(declared, date(1989, 1, 30))
    with pytest.raises(PeaceopsError, match="before it starts"):
        parse_period("2020-01..2019-12")
    assert Period(1, 2).last == 2


def test_areas_are_named_as_people_name_them() -> None:
    places = pl.DataFrame(
        {
            "name": ["Orvaly", "Little Orvaly", "Dunmere"],
            "latitude": [-20.2, -20.3, -19.2],
            "longitude": [-14.8, -14.7, -11.2],
            "population": [9000, 500, None],
            "admin1": ["East", None, None],
        }
    )
    placed, _ = panel_of(event_table({}, {}, {"admin2": "Wrong district"}))
    names = name_areas(CELLS, places, placed)
    people = population(CELLS, places)
    units = main_units(CELLS, places)
    orvaly = int(np.flatnonzero(CELLS.ids == CELLS.ids[placed["area"][0]])[0])
    assert names[orvaly] == "Orvaly, Orvaly district"
    assert people[orvaly] == 9500
    assert units[orvaly] == "East"  # as the town is said to be, not as the square lies
    assert units.count("West") == 15
    assert people.count(None) == len(CELLS) - 1
    assert len(set(names)) == len(names)
    assert any(name.startswith("55 km N of Orvaly") or " km N of Orvaly" in name for name in names)
    assert name_areas(unit_lattice(BOUNDARY), places, placed) == ("West", "East")


def test_days_after_the_origin_wait_for_their_month_to_end() -> None:
    as_of = date(2013, 5, 20)
    assert cut_at(Period(FIRST, LAST), as_of).last == parse_month("2013-04")
    assert cut_at(Period(FIRST, LAST), as_of + timedelta(days=11)).last == parse_month("2013-05")
