"""How warnings were answered: counts with their denominators, never a grade (doctrine B7, E1.7)."""

from datetime import datetime
from typing import Literal

import msgspec

from peaceops.domain.strategy.warning import Effect
from peaceops.domain.truth import Truth

FEW = 20
"""Below so many cases a share is given with a warning: one case more or less moves it by 5 points
and over. A convention of this software."""

DecisionKind = Literal["respond", "monitor", "refer", "no_response", "other"]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What one responder did.

    Attributes:
        responder: mission or host; None where it is not recorded.
        departed, on_site: times.
        effect: on the harm, judged afterwards; None where nobody judged.
        reason: code, why it did not go or went late.
    """

    responder: Literal["mission", "host"] | None = None
    departed: datetime | None = None
    on_site: datetime | None = None
    effect: Effect | None = None
    reason: str | None = None

    @property
    def went(self) -> bool:
        """It set out, or was there."""
        return self.departed is not None or self.on_site is not None


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One alert or warning with all that became of it.

    Attributes:
        id: of it.
        area: where.
        received: t1.
        acknowledged, decided: t2, t3.
        expected: t0.
        window_from, window_to: between which times harm was feared.
        warned: a warning was issued; an alert alone claims nothing.
        decision: what was decided.
        answers: by responder.
        harm_came: it came about as warned of, or would have but for a response; None: not known.
        told: t7, when the community was answered.
        told_withheld: it was not, for its safety.
        closed: nothing more is to be done.
    """

    id: str
    area: str | None = None
    received: datetime | None = None
    acknowledged: datetime | None = None
    decided: datetime | None = None
    expected: datetime | None = None
    window_from: datetime | None = None
    window_to: datetime | None = None
    warned: bool = True
    decision: DecisionKind | None = None
    answers: tuple[Answer, ...] = ()
    harm_came: Truth = None
    told: datetime | None = None
    told_withheld: bool = False
    closed: bool = False


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """Harm that is known to have happened.

    Attributes:
        id: of its item or event.
        area: where.
        at: when it began.
    """

    id: str
    area: str | None
    at: datetime


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """A count out of a count.

    Attributes:
        name: of the measure.
        meaning: what is counted, and out of what.
        count, of: how many out of how many.
        unknown: cases left out of both, because it is not known.
    """

    name: str
    meaning: str
    count: int
    of: int
    unknown: int = 0

    @property
    def share(self) -> float | None:
        """0 to 1; None where there is nothing to count."""
        return self.count / self.of if self.of else None

    @property
    def few(self) -> bool:
        """The denominator is so small that the share says little."""
        return self.of < FEW


class MedianTime(msgspec.Struct, frozen=True, kw_only=True):
    """A median over cases.

    Attributes:
        name, meaning: of the measure.
        hours: None where there is no case.
        of: cases it is over; `unknown`: cases without the times it needs.
    """

    name: str
    meaning: str
    hours: float | None
    of: int
    unknown: int = 0

    @property
    def few(self) -> bool:
        """Too few cases for the median to say much."""
        return self.of < FEW


class ResponseScorecard(msgspec.Struct, frozen=True, kw_only=True):
    """The scorecard of a stretch of time.

    Attributes:
        cases: how many.
        rates, medians: in a fixed order.
        reasons: how often each reason for not responding was given, by responder and code.
        missed: ids of known incidents that nobody had warned of.
    """

    cases: int
    rates: tuple[Rate, ...]
    medians: tuple[MedianTime, ...]
    reasons: tuple[tuple[str, str, int], ...] = ()
    missed: tuple[str, ...] = ()
