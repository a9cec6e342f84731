"""The level of a threat from its factors: an interval, never a guess (doctrine B3).

`T = (intent · capability · opportunity)^(1/3)`; an unknown factor runs through its whole range.
"""

from datetime import date, timedelta
from typing import get_args

import msgspec

from peaceops.domain.grading import Credibility, Grading, Reliability, at_least
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.threat import ThreatLevel, ThreatNode

LEVEL_NAMES: tuple[ThreatLevel, ...] = get_args(ThreatLevel)
"""From none to extreme."""
MAIN_FACTORS = ("intent", "capability", "opportunity")
"""The factors of the level; vulnerability and other protectors bear on the risk."""
HIGHEST_FACTOR = 4
REVIEW_OF_A_ZERO = timedelta(days=30)
_LEAST_FOR_A_ZERO = Grading(Reliability.USUALLY, Credibility.PROBABLY_TRUE)


class LevelInterval(msgspec.Struct, frozen=True):
    """Between which levels a threat lies; both ends the same where it is known.

    Attributes:
        low, high: levels.
        low_value, high_value: 0 to 4, where they come from factors.
    """

    low: ThreatLevel
    high: ThreatLevel
    low_value: float | None = None
    high_value: float | None = None


def rank(level: ThreatLevel) -> int:
    """Return 0 for none to 4 for extreme."""
    return LEVEL_NAMES.index(level)


def band(value: float) -> ThreatLevel:
    """Return the band of a value: 0 none, (0,1] low, (1,2] moderate, (2,3] high, (3,4] extreme."""
    # Cube roots of whole products come out a hair off: 2.0000000000000004 is 2.
    tidy = round(value, 9)
    return LEVEL_NAMES[sum(tidy > edge for edge in (0, 1, 2, 3))]


def interval_of(*factors: tuple[int, int]) -> tuple[float, float]:
    """Return the least and the greatest geometric mean of factors given as (low, high)."""
    low = high = 1.0
    for least, most in factors:
        low *= least
        high *= most
    return low ** (1 / len(factors)), high ** (1 / len(factors))


def assessed_interval(threat: ThreatNode, day: date) -> LevelInterval:
    """Return what the three factors say of a threat.

    A factor that is unknown or not recorded runs from 0 to 4. An assessed 0 counts as 0 only with
    evidence graded B2 or better and a review at most 30 days ahead; otherwise it runs from 0 to 1.
    """
    low, high = interval_of(*(_range(threat, factor, day) for factor in MAIN_FACTORS))
    return LevelInterval(band(low), band(high), low, high)


def none_by_one(threat: ThreatNode, day: date) -> str | None:
    """Return the one factor, assessed 0, that alone holds a threat at `none`; None otherwise.

    Such a threat is listed with the author of that judgement: one optimistic zero must not silence
    what the others say (doctrine B3).
    """
    ranges = {factor: _range(threat, factor, day) for factor in MAIN_FACTORS}
    zeros = [factor for factor, ends in ranges.items() if ends == (0, 0)]
    others = all(ends[1] > 0 for factor, ends in ranges.items() if factor not in zeros)
    return zeros[0] if len(zeros) == 1 and others else None


def level_interval(threat: ThreatNode, day: date) -> LevelInterval:
    """Return the level that a person set, or else what the factors say.

    Where somebody looked and does not know the level, it may be any.
    """
    if is_unknown(threat, "level"):
        return LevelInterval(LEVEL_NAMES[0], LEVEL_NAMES[-1])
    if threat.level is not None:
        return LevelInterval(threat.level, threat.level)
    return assessed_interval(threat, day)


def at_least_level(threat: ThreatNode, level: ThreatLevel, day: date) -> bool | None:
    """Tell whether a threat is at a level or above; None where that can not be told.

    A threat held at `none` by one doubtful zero is not told to be below: its interval reaches up.
    """
    interval = level_interval(threat, day)
    if rank(interval.low) >= rank(level):
        return True
    return None if rank(interval.high) >= rank(level) else False


def zero_counts(threat: ThreatNode, day: date) -> bool:
    """Tell whether an assessed 0 rests on good enough evidence, lately reviewed."""
    if threat.evidence_grade is None or threat.review_by is None:
        return False
    grade = Grading(Reliability(threat.evidence_grade[:1]), Credibility(threat.evidence_grade[1:2]))
    return (
        at_least(grade, _LEAST_FOR_A_ZERO) is True
        and day <= threat.review_by <= day + REVIEW_OF_A_ZERO
    )


def _range(threat: ThreatNode, factor: str, day: date) -> tuple[int, int]:
    value: int | None = getattr(threat, factor)
    if value is None or is_unknown(threat, factor):
        return 0, HIGHEST_FACTOR
    if value == 0 and not zero_counts(threat, day):
        return 0, 1
    return value, value
