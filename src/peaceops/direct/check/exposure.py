"""Which threats a thing of the strategy touches: what is at stake when a finding names it.

A thing touches a threat when a short chain of edges joins them (at most `REACH` steps), or when it
is about the threat's actor or its area.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.mandate import MandateNode
from peaceops.domain.strategy.threat import GroupNode, ThreatNode
from peaceops.domain.threat_level import level_interval, rank

REACH = 3
_ABOUT_ACTOR = ("authority", "recipient", "target", "actor")
_IN_AREA = ("task", "activity", "unit", "response", "warning", "information_requirement")
_OPEN = {"suspected", "assessed", "active", None}


@dataclass(frozen=True)
class Stake:
    """What is at stake.

    Attributes:
        level: 0 none to 4 extreme; the upper end where the level is an interval.
        people: persons exposed; 0 where nobody recorded how many.
        first: the first date that sets a limit; None where there is none.
    """

    level: int = 0
    people: int = 0
    first: date | None = None


NOTHING = Stake()


def stakes(strategy: Strategy, day: date) -> dict[str, Stake]:
    """Return what is at stake with each thing that touches an open threat, or the mandate.

    Stakes spread from the threats, a step at a time; they do not pass through another threat.
    """
    threats = {threat.id for threat in strategy.of(ThreatNode) if _is_open(threat, day)}
    found = {
        threat.id: _own(strategy, threat, day)
        for threat in strategy.of(ThreatNode)
        if threat.id in threats
    }
    for mandate in strategy.of(MandateNode):
        if mandate.expires is not None and mandate.expires >= day:
            found[mandate.id] = Stake(first=mandate.expires)
    near = _neighbours(strategy, threats)
    for _ in range(REACH):
        reached = dict(found)
        for name, stake in found.items():
            for other in near.get(name, ()):
                if other not in threats:
                    reached[other] = together((reached.get(other, NOTHING), stake))
        found = reached
    return found


def together(parts: Iterable[Stake]) -> Stake:
    """Return the gravest of several stakes, in each of their three respects."""
    level, people, first = 0, 0, None
    for part in parts:
        level = max(level, part.level)
        people = max(people, part.people)
        if part.first is not None and (first is None or part.first < first):
            first = part.first
    return Stake(level, people, first)


def _is_open(threat: ThreatNode, day: date) -> bool:
    return threat.status in _OPEN and (threat.valid_to is None or threat.valid_to >= day)


def _own(strategy: Strategy, threat: ThreatNode, day: date) -> Stake:
    people = threat.people_exposed
    if people is None:
        groups = (strategy.nodes.get(edge.target) for edge in strategy.out(threat.id, "endangers"))
        people = sum(group.population or 0 for group in groups if isinstance(group, GroupNode))
    first = threat.window_from if threat.window_from and threat.window_from >= day else None
    return Stake(rank(level_interval(threat, day).high), people, first)


def _neighbours(strategy: Strategy, threats: set[str]) -> dict[str, set[str]]:
    near: dict[str, set[str]] = {}

    def join(one: str, other: str) -> None:
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)

    for edge in strategy.edges:
        join(edge.source, edge.target)
    for node in strategy.nodes.values():
        for field in _ABOUT_ACTOR:
            value = getattr(node, field, None)
            if isinstance(value, str):
                join(node.id, f"actor:{value}")
        area = getattr(node, "area", None)
        if isinstance(area, str) and (node.noun in _IN_AREA or node.id in threats):
            join(node.id, f"area:{area}")
    return near
