"""What every course of action starts from: the strategy on the day, and where units stand."""

from dataclasses import dataclass, replace
from functools import cached_property

import msgspec

from peaceops.act.deploy.problem import DeployProblem, at_paper_clocks
from peaceops.act.deploy.reach import Reach, reach_of
from peaceops.act.deploy.result import Deployment
from peaceops.act.deploy.solve import deployment_today, evaluate
from peaceops.act.sequence.from_strategy import Reading, read_problem
from peaceops.act.sequence.result import told
from peaceops.act.sequence.solve import DEFAULT_STOP, Stop, solve
from peaceops.direct.check.report import check_strategy
from peaceops.direct.check.rules import RULES
from peaceops.direct.check.standing import open_threat
from peaceops.direct.check.view import View
from peaceops.domain.course import PLAN_MARKING
from peaceops.domain.finding import Finding
from peaceops.domain.marking import Marking, combined
from peaceops.domain.plan import Sequence
from peaceops.domain.strategy.force import (
    AcceptanceNode,
    CaveatNode,
    RequirementNode,
    UnitNode,
)
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.host import PostureNode, SupportNode
from peaceops.domain.strategy.judgement import DecisionNode
from peaceops.domain.strategy.mission import AreaNode
from peaceops.domain.strategy.node import Node
from peaceops.domain.strategy.politics import ObjectiveNode, TrackNode
from peaceops.domain.strategy.protection import TaskNode
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.domain.strategy.warning import WarningNode

_TOLD: tuple[type[Node], ...] = (
    TaskNode, ThreatNode, UnitNode, ObjectiveNode, TrackNode, RequirementNode, CaveatNode,
    AcceptanceNode, PostureNode, SupportNode, DecisionNode, WarningNode,
)  # fmt: skip
"""Kinds of records that a plan names or tells of."""
SHARE_THAT_MOVES = 4
"""Unless told otherwise one unit in so many may move: what a mission can relieve at once [P]."""


@dataclass(frozen=True)
class Situation:
    """What courses of action change.

    Attributes:
        view: the strategy as known on the day, with the outlook's likely areas.
        months: length of the plan.
        problem: who could stand where; None without an outlook, or without units.
        stop: of each search for an order.
    """

    view: View
    months: int
    problem: DeployProblem | None = None
    stop: Stop = DEFAULT_STOP

    @cached_property
    def reading(self) -> Reading:
        """The order of tasks as a problem."""
        return read_problem(self.view, self.months)

    @cached_property
    def marking(self) -> Marking:
        """The most that anything carries of which a plan tells; never below `PLAN_MARKING`."""
        told = (node.marking for kind in _TOLD for node in self.view.of(kind))
        return combined((PLAN_MARKING, *told))

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What a check finds in the strategy as recorded."""
        return self.check(self.view.strategy)

    def check(self, strategy: Strategy) -> tuple[Finding, ...]:
        """Return what fires in a strategy on the same day, under the same profile."""
        report = check_strategy(
            strategy, RULES, day=self.view.day, profile=self.view.profile, outlook=self.view.outlook
        )
        return tuple(one for one in report.findings if one.status == "fires")

    def order(self, reading: Reading) -> Sequence:
        """Put the tasks of a reading in order."""
        return told(self.view, reading, solve(reading.problem, self.stop))

    @cached_property
    def threats(self) -> tuple[ThreatNode, ...]:
        """Open threats, by id."""
        return tuple(
            sorted(
                (
                    threat
                    for threat in self.view.of(ThreatNode)
                    if open_threat(self.view, threat) is not False
                ),
                key=lambda threat: threat.id,
            )
        )

    def task(self, name: str) -> TaskNode:
        """Return a task of the plan."""
        return self.reading.facts[name].node

    @cached_property
    def claimed(self) -> DeployProblem | None:
        """The same deployment problem at the clocks that plans claim."""
        return None if self.problem is None else at_paper_clocks(self.problem)

    @cached_property
    def _reaches(self) -> dict[str, Reach]:
        found = {}
        if self.problem is not None:
            found["measured"] = reach_of(self.problem)
        if self.claimed is not None:
            found["claimed"] = reach_of(self.claimed)
        return found

    @cached_property
    def site_areas(self) -> dict[str, str]:
        """Area of the strategy that each site lies in, by the place nearest to it."""
        problem = self.problem
        if problem is None or not problem.places:
            return {}
        known = {area.id for area in self.view.of(AreaNode)}
        nearest = problem.km.argmin(axis=1)
        found = {
            site.id: problem.places[int(place)].area
            for site, place in zip(problem.sites, nearest, strict=True)
        }
        return {site: area for site, area in found.items() if area in known}

    @property
    def reach(self) -> Reach:
        """Reach at the mission's clocks."""
        return self._reaches["measured"]

    @property
    def claimed_reach(self) -> Reach:
        """Reach at the clocks that plans claim."""
        return self._reaches["claimed"]

    @cached_property
    def deployment(self) -> Deployment | None:
        """Today's posture."""
        return None if self.problem is None else deployment_today(self.problem, reach=self.reach)

    def as_claimed(self, deployment: Deployment) -> Deployment | None:
        """Return the same posture at the clocks that plans claim."""
        if self.claimed is None:
            return None
        return evaluate(self.claimed, deployment.site_of, reach=self.claimed_reach)

    @property
    def most_moves(self) -> int | None:
        """Units that may leave where they stand; None where nobody could."""
        if self.problem is None:
            return None
        given = self.problem.rules.most_moves
        return -(-len(self.problem.units) // SHARE_THAT_MOVES) if given is None else given

    def capped(self, problem: DeployProblem) -> DeployProblem:
        """Return a problem with the cap on moves."""
        rules = msgspec.structs.replace(problem.rules, most_moves=self.most_moves)
        return replace(problem, rules=rules)
