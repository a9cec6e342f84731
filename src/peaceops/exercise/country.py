"""Invent a country whose truth is known: the same seed gives the same country."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from peaceops.domain.error import PeaceopsError
from peaceops.domain.month import Month, month_of
from peaceops.exercise.belligerent import Belligerent, Dyad, dyads_of, invent_belligerents
from peaceops.exercise.calendar import Calendar, invent_calendar
from peaceops.exercise.geography import Geography, invent_geography
from peaceops.exercise.language import invent_language, invent_names
from peaceops.exercise.law import make_law
from peaceops.exercise.record import record_events
from peaceops.exercise.settlement import Settlements, invent_settlements, place_table
from peaceops.exercise.simulation import simulate
from peaceops.exercise.truth import intensity_table, truth_table
from peaceops.exercise.whereabouts import RECORDED_SHARE

LAST_MONTH: Month = month_of(date(2025, 12, 1))
"""Every exercise ends here."""

FEWEST_YEARS, MOST_YEARS = 5, 40
LEAST_SCALE, MOST_SCALE = 0.25, 4.0
"""A smaller country has no room for its actors; a larger one would meet real islands."""


@dataclass(frozen=True)
class Exercise:
    """An invented country, what its record says and what is true.

    Attributes:
        seed, scale: what it was invented from.
        name: short name of the mission, fit for a folder.
        country_name: as the events write it.
        timezone: IANA name.
        first_month, last_month: the months covered by the record, both included.
        geography: the ground.
        settlements: every village and town.
        belligerents: the armed actors.
        dyads: whom each of them fights.
        calendar: seasons, escalations, truce.
        places: the towns: name, latitude, longitude, population, admin1.
        events: the record, in UCDP GED's columns (`record.GED_COLUMNS`).
        truth: what was to be expected, and what happened (`truth.TRUTH_SCHEMA`).
        intensity: expected events of each actor (`truth.INTENSITY_SCHEMA`).
    """

    seed: int
    scale: float
    name: str
    country_name: str
    timezone: str
    first_month: Month
    last_month: Month
    geography: Geography
    settlements: Settlements
    belligerents: tuple[Belligerent, ...]
    dyads: tuple[Dyad, ...]
    calendar: Calendar
    places: pl.DataFrame
    events: pl.DataFrame
    truth: pl.DataFrame
    intensity: pl.DataFrame


def invent(seed: int, *, years: int = 15, scale: float = 1.0) -> Exercise:
    """Invent a country and its years of violence.

    Args:
        seed: a whole number, 0 or more; another seed gives another country.
        years: length of the record, ending with `LAST_MONTH`.
        scale: size of the country and of its record; 1 is about 165 cells and 2,100 events.

    Raises:
        PeaceopsError: a negative seed, or too short, long, small or large.
    """
    if seed < 0:
        raise PeaceopsError("the seed is negative", remedy="give a whole number, 0 or more")
    if not FEWEST_YEARS <= years <= MOST_YEARS:
        raise PeaceopsError(
            f"{years} years can not be invented", remedy=f"{FEWEST_YEARS} to {MOST_YEARS} years"
        )
    if not LEAST_SCALE <= scale <= MOST_SCALE:
        raise PeaceopsError(
            f"scale {scale:g} can not be invented", remedy=f"{LEAST_SCALE:g} to {MOST_SCALE:g}"
        )
    # One stream of chance for each part: a change in one leaves the others as they were.
    sound, ground, people, armed, course, rates, chance, writing = (
        np.random.default_rng(child) for child in np.random.SeedSequence(seed).spawn(8)
    )
    months = years * 12
    first_month = LAST_MONTH - months + 1
    language = invent_language(sound)
    country_name = min(invent_names(language, 8, sound), key=len)
    geography = invent_geography(ground, scale)
    settlements = invent_settlements(geography, language, people, scale)
    belligerents = invent_belligerents(geography, settlements, country_name, months, armed, scale)
    dyads = dyads_of(belligerents)
    calendar = invent_calendar(months, course)
    law = make_law(geography, settlements, belligerents, calendar, rates, scale)
    truth, happened = simulate(law, dyads, RECORDED_SHARE, chance)
    return Exercise(
        seed=seed,
        scale=scale,
        name=country_name.lower(),
        country_name=country_name,
        timezone="UTC",
        first_month=first_month,
        last_month=LAST_MONTH,
        geography=geography,
        settlements=settlements,
        belligerents=belligerents,
        dyads=dyads,
        calendar=calendar,
        places=place_table(geography, settlements),
        events=record_events(
            happened, dyads, geography, settlements, country_name, first_month, writing
        ),
        truth=truth_table(truth, happened, geography.cells, first_month),
        intensity=intensity_table(truth, belligerents, geography.cells, first_month),
    )
