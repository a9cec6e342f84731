"""Capacity support where will is lacking.

## What it asks

Means are given, or about to be, to somebody who does not want to protect. Who decided that, for
which reasons, and on which conditions?

## Why

Lack of will and lack of capacity call for different answers. Means given to an unwilling force may
be turned on civilians, and those who gave them share in what follows.

## Source

- H2: "increased dialogue with the host government"
- H2: "provision of logistical support and capacity-building efforts for the national security and
  corrections entities"

## Fires when

Support of a type that the due diligence policy covers is planned, approved or live, and the
posture that counts for its recipient in its area has a will below 2, or the role of an obstructor
or a perpetrator; unless the support records both `exception_reasons` and `conditions`. A recipient
without a posture of its own is judged by what it is part of. A later posture for the same authority
and area replaces an earlier one. Support without a status counts: it was written down.

## Severity

Error.

## What clears it

Turn to dialogue and leverage, and suspend or refuse the support; or record why it is given all the
same and on which conditions it stops. A due-diligence record alone does not clear it.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
posture: [{authority: brigade, will: 1, capacity: 3}]
support: [{id: S, recipient: brigade, type: logistics, status: planned}]
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
posture: [{authority: brigade, will: 1, capacity: 3}, {authority: police, will: 3, capacity: 1}]
support:
  - {id: S1, recipient: police, type: training, status: live}
  - id: S2
    recipient: brigade
    type: advice
    status: live
    exception_reasons: legal advisers only, at the request of the prosecutor
    conditions: [stops at the first new allegation]
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
posture: [{authority: brigade, will: unknown, capacity: 3}]
support: [{id: S, recipient: brigade, type: logistics, status: live}]
```

## Edge cases

Where will is unknown this rule can not tell; HST-07 asks for the assessment. A recipient whose
posture nobody recorded is not called unwilling. Support of excluded types, such as training in the
law of war or medical evacuation, is not asked about here.
"""

from collections.abc import Iterator

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.rules.host.posture_record import postures_of, superseded
from peaceops.direct.check.rules.host.support_status import covered_type, planned_or_live
from peaceops.direct.check.standing import unwilling
from peaceops.direct.check.view import View, equals, recorded
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.host import PostureNode, SupportNode
from peaceops.domain.strategy.politics import PartnerNode
from peaceops.domain.truth import Truth, every, opposite, some


def check(view: View) -> Iterator[Case]:
    """Find support to those who lack the will to protect."""
    replaced = superseded(view)
    for support in view.of(SupportNode):
        postures = postures_of(view, support, "recipient", replaced)
        excepted = every([recorded(support, "exception_reasons"), recorded(support, "conditions")])
        verdict = every(
            [
                covered_type(support),
                planned_or_live(view, support),
                postures.some(_ill_disposed),
                opposite(excepted),
            ]
        )
        if verdict is False:
            continue
        recipient = support.recipient or "its recipient"
        kind = (support.type or "support").replace("_", " ")
        yield Case(
            verdict=verdict,
            objects=(support.id,),
            severity=Severity.ERROR,
            message=(
                f"{support.name} gives {kind} to {recipient}, "
                f"{_said(postures.nodes)}, without both reasons for an exception and conditions"
            ),
            unknown=(
                f"whether {support.name} gives means to somebody unwilling can not be told: the "
                f"will and role of {recipient}, or the support itself, is unknown (HST-07 asks for "
                "the assessment)"
            ),
            clears_when=(
                f"{support.id} is suspended, refused or ended; or it records exception_reasons and "
                "conditions; or a later posture shows a will of 2 or more and another role"
            ),
            related=postures.ids,
            candidates=_candidates(view, support),
            decision=f"Is {support.id} suspended, or who signs the exception and its conditions?",
            root=support.recipient or support.id,
        )


def _ill_disposed(posture: PostureNode) -> Truth:
    return some([unwilling(posture), equals(posture, "role", "obstructor", "perpetrator")])


def _said(postures: tuple[PostureNode, ...]) -> str:
    """Return in which way the recipient is ill disposed."""
    words = [f"whose will is {one.will}" for one in postures if unwilling(one)]
    words += [
        f"in the role of {one.role}"
        for one in postures
        if one.role in {"obstructor", "perpetrator"}
    ]
    return " and ".join(sorted(set(words))) or "who is judged unwilling"


def _candidates(view: View, support: SupportNode) -> tuple[str, ...]:
    """Name partners who could move the recipient instead."""
    if support.recipient is None:
        return ()
    levers = view.into(support.recipient, "leverage_over", PartnerNode).nodes
    return tuple(sorted(f"{one.name}: has leverage over {support.recipient}" for one in levers))


RULE = Rule(
    code="HST-01",
    name="capacity-support-where-will-is-lacking",
    title="Capacity support where will is lacking",
    since="0.2.0",
    severity="error",
    sources=(
        Quotation("H2", "increased dialogue with the host government"),
        Quotation(
            "H2",
            "provision of logistical support and capacity-building efforts for the national "
            "security and corrections entities",
        ),
    ),
    check=check,
)
