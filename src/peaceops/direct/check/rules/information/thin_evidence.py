"""Thin, ungraded, stale or one-sided evidence.

## What it asks

On what does this judgement rest: how many voices that do not repeat each other, how good, how old,
from which sides?

## Why

Strategies and early action stand on assessments. Three reports that go back to one phone call are
one report; what one component saw is what one component could see.

## Source

- L2: "solid assessments and analysis"
- P2: "across all mission components"

## Fires when

A live assessment, or a pressing threat that no such assessment judges, is at least moderate, and:

- a: its evidence has fewer than two independent origins. Items that share any ancestor in their
  chains of origin count once.
- b: a key item has no grade (or F6, which is none). Where no key items are named, all are.
- c: the weight left to its items sums to less than `least_evidence_weight`. An item weighs by its
  grade, B2 for 0.8, and fades over its lifetime.
- d: two items or more all come from one component, or all tell one side.
- e: the day of its review has passed.
- f: more than one factor is not known.

## Severity

Warning; error where a recommendation or a task that requires force rests on it.

## What clears it

Open requirements, seek the other side, grade what is there; until then word the judgement with less
confidence.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, level: high, status: active}]
sources: [{id: S}]
items:
  - {id: I1, date: 2031-04-20, from_source: [S], component: police, supports: [T]}
  - {id: I2, date: 2030-12-20, origins: [S], grade: C3, component: police, supports: [T]}
```

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, level: high, status: active, intent: unknown, capability: unknown}]
assessments:
  - {id: A, of: [T], level: high, made: 2031-01-01, review_by: 2031-04-01, based_on: [I1, I2]}
items:
  - {id: I1, date: 2031-04-20, origins: [patrol], grade: B2}
  - {id: I2, date: 2031-04-22, origins: [elder], grade: B2}
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, level: high, status: active}]
items:
  - id: I1
    date: 2031-04-20
    origins: [patrol]
    grade: B2
    component: military
    side: community
    supports: [T]
  - id: I2
    date: 2031-04-25
    origins: [elder]
    grade: B2
    component: civil_affairs
    side: host
    supports: [T]
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, level: high, status: active}]
items:
  - {id: I1, date: 2031-04-20, origins: unknown, grade: A1, component: police, supports: [T]}
  - {id: I2, date: 2031-04-25, origins: [elder], grade: A1, component: military, supports: [T]}
```

## Edge cases

Independence goes by chains of origin, never by the names of publishers. An item that was not yet
graded weighs in full, for (b) asks for its grade already. Without any item (b), (c) and (d) are
silent. An assessment that was superseded is asked no more.
"""

from collections.abc import Iterator

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.rules.information.evidence import (
    items_against,
    items_for,
    one_only,
    origins_of,
    ungraded,
    weight_range,
)
from peaceops.direct.check.standing import grave, live_activity, live_task
from peaceops.direct.check.view import Links, View, at_or_above, equals, joined, passed
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.information import ItemNode
from peaceops.domain.strategy.judgement import AssessmentNode, RecommendationNode
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.protection import ActivityNode, TaskNode
from peaceops.domain.strategy.threat import FACTORS, ThreatNode
from peaceops.domain.truth import Truth, every, opposite, some

Judged = AssessmentNode | ThreatNode


def check(view: View) -> Iterator[Case]:
    """Find judgements whose evidence does not carry them."""
    components = {item.component for item in view.of(ItemNode) if item.component is not None}
    for assessment in view.of(AssessmentNode):
        truth = _judges(view, assessment)
        if truth is not False:
            yield from _asked(view, assessment, truth, components)
    for threat in view.of(ThreatNode):
        judged = view.into(threat, "of", AssessmentNode).some(lambda node: _judges(view, node))
        truth = every([grave(view, threat), opposite(judged)])
        if truth is not False:
            yield from _asked(view, threat, truth, components)


def _judges(view: View, assessment: AssessmentNode) -> Truth:
    """Tell whether an assessment stands and finds a threat moderate or worse."""
    return every(
        [
            equals(assessment, "level", "moderate", "high", "extreme"),
            view.in_force(assessment),
            view.out(assessment, "superseded_by").none,
        ]
    )


def _asked(view: View, judged: Judged, truth: Truth, components: set[str]) -> Iterator[Case]:
    items = items_for(view, judged)
    severity = Severity.ERROR if _relied_on(view, judged) else Severity.WARNING
    level = judged.level or "moderate or worse"
    for part, wrong, said, clears, asks, helps in (
        _origins(view, judged, items),
        _grades(view, judged, items),
        _weights(view, judged, items),
        _sides(view, judged, items, components),
        _review(view, judged),
        _factors(view, judged),
    ):
        verdict = every([truth, wrong])
        if verdict is False:
            continue
        yield Case(
            verdict=verdict,
            part=part,
            objects=(judged.id,),
            severity=severity,
            message=f"{judged.name} is judged {level} {said}",
            unknown=f"what {judged.name} rests on is not fully known ({_matter(part)})",
            clears_when=clears,
            related=() if part in "ef" else items.ids,
            candidates=helps,
            decision=asks,
            owner=(judged.author or None) if isinstance(judged, AssessmentNode) else None,
            due=judged.review_by if part == "e" else None,
            root=_root(view, judged),
        )


def _matter(part: str) -> str:
    return {
        "a": "origins",
        "b": "grades",
        "c": "weight and age",
        "d": "components and sides",
        "e": "day of review",
        "f": "factors",
    }[part]


Answer = tuple[str, Truth, str, str, str, tuple[str, ...]]
"""Part, verdict, what is said, what clears it, what is decided, what might help."""


def _origins(view: View, judged: Judged, items: Links[ItemNode]) -> Answer:
    count, sure = origins_of(view, items)
    few: Truth = count < 2
    if not sure and (count >= 2 or not items.complete):
        few = None
    held = f"{len(items.nodes)} items" if len(items.nodes) > 1 else "one item"
    said = f"on {held} of one origin" if items.nodes else "on no evidence"
    return (
        "a",
        few,
        said,
        f"items of at least two independent origins support {judged.id}",
        f"Who asks whom for a second, independent voice on {judged.id}, by when?",
        _untied(view, judged, items),
    )


def _untied(view: View, judged: Judged, items: Links[ItemNode]) -> tuple[str, ...]:
    """Name items from the threat's area that are tied to nothing yet."""
    area = judged.area if isinstance(judged, ThreatNode) else None
    known = set(items.ids)
    return tuple(
        f"{item.id}: tells of {area}, tied to no judgement"
        for item in sorted(view.having(ItemNode, "area", area).nodes, key=lambda item: item.id)
        if item.id not in known
        and not view.out(item, "supports").nodes
        and not view.out(item, "contradicts").nodes
    )[:5]


def _grades(view: View, judged: Judged, items: Links[ItemNode]) -> Answer:
    wanting = items.where(ungraded)
    answer = wanting.any
    if isinstance(judged, AssessmentNode) and (judged.key_items or is_unknown(judged, "key_items")):
        named = tuple(
            node
            for name in judged.key_items
            if isinstance(node := view.strategy.nodes.get(name), ItemNode)
        )
        wanting = Links(named, (), not is_unknown(judged, "key_items")).where(ungraded)
        answer = wanting.any
    names = ", ".join(sorted(wanting.ids))
    return (
        "b",
        answer,
        f"on items without a grade: {names}",
        f"every key item of {judged.id} is graded",
        f"Who grades {names or 'the key items'}?",
        (),
    )


def _weights(view: View, judged: Judged, items: Links[ItemNode]) -> Answer:
    limit = view.limits.least_evidence_weight
    ranges = [weight_range(item, view.day) for item in items.nodes]
    low, high = sum(part[0] for part in ranges), sum(part[1] for part in ranges)
    light: Truth = None
    if low >= limit:
        light = False
    elif high < limit and items.complete:
        light = True
    return (
        "c",
        every([items.any, light]),
        f"on items that weigh {high:.2f} by grade and age, less than {limit:g}",
        f"fresh or better evidence brings the weight for {judged.id} to {limit:g}",
        f"Who looks again at {judged.id}, by when?",
        (),
    )


def _sides(view: View, judged: Judged, items: Links[ItemNode], components: set[str]) -> Answer:
    heard = joined([items, items_against(view, judged)])
    component, side = one_only(heard, "component"), one_only(heard, "side")
    told = [
        f"{word} {getattr(item, name)}"
        for name, word, one in (("component", "by", component), ("side", "from the side", side))
        if one
        for item in heard.nodes
        if getattr(item, name) is not None
    ]
    others = components - {item.component for item in heard.nodes}
    return (
        "d",
        some([component, side]),
        f"on what is told only {' and only '.join(sorted(set(told)))}",
        f"items of another component and of another side tell of {judged.id}",
        f"Which other component, or which other side, is asked about {judged.id}?",
        tuple(f"{name}: reports on other matters" for name in sorted(others)) if component else (),
    )


def _review(view: View, judged: Judged) -> Answer:
    day = judged.review_by.isoformat() if judged.review_by is not None else "a day not known"
    return (
        "e",
        passed(judged, "review_by", view.day),
        f"though it was to be reviewed by {day}",
        f"{judged.id} is reviewed",
        f"Who reviews {judged.id}, by when?",
        (),
    )


def _factors(view: View, judged: Judged) -> Answer:
    threats: Links[ThreatNode] = (
        Links((judged,)) if isinstance(judged, ThreatNode) else view.out(judged, "of", ThreatNode)
    )
    many = threats.some(lambda threat: len(_unknown_factors(threat)) > 1)
    if isinstance(judged, AssessmentNode):
        many = some([at_or_above(judged, "unknown_factors", 2), many])
    names = sorted({name for threat in threats.nodes for name in _unknown_factors(threat)})
    return (
        "f",
        many,
        f"though more than one factor is not known{': ' * bool(names)}{', '.join(names)}",
        f"at most one factor behind {judged.id} is not known",
        f"Which of the factors behind {judged.id} is found out first, and by whom?",
        (),
    )


def _unknown_factors(threat: ThreatNode) -> list[str]:
    return [name for name in FACTORS if is_unknown(threat, name)]


def _relied_on(view: View, judged: Judged) -> Truth:
    """Tell whether a recommendation or a task that requires force rests on a judgement."""
    edge = "concerns" if isinstance(judged, ThreatNode) else "based_on"
    recommended = view.into(judged, edge, RecommendationNode).some(
        lambda node: every([opposite(equals(node, "status", "withdrawn")), view.in_force(node)])
    )
    threats = (
        (judged,) if isinstance(judged, ThreatNode) else view.out(judged, "of", ThreatNode).nodes
    )
    forced = (
        every(
            [
                live_activity(view, activity),
                view.out(activity, "implements", TaskNode).some(
                    lambda task: every(
                        [live_task(view, task), at_or_above(task, "requires_force_level", 1)]
                    )
                ),
            ]
        )
        for threat in threats
        for activity in view.into(threat, "addresses", ActivityNode).nodes
    )
    return some([recommended, *forced])


def _root(view: View, judged: Judged) -> str:
    if isinstance(judged, ThreatNode):
        return judged.id
    return min(view.out(judged, "of", ThreatNode).ids, default=judged.id)


RULE = Rule(
    code="INF-01",
    name="thin-evidence",
    title="Thin, ungraded, stale or one-sided evidence",
    since="0.2.0",
    severity="warning; error if a recommendation or force task rests on it",
    sources=(
        Quotation("L2", "solid assessments and analysis"),
        Quotation("P2", "across all mission components"),
    ),
    check=check,
)
