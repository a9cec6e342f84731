"""People said to be in danger: how many, by sex, age and displacement as far as anyone knows.

What is not told is None, never nobody; a number of 0 was told.
"""

from collections.abc import Iterable
from typing import Literal

import msgspec

Sex = Literal["female", "male"]
Age = Literal["child", "adult", "older"]
Displacement = Literal["displaced", "refugee", "returnee", "host"]


class PeopleAtRisk(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One part of the people in danger.

    Attributes:
        number: people; None where nobody counted.
        sex, age: None where not known or mixed.
        displacement: displaced within the country, refugee, returnee, or host to them.
    """

    number: int | None = None
    sex: Sex | None = None
    age: Age | None = None
    displacement: Displacement | None = None

    def __post_init__(self) -> None:
        if self.number is not None and not 0 <= self.number <= 100_000_000:
            raise ValueError("number of people at risk must lie between 0 and 100,000,000")


class Headcount(msgspec.Struct, frozen=True):
    """How many people together.

    Attributes:
        least: of all parts that were counted.
        complete: False where some part was not counted, so that there are `least` or more.
    """

    least: int
    complete: bool


def headcount(parts: Iterable[PeopleAtRisk]) -> Headcount | None:
    """Add up parts that do not overlap; None where no part was counted, or there is none."""
    counted = [part.number for part in parts]
    known = [number for number in counted if number is not None]
    return Headcount(sum(known), len(known) == len(counted)) if known else None
