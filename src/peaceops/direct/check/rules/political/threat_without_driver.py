"""Threat without a driver, or driver nobody resolves.

## What it asks

Do we know why this violence happens? And is anybody working on the reason?

## Why

Without a theory of why the violence happens, protection can not be tied to a solution.

## Source

- L1: "without a viable strategy to resolve the armed conflict that poses threats to civilians in
  the first place"

## Fires when

A threat is assessed or active, at least moderate, and

- (a) no driver causes it, and no open information requirement tagged `driver_unknown` concerns it;
- (b) it has drivers, but no active objective resolves any of them, and for none it is stated why
  it is out of reach.

## Severity

(a) warning; (b) error.

## What clears it

(a) Name the driver, or open an information requirement tagged `driver_unknown`. (b) Add an
objective that resolves the driver, or state in `out_of_reach` why none can and who else works on
it.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
threats:
  - {id: T1, level: high, status: active}
  - {id: T2, level: high, status: active}
drivers: [{id: D, kind: land, causes: [T2]}]
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
threats:
  - {id: T1, level: high, status: active}
  - {id: T2, level: high, status: active}
drivers: [{id: D, kind: land, causes: [T2]}]
objectives: [{id: O, kind: political, resolves: [D]}]
information_requirements:
  - {id: R, text: Why do they attack?, tags: [driver_unknown], status: open, concerns: [T1]}
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, level: high, status: active}]
drivers: [{id: D, kind: land, causes: [T]}]
objectives: [{id: O, kind: political, resolves: unknown}]
```

## Edge cases

A driver marked `external` needs no objective, but an open engagement towards it with a partner
(see POL-08); a statement in `out_of_reach` alone does not do for it. A requirement that is a
draft, answered, expired or withdrawn is not open. An objective that is planned, reached or dropped
resolves nothing now.
"""

from collections.abc import Iterator

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.rules.political.linkage import listed, shortened
from peaceops.direct.check.standing import grave
from peaceops.direct.check.view import Links, View, equals, holds, recorded
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.information import InformationRequirementNode
from peaceops.domain.strategy.politics import EngagementNode, ObjectiveNode
from peaceops.domain.strategy.threat import DriverNode, ThreatNode
from peaceops.domain.truth import Truth, every, opposite, some


def check(view: View) -> Iterator[Case]:
    """Find threats nobody can explain, and threats whose explanation nobody works on."""
    free = _free_objectives(view)
    for threat in view.of(ThreatNode):
        yield from _cases(view, threat, free)


def _cases(view: View, threat: ThreatNode, free: tuple[str, ...]) -> Iterator[Case]:
    asked = grave(view, threat)
    if asked is False:
        return
    drivers = view.into(threat, "causes", DriverNode).where(view.in_force)
    unexplained = every([asked, drivers.none, opposite(_is_asked(view, threat))])
    if unexplained is not False:
        yield Case(
            verdict=unexplained,
            part="a",
            objects=(threat.id,),
            severity=Severity.WARNING,
            message=f"nothing recorded drives {threat.name}, and nobody is asked to find out",
            unknown=(
                f"whether anything drives {threat.name} can not be told before its level and what "
                "the drivers cause are known"
            ),
            clears_when=(
                f"a driver causes {threat.id}, or an open information requirement tagged "
                "driver_unknown concerns it"
            ),
            candidates=_like_threats(view, threat),
            decision=f"Who finds out what drives {threat.id}, by when?",
            root=threat.id,
        )
        return
    yield Case(
        verdict=every(
            [asked, drivers.any, drivers.every(lambda driver: opposite(_worked_on(view, driver)))]
        ),
        part="b",
        objects=(threat.id,),
        severity=Severity.ERROR,
        message=f"no active objective resolves what drives {threat.name}: {listed(drivers.ids)}",
        unknown=(
            f"whether anybody works on what drives {threat.name} can not be told before its level, "
            f"and what the objectives resolve, are known ({listed(drivers.ids)})"
        ),
        clears_when=(
            f"an active objective resolves {' or '.join(sorted(drivers.ids))}, or it is stated why "
            "that is out of reach and who else works on it"
        ),
        related=drivers.ids,
        candidates=free,
        decision=(
            f"Which objective takes on {listed(drivers.ids)}; or why is it out of reach, and who "
            "else works on it?"
        ),
        # Several threats of one driver are one question.
        root=drivers.ids[0] if len(drivers.ids) == 1 else threat.id,
    )


def _is_asked(view: View, threat: ThreatNode) -> Truth:
    return view.into(threat, "concerns", InformationRequirementNode).some(
        lambda requirement: every(
            [
                holds(requirement, "tags", "driver_unknown"),
                equals(requirement, "status", None, "validated", "open", "partly_answered"),
                view.in_force(requirement),
            ]
        )
    )


def _worked_on(view: View, driver: DriverNode) -> Truth:
    resolved = view.into(driver, "resolves", ObjectiveNode).some(
        lambda objective: every([equals(objective, "status", "active"), view.in_force(objective)])
    )
    external = equals(driver, "external", True)
    with_partner = _engagements(view, driver).some(
        lambda engagement: every(
            [
                recorded(engagement, "partner"),
                equals(engagement, "status", "open"),
                view.in_force(engagement),
            ]
        )
    )
    return some(
        [
            resolved,
            every([external, with_partner]),
            every([opposite(external), recorded(driver, "out_of_reach")]),
        ]
    )


def _engagements(view: View, driver: DriverNode) -> Links[EngagementNode]:
    return view.into(driver, "towards", EngagementNode)


def _like_threats(view: View, threat: ThreatNode) -> tuple[str, ...]:
    """Name drivers of other threats by the same actor."""
    others = view.having(ThreatNode, "actor", threat.actor).nodes
    return shortened(
        sorted(
            f"{driver.name} drives {other.id}, by the same actor"
            for other in others
            for driver in view.into(other, "causes", DriverNode).nodes
        )
    )


def _free_objectives(view: View) -> tuple[str, ...]:
    """Name active political objectives that resolve no driver yet."""
    return shortened(
        sorted(
            f"{objective.name}: active, and resolves no driver yet"
            for objective in view.of(ObjectiveNode)
            if objective.kind == "political"
            and objective.status == "active"
            and view.out(objective, "resolves").none
            and view.in_force(objective)
        )
    )


RULE = Rule(
    code="POL-03",
    name="threat-without-a-driver",
    title="Threat without a driver, or driver nobody resolves",
    since="0.2.0",
    severity="(a) warning (b) error",
    sources=(
        Quotation(
            "L1",
            "without a viable strategy to resolve the armed conflict that poses threats to "
            "civilians in the first place",
        ),
    ),
    check=check,
)
