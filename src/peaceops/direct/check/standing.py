"""How things stand on the day: what is live, who belongs to the host, who can be reached how.

Words that several rules share, each answered in three values.
"""

from collections.abc import Iterable
from datetime import date

from peaceops.direct.check.view import Links, View, below, equals, joined, since
from peaceops.domain.strategy.force import AuthorityNode, UnitNode
from peaceops.domain.strategy.graph import as_day
from peaceops.domain.strategy.host import PostureNode
from peaceops.domain.strategy.mission import AreaNode
from peaceops.domain.strategy.node import Node, is_unknown
from peaceops.domain.strategy.politics import EngagementNode, PartnerNode, TrackNode
from peaceops.domain.strategy.protection import ActivityNode, TaskNode
from peaceops.domain.strategy.threat import ActorNode, ThreatNode
from peaceops.domain.truth import Truth, every, opposite, some


def pressing(view: View, threat: ThreatNode) -> Truth:
    """Tell whether a threat is assessed or active. One without a status is: it was written down."""
    return view.once("pressing", threat.id, lambda: _pressing(view, threat))


def _pressing(view: View, threat: ThreatNode) -> Truth:
    if threat.status is None:
        return None if is_unknown(threat, "status") else view.in_force(threat)
    return every([threat.status in {"assessed", "active"}, view.in_force(threat)])


def open_threat(view: View, threat: ThreatNode) -> Truth:
    """Tell whether a threat is neither closed nor rejected."""
    return every([opposite(equals(threat, "status", "closed", "rejected")), view.in_force(threat)])


def grave(view: View, threat: ThreatNode, level: str = "moderate") -> Truth:
    """Tell whether a threat is pressing and at a level or above."""
    return every([pressing(view, threat), view.at_least(threat, level)])


def live_activity(view: View, activity: ActivityNode) -> Truth:
    """Tell whether an activity is under way on the day."""
    return view.once("live_activity", activity.id, lambda: _live_activity(view, activity))


def _live_activity(view: View, activity: ActivityNode) -> Truth:
    ended = activity.ended is not None and activity.ended <= view.day
    return every(
        [
            equals(activity, "status", "live"),
            None if is_unknown(activity, "ended") and not ended else not ended,
            view.in_force(activity),
        ]
    )


def live_task(view: View, task: TaskNode) -> Truth:
    """Tell whether a task is under way or stands to be done."""
    return view.once("live_task", task.id, lambda: _live_task(view, task))


def _live_task(view: View, task: TaskNode) -> Truth:
    return every([equals(task, "status", "active"), view.in_force(task)])


def last_contact(view: View, track: TrackNode) -> date | None:
    """Return the day of the latest engagement on a track, recorded on either."""
    days = [
        engagement.date
        for engagement in view.into(track, "on_track", EngagementNode).nodes
        if engagement.date is not None
    ]
    if track.last_engagement is not None:
        days.append(track.last_engagement)
    return max((as_day(day) for day in days), default=None)


def live_track(view: View, track: TrackNode) -> Truth:
    """Tell whether a track is active and was engaged on within the limit (doctrine D3)."""
    return view.once("live_track", track.id, lambda: _live_track(view, track))


def _live_track(view: View, track: TrackNode) -> Truth:
    limit = view.limits.track_live_days
    contact = some(
        [
            since(track, "last_engagement", view.day, limit),
            view.into(track, "on_track", EngagementNode).some(
                lambda engagement: since(engagement, "date", view.day, limit)
            ),
        ]
    )
    return every([equals(track, "status", "active"), contact, view.in_force(track)])


def principals(view: View, actor: str) -> Links[Node]:
    """Return the actors above an actor, itself left out: those it is part of or sponsored by."""
    found: dict[str, Node] = {}
    complete = True
    waiting = [actor]
    seen = {actor}
    while waiting:
        node = view.strategy.nodes.get(waiting.pop())
        if not isinstance(node, ActorNode):
            continue
        for kind in ("part_of", "sponsored_by"):
            links: Links[Node] = view.out(node, kind)
            complete &= links.complete
            for edge in links.edges:
                if edge.target not in seen:
                    seen.add(edge.target)
                    waiting.append(edge.target)
                    found[edge.target] = view.strategy.nodes.get(edge.target) or ActorNode(
                        id=edge.target
                    )
    return Links(tuple(found.values()), (), complete)


def circle_of(view: View, actor: str) -> tuple[frozenset[str], bool]:
    """Return an actor's id with those of its principals, and whether these are all."""

    def find() -> tuple[frozenset[str], bool]:
        above = principals(view, actor)
        return frozenset({actor, *above.ids}), above.complete

    return view.once("circle", actor, find)


def movers_of(view: View, actors: Iterable[str]) -> tuple[frozenset[str], bool]:
    """Return some actors with the partners that have leverage over them, and whether these are all.

    One of them at a table is enough to reach the actors.
    """
    names = sorted(actors)

    def find() -> tuple[frozenset[str], bool]:
        levers = joined(view.into(actor, "leverage_over", PartnerNode) for actor in names)
        return frozenset({*names, *levers.ids}), levers.complete

    return view.once("movers", "|".join(names), find)


def met(view: View, node: TrackNode | EngagementNode, actors: Iterable[str]) -> Truth:
    """Tell whether one of some actors sits at a table, or somebody there has leverage over one."""
    movers, complete = movers_of(view, actors)
    if not movers.isdisjoint(node.parties):
        return True
    return None if is_unknown(node, "parties") or (not complete and node.parties) else False


def reaches(view: View, track: TrackNode, threat: ThreatNode) -> Truth:
    """Tell whether a track is held with who poses a threat, or with who can move them."""
    if threat.actor is None:
        return None if is_unknown(threat, "actor") else False
    circle, complete = circle_of(view, threat.actor)
    answer = met(view, track, circle)
    return None if answer is False and not complete else answer


def of_host(view: View, actor: str | None) -> Truth:
    """Tell whether an actor belongs to the host State: by its kind, a posture, or its authority."""
    return False if actor is None else view.once("of_host", actor, lambda: _of_host(view, actor))


def _of_host(view: View, actor: str) -> Truth:
    circle, complete = circle_of(view, actor)
    answers: list[Truth] = [] if complete else [None]
    for name in sorted(circle):
        node = view.strategy.nodes.get(name)
        if isinstance(node, ActorNode):
            answers.append(equals(node, "kind", "host_force", "host_authority"))
        if isinstance(node, AuthorityNode):
            answers.append(equals(node, "side", "host"))
        answers.append(view.having(PostureNode, "authority", name).any)
    return some(answers)


def posed_by_host(view: View, threat: ThreatNode) -> Truth:
    """Tell whether a threat's actor belongs to the host State."""
    if threat.actor is None and is_unknown(threat, "actor"):
        return None
    return of_host(view, threat.actor)


def unwilling(posture: PostureNode) -> Truth:
    """Tell whether will is known and below 2."""
    return below(posture, "will", 2)


def deployed(view: View, unit: UnitNode) -> Truth:
    """Tell whether a unit is in the mission; one without a date is."""
    if unit.deployed is None:
        return None if is_unknown(unit, "deployed") else view.in_force(unit)
    return every([unit.deployed <= view.day, view.in_force(unit)])


def area_of(view: View, area: str | None) -> AreaNode | None:
    """Return the record of an area, where there is one."""
    node = view.strategy.nodes.get(area or "")
    return node if isinstance(node, AreaNode) else None


def threats_in(view: View, area: str | None) -> Links[ThreatNode]:
    """Return the threats in an area; for no area there is none."""
    return view.having(ThreatNode, "area", area)


def owner_of(view: View, objects: tuple[str, ...]) -> str | None:
    """Return the accountable post of the first object that has exactly one."""
    for name in objects:
        node = view.strategy.nodes.get(name)
        owner = getattr(node, "owner", None) or getattr(node, "assessed_by", None)
        if isinstance(owner, str):
            return owner
    return None
