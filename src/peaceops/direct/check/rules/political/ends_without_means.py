"""Ends without ways or means.

## What it asks

By which way is this objective to be reached? And does any of its ways have what it needs?

## Why

Strategy is the relation of ends, ways and means. An end without a way is a wish; a way without
means is a plan on paper.

## Source

- C0: "devising political strategies"
- T1: "capable and willing"

## Fires when

An objective is active, and

- (a) no live activity or task contributes to it and no track serves it (no ways);
- (b) there are ways, but each of them has critical requirements, and all of these are unmet (no
  means). A requirement is met where deployed units provide its quantity, or provide it at all
  where no quantity is recorded.

## Severity

(a) error; (b) warning.

## What clears it

Add ways, obtain means, re-scope the objective, or defer it to a later phase.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
objectives:
  - {id: O1, kind: political, intent: the brigade leaves the district}
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
objectives:
  - {id: O1, kind: political, intent: the brigade leaves the district, served_by: [K]}
  - {id: O2, kind: political, intent: a reform of the army, status: planned,
     phase: 3, phase_starts: 2032-01-01}
tracks: [{id: K, status: active, parties: [brigade], last_engagement: 2031-04-10}]
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
objectives:
  - {id: O1, kind: political, intent: the brigade leaves the district, served_by: unknown}
```

## Edge cases

An objective of a later phase is skipped until `lead_days` before the phase begins; from then on a
planned one is asked too. A track that is stalled is a way still (POL-06 asks about it); a closed
one is none. A track needs no units: an objective with a track has means. A requirement that is
needed only later is not counted as unmet. What a budget allows is not recorded in the strategy and
not asked.
"""

from collections.abc import Iterator

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.rules.political.linkage import (
    in_play,
    listed,
    shortened,
    tracks_held_with,
)
from peaceops.direct.check.standing import deployed, live_activity, live_task
from peaceops.direct.check.view import Links, View, equals, joined
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.force import RequirementNode, UnitNode
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.politics import ObjectiveNode, TrackNode
from peaceops.domain.strategy.protection import ActivityNode, TaskNode
from peaceops.domain.strategy.threat import DriverNode, ThreatNode
from peaceops.domain.truth import Truth, every, opposite

Way = ActivityNode | TaskNode | TrackNode


def check(view: View) -> Iterator[Case]:
    """Find objectives that nothing leads to, and those whose every way lacks means."""
    for objective in view.of(ObjectiveNode):
        yield from _cases(view, objective)


def _cases(view: View, objective: ObjectiveNode) -> Iterator[Case]:
    asked = in_play(view, objective)
    if asked is False:
        return
    activities = view.into(objective, "contributes_to", ActivityNode).where(
        lambda activity: live_activity(view, activity)
    )
    tasks = view.into(objective, "contributes_to", TaskNode).where(
        lambda task: live_task(view, task)
    )
    tracks = view.out(objective, "served_by", TrackNode).where(
        lambda track: every([opposite(equals(track, "status", "closed")), view.in_force(track)])
    )
    starts = objective.phase_starts
    due = starts if starts is not None and starts > view.day else None
    no_ways = every([asked, activities.none, tasks.none, tracks.none])
    if no_ways is not False:
        yield Case(
            verdict=no_ways,
            part="a",
            objects=(objective.id,),
            severity=Severity.ERROR,
            message=f"objective {objective.name} has no way: no activity, no task, no track",
            unknown=(
                f"whether objective {objective.name} has a way can not be told before its status "
                "and phase, and what contributes to it or serves it, are known"
            ),
            clears_when=(
                f"a live activity or task contributes to {objective.id}, or a track serves it; or "
                "it is re-scoped, or deferred to a later phase"
            ),
            candidates=_ways_nearby(view, objective),
            decision=f"Which track or activity leads to {objective.id}; or is it deferred?",
            due=due,
            root=objective.id,
        )
        return
    lacking = every(
        [
            tracks.none,
            activities.every(lambda activity: _lacks(view, _needs_of_activity(view, activity))),
            tasks.every(lambda task: _lacks(view, view.out(task, "requires", RequirementNode))),
        ]
    )
    verdict = every([asked, lacking])
    if verdict is False:
        return
    needs = joined(
        [
            *(_needs_of_activity(view, activity) for activity in activities.nodes),
            *(view.out(task, "requires", RequirementNode) for task in tasks.nodes),
        ]
    )
    unmet = [need for need in needs.nodes if _unmet(view, need)]
    yield Case(
        verdict=verdict,
        part="b",
        objects=(objective.id,),
        severity=Severity.WARNING,
        message=(
            f"objective {objective.name} has ways ({listed((*activities.ids, *tasks.ids))}), but "
            f"every one lacks all its critical requirements ({listed(need.id for need in unmet)})"
        ),
        unknown=(
            f"whether any way to objective {objective.name} has means can not be told before "
            "what its tasks require, and what units provide, are known"
        ),
        clears_when=(
            f"deployed units provide a critical requirement of a way to {objective.id}, or a track "
            "serves it; or it is re-scoped, or deferred"
        ),
        related=(*activities.ids, *tasks.ids, *needs.ids),
        candidates=_providers(view, unmet),
        decision=f"Who provides the means for {objective.id}; or is it deferred?",
        due=due,
        root=objective.id,
    )


def _needs_of_activity(view: View, activity: ActivityNode) -> Links[RequirementNode]:
    tasks = view.out(activity, "implements", TaskNode)
    return joined(
        [
            *(view.out(task, "requires", RequirementNode) for task in tasks.nodes),
            Links(complete=tasks.complete),
        ]
    )


def _lacks(view: View, needs: Links[RequirementNode]) -> Truth:
    """Tell whether there are critical requirements, and all of them unmet."""
    critical = needs.where(lambda need: _critical(view, need))
    return every([critical.any, critical.every(lambda need: _unmet(view, need))])


def _critical(view: View, need: RequirementNode) -> Truth:
    if is_unknown(need, "needed_from"):
        begun: Truth = None
    else:
        begun = need.needed_from is None or need.needed_from <= view.day
    return every([equals(need, "critical", True), begun, view.in_force(need)])


def _unmet(view: View, need: RequirementNode) -> Truth:
    """Tell whether deployed units provide less than is needed; a link without a number is one."""
    providers = view.into(need, "provides", UnitNode)
    units = providers.where(lambda unit: deployed(view, unit))
    if is_unknown(need, "quantity"):
        return True if units.none else None
    if need.quantity is None:
        return units.none
    edges = [edge for edge in providers.edges if edge.source in units.ids]
    unsure = any("quantity" in edge.unknown for edge in edges)
    least = sum(
        0.0 if "quantity" in edge.unknown else 1.0 if edge.quantity is None else edge.quantity
        for edge in edges
    )
    if least >= need.quantity:
        return False
    return None if unsure or not units.complete else True


def _ways_nearby(view: View, objective: ObjectiveNode) -> tuple[str, ...]:
    """Name activities and live tracks that already bear on the threats behind an objective."""
    lines = []
    for driver in view.out(objective, "resolves", DriverNode).nodes:
        for threat in view.out(driver, "causes", ThreatNode).nodes:
            lines += [
                f"{activity.name}: addresses {threat.id}, which {driver.id} drives"
                for activity in view.into(threat, "addresses", ActivityNode).nodes
                if live_activity(view, activity)
            ]
            lines += [
                f"{track.name}: live, and held with {threat.actor} or who can move it"
                for track in tracks_held_with(view, threat.actor)
            ]
    return shortened(sorted(lines))


def _providers(view: View, needs: list[RequirementNode]) -> tuple[str, ...]:
    """Name units that provide what is unmet, in part or later."""
    return shortened(
        sorted(
            f"{unit.name}: provides {need.id}"
            + (f" from {unit.deployed.isoformat()}" if unit.deployed else "")
            for need in needs
            for unit in view.into(need, "provides", UnitNode).nodes
        )
    )


RULE = Rule(
    code="POL-05",
    name="ends-without-ways-or-means",
    title="Ends without ways or means",
    since="0.2.0",
    severity="(a) error (b) warning",
    sources=(
        Quotation("C0", "devising political strategies"),
        Quotation("T1", "capable and willing"),
    ),
    check=check,
)
