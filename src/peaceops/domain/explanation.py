"""Why an outlook is what it is: drivers, like moments of the past, and what changed."""

from enum import StrEnum

import msgspec

from peaceops.domain.month import Month


class DriverKind(StrEnum):
    """What kind of figures drive a probability."""

    OWN = "own"
    """The area's own past."""
    NEAR = "near"
    """The areas around it."""
    EVERYWHERE = "everywhere"
    """All areas together."""
    BESIDE = "beside"
    """Other kinds of violence, there and around."""


class Driver(msgspec.Struct, frozen=True, kw_only=True):
    """What one kind of figures does to the odds that somebody is killed.

    Attributes:
        kind: of figures.
        factor: the odds are multiplied by this, against those of an average past moment.
        change: by this much more or less than a month earlier, as a factor; None without one.
    """

    kind: DriverKind
    factor: float
    change: float | None


class Analogue(msgspec.Struct, frozen=True, kw_only=True):
    """A past moment that the forest could hardly tell from the present one.

    Attributes:
        area: index in the lattice.
        month: the moment.
        likeness: share of the trees in which both fall into the same leaf.
        deaths: how many were killed there in the window that followed.
    """

    area: int
    month: Month
    likeness: float
    deaths: float


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """Why one area's outlook is what it is.

    Attributes:
        area: index in the lattice.
        drivers: strongest first; together with the average they multiply to the odds that the
            boosted trees give.
        analogues: the most alike first, each area once.
    """

    area: int
    drivers: tuple[Driver, ...]
    analogues: tuple[Analogue, ...]
