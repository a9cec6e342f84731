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
from datetime import date

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.rules.political.linkage import (
    listed,
    protecting,
    shortened,
    tracks_for,
    tracks_held_with,
)
from peaceops.direct.check.standing import grave, live_track, reaches
from peaceops.direct.check.view import View, equals, passed, recorded
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.judgement import DecisionNode
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.domain.truth import every, opposite


def check(view: View) -> Iterator[Case]:
    """Find threats that are met by protection and by no live track with those who pose them."""
    for threat in view.of(ThreatNode):
        yield from _case(view, threat)


def _case(view: View, threat: ThreatNode) -> Iterator[Case]:
    activities = protecting(view, threat)
    asked = every([grave(view, threat), activities.any])
    if asked is False:
        return
    tracks = tracks_for(view, threat, activities)
    live = tracks.where(lambda track: live_track(view, track))
    verdict = every([asked, opposite(live.some(lambda track: reaches(view, track, threat)))])
    if verdict is False:
        return
    known = view.strategy.nodes.get(threat.actor or "")
    actor = known.name if known else threat.actor or "its actor"
    charged_until = _no_viable_track_until(view, threat)
    yield Case(
        verdict=verdict,
        objects=(threat.id,),
        severity=Severity.ERROR if charged_until is None else Severity.WARNING,
        message=(
            f"{threat.name} is met by protection ({listed(activities.ids)}), but by no live "
            "political track"
            + (f"; {listed(live.ids)} is live, but not with those who threaten" * bool(live.nodes))
        ),
        unknown=(
            f"whether anybody talks with those who pose {threat.name} can not be told before its "
            "level, what addresses it, and the tracks behind it with their parties and their last "
            "engagement are known"
        ),
        clears_when=(
            f"a live track serves an objective linked to {threat.id}, with {actor} or someone "
            "with leverage over it at the table; or a decision no_viable_track says who is "
            "charged with creating one, until when"
        ),
        related=(*activities.ids, *tracks.ids),
        candidates=shortened(
            f"{track.name}: live, and held with {actor} or who can move it"
            for track in tracks_held_with(view, threat.actor)
        ),
        decision=f"Who opens a track with {actor}, at which level, when?",
        due=charged_until,
        root=threat.id,
    )


def _no_viable_track_until(view: View, threat: ThreatNode) -> date | None:
    """Return until when a decision stands that no track is viable and says who is charged."""
    until = [
        decision.expires
        for decision in view.into(threat, "on", DecisionNode).nodes
        if decision.expires is not None
        and every(
            [
                equals(decision, "kind", "no_viable_track"),
                equals(decision, "status", "taken"),
                recorded(decision, "charged_with"),
                opposite(passed(decision, "expires", view.day)),
                view.in_force(decision),
            ]
        )
    ]
    return max(until, default=None)


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
