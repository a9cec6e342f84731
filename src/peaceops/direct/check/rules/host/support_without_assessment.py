"""Support to national forces without a due-diligence assessment.

## What it asks

The United Nations supports a national force. Did anybody assess, before it began, whether that
support may feed grave violations?

## Why

The policy binds every entity of the United Nations. Support without an assessment puts people at
risk and the mission's legitimacy with them.

## Source

- H2: "based on the Human Rights Due Diligence Policy (HRDDP) to maintain the legitimacy and
  credibility of the United Nations"

## Fires when

Support is approved, live or delivered, and:

- (a) its type is covered, and no assessment of the same recipient, area and type was valid on the
  day it started (the as-of date where no day is recorded). An assessment is valid from `assessed`
  to `expires`, or for `diligence_valid_days` where no expiry is given. One that ended in `refuse`
  or `defer` carries no support.
- (b) its scope test says `unclear`, and no legal answer resolved it.
- (c) it was assessed in time, but the assessment ran out during delivery and no later one followed.
- (d) its type is not covered (or not recorded), and no record says so: the scope test is missing.

A record belongs to the support if it `covers` it and contradicts none of the three, or if it names
the same recipient and type, and the same area or none.

## Severity

Blocker. (a) is an error where the assessment came late but is valid today: the start can no longer
be mended. (d) is a warning.

## What clears it

Stop or hold the support, run the assessment, and tell the recipient of the policy. For a late
assessment, a taken decision on the support that says why it began without one. For (d), a
due-diligence record with the scope test.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
support: [{id: S, recipient: brigade, type: training, status: live, started: 2031-03-01}]
```

```yaml
mission: {id: M, as_of: 2031-05-01}
support: [{id: S, recipient: brigade, type: training, status: live, started: 2030-08-01}]
due_diligence: [{id: H, covers: [S], scope_test: covered, assessed: 2030-07-20}]
```

```yaml
mission: {id: M, as_of: 2031-05-01}
support: [{id: S, recipient: prisons, type: other, sector: corrections, status: approved}]
due_diligence: [{id: H, covers: [S], scope_test: unclear}]
```

```yaml
mission: {id: M, as_of: 2031-05-01}
support: [{id: S, recipient: brigade, type: law_sensitisation, status: live}]
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
support: [{id: S, recipient: brigade, type: training, status: live, started: 2031-03-01}]
due_diligence:
  - {id: H, recipient: brigade, support_type: training, scope_test: covered, assessed: 2031-02-10}
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
support: [{id: S, recipient: brigade, type: training, status: live, started: 2031-03-01}]
due_diligence: [{id: H, covers: [S], scope_test: covered, assessed: unknown}]
```

## Edge cases

Excluded types still need a scope record. Whether the policy covers support to prisons depends on
who runs them: for the corrections sector a recorded scope test of `excluded` is taken at its word;
for other covered types it is not. Planned or requested support is not asked yet. An assessment says
nothing about will: HST-01 stays.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.rules.host.support_status import covered_type, given
from peaceops.direct.check.view import View, equals, recorded
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.host import DueDiligenceNode, SupportNode
from peaceops.domain.strategy.judgement import DecisionNode
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.truth import Truth, every, opposite, some


class _Records(NamedTuple):
    """Due-diligence records with whether each belongs to the support, and whether these are all."""

    nodes: tuple[tuple[DueDiligenceNode, Truth], ...]
    rest: Truth


def check(view: View) -> Iterator[Case]:
    """Find support that nobody assessed, or not in time."""
    for support in view.of(SupportNode):
        going = given(support)
        if going is False:
            continue
        records = _records(view, support)
        begun, last = _begun(view, support), _last(view, support)
        excluded = every(
            [
                equals(support, "sector", "corrections"),
                _any(records, lambda one: equals(one, "scope_test", "excluded")),
            ]
        )
        covered = some(
            [
                covered_type(support),
                _any(records, lambda one: equals(one, "scope_test", "covered")),
            ]
        )
        needed = every([going, covered, opposite(excluded)])
        unclear = _any(
            records,
            lambda one: every(
                [equals(one, "scope_test", "unclear"), opposite(recorded(one, "legal_answer"))]
            ),
        )
        in_time = _valid_on(view, records, begun)
        now = _valid_on(view, records, last)
        late = every([opposite(in_time), _valid_on(view, records, view.day)])
        related = tuple(one.id for one, belongs in records.nodes if belongs is not False)
        missing = every([needed, opposite(in_time), opposite(unclear)])
        explained = every([late, _explained(view, support)])
        unassessed = every([missing, opposite(explained)])
        tested = _any(records, lambda one: recorded(one, "scope_test"))
        yield _unassessed(view, support, unassessed, late, related)
        # What (a) can not tell is asked once.
        for verdict, case in (
            (every([going, unclear]), _unclear),
            (every([needed, in_time, opposite(now)]), _ran_out),
            (every([going, opposite(covered), opposite(tested)]), _untested),
        ):
            if verdict is True or (verdict is None and unassessed is not None):
                yield case(support, verdict, related)


def _unassessed(
    view: View, support: SupportNode, verdict: Truth, late: Truth, related: tuple[str, ...]
) -> Case:
    who = support.recipient or "its recipient"
    kind = (support.type or "support").replace("_", " ")
    if late:
        message = f"{support.name} ({kind} to {who}) began before it was assessed"
        clears = f"a taken decision on {support.id} says why it began without an assessment"
        decision = f"Who accounts for the start of {support.id} without an assessment?"
    else:
        message = (
            f"{support.name} ({kind} to {who}) has no due-diligence assessment of that recipient, "
            "area and type valid on the day it started"
        )
        clears = (
            f"{support.id} is stopped or held until an assessment of {who} is made and valid, and "
            "the recipient is told of the policy"
        )
        decision = f"Is {support.id} held until {who} has been assessed, and who assesses it?"
    return Case(
        verdict=verdict,
        part="a",
        objects=(support.id,),
        severity=Severity.ERROR if late else Severity.BLOCKER,
        message=message,
        unknown=(
            f"whether {support.name} was assessed before it started can not be told: a date, the "
            "type, the status or what was assessed is unknown"
        ),
        clears_when=clears,
        related=related,
        candidates=_others(view, support),
        decision=decision,
        root=support.recipient or support.id,
    )


def _unclear(support: SupportNode, verdict: Truth, related: tuple[str, ...]) -> Case:
    return Case(
        verdict=verdict,
        part="b",
        objects=(support.id,),
        severity=Severity.BLOCKER,
        message=f"{support.name} goes on although its scope test is unclear and nobody resolved it",
        unknown=f"whether the scope test of {support.name} is unclear still can not be told",
        clears_when=f"the legal answer on the scope of {support.id} is recorded, or it is held",
        related=related,
        decision=f"Who gets the legal answer on {support.id}, and is it held until then?",
        root=support.recipient or support.id,
    )


def _ran_out(support: SupportNode, verdict: Truth, related: tuple[str, ...]) -> Case:
    return Case(
        verdict=verdict,
        part="c",
        objects=(support.id,),
        severity=Severity.BLOCKER,
        message=f"the assessment of {support.name} ran out while the support was being given",
        unknown=f"whether the assessment of {support.name} held until its end can not be told",
        clears_when=f"{support.id} is held, or a new assessment of its recipient is valid",
        related=related,
        decision=f"Is {support.id} held until its recipient has been assessed anew?",
        root=support.recipient or support.id,
    )


def _untested(support: SupportNode, verdict: Truth, related: tuple[str, ...]) -> Case:
    kind = (support.type or "no type recorded").replace("_", " ")
    return Case(
        verdict=verdict,
        part="d",
        objects=(support.id,),
        severity=Severity.WARNING,
        message=(
            f"{support.name} ({kind}) has no scope test on record; "
            "support outside the policy needs one too"
        ),
        unknown=f"whether {support.name} lies outside the policy and was tested can not be told",
        clears_when=f"a due-diligence record that covers {support.id} holds the scope test",
        related=related,
        decision=f"Who runs the scope test of {support.id}?",
        root=support.recipient or support.id,
    )


def _records(view: View, support: SupportNode) -> _Records:
    linked = view.into(support, "covers", DueDiligenceNode)
    named = view.matching(DueDiligenceNode, "recipient", support, "recipient")
    ids = set(linked.ids)
    # Who does not know its recipient may still be about this one, by name.
    found = [(one, _belongs(one, support, linked=True)) for one in linked.nodes]
    found += [
        (one, _belongs(one, support, linked=False)) for one in named.nodes if one.id not in ids
    ]
    whole = linked.complete and named.complete
    return _Records(tuple(sorted(found, key=lambda pair: pair[0].id)), False if whole else None)


def _belongs(record: DueDiligenceNode, support: SupportNode, *, linked: bool) -> Truth:
    """Tell whether a record is about this recipient, area and type."""
    answers: list[Truth] = [_made(record)]
    for own, other in (("recipient", "recipient"), ("area", "area"), ("support_type", "type")):
        mine, theirs = getattr(record, own), getattr(support, other)
        if is_unknown(record, own) or is_unknown(support, other):
            answers.append(None)
        elif mine is None:
            # An assessment without an area was made for everywhere.
            answers.append(linked or own == "area")
        else:
            answers.append(mine == theirs or (linked and theirs is None))
    return every(answers)


def _any(records: _Records, holds: Callable[[DueDiligenceNode], Truth]) -> Truth:
    return some([*(every([belongs, holds(one)]) for one, belongs in records.nodes), records.rest])


def _made(record: DueDiligenceNode) -> Truth:
    """Tell whether a record is there by now; where its only day is unknown, it may be to come."""
    days = [getattr(record, name) for name in ("valid_from", *record.happened)]
    known = any(day is not None for day in days)
    return True if known or record.unknown.isdisjoint(record.happened) else None


def _valid_on(view: View, records: _Records, day: date | None) -> Truth:
    """Tell whether an assessment is valid on a day; None where the day is unknown."""
    return _any(records, lambda one: _valid(view, one, day))


def _valid(view: View, record: DueDiligenceNode, day: date | None) -> Truth:
    return every(
        [opposite(equals(record, "decision", "refuse", "defer")), _runs_on(view, record, day)]
    )


def _runs_on(view: View, record: DueDiligenceNode, day: date | None) -> Truth:
    if record.assessed is None:
        return None if is_unknown(record, "assessed") else False
    if day is None:
        return None
    if day < record.assessed:
        return False
    if record.expires is None:
        if is_unknown(record, "expires"):
            return None
        return day <= record.assessed + timedelta(days=view.limits.diligence_valid_days)
    return day <= record.expires


def _begun(view: View, support: SupportNode) -> date | None:
    """Return the day on which support starts; None where it is unknown."""
    for name in ("started", "starts"):
        value: date | None = getattr(support, name)
        if value is not None:
            return value
        if is_unknown(support, name):
            return None
    return view.day


def _last(view: View, support: SupportNode) -> date | None:
    """Return the last day so far on which support was given; None where it is unknown."""
    if support.ended is not None:
        return min(support.ended, view.day)
    begun = _begun(view, support)
    if is_unknown(support, "ended") or begun is None:
        return None
    # What was delivered without a day of its end is judged by its start alone.
    return begun if support.status == "delivered" else max(begun, view.day)


def _explained(view: View, support: SupportNode) -> Truth:
    return view.into(support, "on", DecisionNode).some(
        lambda one: every([equals(one, "status", "taken"), recorded(one, "reasons")])
    )


def _others(view: View, support: SupportNode) -> tuple[str, ...]:
    """Name assessments of the same recipient that do not reach this support."""
    named = view.having(DueDiligenceNode, "recipient", support.recipient).nodes
    return tuple(
        sorted(
            f"{one.name}: assessed {support.recipient}, to be renewed or widened"
            for one in named
            if one.assessed is not None
        )
    )


RULE = Rule(
    code="HST-03",
    name="support-without-due-diligence",
    title="Support to national forces without a due-diligence assessment",
    since="0.2.0",
    severity="blocker; error for one made late; warning for a missing scope test",
    sources=(
        Quotation(
            "H2",
            "based on the Human Rights Due Diligence Policy (HRDDP) to maintain the legitimacy and "
            "credibility of the United Nations",
        ),
    ),
    check=check,
)
