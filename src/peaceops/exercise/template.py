"""Texts with gaps, filled from an exercise: the places and actors of its own country."""

from importlib.resources import files
from string import Template

import numpy as np

from peaceops.exercise.belligerent import Belligerent, Kind
from peaceops.exercise.country import Exercise

_FOLDER = "troubled"
_TOWNS = 3
"""Towns named in each area."""


def filled(exercise: Exercise, suffix: str) -> dict[str, str]:
    """Return the templates whose names end so, filled, as content by name in order of name."""
    names = _names(exercise)
    return {
        file.name: Template(file.read_text(encoding="utf-8")).substitute(names)
        for file in sorted(files(__package__).joinpath(_FOLDER).iterdir(), key=lambda at: at.name)
        if file.name.endswith(suffix)
    }


def _names(exercise: Exercise) -> dict[str, str]:
    """Return what stands in the gaps."""
    first_rebels, second_rebels = _of_kind(exercise, Kind.REBELS)[:2]
    first_militia, second_militia = _of_kind(exercise, Kind.MILITIA)[:2]
    (brigade,) = _of_kind(exercise, Kind.BRIGADE)
    (government,) = _of_kind(exercise, Kind.GOVERNMENT)
    capital = exercise.settlements.name[exercise.settlements.capital]
    names = {
        "mission": f"UNM{exercise.country_name[:3].upper()}",
        "country": exercise.country_name,
        "government": government.name,
        "capital": capital,
        "brigade": brigade.name,
        "rebels": first_rebels.name,
        "militia": first_militia.name,
        "committees": second_militia.name,
        "former_rebels": second_rebels.name,
    }
    taken = {capital}
    for area, home in (
        ("west", brigade),
        ("south", first_rebels),
        ("east", second_militia),
        ("capital", government),
    ):
        unit = int(exercise.geography.unit[_parish(exercise, home)])
        names[f"{area}_unit"] = exercise.settlements.unit_names[unit]
        towns = _towns(exercise, home, taken)
        taken |= set(towns)
        for number, town in enumerate(towns):
            names[f"{area}_town_{number + 1}" if number else f"{area}_town"] = town
    return names


def _of_kind(exercise: Exercise, kind: Kind) -> list[Belligerent]:
    return [actor for actor in exercise.belligerents if actor.kind is kind]


def _parish(exercise: Exercise, home: Belligerent) -> int:
    """Return the parish in which an actor is at home."""
    away = np.hypot(
        exercise.geography.latitude - home.latitude, exercise.geography.longitude - home.longitude
    )
    return int(np.argmin(away))


def _towns(exercise: Exercise, home: Belligerent, taken: set[str]) -> list[str]:
    """Return the towns nearest to an actor's home, the nearest first, each named once."""
    places = exercise.places
    away = np.hypot(
        places["latitude"].to_numpy() - home.latitude,
        places["longitude"].to_numpy() - home.longitude,
    )
    nearest = [places["name"][int(row)] for row in np.argsort(away, kind="stable")]
    return [name for name in nearest if name not in taken][:_TOWNS]
