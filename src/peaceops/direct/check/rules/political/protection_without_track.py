"""Protection without a political track.

## What it asks

Somebody protects people from this threat. Is anybody talking, now, with those who threaten them
or with those who can move them?

## Why

Protection buys time. If nobody uses the time, the mission guards for ever, and its protection has
become a shield for political inaction.

## Source

- P1: "POC should not be used as a shield for political inaction"
- P1: "absent a viable political process"

## Fires when

A threat is assessed or active and at least moderate; a live activity addresses it; and no live
track serves an objective that the activity (or its task) contributes to, or that resolves a
driver of the threat. A track is live while it is active and its last engagement is at most
`track_live_days` old. It counts only if the threat's actor, one the actor is part of, its
sponsor, or a partner with leverage over one of them is among its parties; else the finding says
that the track is not held with those who threaten.

## Severity

Error; blocker in draft mandates. Warning while a dated decision `no_viable_track` stands that
names who is charged with creating a process.

## What clears it

Open or name a live track with that actor, or record the decision `no_viable_track` with who is
charged and when it expires.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, actor: militia, level: high, status: active}]
activities: [{id: A, tier: II, addresses: [T], started: 2031-03-01}]
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, actor: militia, level: high, status: active}]
drivers: [{id: D, causes: [T]}]
objectives: [{id: O, resolves: [D], served_by: [K]}]
tracks: [{id: K, status: active, parties: [militia], last_engagement: 2031-04-10}]
activities: [{id: A, tier: II, addresses: [T], started: 2031-03-01}]
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, actor: militia, level: high, status: active}]
drivers: [{id: D, causes: [T]}]
objectives: [{id: O, resolves: [D], served_by: [K]}]
tracks: [{id: K, status: active, parties: unknown, last_engagement: 2031-04-10}]
activities: [{id: A, tier: II, addresses: [T], started: 2031-03-01}]
```

## Edge cases

One track may serve many threats. A closed threat never fires. A threat that nobody protects
against is the matter of POL-02, not of this rule.
"""

from collections.abc import Iterator

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.standing import grave, live_activity, live_track, reaches
from peaceops.direct.check.view import Links, View, equals, joined, passed, recorded
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.judgement import DecisionNode
from peaceops.domain.strategy.politics import ObjectiveNode, TrackNode
from peaceops.domain.strategy.protection import ActivityNode, TaskNode
from peaceops.domain.strategy.threat import DriverNode, ThreatNode
from peaceops.domain.truth import every, opposite


def check(view: View) -> Iterator[Case]:
    """Find threats that are met by protection and by no live track with those who pose them."""
    for threat in view.of(ThreatNode):
        activities = view.into(threat, "addresses", ActivityNode).where(
            lambda activity: live_activity(view, activity)
        )
        tracks = _tracks(view, threat, activities)
        live = tracks.where(lambda track: live_track(view, track))
        met = live.some(lambda track, threat=threat: reaches(view, track, threat))  # type: ignore[misc]
        verdict = every([grave(view, threat), activities.any, opposite(met)])
        if verdict is False:
            continue
        elsewhere = live.any is True
        yield Case(
            verdict=verdict,
            objects=(threat.id,),
            severity=_severity(view, threat),
            message=(
                f"{threat.name} is met by protection ({', '.join(activities.ids)}), but by no live "
                f"political track"
                + (f"; {', '.join(live.ids)} is live, but not with those who threaten" * elsewhere)
            ),
            clears_when=(
                f"a live track serves an objective linked to {threat.id}, with "
                f"{threat.actor or 'its actor'} or someone with leverage over it at the table; or "
                "a decision no_viable_track says who is charged with creating one, until when"
            ),
            related=(*activities.ids, *tracks.ids),
            candidates=_candidates(view, threat),
            decision=f"Who opens a track with {threat.actor or 'the actor'}, at which level, when?",
            root=threat.id,
        )


def _tracks(view: View, threat: ThreatNode, activities: Links[ActivityNode]) -> Links[TrackNode]:
    """Return the tracks that serve what is done about a threat, or what resolves its drivers."""
    objectives = [
        view.out(activity, "contributes_to", ObjectiveNode) for activity in activities.nodes
    ]
    for activity in activities.nodes:
        tasks = view.out(activity, "implements", TaskNode)
        objectives += [view.out(task, "contributes_to", ObjectiveNode) for task in tasks.nodes]
        objectives.append(Links(complete=tasks.complete))
    drivers = view.into(threat, "causes", DriverNode)
    objectives += [view.into(driver, "resolves", ObjectiveNode) for driver in drivers.nodes]
    objectives.append(Links(complete=drivers.complete and activities.complete))
    ends = joined(objectives)
    tracks = joined(view.out(objective, "served_by", TrackNode) for objective in ends.nodes)
    return Links(tracks.nodes, (), tracks.complete and ends.complete)


def _severity(view: View, threat: ThreatNode) -> Severity:
    finding = view.into(threat, "on", DecisionNode).some(
        lambda decision: every(
            [
                equals(decision, "kind", "no_viable_track"),
                equals(decision, "status", "taken"),
                recorded(decision, "charged_with"),
                recorded(decision, "expires"),
                opposite(passed(decision, "expires", view.day)),
            ]
        )
    )
    return Severity.WARNING if finding else Severity.ERROR


def _candidates(view: View, threat: ThreatNode) -> tuple[str, ...]:
    """Name live tracks that could serve: held with those who threaten, but tied to nothing here."""
    return tuple(
        f"{track.name}: live, and held with {threat.actor}"
        for track in view.of(TrackNode)
        if live_track(view, track) and reaches(view, track, threat)
    )


RULE = Rule(
    code="POL-01",
    name="protection-without-a-political-track",
    title="Protection without a political track",
    since="0.2.0",
    severity="error; blocker in draft mandates",
    sources=(
        Quotation("P1", "POC should not be used as a shield for political inaction"),
        Quotation("P1", "absent a viable political process"),
    ),
    check=check,
)
