"""Everything is a priority.

## What it asks

Which tasks come first, and does what is said to come first also get the means?

## Why

If nothing is second, nothing is first. When troops or helicopters run short, somebody will choose;
without bands the choice is made on the day, by whoever is there.

## Source

- P2: "formulate, prioritize, and sequence mandated tasks"

## Fires when

- a: a task that is neither done nor dropped stands in no band. One finding a task.
- b: more than `top_share` of the tasks stand in the top band, where there are at least
  `top_share_from_tasks` of them. The top band is the lowest number in use.
- c: the mandate, or a clause of it on protection, says that protection is a priority, some task
  records its share of capability or budget, and the tasks of protection together hold less than
  `least_effort_share`. Tasks of protection are those coded `poc_physical`, `poc_strategy`,
  `early_warning`, `displacement_sites`, `child_protection` or `crsv`, and those that come from a
  clause of tier II.

## Severity

Warning.

## What clears it

Put every task into a band by the threats it meets and the objectives it serves; move tasks down
until the top band means something; give protection the share that its rank asks for, or say to
the Council that it has none.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
tasks:
  - {id: K1, code: poc_physical, effort: 0.1, from_clause: [C1]}
  - {id: K2, code: elections, effort: 0.6, band: 2}
mandates: [{id: MD, number: 1, adopted: 2031-01-10, poc_priority: true}]
clauses: [{id: C1, mandate: [MD], tier: II}]
```

```yaml
mission: {id: M, as_of: 2031-05-01}
tasks:
  - {id: K1, band: 1}
  - {id: K2, band: 1}
  - {id: K3, band: 1}
  - {id: K4, band: 2}
  - {id: K5, band: 2}
  - {id: K6, band: 3}
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
tasks:
  - {id: K1, code: poc_physical, band: 1, effort: 0.3}
  - {id: K2, code: elections, band: 2, effort: 0.2}
mandates: [{id: MD, number: 1, adopted: 2031-01-10, poc_priority: true}]
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
tasks: [{id: K1, code: poc_physical, band: unknown}]
```

## Edge cases

The thresholds are the mission's own. Five tasks in one band are few enough to be asked one by one.
A task without a recorded share counts as none; where no task records one, nothing is said about
shares.
"""

from collections.abc import Iterator, Sequence

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.rules.mandate.mandate_version import standing
from peaceops.direct.check.view import View, equals, recorded
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.mandate import PROTECTION_CODES, ClauseNode, MandateNode
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.politics import ObjectiveNode
from peaceops.domain.strategy.protection import ActivityNode, TaskNode
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.domain.truth import Truth, every, opposite, some

Tasks = Sequence[tuple[TaskNode, Truth]]
"""Tasks, each with whether it is neither done nor dropped."""


def check(view: View) -> Iterator[Case]:
    """Find tasks without a band, a crowded top band, and a priority without means."""
    tasks = [
        (task, truth)
        for task in view.of(TaskNode)
        if (
            truth := every(
                [opposite(equals(task, "status", "done", "dropped")), view.in_force(task)]
            )
        )
        is not False
    ]
    if not tasks:
        return
    mission = view.strategy.mission
    for task, truth in tasks:
        verdict = every([truth, opposite(recorded(task, "band"))])
        if verdict is not False:
            yield Case(
                verdict=verdict,
                part="a",
                objects=(task.id,),
                severity=Severity.WARNING,
                message=f"{task.name} stands in no band of priority",
                unknown=f"it is not known in which band {task.name} stands, or whether it goes on",
                clears_when=f"{task.id} stands in a band",
                candidates=(_served(view, task),),
                decision=f"In which band does {task.id} stand, and which task does it come after?",
                root=mission.id,
            )
    yield from _crowded(view, tasks)
    yield from _starved(view, tasks)


def _crowded(view: View, tasks: Tasks) -> Iterator[Case]:
    """Tell whether the top band holds too many of all tasks."""
    verdict, top = _crowding(tasks, view.limits.top_share, view.limits.top_share_from_tasks)
    if verdict is False:
        return
    mission = view.strategy.mission
    first = sorted(
        (task for task, truth in tasks if truth and task.band == top), key=lambda task: task.id
    )
    yield Case(
        verdict=verdict,
        part="b",
        objects=(mission.id,),
        severity=Severity.WARNING,
        message=(
            f"{len(first)} of {len(tasks)} tasks of {mission.name} stand in the top band, more "
            f"than {view.limits.top_share:.0%}"
        ),
        unknown=(
            f"bands of tasks of {mission.name} are not known; the top band may hold more than "
            f"{view.limits.top_share:.0%} of them"
        ),
        clears_when=f"at most {view.limits.top_share:.0%} of the tasks stand in the top band",
        candidates=tuple(
            _served(view, task)
            for task in sorted(first, key=lambda task: (_weight(view, task), task.id))
        ),
        decision="Which tasks leave the top band first when means run short?",
        root=mission.id,
    )


def _crowding(tasks: Tasks, limit: float, from_tasks: int) -> tuple[Truth, int | None]:
    """Compare the least and the greatest share that the top band may hold with the limit."""
    sure = [task for task, truth in tasks if truth]
    perhaps = [task for task, truth in tasks if truth is None]
    if len(tasks) < from_tasks:
        return False, None
    top = min((task.band for task in sure if task.band is not None), default=None)
    doubtful = bool(perhaps) or any(is_unknown(task, "band") for task in sure)
    if top is None:
        return (None if doubtful else False), None
    if doubtful and top > 1:
        # A band not known may be a higher one, and then the top is another.
        return None, top
    within = sum(task.band == top for task in sure)
    may = sum(is_unknown(task, "band") for task in sure)
    join = sum(task.band == top or is_unknown(task, "band") for task in perhaps)
    part = sum(task.band != top for task in perhaps)
    if len(sure) >= from_tasks and within > limit * (len(sure) + part):
        return True, top
    return (None if within + may + join > limit * (len(sure) + join) else False), top


def _starved(view: View, tasks: Tasks) -> Iterator[Case]:
    """Tell whether protection is said to come first and holds next to nothing."""
    priority = _stated(view)
    if priority is False:
        return
    least = most = 0.0
    held: list[Truth] = []
    for task, truth in tasks:
        effort = recorded(task, "effort")
        held.append(every([truth, effort]))
        protects = every([truth, _protects(view, task)])
        if protects is False or effort is False:
            continue
        most += 1.0 if effort is None else task.effort or 0.0
        least += (task.effort or 0.0) if protects and effort else 0.0
    limit = view.limits.least_effort_share
    low = True if most < limit else None if least < limit else False
    verdict = every([priority, some(held), low])
    if verdict is False:
        return
    mission = view.strategy.mission
    yield Case(
        verdict=verdict,
        part="c",
        objects=(mission.id,),
        severity=Severity.WARNING,
        message=(
            f"the mandate of {mission.name} puts protection first, but its tasks hold {least:.0%} "
            f"of capability or budget, less than {limit:.0%}"
        ),
        unknown=(
            f"it is not known how much of capability or budget the tasks of protection of "
            f"{mission.name} hold, or whether the mandate puts them first"
        ),
        clears_when=f"the tasks of protection hold at least {limit:.0%}",
        candidates=tuple(
            f"{task.name}: holds {task.effort:.0%}"
            for task in sorted(
                (task for task, truth in tasks if truth and task.effort),
                key=lambda task: (-(task.effort or 0.0), task.id),
            )
            if _protects(view, task) is False and task.effort is not None
        ),
        decision="What is taken from which task for protection, or is the Council told?",
        root=mission.id,
    )


def _stated(view: View) -> Truth:
    """Tell whether the standing mandate says that protection is a priority."""
    stands = standing(view)
    return some(
        [
            stands.some(lambda mandate: equals(mandate, "poc_priority", True)),
            *(
                every(
                    [
                        equals(clause, "priority", True),
                        some(
                            [
                                equals(clause, "tier", "II"),
                                equals(clause, "code", *PROTECTION_CODES),
                            ]
                        ),
                        view.out(clause, "mandate", MandateNode).some(
                            lambda mandate: (
                                mandate.id in stands.ids or (None if not stands.complete else False)
                            )
                        ),
                    ]
                )
                for clause in view.of(ClauseNode)
            ),
        ]
    )


def _protects(view: View, task: TaskNode) -> Truth:
    return some(
        [
            equals(task, "code", *PROTECTION_CODES),
            view.out(task, "from_clause", ClauseNode).some(
                lambda clause: equals(clause, "tier", "II")
            ),
        ]
    )


def _weight(view: View, task: TaskNode) -> int:
    return len(_objectives(view, task)) + len(_threats(view, task))


def _served(view: View, task: TaskNode) -> str:
    """Say what would be cut with a task."""
    objectives, threats = _objectives(view, task), _threats(view, task)
    return (
        f"{task.name}: serves {', '.join(objectives) or 'no objective'}, meets "
        f"{', '.join(threats) or 'no threat'}"
    )


def _objectives(view: View, task: TaskNode) -> list[str]:
    return sorted(view.out(task, "contributes_to", ObjectiveNode).ids)


def _threats(view: View, task: TaskNode) -> list[str]:
    return sorted(
        {
            name
            for activity in view.into(task, "implements", ActivityNode).nodes
            for name in view.out(activity, "addresses", ThreatNode).ids
        }
    )


RULE = Rule(
    code="MAN-01",
    name="everything-is-a-priority",
    title="Everything is a priority",
    since="0.2.0",
    severity="warning",
    sources=(Quotation("P2", "formulate, prioritize, and sequence mandated tasks"),),
    check=check,
)
