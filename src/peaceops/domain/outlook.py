"""An outlook: what a model makes of the record, area by area. Never a warning (design § 6.7)."""

from datetime import date

import msgspec

from peaceops.domain.area import AreaKind
from peaceops.domain.month import Month


class Chance(msgspec.Struct, frozen=True, kw_only=True):
    """The forecast of deaths in one area over the months ahead.

    Attributes:
        p_ge_1, p_ge_25: probability of at least 1, at least 25 deaths.
        expected_deaths: mean of the distribution.
        interval80: deaths between which 80 % of the probability lies.
    """

    p_ge_1: float
    p_ge_25: float
    expected_deaths: float
    interval80: tuple[float, float]


class ActorRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What the record of the past 12 months says of one armed actor in one area.

    Attributes:
        name: as the source writes it.
        attacks: one-sided attacks on civilians recorded there; 0 for one that only fought there.
        civilian_deaths: civilians killed in those attacks.
        events: all events there with this actor.
        last: day of the latest.
    """

    name: str
    attacks: int
    civilian_deaths: int
    events: int
    last: date


class AreaOutlook(msgspec.Struct, frozen=True, kw_only=True):
    """The outlook for one area.

    Attributes:
        key: the PRIO-GRID id, or the unit's id, as text.
        name: nearest town and district, as people name the place.
        admin1: first-level unit.
        latitude, longitude: degrees, the middle of the area.
        civilian, total: chances of civilian deaths (or their proxy) and of all deaths.
        change: difference of the probability of a civilian death to the outlook a month earlier.
        coverage: reported lately, thin or dark.
        actors: who is on record there, attackers of civilians first.
        fighting_deaths: civilians killed there in the past 12 months in fighting between armed
            actors, which the record lays to no side.
        population: people in the named places of the area, None where not known.
        quiet_months: months since the last recorded civilian death, None where there never was one.
        recent: civilian deaths in each of the past 36 months, latest last.
    """

    key: str
    name: str
    admin1: str
    latitude: float
    longitude: float
    civilian: Chance
    total: Chance
    change: float | None
    coverage: str
    actors: tuple[ActorRecord, ...]
    fighting_deaths: int
    population: int | None
    quiet_months: int | None
    recent: tuple[float, ...]


class SumOutlook(msgspec.Struct, frozen=True, kw_only=True):
    """The outlook for a first-level unit, or for all areas: the distribution of its areas' sum.

    Attributes:
        unit: name of the unit; None for all areas together.
        areas: how many areas it sums.
        civilian: chances of civilian deaths (or their proxy).
    """

    unit: str | None
    areas: int
    civilian: Chance


class Outlook(msgspec.Struct, frozen=True, kw_only=True):
    """The outlook for all areas of a mission, gravest first.

    Attributes:
        as_of: the mission-local date up to which the record was read.
        origin: the last month of data used.
        horizon_months: how many months ahead are summed.
        target: `civilian_deaths` or `civilian_deaths_proxy`.
        area_kind: cells or units.
        model, model_title: the model used.
        areas: sorted by probability, expected deaths and id.
        sums: of the cells of each first-level unit, and of all, from one joint simulation; none
            where the areas are units themselves.
    """

    as_of: date
    origin: Month
    horizon_months: int
    target: str
    area_kind: AreaKind
    model: str
    model_title: str
    areas: tuple[AreaOutlook, ...]
    sums: tuple[SumOutlook, ...] = ()
