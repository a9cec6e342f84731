"""Foreseeable scenario without a plan.

## What it asks

This can be seen coming. Who is ready for it, with a plan that was tried and can be carried out?

## Why

Warnings were seen and not prepared for: the known failure. A plan that nobody rehearsed, or that
counts on a unit that may not act, is found wanting on the day.

## Source

- P2: "anticipate threats and plan accordingly"
- T1: "As electoral violence flares up in some countries"

## Fires when

A scenario is likely or very likely, or the day that may set it off is at most `trigger_days` ahead
(its own, or one of the calendar in the area of the threat it is about), and:

- a: no plan in force prepares for it or for its threat.
- b: there is one, and none was rehearsed within `rehearsed_days`.
- c: every plan counts on a unit that a restriction keeps from acting: in the area, against host
  forces where they are the threat, at the level of action that is needed, or, where a capital must
  approve, in the warning time there is. A restriction that names areas binds only there.
- d: every plan is run from two centres that do not see the same picture.

## Severity

Error; info where the head of mission accepted the risk by a decision that still stands.

## What clears it

Name a planner, rehearse with components and partners, test the communications; plan with units
that may act.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
scenarios: [{id: S, likelihood: likely}]
```

```yaml
mission: {id: M, as_of: 2031-05-01}
scenarios: [{id: S, host_threat: true, trigger_date: 2031-07-01}]
plans: [{id: P, prepares: [S], uses: [BN1], rehearsed: 2030-06-01, same_picture: false}]
units: [{id: BN1, caveats: [{kind: against_host_forces}]}]
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
scenarios: [{id: S, likelihood: likely, host_threat: true}]
plans: [{id: P, prepares: [S], uses: [BN1], rehearsed: 2031-03-01, same_picture: true}]
units: [{id: BN1, caveats: [{kind: night}]}]
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
scenarios: [{id: S, likelihood: likely}]
plans: [{id: P, prepares: [S], rehearsed: unknown}]
```

## Edge cases

The head of mission is who owns the decision `accept_risk`: an authority marked `head_of_mission`,
or the post of that name. One plan that is fit is enough. A trigger in the past is none.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import islice

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.view import (
    Links,
    View,
    equals,
    holds,
    joined,
    passed,
    recorded,
    since,
)
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.dialogue import ScenarioNode
from peaceops.domain.strategy.force import AuthorityNode, CaveatNode, UnitNode
from peaceops.domain.strategy.judgement import DecisionNode
from peaceops.domain.strategy.mission import TriggerNode
from peaceops.domain.strategy.node import Node, is_unknown
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.domain.strategy.warning import PlanNode
from peaceops.domain.truth import Truth, every, opposite, some


def check(view: View) -> Iterator[Case]:
    """Find scenarios that can be seen coming and that no fit plan prepares for."""
    for scenario in view.of(ScenarioNode):
        threats = view.out(scenario, "about", ThreatNode)
        foreseen = every([view.in_force(scenario), _foreseeable(view, scenario, threats)])
        if foreseen is False:
            continue
        for case in _cases(view, scenario, foreseen, threats):
            if case.verdict is not False:
                yield case


def _cases(
    view: View, scenario: ScenarioNode, foreseen: Truth, threats: Links[ThreatNode]
) -> Iterator[Case]:
    prepared = joined(
        [
            view.into(scenario, "prepares", PlanNode),
            *(view.into(threat, "prepares", PlanNode) for threat in threats.nodes),
            Links(complete=threats.complete),
        ]
    )
    plans = prepared.where(view.in_force)
    names = ", ".join(sorted(plan.name for plan in plans.nodes)) or "a plan"
    bound = {plan.id: _bound(view, plan, scenario, threats) for plan in plans.nodes}
    units = sorted({unit for held, _ in bound.values() for unit in held.ids})
    relies = every([plans.any, plans.every(lambda plan: bound[plan.id][0].any)])
    severity = Severity.INFO if _accepted(view, scenario) else Severity.ERROR

    def case(
        part: str,
        unfit: Truth,
        said: str,
        clears: str,
        asks: str,
        related: tuple[str, ...] = (),
        helps: tuple[str, ...] = (),
    ) -> Case:
        return Case(
            verdict=every([foreseen, unfit]),
            part=part,
            objects=(scenario.id,),
            severity=severity,
            message=f"{scenario.name} can be seen coming, and {said}",
            unknown=f"it is not known whether {scenario.name} can be seen coming, or else {said}",
            clears_when=clears,
            related=(*plans.ids, *related),
            candidates=helps,
            decision=asks,
            owner=next((plan.planner for plan in plans.nodes if plan.planner is not None), None),
            due=scenario.trigger_date,
            root=min(threats.ids, default=scenario.id),
        )

    yield case(
        "a",
        plans.none,
        "no plan prepares for it",
        f"a plan in force prepares for {scenario.id}",
        f"Who plans for {scenario.id}, by when?",
    )
    yield case(
        "b",
        every([plans.any, plans.every(lambda plan: opposite(_rehearsed(view, plan)))]),
        f"nobody rehearsed {names} within {view.limits.rehearsed_days} days",
        f"a plan for {scenario.id} was rehearsed within {view.limits.rehearsed_days} days",
        f"When is the plan for {scenario.id} rehearsed, with which components and partners?",
    )
    yield case(
        "c",
        relies,
        f"{names} counts on what a restriction keeps from acting: {', '.join(units)}",
        f"a plan for {scenario.id} counts only on units that may act in it",
        f"Which unit that may act takes the part of {', '.join(units) or 'the unit'}?",
        (*units, *sorted({caveat for _, caveats in bound.values() for caveat in caveats})),
        _free_units(view, scenario, threats) if relies is not False else (),
    )
    yield case(
        "d",
        every([plans.any, plans.every(lambda plan: equals(plan, "same_picture", False))]),
        f"the centres that run {names} do not see the same picture",
        f"the centres that run the plan for {scenario.id} see the same picture",
        f"How do the centres that run the plan for {scenario.id} share one picture, from when?",
    )


def _foreseeable(view: View, scenario: ScenarioNode, threats: Links[ThreatNode]) -> Truth:
    return some(
        [
            equals(scenario, "likelihood", "likely", "very_likely"),
            _near(view, scenario, "trigger_date"),
            threats.some(
                lambda threat: view.matching(TriggerNode, "area", threat, "area").some(
                    lambda trigger: _near(view, trigger, "date")
                )
            ),
        ]
    )


def _near(view: View, node: Node, name: str) -> Truth:
    if is_unknown(node, name):
        return None
    day: date | None = getattr(node, name)
    return day is not None and 0 <= (day - view.day).days <= view.limits.trigger_days


def _rehearsed(view: View, plan: PlanNode) -> Truth:
    return since(plan, "rehearsed", view.day, view.limits.rehearsed_days)


def _bound(
    view: View, plan: PlanNode, scenario: ScenarioNode, threats: Links[ThreatNode]
) -> tuple[Links[UnitNode], tuple[str, ...]]:
    """Return the units of a plan that a restriction keeps from acting, and the restrictions."""
    caveats: list[str] = []

    def excluded(unit: UnitNode) -> Truth:
        binding = view.into(unit, "restricts", CaveatNode).where(
            lambda caveat: every([view.in_force(caveat), _excludes(caveat, scenario, threats)])
        )
        caveats.extend(binding.ids)
        return binding.any

    units = view.out(plan, "uses", UnitNode).where(excluded)
    return units, tuple(caveats)


def _excludes(caveat: CaveatNode, scenario: ScenarioNode, threats: Links[ThreatNode]) -> Truth:
    """Tell whether a restriction, within the areas it names, keeps a unit from acting."""
    there = _covers(caveat, threats)
    if there is False:
        return False
    if is_unknown(caveat, "kind"):
        might = some(binds(caveat, scenario) for binds in _BINDING.values())
        return every([None, might])
    binds = _BINDING.get(caveat.kind or "")
    return False if binds is None else every([there, binds(caveat, scenario)])


def _covers(caveat: CaveatNode, threats: Links[ThreatNode]) -> Truth:
    """Tell whether a restriction covers an area of the threats; one that names none covers all."""

    def within(threat: ThreatNode) -> Truth:
        if is_unknown(threat, "area"):
            return None
        return threat.area is not None and holds(caveat, "areas", threat.area)

    return some([opposite(recorded(caveat, "areas")), threats.some(within)])


def _against_host(_: CaveatNode, scenario: ScenarioNode) -> Truth:
    return some(
        [
            equals(scenario, "host_threat", True),
            equals(scenario, "perpetrator", "host_force"),
        ]
    )


def _force(caveat: CaveatNode, scenario: ScenarioNode) -> Truth:
    return _reaches(caveat, "force_level", scenario, "needed_action")


def _approval(caveat: CaveatNode, scenario: ScenarioNode) -> Truth:
    return _reaches(scenario, "warning_hours", caveat, "approval_hours", strict=True)


_BINDING: Mapping[str, Callable[[CaveatNode, ScenarioNode], Truth]] = {
    "against_host_forces": _against_host,
    "force_level": _force,
    "requires_capital_approval": _approval,
    "geographic": lambda _, __: True,
}
"""When a restriction of a kind keeps a unit from acting in a scenario; of other kinds, never."""


def _reaches(low: Node, one: str, high: Node, two: str, *, strict: bool = False) -> Truth:
    """Tell whether one number is recorded and at most another, or below it."""
    if is_unknown(low, one) or is_unknown(high, two):
        return None
    least, most = getattr(low, one), getattr(high, two)
    if least is None or most is None:
        return False
    return bool(least < most if strict else least <= most)


def _free_units(view: View, scenario: ScenarioNode, threats: Links[ThreatNode]) -> tuple[str, ...]:
    """Name some units in force that nothing known keeps from acting in the scenario."""
    free = (
        f"{unit.name}: no restriction that binds it here is recorded"
        for unit in sorted(view.of(UnitNode), key=lambda unit: unit.id)
        if view.in_force(unit)
        and view.into(unit, "restricts", CaveatNode).some(
            lambda caveat: _excludes(caveat, scenario, threats)
        )
        is False
    )
    return tuple(islice(free, 5))


def _accepted(view: View, scenario: ScenarioNode) -> Truth:
    """Tell whether the head of mission accepted the risk, by a decision that still stands."""
    heads = {node.id for node in view.of(AuthorityNode) if node.head_of_mission} | {
        "head_of_mission"
    }
    return view.into(scenario, "on", DecisionNode).some(
        lambda decision: every(
            [
                equals(decision, "kind", "accept_risk"),
                equals(decision, "status", "taken"),
                equals(decision, "owner", *heads),
                recorded(decision, "expires"),
                opposite(passed(decision, "expires", view.day)),
            ]
        )
    )


RULE = Rule(
    code="INF-04",
    name="scenario-without-a-plan",
    title="Foreseeable scenario without a plan",
    since="0.2.0",
    severity="error; info where the head of mission accepted the risk",
    sources=(
        Quotation("P2", "anticipate threats and plan accordingly"),
        Quotation("T1", "As electoral violence flares up in some countries"),
    ),
    check=check,
)
