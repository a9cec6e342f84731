"""What waits too long, for whom, and who is asked next. Computed when looked at; nothing is sent.

The hours come from the mission's profile, where the check takes them too (INF-03), so that the
watch and the check never disagree.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.mission import AreaNode, PostNode
from peaceops.domain.warning_life import Life, is_closed, time_of

Wait = Literal["acknowledge", "decide", "feed_back", "own"]
ACKNOWLEDGE_SHARE = 0.25
"""Of the hours for a decision: later than that to acknowledge leaves too few to decide."""
OWN_HOURS = 24.0
"""No live case is without an owner for more than a day unseen (R-22)."""


class Hours(msgspec.Struct, frozen=True, kw_only=True):
    """How long a case may wait, in hours from its receipt.

    Attributes:
        decide, decide_imminent: for a decision; the second where harm is imminent.
        feed_back: for the answer to the community.
    """

    decide: float
    decide_imminent: float
    feed_back: float


class Watched(msgspec.Struct, frozen=True, kw_only=True):
    """A case as the watch sees it.

    Attributes:
        id: of the alert or warning.
        life: its steps.
        imminent: None (not known) counts as imminent.
        area, owner: where, and whose.
        feedback_withheld: no answer is due.
    """

    id: str
    life: Life
    imminent: bool | None = None
    area: str | None = None
    owner: str | None = None
    feedback_withheld: bool = False


class Overdue(msgspec.Struct, frozen=True, kw_only=True):
    """Something that waits longer than it may.

    Attributes:
        id: of the case.
        wait: for what.
        due: since when.
        late_hours: how long past that.
        owner: whose it is; None for nobody's.
        ask_next: posts to ask, in order.
    """

    id: str
    wait: Wait
    due: datetime
    late_hours: float
    owner: str | None
    ask_next: tuple[str, ...]


def overdue(
    cases: Iterable[Watched], strategy: Strategy, hours: Hours, moment: datetime
) -> tuple[Overdue, ...]:
    """Return what waits too long as of a moment, longest first.

    Only steps that had happened by then count. A closed case waits for nothing but the answer to
    the community.
    """
    found = [one for case in cases for one in _waits(case, strategy, hours, moment)]
    return tuple(sorted(found, key=lambda one: (-one.late_hours, one.id, one.wait)))


def due_times(case: Watched, hours: Hours) -> tuple[tuple[Wait, datetime, bool], ...]:
    """Return by when each thing is due, and whether it is done; nothing without a receipt."""
    received = time_of(case.life, "received")
    if received is None:
        return ()
    decide = hours.decide if case.imminent is False else hours.decide_imminent
    closed = is_closed(case.life)
    limits: tuple[tuple[Wait, float, bool], ...] = (
        (
            "acknowledge",
            decide * ACKNOWLEDGE_SHARE,
            closed or time_of(case.life, "acknowledged", "decision") is not None,
        ),
        ("decide", decide, closed or time_of(case.life, "decision") is not None),
        (
            "feed_back",
            hours.feed_back,
            case.feedback_withheld or time_of(case.life, "feedback_to_community") is not None,
        ),
        ("own", OWN_HOURS, closed or case.owner is not None),
    )
    return tuple((wait, received + timedelta(hours=limit), done) for wait, limit, done in limits)


def _waits(
    case: Watched, strategy: Strategy, hours: Hours, moment: datetime
) -> Iterable[Overdue]:  # fmt: skip
    by_then = tuple(step for step in case.life if step.at <= moment)
    known = msgspec.structs.replace(case, life=by_then)
    for wait, due, done in due_times(known, hours):
        if not done and due < moment:
            yield Overdue(
                id=case.id,
                wait=wait,
                due=due,
                late_hours=(moment - due).total_seconds() / 3600,
                owner=case.owner,
                ask_next=next_posts(strategy, case.owner, case.area),
            )


def next_posts(strategy: Strategy, owner: str | None, area: str | None) -> tuple[str, ...]:
    """Return whom to ask next: who stands in for the owner, the post of the area, its deputy.

    A post that is vacant or closed is passed over for its deputy.
    """
    place = strategy.nodes.get(area or "")
    posts = [_deputy(strategy, owner)]
    if isinstance(place, AreaNode) and place.post is not None:
        posts += [place.post, _deputy(strategy, place.post)]
    open_posts = [post for post in posts if post and post != owner and _filled(strategy, post)]
    return tuple(dict.fromkeys(open_posts))


def _deputy(strategy: Strategy, post: str | None) -> str | None:
    node = strategy.nodes.get(post or "")
    return node.deputy if isinstance(node, PostNode) else None


def _filled(strategy: Strategy, post: str) -> bool:
    node = strategy.nodes.get(post)
    return not (isinstance(node, PostNode) and (node.vacant or node.ended is not None))
