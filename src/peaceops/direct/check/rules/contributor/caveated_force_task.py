"""Force-requiring task assigned only to caveated contingents.

## What it asks

Could any of the units given this task carry it out, with the force it needs, in time? Or is every
one of them held back by a restriction?

## Why

A task that nobody may carry out exists on paper only. People in its area are told that they are
protected, and find out in the worst hour that they are not.

## Source

- T1: "capable and willing to implement its mandate"

## Fires when

An active task needs force, units are assigned to it, and

- (a) for every one of them a restriction in force excludes the level of force, the type of task,
  the area, the night, or host forces where they may have to be faced; or
- (b) the only units without such a restriction are further away than the task, or a threat behind
  it, allows.

The threats behind a task are those in its area, and those that activities implementing it address.
Restrictions that were observed and not declared count, and the finding says so.

## Severity

Blocker where a threat behind the task is high or extreme; error otherwise.

## What clears it

Give the task to a unit without the restriction, have the restriction lifted, reinforce, or tell the
Council what will not be done and drop the task.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, actor: army, level: high, status: active, area: north}]
tasks: [{id: K, requires_force_level: 4, host_force_relevant: true, area: north}]
units:
  - {id: BN, assigned: [K], caveats: [{kind: against_host_forces, declared: in_MOU}]}
```

```yaml
mission: {id: M, as_of: 2031-05-01}
tasks: [{id: K, requires_force_level: 3, night: true, response_minutes: 60}]
units:
  - {id: BN1, assigned: [K], caveats: [{kind: night, declared: at_offer}]}
  - {id: BN2, assigned: [K], response_minutes: 240}
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, actor: army, level: high, status: active, area: north}]
tasks: [{id: K, requires_force_level: 4, host_force_relevant: true, area: north}]
units:
  - {id: BN1, assigned: [K], caveats: [{kind: against_host_forces, declared: in_MOU}]}
  - {id: BN2, assigned: [K]}
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
tasks: [{id: K, requires_force_level: 4, area: north}]
units:
  - {id: BN, assigned: [K], caveats: [{kind: unknown, declared: in_MOU}]}
```

## Edge cases

A unit that needs approval from its capital is excluded unless the record shows that the answer
comes within the warning time. Whether host forces may have to be faced is read off the threats
behind the task where the task does not say it. A restriction that lists tasks or areas excludes
those only; one that lists none excludes all that its kind covers. Limits on distance, detachment,
aircraft, logistics or medical distance exclude a task only where they name it, its area or its
level of force. A force task without any unit is the matter of other rules.
"""

from collections.abc import Iterator
from itertools import islice

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.rules.contributor.restriction import (
    Demand,
    beyond_limit,
    excluded,
    excluding,
    needs_force,
    said,
)
from peaceops.direct.check.standing import deployed, grave, live_task
from peaceops.direct.check.view import View
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.force import CaveatNode, UnitNode
from peaceops.domain.strategy.protection import TaskNode
from peaceops.domain.truth import every, opposite

MOST_CANDIDATES = 5


def check(view: View) -> Iterator[Case]:
    """Find force tasks whose every unit is held back, or too far away."""
    free_of_all = _free_of_all(view)
    for task in view.of(TaskNode):
        asked = every([needs_force(task), live_task(view, task)])
        if asked is False:
            continue
        units = view.into(task, "assigned", UnitNode).where(view.in_force)
        if units.any is False:
            continue
        demand = Demand(view, task)
        free = units.where(lambda unit, demand=demand: opposite(excluded(view, unit, demand)))  # type: ignore[misc]
        able = free.where(lambda unit, demand=demand: opposite(beyond_limit(unit, demand)))  # type: ignore[misc]
        verdict = every([asked, units.any, able.none])
        if verdict is False:
            continue
        far = free.any is True
        names = sorted(unit.name for unit in units.nodes)
        held = {
            unit.id: excluding(view, unit, demand)
            for unit in sorted(units.nodes, key=lambda unit: unit.id)
        }
        yield Case(
            verdict=verdict,
            objects=(task.id,),
            part="b" if far else "a",
            severity=_severity(view, demand),
            message=(
                f"{task.name} needs force of level {task.requires_force_level}, but "
                + ("; ".join(_held(name, caveats) for name, caveats in held.items() if caveats))
                + (
                    f"{'; ' if any(held.values()) else ''}only "
                    f"{', '.join(sorted(free.ids))} could, and not in time"
                    if far
                    else ""
                )
            ),
            unknown=(
                f"whether any of {', '.join(names) or 'its units'} may carry out {task.name} in "
                "time can not be told: level of force, restrictions or distances are not known"
            ),
            clears_when=(
                f"a unit without an excluding restriction and within reach is assigned to "
                f"{task.id}; or the restriction is lifted; or the Council is told that {task.id} "
                "will not be done, and it is dropped"
            ),
            related=(
                *units.ids,
                *(caveat.id for caveats in held.values() for caveat in caveats),
                *demand.threats.ids,
            ),
            candidates=_candidates(view, demand, free_of_all, set(units.ids)),
            decision=f"Which unit is given {task.id}, or who asks to have what bars it lifted?",
            root=units.ids[0] if len(units.nodes) == 1 else task.id,
        )


def _severity(view: View, demand: Demand) -> Severity:
    high = demand.threats.some(lambda threat: grave(view, threat, "high"))
    return Severity.BLOCKER if high else Severity.ERROR


def _held(unit: str, caveats: tuple[CaveatNode, ...]) -> str:
    return f"{unit} is restricted: {', '.join(sorted(said(caveat) for caveat in caveats))}"


def _free_of_all(view: View) -> tuple[UnitNode, ...]:
    """Return the units in the mission that no restriction is recorded for, by id."""
    return tuple(
        unit
        for unit in sorted(view.of(UnitNode), key=lambda unit: unit.id)
        if deployed(view, unit) and view.into(unit, "restricts", CaveatNode).any is False
    )


def _candidates(
    view: View, demand: Demand, free_of_all: tuple[UnitNode, ...], assigned: set[str]
) -> tuple[str, ...]:
    """Name units that no restriction would keep from a task: those in its area first."""
    area = demand.task.area
    near = {
        unit.id: unit
        for field in ("base", "areas")
        for unit in view.having(UnitNode, field, area).nodes
        if deployed(view, unit) and excluded(view, unit, demand) is False
    }
    in_area = [f"{near[name].name}: in {area}, no restriction against it" for name in sorted(near)
               if name not in assigned]  # fmt: skip
    others = (
        f"{unit.name}: no restriction recorded"
        for unit in free_of_all
        if unit.id not in assigned and unit.id not in near
    )
    return tuple([*in_area, *islice(others, MOST_CANDIDATES)][:MOST_CANDIDATES])


RULE = Rule(
    code="TCC-01",
    name="force-task-on-caveated-contingents",
    title="Force-requiring task assigned only to caveated contingents",
    since="0.2.0",
    severity="blocker for extreme/high threats; error otherwise",
    sources=(Quotation("T1", "capable and willing to implement its mandate"),),
    check=check,
)
