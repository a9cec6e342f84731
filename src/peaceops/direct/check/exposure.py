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
        days_left: until the first date that sets a limit; None where there is none.
    """

    level: int = 0
    people: int = 0
    days_left: int | None = None


class Exposure:
    """The threats that each thing touches, found once for a whole report."""

    def __init__(self, strategy: Strategy, day: date) -> None:
        self._strategy = strategy
        self._day = day
        self._threats = {
            threat.id: threat
            for threat in strategy.of(ThreatNode)
            if threat.status in _OPEN and (threat.valid_to is None or threat.valid_to >= day)
        }
        self._near = self._neighbours()
        self._touched: dict[str, frozenset[str]] = {}

    def threats(self, name: str) -> frozenset[str]:
        """Return the ids of the open threats that a thing touches."""
        if name not in self._touched:
            self._touched[name] = self._reach(name)
        return self._touched[name]

    def stake(self, objects: Iterable[str], due: date | None = None) -> Stake:
        """Return what is at stake with some objects together."""
        names = list(objects)
        threats = [
            self._threats[threat]
            for threat in sorted({threat for name in names for threat in self.threats(name)})
        ]
        days = [day for day in (due, *(threat.window_from for threat in threats)) if day]
        if any(isinstance(self._strategy.nodes.get(name), MandateNode) for name in names):
            days += [
                node.expires for node in self._strategy.of(MandateNode) if node.expires is not None
            ]
        left = [(day - self._day).days for day in days if day >= self._day]
        return Stake(
            level=max((rank(level_interval(one, self._day).high) for one in threats), default=0),
            people=max((self._people(threat) for threat in threats), default=0),
            days_left=min(left, default=None),
        )

    def _people(self, threat: ThreatNode) -> int:
        if threat.people_exposed is not None:
            return threat.people_exposed
        groups = (
            self._strategy.nodes.get(edge.target)
            for edge in self._strategy.out(threat.id, "endangers")
        )
        return sum(group.population or 0 for group in groups if isinstance(group, GroupNode))

    def _reach(self, name: str) -> frozenset[str]:
        found: set[str] = set()
        seen = {name}
        front = {name}
        for _ in range(REACH + 1):
            # A threat ends the chain: what lies behind it is another matter.
            found |= front & self._threats.keys()
            front = {
                near
                for one in front - self._threats.keys()
                for near in self._near.get(one, ())
                if near not in seen
            }
            seen |= front
        return frozenset(found)

    def _neighbours(self) -> dict[str, set[str]]:
        near: dict[str, set[str]] = {}

        def join(one: str, other: str) -> None:
            near.setdefault(one, set()).add(other)
            near.setdefault(other, set()).add(one)

        for edge in self._strategy.edges:
            join(edge.source, edge.target)
        for node in self._strategy.nodes.values():
            for field in _ABOUT_ACTOR:
                value = getattr(node, field, None)
                if isinstance(value, str):
                    join(node.id, f"actor:{value}")
            area = getattr(node, "area", None)
            if isinstance(area, str) and (node.noun in _IN_AREA or node.id in self._threats):
                join(node.id, f"area:{area}")
        return near
