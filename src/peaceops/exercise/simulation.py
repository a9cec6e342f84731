"""Run the law month by month; write down what was to be expected, then what happened."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from peaceops.exercise.belligerent import Dyad
from peaceops.exercise.law import (
    CONTAGION,
    FADING,
    IDLE,
    LULL,
    MOST_OUTBREAK,
    MOST_SET_OFF,
    SPILL,
    Law,
)
from peaceops.exercise.severity import draw_deaths


@dataclass(frozen=True)
class Truth:
    """What was to be expected of each month, given all that happened in the months before.

    Exact under the law: taken from the rates of the step itself, the phases of the month being
    still open. `recorded` counts only events that the record lays on their cell.

    Attributes:
        civilian_killed: shape (t, c); probability that at least one civilian is killed.
        civilian_killed_recorded: shape (t, c); the same for the record.
        civilians: shape (t, c); expected civilian deaths.
        deaths: shape (t, c); expected deaths of all people.
        events: shape (t, a, c); expected events of each belligerent.
    """

    civilian_killed: NDArray[np.float64]
    civilian_killed_recorded: NDArray[np.float64]
    civilians: NDArray[np.float64]
    deaths: NDArray[np.float64]
    events: NDArray[np.float64]


@dataclass(frozen=True)
class Happened:
    """What happened; each array has one value for each event, in the order of months.

    Attributes:
        month: 0 … of the exercise.
        cell: index in the country's cells.
        dyad: number of the dyad.
        civilians: civilians killed.
        armed: others killed.
    """

    month: NDArray[np.int64]
    cell: NDArray[np.int64]
    dyad: NDArray[np.int64]
    civilians: NDArray[np.int64]
    armed: NDArray[np.int64]


def simulate(
    law: Law,
    dyads: tuple[Dyad, ...],
    recorded_share: float,
    generator: np.random.Generator,
) -> tuple[Truth, Happened]:
    """Run the law over all its months.

    Args:
        law: the figures.
        dyads: whom each of them fights.
        recorded_share: share of events, drawn apart from all else, that the record lays on their
            cell.
        generator: the chance.
    """
    actors, cells = law.active_rate.shape
    months = law.tempo.shape[1]
    kills = np.array([dyad.civilians.any_death for dyad in dyads])
    civilian_mean = np.array([dyad.civilians.mean for dyad in dyads])
    all_mean = civilian_mean + np.array([dyad.armed.mean for dyad in dyads])
    driver = np.array([dyad.driver for dyad in dyads])
    meetings = _meetings(law, dyads)

    active = np.zeros((actors, cells), bool)
    trace = np.zeros((actors, cells))
    truth = Truth(
        civilian_killed=np.zeros((months, cells)),
        civilian_killed_recorded=np.zeros((months, cells)),
        civilians=np.zeros((months, cells)),
        deaths=np.zeros((months, cells)),
        events=np.zeros((months, actors, cells)),
    )
    happened: list[tuple[NDArray[np.int64], ...]] = []
    for month in range(months):
        share = _shares(law, dyads, meetings, month)
        tempo = law.tempo[:, month, None]
        set_off = np.minimum(law.set_off @ trace, MOST_SET_OFF)
        set_off *= (law.active_rate > 0) & (tempo > 0)
        turned_on = _chance_active(law, active, month)
        rate_idle = IDLE * tempo * law.active_rate + set_off
        rate_active = tempo * law.active_rate + set_off

        deadly = _by_driver(kills, share, driver, actors)
        for seen, into in (
            (1.0, truth.civilian_killed),
            (recorded_share, truth.civilian_killed_recorded),
        ):
            spared = (1 - turned_on) * np.exp(-seen * deadly * rate_idle)
            spared += turned_on * np.exp(-seen * deadly * rate_active)
            into[month] = 1 - spared.prod(axis=0)
        expected = (1 - turned_on) * rate_idle + turned_on * rate_active
        truth.events[month] = expected
        truth.civilians[month] = (expected * _by_driver(civilian_mean, share, driver, actors)).sum(
            axis=0
        )
        truth.deaths[month] = (expected * _by_driver(all_mean, share, driver, actors)).sum(axis=0)

        active = generator.random((actors, cells)) < turned_on
        rate = np.where(active, rate_active, rate_idle)
        # Marked Poisson events: each dyad's count is Poisson and independent of the others'.
        counts = generator.poisson(rate[driver] * share)
        events = np.zeros((actors, cells))
        np.add.at(events, driver, counts)
        padded = np.pad(events, ((0, 0), (0, 1)))
        spilt = padded[:, law.around].sum(axis=2) * SPILL / law.around.shape[1]
        trace = FADING * trace + events + spilt
        happened.append(_deaths(month, counts, dyads, generator))
    return truth, Happened(*(np.concatenate(column) for column in zip(*happened, strict=True)))


def _by_driver(
    per_event: NDArray[np.float64],
    share: NDArray[np.float64],
    driver: NDArray[np.int64],
    actors: int,
) -> NDArray[np.float64]:
    """Average something of an event over the dyads of each driver, cell by cell, (a, c)."""
    total = np.zeros((actors, share.shape[1]))
    np.add.at(total, driver, share * per_event[:, None])
    return total


def _chance_active(law: Law, active: NDArray[np.bool_], month: int) -> NDArray[np.float64]:
    """Return the chance that each belligerent is active in each cell in a month."""
    padded = np.pad(active.astype(float), ((0, 0), (0, 1)))
    near = padded[:, law.around].sum(axis=2) / (law.around < active.shape[1]).sum(axis=1)
    surge = law.surge[month]
    outbreak = np.minimum(law.outbreak * surge * (1 + CONTAGION * near), MOST_OUTBREAK)
    lull = min(LULL / surge, 1.0)
    exists = law.tempo[:, month, None] > 0
    chance: NDArray[np.float64] = np.where(active, 1 - lull, outbreak) * exists
    return chance


def _deaths(
    month: int,
    counts: NDArray[np.int64],
    dyads: tuple[Dyad, ...],
    generator: np.random.Generator,
) -> tuple[NDArray[np.int64], ...]:
    """Draw who is killed in each event of a month."""
    dyad, cell = np.nonzero(counts)
    dyad, cell = np.repeat(dyad, counts[dyad, cell]), np.repeat(cell, counts[dyad, cell])
    civilians, armed = np.zeros(len(dyad), np.int64), np.zeros(len(dyad), np.int64)
    for number in np.unique(dyad):
        of = dyad == number
        civilians[of] = draw_deaths(dyads[number].civilians, int(of.sum()), generator)
        armed[of] = draw_deaths(dyads[number].armed, int(of.sum()), generator)
    return np.full(len(dyad), month), cell, dyad, civilians, armed


def _meetings(law: Law, dyads: tuple[Dyad, ...]) -> NDArray[np.float64]:
    """Return each dyad's weight in each cell, (d, c): 0 where the opponent never comes.

    The government, number 0, can be met anywhere, and so can civilians.
    """
    meets = [
        law.active_rate[dyad.opponent] > 0 if dyad.opponent else np.full(len(law.around), True)
        for dyad in dyads
    ]
    weight: NDArray[np.float64] = np.array([dyad.weight for dyad in dyads])[:, None] * np.array(
        meets
    )
    return weight


def _shares(
    law: Law, dyads: tuple[Dyad, ...], meetings: NDArray[np.float64], month: int
) -> NDArray[np.float64]:
    """Return the share of its driver's events that each dyad has in each cell, (d, c)."""
    there = law.tempo[:, month] > 0
    open_now = [dyad.opponent is None or there[dyad.opponent] for dyad in dyads]
    weight = meetings * np.array(open_now)[:, None]
    driver = np.array([dyad.driver for dyad in dyads])
    total = np.zeros_like(law.active_rate)
    np.add.at(total, driver, weight)
    share: NDArray[np.float64] = weight / total[driver]
    return share
