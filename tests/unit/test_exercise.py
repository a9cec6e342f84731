"""The invented country: the same for a seed, laid out like GED, with a truth that is true."""

import json
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
import pytest
import shapely

from peaceops.data import path as vendored
from peaceops.domain.cell import cell_at, centre
from peaceops.domain.error import PeaceopsError
from peaceops.domain.month import month_label
from peaceops.exercise import law as the_law
from peaceops.exercise.belligerent import Kind
from peaceops.exercise.country import Exercise, invent
from peaceops.exercise.record import GED_COLUMNS
from peaceops.exercise.severity import CAP, DeathLaw, draw_deaths
from peaceops.exercise.write import ExerciseFiles, write_inputs

SEEDS = (1, 2, 3, 7)
WHOLE = 7

invented = cache(invent)


def _files(exercise: Exercise, folder: Path) -> dict[str, bytes]:
    files: ExerciseFiles = write_inputs(exercise, folder)
    parts = (files.events, files.boundary, files.places, files.truth, files.explanation)
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in parts}


def _month_of_end() -> pl.Expr:
    end = pl.col("date_end")
    return ((end.dt.year().cast(pl.Int64) - 1980) * 12 + end.dt.month()).alias("month")


def _recorded(exercise: Exercise) -> pl.DataFrame:
    """Return civilian deaths by cell and month as the record shows them, laid on the truth."""
    seen = (
        exercise.events.filter(pl.col("where_prec") <= 3)
        .group_by(pl.col("priogrid_gid").alias("cell"), _month_of_end())
        .agg(pl.col("deaths_civilians").sum().alias("recorded"))
    )
    return exercise.truth.join(seen, on=["cell", "month"], how="left").with_columns(
        pl.col("recorded").fill_null(0)
    )


def test_a_seed_is_a_country(tmp_path: Path) -> None:
    first = _files(invent(WHOLE, years=5, scale=0.5), tmp_path / "a")
    again = _files(invent(WHOLE, years=5, scale=0.5), tmp_path / "b")
    other = _files(invent(WHOLE + 1, years=5, scale=0.5), tmp_path / "c")
    assert set(first) == {
        "inputs/events.csv",
        "inputs/boundary.geojson",
        "inputs/places.csv",
        "truth.parquet",
        "truth.md",
    }
    assert first == again
    assert all(first[name] != other[name] for name in first)
    assert not any(b"\r" in content for name, content in first.items() if name != "truth.parquet")


def test_global_chance_is_left_alone() -> None:
    np.random.seed(5)  # noqa: NPY002
    untouched = np.random.random()  # noqa: NPY002
    np.random.seed(5)  # noqa: NPY002
    invent(3, years=5, scale=0.25)
    assert np.random.random() == untouched  # noqa: NPY002


@pytest.mark.parametrize("seed", SEEDS)
def test_size_is_that_of_a_real_mission(seed: int) -> None:
    exercise = invented(seed)
    events, truth = exercise.events, exercise.truth
    assert 120 <= len(exercise.geography.cells) <= 220
    assert 7 <= len(exercise.geography.units) <= 10
    assert 60 <= len(exercise.places) <= 120
    assert 1_500 <= len(events) <= 4_000
    assert set(events["type_of_violence"].unique()) == {1, 2, 3}
    recorded = _recorded(exercise)
    assert 0.01 <= recorded.select((pl.col("recorded") > 0).mean()).item() <= 0.03
    deadliest = events["best"].sort(descending=True)
    assert deadliest[0] >= 100
    assert np.median(events.filter(pl.col("best") > 0)["best"].to_numpy()) <= 6
    assert events.select((pl.col("best") == 0).mean()).item() > 0.01
    by_level = dict(events["where_prec"].value_counts(normalize=True).iter_rows())
    assert by_level[4] == pytest.approx(0.08, abs=0.025)
    assert by_level[6] == pytest.approx(0.015, abs=0.01)
    assert set(by_level) == {1, 2, 3, 4, 5, 6}
    assert set(events["date_prec"].unique()) == {1, 2, 3, 4, 5}
    quiet = truth.group_by("cell").agg((pl.col("p_civilian_killed") == 0).all().alias("quiet"))
    assert quiet["quiet"].sum() >= 20


def test_sizes_that_make_no_country_are_refused() -> None:
    for seed, years, scale in ((-1, 15, 1.0), (1, 4, 1.0), (1, 15, 0.1), (1, 15, 9.0)):
        with pytest.raises(PeaceopsError):
            invent(seed, years=years, scale=scale)


def test_the_country_lies_where_no_country_is() -> None:
    for seed in SEEDS:
        west, south, east, north = invented(seed).geography.outline.bounds
        assert -33 < west < east < -8
        assert -36 < south < north < -17
    largest = invent(1, years=5, scale=4.0)
    west, south, east, north = largest.geography.outline.bounds
    islands = {
        "Trindade": (-20.5, -29.3),
        "Saint Helena": (-15.95, -5.7),
        "Tristan da Cunha": (-37.1, -12.3),
    }
    for latitude, longitude in islands.values():
        assert not (west - 1 < longitude < east + 1 and south - 1 < latitude < north + 1)


def test_no_invented_name_is_a_real_place() -> None:
    real = set(pl.read_parquet(vendored("places.parquet"))["name"].str.to_lowercase())
    real |= set(pl.read_parquet(vendored("admin1.parquet"))["name"].drop_nulls().str.to_lowercase())
    assert len(real) > 1_000
    for seed in SEEDS:
        exercise = invented(seed)
        names = [
            exercise.country_name,
            *exercise.settlements.name,
            *exercise.settlements.unit_names,
        ]
        assert len(set(names)) >= len(names) - 1  # a village may be called like the country
        assert not real & {name.lower() for name in names}


@pytest.mark.parametrize("seed", SEEDS)
def test_events_are_laid_out_like_ged(seed: int) -> None:
    exercise = invented(seed)
    events = exercise.events
    assert tuple(events.columns) == GED_COLUMNS
    assert events.null_count().sum_horizontal().item() == 0
    assert events["id"].is_unique().all()
    assert events["relid"].is_unique().all()
    parts = pl.sum_horizontal("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    held = events.select(
        parts=(parts == pl.col("best")).all(),
        low=(pl.col("low") <= pl.col("best")).all() & (pl.col("low") >= 0).all(),
        high=(pl.col("best") <= pl.col("high")).all(),
        spread=(pl.col("low") < pl.col("best")).any() & (pl.col("best") < pl.col("high")).any(),
        days=(pl.col("date_start") <= pl.col("date_end")).all(),
        year=(pl.col("date_start").dt.year() == pl.col("date_end").dt.year()).all(),
        same_year=(pl.col("year") == pl.col("date_end").dt.year()).all(),
        one_sided=((pl.col("type_of_violence") == 3) == (pl.col("side_b") == "Civilians")).all(),
    ).row(0, named=True)
    assert all(held.values()), held
    months = events.select(_month_of_end().alias("month"))["month"]
    first, last = months.min(), months.max()
    assert isinstance(first, int)
    assert isinstance(last, int)
    assert exercise.first_month <= first <= last <= exercise.last_month
    assert month_label(exercise.first_month) == "2011-01"
    assert month_label(exercise.last_month) == "2025-12"
    cells = cell_at(events["latitude"].to_numpy(), events["longitude"].to_numpy())
    assert np.array_equal(cells, events["priogrid_gid"].to_numpy())


def test_days_are_as_wide_as_their_precision_says() -> None:
    length = pl.col("date_end").dt.ordinal_day() - pl.col("date_start").dt.ordinal_day() + 1
    for low, high, level in ((1, 1, 1), (1, 6, 2), (1, 7, 3), (28, 31, 4), (32, 184, 5)):
        days = invented(WHOLE).events.filter(pl.col("date_prec") == level).select(length.alias("n"))
        assert days["n"].is_between(low, high).all(), level


@pytest.mark.parametrize("seed", SEEDS)
def test_points_lie_in_the_unit_that_is_named(seed: int) -> None:
    exercise = invented(seed)
    shape = dict(zip(exercise.settlements.unit_names, exercise.geography.units, strict=True))
    named = exercise.events.filter(pl.col("where_prec") <= 4)
    units = np.array([shape[name.removesuffix(" province")] for name in named["adm_1"]])
    points = shapely.points(named["longitude"], named["latitude"])
    assert shapely.covers(units, points).all()
    unnamed = exercise.events.filter(pl.col("where_prec") > 4)
    assert (unnamed["adm_1"] == "").all()
    assert (exercise.events.filter(pl.col("where_prec") > 3)["adm_2"] == "").all()
    everywhere = shapely.points(exercise.events["longitude"], exercise.events["latitude"])
    assert shapely.covers(exercise.geography.outline, everywhere).all()
    place_units = np.array([shape[name] for name in exercise.places["admin1"]])
    places = shapely.points(exercise.places["longitude"], exercise.places["latitude"])
    assert shapely.covers(place_units, places).all()


def test_the_boundary_file_is_the_country(tmp_path: Path) -> None:
    exercise = invented(WHOLE)
    written = json.loads(write_inputs(exercise, tmp_path).boundary.read_text(encoding="utf-8"))
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in written["features"]]
    assert [set(feature["properties"]) for feature in written["features"]] == [
        {"id", "name"}
    ] * len(shapes)
    assert all(shape.is_valid for shape in shapes)
    assert shapely.coverage_is_valid(shapes)  # edges shared to the last digit
    assert shapely.union_all(shapes).equals(exercise.geography.outline)
    latitude, longitude = centre(exercise.geography.cells)
    squares = shapely.box(longitude - 0.25, latitude - 0.25, longitude + 0.25, latitude + 0.25)
    assert shapely.covers(shapely.union_all(squares), exercise.geography.outline)
    assert shapely.intersects(squares, exercise.geography.outline).all()


def test_csv_files_read_back_as_they_were(tmp_path: Path) -> None:
    exercise = invented(WHOLE)
    files = write_inputs(exercise, tmp_path)
    read = pl.read_csv(files.events, try_parse_dates=True).with_columns(
        pl.col("source_article", "adm_1", "adm_2").fill_null("")
    )
    assert read.equals(exercise.events)
    assert pl.read_csv(files.places).equals(exercise.places)
    assert pl.read_parquet(files.truth).equals(exercise.truth)


def test_the_truth_covers_every_cell_and_month() -> None:
    exercise = invented(WHOLE)
    truth = exercise.truth
    months = exercise.last_month - exercise.first_month + 1
    assert len(truth) == months * len(exercise.geography.cells)
    assert truth.select("month", "cell").equals(truth.select("month", "cell").sort("month", "cell"))
    probability = truth["p_civilian_killed"]
    assert probability.is_between(0, 1).all()
    assert (truth["p_civilian_killed_recorded"] <= probability).all()
    assert (truth["expected_civilians"] <= truth["expected_deaths"]).all()
    assert (truth.filter(pl.col("p_civilian_killed") == 0)["civilians"] == 0).all()


def test_what_happened_is_what_the_record_tells() -> None:
    exercise = invented(WHOLE)
    assert exercise.truth["deaths"].sum() == exercise.events["best"].sum()
    assert exercise.truth["civilians"].sum() == exercise.events["deaths_civilians"].sum()
    recorded = _recorded(exercise)
    assert (recorded["recorded"] <= recorded["civilians"]).all()
    placed = exercise.events.filter(pl.col("where_prec") <= 3)["deaths_civilians"].sum()
    assert recorded["recorded"].sum() == placed


@pytest.mark.parametrize(
    ("probability", "killed"),
    [("p_civilian_killed", "civilians"), ("p_civilian_killed_recorded", "recorded")],
)
def test_the_truth_is_calibrated(probability: str, killed: str) -> None:
    """In each of ten bins the months with a civilian killed are as many as were to be expected.

    Given the past, what is left after the truth is a martingale: its variance is the sum of
    p (1 - p).
    """
    rows = pl.concat([_recorded(invented(seed)) for seed in SEEDS]).filter(pl.col(probability) > 0)
    edges = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.7]
    part = np.searchsorted(edges, rows[probability].to_numpy())
    bins = rows.group_by(pl.Series("bin", part)).agg(
        expected=pl.col(probability).sum(),
        observed=(pl.col(killed) > 0).sum(),
        deviation=(pl.col(probability) * (1 - pl.col(probability))).sum().sqrt(),
    )
    assert len(bins) == 10
    off = ((bins["observed"] - bins["expected"]) / bins["deviation"]).to_numpy()
    assert np.abs(off).max() < 3.5, bins
    assert (off**2).sum() < 29.6, bins  # chi-square with ten degrees of freedom, 0.1 %


def test_expected_deaths_are_right_on_average() -> None:
    rows = pl.concat([invented(seed).truth for seed in SEEDS])
    for expected, observed in (("expected_civilians", "civilians"), ("expected_deaths", "deaths")):
        error = rows[observed].to_numpy() - rows[expected].to_numpy()
        assert abs(error.sum()) < 3.5 * np.sqrt((error**2).sum())


def test_intensity_adds_up_to_the_events_that_came() -> None:
    exercises = [invented(seed) for seed in SEEDS]
    expected = np.sum([exercise.intensity["expected_events"].sum() for exercise in exercises])
    came = sum(len(exercise.events) for exercise in exercises)
    assert abs(came - expected) < 5 * np.sqrt(2 * expected)
    for exercise in exercises:
        assert (exercise.intensity["expected_events"] > 0).all()
        assert set(exercise.intensity["actor"].unique()) <= {b.name for b in exercise.belligerents}


def test_actors_act_only_in_their_time() -> None:
    for seed in SEEDS:
        exercise = invented(seed)
        kinds = [belligerent.kind for belligerent in exercise.belligerents]
        assert kinds.count(Kind.GOVERNMENT) == kinds.count(Kind.BRIGADE) == 1
        assert 2 <= kinds.count(Kind.REBELS) <= 3
        assert kinds.count(Kind.MILITIA) == 2
        for actor in exercise.belligerents:
            months = (
                exercise.events.filter(
                    (pl.col("side_a") == actor.name) | (pl.col("side_b") == actor.name)
                )
                .select(_month_of_end() - exercise.first_month)
                .to_series()
            )
            assert len(months) > 0, actor
            assert months.is_between(actor.first, actor.last).all(), actor


def test_violence_feeds_itself_spreads_and_knows_seasons() -> None:
    rows = pl.concat(
        [
            invented(seed).truth.with_columns(
                seed=seed,
                calendar_month=(pl.col("month") - 1) % 12 + 1,
                rains=pl.lit(invented(seed).calendar.rains_peak),
            )
            for seed in SEEDS
        ]
    ).sort("seed", "cell", "month")
    violent = rows["civilians"].to_numpy() > 0
    probability = rows["p_civilian_killed"].to_numpy()
    same_cell = (rows["month"].diff() == 1).fill_null(False).to_numpy()
    after = np.concatenate([[False], violent[:-1]]) & same_cell
    assert probability[after].mean() > 5 * probability[~after].mean()
    deaths = rows["expected_deaths"].to_numpy()
    months = rows.select((pl.col("calendar_month") - pl.col("rains")).alias("n"))["n"].to_numpy()
    from_rains = np.abs((months + 6) % 12 - 6)
    assert deaths[from_rains <= 1].mean() < 0.8 * deaths[from_rains >= 5].mean()
    year = rows.with_columns(
        quiet_year=(
            pl.col("civilians").rolling_sum(12, min_samples=12).shift(1).over("seed", "cell") == 0
        )
    )
    first_outbreaks = year.filter(pl.col("quiet_year") & (pl.col("civilians") > 0))
    assert len(first_outbreaks) > 100


def test_it_escalates_nationwide() -> None:
    inside, outside = [], []
    for seed in SEEDS:
        exercise = invented(seed)
        month = exercise.events.select(_month_of_end() - exercise.first_month)["month"].to_numpy()
        counts = np.bincount(month, minlength=180)
        escalated = np.zeros(180, bool)
        for start, end in exercise.calendar.escalations:
            escalated[start : end + 1] = True
        inside.append(counts[escalated].mean())
        outside.append(counts[~escalated].mean())
    assert np.mean(inside) > 2 * np.mean(outside)


def test_the_stated_bound_on_contagion_holds() -> None:
    exercise = invented(WHOLE)
    law = the_law.make_law(
        exercise.geography,
        exercise.settlements,
        exercise.belligerents,
        exercise.calendar,
        np.random.default_rng(0),
        1.0,
    )
    lasting = (1 + the_law.SPILL) / (1 - the_law.FADING)
    assert law.set_off.sum(axis=0).max() * lasting <= the_law.BRANCHING + 1e-12
    assert the_law.BRANCHING < 1


def test_deaths_follow_their_law() -> None:
    law = DeathLaw(any_death=0.9, exponent=2.5, offset=3.5)
    assert law.mass.sum() == pytest.approx(1.0)
    assert len(law.mass) == CAP + 1
    drawn = draw_deaths(law, 200_000, np.random.default_rng(0))
    assert (drawn > 0).mean() == pytest.approx(0.9, abs=0.005)
    assert drawn.mean() == pytest.approx(law.mean, rel=0.03)
    assert drawn.max() <= CAP
