"""What a task demands of a unit, and whether a restriction keeps the unit from it."""

from dataclasses import dataclass

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
    """What a task demands.

    Attributes:
        task: it.
        threats: open threats in its area, or met by activities that implement it.
        host: host forces may have to be faced: as recorded, or else by who poses the threats.
    """

    task: TaskNode
    threats: Links[ThreatNode]
    host: Truth


def demand_of(view: View, task: TaskNode) -> Demand:
    """Return what a task demands."""
    threats = threats_of(view, task)
    if task.host_force_relevant is None and not is_unknown(task, "host_force_relevant"):
        host = threats.some(lambda threat: posed_by_host(view, threat))
    else:
        host = equals(task, "host_force_relevant", True)
    return Demand(task, threats, host)


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
    return every([view.in_force(caveat), *_scope(caveat, demand.task), _bites(caveat, demand)])


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
    return every(
        [
            recorded(node, hours),
            has_warning(demand),
            _fits(node, hours, demand.task),
            demand.threats.every(lambda threat: _fits(node, hours, threat)),
        ]
    )


def has_warning(demand: Demand) -> Truth:
    """Tell whether any warning time is recorded for a task or for the threats behind it."""
    return some(
        [
            recorded(demand.task, "warning_hours"),
            demand.threats.some(lambda threat: recorded(threat, "warning_hours")),
        ]
    )


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


def _fits(node: Node, hours: str, warned: TaskNode | ThreatNode) -> Truth:
    needed: float | None = getattr(node, hours)
    if is_unknown(node, hours) or is_unknown(warned, "warning_hours"):
        return None
    return needed is None or warned.warning_hours is None or needed <= warned.warning_hours
