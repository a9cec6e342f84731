"""Invent what the mission was told: reports of what happened, with known doubles and echoes.

Several people tell of one event, each by what they know: another day, a rounded place, a shorter
name, fewer dead. Some only repeat what another report said, and not all of them say so. Some tell
of what never was. The truth says which report tells of what and which repeats which.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl

from peaceops.domain.actor import CIVILIANS
from peaceops.domain.month import first_day
from peaceops.exercise.country import Exercise
from peaceops.exercise.report_words import (
    CIVILIANS_ATTACKED,
    DETAILS,
    FOUGHT,
    NOBODY_KNOWN,
    REPEATS,
    RUMOURS,
    TOLLS,
)

REPORT_SCHEMA = pl.Schema(
    {
        "number": pl.String,
        "day": pl.Date,
        "last day": pl.Date,
        "told on": pl.Date,
        "what": pl.String,
        "where": pl.String,  # a name, coordinates, or nothing
        "actors": pl.String,  # parted by semicolons
        "dead": pl.Int64,
        "displaced women": pl.Int64,
        "displaced children": pl.Int64,
        "component": pl.String,
        "channel": pl.String,
        "source": pl.String,
        "reliability": pl.String,
        "repeats": pl.String,  # number of the report that it says it repeats
    }
)
"""What the mission's list of reports holds; a blank was not told."""

TRUTH_SCHEMA = pl.Schema(
    {
        "number": pl.String,
        "tells_of": pl.String,  # id of the event, or `rumour-…`
        "true": pl.Boolean,
        "repeats": pl.String,  # number of the report that it repeats, whether it says so or not
    }
)

_SOURCES = 48
_MEAN_REPORTS = 1.6
_REPEATED, _SAYS_SO = 0.25, 0.5
_RUMOURS = 0.06
"""Of all reports."""
_COMPONENTS = ("military", "police", "civil affairs", "human rights", "alert network")
_CHANNELS = ("radio", "phone", "meeting", "message", "form")


@dataclass(frozen=True)
class Reports:
    """What was told, and what is true of it.

    Attributes:
        told: `REPORT_SCHEMA`, in the order in which it was told.
        truth: `TRUTH_SCHEMA`, a row for each report.
    """

    told: pl.DataFrame
    truth: pl.DataFrame


def invent_reports(
    exercise: Exercise, months: int = 24, mean_reports: float = _MEAN_REPORTS
) -> Reports:
    """Invent what the mission was told in the last months of an exercise.

    Args:
        exercise: the country and its record.
        months: how far back.
        mean_reports: of one event, by a Poisson law; many events nobody tells of.
    """
    chance = np.random.default_rng([exercise.seed, 33])
    since = first_day(exercise.last_month - months + 1)
    last = first_day(exercise.last_month + 1) - timedelta(days=1)
    honesty = chance.beta(6, 2, _SOURCES)
    sources = [f"S-{number + 1:02}" for number in range(_SOURCES)]
    events = exercise.events.filter(pl.col("date_end") >= since)
    made: list[dict[str, Any]] = []
    for event in events.iter_rows(named=True):
        details = chance.choice(len(DETAILS), 3, replace=False)
        first = len(made)
        for _ in range(int(chance.poisson(mean_reports))):
            source = int(chance.integers(_SOURCES))
            if len(made) > first and chance.random() < _REPEATED:
                made.append(_repeated(made[int(chance.integers(first, len(made)))], source, chance))
            else:
                made.append(_told(event, details, source, chance))
    for number in range(round(_RUMOURS * len(made))):
        made.append(_rumour(exercise, number, since, last, chance))
    for row in made:
        row["told on"] = min(row["told on"], last)
    order = sorted(range(len(made)), key=lambda place: (made[place]["told on"], place))
    names = {place: f"R{number:05}" for number, place in enumerate(order, start=1)}
    at = {id(row): place for place, row in enumerate(made)}
    told, truth = [], []
    for place in order:
        row = made[place]
        source = row["source"]
        origin = row.get("origin")
        repeats = None if origin is None else names[at[id(origin)]]
        told.append(
            {
                **{name: row.get(name) for name in REPORT_SCHEMA},
                "number": names[place],
                "source": sources[source],
                "reliability": "ABCDE"[
                    int(np.digitize(-honesty[source], (-0.9, -0.75, -0.6, -0.4)))
                ],
                "repeats": repeats if row.get("says so") else None,
            }
        )
        truth.append(
            {
                "number": names[place],
                "tells_of": row["tells_of"],
                "true": not row["tells_of"].startswith("rumour"),
                "repeats": repeats,
            }
        )
    return Reports(
        pl.DataFrame(told, schema=REPORT_SCHEMA), pl.DataFrame(truth, schema=TRUTH_SCHEMA)
    )


def _told(
    event: dict[str, Any],
    details: Any,
    source: int,
    chance: np.random.Generator,
) -> dict[str, Any]:
    """Tell of an event as somebody does who knows some of it."""
    begin, end = event["date_start"], event["date_end"]
    day = begin + timedelta(days=int(chance.integers(0, (end - begin).days + 1)))
    if chance.random() < 0.2:
        day += timedelta(days=int(chance.choice([-1, 1])))
    length = int(chance.integers(1, 5)) if chance.random() < 0.1 else 0
    names = [name for name in (event["side_a"], event["side_b"]) if name != CIVILIANS]
    actors = [_as_called(name, chance) for name in names if chance.random() < 0.8]
    place, where = _place(event, chance)
    ways = FOUGHT if len(names) > 1 else CIVILIANS_ATTACKED
    toll = None if chance.random() < 0.3 else _toll(event["best"], chance)
    text = " ".join(
        [
            ways[int(chance.integers(len(ways)))].format(
                place=place,
                actor=actors[0] if actors else NOBODY_KNOWN,
                other=actors[1] if len(actors) > 1 else NOBODY_KNOWN,
            ),
            *(
                DETAILS[which][int(chance.integers(2))]
                for which in details
                if chance.random() < 0.55
            ),
            *(
                [TOLLS[int(chance.integers(len(TOLLS)))].format(killed=toll)]
                if toll is not None
                else []
            ),
        ]
    )
    fled = chance.random() < 0.15
    return {
        "day": day,
        "last day": day + timedelta(days=length) if length else None,
        "told on": day + timedelta(days=length + int(chance.geometric(0.5)) - 1),
        "what": text,
        "where": where,
        "actors": "; ".join(actors) or None,
        "dead": toll,
        "displaced women": int(chance.integers(5, 400)) if fled else None,
        "displaced children": int(chance.integers(5, 900)) if fled else None,
        "component": _COMPONENTS[int(chance.integers(len(_COMPONENTS)))],
        "channel": _CHANNELS[int(chance.integers(len(_CHANNELS)))],
        "source": source,
        "tells_of": str(event["id"]),
    }


def _repeated(before: dict[str, Any], source: int, chance: np.random.Generator) -> dict[str, Any]:
    """Pass on what another report said, a little later, perhaps with a changed number."""
    way = REPEATS[int(chance.integers(len(REPEATS)))]
    toll = before["dead"]
    if toll is not None and chance.random() < 0.3:
        toll += int(chance.integers(1, 6))
    return {
        **before,
        "told on": before["told on"] + timedelta(days=int(chance.integers(0, 3))),
        "what": way.format(text=before["what"]),
        "dead": toll,
        "component": _COMPONENTS[int(chance.integers(len(_COMPONENTS)))],
        "channel": "message",
        "source": source,
        "origin": before,
        "says so": bool(chance.random() < _SAYS_SO),
    }


def _rumour(
    exercise: Exercise, number: int, since: date, last: date, chance: np.random.Generator
) -> dict[str, Any]:
    """Tell of what never was."""
    day = since + timedelta(days=int(chance.integers(0, (last - since).days + 1)))
    parish = int(chance.integers(len(exercise.settlements.name)))
    armed = exercise.belligerents[int(chance.integers(1, len(exercise.belligerents)))].name
    place = exercise.settlements.name[parish]
    named = chance.random() < 0.6
    way = RUMOURS[int(chance.integers(len(RUMOURS)))]
    return {
        "day": day,
        "told on": day,
        "what": way.format(place=place, actor=armed),
        "where": _point(exercise, parish) if chance.random() < 0.5 else place,
        "actors": armed if named else None,
        "component": _COMPONENTS[int(chance.integers(len(_COMPONENTS)))],
        "channel": "phone",
        "source": int(chance.integers(_SOURCES)),
        "tells_of": f"rumour-{number + 1}",
    }


def _as_called(name: str, chance: np.random.Generator) -> str:
    """Name an actor as people do: in full, shortened, or with a slip of the pen."""
    drawn = chance.random()
    if drawn < 0.55:
        return name
    if drawn < 0.75:
        return f"elements of the {name}"
    if drawn < 0.9:
        at = int(chance.integers(1, len(name) - 1))
        return name[:at] + name[at + 1 :]
    return name.upper()


def _place(event: dict[str, Any], chance: np.random.Generator) -> tuple[str, str | None]:
    """Return the place as it is called, and as it is written down; None where nobody says."""
    called = event["where_coordinates"].removesuffix(" town").removesuffix(" village")
    if event["where_prec"] > 3 or chance.random() < 0.1:
        return called, called if chance.random() < 0.5 else None
    if chance.random() < 0.35:
        return called, called
    off = chance.normal(0.0, 0.012, 2)
    digits = int(chance.choice([1, 2, 3], p=[0.1, 0.5, 0.4]))
    latitude, longitude = event["latitude"] + off[0], event["longitude"] + off[1]
    return called, f"{latitude:.{digits}f}, {longitude:.{digits}f}"


def _point(exercise: Exercise, parish: int) -> str:
    ground = exercise.geography
    return f"{ground.latitude[parish]:.2f}, {ground.longitude[parish]:.2f}"


def _toll(best: int, chance: np.random.Generator) -> int:
    if chance.random() < 0.5:
        return best
    return max(0, round(best * float(chance.lognormal(0.0, 0.35))) + int(chance.integers(-1, 2)))
