"""Markings: how widely a thing may be shown, and who may see it.

Source: ST/SGB/2007/6 (three levels) and doctrine B15 (compartments).
"""

from collections.abc import Iterable
from enum import IntEnum, StrEnum

import msgspec


class Level(IntEnum):
    """The three levels of ST/SGB/2007/6, in rising order."""

    UNCLASSIFIED = 0
    CONFIDENTIAL = 1
    STRICTLY_CONFIDENTIAL = 2


class Compartment(StrEnum):
    """What is held apart besides its level."""

    SOURCE_IDENTITY = "source_identity"
    HOST_POSTURE = "host_posture"
    CAVEAT = "caveat"
    SCENARIO_FORCE = "scenario_force"
    MEDICAL = "medical"


class Audience(StrEnum):
    """For whom a product is meant."""

    INTERNAL = "internal"
    """The mission's leadership and planners: posture, presence and caveats included."""
    STAFF = "staff"
    """Anyone in the mission: confidential at most, and nothing that is held apart."""
    PUBLIC = "public"
    """Anyone; never finer than first-level units (design § 6.4)."""


class Marking(msgspec.Struct, frozen=True):
    """A level and the compartments a thing belongs to."""

    level: Level = Level.UNCLASSIFIED
    compartments: frozenset[Compartment] = frozenset()


EVERYTHING = Marking(Level.STRICTLY_CONFIDENTIAL, frozenset(Compartment))
"""What the owner of a file may see: all that stands in it."""


def combined(markings: Iterable[Marking]) -> Marking:
    """Return the marking of something made from marked things: the maximum of all of them."""
    together = list(markings)
    return Marking(
        max((marking.level for marking in together), default=Level.UNCLASSIFIED),
        frozenset().union(*(marking.compartments for marking in together)),
    )


def may_see(clearance: Marking, marking: Marking) -> bool:
    """Tell whether someone with a clearance may see a thing with a marking."""
    return marking.level <= clearance.level and marking.compartments <= clearance.compartments
