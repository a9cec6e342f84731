"""What a person has before them who may release a notice to a host authority, and what it takes.

Nothing reaches a host authority without a person's release for that one notice. Where the
authority is unwilling, or its will is not known, or it is tied to who poses the threat, or that tie
is not known, the default is off; releasing then takes a second person and a reason.

Source: H1 ("Host governments have the primary responsibility to protect civilians"); R-25, R-26;
doctrine B7 ("national partners where safe"), B8; design § 6.6.
"""

from datetime import date

import msgspec

from peaceops.act.warning.chain import Link, link_between
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.host import PostureNode
from peaceops.domain.strategy.node import in_force, is_unknown
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.domain.warning_notice import NoticeNode

WILLING = 2
"""Will from which on an authority counts as willing (doctrine B8, quadrants cut at 2)."""
AGAINST = frozenset({"obstructor", "perpetrator", "mixed"})
"""Roles in which an authority does not get a notice by default."""


class HostCase(msgspec.Struct, frozen=True, kw_only=True):
    """The page of a release: the authority, its posture, its ties to the actor.

    Attributes:
        notice, authority: ids.
        actors: of the notice and of the threats it warns of; empty where none is known.
        postures: of the authority in that area, as judged and in force.
        links: to each actor, in the same order; one with an unknown actor where there is none.
        against: why the default is off; empty where it is on.
    """

    notice: str
    authority: str
    actors: tuple[str, ...]
    postures: tuple[PostureNode, ...]
    links: tuple[Link, ...]
    against: tuple[str, ...]

    @property
    def on_by_default(self) -> bool:
        """One person's release is enough. It is still asked for."""
        return not self.against

    @property
    def worst_link(self) -> Link:
        """The tie that weighs most."""
        order = ("linked", "unknown", "none_on_record")
        return min(self.links, key=lambda link: order.index(link.state))


def host_case(
    strategy: Strategy, notice: NoticeNode, threats: tuple[ThreatNode, ...], authority: str,
    day: date,
) -> HostCase:  # fmt: skip
    """Lay out what bears on releasing a notice to a host authority.

    Args:
        strategy: actors, authorities, posture and their ties, as known to who releases.
        notice: that would go.
        threats: that it warns of; their actors count as the notice's own.
        authority: id of who would receive it.
        day: on which.
    """
    named = [notice.actor, *(threat.actor for threat in threats)]
    actors = tuple(dict.fromkeys(name for name in named if name is not None))
    doubtful = notice.actor is None or any(threat.actor is None for threat in threats)
    links = tuple(link_between(strategy, authority, actor) for actor in actors)
    if doubtful or not links:
        links += (link_between(strategy, authority, None),)
    own = _postures(strategy, authority, notice.area, day)
    against = (*_doubts(authority, own, day), *(
        link.reason for link in links if link.state != "none_on_record"
    ))  # fmt: skip
    return HostCase(
        notice=notice.id,
        authority=authority,
        actors=actors,
        postures=own,
        links=links,
        against=tuple(dict.fromkeys(against)),
    )


def release_gaps(
    case: HostCase, *, released_by: str, second: str, reason: str
) -> tuple[str, ...]:  # fmt: skip
    """Say what a release still takes; nothing where it may go.

    Args:
        case: as `host_case` gives it.
        released_by, second: accounts of the persons; the second one may be empty.
        reason: why.
    """
    gaps: tuple[str, ...] = ()
    if not released_by:
        gaps = ("a person releases it, or nobody",)
    if not case.on_by_default:
        off = f"the default is off ({'; '.join(case.against)})"
        if not second or second == released_by:
            gaps += (f"{off}: it takes a second person",)
        if not reason.strip():
            gaps += (f"{off}: it takes a reason",)
    return gaps


def _postures(
    strategy: Strategy, authority: str, area: str | None, day: date
) -> tuple[PostureNode, ...]:
    return tuple(
        posture
        for posture in strategy.of(PostureNode)
        if posture.authority == authority
        and in_force(posture, day)
        and (posture.area is None or area is None or posture.area == area)
    )


def _doubts(authority: str, postures: tuple[PostureNode, ...], day: date) -> tuple[str, ...]:
    """Say what in the posture of an authority speaks against telling it."""
    if not postures:
        return (f"the will of {authority} has not been judged",)
    found: list[str] = []
    for posture in postures:
        if posture.will is None or is_unknown(posture, "will"):
            found.append(f"the will of {authority} is not known")
        elif posture.will < WILLING:
            found.append(f"{authority} is judged unwilling (will {posture.will} of 4)")
        if posture.role in AGAINST:
            found.append(f"{authority} is judged {posture.role}")
        elif posture.role is None:
            found.append(f"what {authority} does is not known")
        if posture.consent in {"compromised", "withdrawn"}:
            found.append(f"its consent is {posture.consent}")
        if posture.review_by is not None and posture.review_by < day:
            found.append(f"the judgement of {authority} was to be reviewed by {posture.review_by}")
    return tuple(dict.fromkeys(found))
