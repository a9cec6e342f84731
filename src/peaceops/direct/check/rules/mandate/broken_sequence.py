"""Broken sequence, or tasks working against each other.

## What it asks

Can each task begin when it is said to, and does what is done harm what it is done for?

## Why

Sequence exists so that nothing is done too early: authority extended for a predatory
administration, joint operations before anybody was vetted. Two tasks that wait for each other
never begin.

## Source

- P2: "sequence"
- L2: "Navigating these roles require political strategies"

## Fires when

- a: a task that is neither done nor dropped waits, over its prerequisites, for itself.
- b: such a task stands in an earlier phase than one of its prerequisites.
- c: a task is active while one of its prerequisites is not done.
- d: a live activity, or a task neither done nor dropped, undermines a driver, threat, objective or
  task that still matters, and no mitigation is recorded on that edge. To undermine a driver or a
  threat is to make it worse.

## Severity

Error for a circle (a) and for harm without mitigation (d); warning otherwise.

## What clears it

Order the tasks anew; set a gate; mitigate the harm or stop the activity.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
tasks:
  - {id: K1, prerequisites: [K2], phase: 1}
  - {id: K2, prerequisites: [K1], phase: 2}
```

```yaml
mission: {id: M, as_of: 2031-05-01}
objectives: [{id: O1, kind: political}]
activities: [{id: A1, title: joint operations before vetting, undermines: [O1]}]
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
objectives: [{id: O1, kind: political}]
activities: [{id: A1, undermines: [{to: O1, mitigation: vetted units only}]}]
tasks:
  - {id: K1, prerequisites: [K2], phase: 2}
  - {id: K2, status: done, phase: 1}
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
objectives: [{id: O1, kind: political}]
activities: [{id: A1, undermines: [{to: O1, mitigation: unknown}]}]
```

## Edge cases

A prerequisite that was dropped is not done: the task waits for nothing that will ever come, and
its order must be settled anew. A task without a phase stands in none; a circle is one question,
however many tasks lie on it.
"""

from collections.abc import Iterator, Mapping

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.rules.mandate.circle import circles, may_lead_anywhere
from peaceops.direct.check.standing import live_activity, live_task, open_threat
from peaceops.direct.check.view import View, equals, recorded
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.node import Node, is_unknown
from peaceops.domain.strategy.politics import ObjectiveNode
from peaceops.domain.strategy.protection import ActivityNode, TaskNode
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.domain.truth import Truth, every, opposite, some


def check(view: View) -> Iterator[Case]:
    """Find circles, inverted phases, early starts, and harm that nothing mitigates."""
    tasks = {
        task.id: (task, truth)
        for task in view.of(TaskNode)
        if (truth := _to_do(view, task)) is not False
    }
    yield from _circles(view, tasks)
    for task, truth in tasks.values():
        yield from _order(view, task, truth)
        yield from _harm(view, task, truth)
    for activity in view.of(ActivityNode):
        yield from _harm(view, activity, live_activity(view, activity))


def _to_do(view: View, task: TaskNode) -> Truth:
    return every([opposite(equals(task, "status", "done", "dropped")), view.in_force(task)])


def _circles(view: View, tasks: Mapping[str, tuple[TaskNode, Truth]]) -> Iterator[Case]:
    steps = {
        name: sorted(
            {edge.target for edge in view.strategy.out(name, "prerequisites")} & tasks.keys()
        )
        for name in sorted(tasks)
    }
    doubtful = may_lead_anywhere(
        steps, {name for name, (task, _) in tasks.items() if is_unknown(task, "prerequisites")}
    )
    circle_of = {name: circle for circle in circles(steps) for name in circle}
    for name, (task, _) in tasks.items():
        circle = circle_of.get(name, ())
        if not circle and name not in doubtful:
            continue
        verdict = every(tasks[other][1] for other in circle) if circle else None
        waits = [other for other in steps[name] if other in circle]
        yield Case(
            verdict=verdict,
            part="a",
            objects=(name,),
            severity=Severity.ERROR,
            message=(
                f"{task.name} waits for itself: its prerequisites lead round through "
                f"{', '.join(circle)}"
            ),
            unknown=(
                f"the prerequisites of {task.name}, or of what it waits for, are not known; they "
                "may lead round"
            ),
            clears_when=f"no chain of prerequisites leads from {name} back to {name}",
            related=circle,
            candidates=tuple(f"drop that {name} waits for {other}" for other in waits),
            decision=f"Which of {', '.join(circle or (name,))} begins first?",
            root=circle[0] if circle else name,
        )


def _order(view: View, task: TaskNode, truth: Truth) -> Iterator[Case]:
    before = view.out(task, "prerequisites", TaskNode)
    late = before.where(lambda other: _later_phase(other, task))
    verdict = every([truth, late.any])
    if verdict is not False:
        names = ", ".join(sorted(other.name for other in late.nodes)) or "a prerequisite"
        yield Case(
            verdict=verdict,
            part="b",
            objects=(task.id,),
            severity=Severity.WARNING,
            message=f"{task.name} stands in phase {task.phase}, before its prerequisite {names}",
            unknown=f"the phase or the prerequisites of {task.name} are not known",
            clears_when=f"{task.id} stands in no earlier phase than its prerequisites",
            related=late.ids,
            decision=f"Does {task.id} move to a later phase, or its prerequisite to an earlier?",
            root=task.id,
        )
    waiting = before.where(lambda other: opposite(equals(other, "status", "done")))
    verdict = every([live_task(view, task), waiting.any])
    if verdict is not False:
        names = ", ".join(sorted(f"{node.name} ({node.status})" for node in waiting.nodes))
        yield Case(
            verdict=verdict,
            part="c",
            objects=(task.id,),
            severity=Severity.WARNING,
            message=f"{task.name} is active while its prerequisite is not done: {names}",
            unknown=f"it is not known whether every prerequisite of {task.name} is done",
            clears_when=f"all prerequisites of {task.id} are done, or {task.id} waits for them",
            related=waiting.ids,
            candidates=(f"a gate: {task.entry}",) if task.entry else (),
            decision=f"Does {task.id} halt until its prerequisite is done, and who says so?",
            root=task.id,
        )


def _later_phase(other: TaskNode, task: TaskNode) -> Truth:
    if is_unknown(other, "phase") or is_unknown(task, "phase"):
        return None
    return other.phase is not None and task.phase is not None and other.phase > task.phase


def _harm(view: View, node: ActivityNode | TaskNode, truth: Truth) -> Iterator[Case]:
    links: list[tuple[Node, Truth]] = [
        (target, every([_matters(view, target), opposite(recorded(edge, "mitigation"))]))
        for edge in view.strategy.out(node.id, "undermines")
        if (target := view.strategy.nodes.get(edge.target)) is not None
    ]
    complete = None if is_unknown(node, "undermines") else False
    verdict = every([truth, some([*(answer for _, answer in links), complete])])
    if verdict is False:
        return
    harmed = sorted(
        (target for target, answer in links if answer is not False), key=lambda target: target.id
    )
    names = ", ".join(target.name for target in harmed)
    yield Case(
        verdict=verdict,
        part="d",
        objects=(node.id,),
        severity=Severity.ERROR,
        message=f"{node.name} works against {names}, and nothing mitigates it",
        unknown=f"it is not known what {node.name} works against, or what mitigates it",
        clears_when=(
            f"a mitigation is recorded where {node.id} undermines, or {node.id} is stopped"
        ),
        related=tuple(target.id for target in harmed),
        decision=f"Is the harm of {node.id} mitigated, and how, or is it stopped?",
        root=node.id,
    )


def _matters(view: View, target: Node) -> Truth:
    """Tell whether what is undermined still stands: harm to what is over is none."""
    if isinstance(target, ThreatNode):
        return open_threat(view, target)
    if isinstance(target, ObjectiveNode):
        settled = equals(target, "status", "reached", "dropped")
        return every([opposite(settled), view.in_force(target)])
    if isinstance(target, TaskNode):
        return _to_do(view, target)
    return view.in_force(target)


RULE = Rule(
    code="MAN-02",
    name="broken-sequence",
    title="Broken sequence, or tasks working against each other",
    since="0.2.0",
    severity="error for a circle or unmitigated harm; warning otherwise",
    sources=(
        Quotation("P2", "sequence"),
        Quotation("L2", "Navigating these roles require political strategies"),
    ),
    check=check,
)
