"""Orphan activity or task.

## What it asks

To which end is this done? And if it only meets a threat, which political end does it buy time or
space for?

## Why

Military and police activities are steps to a goal. An activity with no goal can not be
prioritised, evaluated or ended.

## Source

- L1: "are only steps to achieve a political goal"

## Fires when

A task or an activity is live, and

- (a) it has no path to an objective, political or protection, and to no threat. A path leads
  through `contributes_to`; from an activity through the task it implements; from a task through
  live activities that implement it, and through tasks of which it is a prerequisite;
- (b) an activity addresses a threat, but has no path to a political objective. All such
  activities are listed with their share of the total effort: of `effort` where all live
  activities record it, otherwise of their number.

## Severity

(a) error; (b) info.

## What clears it

Link it to an objective with a stated mechanism, merge it with another, or stop it.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
tasks: [{id: K, code: poc_physical, area: north}]
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
objectives: [{id: O, kind: political}]
tasks: [{id: K, code: poc_physical, area: north, contributes_to: [O]}]
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
tasks: [{id: K, code: poc_physical, area: north, contributes_to: unknown}]
```

## Edge cases

Tasks of security of personnel (`un_security`) and of support (`support_regional_force`), and
activities that implement them, are exempt. An objective that was reached or dropped is no end any
more. A planned, ended or dropped task or activity is not asked.
"""

from collections.abc import Iterator, Mapping

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.rules.political.linkage import listed, shortened
from peaceops.direct.check.standing import live_activity, live_task, threats_in
from peaceops.direct.check.view import View, equals
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.politics import ObjectiveNode
from peaceops.domain.strategy.protection import ActivityNode, TaskNode
from peaceops.domain.strategy.threat import DriverNode, ThreatNode
from peaceops.domain.truth import Truth, every, opposite, some

EXEMPT = ("un_security", "support_regional_force")
"""Codes of tasks that serve the mission itself or another force."""


def check(view: View) -> Iterator[Case]:
    """Find what leads to no end, and what meets a threat without a political end."""
    ends = _leading(view, political=False, threats=True)
    for task in view.of(TaskNode):
        live = live_task(view, task)
        verdict = every([live, opposite(_exempt(task)), opposite(ends[task.id])])
        if verdict is not False:
            yield _orphan(view, task, verdict, root=task.id)
    political = _leading(view, political=True, threats=False)
    alive = [
        (activity, live)
        for activity in view.of(ActivityNode)
        if (live := live_activity(view, activity)) is not False
    ]
    threat_only: list[tuple[ActivityNode, Truth]] = []
    for activity, live in alive:
        tasks = view.out(activity, "implements", TaskNode)
        led = some([_contributes(view, activity), tasks.some(lambda task: ends[task.id])])
        asked = every([live, opposite(tasks.some(_exempt))])
        threatened = view.out(activity, "addresses", ThreatNode).any
        verdict = every([asked, opposite(led), opposite(threatened)])
        if verdict is not False:
            yield _orphan(view, activity, verdict, root=min(tasks.ids, default=activity.id))
            continue
        to_politics = some(
            [
                _contributes(view, activity, political=True),
                tasks.some(lambda task: political[task.id]),
            ]
        )
        verdict = every([asked, threatened, opposite(to_politics)])
        if verdict is not False:
            threat_only.append((activity, verdict))
    yield from _threat_only(view, threat_only, [activity for activity, live in alive if live])


def _orphan(view: View, node: TaskNode | ActivityNode, verdict: Truth, root: str) -> Case:
    return Case(
        verdict=verdict,
        part="a",
        objects=(node.id,),
        severity=Severity.ERROR,
        message=f"{node.noun} {node.name} leads to no objective and meets no threat",
        unknown=(
            f"whether {node.noun} {node.name} leads to an objective or meets a threat can not be "
            "told before it is known whether it is live, and what it and its tasks contribute to"
        ),
        clears_when=(
            f"{node.id} contributes to an objective, with the mechanism stated; or it is merged "
            "with another, or stopped"
        ),
        candidates=_ends_nearby(view, node),
        decision=f"Which objective does {node.id} serve, by which mechanism; or is it stopped?",
        root=root,
    )


def _threat_only(
    view: View, found: list[tuple[ActivityNode, Truth]], alive: list[ActivityNode]
) -> Iterator[Case]:
    """Say of each activity that it meets a threat alone, and how much of all effort such are."""
    share = _share([activity for activity, verdict in found if verdict], alive)
    for activity, verdict in found:
        threats = view.out(activity, "addresses", ThreatNode)
        yield Case(
            verdict=verdict,
            part="b",
            objects=(activity.id,),
            severity=Severity.INFO,
            message=(
                f"activity {activity.name} meets {listed(threats.ids) or 'a threat'}, but serves "
                f"no political objective; {share}"
            ),
            unknown=(
                f"whether activity {activity.name} serves a political objective besides meeting "
                "a threat can not be told before what it contributes to is known"
            ),
            clears_when=(
                f"{activity.id} contributes to a political objective, with the mechanism stated"
            ),
            related=threats.ids,
            candidates=_objectives_behind(view, threats.nodes),
            decision=f"Which political objective does {activity.id} buy time or space for?",
            root=min(threats.ids, default=activity.id),
        )


def _share(found: list[ActivityNode], alive: list[ActivityNode]) -> str:
    efforts = [activity.effort for activity in alive if activity.effort is not None]
    total = sum(efforts)
    number = f"{len(found)} of {len(alive)} live activities are like it"
    if len(efforts) < len(alive) or total <= 0:
        return number
    part = sum(activity.effort or 0.0 for activity in found) / total
    return f"{number}, with {part:.0%} of their effort"


def _exempt(task: TaskNode) -> Truth:
    return equals(task, "code", *EXEMPT)


def _contributes(view: View, node: TaskNode | ActivityNode, *, political: bool = False) -> Truth:
    """Tell whether something contributes to an objective that is still one."""
    return view.out(node, "contributes_to", ObjectiveNode).some(
        lambda objective: every(
            [
                opposite(equals(objective, "status", "reached", "dropped")),
                view.in_force(objective),
                equals(objective, "kind", "political") if political else True,
            ]
        )
    )


def _leading(view: View, *, political: bool, threats: bool) -> Mapping[str, Truth]:
    """Tell of every task whether it leads to an end, itself or through what builds on it."""
    answers = {task.id: _leads(view, task, political, threats) for task in view.of(TaskNode)}

    def passed_on(name: str) -> Truth:
        """Tell whether what a task builds on leads where it leads: not if it is over."""
        over = equals(view.strategy.nodes[name], "status", "done", "dropped")
        return every([opposite(over), answers[name]])

    for wanted in (True, None):
        waiting = [name for name in answers if passed_on(name) is wanted]
        while waiting:
            task = view.strategy.nodes[waiting.pop()]
            for before in view.out(task, "prerequisites", TaskNode).ids:
                if answers[before] is False or (wanted and answers[before] is None):
                    answers[before] = wanted
                    if passed_on(before) is wanted:
                        waiting.append(before)
    # A task that leads somewhere and does not know what it builds on may build on any.
    if any(
        is_unknown(task, "prerequisites") and answers[task.id] is not False
        for task in view.of(TaskNode)
    ):
        answers = {name: None if answer is False else answer for name, answer in answers.items()}
    return answers


def _leads(view: View, task: TaskNode, political: bool, threats: bool) -> Truth:
    activities = view.into(task, "implements", ActivityNode).where(
        lambda activity: live_activity(view, activity)
    )
    return some(
        [
            _contributes(view, task, political=political),
            activities.some(
                lambda activity: some(
                    [
                        _contributes(view, activity, political=political),
                        threats and view.out(activity, "addresses", ThreatNode).any,
                    ]
                )
            ),
        ]
    )


def _ends_nearby(view: View, node: TaskNode | ActivityNode) -> tuple[str, ...]:
    """Name objectives that resolve what drives the threats in its area."""
    return _objectives_behind(view, threats_in(view, node.area).nodes)


def _objectives_behind(view: View, threats: tuple[ThreatNode, ...]) -> tuple[str, ...]:
    return shortened(
        sorted(
            f"{objective.name}: resolves {driver.id}, which drives {threat.id}"
            for threat in threats
            for driver in view.into(threat, "causes", DriverNode).nodes
            for objective in view.into(driver, "resolves", ObjectiveNode).nodes
            if objective.status in {"planned", "active"}
        )
    )


RULE = Rule(
    code="POL-04",
    name="orphan-activity-or-task",
    title="Orphan activity or task",
    since="0.2.0",
    severity="error for no path; info with share for threat-only",
    sources=(Quotation("L1", "are only steps to achieve a political goal"),),
    check=check,
)
