"""Capability gap against threat.

## What it asks

Is what the threats require there, can it be used, and does it reach the people in time?

## Why

Requirements follow threats, and gaps have victims: the people who are out of reach.

## Source

- D1: "consider capability requirements"
- D1: "assessment of threats driving capability requirements and planning"

## Fires when

- (a) a critical requirement has been needed for more than `unmet_days` (30) and is not covered:
  usable units, divided by how many are needed, give less than 1;
- (b) an active task in the top band, or in none, states no requirement;
- (c) of the people at risk where a threat is high or extreme, a smaller share than `reach_target`
  (0.8) is within reach in time;
- (d) one contributor provides all of a critical function.

A unit is usable while it is in the mission, at least `serviceable_share` (0.75) of its major
equipment works, no restriction excludes it from a task that needs the requirement, and it was
trained on protection.

## Severity

Error for an uncovered critical requirement; warning otherwise.

## What clears it

Move a base, add mobility, find another unit or partner, change the task; and show the people who
are out of reach until then.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
requirements: [{id: Q, function: mobility, quantity: 2, critical: true, needed_from: 2031-01-01}]
tasks: [{id: K1, band: 2, requires: [Q]}, {id: K2, band: 1}]
units:
  - id: HELI
    contributor: Aland
    provides: [{to: Q, quantity: 2}]
    serviceability: 0.4
    trainings: [{kind: pre_deployment, date: 2030-12-01}]
```

```yaml
mission: {id: M, as_of: 2031-05-01}
areas:
  - {id: north, people_at_risk: 8000, patrol_reach: false}
  - {id: south, people_at_risk: 2000, patrol_reach: true}
threats:
  - {id: T1, level: high, status: active, area: north}
  - {id: T2, level: extreme, status: active, area: south}
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
areas: [{id: north, people_at_risk: 8000, patrol_reach: true}]
threats: [{id: T1, level: high, status: active, area: north}]
requirements: [{id: Q, function: mobility, quantity: 2, critical: true, needed_from: 2031-01-01}]
tasks: [{id: K, band: 1, requires: [Q], area: north}]
units:
  - id: HELI1
    contributor: Aland
    provides: [Q]
    serviceability: 0.9
    trainings: [{kind: pre_deployment, date: 2030-12-01}]
  - id: HELI2
    contributor: Bland
    provides: [Q]
    trainings: [{kind: in_mission, date: 2031-02-01}]
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
requirements: [{id: Q, function: mobility, quantity: 1, critical: true, needed_from: 2031-01-01}]
units:
  - id: HELI1
    contributor: Aland
    provides: [Q]
    serviceability: unknown
    trainings: [{kind: pre_deployment, date: 2030-12-01}]
  - {id: HELI2, contributor: Bland, provides: [Q]}
```

## Edge cases

Equipment that does not work and restrictions reduce coverage. A unit counts once unless its link
says how many it provides; a requirement without a number needs one, and without a day has been
needed all along. A task without a band is not shown to matter less. People are counted by the
area's record, or else by the most that a threat there is said to expose; an area that is known to
hold people at risk, and for which no reach is recorded, is not within reach. Where nobody is
counted, (c) is silent. Units of which no contributor is recorded make no second contributor.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.rules.contributor.restriction import Demand, excluded
from peaceops.direct.check.standing import area_of, deployed, grave, live_task
from peaceops.direct.check.view import Links, View, below, equals, joined, recorded, since
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.force import CaveatNode, RequirementNode, TrainingNode, UnitNode
from peaceops.domain.strategy.mission import AreaNode
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.protection import TaskNode
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.domain.truth import Truth, every, opposite, some


@dataclass(frozen=True)
class _Demands:
    """What tasks demand, each with whether it is active; and whether these are all."""

    of: tuple[tuple[Truth, Demand], ...]
    complete: bool


def check(view: View) -> Iterator[Case]:
    """Find requirements, tasks and people for whom what is there does not do."""
    demanded: dict[str, Demand] = {}
    for requirement in view.of(RequirementNode):
        critical = every([equals(requirement, "critical", True), view.in_force(requirement)])
        if critical is not False:
            yield from _uncovered(view, requirement, critical, demanded)
            yield from _single(view, requirement, critical)
    for task in view.of(TaskNode):
        yield from _unstated(view, task)
    yield from _out_of_reach(view)


def _uncovered(
    view: View, requirement: RequirementNode, critical: Truth, demanded: dict[str, Demand]
) -> Iterator[Case]:
    days = view.limits.unmet_days
    # In need for some time: not so lately that there was no time to cover it, and not to come.
    lately = since(requirement, "needed_from", view.day, days)
    units = view.into(requirement, "provides", UnitNode)
    demands = _demands(view, requirement, demanded)
    usable = {unit.id: _usable(view, unit, demands) for unit in units.nodes}
    verdict = every([critical, opposite(lately), _below_one(requirement, units, usable)])
    if verdict is False:
        return
    have = sum(_provided(edge)[0] for edge in units.edges if usable.get(edge.source))
    needed = _needed(requirement)
    yield Case(
        verdict=verdict,
        objects=(requirement.id,),
        part="a",
        severity=Severity.ERROR,
        message=(
            f"critical requirement {requirement.name}{_function(requirement)} is covered by "
            f"{have:g} of {needed:g}"
        ),
        unknown=(
            f"whether critical requirement {requirement.name} is covered can not be told: numbers, "
            "units, equipment, restrictions or training are not known"
        ),
        clears_when=(
            f"usable units provide {needed:g}: in the mission, equipment working, no restriction "
            "against the tasks that need it, trained"
        ),
        related=units.ids,
        candidates=tuple(
            f"{unit.name} provides it, but {why}"
            for unit in sorted(units.nodes, key=lambda unit: unit.id)
            if usable[unit.id] is False and (why := _why_not(view, unit, demands))
        ),
        decision=f"Who finds {requirement.function or 'what'} {requirement.id} lacks, from whom?",
        root=requirement.id,
    )


def _function(requirement: RequirementNode) -> str:
    return f" ({requirement.function})" if requirement.function else ""


def _below_one(
    requirement: RequirementNode, units: Links[UnitNode], usable: dict[str, Truth]
) -> Truth:
    """Tell whether usable units, divided by how many are needed, give less than 1."""
    least = most = 0.0
    for edge in units.edges:
        answer = usable.get(edge.source, False)
        low, high = _provided(edge)
        least += low if answer is True else 0
        most += high if answer is not False else 0
    if not units.complete:
        most = float("inf")
    if is_unknown(requirement, "quantity"):
        return True if most == 0 else None
    needed = _needed(requirement)
    if most < needed:
        return True
    return False if least >= needed else None


def _needed(requirement: RequirementNode) -> float:
    return 1.0 if requirement.quantity is None else requirement.quantity


def _provided(edge: Edge) -> tuple[float, float]:
    if "quantity" in edge.unknown:
        return 0.0, float("inf")
    number = 1.0 if edge.quantity is None else edge.quantity
    return number, number


def _usable(view: View, unit: UnitNode, demands: _Demands) -> Truth:
    return every(
        [
            deployed(view, unit),
            opposite(below(unit, "serviceability", view.limits.serviceable_share)),
            opposite(_restricted(view, unit, demands)),
            _trained(view, unit),
        ]
    )


def _demands(view: View, requirement: RequirementNode, demanded: dict[str, Demand]) -> _Demands:
    """Return what the active tasks that need a requirement demand."""
    tasks = view.into(requirement, "requires", TaskNode)
    answers = [(live_task(view, task), task) for task in tasks.nodes]
    return _Demands(
        tuple(
            (live, demanded.setdefault(task.id, Demand(view, task)))
            for live, task in answers
            if live is not False
        ),
        tasks.complete,
    )


def _restricted(view: View, unit: UnitNode, demands: _Demands) -> Truth:
    """Tell whether a restriction excludes a unit from a task that needs a requirement."""
    return some(
        [
            *(every([live, excluded(view, unit, demand)]) for live, demand in demands.of),
            False if demands.complete or not _restrictable(view, unit) else None,
        ]
    )


def _restrictable(view: View, unit: UnitNode) -> bool:
    """Tell whether a unit has, or may have, any restriction at all."""
    return view.into(unit, "restricts", CaveatNode).any is not False


def _trained(view: View, unit: UnitNode) -> Truth:
    return view.into(unit, "trains", TrainingNode).some(lambda one: recorded(one, "date"))


def _why_not(view: View, unit: UnitNode, demands: _Demands) -> str:
    if unit.deployed is not None and unit.deployed > view.day:
        return f"arrives on {unit.deployed.isoformat()}"
    if below(unit, "serviceability", view.limits.serviceable_share):
        return f"{unit.serviceability:.0%} of its equipment works"
    if _restricted(view, unit, demands):
        return "a restriction excludes it"
    return "no training on protection is recorded" if _trained(view, unit) is False else ""


def _single(view: View, requirement: RequirementNode, critical: Truth) -> Iterator[Case]:
    alike = Links((requirement,))
    if requirement.function or is_unknown(requirement, "function"):
        alike = joined([alike, view.matching(RequirementNode, "function", requirement, "function")])
    units = joined(view.into(one, "provides", UnitNode) for one in alike.nodes).where(view.in_force)
    contributors = sorted({unit.contributor for unit in units.nodes if unit.contributor})
    complete = (
        alike.complete
        and units.complete
        and not any(is_unknown(unit, "contributor") for unit in units.nodes)
    )
    alone: Truth = len(contributors) == 1
    if not complete and len(contributors) < 2:
        alone = None
    verdict = every([critical, alone])
    if verdict is False:
        return
    who = contributors[0] if contributors else "one contributor"
    yield Case(
        verdict=verdict,
        objects=(requirement.id,),
        part="d",
        severity=Severity.WARNING,
        message=(
            f"{who} provides all of critical {requirement.function or 'requirement'} "
            f"({requirement.name}): {', '.join(sorted(units.ids))}"
        ),
        unknown=f"whether more than one contributor provides {requirement.name} can not be told",
        clears_when="a unit of a second contributor, or a partner, provides the same function",
        related=units.ids,
        decision=f"Which second contributor is asked for {requirement.function or requirement.id}?",
        root=requirement.id,
    )


def _unstated(view: View, task: TaskNode) -> Iterator[Case]:
    verdict = every(
        [
            live_task(view, task),
            equals(task, "band", 1, None),
            view.out(task, "requires", RequirementNode).none,
        ]
    )
    if verdict is False:
        return
    top = "in the top band" if task.band == 1 else "without a priority band"
    yield Case(
        verdict=verdict,
        objects=(task.id,),
        part="b",
        severity=Severity.WARNING,
        message=f"{task.name}, {top}, states no requirement: nobody can say what it lacks",
        unknown=f"whether {task.name} is a top priority, and what it requires, can not be told",
        clears_when=f"{task.id} names what it requires, or stands in a lower band",
        decision=f"What does {task.id} need, how many, from which day?",
        root=task.id,
    )


@dataclass(frozen=True)
class _Place:
    """People in an area, and whether they are at risk and within reach; None persons: unknown."""

    area: str
    persons: int | None
    at_risk: Truth
    reached: Truth


def _out_of_reach(view: View) -> Iterator[Case]:
    places, complete = _places(view)
    target = view.limits.reach_target
    least, most = _share(places)
    counted = any(place.at_risk and place.persons for place in places)
    maybe = not complete or any(place.at_risk is not False for place in places)
    verdict: Truth = False
    if complete and counted and most < target:
        verdict = True
    elif not complete or (maybe and least < target):
        verdict = None
    if verdict is False:
        return
    mission = view.strategy.mission
    out = sorted(
        (place for place in places if place.at_risk and place.reached is False and place.persons),
        key=lambda place: (-(place.persons or 0), place.area),
    )
    yield Case(
        verdict=verdict,
        objects=(mission.id,),
        part="c",
        severity=Severity.WARNING,
        message=(
            f"{most:.0%} of the people at high risk in {mission.name} are within reach in time; "
            "out of reach: "
            + ", ".join(f"{place.area} ({place.persons:,} people)" for place in out)
        ),
        unknown=(
            f"what share of the people at high risk in {mission.name} is within reach in time can "
            "not be told: levels, numbers, areas or travel times are not known"
        ),
        clears_when=(
            f"{target:.0%} of the people at high risk live where patrols or a unit get in time "
            "(patrol_reach, or response_minutes within the threat's)"
        ),
        related=tuple(place.area for place in out),
        decision="Which base or patrol is moved to the people out of reach, or what is added?",
        root=out[0].area if out else mission.id,
    )


def _places(view: View) -> tuple[list[_Place], bool]:
    """Return the areas with threats that are or may be high, and whether these are all."""
    by_area: dict[str, list[tuple[ThreatNode, Truth]]] = {}
    complete = True
    peopled = any(
        area.people_at_risk or is_unknown(area, "people_at_risk") for area in view.of(AreaNode)
    )
    for threat in view.of(ThreatNode):
        high = grave(view, threat, "high")
        if high is False:
            continue
        if is_unknown(threat, "area"):
            complete &= not (peopled or threat.people_exposed or _exposure_unknown(threat))
        elif threat.area is not None:
            by_area.setdefault(threat.area, []).append((threat, high))
    places = []
    for area, threats in by_area.items():
        persons, known = _persons(view, area, threats)
        if known and not persons:
            continue
        at_risk = some(high for _, high in threats)
        reached = every(
            [True if high is False else _reached(view, area, threat) for threat, high in threats]
        )
        places.append(_Place(area, persons if known else None, at_risk, reached))
    return places, complete


def _exposure_unknown(threat: ThreatNode) -> bool:
    return is_unknown(threat, "people_exposed")


def _persons(
    view: View, area: str, threats: list[tuple[ThreatNode, Truth]]
) -> tuple[int | None, bool]:
    """Return how many people are at risk in an area, and whether that is known."""
    record = area_of(view, area)
    if record is not None and is_unknown(record, "people_at_risk"):
        return None, False
    if record is not None and record.people_at_risk is not None:
        return record.people_at_risk, True
    if any(_exposure_unknown(threat) for threat, _ in threats):
        return None, False
    return max((threat.people_exposed or 0 for threat, _ in threats), default=0), True


def _reached(view: View, area: str, threat: ThreatNode) -> Truth:
    """Tell whether help gets to an area within what a threat there allows."""
    record = area_of(view, area)
    if record is not None:
        if is_unknown(record, "patrol_reach"):
            return None
        if record.patrol_reach is not None:
            return record.patrol_reach
    arrivals = [] if record is None else [_in_time(record, threat)]
    units = joined(view.having(UnitNode, field, area) for field in ("base", "areas"))
    by_unit = units.some(lambda unit: every([deployed(view, unit), _in_time(unit, threat)]))
    return some([*arrivals, by_unit])


def _in_time(comer: AreaNode | UnitNode, threat: ThreatNode) -> Truth:
    """Tell whether a time of arrival is recorded that a threat allows."""
    if is_unknown(comer, "response_minutes") or is_unknown(threat, "response_minutes"):
        return None
    minutes, limit = comer.response_minutes, threat.response_minutes
    return minutes is not None and limit is not None and minutes <= limit


def _share(places: list[_Place]) -> tuple[float, float]:
    """Return the least and the greatest share of people at risk who are within reach."""
    if any(place.persons is None for place in places):
        # So many may live there that they alone decide, or nobody may.
        doubtful = [place for place in places if place.persons is None]
        known_least, known_most = _share([p for p in places if p.persons is not None])
        never = all(place.reached is False for place in doubtful)
        always = all(place.reached is True for place in doubtful)
        return (known_least if always else 0.0), (known_most if never else 1.0)
    least_of = least_all = most_of = most_all = 0
    for place in places:
        persons = place.persons or 0
        sure = place.at_risk is True
        if sure or place.reached is not True:
            least_all += persons
            least_of += persons * (place.reached is True)
        if sure or place.reached is not False:
            most_all += persons
            most_of += persons * (place.reached is not False)
    return (
        least_of / least_all if least_all else 1.0,
        most_of / most_all if most_all else 1.0,
    )


RULE = Rule(
    code="TCC-09",
    name="capability-gap",
    title="Capability gap against threat",
    since="0.2.0",
    severity="error for critical; warning otherwise",
    sources=(
        Quotation("D1", "consider capability requirements"),
        Quotation("D1", "assessment of threats driving capability requirements and planning"),
    ),
    check=check,
)
