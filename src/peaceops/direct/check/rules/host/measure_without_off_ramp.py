"""Coercive or conditional measure without a sought behaviour or off-ramp.

## What it asks

A measure or a compact is in force. Can whoever it concerns tell what they would have to do for it
to end, and can anybody tell whether they did?

## Why

Sanctions and compacts are means to change conduct. Without a sought behaviour, a sign of it, a day
of review and a way out, they punish, and change nothing.

## Source

- H2: "The use of sanctions and compacts could also be considered"

## Fires when

- (a) A measure or compact is in force, or stands without a status, and lacks the behaviour sought,
  its indicator, the day of review, or the condition on which it is lifted or fulfilled. One called
  symbolic is asked too, unless it gives reasons.
- (b) A commitment of a compact is overdue: its day has passed, and no evidence shows that it was
  met; and neither it nor the compact names a step that follows a breach.

## Severity

Warning.

## What clears it

Add what is missing, or close the measure as symbolic with a reason. For (b), record the evidence,
or agree on the step that follows.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
measures: [{id: X, kind: sanctions, target: brigade, status: in_force, behaviour: release children}]
```

```yaml
mission: {id: M, as_of: 2031-05-01}
compacts:
  - id: C
    parties: [government, mission]
    status: in_force
    behaviour: officers named in reports are tried
    indicator: trials opened
    lifting: all named cases are closed
    review_by: 2031-08-01
    commitments: [{by: government, text: open the first trial, due: 2031-03-01}]
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
measures:
  - id: X
    kind: sanctions
    target: brigade
    status: in_force
    reference: public list of the committee
    behaviour: children leave its ranks
    indicator: releases verified by the mission
    review_by: 2031-09-01
    lifting: six months without recruitment
  - {id: Y, kind: other, target: brigade, status: symbolic, reasons: the statement was the aim}
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
measures:
  - {id: X, kind: sanctions, target: brigade, status: in_force, behaviour: children leave its ranks,
     indicator: unknown, review_by: 2031-09-01, lifting: six months without recruitment}
```

## Edge cases

Only public decisions are referred to here; this is no list to screen anybody against. What is being
considered, was rejected, lifted or ended is not asked. A commitment that is called met without
evidence is not met. A day of `met` after the as-of date does not count yet.
"""

from collections.abc import Iterator

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.view import View, recorded
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.host import Commitment, CompactNode, MeasureNode
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.truth import Truth, every, opposite, some

_WANTED = {
    "behaviour": "the behaviour sought",
    "indicator": "an indicator",
    "review_by": "a day of review",
    "lifting": "the condition on which it ends",
}


def check(view: View) -> Iterator[Case]:
    """Find measures and compacts that say neither what they seek nor how they end."""
    nodes: list[MeasureNode | CompactNode] = [*view.of(MeasureNode), *view.of(CompactNode)]
    for node in nodes:
        stands = every([_stands(node), view.in_force(node)])
        if stands is False:
            continue
        yield _aimless(node, stands)
        if isinstance(node, CompactNode):
            yield _breached(view, node, stands)


def _stands(node: MeasureNode | CompactNode) -> Truth:
    """Tell whether a measure is in force; one without a status was written down as such."""
    if is_unknown(node, "status"):
        return None
    if node.status == "symbolic":
        return opposite(recorded(node, "reasons"))
    return node.status in {None, "in_force"}


def _aimless(node: MeasureNode | CompactNode, stands: Truth) -> Case:
    lacking = [words for name, words in _WANTED.items() if recorded(node, name) is False]
    whom = _whom(node)
    return Case(
        verdict=every([stands, some(opposite(recorded(node, name)) for name in _WANTED)]),
        part="a",
        objects=(node.id,),
        severity=Severity.WARNING,
        message=f"{node.name} is in force and lacks {', '.join(lacking)}",
        unknown=(
            f"whether {node.name} says what it seeks and how it ends can not be told: its status "
            f"or one of {', '.join(_WANTED)} is unknown"
        ),
        clears_when=(
            f"{node.id} states {', '.join(_WANTED.values())}; or it is closed as symbolic, with "
            "reasons"
        ),
        decision=f"What must {whom} do for {node.id} to end, and who says so to them?",
        root=node.id,
    )


def _breached(view: View, compact: CompactNode, stands: Truth) -> Case:
    overdue = [one for one in compact.commitments if _overdue(view, one)]
    stepless = [one for one in overdue if not one.breach_step.strip()]
    texts = "; ".join(sorted(one.text or one.by or "a commitment" for one in stepless))
    known = None if is_unknown(compact, "commitments") else False
    return Case(
        verdict=every([stands, True if stepless else known, opposite(recorded(compact, "breach"))]),
        part="b",
        objects=(compact.id,),
        severity=Severity.WARNING,
        message=f"{compact.name} has overdue commitments and no step that follows ({texts})",
        unknown=(
            f"whether {compact.name} has overdue commitments without a step that follows can not "
            "be told: its status, commitments or breach step is unknown"
        ),
        clears_when=(
            f"evidence shows that the commitments of {compact.id} were met, or the step that "
            "follows a breach is recorded"
        ),
        decision=f"What follows from the overdue commitments of {compact.id}, and who takes it up?",
        due=min((one.due for one in stepless if one.due), default=None),
        root=compact.id,
    )


def _overdue(view: View, one: Commitment) -> bool:
    met = one.met is not None and one.met <= view.day and bool(one.evidence.strip())
    return one.due is not None and one.due < view.day and not met


def _whom(node: MeasureNode | CompactNode) -> str:
    if isinstance(node, MeasureNode):
        return node.target or "its target"
    return " and ".join(node.parties) or "its parties"


RULE = Rule(
    code="HST-08",
    name="measure-without-off-ramp",
    title="Coercive or conditional measure without a sought behaviour or off-ramp",
    since="0.2.0",
    severity="warning",
    sources=(Quotation("H2", "The use of sanctions and compacts could also be considered"),),
    check=check,
)
