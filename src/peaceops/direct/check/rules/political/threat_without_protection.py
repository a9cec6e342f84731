"""Threat with no protection task.

## What it asks

People are threatened. Is anybody doing something about it; and if not, who decided so, for which
reasons, and until when?

## Why

Consent, impartiality and restraint in force are conditions of action, not reasons for none.

## Source

- P1: "using the peacekeeping principles as a shield for inaction"
- H1: "responsibility to intervene"

## Fires when

A threat is assessed or active, at least moderate, and in the mission's area; no live activity
addresses it; and

- (a) no decision stands on it that accepts the risk, or leaves the lead to the host or to a
  partner, with reasons and an expiry date that has not passed;
- (b) such a decision stands, but its only reason codes are principles (`consent`, `impartiality`,
  `non_use_of_force`), and it names no alternative measure that was considered.

## Severity

Error; blocker where the threat is extreme.

## What clears it

Assign an activity in at least one tier, or record the reasoned decision. Where a principle is
invoked, name the measures short of force that were considered.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, actor: militia, level: high, status: active}]
decisions:
  - {id: D, kind: accept_risk, taken: 2031-01-10, expires: 2031-03-10,
     reasons: the road is cut by the rains, "on": [T]}
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, actor: militia, level: high, status: active}]
decisions:
  - {id: D, kind: accept_risk, taken: 2031-04-10, expires: 2031-06-10,
     reasons: the road is cut by the rains, "on": [T]}
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, actor: militia, level: unknown, status: active}]
```

## Edge cases

That the host leads is accepted only where the will of one of its authorities, in the threat's
area and other than the one who threatens, is known and at least 2. A decision without an expiry
date would stand for ever; it does not count. A threat lies outside only where both its area and
the mission's areas are recorded, and it is in none of them.
"""

from collections.abc import Iterator

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.rules.political.linkage import listed, protecting, shortened
from peaceops.direct.check.standing import circle_of, grave, live_activity
from peaceops.direct.check.view import Links, View, at_or_above, equals, passed, recorded
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.force import UnitNode
from peaceops.domain.strategy.host import PostureNode
from peaceops.domain.strategy.judgement import PRINCIPLES, DecisionNode
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.protection import ActivityNode, TaskNode
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.domain.truth import Truth, every, opposite, some


def check(view: View) -> Iterator[Case]:
    """Find threats that nobody protects against, and nobody decided so for good reasons."""
    for threat in view.of(ThreatNode):
        yield from _cases(view, threat)


def _cases(view: View, threat: ThreatNode) -> Iterator[Case]:
    asked = every([grave(view, threat), _in_area(view, threat), protecting(view, threat).none])
    if asked is False:
        return
    decisions = view.into(threat, "on", DecisionNode)
    standing = decisions.where(lambda decision: _stands(view, decision, threat))
    reasoned = standing.some(lambda decision: opposite(_only_principle(decision)))
    named = (*decisions.ids, *_postures_behind(view, decisions, threat))
    extreme = view.at_least(threat, "extreme") is True
    severity = Severity.BLOCKER if extreme else Severity.ERROR
    unprotected = every([asked, standing.none])
    if unprotected is not False:
        yield Case(
            verdict=unprotected,
            part="a",
            objects=(threat.id,),
            severity=severity,
            message=f"no live activity addresses {threat.name}, and no reasoned decision says why",
            unknown=(
                f"whether {threat.name} goes without protection can not be told before its level "
                "and area, what addresses it, and the decisions on it are known"
            ),
            clears_when=(
                f"a live activity addresses {threat.id}; or a decision accept_risk, host_leads or "
                "partner_leads stands on it, with reasons and an expiry date"
            ),
            related=named,
            candidates=_candidates(view, threat),
            decision=(
                f"Who protects people from {threat.id}, with what, from when; or who accepts the "
                "risk, for which reasons, until when?"
            ),
            root=threat.id,
        )
        return
    yield Case(
        verdict=every([asked, opposite(reasoned)]),
        part="b",
        objects=(threat.id,),
        severity=severity,
        message=(
            f"no live activity addresses {threat.name}, and the only reason given is a principle; "
            "no alternative was considered"
        ),
        unknown=(
            f"whether more than a principle speaks for leaving {threat.name} without protection "
            "can not be told before the decisions on it are known"
        ),
        clears_when=(
            f"{listed(decisions.ids)} names the measures short of force that were considered, or "
            f"another reason; or a live activity addresses {threat.id}"
        ),
        related=named,
        candidates=_candidates(view, threat),
        decision=f"Which measures short of force are taken against {threat.id}, and by whom?",
        root=threat.id,
    )


def _in_area(view: View, threat: ThreatNode) -> Truth:
    mission = view.strategy.mission
    if threat.area is None and not is_unknown(threat, "area"):
        return True
    if not mission.areas and not is_unknown(mission, "areas"):
        return True
    if threat.area in mission.areas:
        return True
    return None if is_unknown(threat, "area") or is_unknown(mission, "areas") else False


def _stands(view: View, decision: DecisionNode, threat: ThreatNode) -> Truth:
    """Tell whether a decision stands that leaves a threat without an activity, with reasons."""
    host_leads = equals(decision, "kind", "host_leads")
    return every(
        [
            equals(decision, "kind", "accept_risk", "host_leads", "partner_leads"),
            equals(decision, "status", "taken"),
            some([recorded(decision, "reasons"), recorded(decision, "reason_codes")]),
            recorded(decision, "expires"),
            opposite(passed(decision, "expires", view.day)),
            view.in_force(decision),
            host_leads is False or some([opposite(host_leads), _willing_host(view, threat)]),
        ]
    )


def _only_principle(decision: DecisionNode) -> Truth:
    """Tell whether a decision rests on principles alone and weighed no other measure."""
    if is_unknown(decision, "reason_codes"):
        principles: Truth = None if set(decision.reason_codes) <= PRINCIPLES else False
    else:
        principles = bool(decision.reason_codes) and set(decision.reason_codes) <= PRINCIPLES
    return every([principles, opposite(recorded(decision, "alternatives"))])


def _willing_host(view: View, threat: ThreatNode) -> Truth:
    """Tell whether an authority that may lead has the will; one that threatens may not."""
    circle, complete = circle_of(view, threat.actor) if threat.actor else (set(), True)
    others = True if complete and not is_unknown(threat, "actor") else None
    return some(
        every(
            [
                at_or_above(posture, "will", 2),
                _covers(posture, threat),
                None if is_unknown(posture, "authority") else posture.authority not in circle,
                others,
                view.in_force(posture),
            ]
        )
        for posture in view.of(PostureNode)
    )


def _postures_behind(
    view: View, decisions: Links[DecisionNode], threat: ThreatNode
) -> tuple[str, ...]:
    """Return what decides whether the host may lead; the finding is marked as that is."""
    if not any(decision.kind == "host_leads" for decision in decisions.nodes):
        return ()
    return tuple(
        posture.id for posture in view.of(PostureNode) if _covers(posture, threat) is not False
    )


def _covers(posture: PostureNode, threat: ThreatNode) -> Truth:
    if is_unknown(posture, "area") or is_unknown(threat, "area"):
        return None
    return posture.area is None or posture.area == threat.area


def _candidates(view: View, threat: ThreatNode) -> tuple[str, ...]:
    """Name what there is in the threat's area: activities, tasks, units."""
    if threat.area is None:
        return ()
    activities = _activities_in(view, threat.area)
    tasks = view.having(TaskNode, "area", threat.area).nodes
    units = view.having(UnitNode, "areas", threat.area).nodes
    return shortened(
        [
            *(f"{name}: an activity in {threat.area}" for name in activities),
            *(f"{name}: a task in {threat.area}" for name in sorted(task.name for task in tasks)),
            *(f"{name}: serves {threat.area}" for name in sorted(unit.name for unit in units)),
        ]
    )


def _activities_in(view: View, area: str) -> list[str]:
    """Return the names of the live activities in an area."""
    return sorted(
        activity.name
        for activity in view.having(ActivityNode, "area", area).nodes
        if live_activity(view, activity)
    )


RULE = Rule(
    code="POL-02",
    name="threat-with-no-protection-task",
    title="Threat with no protection task",
    since="0.2.0",
    severity="error; blocker if level=extreme",
    sources=(
        Quotation("P1", "using the peacekeeping principles as a shield for inaction"),
        Quotation("H1", "responsibility to intervene"),
    ),
    check=check,
)
