"""When the mission owes a decision on intervening: host unwilling or unable, threat, presence.

"The mission has the responsibility to intervene to protect civilians" where hosts are "unwilling
or unable" (H1, R-32). What is asked for is a decision with a clock and its reasons, whatever it is;
never an action. Unknown is not "able": where posture was not judged, the judgement is asked for.
"""

from datetime import date, datetime, timedelta

import msgspec

from peaceops.domain.strategy.host import PostureNode
from peaceops.domain.strategy.node import in_force, is_unknown
from peaceops.domain.strategy.threat import ThreatLevel, ThreatNode
from peaceops.domain.threat_level import at_least_level
from peaceops.domain.truth import Truth, every, some

CUT = 2
"""Below it, will or capacity is lacking (doctrine B8)."""


class Trigger(msgspec.Struct, frozen=True, kw_only=True):
    """What the three parts say of one threat.

    Attributes:
        threat: id.
        grave: it is at the level or above.
        host_fails: the responsible authority is unwilling or unable, as assessed.
        present: the mission is in the area.
        due: by when a decision, or what is missing to know whether one is owed, is due.
    """

    threat: str
    grave: Truth
    host_fails: Truth
    present: Truth
    due: datetime

    @property
    def owed(self) -> Truth:
        """A decision is owed: true, false, or not to be told."""
        return every([self.grave, self.host_fails, self.present])

    @property
    def missing(self) -> tuple[str, ...]:
        """What must be found out before it can be told."""
        if self.owed is not None:
            return ()
        parts = (
            ("the level of the threat", self.grave),
            ("will and capacity of the responsible host authority", self.host_fails),
            ("whether the mission is in the area", self.present),
        )
        return tuple(words for words, truth in parts if truth is None)


def trigger_of(
    threat: ThreatNode,
    postures: tuple[PostureNode, ...],
    present: Truth,
    *,
    level: ThreatLevel,
    since: datetime,
    hours: float,
    day: date,
) -> Trigger:
    """Work out whether a decision is owed on one threat.

    Args:
        threat: as it stands.
        postures: of the responsible host authorities; none where nobody judged or none is named.
        present: the mission is in the area.
        level: from which on a decision is owed.
        since: when the threat was last judged; the clock runs from there.
        hours: how long a decision may take.
        day: on which it is asked.
    """
    return Trigger(
        threat=threat.id,
        grave=at_least_level(threat, level, day),
        host_fails=host_fails(postures, day),
        present=present,
        due=since + timedelta(hours=hours),
    )


def host_fails(postures: tuple[PostureNode, ...], day: date) -> Truth:
    """Tell whether hosts are unwilling or unable: any authority judged so is enough to say yes.

    Where nobody judged, it can not be told: unknown is not able.
    """
    standing = [one for one in postures if in_force(one, day)]
    if not standing:
        return None
    return some(some([_lacking(one, "will"), _lacking(one, "capacity")]) for one in standing)


def _lacking(posture: PostureNode, scale: str) -> Truth:
    value: int | None = getattr(posture, scale)
    return None if value is None or is_unknown(posture, scale) else value < CUT
