"""Where the people of the invented country live: a village in each parish, towns and a capital."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from peaceops.domain.distance import distance_km
from peaceops.exercise.geography import Geography
from peaceops.exercise.language import Language, invent_names

LISTED_POPULATION = 4_000
"""The gazetteer misses villages below this, as real ones do; events happen there all the same."""

_CAPITAL_POPULATION = 640_000
_TOWNS = 90
"""Towns at scale 1, the seats of districts among them."""
_LEFT_OUT = 0.02
"""Share of the densest parish's density below which nobody lives."""


@dataclass(frozen=True)
class Settlements:
    """Every village and town, one in each parish of `Geography`, in its order.

    Attributes:
        name: shape (p,).
        population: shape (p,); people.
        is_town: shape (p,); True where a gazetteer lists it.
        capital: the parish of the capital.
        district_seat: shape (d,); the parish of each district's seat, its largest town.
        unit_names: names of the first-level units; no place is called like one.
    """

    name: tuple[str, ...]
    population: NDArray[np.int64]
    is_town: NDArray[np.bool_]
    capital: int
    district_seat: NDArray[np.int64]
    unit_names: tuple[str, ...]


def invent_settlements(
    geography: Geography, language: Language, generator: np.random.Generator, scale: float
) -> Settlements:
    """People the country: dense around a few centres, nearly empty elsewhere; towns after Zipf."""
    parishes = len(geography.latitude)
    density, capital = _density(geography, generator, scale)
    names = invent_names(language, parishes + len(geography.units), generator)
    # Sizes of towns follow their rank; a denser parish has the better chance of a high one.
    chance = np.log(density) + 0.7 * generator.gumbel(size=parishes)
    chance[capital] = np.inf
    ranked = np.argsort(-chance, kind="stable")
    seat = np.array(
        [
            ranked[geography.district[ranked] == number][0]
            for number in range(int(geography.district.max()) + 1)
        ]
    )
    wanted = max(round(_TOWNS * scale), len(seat) + 1)
    chosen = np.concatenate([seat, ranked[~np.isin(ranked, seat)][: wanted - len(seat)]])
    towns = chosen[np.argsort(-chance[chosen], kind="stable")]
    rank = np.arange(1, len(towns) + 1)
    size = _CAPITAL_POPULATION / rank**0.98 * generator.lognormal(0.0, 0.12, len(towns))

    villages = 2_500 * density ** (1 / 2) * generator.lognormal(0.0, 0.5, parishes)
    population = np.clip(villages, 60, LISTED_POPULATION - 1).round()
    population[towns] = np.maximum(size, LISTED_POPULATION).round(-2)
    is_town = np.zeros(parishes, bool)
    is_town[towns] = True
    return Settlements(
        name=tuple(names[:parishes]),
        population=population.astype(np.int64),
        is_town=is_town,
        capital=capital,
        district_seat=seat,
        unit_names=tuple(names[parishes:]),
    )


def place_table(geography: Geography, settlements: Settlements) -> pl.DataFrame:
    """List the towns, the largest first: name, latitude, longitude, population, admin1."""
    return (
        pl.DataFrame(
            {
                "name": settlements.name,
                "latitude": geography.latitude,
                "longitude": geography.longitude,
                "population": settlements.population,
                "admin1": [settlements.unit_names[unit] for unit in geography.unit],
            }
        )
        .filter(pl.Series(settlements.is_town))
        .sort("population", "name", descending=[True, False])
    )


def _density(
    geography: Geography, generator: np.random.Generator, scale: float
) -> tuple[NDArray[np.float64], int]:
    """Return the relative density of people in each parish, at most 1, and the capital's parish."""
    centres = max(4, round(5 * scale))
    inland = np.array([len(around) for around in geography.neighbours]) >= 5
    drawn = generator.choice(np.flatnonzero(inland), centres, replace=False)
    density = np.full(len(inland), _LEFT_OUT)
    for number, parish in enumerate(drawn):
        away = distance_km(
            geography.latitude,
            geography.longitude,
            geography.latitude[parish],
            geography.longitude[parish],
        )
        weight = 1.0 if number == 0 else generator.uniform(0.25, 0.7)
        density += weight * np.exp(-away / generator.uniform(50.0, 110.0))
    density *= generator.lognormal(0.0, 0.3, len(density))
    return np.clip(density / density.max(), _LEFT_OUT, 1.0), int(drawn[0])
