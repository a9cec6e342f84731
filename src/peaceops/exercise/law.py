"""The law by which violence breaks out, spreads and dies down: stated, so that its truth is known.

Each belligerent is in each cell either active or idle. Between months it turns active (an outbreak)
or idle (a lull) by a chance that neighbouring cells raise; a new phase rules from its first month.
Given the phase, its events in a month are a Poisson count whose rate is the sum of

* its own tempo there: strength × footprint × season × escalation, idle a small part of that;
* what past events set off: a share of the fading trace that events leave in their cell and around
  it, never more than a stated bound.

All draws of a month are independent given the months before, which makes the probability that a
civilian is killed an exact product (`simulation`).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from peaceops.domain.cell import centre, neighbours
from peaceops.domain.distance import distance_km
from peaceops.exercise.belligerent import Belligerent, Kind
from peaceops.exercise.calendar import Calendar
from peaceops.exercise.geography import Geography
from peaceops.exercise.settlement import Settlements

IDLE = 0.01
"""Tempo of an idle belligerent, as a share of that of an active one."""
OUTBREAK = 0.02
"""Chance in a month that an idle belligerent turns active, at home, in ordinary times."""
CONTAGION = 4.0
"""An outbreak is up to 1 + this many times as likely where the neighbours are active."""
MOST_OUTBREAK = 0.5
"""No outbreak is ever more likely than this."""
LULL = 0.13
"""Chance in a month that an active belligerent turns idle, in ordinary times."""
FADING = 0.6
"""Share of a trace that is left after a month."""
SPILL = 0.5
"""Trace of an event in all neighbouring cells together; in its own cell it is 1."""
CROSS = 0.15
"""How much a belligerent answers to others' events, against its own."""
BRANCHING = 0.5
"""Bound: one event sets off, at the very most, this many others directly, over all time."""
MOST_SET_OFF = 3.0
"""Bound: past events never add more than this rate of a belligerent's events to a cell's month."""

_EVENTS = 2_300
"""About this many events at scale 1 and fifteen years."""
_AMPLIFICATION = 1.7
"""Events there are for each that would be there without traces and contagion."""
_FARTHEST = 2.0
"""Beyond this many reaches from home a belligerent does nothing at all."""
_FAINTEST = 0.04
"""Nor does it where it would do less than this share of what it does in its worst cell."""


@dataclass(frozen=True)
class Law:
    """The figures of the law for one country: a belligerents, c cells, t months.

    Attributes:
        active_rate: shape (a, c); events in a month of a belligerent at full tempo, where active.
        outbreak: shape (a, c); chance of an outbreak in ordinary times with quiet neighbours.
        tempo: shape (a, t); season × escalation while the belligerent exists, else 0.
        surge: shape (t,); escalations and truce.
        set_off: shape (a, a); rate of the row's events that a trace of 1 of the column's sets off.
        around: shape (c, 8); indices of the cells around, c where there is none.
    """

    active_rate: NDArray[np.float64]
    outbreak: NDArray[np.float64]
    tempo: NDArray[np.float64]
    surge: NDArray[np.float64]
    set_off: NDArray[np.float64]
    around: NDArray[np.int64]


def make_law(
    geography: Geography,
    settlements: Settlements,
    belligerents: tuple[Belligerent, ...],
    calendar: Calendar,
    generator: np.random.Generator,
    scale: float,
) -> Law:
    """Lay the belligerents over the cells, and set their rates so that the totals are realistic."""
    month = np.arange(len(calendar.surge))
    exists = np.array([(month >= actor.first) & (month <= actor.last) for actor in belligerents])
    tempo = exists * calendar.season * calendar.surge
    footprint = np.array(
        [_footprint(geography, settlements, actor, generator) for actor in belligerents]
    )
    outbreak = OUTBREAK * footprint**0.7

    # In ordinary times a belligerent is active in a cell for this share of its months.
    chance = outbreak[:, :, None] * calendar.surge
    active = chance / (chance + LULL / calendar.surge)
    quiet_total = (footprint[:, :, None] * tempo[:, None, :] * active).sum(axis=(1, 2))
    strength = np.array([actor.strength for actor in belligerents]) * exists.sum(axis=1)
    months_share = len(month) / 180
    wanted = _EVENTS / _AMPLIFICATION * scale * months_share * strength / strength.sum()
    rate = wanted / np.maximum(quiet_total, 1e-9)

    actors = len(belligerents)
    lasting = (1 + SPILL) / (1 - FADING) * (1 + CROSS * (actors - 1))
    answers = np.where(np.eye(actors, dtype=bool), 1.0, CROSS)
    place = {int(cell): index for index, cell in enumerate(geography.cells)}
    around = neighbours(geography.cells)
    return Law(
        active_rate=rate[:, None] * footprint,
        outbreak=outbreak,
        tempo=tempo,
        surge=calendar.surge,
        set_off=answers * BRANCHING / lasting,
        around=np.array([[place.get(int(cell), len(place)) for cell in row] for row in around]),
    )


def _footprint(
    geography: Geography,
    settlements: Settlements,
    actor: Belligerent,
    generator: np.random.Generator,
) -> NDArray[np.float64]:
    """Return how much of a belligerent's violence each cell draws, shape (c,), at most 1.

    It falls with the distance from home, rises with the people who live there, and is uneven for
    reasons that nobody wrote down. It is exactly 0 out of reach and where there is no village.
    """
    latitude, longitude = centre(geography.cells)
    away = distance_km(latitude, longitude, actor.latitude, actor.longitude) / actor.reach_km
    index = np.searchsorted(geography.cells, geography.cell)
    people = np.bincount(index, settlements.population, minlength=len(geography.cells))
    pull = (people / np.median(people[people > 0])) ** 0.45
    if actor.kind is Kind.GOVERNMENT:
        pull = np.sqrt(pull)
    drawn = np.exp(-(away**2) / 2) * pull * generator.lognormal(0.0, 0.8, len(away))
    drawn = np.where((away < _FARTHEST) & (people > 0), drawn, 0.0)
    top = drawn.max()
    return np.where(drawn > _FAINTEST * top, drawn / top, 0.0)
