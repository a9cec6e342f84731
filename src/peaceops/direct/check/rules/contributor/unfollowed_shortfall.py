"""Performance shortfall without follow-through.

## What it asks

Was every unit looked at in the past year? Where one fell short, is there a plan, is it kept, does
its contributor know, and is the shortfall recorded as the one's whose it was?

## Why

The readiness policy is a basis for dialogue, not only a score. A shortfall that is noted and left
teaches everybody that nothing follows; one that is laid at the wrong door ends the dialogue.

## Source

- FN: "a clear approach to evaluating performance of uniformed components, which should strengthen
  dialogue with T/PCCs"

## Fires when

- (a) a unit that has been in the mission for `evaluation_days` (365) has no evaluation within them;
- (b) it was found below standard more than `improvement_plan_days` (30) ago, and no plan is agreed;
- (c) an improvement plan is past its day and not done;
- (d) the result has not been shared with the contributor;
- (e) a shortfall caused by support or leadership is recorded against the unit.

(b) to (e) ask of an evaluation until a later one of the same unit takes its place.

## Severity

Warning; error on an overdue plan.

## What clears it

Agree a plan that says what contributor, headquarters and mission each carry; share the result;
record the shortfall where it belongs.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
units:
  - id: BN
    contributor: Aland
    deployed: 2030-01-01
    evaluations:
      - {id: E, date: 2031-02-01, result: below, cause: support, recorded_against: unit}
```

```yaml
mission: {id: M, as_of: 2031-05-01}
units:
  - id: BN
    deployed: 2030-01-01
    evaluations:
      - id: E
        date: 2030-12-01
        result: below
        shared: 2030-12-05
        plan_agreed: 2030-12-20
        plan_due: 2031-04-01
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
units:
  - id: BN
    deployed: 2030-01-01
    evaluations:
      - id: E
        date: 2031-02-01
        result: below
        cause: unit
        recorded_against: unit
        shared: 2031-02-05
        plan_agreed: 2031-02-20
        plan_due: 2031-06-01
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
units:
  - id: BN
    deployed: 2030-01-01
    evaluations: [{id: E, date: 2031-02-01, result: unknown, shared: 2031-02-05}]
```

## Edge cases

Commendable performance is recorded too, and is to be shared like any other. A unit that has not
been here for a year is not asked for an evaluation yet; one without a day of arrival is. A unit
that left is not asked. An evaluation without a day counts as old.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.standing import deployed
from peaceops.direct.check.view import Links, View, equals, joined, passed, recorded, since
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.force import EvaluationNode, UnitNode
from peaceops.domain.strategy.graph import as_day
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.truth import Truth, every, opposite, some


def check(view: View) -> Iterator[Case]:
    """Find units that nobody looked at, and shortfalls that nothing followed."""
    for unit in view.of(UnitNode):
        yield from _unevaluated(view, unit)
    for evaluation in view.of(EvaluationNode):
        units = view.out(evaluation, "evaluates", UnitNode)
        stands = _stands(view, evaluation, units)
        if stands is not False:
            yield from _followed(view, evaluation, units, stands)


def _unevaluated(view: View, unit: UnitNode) -> Iterator[Case]:
    days = view.limits.evaluation_days
    evaluations = view.into(unit, "evaluates", EvaluationNode)
    recent = evaluations.some(lambda one: since(one, "date", view.day, days))
    long = some(
        [
            opposite(recorded(unit, "deployed")),
            passed(unit, "deployed", view.day - timedelta(days=days)),
        ]
    )
    verdict = every([deployed(view, unit), long, opposite(recent)])
    if verdict is False:
        return
    yield Case(
        verdict=verdict,
        objects=(unit.id,),
        part="a",
        severity=Severity.WARNING,
        message=f"{unit.name} has not been evaluated within {days} days",
        unknown=f"whether {unit.name} is here since a year, and was evaluated, can not be told",
        clears_when=f"an evaluation of {unit.id} within the past {days} days is on record",
        related=evaluations.ids,
        decision=f"When is {unit.id} evaluated, and by whom?",
        root=unit.id,
    )


def _stands(view: View, evaluation: EvaluationNode, units: Links[UnitNode]) -> Truth:
    """Tell whether a unit still here was evaluated so, and not evaluated again since."""
    others = joined(view.into(unit, "evaluates", EvaluationNode) for unit in units.nodes)
    later = others.some(lambda other: other.id != evaluation.id and _after(other, evaluation))
    if not units.complete and later is False:
        later = None
    here = some([units.none, units.some(view.in_force)])
    return every([here, view.in_force(evaluation), opposite(later)])


def _after(other: EvaluationNode, evaluation: EvaluationNode) -> Truth:
    if is_unknown(other, "date") or is_unknown(evaluation, "date"):
        return None
    if other.date is None:
        return False
    return evaluation.date is None or as_day(other.date) > as_day(evaluation.date)


def _followed(
    view: View, evaluation: EvaluationNode, units: Links[UnitNode], stands: Truth
) -> Iterator[Case]:
    days = view.limits.improvement_plan_days
    name = ", ".join(sorted(unit.name for unit in units.nodes)) or "a unit"
    contributor = ", ".join(
        sorted({unit.contributor for unit in units.nodes if unit.contributor})
    ) or "the contributor"  # fmt: skip
    root = min(units.ids, default=evaluation.id)
    below = equals(evaluation, "result", "below")
    plan = recorded(evaluation, "plan_agreed")
    conditions: tuple[tuple[str, Truth, Severity, str, str, str], ...] = (
        (
            "b",
            every([below, opposite(plan), opposite(since(evaluation, "date", view.day, days))]),
            Severity.WARNING,
            f"{name} was found below standard ({evaluation.name}), and no plan is agreed",
            "an improvement plan is agreed, with its day and what each party carries",
            f"Who agrees a plan with {contributor}, and what do headquarters and mission carry?",
        ),
        (
            "c",
            every(
                [
                    passed(evaluation, "plan_due", view.day),
                    opposite(recorded(evaluation, "plan_done")),
                ]
            ),
            Severity.ERROR,
            f"the improvement plan of {name} ({evaluation.name}) is overdue"
            + (f" since {evaluation.plan_due.isoformat()}" if evaluation.plan_due else ""),
            "the day on which the plan was carried out is recorded, or a later evaluation is",
            f"What holds the plan of {evaluation.id} up, and who clears it, by when?",
        ),
        (
            "d",
            opposite(recorded(evaluation, "shared")),
            Severity.WARNING,
            f"what was found of {name} ({evaluation.name}) has not been shared with {contributor}",
            "the day on which the contributor got the result is recorded",
            f"Who shares {evaluation.id} with {contributor}, and when?",
        ),
        (
            "e",
            every(
                [
                    equals(evaluation, "cause", "support", "leadership"),
                    equals(evaluation, "recorded_against", "unit"),
                ]
            ),
            Severity.WARNING,
            f"{evaluation.cause} caused a shortfall recorded against {name} ({evaluation.name})",
            "it is recorded against support or leadership, whose it was",
            f"Who corrects the record of {evaluation.id}, and who carries the plan?",
        ),
    )
    for part, condition, severity, message, clears_when, decision in conditions:
        verdict = every([stands, condition])
        if verdict is not False:
            yield Case(
                verdict=verdict,
                objects=(evaluation.id,),
                part=part,
                severity=severity,
                message=message,
                unknown=(
                    f"what {evaluation.name} found of {name}, when, or what followed is not known"
                ),
                clears_when=clears_when,
                related=units.ids,
                decision=decision,
                due=_due(evaluation, part, days),
                root=root,
            )


def _due(evaluation: EvaluationNode, part: str, days: int) -> date | None:
    if part == "c":
        return evaluation.plan_due
    if part == "b" and evaluation.date is not None:
        return evaluation.date + timedelta(days=days)
    return None


RULE = Rule(
    code="TCC-10",
    name="unfollowed-shortfall",
    title="Performance shortfall without follow-through",
    since="0.2.0",
    severity="warning; error on plan overdue",
    sources=(
        Quotation(
            "FN",
            "a clear approach to evaluating performance of uniformed components, which should "
            "strengthen dialogue with T/PCCs",
        ),
    ),
    check=check,
)
