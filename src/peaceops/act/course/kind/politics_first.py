"""Politics first: talks with whoever threatens come before new protection tasks."""

import msgspec

from peaceops.act.course.draft import Draft, bands, put_first, with_records
from peaceops.act.course.situation import Situation
from peaceops.act.course.task_kind import political_tasks, protects
from peaceops.act.sequence.from_strategy import Reading
from peaceops.act.sequence.problem import Bar
from peaceops.direct.check.standing import live_track, reaches
from peaceops.domain.course import Opened
from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.node import Node
from peaceops.domain.strategy.politics import ObjectiveNode, TrackNode
from peaceops.domain.strategy.threat import DriverNode, ThreatNode


def draw(situation: Situation) -> Draft:
    """Return the course that puts the political process first (R-12, R-13, R-17).

    Transformation: steps of the political process and dialogue of tier I come before all other
    tasks. A protection task that is not under way waits until a track with whoever poses a threat
    that it serves is under way: a bar that lifts by a condition, never by a date. Posture as today.
    In the graph a track is taken up again, or opened, with each actor of an open threat whom no
    live track reaches, and serves the objectives that resolve the threat's drivers.
    """
    political = political_tasks(situation)
    opened, nodes, edges = _tracks(situation)
    reading = _waiting(put_first(situation.reading, political), political, opened)
    banded, said = bands(situation, political)
    return Draft(
        kind="politics_first",
        title="Politics first: talk with those who threaten",
        way=(
            "steps of the political process come before all other tasks; a new protection task "
            "waits until talks with those who pose its threat are under way; nobody moves"
        ),
        reading=reading,
        strategy=with_records(situation.view.strategy, [*nodes, *banded.values()], edges),
        changes=(*(_said(one) for one in opened), *([said] if said else [])),
        deployment=situation.deployment,
        placed=situation.deployment,
        opened=opened,
        risks=_risks(reading, opened),
        assumptions=tuple(f"{one.actor} comes to the table" for one in opened),
    )


def _tracks(situation: Situation) -> tuple[tuple[Opened, ...], list[Node], list[Edge]]:
    view = situation.view
    by_actor: dict[str, list[ThreatNode]] = {}
    for threat in situation.threats:
        held = any(
            reaches(view, track, threat) is True and live_track(view, track) is True
            for track in view.of(TrackNode)
        )
        if threat.actor is not None and not held:
            by_actor.setdefault(threat.actor, []).append(threat)
    opened: list[Opened] = []
    nodes: list[Node] = []
    edges: list[Edge] = []
    for actor, threats in sorted(by_actor.items()):
        track, resumed = _track(situation, actor, threats)
        nodes.append(track)
        edges += _serving(situation, track, threats)
        opened.append(
            Opened(
                track=track.id,
                title=track.title or track.id,
                actor=actor,
                threats=tuple(threat.id for threat in threats),
                resumed=resumed,
                owner=track.owner or "",
            )
        )
    return tuple(opened), nodes, edges


def _track(situation: Situation, actor: str, threats: list[ThreatNode]) -> tuple[TrackNode, bool]:
    """Return the track that died down and may be taken up again, else a new one."""
    view = situation.view
    for track in sorted(view.of(TrackNode), key=lambda one: one.id):
        if track.status != "closed" and any(reaches(view, track, one) is True for one in threats):
            return msgspec.structs.replace(track, status="active", last_engagement=view.day), True
    known = view.strategy.nodes.get(actor)
    return TrackNode(
        id=f"talks-{actor}",
        title=f"talks with {known.title if known and known.title else actor}",
        status="active",
        parties=(actor,),
        last_engagement=view.day,
        areas=tuple(sorted({threat.area for threat in threats if threat.area is not None})),
    ), False


def _serving(situation: Situation, track: TrackNode, threats: list[ThreatNode]) -> list[Edge]:
    """Return edges from the objectives that resolve the drivers of threats to a track."""
    view = situation.view
    objectives = {
        objective.id
        for threat in threats
        for driver in view.into(threat, "causes", DriverNode).nodes
        for objective in view.into(driver, "resolves", ObjectiveNode).nodes
    }
    there = {edge.source for edge in view.strategy.into(track.id, "served_by")}
    return [
        Edge(kind="served_by", source=name, target=track.id) for name in sorted(objectives - there)
    ]


def _waiting(reading: Reading, political: frozenset[str], opened: tuple[Opened, ...]) -> Reading:
    """Return a reading in which new protection waits for talks with those who pose its threat."""
    talks = {threat: one for one in opened for threat in one.threats}
    bars = []
    for job in reading.problem.jobs:
        facts = reading.facts[job.id]
        if job.under_way or job.id in political or not protects(facts.node):
            continue
        missing = [talks[threat] for threat in facts.threats if threat in talks]
        if missing and len(missing) == len(facts.threats):
            one = missing[0]
            bars.append(
                Bar(
                    layer="politics",
                    task=job.id,
                    binds=f"nobody talks with {one.actor}, who poses {', '.join(one.threats)}",
                    change=f"{one.title} is under way",
                    who=one.owner or "nobody owns it yet",
                    condition=True,
                )
            )
    problem = msgspec.structs.replace(reading.problem, bars=(*reading.problem.bars, *bars))
    return msgspec.structs.replace(reading, problem=problem)


def _said(one: Opened) -> str:
    verb = "is taken up again" if one.resumed else "is opened"
    return f"{one.track} ({one.title}) {verb} with {one.actor}, as if on the day"


def _risks(reading: Reading, opened: tuple[Opened, ...]) -> tuple[str, ...]:
    talks = {threat for one in opened for threat in one.threats}
    bare = sorted(
        job.id
        for job in reading.problem.jobs
        if job.under_way
        and protects(reading.facts[job.id].node)
        and reading.facts[job.id].threats
        and talks.issuperset(reading.facts[job.id].threats)
    )
    risks = ["talks may be held while people are killed, and be used to gain time"]
    if bare:
        risks.append(f"under way without a political counterpart today: {', '.join(bare)}")
    unowned = [one.title for one in opened if not one.owner]
    if unowned:
        risks.append(f"nobody owns {', '.join(unowned)} yet")
    return tuple(risks)
