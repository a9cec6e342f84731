"""Mandate or task change without prior consultation of contributors.

## What it asks

Before the text on a new or stronger demand was drafted, were those heard who would have to meet it?
And after it was decided, did they say again that they accept their tasks?

## Why

Those who carry the risk are to be heard while it still matters. A demand that they read in the
final text is one that they may decline on the ground.

## Source

- D1: "sustained dialogue … is essential"

The note's third question (Q3) asks for the same.

## Fires when

A clause of a mandate that stands, or of a draft, is new or strengthened, and touches force, support
to the host, or the area; and

- (a) no consultation on it with the affected contributors present was held `consult_days` (14) or
  more before the first draft, or `consult_days_emergency` (2) in an emergency that states its
  reason; or
- (b) the mandate was adopted, an active task rests on the clause, and the contributor of a unit
  assigned to it has not accepted the task since; or
- (c) contributors were consulted in haste, and no meeting followed within `follow_up_days` (30).

A consultation is on a clause where it discusses the clause, its mandate or a task that rests on it,
or where it names the mandate's number.

## Severity

Error.

## What clears it

Hold the meeting and circulate the next draft earlier; have the acceptances renewed and record them;
record what became of each point.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
mandates: [{id: N, number: 2, first_draft: 2031-03-20, adopted: 2031-04-10}]
clauses: [{id: C, mandate: N, change: new, concerns: [force]}]
consultations: [{id: S, date: 2031-03-15, discusses: [N], present: [council, contributors]}]
```

```yaml
mission: {id: M, as_of: 2031-05-01}
mandates: [{id: N, number: 2, first_draft: 2031-03-20, adopted: 2031-04-10}]
clauses: [{id: C, mandate: N, change: strengthened, force: true}]
tasks: [{id: K, from_clause: [C]}]
units: [{id: BN, contributor: Aland, assigned: [K]}]
consultations: [{id: S, date: 2031-02-15, discusses: [N], present: [council, contributors]}]
acceptances: [{id: A, contributor: Aland, accepts: [K], state: accepted, date: 2030-01-10}]
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
mandates: [{id: N, number: 2, first_draft: 2031-03-20, adopted: 2031-04-10}]
clauses: [{id: C, mandate: N, change: new, concerns: [force]}]
tasks: [{id: K, from_clause: [C]}]
units: [{id: BN, contributor: Aland, assigned: [K]}]
consultations: [{id: S, date: 2031-02-15, discusses: [N], present: [council, contributors]}]
acceptances: [{id: A, contributor: Aland, accepts: [K], state: accepted, date: 2031-04-20}]
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
mandates: [{id: N, number: 2, first_draft: 2031-03-20, adopted: 2031-04-10}]
clauses: [{id: C, mandate: N, change: new, concerns: [force]}]
consultations: [{id: S, date: unknown, discusses: [N], present: [council, contributors]}]
```

## Edge cases

An emergency without a stated reason is held to the longer notice. Contributors count as present by
the party's name, or where every affected one is present by its own. Where a mandate has no day of
a first draft, the day it went in blue or was adopted stands for it; where it has none at all, any
consultation on it will do. "Informed" and "consulted" are no acceptance, and "declined" is none
either: the task then rests on nobody.
"""

from collections.abc import Iterator
from datetime import timedelta

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.rules.contributor.mandate_cycle import (
    attended,
    contributors_of,
    draft_unknown,
    drafted,
    stands,
)
from peaceops.direct.check.standing import live_task
from peaceops.direct.check.view import Links, View, equals, holds, joined, passed, recorded
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.dialogue import ConsultationNode
from peaceops.domain.strategy.force import AcceptanceNode, UnitNode
from peaceops.domain.strategy.graph import as_day
from peaceops.domain.strategy.mandate import ClauseNode, MandateNode
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.protection import TaskNode
from peaceops.domain.truth import Truth, every, opposite, some

_TOUCHES = ("force", "host_support", "area")


def check(view: View) -> Iterator[Case]:
    """Find demands drafted without those who must meet them, or not accepted since."""
    standing = {mandate.id: stands(view, mandate) for mandate in view.of(MandateNode)}
    for clause in view.of(ClauseNode):
        yield from _unheard(view, clause, standing)
    for task in view.of(TaskNode):
        yield from _not_renewed(view, task, standing)
    for mandate in view.of(MandateNode):
        yield from _no_follow_up(view, mandate, standing[mandate.id])


def _demanding(view: View, clause: ClauseNode) -> Truth:
    """Tell whether a clause asks more than before of those who must meet it."""
    return every(
        [
            equals(clause, "change", "new", "strengthened"),
            some(
                [equals(clause, "force", True), *(holds(clause, "concerns", w) for w in _TOUCHES)]
            ),
            view.in_force(clause),
        ]
    )


def _unheard(view: View, clause: ClauseNode, standing: dict[str, Truth]) -> Iterator[Case]:
    asked = _demanding(view, clause)
    if asked is False:
        return
    mandates = view.out(clause, "mandate", MandateNode)
    tasks = view.into(clause, "from_clause", TaskNode)
    names = _affected(view, tasks)
    unheard = mandates.some(
        lambda mandate: every(
            [
                standing[mandate.id],
                opposite(_consultations(view, clause, mandate, tasks).some(
                    lambda meeting: every([_early(view, meeting, mandate), _heard(meeting, names)])
                )),
            ]
        )
    )  # fmt: skip
    verdict = every([asked, unheard])
    if verdict is False:
        return
    mandate = mandates.nodes[0] if mandates.nodes else None
    of = f" of {mandate.name}" if mandate else ""
    day = drafted(mandate) if mandate else None
    before = f" in good time before {day.isoformat()}" if day else ""
    yield Case(
        verdict=verdict,
        objects=(clause.id,),
        part="a",
        severity=Severity.ERROR,
        message=(
            f"{clause.name}{of} is {clause.change} and touches {_touched(clause)}; no consultation "
            f"on it with {', '.join(names.ids) or 'contributors'} present was held{before}"
        ),
        unknown=(
            f"whether contributors were heard on {clause.name}{of} in good time can not be told: "
            "the clause, the days or who was present are not known"
        ),
        clears_when=(
            f"a consultation on {clause.id} with the affected contributors present is on record, "
            f"{view.limits.consult_days} days or more before the first draft "
            f"({view.limits.consult_days_emergency} in a reasoned emergency)"
        ),
        related=(*mandates.ids, *tasks.ids),
        decision=f"When are contributors heard on {clause.id}, in which format, on which paper?",
        root=mandate.id if mandate else clause.id,
    )


def _touched(clause: ClauseNode) -> str:
    words = {*clause.concerns, *({"force"} if clause.force else ())}
    return ", ".join(sorted(words)).replace("_", " ")


def _affected(view: View, tasks: Links[TaskNode]) -> "Links[UnitNode]":
    """Return one unit for each contributor with units on some tasks, named by the contributor."""
    units = joined(
        [
            *(view.into(task, "assigned", UnitNode) for task in tasks.nodes),
            Links[UnitNode](complete=tasks.complete),
        ]
    )
    names = sorted({unit.contributor for unit in units.nodes if unit.contributor})
    doubtful = any(is_unknown(unit, "contributor") for unit in units.nodes)
    if not names and not doubtful and units.complete:
        names = list(contributors_of(view))
        doubtful = any(is_unknown(unit, "contributor") for unit in view.of(UnitNode))
    return Links(
        tuple(UnitNode(id=name, contributor=name) for name in names),
        (),
        units.complete and not doubtful,
    )


def _consultations(
    view: View, clause: ClauseNode, mandate: MandateNode, tasks: Links[TaskNode]
) -> Links[ConsultationNode]:
    numbered = view.matching(ConsultationNode, "mandate_number", mandate, "number")
    about = [view.into(node, "discusses", ConsultationNode) for node in (clause, mandate)]
    about += [view.into(task, "discusses", ConsultationNode) for task in tasks.nodes]
    return joined([numbered, *about, Links[ConsultationNode](complete=tasks.complete)])


def _heard(meeting: ConsultationNode, names: Links[UnitNode]) -> Truth:
    """Tell whether contributors were there, as a party or every affected one by name."""
    by_name = names.every(lambda unit: holds(meeting, "present", unit.id))
    return some([attended(meeting, "contributors"), every([names.any, by_name])])


def _early(view: View, meeting: ConsultationNode, mandate: MandateNode) -> Truth:
    """Tell whether a meeting was held early enough before the first draft."""
    day = drafted(mandate)
    if is_unknown(meeting, "date") or draft_unknown(mandate):
        return None
    if meeting.date is None:
        return False
    if day is None:
        return True
    lead = (as_day(day) - as_day(meeting.date)).days
    return some(
        [
            lead >= view.limits.consult_days,
            every([lead >= view.limits.consult_days_emergency, _emergency(mandate)]),
        ]
    )


def _emergency(mandate: MandateNode) -> Truth:
    return every([equals(mandate, "emergency", True), recorded(mandate, "emergency_reason")])


def _not_renewed(view: View, task: TaskNode, standing: dict[str, Truth]) -> Iterator[Case]:
    asked = live_task(view, task)
    clauses = view.out(task, "from_clause", ClauseNode)
    if asked is False or clauses.any is False:
        return
    units = view.into(task, "assigned", UnitNode).where(view.in_force)
    if units.any is False:
        return
    acceptances = view.into(task, "accepts", AcceptanceNode)
    changed, complete = _changed(view, clauses, standing)

    def missing(unit: UnitNode) -> Truth:
        """Tell whether a mandate changed and the unit's contributor has not accepted since."""
        return some(
            [
                *(
                    every([change, opposite(_accepted(unit, mandate, acceptances))])
                    for mandate, change in changed
                ),
                False if complete else None,
            ]
        )

    answers = {unit.id: missing(unit) for unit in units.nodes}
    verdict = every([asked, units.some(lambda unit: answers[unit.id])])
    if verdict is False:
        return
    asks = sorted(
        {unit.contributor or f"the contributor of {unit.id}"
         for unit in units.nodes if answers[unit.id] is not False}
    )  # fmt: skip
    mandates = sorted({mandate.id for mandate, _ in changed})
    yield Case(
        verdict=verdict,
        objects=(task.id,),
        part="b",
        severity=Severity.ERROR,
        message=(
            f"what {task.name} rests on has changed, and {', '.join(asks)} has not accepted the "
            "task since"
        ),
        unknown=(
            f"whether the contributors of the units on {task.name} accepted it since the mandate "
            "changed can not be told: changes, units, or answers and their days are not known"
        ),
        clears_when=(
            f"for every unit on {task.id}, its contributor's acceptance is on record, dated on or "
            "after the mandate's adoption"
        ),
        related=(*units.ids, *acceptances.ids, *clauses.ids),
        decision=f"Who asks {', '.join(asks) or 'the contributors'} to accept {task.id} anew?",
        root=mandates[0] if len(mandates) == 1 else task.id,
    )


def _changed(
    view: View, clauses: Links[ClauseNode], standing: dict[str, Truth]
) -> tuple[list[tuple[MandateNode, Truth]], bool]:
    """Return the adopted mandates by which clauses ask more, and whether these are all."""
    found: list[tuple[MandateNode, Truth]] = []
    complete = clauses.complete
    for clause in clauses.nodes:
        change = _demanding(view, clause)
        if change is False:
            continue
        mandates = view.out(clause, "mandate", MandateNode)
        complete &= mandates.complete
        for mandate in mandates.nodes:
            answer = every([change, standing[mandate.id], recorded(mandate, "adopted")])
            if answer is not False:
                found.append((mandate, answer))
    return found, complete


def _accepted(unit: UnitNode, mandate: MandateNode, acceptances: Links[AcceptanceNode]) -> Truth:
    if unit.contributor is None:
        return None if is_unknown(unit, "contributor") else False
    return acceptances.some(
        lambda answer: every(
            [
                equals(answer, "contributor", unit.contributor),
                equals(answer, "state", "accepted", "accepted_with_caveat"),
                recorded(answer, "date"),
                opposite(_before_adoption(answer, mandate)),
            ]
        )
    )


def _before_adoption(answer: AcceptanceNode, mandate: MandateNode) -> Truth:
    return None if mandate.adopted is None else passed(answer, "date", mandate.adopted)


def _no_follow_up(view: View, mandate: MandateNode, standing: Truth) -> Iterator[Case]:
    days = view.limits.follow_up_days
    day = mandate.adopted or drafted(mandate)
    late: Truth = None
    if not is_unknown(mandate, "adopted") and (mandate.adopted or not draft_unknown(mandate)):
        late = day is not None and as_day(day) + timedelta(days=days) < view.day
    verdict = every(
        [
            standing,
            equals(mandate, "emergency", True),
            opposite(recorded(mandate, "follow_up")),
            late,
        ]
    )
    if verdict is False:
        return
    yield Case(
        verdict=verdict,
        objects=(mandate.id,),
        part="c",
        severity=Severity.ERROR,
        message=f"{mandate.name} was prepared in haste, and no meeting with contributors followed",
        unknown=(
            f"whether {mandate.name} was prepared in haste, when, and whether a meeting followed "
            "can not be told"
        ),
        clears_when="the day of the meeting that followed is recorded (follow_up)",
        decision=f"When is the meeting with contributors that {mandate.id} still owes?",
        due=day + timedelta(days=days) if day else None,
        root=mandate.id,
    )


RULE = Rule(
    code="TCC-03",
    name="change-without-consultation",
    title="Mandate or task change without prior consultation of contributors",
    since="0.2.0",
    severity="error",
    sources=(Quotation("D1", "sustained dialogue … is essential"),),
    check=check,
)
