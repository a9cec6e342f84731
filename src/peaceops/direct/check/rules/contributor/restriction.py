"""What a task demands of a unit, and whether a restriction keeps the unit from it."""

from dataclasses import dataclass
from functools import cached_property

from peaceops.direct.check.standing import open_threat, posed_by_host
from peaceops.direct.check.view import Links, View, at_or_above, equals, holds, joined, recorded
from peaceops.domain.strategy.force import CaveatNode, UnitNode
from peaceops.domain.strategy.node import Node, is_unknown
from peaceops.domain.strategy.protection import ActivityNode, TaskNode
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.domain.truth import Truth, every, opposite, some

_PLAIN_KINDS = {"geographic", "task_type", "force_level"}
"""Kinds that exclude whatever lies within their scope."""


@dataclass(frozen=True)
class Demand:
    """What a task demands of a unit; what stands behind it is looked up once it is asked for.

    Attributes:
        view: where the task stands.
        task: it.
    """

    view: View
    task: TaskNode

    @cached_property
    def threats(self) -> Links[ThreatNode]:
        """Open threats in its area, or met by activities that implement it."""
        return threats_of(self.view, self.task)

    @cached_property
    def host(self) -> Truth:
        """Host forces may have to be faced: as recorded, or else by who poses the threats."""
        name = "host_force_relevant"
        if self.task.host_force_relevant is None and not is_unknown(self.task, name):
            return self.threats.some(lambda threat: posed_by_host(self.view, threat))
        return equals(self.task, name, True)

    @cached_property
    def warnings(self) -> tuple[float | None, bool]:
        """The shortest warning time on record, of it or a threat behind it; and if that is all."""
        warned: tuple[TaskNode | ThreatNode, ...] = (self.task, *self.threats.nodes)
        hours = [one.warning_hours for one in warned if one.warning_hours is not None]
        sure = not any(is_unknown(one, "warning_hours") for one in warned)
        return min(hours, default=None), sure and self.threats.complete

    @property
    def warned(self) -> Truth:
        """A warning time is recorded for it, or for a threat behind it."""
        shortest, sure = self.warnings
        return True if shortest is not None else (False if sure else None)


def threats_of(view: View, task: TaskNode) -> Links[ThreatNode]:
    """Return the open threats linked to a task: by its area, or by what implements it."""
    activities = view.into(task, "implements", ActivityNode)
    found = [view.matching(ThreatNode, "area", task, "area")]
    found += [view.out(activity, "addresses", ThreatNode) for activity in activities.nodes]
    linked = joined([*found, Links[ThreatNode](complete=activities.complete)])
    return linked.where(lambda threat: open_threat(view, threat))


def needs_force(task: TaskNode) -> Truth:
    """Tell whether a task needs force at all."""
    return at_or_above(task, "requires_force_level", 1)


def excludes(view: View, caveat: CaveatNode, demand: Demand) -> Truth:
    """Tell whether a restriction, in force and within its scope, excludes a task."""
    scope = every([view.in_force(caveat), *_scope(caveat, demand.task)])
    return False if scope is False else every([scope, _bites(caveat, demand)])


def excluded(view: View, unit: UnitNode, demand: Demand) -> Truth:
    """Tell whether any restriction excludes a unit from a task."""
    return view.into(unit, "restricts", CaveatNode).some(
        lambda caveat: excludes(view, caveat, demand)
    )


def excluding(view: View, unit: UnitNode, demand: Demand) -> tuple[CaveatNode, ...]:
    """Return the restrictions known to exclude a unit from a task."""
    return tuple(
        caveat
        for caveat in view.into(unit, "restricts", CaveatNode).nodes
        if excludes(view, caveat, demand)
    )


def said(caveat: CaveatNode) -> str:
    """Return a restriction in a few words; one that nobody declared says so."""
    kind = (caveat.kind or "restriction").replace("_", " ")
    observed = caveat.declared == "undeclared_observed"
    return f"{kind} ({caveat.id}{', observed and not declared' * observed})"


def beyond_limit(unit: UnitNode, demand: Demand) -> Truth:
    """Tell whether a unit takes longer than a task, or a threat behind it, allows."""
    return some(
        [
            _longer(unit, demand.task),
            demand.threats.some(lambda threat: _longer(unit, threat)),
        ]
    )


def within_warning(node: Node, hours: str, demand: Demand) -> Truth:
    """Tell whether so many hours fit into the warning time of a task and of the threats behind it.

    What has no recorded length, or no recorded warning time to fit into, does not.
    """
    shortest, sure = demand.warnings
    needed: float | None = getattr(node, hours)
    fits: Truth = None
    if needed is not None and shortest is not None and needed > shortest:
        fits = False
    elif needed is not None and sure:
        fits = True
    return every([recorded(node, hours), demand.warned, fits])


def _scope(caveat: CaveatNode, task: TaskNode) -> list[Truth]:
    return [
        _names(caveat, "task_codes", task, "code"),
        _names(caveat, "areas", task, "area"),
        _force(caveat, task),
    ]


def _names(caveat: CaveatNode, listed: str, task: TaskNode, own: str) -> Truth:
    """Tell whether a restriction that lists what it covers lists the task's; empty covers all."""
    if recorded(caveat, listed) is False:
        return True
    if is_unknown(task, own):
        return None
    value = getattr(task, own)
    return holds(caveat, listed, value) if value is not None else opposite(recorded(caveat, listed))


def _force(caveat: CaveatNode, task: TaskNode) -> Truth:
    if is_unknown(caveat, "force_level"):
        return None
    if caveat.force_level is None:
        return True
    return at_or_above(task, "requires_force_level", caveat.force_level)


def _bites(caveat: CaveatNode, demand: Demand) -> Truth:
    if is_unknown(caveat, "kind"):
        return None
    if caveat.kind in _PLAIN_KINDS:
        return True
    if caveat.kind == "night":
        return equals(demand.task, "night", True)
    if caveat.kind == "against_host_forces":
        return demand.host
    if caveat.kind == "requires_capital_approval":
        return opposite(within_warning(caveat, "approval_hours", demand))
    # Any other kind says nothing about a task unless it names what it excludes.
    return some(recorded(caveat, name) for name in ("task_codes", "areas", "force_level"))


def _longer(unit: UnitNode, limit: TaskNode | ThreatNode) -> Truth:
    if is_unknown(limit, "response_minutes") or is_unknown(unit, "response_minutes"):
        return None
    if limit.response_minutes is None or unit.response_minutes is None:
        return False
    return unit.response_minutes > limit.response_minutes
