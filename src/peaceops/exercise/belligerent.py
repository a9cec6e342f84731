"""The armed actors of the invented country, and whom each of them fights.

Groups and units only, named after places: no persons, no peoples, no creeds.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from peaceops.domain.actor import CIVILIANS
from peaceops.domain.distance import distance_km
from peaceops.domain.violence import Violence
from peaceops.exercise.geography import Geography
from peaceops.exercise.settlement import Settlements
from peaceops.exercise.severity import NOBODY, DeathLaw


class Kind(StrEnum):
    """What an armed actor is."""

    GOVERNMENT = "government"
    REBELS = "rebels"
    MILITIA = "militia"
    BRIGADE = "brigade"
    """A unit of the host State that from some month on preys on the people it is to protect."""


@dataclass(frozen=True)
class Belligerent:
    """An armed actor.

    Attributes:
        name: as the events write it.
        kind: what it is.
        latitude, longitude: degrees; the middle of its home area.
        reach_km: how far from home its violence falls to about 0.6 of that at home.
        first, last: months of the exercise (0 …) in which it is active, both included.
        strength: violence in a month against the other actors', where it is at home.
    """

    name: str
    kind: Kind
    latitude: float
    longitude: float
    reach_km: float
    first: int
    last: int
    strength: float


@dataclass(frozen=True)
class Dyad:
    """Two sides of violence. The driver's presence makes the events; the other is drawn in.

    Attributes:
        driver: number of the belligerent whose rate its events come from.
        opponent: number of the other belligerent, None for civilians.
        violence: who fights whom.
        side_a, side_b: as the events write them.
        weight: share of the driver's events against its other dyads', where all can happen.
        civilians: law of civilian deaths in an event.
        armed: law of deaths among the armed in an event.
    """

    driver: int
    opponent: int | None
    violence: Violence
    side_a: str
    side_b: str
    weight: float
    civilians: DeathLaw
    armed: DeathLaw


_MASSACRE = DeathLaw(any_death=0.94, exponent=2.5, offset=3.5)
_CROSSFIRE = DeathLaw(any_death=0.14, exponent=2.8, offset=2.0)
_BATTLE = DeathLaw(any_death=0.95, exponent=2.5, offset=4.0)
_WEIGHT_ON_CIVILIANS = {
    Kind.GOVERNMENT: 1.0,
    Kind.REBELS: 0.4,
    Kind.MILITIA: 0.4,
    Kind.BRIGADE: 1.0,
}
_WEIGHT_ON_GOVERNMENT = 0.4
_WEIGHT_ON_RIVALS = {Kind.REBELS: 0.5, Kind.MILITIA: 0.55}

_REBEL_NAMES = ("{} Salvation Front", "Movement for the Renewal of {}", "Union of the {} Plains")
_MILITIA_NAMES = ("{} Night Watch", "Self-Defence Committees of {}", "{} Road Guard")


def invent_belligerents(
    geography: Geography,
    settlements: Settlements,
    country_name: str,
    months: int,
    generator: np.random.Generator,
    scale: float,
) -> tuple[Belligerent, ...]:
    """Make a government, two or three rebel groups, two militias and a brigade.

    The government comes first; the brigade turns on civilians late in the period.
    """
    size = float(np.sqrt(scale))
    rebels = int(generator.integers(2, 4))
    homes = _homes(geography, settlements, rebels + 1, generator)
    year = months / 15  # a fifteenth of the period: what follows is written for fifteen years

    def span(start: tuple[float, float], end: tuple[float, float]) -> tuple[int, int]:
        first, last = generator.uniform(*start), generator.uniform(*end)
        return round(first * year), min(round(last * year), months) - 1

    def belligerent(
        name: str, kind: Kind, parish: int, reach: float, active: tuple[int, int], strength: float
    ) -> Belligerent:
        return Belligerent(
            name=name,
            kind=kind,
            latitude=float(geography.latitude[parish]),
            longitude=float(geography.longitude[parish]),
            reach_km=round(reach * size, 1),
            first=active[0],
            last=active[1],
            strength=strength,
        )

    def unit_at(parish: int) -> str:
        return settlements.unit_names[int(geography.unit[parish])]

    def district_at(parish: int) -> str:
        return settlements.name[int(settlements.district_seat[geography.district[parish]])]

    spans = (((0.1, 0.8), (15, 16)), ((2.5, 4.5), (9, 13)), ((6.5, 9.0), (15, 16)))
    found = [
        belligerent(
            f"Government of {country_name}",
            Kind.GOVERNMENT,
            settlements.capital,
            230.0,
            (0, months - 1),
            0.2,
        )
    ]
    for number in range(rebels):
        name = _REBEL_NAMES[number].format(unit_at(homes[number]))
        reach, strength = generator.uniform(85, 125), generator.uniform(0.8, 1.3)
        found.append(
            belligerent(name, Kind.REBELS, homes[number], reach, span(*spans[number]), strength)
        )
    for number, starts in enumerate(((2.0, 4.0), (7.0, 9.0))):
        home = _beside(geography, homes[number], generator)
        name = _MILITIA_NAMES[number].format(district_at(home))
        reach, strength = generator.uniform(50, 80), generator.uniform(0.4, 0.8)
        found.append(
            belligerent(name, Kind.MILITIA, home, reach, span(starts, (13.5, 16)), strength)
        )
    ordinal = int(generator.integers(4, 10))
    found.append(
        belligerent(
            f"{ordinal}th Brigade of {country_name}",
            Kind.BRIGADE,
            int(settlements.district_seat[geography.district[homes[-1]]]),
            65.0,
            span((10.0, 11.5), (15, 16)),
            0.6,
        )
    )
    return tuple(found)


def dyads_of(belligerents: tuple[Belligerent, ...]) -> tuple[Dyad, ...]:
    """Return whom each belligerent fights: civilians, the government, or its rivals."""
    return tuple(
        dyad
        for driver in range(len(belligerents))
        for dyad in (
            _on_civilians(driver, belligerents),
            *_on_government(driver, belligerents),
            *_on_rivals(driver, belligerents),
        )
    )


def _on_civilians(driver: int, belligerents: tuple[Belligerent, ...]) -> Dyad:
    actor = belligerents[driver]
    return Dyad(
        driver=driver,
        opponent=None,
        violence=Violence.ONE_SIDED,
        side_a=actor.name,
        side_b=CIVILIANS,
        weight=_WEIGHT_ON_CIVILIANS[actor.kind],
        civilians=_MASSACRE,
        armed=NOBODY,
    )


def _on_government(driver: int, belligerents: tuple[Belligerent, ...]) -> list[Dyad]:
    if belligerents[driver].kind is not Kind.REBELS:
        return []
    return [
        Dyad(
            driver=driver,
            opponent=0,
            violence=Violence.STATE_BASED,
            side_a=belligerents[0].name,
            side_b=belligerents[driver].name,
            weight=_WEIGHT_ON_GOVERNMENT,
            civilians=_CROSSFIRE,
            armed=_BATTLE,
        )
    ]


def _on_rivals(driver: int, belligerents: tuple[Belligerent, ...]) -> list[Dyad]:
    """Return the fights with the rebel groups that come before the driver."""
    actor = belligerents[driver]
    if actor.kind not in _WEIGHT_ON_RIVALS:
        return []
    return [
        Dyad(
            driver=driver,
            opponent=rival,
            violence=Violence.NON_STATE,
            side_a=other.name,
            side_b=actor.name,
            weight=_WEIGHT_ON_RIVALS[actor.kind],
            civilians=_CROSSFIRE,
            armed=_BATTLE,
        )
        for rival, other in enumerate(belligerents[:driver])
        if other.kind is Kind.REBELS
    ]


def _homes(
    geography: Geography,
    settlements: Settlements,
    count: int,
    generator: np.random.Generator,
) -> list[int]:
    """Choose villages or towns that lie apart from each other and from the capital."""
    chosen = [settlements.capital]
    for _ in range(count):
        drawn = generator.choice(len(geography.latitude), 14, replace=False)
        gap = np.hypot(
            geography.latitude[drawn][:, None] - geography.latitude[chosen],
            geography.longitude[drawn][:, None] - geography.longitude[chosen],
        ).min(axis=1)
        chosen.append(int(drawn[int(np.argmax(gap))]))
    return chosen[1:]


def _beside(geography: Geography, parish: int, generator: np.random.Generator) -> int:
    """Choose a village a short way off: militias rise where rebels roam."""
    away = distance_km(
        geography.latitude,
        geography.longitude,
        geography.latitude[parish],
        geography.longitude[parish],
    )
    nearest = np.argsort(away, kind="stable")
    return int(generator.choice(nearest[8:40]))
