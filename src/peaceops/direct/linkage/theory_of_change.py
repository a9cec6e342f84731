"""Theories of change: how an activity or task is meant to serve an objective (doctrine B14)."""

from datetime import date

import msgspec

from peaceops.direct.check.view import View
from peaceops.direct.linkage.seen import edge_marking, seen_by
from peaceops.direct.linkage.told import Told, gathered, told
from peaceops.domain.marking import Marking
from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.node import Node, is_unknown
from peaceops.domain.strategy.protection import ActivityNode, TaskNode
from peaceops.domain.strategy.threat import ThreatNode


class TheoryOfChange(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of the sentence "If … by … towards … then …, because …; provided that …".

    Attributes:
        source, source_name: id, and name as people say it, of the activity or task.
        target, target_name: the same of the objective.
        owner: accountable posts.
        actors: who poses the threats that it addresses, by name.
        behaviour, mechanism, assumption, disconfirming_sign, indicator, strength: of the edge.
        blanks: how many of the six parts of the sentence that should be recorded are not.
        marking: of the edge and its ends.
    """

    source: str
    source_name: str
    target: str
    target_name: str
    owner: Told
    actors: Told
    behaviour: Told
    mechanism: Told
    assumption: Told
    disconfirming_sign: Told
    indicator: Told
    strength: Told
    blanks: int
    marking: Marking


def theories_of_change(
    strategy: Strategy, day: date, clearance: Marking
) -> tuple[TheoryOfChange, ...]:
    """Return one theory of change for each `contributes_to` edge, by its two ids."""
    view = seen_by(strategy, day, clearance).view
    found = [
        _theory(view, edge)
        for edge in view.strategy.edges
        if edge.kind == "contributes_to"
        and edge.source in view.strategy.nodes
        and edge.target in view.strategy.nodes
    ]
    return tuple(sorted(found, key=lambda theory: (theory.source, theory.target)))


def _theory(view: View, edge: Edge) -> TheoryOfChange:
    source, target = view.strategy.nodes[edge.source], view.strategy.nodes[edge.target]
    parts = {
        "owner": told(source, "owner", "owners"),
        "actors": _actors(view, source),
        **{
            name: told(edge, name)
            for name in ("behaviour", "mechanism", "assumption", "disconfirming_sign")
        },
    }
    return TheoryOfChange(
        source=source.id,
        source_name=source.title or source.id,
        target=target.id,
        target_name=target.title or target.id,
        indicator=told(edge, "indicator"),
        strength=told(edge, "strength"),
        blanks=sum(part.state == "not_recorded" for part in parts.values()),
        marking=edge_marking(view.strategy, edge),
        **parts,
    )


def _actors(view: View, source: Node) -> Told:
    """Gather who poses the threats that an activity addresses; for a task, by its activities."""
    complete = True
    doing: list[ActivityNode] = []
    if isinstance(source, ActivityNode):
        doing.append(source)
    elif isinstance(source, TaskNode):
        by = view.into(source, "implements", ActivityNode)
        complete &= by.complete
        doing.extend(by.nodes)
    names: list[str] = []
    for activity in doing:
        faced = view.out(activity, "addresses", ThreatNode)
        complete &= faced.complete
        for threat in faced.nodes:
            complete &= not is_unknown(threat, "actor")
            if threat.actor is not None:
                actor = view.strategy.nodes.get(threat.actor)
                names.append(actor.title or actor.id if actor else threat.actor)
    return gathered(tuple(names), complete=complete)
