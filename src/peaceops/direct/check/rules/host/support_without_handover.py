"""Capacity support without hand-over, or substitution without end.

## What it asks

The host is willing and not yet able. When does it take over, and does help reach every link of the
chain that protects people?

## Why

The host remains responsible; the aim is its protection of its own people. Help without an end makes
it lean on the mission, and help to the police alone fills cells that no court empties.

## Source

- L2: "strengthening state institutions for protection"
- H1: "Host governments have the primary responsibility to protect civilians"

## Fires when

- (a) Support is live for more than `support_days` without hand-over criteria, and the posture that
  counts for its recipient has a capacity below 2 and a will of 2 or more.
- (b) The mission performs a host function (`host_function` of a task under way), and the task has
  no `return_plan`.
- (c) A driver of a threat that is pressing is impunity, support to the host's security forces is
  live, and justice or corrections get none: neither support of that sector nor a task of that code
  is under way.

## Severity

Warning.

## What clears it

Hand-over criteria for the support; a plan to return the function; support extended to the missing
link of the chain.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
posture: [{authority: police, will: 3, capacity: 1}]
support: [{id: S, recipient: police, type: training, status: live, started: 2030-01-01}]
```

```yaml
mission: {id: M, as_of: 2031-05-01}
tasks: [{id: K, code: public_order, host_function: true}]
```

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, actor: militia, level: high, status: active}]
drivers: [{id: D, kind: impunity, causes: [T]}]
support: [{id: S, recipient: police, type: training, sector: police, status: live}]
tasks: [{id: K, code: justice}]
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
posture: [{authority: police, will: 3, capacity: 1}]
threats: [{id: T, actor: militia, level: high, status: active}]
drivers: [{id: D, kind: impunity, causes: [T]}]
support:
  - {id: S1, recipient: police, type: training, sector: police, status: live, started: 2030-01-01,
     handover: two stations a quarter patrol alone}
  - {id: S2, recipient: courts, type: institution_building, sector: justice, status: live}
  - {id: S3, recipient: prisons, type: mentoring, sector: corrections, status: live}
tasks: [{id: K, code: public_order, host_function: true, return_plan: by station from July on}]
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
posture: [{authority: police, will: unknown, capacity: 1}]
support: [{id: S, recipient: police, type: training, status: live, started: 2030-01-01}]
```

## Edge cases

A will below 2 is the matter of HST-01 and HST-02. Support without the day on which it started is
not counted as long. (c) asks only where the mission does support security forces: support without a
sector counts as that, for the sector is what it leaves open.
"""

from collections.abc import Iterator

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.rules.host.posture_record import postures_of, superseded
from peaceops.direct.check.rules.host.support_status import covered_type, live_support
from peaceops.direct.check.standing import live_task, pressing
from peaceops.direct.check.view import (
    View,
    at_or_above,
    below,
    equals,
    recorded,
)
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.host import PostureNode, SupportNode
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.protection import TaskNode
from peaceops.domain.strategy.threat import DriverNode, ThreatNode
from peaceops.domain.truth import Truth, every, opposite, some

_LINKS = ("justice", "corrections")


def check(view: View) -> Iterator[Case]:
    """Find support and substitution that nobody plans to end, and chains that lack a link."""
    replaced = superseded(view)
    supports = view.of(SupportNode)
    live = {one.id: live_support(view, one) for one in supports}
    for support in supports:
        if live[support.id] is not False:
            yield _endless(view, support, live[support.id], replaced)
    for task in view.of(TaskNode):
        yield _kept(view, task)
    security = some(every([live[one.id], _security(one)]) for one in supports)
    helped = {link: _helped(view, link, live) for link in _LINKS}
    for driver in view.of(DriverNode):
        yield _chain(view, driver, security, helped)


def _endless(view: View, support: SupportNode, live: Truth, replaced: frozenset[str]) -> Case:
    postures = postures_of(view, support, "recipient", replaced)
    started = _long(view, support)
    who = support.recipient or "its recipient"
    return Case(
        verdict=every(
            [
                live,
                started,
                opposite(recorded(support, "handover")),
                postures.some(_willing_and_unable),
            ]
        ),
        part="a",
        objects=(support.id,),
        severity=Severity.WARNING,
        message=(
            f"{support.name} has gone to {who}, willing and not able, for "
            f"{view.days_since(support.started)} days without criteria for a hand-over"
        ),
        unknown=(
            f"whether {support.name} goes on without a hand-over can not be told: its start or "
            f"status, or the will or capacity of {who}, is unknown"
        ),
        clears_when=f"{support.id} records the criteria on which {who} takes over",
        related=postures.ids,
        decision=f"On which criteria does {who} take over, and who agrees on them with it?",
        root=support.recipient or support.id,
    )


def _long(view: View, support: SupportNode) -> Truth:
    if support.started is None:
        return None if is_unknown(support, "started") else False
    return (view.day - support.started).days > view.limits.support_days


def _willing_and_unable(posture: PostureNode) -> Truth:
    return every([at_or_above(posture, "will", 2), below(posture, "capacity", 2)])


def _kept(view: View, task: TaskNode) -> Case:
    host = None if is_unknown(task, "host_function") else task.host_function is True
    return Case(
        verdict=every([host, live_task(view, task), opposite(recorded(task, "return_plan"))]),
        part="b",
        objects=(task.id,),
        severity=Severity.WARNING,
        message=f"{task.name} stands in for the host, and no plan says how the function goes back",
        unknown=f"whether {task.name} stands in for the host without an end can not be told",
        clears_when=f"{task.id} has a return_plan, or it is done",
        decision=f"Who agrees with the host on how and when {task.id} goes back?",
        root=task.id,
    )


def _security(support: SupportNode) -> Truth:
    """Tell whether support goes to security forces; without a sector, a covered type does."""
    if is_unknown(support, "sector"):
        return None
    if support.sector is None:
        return covered_type(support)
    return support.sector in {"police", "defence"}


def _helped(view: View, link: str, live: dict[str, Truth]) -> Truth:
    """Tell whether a link of the chain gets support, or is a task under way."""
    supports = [every([equals(one, "sector", link), live[one.id]]) for one in view.of(SupportNode)]
    tasks = [every([equals(one, "code", link), live_task(view, one)]) for one in view.of(TaskNode)]
    return some([*supports, *tasks])


def _chain(view: View, driver: DriverNode, security: Truth, helped: dict[str, Truth]) -> Case:
    threats = view.out(driver, "causes", ThreatNode)
    missing = [link for link in _LINKS if not helped[link]]
    return Case(
        verdict=every(
            [
                equals(driver, "kind", "impunity"),
                view.in_force(driver),
                threats.some(lambda one: pressing(view, one)),
                security,
                opposite(every(helped.values())),
            ]
        ),
        part="c",
        objects=(driver.id,),
        severity=Severity.WARNING,
        message=(
            f"{driver.name} is impunity, and support stops at the security forces: nothing for "
            f"{' or '.join(missing)} is under way"
        ),
        unknown=(
            f"whether support leaves out a link of the chain against {driver.name} can not be "
            "told: the driver, or the sector, status or type of support, is unknown"
        ),
        clears_when="support of the sector, or a task of the code, is under way for each of "
        + " and ".join(_LINKS),
        related=tuple(sorted(threats.ids)),
        candidates=tuple(
            sorted(
                f"{one.name}: {one.code}, planned"
                for one in view.of(TaskNode)
                if one.code in missing and one.status == "planned"
            )
        )
        if missing and security
        else (),
        decision=f"Who takes up {' and '.join(missing) or 'the chain'} against {driver.id}?",
        root=driver.id,
    )


RULE = Rule(
    code="HST-09",
    name="support-without-handover",
    title="Capacity support without hand-over, or substitution without end",
    since="0.2.0",
    severity="warning",
    sources=(
        Quotation("L2", "strengthening state institutions for protection"),
        Quotation("H1", "Host governments have the primary responsibility to protect civilians"),
    ),
    check=check,
)
