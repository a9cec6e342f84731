"""Whatever the seed, an invented country is whole and its record consistent."""

import numpy as np
import polars as pl
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from peaceops.domain.cell import cell_at
from peaceops.exercise.country import invent
from peaceops.exercise.language import invent_language, invent_names
from peaceops.exercise.severity import CAP, DeathLaw, draw_deaths

seeds = st.integers(0, 2**63)


@settings(max_examples=8, deadline=None)
@given(seed=seeds, scale=st.sampled_from([0.25, 0.5, 1.0]))
def test_any_seed_gives_a_whole_country(seed: int, scale: float) -> None:
    exercise = invent(seed, years=5, scale=scale)
    ground = exercise.geography
    assert ground.outline.geom_type == "Polygon"
    assert ground.outline.is_valid
    assert shapely.coverage_is_valid(ground.units)
    assert shapely.union_all(ground.units).equals(ground.outline)
    assert 7 <= len(ground.units) <= 10
    assert np.isin(ground.cell, ground.cells).all()
    assert len(set(exercise.settlements.name)) == len(ground.latitude)
    truth = exercise.truth
    for column in ("p_civilian_killed", "p_civilian_killed_recorded"):
        assert truth[column].is_between(0, 1).all()
    events = exercise.events
    parts = pl.sum_horizontal("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    assert events.select((parts == pl.col("best")).all()).item()
    assert events.select(pl.col("best").is_between(pl.col("low"), pl.col("high")).all()).item()
    cells = cell_at(events["latitude"].to_numpy(), events["longitude"].to_numpy())
    assert np.array_equal(cells, events["priogrid_gid"].to_numpy())
    assert np.isin(cells, ground.cells).all()
    assert truth["deaths"].sum() == events["best"].sum()


@settings(max_examples=30)
@given(seed=seeds, count=st.integers(1, 300))
def test_names_differ_and_are_plain(seed: int, count: int) -> None:
    chance = np.random.default_rng(seed)
    names = invent_names(invent_language(chance), count, chance)
    assert len(names) == len(set(names)) == count
    assert all(name.isascii() and name.isalpha() and name == name.capitalize() for name in names)
    assert all(sum(letter in "aeiou" for letter in name) >= 3 for name in names)


@settings(max_examples=30)
@given(
    any_death=st.floats(0, 1),
    exponent=st.floats(1.5, 5),
    offset=st.floats(0, 20),
    seed=seeds,
)
def test_deaths_stay_within_their_law(
    any_death: float, exponent: float, offset: float, seed: int
) -> None:
    law = DeathLaw(any_death=any_death, exponent=exponent, offset=offset)
    drawn = draw_deaths(law, 100, np.random.default_rng(seed))
    assert drawn.min() >= 0
    assert drawn.max() <= CAP
    assert 0 <= law.mean <= CAP
