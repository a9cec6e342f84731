"""No measure and no end.

## What it asks

How would anybody see that this is reached, and when does it end?

## Why

Protection that is to lead to a protective environment must be able to say when it has. Counting
patrols shows that patrols were counted.

## Source

- D3: "creation of a protective environment for sustainable peace"

## Fires when

- a: an active objective, of politics or of protection, has no indicator of an outcome with
  definition, baseline and source. An outcome is a change in somebody's behaviour or in a risk.
- b: a task of band 1, neither done nor dropped, has no condition to end it or to hand it over.

## Severity

Warning.

## What clears it

Add an indicator of a change in behaviour or risk, with what is measured, from where, and who
tells; say what ends the task, or how the function goes back.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
objectives:
  - id: O1
    kind: political
    indicators: [{of: activity, definition: patrols a week, baseline: "40", source: JOC}]
tasks: [{id: K1, band: 1}]
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
objectives:
  - id: O1
    kind: political
    indicators:
      - {of: outcome, definition: attacks by the militia, baseline: 9 a month, source: JMAC}
tasks: [{id: K1, band: 1, exit: two quarters without an attack on the site}]
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
objectives: [{id: O1, kind: political, indicators: unknown}]
```

## Edge cases

Indicators of activities or outputs alone do not satisfy the rule. An objective that is not yet
active is not judged; nor is the exit of a task below the top band.
"""

from collections.abc import Iterator

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.view import View, equals, recorded
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.politics import Measure, ObjectiveNode
from peaceops.domain.strategy.protection import TaskNode
from peaceops.domain.truth import Truth, every, opposite


def check(view: View) -> Iterator[Case]:
    """Find objectives that nobody could see reached, and first tasks that never end."""
    for objective in view.of(ObjectiveNode):
        verdict = every(
            [
                equals(objective, "status", "active"),
                view.in_force(objective),
                opposite(_measured(objective)),
            ]
        )
        if verdict is not False:
            yield Case(
                verdict=verdict,
                part="a",
                objects=(objective.id,),
                severity=Severity.WARNING,
                message=f"{objective.name} {_want(objective)}",
                unknown=f"it is not known how one would see that {objective.name} is reached",
                clears_when=(
                    f"{objective.id} has an indicator of a change in behaviour or risk, with "
                    "definition, baseline and source"
                ),
                decision=f"Whose behaviour is to change with {objective.id}, and who measures it?",
                root=objective.id,
            )
    for task in view.of(TaskNode):
        verdict = every(
            [
                equals(task, "band", 1),
                opposite(equals(task, "status", "done", "dropped")),
                view.in_force(task),
                opposite(recorded(task, "exit")),
                opposite(recorded(task, "return_plan")),
            ]
        )
        if verdict is not False:
            yield Case(
                verdict=verdict,
                part="b",
                objects=(task.id,),
                severity=Severity.WARNING,
                message=f"{task.name} stands in the first band and has no end",
                unknown=f"it is not known what ends {task.name}, or whether it comes first",
                clears_when=f"{task.id} has a condition to end it or to hand it over",
                decision=f"What ends {task.id}, or who takes it over on which condition?",
                root=task.id,
            )


def _measured(objective: ObjectiveNode) -> Truth:
    if any(_whole(measure) for measure in objective.indicators):
        return True
    return None if is_unknown(objective, "indicators") else False


def _whole(measure: Measure) -> bool:
    return measure.of == "outcome" and not _lacking(measure)


def _lacking(measure: Measure) -> list[str]:
    return [
        name for name in ("definition", "baseline", "source") if not getattr(measure, name).strip()
    ]


def _want(objective: ObjectiveNode) -> str:
    """Say what is wrong with its indicators."""
    outcomes = [measure for measure in objective.indicators if measure.of == "outcome"]
    if not objective.indicators:
        return "has no indicator: nobody could see that it is reached"
    if not outcomes:
        return "counts what is done, and no change in behaviour or risk"
    wants = [_lacking(measure) for measure in outcomes]
    return f"has an indicator without {', '.join(sorted(wants, key=len)[0])}"


RULE = Rule(
    code="MAN-04",
    name="no-measure-and-no-end",
    title="No measure and no end",
    since="0.2.0",
    severity="warning",
    sources=(Quotation("D3", "creation of a protective environment for sustainable peace"),),
    check=check,
)
