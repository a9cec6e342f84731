"""What the record of an area says of each layer: who, which restriction, how many minutes."""

from collections.abc import Iterable

import msgspec

from peaceops.direct.check.rules.contributor.restriction import said
from peaceops.direct.check.standing import area_of, deployed, live_task
from peaceops.direct.check.view import View
from peaceops.direct.expectation.rules_reading import rules_reading
from peaceops.domain.strategy.dialogue import ExpectationNode, ScenarioNode
from peaceops.domain.strategy.force import (
    AuthorityNode,
    CaveatNode,
    RequirementNode,
    UnitNode,
)
from peaceops.domain.strategy.host import ConsentNode, PostureNode, SofaIncidentNode
from peaceops.domain.strategy.mandate import PROTECTION_CODES, ClauseNode
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.protection import TaskNode
from peaceops.domain.truth import Truth

_DENIALS = {"movement_denial", "flight_denial", "supply_blockage"}
_MISSION = "head of mission"


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What stands behind one layer.

    Attributes:
        lines: what the record says.
        remedy, who: the smallest change that would raise it, and who can make it.
        bars: of host and time: they bar any action; None where that can not be told.
    """

    lines: tuple[str, ...]
    remedy: str
    who: str
    bars: Truth = False


def evidence_of(
    view: View, scenario: ScenarioNode, area: str | None, leaves: float | None
) -> dict[str, Evidence]:
    """Return what the record says of each layer, by name; arguments as for `layers_of`."""
    units = _units(view, area)
    tasks = _tasks(view, area)
    return {
        "mandate": _mandate(view, tasks),
        "rules": _rules(view, scenario, units),
        "command": _command(view, scenario),
        "acceptance": _acceptance(view, scenario, units),
        "capability": _capability(view, tasks),
        "host": _host(view, area, tasks),
        "time": _time(view, scenario, area, leaves),
    }


def _units(view: View, area: str | None) -> list[UnitNode]:
    return [
        unit
        for unit in sorted(view.of(UnitNode), key=lambda one: one.id)
        if deployed(view, unit) is not False
        and (area is None or area == unit.base or area in unit.areas)
    ]


def _tasks(view: View, area: str | None) -> list[TaskNode]:
    return [
        task
        for task in sorted(view.of(TaskNode), key=lambda one: one.id)
        if live_task(view, task) is not False
        and task.code in PROTECTION_CODES
        and (area is None or task.area == area)
    ]


def _mandate(view: View, tasks: list[TaskNode]) -> Evidence:
    clauses = {
        clause.id: clause
        for task in tasks
        for clause in view.out(task, "from_clause", ClauseNode).nodes
        if view.in_force(clause) is not False
    }
    force = sorted(name for name, clause in clauses.items() if clause.force)
    silent = ", ".join(task.id for task in tasks if not view.out(task, "from_clause").nodes)
    return Evidence(
        lines=_lines(
            force and f"force is authorised by {', '.join(force)}",
            tasks
            and not force
            and "no clause behind the tasks of protection there is recorded to authorise force",
            silent and f"from which clause these come is not recorded: {silent}",
        ),
        remedy="the mandate authorises what is expected, or says that it does not",
        who="Security Council",
    )


def _rules(view: View, scenario: ScenarioNode, units: list[UnitNode]) -> Evidence:
    readings = [rules_reading(view, unit) for unit in units]
    behind = [one for one in readings if one.state != "acknowledged"]
    lower = [
        f"{one.respondent or one.party} expects less than the rules allow: whether it reads them "
        "otherwise or is not willing is to be asked"
        for one in view.into(scenario, "in_scenario", ExpectationNode).nodes
        if one.party == "contributors"
        and one.action_level is not None
        and scenario.rules is not None
        and one.action_level < scenario.rules
    ]
    names = ", ".join(one.unit for one in behind)
    return Evidence(
        lines=(*(one.words for one in behind), *lower),
        remedy=f"the commanders of {names} are briefed on the rules in force and acknowledge them"
        if behind
        else "a change of the rules is asked for, by reference",
        who="force commander and police commissioner, with the contributors"
        if behind
        else "head of mission, who asks the Secretariat",
    )


def _command(view: View, scenario: ScenarioNode) -> Evidence:
    needed = scenario.needed_action
    lines = []
    for one in sorted(view.of(AuthorityNode), key=lambda node: node.id):
        if one.side == "un" and one.approves_force_up_to is not None:
            reached = f", reached in {one.reachable_hours:g} h" if one.reachable_hours else ""
            enough = "" if needed is None or one.approves_force_up_to >= needed else ": too low"
            lines.append(
                f"{one.id} approves up to level {one.approves_force_up_to}{reached}{enough}"
            )
        if one.observed_parallel:
            lines.append(f"{one.name} was seen to give orders besides")
    return Evidence(
        lines=tuple(lines),
        remedy="it is settled in writing who decides within the warning time"
        + ("" if needed is None else f", up to level {needed}"),
        who=_MISSION,
    )


def _acceptance(view: View, scenario: ScenarioNode, units: list[UnitNode]) -> Evidence:
    found = [
        (unit, caveat)
        for unit in units
        for caveat in view.into(unit, "restricts", CaveatNode).nodes
        if view.in_force(caveat) is not False
    ]
    biting = [(unit, caveat) for unit, caveat in found if _may_bite(caveat, scenario)]
    who = sorted({unit.contributor or f"the contributor of {unit.id}" for unit, _ in biting})
    lifted = ", ".join(f"{caveat.id} of {unit.id}" for unit, caveat in biting)
    return Evidence(
        lines=tuple(f"{unit.id} is restricted: {said(caveat)}" for unit, caveat in found),
        remedy=f"{lifted}: lifted for this scenario, or a unit without it is placed there"
        if biting
        else "contributors are asked what they accept here, and answer",
        who=", ".join(who) or "contributors, asked by the Secretariat",
    )


def _may_bite(caveat: CaveatNode, scenario: ScenarioNode) -> bool:
    """Tell whether a restriction may keep a unit from acting in a scenario, as far as is known."""
    needed, warned = scenario.needed_action, scenario.warning_hours
    if caveat.kind == "against_host_forces":
        return scenario.host_threat is not False
    if caveat.kind == "force_level":
        return None in (needed, caveat.force_level) or (caveat.force_level or 0) <= (needed or 0)
    if caveat.kind == "requires_capital_approval":
        hours = caveat.approval_hours
        return hours is None or warned is None or hours >= warned
    return caveat.kind in _ANYWHERE


_ANYWHERE = {"geographic", "task_type", "night", "movement_distance"}


def _capability(view: View, tasks: list[TaskNode]) -> Evidence:
    short = []
    wanted = {
        one.id: one for task in tasks for one in view.out(task, "requires", RequirementNode).nodes
    }
    for name, one in sorted(wanted.items()):
        if one.quantity is None:
            continue
        there = sum(
            edge.quantity or 0 if edge.quantity is not None else 1
            for edge in view.strategy.into(name, "provides")
        )
        if there < one.quantity:
            short.append((one, there))
    return Evidence(
        lines=tuple(f"{one.name}: {there:g} of {one.quantity:g} are there" for one, there in short),
        remedy="; ".join(
            f"{(one.quantity or 0) - there:g} more of {one.id} ({one.function or one.title})"
            for one, there in short
        )
        or "what units lack here is written down and asked for",
        who="contributors, asked by the Secretariat",
    )


def _host(view: View, area: str | None, tasks: list[TaskNode]) -> Evidence:
    states = [one for one in view.of(ConsentNode) if one.date is not None]
    latest = max(states, key=lambda one: (str(one.date), one.id), default=None)
    refused = [task.id for task in tasks if task.host_permission == "refused"]
    denied = sorted(
        one.id
        for one in view.of(SofaIncidentNode)
        if one.type in _DENIALS and one.resolved is None and area in {None, one.area}
    )
    withdrawn = [
        one.id
        for one in view.of(PostureNode)
        if one.consent == "withdrawn" and one.area == area and view.in_force(one) is not False
    ]
    if latest is not None and latest.state == "withdrawn":
        withdrawn.append(latest.id)
    all_refused = bool(tasks) and len(refused) == len(tasks)
    bars: Truth = bool(withdrawn) or all_refused
    if not bars and (denied or refused or any(is_unknown(one, "host_permission") for one in tasks)):
        bars = None
    return Evidence(
        lines=_lines(
            withdrawn and f"consent is withdrawn: {', '.join(withdrawn)}",
            refused and f"permission refused for {', '.join(refused)}",
            denied and f"passage denied and not resolved: {', '.join(denied)}",
        ),
        remedy="the host lets the mission pass and act there, and says so to its own forces",
        who="the host State; asked by the head of mission and by members of the Council",
        bars=bars,
    )


def _time(view: View, scenario: ScenarioNode, area: str | None, leaves: float | None) -> Evidence:
    """Compare the warning with how long it takes from alert to arrival.

    Where the area's own figure fits and the mission's measured clocks do not, nobody can tell: the
    figure may be a plan, or whoever is needed may stand there already.
    """
    hours, place = scenario.warning_hours, area_of(view, area)
    arrives = None if place is None else place.response_minutes
    lines = (
        "how long before harm it is known is not recorded"
        if hours is None
        else f"known {hours:g} h before",
        "how long it takes from alert to arrival is not recorded"
        if arrives is None
        else f"{arrives} minutes from alert to arrival, as recorded for the area",
        "how soon the mission leaves after an alert was never measured"
        if leaves is None
        else f"{leaves / 60:.0f} h from alert to departure, by the mission's own clocks",
    )
    bars: Truth = None
    if hours is not None and arrives is not None and arrives > hours * 60:
        bars = True
    elif hours is not None and arrives is not None and (leaves is None or leaves <= hours * 60):
        bars = False
    return Evidence(
        lines=lines,
        remedy="warnings come earlier, the decision is delegated, or units stand nearer",
        who=_MISSION,
        bars=bars,
    )


def _lines(*found: object) -> tuple[str, ...]:
    return tuple(one for one in _texts(found) if one)


def _texts(found: Iterable[object]) -> Iterable[str]:
    return (one for one in found if isinstance(one, str))
