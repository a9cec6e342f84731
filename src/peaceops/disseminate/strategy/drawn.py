"""What of a strategy is drawn: what stands on the day, with honest blanks and unknowns."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from peaceops.direct.check.standing import (
    deployed,
    live_activity,
    live_task,
    open_threat,
)
from peaceops.direct.check.view import View, equals
from peaceops.direct.linkage.seen import Seen, edge_marking, seen_by
from peaceops.disseminate.language import Language
from peaceops.disseminate.strategy.gap import Gaps, Side, find_gaps
from peaceops.disseminate.strategy.note import note_on
from peaceops.disseminate.strategy.phrase import noun_word
from peaceops.domain.marking import Marking, combined
from peaceops.domain.strategy.force import UnitNode
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.node import Node
from peaceops.domain.strategy.politics import ObjectiveNode, TrackNode
from peaceops.domain.strategy.protection import ActivityNode, TaskNode
from peaceops.domain.strategy.threat import DriverNode, ThreatNode
from peaceops.domain.threat_level import LevelInterval, level_interval
from peaceops.domain.truth import Truth, every, opposite

EDGES = (
    "causes",
    "addresses",
    "implements",
    "contributes_to",
    "served_by",
    "assigned",
    "undermines",
)
"""Kinds of edges that are drawn as lines; `resolves` runs against the stream and is written."""


@dataclass(frozen=True)
class DrawnNode:
    """A thing in the picture.

    Attributes:
        id, noun, title: what it is.
        note: a line of what matters most about it.
        hint: all that a reader is told who points at it.
        level: of a threat.
        blank, doubt: sides on which a link is wanted and none is recorded, or nobody knows.
        marking: its own.
    """

    id: str
    noun: str
    title: str
    note: str
    hint: str
    level: LevelInterval | None
    blank: tuple[Side, ...]
    doubt: tuple[Side, ...]
    marking: Marking


@dataclass(frozen=True)
class DrawnEdge:
    """A line in the picture.

    Attributes:
        kind, source, target: of the edge.
        doubt: something about it is unknown.
        hint: what a reader is told who points at it.
        marking: of the edge and its ends.
    """

    kind: str
    source: str
    target: str
    doubt: bool
    hint: str
    marking: Marking


@dataclass(frozen=True)
class Drawn:
    """What is drawn.

    Attributes:
        mission: its name.
        day: as of.
        nodes, edges: by id; by kind, source and target.
        total: how many nodes there would be in the whole picture.
        ended: nodes of drawn kinds that do not stand on the day.
        left_out: nodes and edges above the reader's clearance.
        near: for each thing that is not drawn, the drawn ones it is tied to.
    """

    mission: str
    day: date
    nodes: tuple[DrawnNode, ...]
    edges: tuple[DrawnEdge, ...]
    total: int
    ended: int
    left_out: int
    near: dict[str, tuple[str, ...]]

    @property
    def marking(self) -> Marking:
        """The most that anything drawn carries."""
        return combined(
            [*(node.marking for node in self.nodes), *(edge.marking for edge in self.edges)]
        )


def drawn(strategy: Strategy, day: date, clearance: Marking, words: Language) -> Drawn:
    """Return what is to be drawn of a strategy as of a day for a reader."""
    seen = seen_by(strategy, day, clearance)
    view = seen.view
    kinds: tuple[tuple[type[Node], Callable[[View, Any], Truth]], ...] = (
        (DriverNode, lambda view, node: view.in_force(node)),
        (ThreatNode, open_threat),
        (ActivityNode, live_activity),
        (TaskNode, live_task),
        (ObjectiveNode, _standing_objective),
        (TrackNode, _standing_track),
        (UnitNode, deployed),
    )
    all_of_them = [(node, stands(view, node)) for kind, stands in kinds for node in view.of(kind)]
    chosen = {node.id: node for node, answer in all_of_them if answer is not False}
    edges = tuple(
        DrawnEdge(
            edge.kind,
            edge.source,
            edge.target,
            bool(edge.unknown),
            _edge_hint(edge.kind, edge.source, edge.target, edge.mechanism, words),
            edge_marking(view.strategy, edge),
        )
        for edge in view.strategy.edges
        if edge.kind in EDGES and edge.source in chosen and edge.target in chosen
    )
    gaps = find_gaps(seen, ((edge.kind, edge.source, edge.target) for edge in edges))
    names = set(chosen)
    nodes = tuple(_node(seen, chosen[name], names, gaps, words) for name in sorted(chosen))
    return Drawn(
        mission=view.strategy.mission.title or view.strategy.mission.id,
        day=day,
        nodes=nodes,
        edges=edges,
        total=len(nodes),
        ended=len(all_of_them) - len(chosen),
        left_out=seen.left_out,
        near=_near(view.strategy, names),
    )


def _standing_objective(view: View, objective: ObjectiveNode) -> Truth:
    return every(
        [opposite(equals(objective, "status", "reached", "dropped")), view.in_force(objective)]
    )


def _standing_track(view: View, track: TrackNode) -> Truth:
    return every([opposite(equals(track, "status", "closed")), view.in_force(track)])


def _node(seen: Seen, node: Node, chosen: set[str], gaps: Gaps, words: Language) -> DrawnNode:
    note = note_on(seen, node, chosen, words)
    blank, doubt = gaps.of(node)
    hint = words.say("{noun} {name}", noun=noun_word(node.noun, words).capitalize(), name=node.name)
    return DrawnNode(
        id=node.id,
        noun=node.noun,
        title=node.title,
        note=note,
        hint=f"{hint} · {note}" if note else hint,
        level=level_interval(node, seen.view.day) if isinstance(node, ThreatNode) else None,
        blank=blank,
        doubt=doubt,
        marking=node.marking,
    )


def _edge_hint(kind: str, source: str, target: str, mechanism: str, words: Language) -> str:
    said = {
        "causes": words.say("{source} causes {target}", source=source, target=target),
        "addresses": words.say("{source} addresses {target}", source=source, target=target),
        "implements": words.say("{source} carries out {target}", source=source, target=target),
        "contributes_to": words.say("{source} serves {target}", source=source, target=target),
        "served_by": words.say("{source} is pursued on {target}", source=source, target=target),
        "assigned": words.say("{source} is assigned to {target}", source=source, target=target),
        "undermines": words.say("{source} undermines {target}", source=source, target=target),
    }[kind]
    return (
        words.say("{said}, because {mechanism}", said=said, mechanism=mechanism)
        if (mechanism)
        else said
    )


ACTOR_FIELDS = ("actor", "authority", "recipient")
"""Fields by which what is not drawn, such as posture or support, speaks of who poses threats."""


def _near(strategy: Strategy, chosen: set[str]) -> dict[str, tuple[str, ...]]:
    """Tie what is not drawn to what is: by links, and by the actor that both speak of."""
    found: dict[str, set[str]] = {}
    for edge in strategy.edges:
        for one, other in ((edge.source, edge.target), (edge.target, edge.source)):
            if one not in chosen and other in chosen:
                found.setdefault(one, set()).add(other)
    posed: dict[str, set[str]] = {}
    for threat in strategy.of(ThreatNode):
        if threat.id in chosen and threat.actor is not None:
            posed.setdefault(threat.actor, set()).add(threat.id)
    for actor, threats in posed.items():
        found.setdefault(actor, set()).update(threats)
    for node in strategy.nodes.values():
        for field in ACTOR_FIELDS if node.id not in chosen else ():
            actors = getattr(node, field, None)
            if isinstance(actors, str) and actors in posed:
                found.setdefault(node.id, set()).update(posed[actors])
    return {name: tuple(sorted(ends)) for name, ends in sorted(found.items())}
