"""Undeclared restriction observed.

## What it asks

A unit did not go because its capital or a restriction held it back. Was that restriction declared?
If not, has anybody told the contributor that it was seen?

## Why

Restrictions found in a crisis break command: the plan counted on a unit that was never free to
act. Raised early, the same restriction can be planned around.

## Source

- T1: "consensus on what is being asked … and what is expected of them"

## Fires when

- (a) a response, or an order, was held back for the reason `awaiting_capital` or `caveat`, and no
  declared restriction of that kind is in force for its unit; or
- (b) a restriction in force that was observed and not declared has not been raised with the
  contributor within `raise_days` (14).

## Severity

Error.

## What clears it

Raise it and record the day; then have it declared (amend the memorandum), have it lifted, or give
the task to another unit. Take it up in the unit's next evaluation.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
units: [{id: BN, contributor: Aland}]
warnings: [{id: W, received: 2031-04-20T08:00}]
responses: [{id: R, responds_to: [W], by_unit: [BN], reason: awaiting_capital}]
```

```yaml
mission: {id: M, as_of: 2031-05-01}
units:
  - id: BN
    contributor: Aland
    caveats: [{id: C, kind: night, declared: undeclared_observed, observed: 2031-03-20}]
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
units:
  - id: BN
    contributor: Aland
    caveats:
      - {id: C1, kind: requires_capital_approval, approval_hours: 12, declared: in_MOU}
      - {id: C2, kind: night, declared: undeclared_observed, observed: 2031-04-20}
responses: [{id: R, by_unit: [BN], reason: awaiting_capital}]
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
units: [{id: BN, contributor: Aland}]
responses: [{id: R, by_unit: [BN], reason: unknown}]
```

## Edge cases

The record says who observed what; it never says why a capital decided so. For the reason `caveat`
any declared restriction of the unit will do, for the reason does not say which. A restriction that
was raised and has ended closes the matter, and so does the unit's departure. One without a word on
whether it was declared counts as not declared. A response that names no unit can not be matched
with any declaration, and fires.
"""

from collections.abc import Iterator
from datetime import timedelta

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.view import Links, View, equals, recorded, since
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.force import CaveatNode, UnitNode
from peaceops.domain.strategy.judgement import DecisionNode
from peaceops.domain.strategy.warning import ResponseNode
from peaceops.domain.truth import Truth, every, opposite, some

_HELD_BACK = ("awaiting_capital", "caveat")
_DECLARED = ("at_offer", "in_MOU", "after_deployment")


def check(view: View) -> Iterator[Case]:
    """Find restrictions that came to light in an answer, or were observed and not raised."""
    for response in view.of(ResponseNode):
        yield from _held_back(view, response, "reason")
    for decision in view.of(DecisionNode):
        yield from _held_back(view, decision, "no_response_code")
    for caveat in view.of(CaveatNode):
        yield from _not_raised(view, caveat)


def _held_back(view: View, record: ResponseNode | DecisionNode, field: str) -> Iterator[Case]:
    asked = equals(record, field, *_HELD_BACK)
    if asked is False:
        return
    reason = getattr(record, field)
    units = view.out(record, "by_unit", UnitNode)
    settled = every([units.any, units.every(lambda unit: _settled(view, unit, reason))])
    verdict = every([asked, opposite(settled)])
    if verdict is False:
        return
    names = ", ".join(sorted(unit.name for unit in units.nodes)) or "a unit that is not named"
    what = "word from the capital" if reason == "awaiting_capital" else "a restriction"
    yield Case(
        verdict=verdict,
        objects=(record.id,),
        part="a",
        severity=Severity.ERROR,
        message=f"{record.name}: {what} held {names} back, and none of that kind was declared",
        unknown=(
            f"whether a restriction held a unit back in {record.name}, and whether it was "
            "declared, can not be told: reason, unit or declarations are not known"
        ),
        clears_when=(
            "the restriction is declared for the unit (memorandum amended), or it is recorded as "
            "observed, raised with the contributor, and lifted"
        ),
        related=units.ids,
        decision=f"Who raises with {_contributors(units)} what was seen in {record.id}?",
        root=units.ids[0] if len(units.nodes) == 1 else record.id,
    )


def _settled(view: View, unit: UnitNode, reason: str | None) -> Truth:
    """Tell whether a restriction of that kind is declared, or was raised and lifted."""
    return some(
        [
            opposite(view.in_force(unit)),
            view.into(unit, "restricts", CaveatNode).some(
                lambda caveat: every([_of_kind(caveat, reason), _open_or_over(view, caveat)])
            ),
        ]
    )


def _of_kind(caveat: CaveatNode, reason: str | None) -> Truth:
    if reason == "caveat":
        return True
    answer = equals(caveat, "kind", "requires_capital_approval")
    # Where the reason itself is unknown, any kind may be the right one.
    return answer if reason is not None or answer else None


def _open_or_over(view: View, caveat: CaveatNode) -> Truth:
    return some(
        [
            every([equals(caveat, "declared", *_DECLARED), view.in_force(caveat)]),
            every([recorded(caveat, "raised"), opposite(view.in_force(caveat))]),
        ]
    )


def _not_raised(view: View, caveat: CaveatNode) -> Iterator[Case]:
    days = view.limits.raise_days
    observed = some(
        [
            equals(caveat, "declared", "undeclared_observed"),
            every([opposite(recorded(caveat, "declared")), recorded(caveat, "observed")]),
        ]
    )
    units = view.out(caveat, "restricts", UnitNode)
    verdict = every(
        [
            observed,
            view.in_force(caveat),
            some([units.none, units.some(view.in_force)]),
            opposite(recorded(caveat, "raised")),
            opposite(since(caveat, "observed", view.day, days)),
        ]
    )
    if verdict is False:
        return
    names = ", ".join(sorted(unit.name for unit in units.nodes)) or "a unit"
    seen = f" on {caveat.observed.isoformat()}" if caveat.observed else ""
    by = caveat.observed_by or "somebody who is not recorded"
    kind = (caveat.kind or "some").replace("_", " ")
    yield Case(
        verdict=verdict,
        objects=(caveat.id,),
        part="b",
        severity=Severity.ERROR,
        message=(
            f"a restriction of {names} ({kind}, {caveat.name}) was observed{seen} by {by}, and "
            "has not been raised with the contributor"
        ),
        unknown=(
            f"whether {caveat.name} was declared, when it was observed, or whether it was raised "
            "with the contributor can not be told"
        ),
        clears_when=(
            "the day on which it was raised with the contributor is recorded; or it is lifted "
            "(valid_to)"
        ),
        related=units.ids,
        decision=f"Who raises {caveat.id} with {_contributors(units)}, and when?",
        due=caveat.observed + timedelta(days=days) if caveat.observed else None,
        root=units.ids[0] if len(units.nodes) == 1 else caveat.id,
    )


def _contributors(units: Links[UnitNode]) -> str:
    names = sorted({unit.contributor for unit in units.nodes if unit.contributor})
    return ", ".join(names) or "the contributor"


RULE = Rule(
    code="TCC-02",
    name="undeclared-restriction",
    title="Undeclared restriction observed",
    since="0.2.0",
    severity="error",
    sources=(Quotation("T1", "consensus on what is being asked … and what is expected of them"),),
    check=check,
)
