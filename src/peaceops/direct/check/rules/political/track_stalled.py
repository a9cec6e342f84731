"""Political track stalled while the threat rises.

## What it asks

The threat rises. When did anybody last meet on the track that is to end it?

## Why

Sustained engagement is the point. A track on paper is not engagement.

## Source

- P1: "require sustained political engagement, creativity and partnership-building"
- L5: "sustained dialogue with all partners"

## Fires when

A track is neither planned nor closed; nobody engaged on it for more than `track_stale_days`; it is
linked to an open threat, through an objective that resolves a driver of the threat, or to which a
live activity against the threat (or the activity's task) contributes; and that threat's trend is
rising, or its level rose in the same window.

## Severity

Warning; error after twice the window.

## What clears it

Schedule an engagement, with its level and convenor named, and hold it; or close the track and look
at what POL-01 then says.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, actor: militia, level: high, trend: rising, status: active}]
drivers: [{id: D, causes: [T]}]
objectives: [{id: O, resolves: [D], served_by: [K]}]
tracks: [{id: K, status: active, parties: [militia], last_engagement: 2031-02-10}]
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, actor: militia, level: high, trend: rising, status: active}]
drivers: [{id: D, causes: [T]}]
objectives: [{id: O, resolves: [D], served_by: [K]}]
tracks: [{id: K, status: active, parties: [militia], last_engagement: 2031-02-10}]
engagements: [{id: E, date: 2031-04-12, on_track: [K]}]
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, actor: militia, level: high, trend: unknown, status: active}]
drivers: [{id: D, causes: [T]}]
objectives: [{id: O, resolves: [D], served_by: [K]}]
tracks: [{id: K, status: active, parties: [militia], last_engagement: 2031-02-10}]
```

## Edge cases

A confidential engagement counts where a stub holds its date and the track. A track without any
contact is stalled from the window's length after its `valid_from` on; without that date, at once.
A level that rose and fell back within the window did not rise.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.rules.political.linkage import (
    listed,
    paths_of_leverage,
    threats_of_track,
)
from peaceops.direct.check.standing import last_contact, open_threat
from peaceops.direct.check.view import View, equals, since
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.politics import EngagementNode, TrackNode
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.domain.threat_level import rank
from peaceops.domain.truth import Truth, every, opposite, some


def check(view: View) -> Iterator[Case]:
    """Find tracks on which nobody met while a threat behind them rose."""
    rises = {
        threat.id: every([open_threat(view, threat), _rises(view, threat)])
        for threat in view.of(ThreatNode)
    }
    # A link that is not known can only matter where some threat may rise.
    if some(rises.values()) is False:
        return
    for track in view.of(TrackNode):
        yield from _case(view, track, rises)


def _case(view: View, track: TrackNode, rises: dict[str, Truth]) -> Iterator[Case]:
    window = view.limits.track_stale_days
    stalled = every(
        [
            opposite(equals(track, "status", "planned", "closed")),
            view.in_force(track),
            opposite(_contact(view, track, window)),
        ]
    )
    if stalled is False:
        return
    threats = threats_of_track(view, track)
    verdict = every([stalled, threats.some(lambda threat: rises[threat.id])])
    if verdict is False:
        return
    rising = [threat for threat in threats.nodes if rises[threat.id] is not False]
    latest = last_contact(view, track)
    silent = view.days_since(latest or track.valid_from)
    yield Case(
        verdict=verdict,
        objects=(track.id,),
        severity=(
            Severity.ERROR if silent is not None and silent > 2 * window else Severity.WARNING
        ),
        message=(
            f"nobody engaged on track {track.name} "
            + (f"since {latest.isoformat()}" if latest else "so far")
            + f", while {listed(threat.id for threat in rising)} rises"
        ),
        unknown=(
            f"whether track {track.name} is stalled while a threat rises can not be told before "
            "its status, its last engagement, the threats it is linked to, and their level and "
            "trend are known"
        ),
        clears_when=f"an engagement on {track.id} is held and recorded; or the track is closed",
        related=tuple(threat.id for threat in rising),
        candidates=paths_of_leverage(view, (threat.actor for threat in rising)),
        decision=(
            f"Who calls the next engagement on {track.id}, at which level, when; or is it closed?"
        ),
        due=_next_step(view, track),
        root=track.id,
    )


def _contact(view: View, track: TrackNode, days: int) -> Truth:
    """Tell whether somebody engaged on a track within so many days, or it is younger than that."""
    return some(
        [
            since(track, "last_engagement", view.day, days),
            view.into(track, "on_track", EngagementNode).some(
                lambda engagement: since(engagement, "date", view.day, days)
            ),
            since(track, "valid_from", view.day, days),
        ]
    )


def _rises(view: View, threat: ThreatNode) -> Truth:
    return some([equals(threat, "trend", "rising"), _level_rose(view, threat)])


def _level_rose(view: View, threat: ThreatNode) -> Truth:
    """Tell whether the level is above what it was when the window began, or first in it."""
    opens = view.day - timedelta(days=view.limits.track_stale_days)
    states = sorted(
        (state for state in threat.history if state.level is not None), key=lambda state: state.date
    )
    before = [state for state in states if state.date <= opens][-1:]
    within = [state for state in states if state.date > opens]
    first = next((state.level for state in (*before, *within)), None)
    if is_unknown(threat, "level") or (first is None and is_unknown(threat, "history")):
        return None
    latest = threat.level or (states[-1].level if states else None)
    rose = first is not None and latest is not None and rank(latest) > rank(first)
    return None if not rose and is_unknown(threat, "history") else rose


def _next_step(view: View, track: TrackNode) -> date | None:
    """Return the day of the next step that an open engagement on a track foresees."""
    return min(
        (
            engagement.next_step_due
            for engagement in view.into(track, "on_track", EngagementNode).nodes
            if engagement.next_step_due is not None
            and engagement.next_step_due >= view.day
            and engagement.status == "open"
        ),
        default=None,
    )


RULE = Rule(
    code="POL-06",
    name="political-track-stalled",
    title="Political track stalled while the threat rises",
    since="0.2.0",
    severity="warning; error after twice the window",
    sources=(
        Quotation(
            "P1", "require sustained political engagement, creativity and partnership-building"
        ),
        Quotation("L5", "sustained dialogue with all partners"),
    ),
    check=check,
)
