"""Host-posed threat with no agreed position on force.

## What it asks

Those who threaten civilians belong to the host that consented to the mission. Is it agreed, before
it happens, how far the mandate, the rules, the command, the contributors and the units would go?

## Why

This is the scenario in which vision must be clear beforehand. Where five layers disagree, nobody
notices until the night on which it matters, and then the answer is to do nothing.

## Source

- T1: "T/PCCs and the Security Council must have a clear vision of the extent"
- Q2: "What are the expectations of the host state, particularly in cases where they pose a threat
  to civilians?"

## Fires when

A threat is pressing, its actor belongs to the host State (by its kind, a posture record, or an
authority of the host), and it is at least moderate, or an election in its area is at most
`trigger_days` away. Then, of the scenario sheets about it:

- (a) none was reviewed within `scenario_days`; or
- (b) none of those reviewed states the action that is needed and all five layers; or
- (c) the first layer that falls short of the needed action was not acknowledged by the head of
  mission. The layers are asked in their order: mandate, rules, command, acceptance, capability;
  the first failing one is the first below `needed_action`.

## Severity

Error.

## What clears it

Complete the sheet and review it; take the gap to dialogue (the Working Group, or an informal
meeting); prepare options short of force; have the head of mission acknowledge what remains.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, actor: brigade, level: high, status: active}]
posture: [{authority: brigade, will: 1, capacity: 3, role: perpetrator}]
```

```yaml
mission: {id: M, as_of: 2031-05-01}
actors: [{id: brigade, kind: host_force}]
threats: [{id: T, actor: brigade, level: high, status: active}]
scenarios:
  - {id: X, about: [T], reviewed: 2031-03-01, needed_action: 4, mandate: 5, rules: 4, command: 4,
     acceptance: 2, capability: 3}
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
actors: [{id: brigade, kind: host_force}]
threats: [{id: T, actor: brigade, level: high, status: active}]
scenarios:
  - {id: X, about: [T], reviewed: 2031-03-01, needed_action: 4, mandate: 5, rules: 4, command: 4,
     acceptance: 2, capability: 3, acknowledged: 2031-03-10}
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
actors: [{id: brigade, kind: unknown}]
threats: [{id: T, actor: brigade, level: high, status: active}]
```

## Edge cases

A layer that somebody looked at and does not know counts as open: (b) fires, for the rule asks
whether it is known. One sheet in order is enough. Sheets are held in a compartment of their own, so
a public report shows the count only. The rule asks for clarity, never for more force: a layer that
says no, acknowledged and with what else is done instead, clears it.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.rules.host.posture_record import same_area
from peaceops.direct.check.standing import posed_by_host, pressing
from peaceops.direct.check.view import Links, View, equals, recorded, since
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.dialogue import LAYERS, ScenarioLayer, ScenarioNode
from peaceops.domain.strategy.host import PostureNode
from peaceops.domain.strategy.mission import TriggerNode
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.domain.truth import Truth, every, opposite, some


def check(view: View) -> Iterator[Case]:
    """Find threats by the host on which nobody knows how far the mission would go."""
    elections = _elections(view)
    for threat in view.of(ThreatNode):
        grave = view.at_least(threat, "moderate")
        near = False if grave else _near(threat, elections)
        pressed = every([pressing(view, threat), some([grave, near])])
        matters = False if pressed is False else every([pressed, posed_by_host(view, threat)])
        if matters is not False:
            yield from _cases(view, threat, matters, _first(threat, elections))


def _cases(view: View, threat: ThreatNode, matters: Truth, due: date | None) -> Iterator[Case]:
    sheets = view.into(threat, "about", ScenarioNode)

    def fresh(sheet: ScenarioNode) -> Truth:
        days = view.limits.scenario_days
        return every([since(sheet, "reviewed", view.day, days), view.in_force(sheet)])

    stated = sheets.some(lambda one: every([fresh(one), complete(one)]))
    settled = sheets.some(lambda one: every([fresh(one), complete(one), _settled(one)]))
    reviewed = sheets.some(fresh)
    whole = sorted((one for one in sheets.nodes if fresh(one) and complete(one)), key=_id)
    gaps = "; ".join(
        f"in {one.id}, {layer} allows {getattr(one, layer)} of {one.needed_action}"
        for one in whole
        if (layer := first_failing(one)) is not None
    )
    holes = "; ".join(
        f"{one.id} leaves open {', '.join(_open(one))}"
        for one in sorted(sheets.nodes, key=_id)
        if fresh(one) and not complete(one)
    )
    host = f"{threat.name} is posed by the host ({threat.actor})"
    wanted = f"a reviewed sheet about {threat.id} states the needed action and all five layers"

    def case(part: str, verdict: Truth, message: str, clears_when: str, decision: str) -> Case:
        return Case(
            verdict=verdict,
            part=part,
            objects=(threat.id,),
            severity=Severity.ERROR,
            message=f"{host}, and {message}",
            unknown=(
                f"whether a position on force is agreed for {threat.name} can not be told: its "
                "actor, its level, or the review or acknowledgement of a sheet is unknown"
            ),
            clears_when=clears_when,
            related=(*sheets.ids, *view.having(PostureNode, "authority", threat.actor).ids),
            candidates=_candidates(view, sheets),
            decision=decision,
            due=due,
            root=threat.id,
            # That nobody agreed is as sensitive as what was agreed.
            marking=ScenarioNode.default_marking,
        )

    yield case(
        "a",
        every([matters, opposite(reviewed)]),
        f"no scenario sheet on it was reviewed within {view.limits.scenario_days} days",
        wanted,
        f"Who writes or reviews the scenario sheet on {threat.id}, and by which day?",
    )
    yield case(
        "b",
        # Where the review itself is unknown, (a) asks; no need to ask thrice.
        every([matters, reviewed, opposite(stated)]) if reviewed is not None else False,
        f"its scenario sheet does not settle how far the mission would go: {holes}",
        wanted,
        f"Which layer answers first on {threat.id}, and who asks it?",
    )
    yield case(
        "c",
        every([matters, stated, opposite(settled)]) if stated is not None else False,
        f"the head of mission has not acknowledged where the mission would stop: {gaps}",
        f"the head of mission acknowledges the first failing layer on {threat.id}, or that layer "
        "is raised to what is needed",
        f"Does the head of mission acknowledge the gap on {threat.id}, and where is it raised?",
    )


def complete(sheet: ScenarioNode) -> bool:
    """Tell whether a sheet says what is needed and how far each layer goes."""
    return not _open(sheet)


def first_failing(sheet: ScenarioNode) -> ScenarioLayer | None:
    """Return the first layer, in their order, that falls short of the action needed."""
    needed = sheet.needed_action
    if needed is None:
        return None
    for layer in LAYERS:
        allowed: int | None = getattr(sheet, layer)
        if allowed is not None and allowed < needed:
            return layer
    return None


def _open(sheet: ScenarioNode) -> tuple[str, ...]:
    return tuple(
        name
        for name in ("needed_action", *LAYERS)
        if getattr(sheet, name) is None or is_unknown(sheet, name)
    )


def _settled(sheet: ScenarioNode) -> Truth:
    return True if first_failing(sheet) is None else recorded(sheet, "acknowledged")


def _id(sheet: ScenarioNode) -> str:
    return sheet.id


def _coming(view: View, trigger: TriggerNode) -> Truth:
    near: Truth
    if trigger.date is None:
        near = None if is_unknown(trigger, "date") else False
    else:
        near = view.day <= trigger.date <= view.day + timedelta(days=view.limits.trigger_days)
    return every([equals(trigger, "kind", "election"), near, view.in_force(trigger)])


def _elections(view: View) -> list[tuple[TriggerNode, Truth]]:
    """Return the elections that are near, or may be."""
    near = ((one, _coming(view, one)) for one in view.of(TriggerNode))
    return [(one, coming) for one, coming in near if coming is not False]


def _near(threat: ThreatNode, elections: list[tuple[TriggerNode, Truth]]) -> Truth:
    return some(every([coming, same_area(one, threat)]) for one, coming in elections)


def _first(threat: ThreatNode, elections: list[tuple[TriggerNode, Truth]]) -> date | None:
    """Return the day of the first election in a threat's area, where it is known."""
    days = (one.date for one, _ in elections if one.date and same_area(one, threat))
    return min(days, default=None)


def _candidates(view: View, sheets: Links[ScenarioNode]) -> tuple[str, ...]:
    """Name sheets that want no more than a review."""
    days = view.limits.scenario_days
    return tuple(
        f"{one.name}: complete, last reviewed "
        + (one.reviewed.isoformat() if one.reviewed else "never")
        for one in sorted(sheets.nodes, key=_id)
        if complete(one) and since(one, "reviewed", view.day, days) is False
    )


RULE = Rule(
    code="HST-06",
    name="host-threat-without-position",
    title="Host-posed threat with no agreed position on force",
    since="0.2.0",
    severity="error",
    sources=(
        Quotation("T1", "T/PCCs and the Security Council must have a clear vision of the extent"),
        Quotation(
            "Q2",
            "What are the expectations of the host state, particularly in cases where they pose a "
            "threat to civilians?",
        ),
    ),
    check=check,
)
