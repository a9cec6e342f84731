"""Priority threat nobody is watching.

## What it asks

Who is looking for the signs of this threat, with which question in mind, and who would hear?

## Why

Anticipation needs a question, a sign to look for, and somebody told to look. A grave threat without
them is known of, and will still come as a surprise.

## Source

- P2: "real early warning of specific threats"
- P2: "better identify and anticipate threats"

## Fires when

- a: a pressing threat is high or extreme and no open priority or specific requirement (PIR, SIR)
  concerns it. Drafts do not count.
- b: for such a threat no indicator, of its own or of a requirement on it, is being looked for by
  anybody now.
- c: people are at risk in the area of such a threat, and neither an alert network nor patrols
  reach them.
- d: an open requirement is past the latest day on which its answer would have been of value, and
  nothing answers it.
- e: an outlook puts an area above its threshold, and no threat is recorded there that is not
  closed; one that was rejected with reasons counts.

## Severity

Error; info for (e): an outlook is a reason to look, never a threat by itself.

## What clears it

Ask the question; add indicators, one reassuring at least; task an asset; extend community liaison
after a review of its safety; answer or withdraw what came too late.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
areas: [{id: north, people_at_risk: 4000}]
threats: [{id: T, level: high, status: active, area: north}]
information_requirements:
  - {id: R1, level: EEI, status: open, latest_time_of_value: 2031-04-01, concerns: [T]}
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
areas: [{id: north, people_at_risk: 4000, alert_network: true}]
threats: [{id: T, level: high, status: active, area: north}]
information_requirements: [{id: R1, level: PIR, status: open, concerns: [T]}]
indicators: [{id: N1, observes: [R1], tasked_to: patrols, task_until: 2031-06-01}]
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, level: high, status: active}]
information_requirements: [{id: R1, level: PIR, status: unknown, concerns: [T]}]
indicators: [{id: N1, watches: [T], tasked_to: unknown}]
```

## Edge cases

A threat whose area is no record of its own is asked (a) and (b) only. A requirement that expired or
was withdrawn is asked no more; if nothing replaced it, (a) fires for its threat.
"""

from collections.abc import Iterator

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.standing import area_of, grave, threats_in
from peaceops.direct.check.view import (
    Links,
    View,
    at_or_above,
    equals,
    joined,
    passed,
    recorded,
)
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.force import UnitNode
from peaceops.domain.strategy.information import IndicatorNode, InformationRequirementNode
from peaceops.domain.strategy.mission import AreaNode
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.domain.truth import Truth, every, opposite

_SETTLED = ("draft", "answered", "expired", "withdrawn")


def check(view: View) -> Iterator[Case]:
    """Find threats that nobody watches, questions answered by nobody, and areas left out."""
    for threat in view.of(ThreatNode):
        truth = grave(view, threat, "high")
        if truth is not False:
            yield from _unwatched(view, threat, truth)
    for requirement in view.of(InformationRequirementNode):
        yield from _late(view, requirement)
    yield from _unrecorded(view)


def _unwatched(view: View, threat: ThreatNode, truth: Truth) -> Iterator[Case]:
    asked = view.into(threat, "concerns", InformationRequirementNode)
    verdict = every([truth, opposite(asked.some(lambda node: _asks(view, node)))])
    if verdict is not False:
        yield _case(
            threat,
            "a",
            verdict,
            said="no open requirement asks about it",
            clears=f"an open PIR or SIR concerns {threat.id}",
            asks=f"Which decision needs to know what about {threat.id}, and who asks?",
            helps=tuple(
                f"{node.name}: {node.level or 'without a level'}, {node.status or 'no status'}"
                for node in sorted(asked.nodes, key=lambda node: node.id)
            ),
            related=asked.ids,
        )
    signs = joined(
        [
            view.into(threat, "watches", IndicatorNode),
            *(view.into(node, "observes", IndicatorNode) for node in asked.nodes),
            Links(complete=asked.complete),
        ]
    )
    verdict = every([truth, opposite(signs.some(lambda node: _looked_for(view, node)))])
    if verdict is not False:
        yield _case(
            threat,
            "b",
            verdict,
            said="nobody is told to look for its signs",
            clears=f"an indicator of {threat.id} has somebody who looks for it now",
            asks=f"Who looks for which sign of {threat.id}, and for which that it fades?",
            helps=tuple(
                f"{node.name}: {_state(node)}"
                for node in sorted(signs.nodes, key=lambda node: node.id)
            ),
            related=signs.ids,
        )
    verdict = every([truth, _out_of_earshot(view, threat)])
    if verdict is not False:
        area = area_of(view, threat.area)
        yield _case(
            threat,
            "c",
            verdict,
            said=(
                f"in {area.name if area else 'its area'}, where people are at risk, neither an "
                "alert network nor patrols reach them"
            ),
            clears=f"an alert network or patrols reach the people at risk from {threat.id}",
            asks=f"Do patrols, or liaison with the community, reach the area of {threat.id}?",
            helps=tuple(
                f"{unit.name}: serves {threat.area}"
                for unit in sorted(
                    view.having(UnitNode, "areas", threat.area).nodes, key=lambda unit: unit.id
                )
            ),
            related=(area.id,) if area else (),
        )


def _case(
    threat: ThreatNode,
    part: str,
    verdict: Truth,
    *,
    said: str,
    clears: str,
    asks: str,
    helps: tuple[str, ...],
    related: tuple[str, ...],
) -> Case:
    return Case(
        verdict=verdict,
        part=part,
        objects=(threat.id,),
        severity=Severity.ERROR,
        message=f"{threat.name} is {threat.level or 'high or worse'}, and {said}",
        unknown=f"it can not be told of {threat.name} whether {said}",
        clears_when=clears,
        related=related,
        candidates=helps,
        decision=asks,
        root=threat.id,
    )


def _asks(view: View, requirement: InformationRequirementNode) -> Truth:
    return every(
        [
            equals(requirement, "level", "PIR", "SIR"),
            opposite(equals(requirement, "status", *_SETTLED)),
            view.in_force(requirement),
        ]
    )


def _looked_for(view: View, indicator: IndicatorNode) -> Truth:
    """Tell whether somebody is told to look for a sign, now."""
    begun: Truth = None
    if not is_unknown(indicator, "task_from"):
        begun = indicator.task_from is None or indicator.task_from <= view.day
    return every(
        [
            recorded(indicator, "tasked_to"),
            begun,
            opposite(passed(indicator, "task_until", view.day)),
            view.in_force(indicator),
        ]
    )


def _state(indicator: IndicatorNode) -> str:
    if indicator.tasked_to is None:
        return "nobody is tasked"
    if indicator.task_until is not None:
        return f"{indicator.tasked_to}, until {indicator.task_until.isoformat()}"
    return f"{indicator.tasked_to}, not now"


def _out_of_earshot(view: View, threat: ThreatNode) -> Truth:
    """Tell whether people are at risk where nobody would hear them."""
    if is_unknown(threat, "area"):
        return None if view.of(AreaNode) else False
    area = area_of(view, threat.area)
    if area is None:
        return False
    return every(
        [
            at_or_above(area, "people_at_risk", 1),
            opposite(equals(area, "alert_network", True)),
            opposite(equals(area, "patrol_reach", True)),
        ]
    )


def _late(view: View, requirement: InformationRequirementNode) -> Iterator[Case]:
    verdict = every(
        [
            passed(requirement, "latest_time_of_value", view.day),
            opposite(equals(requirement, "status", *_SETTLED)),
            view.in_force(requirement),
            view.out(requirement, "answered_by").none,
        ]
    )
    if verdict is False:
        return
    day = requirement.latest_time_of_value
    concerned = [node.id for node in view.out(requirement, "concerns", ThreatNode).nodes]
    yield Case(
        verdict=verdict,
        part="d",
        objects=(requirement.id,),
        severity=Severity.ERROR,
        message=(
            f"{requirement.name} is unanswered, though its answer was of value only until "
            f"{day.isoformat() if day else 'a day not known'}"
        ),
        unknown=f"it is not known whether {requirement.name} was answered while that was of value",
        clears_when=f"{requirement.id} is answered, given a new day, or withdrawn",
        related=tuple(concerned),
        decision=f"Is {requirement.id} asked anew with a new day, or withdrawn?",
        owner=requirement.asked_by,
        root=min(concerned, default=requirement.id),
    )


def _unrecorded(view: View) -> Iterator[Case]:
    """Name areas that an outlook puts above its threshold and where no threat is recorded."""
    for area, said in sorted(dict(view.outlook).items()):
        verdict = opposite(threats_in(view, area).some(lambda threat: _stands(view, threat)))
        if verdict is False:
            continue
        yield Case(
            verdict=verdict,
            part="e",
            objects=(area,),
            severity=Severity.INFO,
            message=f"an outlook puts {area} above its threshold ({said}), and no threat is "
            "recorded there",
            unknown=f"an outlook puts {area} above its threshold ({said}); it is not known "
            "whether a threat is recorded there",
            clears_when=f"a threat in {area} is recorded: suspected, or rejected with reasons",
            decision=f"Is there a threat in {area}, or why is there none?",
            root=area,
        )


def _stands(view: View, threat: ThreatNode) -> Truth:
    """Tell whether a threat is on record: a rejected one says that somebody looked."""
    return every([opposite(equals(threat, "status", "closed")), view.in_force(threat)])


RULE = Rule(
    code="INF-02",
    name="threat-nobody-is-watching",
    title="Priority threat nobody is watching",
    since="0.2.0",
    severity="error; info for what only an outlook says",
    sources=(
        Quotation("P2", "real early warning of specific threats"),
        Quotation("P2", "better identify and anticipate threats"),
    ),
    check=check,
)
