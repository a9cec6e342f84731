"""Risky support without mitigation, monitoring or intercession; or partner is perpetrator.

## What it asks

Support was approved although it is risky. Are the mitigations really in place, does anybody look,
and did anybody speak up when something happened?

## Why

An assessment on file is not diligence. What was promised on paper must be seen in the field, and a
mission must not march beside those who attack civilians.

## Source

- H2: "based on the Human Rights Due Diligence Policy (HRDDP) to maintain the legitimacy and
  credibility of the United Nations"
- H2: "through training and joint operations"

## Fires when

- (a) A due-diligence record with medium or high risk was approved, and no mitigation is recorded or
  one of them was never verified.
- (b) Monitoring is overdue: a round is due for more than `monitoring_grace_days` and was not done;
  or risky support is live and no round is recorded at all.
- (c) An item graded C3 or better attributes a grave violation to the recipient, or to a part of it,
  after support began; more than `intercede_days` have passed; and nobody interceded since.
- (d) A live joint operation (support of that type, or an activity with `joint_with`) runs with a
  unit that is the actor of an open threat in the same area.

(a) and (b) are asked while support that the record covers is planned, approved or live, or while it
names none.

## Severity

(a) and (b) error. (c) and (d) blocker.

## What clears it

Verify the mitigations, do the monitoring, intercede with the recipient and record it, suspend the
support, or assess anew. For (d), end the joint operation, or close the threat with its evidence.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
support: [{id: S, recipient: brigade, type: logistics, status: live, started: 2031-02-01}]
due_diligence:
  - id: H
    covers: [S]
    assessed: 2031-01-10
    risk: medium
    decision: approve_with_conditions
    mitigations: [{type: vetting}]
    monitoring: [{due: 2031-04-01}]
```

```yaml
mission: {id: M, as_of: 2031-05-01}
support: [{id: S, recipient: brigade, type: logistics, status: live, started: 2031-02-01}]
items: [{id: I, date: 2031-04-02, grade: B2, attributed_to: brigade, grave_violation: true}]
```

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, actor: brigade, level: high, status: active, area: north}]
activities: [{id: A, tier: II, area: north, joint_with: [brigade], started: 2031-03-01}]
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
support: [{id: S, recipient: brigade, type: logistics, status: live, started: 2031-02-01}]
due_diligence:
  - id: H
    covers: [S]
    assessed: 2031-01-10
    risk: medium
    decision: approve_with_conditions
    mitigations: [{type: vetting, verified: 2031-02-01}]
    monitoring:
      - {due: 2031-04-01, done: 2031-03-30, finding: clear}
      - {kind: intercession, done: 2031-04-09}
items: [{id: I, date: 2031-04-02, grade: B2, attributed_to: brigade, grave_violation: true}]
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
support: [{id: S, recipient: brigade, type: logistics, status: live, started: 2031-02-01}]
items: [{id: I, date: 2031-04-02, grade: F6, attributed_to: brigade, grave_violation: true}]
```

## Edge cases

An item graded F or 6, or not graded, opens a requirement instead of firing (c): it can not be told
until somebody verifies it. An intercession that came late clears (c) all the same; the delay stays
on record. An area that is not recorded is taken for every area: leaving it out hides nothing.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.rules.host.posture_record import same_area
from peaceops.direct.check.rules.host.support_status import (
    given,
    live_support,
    not_ended,
    planned_or_live,
)
from peaceops.direct.check.standing import live_activity, open_threat
from peaceops.direct.check.view import Links, View, equals, joined, passed, recorded
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.grading import Credibility, Grading, Reliability, at_least
from peaceops.domain.strategy.host import (
    DueDiligenceNode,
    MitigationNode,
    MonitoringNode,
    SupportNode,
)
from peaceops.domain.strategy.information import ItemNode
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.protection import ActivityNode
from peaceops.domain.strategy.threat import ActorNode, ThreatNode
from peaceops.domain.truth import Truth, every, opposite, some

_CREDIBLE = Grading(Reliability.FAIRLY, Credibility.POSSIBLY_TRUE)


def check(view: View) -> Iterator[Case]:
    """Find support whose risks nobody holds down."""
    for record in view.of(DueDiligenceNode):
        supports = view.out(record, "covers", SupportNode)
        stands = every([view.in_force(record), _stands(view, supports)])
        if stands is not False:
            yield _unmitigated(view, record, stands, supports)
            yield _unwatched(view, record, stands, supports)
    lost = any(
        is_unknown(item, "attributed_to") and every([_grave(item), _credible(item)]) is not False
        for item in view.of(ItemNode)
    )
    for support in view.of(SupportNode):
        yield _overdue(view, support)
        yield from _incident(view, support, lost)
        if support.type == "joint_operation" or is_unknown(support, "type"):
            joint = equals(support, "type", "joint_operation")
            beside = _threats_by(view, support, "recipient", (support.recipient,))
            yield _beside(support, every([joint, live_support(view, support), beside.any]), beside)
    for activity in view.of(ActivityNode):
        if activity.joint_with or is_unknown(activity, "joint_with"):
            beside = _threats_by(view, activity, "joint_with", activity.joint_with)
            yield _beside(activity, every([live_activity(view, activity), beside.any]), beside)


def _stands(view: View, supports: Links[SupportNode]) -> Truth:
    if not supports.nodes and supports.complete:
        return True
    return supports.some(lambda support: planned_or_live(view, support))


def _unmitigated(
    view: View, record: DueDiligenceNode, stands: Truth, supports: Links[SupportNode]
) -> Case:
    mitigations = view.into(record, "mitigates", MitigationNode)
    unverified = mitigations.where(lambda one: opposite(recorded(one, "verified")))
    names = ", ".join(sorted(one.type or one.id for one in unverified.nodes))
    return Case(
        verdict=every(
            [
                stands,
                _risky(record),
                some([mitigations.none, unverified.any]),
            ]
        ),
        part="a",
        objects=(record.id,),
        severity=Severity.ERROR,
        message=(
            f"{record.name} approves support at {record.risk or 'unknown'} risk, with "
            + (f"mitigations nobody verified ({names})" if names else "no mitigation on record")
        ),
        unknown=(
            f"whether the risk in {record.name} is held down can not be told: its risk, decision "
            "or mitigations are unknown"
        ),
        clears_when=f"every mitigation of {record.id} is recorded with the day it was verified",
        related=(*supports.ids, *mitigations.ids),
        decision=f"Who verifies the mitigations of {record.id}, or is the support suspended?",
        root=record.recipient or record.id,
    )


def _unwatched(
    view: View, record: DueDiligenceNode, stands: Truth, supports: Links[SupportNode]
) -> Case:
    rounds = joined(
        [
            view.into(record, "monitors", MonitoringNode),
            *(view.into(support, "monitors", MonitoringNode) for support in supports.nodes),
        ]
    ).where(lambda one: equals(one, "kind", "monitoring"))
    own = view.into(record, "monitors", MonitoringNode)
    late = own.where(lambda one: _late(view, one))
    never = every([_risky(record), supports.some(lambda one: live_support(view, one)), rounds.none])
    since = min((one.due for one in late.nodes if one.due), default=None)
    return Case(
        verdict=every([stands, some([late.any, never])]),
        part="b",
        objects=(record.id,),
        severity=Severity.ERROR,
        message=(
            f"monitoring under {record.name} is overdue since {since.isoformat()}"
            if since
            else f"risky support under {record.name} is live, and no monitoring is recorded"
        ),
        unknown=f"whether support under {record.name} is being monitored can not be told",
        clears_when=f"a round of monitoring under {record.id} is recorded as done, and none is due",
        related=(*supports.ids, *rounds.ids),
        decision=f"Who monitors the support under {record.id} this week?",
        due=since,
        root=record.recipient or record.id,
    )


def _risky(record: DueDiligenceNode) -> Truth:
    return every(
        [
            equals(record, "risk", "medium", "high"),
            equals(record, "decision", "approve", "approve_with_conditions"),
        ]
    )


def _late(view: View, one: MonitoringNode) -> Truth:
    limit = view.day - timedelta(days=view.limits.monitoring_grace_days)
    return every(
        [
            equals(one, "kind", "monitoring"),
            passed(one, "due", limit),
            opposite(recorded(one, "done")),
        ]
    )


def _overdue(view: View, support: SupportNode) -> Case:
    rounds = view.into(support, "monitors", MonitoringNode)
    late = rounds.where(lambda one: _late(view, one))
    since = min((one.due for one in late.nodes if one.due), default=None)
    return Case(
        # Rounds that do not know what they monitor are asked about once, under the records.
        verdict=every([planned_or_live(view, support), late.any])
        if rounds.nodes
        else _lost_round(view, support),
        part="b",
        objects=(support.id,),
        severity=Severity.ERROR,
        message=(
            f"monitoring of {support.name} is overdue"
            + (f" since {since.isoformat()}" if since else "")
        ),
        unknown=f"whether {support.name} is being monitored in time can not be told",
        clears_when=f"the round of monitoring of {support.id} that is due is recorded as done",
        related=rounds.ids,
        decision=f"Who monitors {support.id} this week?",
        due=since,
        root=support.recipient or support.id,
    )


def _lost_round(view: View, support: SupportNode) -> Truth:
    """Tell whether a late round that does not know what it monitors may be about this support."""
    rounds = view.into(support, "monitors", MonitoringNode)
    if rounds.complete or planned_or_live(view, support) is False:
        return False
    lost = (one for one in view.of(MonitoringNode) if is_unknown(one, "monitors"))
    return None if any(_late(view, one) is not False for one in lost) else False


def _incident(view: View, support: SupportNode, lost: bool) -> Iterator[Case]:
    """Ask about (c); `lost`: some grave incident does not know whom it names."""
    going = every([given(support), opposite(equals(support, "status", "approved"))])
    current = every([going, not_ended(view, support)])
    if current is False:
        return
    items = _items(view, support, lost).where(_grave)
    answers = [(item, _credible(item), _after(view, item, support)) for item in items.nodes]
    spoken = _interceded(view, support)
    verdicts = [
        every([credible, after, opposite(_answered(item, spoken))])
        for item, credible, after in answers
    ]
    verdict = every([current, some([*verdicts, False if items.complete else None])])
    named = sorted(
        item.id
        for (item, _, _), answer in zip(answers, verdicts, strict=True)
        if answer is not False
    )
    who = support.recipient or "the recipient"
    actors = {item.attributed_to for item in items.nodes if item.id in named} - {who, None}
    whose = f"{who} or a part of it ({', '.join(sorted(map(str, actors)))})" if actors else who
    yield Case(
        verdict=verdict,
        part="c",
        objects=(support.id,),
        severity=Severity.BLOCKER,
        message=(
            f"{support.name} goes on although a grave violation is credibly attributed to {whose} "
            f"since it began ({', '.join(named)}), and nobody interceded"
        ),
        unknown=(
            f"whether a grave violation by {who} since {support.name} began went without an answer "
            "can not be told: an item wants verifying (grade, date or attribution), or the "
            "intercession is unknown"
        ),
        clears_when=(
            f"an intercession with {who} after the incident is recorded, or {support.id} is "
            "suspended"
        ),
        related=tuple(named),
        decision=f"Who intercedes with {who} this week, and is {support.id} suspended until then?",
        root=support.recipient or support.id,
    )


def _items(view: View, support: SupportNode, lost: bool) -> Links[ItemNode]:
    """Return the items that name the recipient, or a part of it."""
    if support.recipient is None:
        return Links((), (), not (is_unknown(support, "recipient") and view.of(ItemNode)))
    parts = view.into(support.recipient, "part_of", ActorNode)
    names = (support.recipient, *sorted(parts.ids))
    found = joined(view.having(ItemNode, "attributed_to", name) for name in names)
    whole = parts.complete or not view.of(ItemNode)
    return Links(found.nodes, (), whole and not lost)


def _grave(item: ItemNode) -> Truth:
    return None if is_unknown(item, "grave_violation") else item.grave_violation is True


def _credible(item: ItemNode) -> Truth:
    if is_unknown(item, "grade") or not item.grade:
        return None
    grade = Grading(Reliability(item.grade[:1]), Credibility(item.grade[1:2]))
    return at_least(grade, _CREDIBLE)


def _after(view: View, item: ItemNode, support: SupportNode) -> Truth:
    """Tell whether an incident came after support began, and longer ago than the limit."""
    day = item.date or item.reported
    if day is None:
        return None if {"date", "reported"} & item.unknown else False
    if is_unknown(item, "date") and item.date is None:
        return None
    known = item.reported or day
    waited = (view.day - known).days > view.limits.intercede_days
    if is_unknown(item, "reported") and item.reported is None:
        return None
    if support.started is None:
        return None if is_unknown(support, "started") and waited else waited
    return waited and day >= support.started


def _interceded(view: View, support: SupportNode) -> Links[MonitoringNode]:
    records = view.into(support, "covers", DueDiligenceNode)
    rounds = joined(
        view.into(node, "monitors", MonitoringNode) for node in (support, *records.nodes)
    )
    return joined([rounds, Links((), (), records.complete)]).where(
        lambda one: equals(one, "kind", "intercession")
    )


def _answered(item: ItemNode, spoken: Links[MonitoringNode]) -> Truth:
    """Tell whether somebody interceded on the day of an incident or later."""
    day: date | None = item.date or item.reported
    return spoken.some(
        lambda one: (
            (None if is_unknown(one, "done") else False)
            if one.done is None
            else (day is None or one.done >= day)
        )
    )


def _threats_by(
    view: View, node: SupportNode | ActivityNode, name: str, units: tuple[str | None, ...]
) -> Links[ThreatNode]:
    """Return the open threats in a node's area that its partner units pose."""
    posed = joined(view.having(ThreatNode, "actor", unit) for unit in units)
    known = not is_unknown(node, name) or not view.of(ThreatNode)
    return joined([posed, Links((), (), known)]).where(
        lambda threat: every([open_threat(view, threat), same_area(node, threat)])
    )


def _beside(node: SupportNode | ActivityNode, verdict: Truth, threats: Links[ThreatNode]) -> Case:
    posed = ", ".join(sorted(f"{one.actor} in {one.id}" for one in threats.nodes))
    actors = sorted({one.actor for one in threats.nodes if one.actor})
    return Case(
        verdict=verdict,
        part="d",
        objects=(node.id,),
        severity=Severity.BLOCKER,
        message=f"{node.name} is a joint operation with who poses an open threat there ({posed})",
        unknown=(
            f"whether {node.name} is a joint operation with who threatens civilians there can not "
            "be told: its partners or area, or a threat's actor, status or area, is unknown"
        ),
        clears_when=(
            f"{node.id} ends or goes on without {', '.join(actors) or 'that unit'}, or the threat "
            "is closed with its evidence"
        ),
        related=tuple(sorted(threats.ids)),
        decision=f"Is {node.id} stopped until its partner is no longer the threat?",
        root=actors[0] if len(actors) == 1 else node.id,
    )


RULE = Rule(
    code="HST-04",
    name="risky-support",
    title="Risky support without mitigation, monitoring or intercession; or partner is perpetrator",
    since="0.2.0",
    severity="(a)(b) error; (c)(d) blocker",
    sources=(
        Quotation(
            "H2",
            "based on the Human Rights Due Diligence Policy (HRDDP) to maintain the legitimacy and "
            "credibility of the United Nations",
        ),
        Quotation("H2", "through training and joint operations"),
    ),
    check=check,
)
