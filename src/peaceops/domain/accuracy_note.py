"""The monthly note on how issued outlooks fared."""

from datetime import date
from enum import StrEnum

import msgspec


class MissReason(StrEnum):
    """Why an attack came in a place that had not been named; the first that holds."""

    DARK = "dark"
    """No event had been reported from there or next to it for five years."""
    LATE_RECORD = "late record"
    """Data published later show civilian deaths in the year before, which were not known then."""
    FIRST_OUTBREAK = "first outbreak"
    """No civilian death on record for a year or more."""
    RANKED_LOWER = "ranked lower"
    """Others were thought likelier."""


class Miss(msgspec.Struct, frozen=True, kw_only=True):
    """A place that saw civilians killed and had not been named.

    Attributes:
        key, name, admin1: of the area.
        deaths: civilians killed within the horizon.
        rank: in the outlook, 1 being the likeliest. p_ge_1: the probability given.
        reason: see `MissReason`.
    """

    key: str
    name: str
    admin1: str
    deaths: float
    rank: int
    p_ge_1: float
    reason: MissReason


class OutlookAccuracy(msgspec.Struct, frozen=True, kw_only=True):
    """How one issued outlook fared.

    Attributes:
        as_of: of the outlook. run_id: its vintage. model: what made it.
        first_month, last_month: the months ahead.
        data_version: of the data it rested on. data_vintage: hash of the counts it rested on.
        areas: in the outlook. attacked: of them, those that saw a civilian killed.
        expected_attacked: sum of the probabilities given.
        named: areas named; hits: of them attacked. plain_named, plain_hits: the same for the list
            of the past 12 months' civilian deaths.
        grave: areas with 10 or more killed; grave_named: of them, those named.
        brier: mean squared error of the probabilities.
        deaths_then, deaths_now: civilian deaths up to the origin, as counted then and now; None
            where that vintage was not kept.
        misses: gravest first, ten at most. missed: how many in all.
    """

    as_of: date
    run_id: str
    model: str
    first_month: str
    last_month: str
    data_version: str
    data_vintage: str | None
    areas: int
    attacked: int
    expected_attacked: float
    named: int
    hits: int
    plain_named: int
    plain_hits: int
    grave: int
    grave_named: int
    brier: float
    deaths_then: float | None
    deaths_now: float
    missed: int
    misses: tuple[Miss, ...]


class AccuracyNote(msgspec.Struct, frozen=True, kw_only=True):
    """All issued outlooks whose months are over.

    Attributes:
        mission: its name. as_of: nothing dated later was read.
        target: what counts as a civilian death.
        data_version: of the data that say what happened.
        waiting: as-of dates of outlooks whose months are not over yet.
        outlooks: latest first.
    """

    mission: str
    as_of: date
    target: str
    data_version: str
    waiting: tuple[date, ...]
    outlooks: tuple[OutlookAccuracy, ...]
