"""Engagement at one level only, or region left out.

## What it asks

Where the violence springs from, who talks, at which levels; with whom in the region; and does
anything on the ground go with it?

## Why

Local, national, regional and international efforts have to reinforce each other, and each other's
response on the ground.

## Source

- L4: "at the international, regional, and national levels, paired with responses … on the ground"
- L6: "working with regional and sub-regional actors"

## Fires when

A driver has a linked threat that is assessed or active and at least high, and

- (a) open engagements and live tracks cover fewer than two of the levels local, national, regional
  and international;
- (b) it crosses a border, and no open engagement is held with a partner who is assessed as
  constructive or mixed;
- (c) there are open engagements, but none of them is paired with a live activity.

An engagement bears on a driver where it is held towards it, towards a threat it causes or an
objective that resolves it, or on a track that serves such an objective. One without a level of its
own has that of its track.

## Severity

Warning.

## What clears it

Open an engagement at a missing level, with a partner who has leverage, and name the activity on
the ground that it is paired with.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, actor: brigade, level: high, status: active}]
drivers: [{id: D, kind: cross_border_support, cross_border: true, causes: [T]}]
engagements: [{id: E, date: 2031-04-02, level: national, towards: [D]}]
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, actor: brigade, level: high, status: active}]
drivers: [{id: D, kind: cross_border_support, cross_border: true, causes: [T]}]
partners: [{id: P, role: constructive, review_by: 2031-08-01, leverage_over: [brigade]}]
activities: [{id: A, tier: II, addresses: [T]}]
engagements:
  - {id: E1, date: 2031-04-02, level: national, towards: [D], paired_with: [A]}
  - {id: E2, date: 2031-04-09, level: regional, towards: [D], partner: P}
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, actor: brigade, level: high, status: active}]
drivers: [{id: D, kind: cross_border_support, cross_border: unknown, causes: [T]}]
engagements:
  - {id: E1, date: 2031-04-02, level: national, towards: [D], paired_with: unknown}
  - {id: E2, date: 2031-04-09, level: regional, towards: [D]}
```

## Edge cases

A partner's role older than its review date counts as unknown: the rule then can not tell (b).
A partner who is named but not recorded was never assessed, and does not count. Engagements that
have ended do not count. A driver whose threats are all lower is not asked.
"""

from collections.abc import Iterator
from typing import get_args

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.rules.political.linkage import (
    helpful,
    listed,
    paths_of_leverage,
    shortened,
)
from peaceops.direct.check.standing import grave, live_activity, live_track
from peaceops.direct.check.view import Links, View, equals, joined
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.politics import (
    EngagementLevel,
    EngagementNode,
    ObjectiveNode,
    PartnerNode,
    TrackNode,
)
from peaceops.domain.strategy.protection import ActivityNode
from peaceops.domain.strategy.threat import DriverNode, ThreatNode
from peaceops.domain.truth import Truth, every, opposite, some

LEVELS: tuple[EngagementLevel, ...] = get_args(EngagementLevel)
LEAST_LEVELS = 2


def check(view: View) -> Iterator[Case]:
    """Find drivers of grave threats that are worked on at one level, or by words alone."""
    for driver in view.of(DriverNode):
        yield from _cases(view, driver)


def _cases(view: View, driver: DriverNode) -> Iterator[Case]:
    threats = view.out(driver, "causes", ThreatNode)
    grave_ones = threats.where(lambda threat: grave(view, threat, "high"))
    asked = every([view.in_force(driver), grave_ones.any])
    if asked is False:
        return
    tracks = _tracks(view, driver)
    engagements = _engagements(view, driver, threats, tracks)
    live = tracks.where(lambda track: live_track(view, track))
    covered = {level: _covered(view, level, engagements, live) for level in LEVELS}
    with_partner = engagements.some(lambda engagement: _with_helpful_partner(view, engagement))
    alone = every([asked, equals(driver, "cross_border", True), opposite(with_partner)])
    because = f"drives {listed(grave_ones.ids or threats.ids)}"
    unknown = (
        f"how driver {driver.name} is engaged can not be told before its threats and their level, "
        "the engagements that bear on it, and the partners' roles are known"
    )

    known = [level for level, answer in covered.items() if answer]
    possible = [level for level, answer in covered.items() if answer is not False]
    few = len(possible) < LEAST_LEVELS or (None if len(known) < LEAST_LEVELS else False)
    missing = [level for level in LEVELS if level not in known]
    paths = (
        paths_of_leverage(view, (threat.actor for threat in grave_ones.nodes))
        if few is not False or alone is not False
        else ()
    )
    where = f"at the {known[0]} level alone" if known else "at no level"
    yield Case(
        verdict=every([asked, few]),
        part="a",
        objects=(driver.id,),
        severity=Severity.WARNING,
        message=f"driver {driver.name} {because}, and is engaged on {where}",
        unknown=unknown,
        clears_when=f"open engagements on {driver.id} cover two levels or more",
        related=(*grave_ones.ids, *engagements.ids),
        candidates=(f"levels without engagement: {', '.join(missing)}", *paths),
        decision=f"Who opens an engagement on {driver.id} at another level, with whom, when?",
        root=driver.id,
    )
    yield Case(
        verdict=alone,
        part="b",
        objects=(driver.id,),
        severity=Severity.WARNING,
        message=(
            f"driver {driver.name} crosses a border and {because}, and no engagement is held with "
            "a partner assessed as constructive or mixed"
        ),
        unknown=unknown,
        clears_when=(
            f"an open engagement on {driver.id} is held with a partner whose role is assessed as "
            "constructive or mixed, and not past its review"
        ),
        related=(*grave_ones.ids, *engagements.ids),
        candidates=paths,
        decision=f"Which partner in the region is asked to work on {driver.id}, and by whom?",
        root=driver.id,
    )
    paired = engagements.some(
        lambda engagement: view.out(engagement, "paired_with", ActivityNode).some(
            lambda activity: live_activity(view, activity)
        )
    )
    yield Case(
        verdict=every([asked, engagements.any, opposite(paired)]),
        part="c",
        objects=(driver.id,),
        severity=Severity.WARNING,
        message=(
            f"driver {driver.name} {because}; {listed(engagements.ids) or 'what is engaged on it'} "
            "is paired with no live activity on the ground"
        ),
        unknown=unknown,
        clears_when=f"an open engagement on {driver.id} is paired with a live activity",
        related=(*grave_ones.ids, *engagements.ids),
        candidates=_activities(view, grave_ones),
        decision=f"Which activity on the ground goes with the engagement on {driver.id}?",
        root=driver.id,
    )


def _objectives(view: View, driver: DriverNode) -> Links[ObjectiveNode]:
    return view.into(driver, "resolves", ObjectiveNode)


def _tracks(view: View, driver: DriverNode) -> Links[TrackNode]:
    objectives = _objectives(view, driver)
    return joined(
        [
            *(view.out(objective, "served_by", TrackNode) for objective in objectives.nodes),
            Links(complete=objectives.complete),
        ]
    )


def _engagements(
    view: View, driver: DriverNode, threats: Links[ThreatNode], tracks: Links[TrackNode]
) -> Links[EngagementNode]:
    """Return the open engagements that bear on a driver."""
    objectives = _objectives(view, driver)
    aims = (driver, *threats.nodes, *objectives.nodes)
    found = joined(
        [
            *(view.into(aim, "towards", EngagementNode) for aim in aims),
            *(view.into(track, "on_track", EngagementNode) for track in tracks.nodes),
            Links(complete=threats.complete and objectives.complete and tracks.complete),
        ]
    )
    return found.where(
        lambda engagement: every([equals(engagement, "status", "open"), view.in_force(engagement)])
    )


def _covered(
    view: View,
    level: EngagementLevel,
    engagements: Links[EngagementNode],
    live: Links[TrackNode],
) -> Truth:
    """Tell whether an open engagement or a live track is held at a level."""
    return some(
        [
            engagements.some(lambda engagement: _held_at(view, engagement, level)),
            live.some(lambda track: equals(track, "level", level)),
        ]
    )


def _held_at(view: View, engagement: EngagementNode, level: EngagementLevel) -> Truth:
    if engagement.level is not None or is_unknown(engagement, "level"):
        return equals(engagement, "level", level)
    return view.out(engagement, "on_track", TrackNode).some(
        lambda track: equals(track, "level", level)
    )


def _with_helpful_partner(view: View, engagement: EngagementNode) -> Truth:
    names = [name for name in (engagement.partner, *engagement.parties) if name is not None]
    partners = [view.strategy.nodes.get(name) for name in names]
    hidden = is_unknown(engagement, "partner") or is_unknown(engagement, "parties")
    return some(
        [
            *(helpful(view, one) for one in partners if isinstance(one, PartnerNode)),
            None if hidden else False,
        ]
    )


def _activities(view: View, threats: Links[ThreatNode]) -> tuple[str, ...]:
    """Name live activities that address the threats."""
    return shortened(
        sorted(
            f"{activity.name}: addresses {threat.id}"
            for threat in threats.nodes
            for activity in view.into(threat, "addresses", ActivityNode).nodes
            if live_activity(view, activity)
        )
    )


RULE = Rule(
    code="POL-08",
    name="engagement-at-one-level-only",
    title="Engagement at one level only, or region left out",
    since="0.2.0",
    severity="warning",
    sources=(
        Quotation(
            "L4",
            "at the international, regional, and national levels, paired with responses … on the "
            "ground",
        ),
        Quotation("L6", "working with regional and sub-regional actors"),
    ),
    check=check,
)
