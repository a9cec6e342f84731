"""Put the outlook together: what the model says of each area, beside what the record says."""

from collections.abc import Sequence
from datetime import date

import msgspec
import numpy as np
import polars as pl
from numpy.typing import NDArray

from peaceops.analyse.actor import actor_records, fighting_deaths
from peaceops.analyse.history import History, Window, cut, history, marked
from peaceops.analyse.joint import from_samples, joint_samples, sums
from peaceops.analyse.models.model import Model
from peaceops.collate.lattice import Lattice
from peaceops.collate.panel import Panel, matrix
from peaceops.domain.area import AreaKind
from peaceops.domain.distribution import (
    Distribution,
    mean,
    not_below,
    probability_at_least,
    quantile,
)
from peaceops.domain.month import Month
from peaceops.domain.outlook import AreaOutlook, Chance, Outlook, SumOutlook

RECENT_MONTHS = 36
_DIGITS = 6
"""Decimals kept, so that the last bits of a sum do not make two products differ."""


def build_outlook(
    panel: Panel,
    placed: pl.DataFrame,
    lattice: Lattice,
    *,
    names: Sequence[str],
    units: Sequence[str],
    population: Sequence[int | None],
    coverage: Sequence[str],
    model: Model,
    as_of: date,
    origin: Month,
    horizon_months: int,
) -> Outlook:
    """Forecast every area of a lattice from an origin and say what is on record there.

    Args:
        panel: counts by month, cut at the origin or later; nothing after the origin is read.
        placed: events known by the as-of date.
        lattice: the areas; what follows is in its order.
        names, units, population, coverage: what is known of each area.
        model: the model to use.
        as_of: the date of the outlook.
        origin: the last month of data.
        horizon_months: how many months ahead are summed.
    """
    window = Window(1, horizon_months)
    past = marked(history(panel, "civilian_deaths", lattice.neighbours, origin))
    foreseen = model.forecast(past, window)
    civilian = _chances_of(foreseen)
    all_deaths = marked(history(panel, "deaths_best", lattice.neighbours, origin))
    total = _chances_of(not_below(model.forecast(all_deaths, window), foreseen))
    earlier = (
        _chances_of(model.forecast(cut(past, origin - 1), window)) if origin > panel.first else None
    )
    killed = matrix(panel, "civilian_deaths", until=origin)
    quiet = _quiet_months(killed)
    actors = actor_records(placed, origin, panel.target)
    fighting = fighting_deaths(placed, origin, panel.target)
    areas = [
        AreaOutlook(
            key=lattice.keys[area],
            name=names[area],
            admin1=units[area],
            latitude=round(float(lattice.latitude[area]), _DIGITS),
            longitude=round(float(lattice.longitude[area]), _DIGITS),
            civilian=civilian[area],
            total=total[area],
            change=None
            if earlier is None
            else round(civilian[area].p_ge_1 - earlier[area].p_ge_1, _DIGITS),
            coverage=coverage[area],
            actors=actors.get(area, ()),
            fighting_deaths=fighting.get(area, 0),
            population=population[area],
            quiet_months=quiet[area],
            recent=tuple(killed[area, -RECENT_MONTHS:].round(_DIGITS).tolist()),
        )
        for area in gravest_first(
            np.array([chance.p_ge_1 for chance in civilian]),
            np.array([chance.expected_deaths for chance in civilian]),
        )
    ]
    return Outlook(
        as_of=as_of,
        origin=origin,
        horizon_months=horizon_months,
        target=panel.target,
        area_kind=lattice.kind,
        model=model.name,
        model_title=model.title,
        areas=tuple(areas),
        sums=_sums(foreseen, past, window, lattice) if lattice.kind is AreaKind.CELL else (),
    )


def gravest_first(
    probability: NDArray[np.float64], expected: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Order areas by probability, then expected deaths, both falling, then by their own order."""
    return np.lexsort(
        (
            np.arange(len(probability)),
            -np.round(expected, _DIGITS),
            -np.round(probability, _DIGITS),
        )
    )


def first_outbreaks(outlook: Outlook, *, quiet_months: int = 12) -> Outlook:
    """Keep the areas without a recorded civilian death for a year: the prevention list."""
    kept = tuple(
        area
        for area in outlook.areas
        if area.quiet_months is None or area.quiet_months >= quiet_months
    )
    return msgspec.structs.replace(outlook, areas=kept)


def _sums(
    foreseen: Distribution, past: History, window: Window, lattice: Lattice
) -> tuple[SumOutlook, ...]:
    """Sum the cells of each unit that has any, then all cells, in one joint simulation."""
    count = len(lattice.unit_names)
    joint = joint_samples(foreseen, past, window)
    by_unit = sums(joint, lattice.unit, count)
    everything = joint.sum(axis=0, keepdims=True)
    chances = _chances_of(from_samples(np.vstack([by_unit, everything])))
    cells = np.bincount(lattice.unit, minlength=count)
    named = [
        SumOutlook(unit=name, areas=int(number), civilian=chance)
        for name, number, chance in zip(lattice.unit_names, cells, chances[:-1], strict=True)
        if number
    ]
    whole = SumOutlook(unit=None, areas=len(lattice), civilian=chances[-1])
    return (*named, whole)


def _chances_of(forecast: Distribution) -> list[Chance]:
    columns = (
        probability_at_least(forecast, 1),
        probability_at_least(forecast, 25),
        mean(forecast),
        quantile(forecast, 0.1),
        quantile(forecast, 0.9),
    )
    return [
        Chance(
            p_ge_1=round(float(one), _DIGITS),
            p_ge_25=round(float(many), _DIGITS),
            expected_deaths=round(float(expected), _DIGITS),
            interval80=(float(low), float(high)),
        )
        for one, many, expected, low, high in zip(*columns, strict=True)
    ]


def _quiet_months(killed: NDArray[np.float64]) -> list[int | None]:
    """Return how many months have passed since each area's last month with a civilian death."""
    backwards = killed[:, ::-1] > 0
    return [int(row.argmax()) if row.any() else None for row in backwards]
