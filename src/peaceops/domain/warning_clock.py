"""The clocks of a warning: t0 to t7, and the hours between them (doctrine B7).

A time that is not on record is None, and so is every span that needs it: nothing is taken as zero.
"""

from datetime import datetime

import msgspec

from peaceops.domain.truth import Truth
from peaceops.domain.warning_life import Life, time_of


class Clocks(msgspec.Struct, frozen=True, kw_only=True):
    """Times of one case, for one responder.

    Attributes:
        expected: t0, of the harm, feared or happened.
        received: t1.
        acknowledged: t2.
        decided: t3.
        departed: t4.
        on_site: t5.
        outcome_known: t6.
        community_told: t7.
    """

    expected: datetime | None = None
    received: datetime | None = None
    acknowledged: datetime | None = None
    decided: datetime | None = None
    departed: datetime | None = None
    on_site: datetime | None = None
    outcome_known: datetime | None = None
    community_told: datetime | None = None

    @property
    def acknowledge_hours(self) -> float | None:
        """t2 − t1."""
        return _hours(self.received, self.acknowledged)

    @property
    def decide_hours(self) -> float | None:
        """t3 − t1."""
        return _hours(self.received, self.decided)

    @property
    def respond_hours(self) -> float | None:
        """t5 − t1."""
        return _hours(self.received, self.on_site)

    @property
    def lead_hours(self) -> float | None:
        """t0 − t1; below zero where the alert came after the harm."""
        return _hours(self.received, self.expected)

    @property
    def feedback_hours(self) -> float | None:
        """t7 − t1."""
        return _hours(self.received, self.community_told)

    @property
    def in_time(self) -> Truth:
        """t5 ≤ t0; None where either is not on record."""
        if self.expected is None or self.on_site is None:
            return None
        return self.on_site <= self.expected


def clocks_of(
    life: Life,
    expected: datetime | None = None,
    *,
    departed: datetime | None = None,
    on_site: datetime | None = None,
) -> Clocks:
    """Read the clocks off a life.

    Args:
        life: of the alert or warning.
        expected: t0.
        departed, on_site: of the responder in question; by default what the life itself says.
    """
    return Clocks(
        expected=expected,
        received=time_of(life, "received"),
        acknowledged=time_of(life, "acknowledged"),
        decided=time_of(life, "decision"),
        departed=departed or time_of(life, "responding"),
        on_site=on_site or time_of(life, "on_site"),
        outcome_known=time_of(life, "outcome"),
        community_told=time_of(life, "feedback_to_community"),
    )


def _hours(start: datetime | None, end: datetime | None) -> float | None:
    return None if start is None or end is None else (end - start).total_seconds() / 3600
