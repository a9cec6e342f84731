"""How threats, what is done about them, ends and political tracks hang together.

Walks along the edges that several rules of political linkage take, complete or not.
"""

from collections.abc import Iterable
from datetime import timedelta

from peaceops.direct.check.standing import circle_of, live_activity, live_track
from peaceops.direct.check.view import Links, View, equals, joined, passed, recorded
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.politics import ObjectiveNode, PartnerNode, TrackNode
from peaceops.domain.strategy.protection import ActivityNode, TaskNode
from peaceops.domain.strategy.threat import DriverNode, ThreatNode
from peaceops.domain.truth import Truth, every, some

MOST_CANDIDATES = 5
"""As many are named; who needs more asks the graph."""


def protecting(view: View, threat: ThreatNode) -> Links[ActivityNode]:
    """Return the live activities that address a threat."""
    return view.into(threat, "addresses", ActivityNode).where(
        lambda activity: live_activity(view, activity)
    )


def tracks_for(view: View, threat: ThreatNode, activities: Links[ActivityNode]) -> Links[TrackNode]:
    """Return the tracks that serve what is done about a threat, or what resolves its drivers."""
    objectives: list[Links[ObjectiveNode]] = []
    for activity in activities.nodes:
        objectives.append(view.out(activity, "contributes_to", ObjectiveNode))
        tasks = view.out(activity, "implements", TaskNode)
        objectives += [view.out(task, "contributes_to", ObjectiveNode) for task in tasks.nodes]
        objectives.append(Links(complete=tasks.complete))
    drivers = view.into(threat, "causes", DriverNode)
    objectives += [view.into(driver, "resolves", ObjectiveNode) for driver in drivers.nodes]
    objectives.append(Links(complete=drivers.complete and activities.complete))
    ends = joined(objectives)
    tracks = joined(view.out(objective, "served_by", TrackNode) for objective in ends.nodes)
    return Links(tracks.nodes, (), tracks.complete and ends.complete)


def threats_of_objective(view: View, objective: ObjectiveNode) -> Links[ThreatNode]:
    """Return the threats whose drivers an objective resolves, or that live activities for it meet.

    An activity is for it where it, or a task it carries out, contributes to it.
    """
    drivers = view.out(objective, "resolves", DriverNode)
    tasks = view.into(objective, "contributes_to", TaskNode)
    activities = joined(
        [
            view.into(objective, "contributes_to", ActivityNode),
            *(view.into(task, "implements", ActivityNode) for task in tasks.nodes),
        ]
    ).where(lambda activity: live_activity(view, activity))
    return joined(
        [
            *(view.out(driver, "causes", ThreatNode) for driver in drivers.nodes),
            *(view.out(activity, "addresses", ThreatNode) for activity in activities.nodes),
            Links(complete=drivers.complete and tasks.complete and activities.complete),
        ]
    )


def threats_of_track(view: View, track: TrackNode) -> Links[ThreatNode]:
    """Return the threats behind the objectives that a track serves."""
    objectives = view.into(track, "served_by", ObjectiveNode)
    return joined(
        [
            *(threats_of_objective(view, objective) for objective in objectives.nodes),
            Links(complete=objectives.complete),
        ]
    )


def in_play(view: View, objective: ObjectiveNode) -> Truth:
    """Tell whether an objective is to be judged: active, or its phase begins within `lead_days`."""
    if objective.phase_starts is None:
        near: Truth = None if is_unknown(objective, "phase_starts") else True
    else:
        near = objective.phase_starts <= view.day + timedelta(days=view.limits.lead_days)
    return every(
        [
            some(
                [
                    equals(objective, "status", "active"),
                    every(
                        [
                            equals(objective, "status", "planned"),
                            recorded(objective, "phase_starts"),
                        ]
                    ),
                ]
            ),
            near,
            view.in_force(objective),
        ]
    )


def helpful(view: View, partner: PartnerNode) -> Truth:
    """Tell whether a partner is constructive or mixed. Past its review date, nobody knows."""
    assessed = recorded(partner, "role")
    if assessed and passed(partner, "review_by", view.day) is not False:
        return None
    return every([assessed, equals(partner, "role", "constructive", "mixed")])


def tracks_held_with(view: View, actor: str | None) -> tuple[TrackNode, ...]:
    """Return the live tracks with an actor, one above it, or a partner with leverage over one."""
    if actor is None:
        return ()
    circle, _ = circle_of(view, actor)
    levers = joined(view.into(one, "leverage_over", PartnerNode) for one in sorted(circle))
    seats = joined(
        view.having(TrackNode, "parties", name) for name in sorted({*circle, *levers.ids})
    )
    return tuple(
        sorted(
            (track for track in seats.nodes if live_track(view, track)), key=lambda track: track.id
        )
    )


def paths_of_leverage(view: View, actors: Iterable[str | None]) -> tuple[str, ...]:
    """Say which constructive or mixed partners can move actors, and through whom."""
    found = {
        (partner.id, above): f"{partner.name} has leverage over {above}"
        + (f", who stands above {actor}" if above != actor else "")
        for actor in sorted({actor for actor in actors if actor is not None})
        for above in sorted(circle_of(view, actor)[0])
        for partner in view.into(above, "leverage_over", PartnerNode).nodes
        if helpful(view, partner)
    }
    return shortened(found[key] for key in sorted(found))


def shortened(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the first few of what may help."""
    return tuple(dict.fromkeys(lines))[:MOST_CANDIDATES]


def listed(names: Iterable[str]) -> str:
    """Put ids into a sentence, always in the same order; a long list is cut and counted."""
    ids = sorted(set(names))
    if len(ids) <= 2 * MOST_CANDIDATES:
        return ", ".join(ids)
    return f"{', '.join(ids[: 2 * MOST_CANDIDATES])} and {len(ids) - 2 * MOST_CANDIDATES} more"
