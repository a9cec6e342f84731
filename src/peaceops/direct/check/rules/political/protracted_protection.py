"""Protracted physical protection only.

## What it asks

For how long has this guard stood? What ends it, and who works on the day after?

## Why

Physical protection alone becomes protracted and unsustainable.

## Source

- L1: "protracted and unsustainable"
- D3: "requires more than a temporary military solution"

## Fires when

- (a) A threat has been open for more than `protracted_days`, and all live activities that address
  it are of tier II. It has been open at least since the first day in its history or validity, and
  since the start of any activity that addresses it.
- (b) A live, static activity of tier II has lasted for more than `protracted_days` and has no exit
  condition.

## Severity

Warning.

## What clears it

Add an activity of tier I or III, and an exit condition. Review whether the posture creates
dependency.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, level: high, status: active}]
activities: [{id: A, tier: II, static: true, started: 2030-08-01, addresses: [T]}]
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, level: high, status: active}]
activities:
  - {id: A, tier: II, static: true, started: 2030-08-01, addresses: [T],
     exit: the police hold the district for three months without an attack}
  - {id: B, tier: I, started: 2030-10-01, addresses: [T]}
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
activities: [{id: A, tier: II, static: true, started: unknown}]
```

## Edge cases

Where people shelter at a site, its protection has a limit of its own, `protracted_site_days`; for a
threat it holds where all its live activities protect sites. A threat that nobody protects against
is the matter of POL-02.
"""

from collections.abc import Iterator
from datetime import date

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.rules.political.linkage import listed, protecting, shortened
from peaceops.direct.check.standing import live_activity, open_threat
from peaceops.direct.check.view import Links, View, equals, recorded
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.protection import ActivityNode
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.domain.truth import Truth, every, opposite


def check(view: View) -> Iterator[Case]:
    """Find threats met by physical protection alone for long, and guards without an end."""
    for threat in view.of(ThreatNode):
        yield from _threat(view, threat)
    for activity in view.of(ActivityNode):
        yield from _guard(view, activity)


def _threat(view: View, threat: ThreatNode) -> Iterator[Case]:
    activities = protecting(view, threat)
    asked = every(
        [
            open_threat(view, threat),
            activities.any,
            activities.every(lambda activity: equals(activity, "tier", "II")),
        ]
    )
    if asked is False:
        return
    opened, certain = _opened(view, threat)
    sites = activities.every(lambda activity: equals(activity, "site", True))
    verdict = every([asked, _lasts(view, opened, certain, sites)])
    if verdict is False:
        return
    yield Case(
        verdict=verdict,
        part="a",
        objects=(threat.id,),
        severity=Severity.WARNING,
        message=(
            f"{threat.name} has been open for {_days(view, opened)} days and is met by physical "
            f"protection alone ({listed(activities.ids)})"
        ),
        unknown=(
            f"whether {threat.name} has long been met by physical protection alone can not be "
            "told before it is known since when it is open, what addresses it, and of which tier"
        ),
        clears_when=(
            f"a live activity of tier I or III addresses {threat.id} beside its physical protection"
        ),
        related=activities.ids,
        candidates=_other_tiers(view, threat),
        decision=(
            f"Which dialogue or which work on the environment joins the protection against "
            f"{threat.id}, and does the posture create dependency?"
        ),
        root=threat.id,
    )


def _guard(view: View, activity: ActivityNode) -> Iterator[Case]:
    asked = every(
        [
            equals(activity, "static", True),
            equals(activity, "tier", "II"),
            opposite(recorded(activity, "exit")),
            live_activity(view, activity),
        ]
    )
    if asked is False:
        return
    begun, certain = _begun(activity)
    verdict = every([asked, _lasts(view, begun, certain, equals(activity, "site", True))])
    if verdict is False:
        return
    threats = view.out(activity, "addresses", ThreatNode)
    yield Case(
        verdict=verdict,
        part="b",
        objects=(activity.id,),
        severity=Severity.WARNING,
        message=(
            f"the static guard {activity.name} has stood for {_days(view, begun)} days without an "
            "exit condition"
        ),
        unknown=(
            f"whether {activity.name} is a static guard that has long stood without an exit "
            "condition can not be told before its start, tier and exit are known"
        ),
        clears_when=f"{activity.id} has an exit condition, or is ended",
        related=threats.ids,
        decision=f"Under which condition, seen by whom, does {activity.id} end?",
        root=threats.ids[0] if len(threats.ids) == 1 else activity.id,
    )


def _begun(activity: ActivityNode) -> tuple[date | None, bool]:
    """Return the day since which an activity lasts, and whether none earlier may come to light."""
    sure = activity.started is not None or not {"started", "valid_from"} & activity.unknown
    return activity.started or activity.valid_from, sure


def _opened(view: View, threat: ThreatNode) -> tuple[date | None, bool]:
    """Return the earliest day on which a threat was open, and whether it is sure to be that."""
    addressing: Links[ActivityNode] = view.into(threat, "addresses", ActivityNode)
    starts = [_begun(activity) for activity in addressing.nodes]
    days = [
        threat.valid_from,
        *(state.date for state in threat.history),
        *(start for start, _ in starts),
    ]
    certain = (
        addressing.complete
        and all(sure for _, sure in starts)
        and not is_unknown(threat, "history")
        and not is_unknown(threat, "valid_from")
    )
    return min((day for day in days if day is not None), default=None), certain


def _lasts(view: View, begun: date | None, certain: bool, site: Truth) -> Truth:
    """Tell whether something lasts longer than its limit; a site has a limit of its own."""
    limits = {
        True: (view.limits.protracted_site_days,),
        False: (view.limits.protracted_days,),
        None: (view.limits.protracted_days, view.limits.protracted_site_days),
    }[site]
    lasted = view.days_since(begun)
    answers = {lasted is not None and lasted > limit for limit in limits}
    answer = answers.pop() if len(answers) == 1 else None
    return None if answer is False and not certain else answer


def _days(view: View, begun: date | None) -> str:
    lasted = view.days_since(begun)
    return "an unknown number of" if lasted is None else str(lasted)


def _other_tiers(view: View, threat: ThreatNode) -> tuple[str, ...]:
    """Name live activities of other tiers in the same area."""
    return shortened(
        sorted(
            f"{activity.name}: tier {activity.tier}, in {threat.area}"
            for activity in view.having(ActivityNode, "area", threat.area).nodes
            if activity.tier in {"I", "III"} and live_activity(view, activity)
        )
    )


RULE = Rule(
    code="POL-07",
    name="protracted-physical-protection",
    title="Protracted physical protection only",
    since="0.2.0",
    severity="warning",
    sources=(
        Quotation("L1", "protracted and unsustainable"),
        Quotation("D3", "requires more than a temporary military solution"),
    ),
    check=check,
)
