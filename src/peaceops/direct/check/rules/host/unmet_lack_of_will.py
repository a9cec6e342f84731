"""Lack of will met by neither dialogue nor leverage, or by one only.

## What it asks

An authority does not want to protect, and people are threatened where it counts. Is anybody talking
with it, and is anybody who can move it doing so at the same time?

## Why

The note asks for both at once. Dialogue without leverage is heard and forgotten; leverage without
dialogue leaves the authority no way to turn round.

## Source

- H2: "increased dialogue with the host government is critical"
- H2: "while simultaneously leveraging influential parties"
- H2: "The use of sanctions and compacts could also be considered"

## Fires when

The posture in force of an authority has a will below 2, and a threat that is pressing and at least
moderate is its matter: it poses the threat (or is above or behind who does), or is responsible for
the threat or its area. Then:

- (a) no contact of the last `contact_days` is dialogue with it or its superior, or none is with a
  partner who has leverage over one of them. A contact is an open engagement, or an active track
  that was engaged on. Dialogue is an engagement of kind dialogue, mediation or advocacy.
- (b) its will has not risen for longer than `consider_days`, and no sanction, other measure or
  compact that concerns it was ever considered.

## Severity

(a) error where both are missing, warning where one is. (b) info.

## What clears it

(a) A dated engagement with the authority or its superior, and one with a partner that has leverage.
(b) A measure or compact on record as considered, in force, or rejected with reasons.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, actor: brigade, level: high, status: active}]
posture: [{authority: brigade, will: 1, capacity: 3, valid_from: 2030-06-01}]
```

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, actor: militia, level: high, status: active, area: north}]
authorities: [{id: governor, side: host, responsible_for: [north]}]
posture: [{authority: governor, will: 0, capacity: 3}]
engagements: [{id: E, kind: dialogue, date: 2031-04-20, parties: [governor]}]
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, actor: brigade, level: high, status: active}]
posture: [{authority: brigade, will: 1, capacity: 3, valid_from: 2030-06-01}]
partners: [{id: union, role: constructive, leverage_over: [brigade]}]
engagements:
  - {id: E1, kind: dialogue, date: 2031-04-20, parties: [brigade]}
  - {id: E2, kind: leverage, date: 2031-04-12, parties: [union]}
measures: [{id: X, kind: sanctions, target: brigade, status: rejected, reasons: a truce is near}]
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, actor: brigade, level: high, status: active}]
posture: [{authority: brigade, will: unknown, capacity: 3}]
```

## Edge cases

A rejection with reasons satisfies (b); one without reasons does not. A posture without the day from
which it holds leaves (b) silent: nothing says how long will has been lacking. A later posture for
the same authority and area replaces an earlier one, and a will that rose, even from 0 to 1, starts
the clock of (b) anew.
"""

from collections.abc import Iterator
from datetime import date

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.rules.host.contact import Contacts, contacts
from peaceops.direct.check.rules.host.posture_record import (
    chain_of,
    grave_threats,
    superseded,
)
from peaceops.direct.check.standing import unwilling
from peaceops.direct.check.view import Links, View, equals, joined, recorded
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.host import CompactNode, MeasureNode, PostureNode
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.politics import PartnerNode
from peaceops.domain.truth import Truth, every, opposite, some


def check(view: View) -> Iterator[Case]:
    """Find authorities whose lack of will meets no answer, or half of one."""
    threats = grave_threats(view)
    replaced = superseded(view)
    talks = contacts(view, dialogue=True)
    met = contacts(view, dialogue=False)
    for posture in view.of(PostureNode):
        if posture.id in replaced:
            continue
        doubted = is_unknown(posture, "authority")
        matters = every(
            [
                view.in_force(posture),
                unwilling(posture),
                every([None, threats.any()]) if doubted else threats.bear_on(posture.authority),
            ]
        )
        if matters is False:
            continue
        chain, complete = chain_of(view, posture.authority or "")
        complete &= not doubted
        levers = joined(view.into(name, "leverage_over", PartnerNode) for name in chain)
        related = (*threats.ids(posture.authority), *levers.ids)
        unmet = _contact(view, posture, matters, chain, complete, levers, talks, met, related)
        yield unmet
        considered = _considered(view, chain, complete)
        verdict = every([matters, _no_improvement(view, posture), opposite(considered)])
        # What (a) can not tell is asked once.
        if verdict is True or (verdict is None and unmet.verdict is not None):
            yield _unconsidered(view, posture, verdict, related)


def _contact(
    view: View,
    posture: PostureNode,
    matters: Truth,
    chain: tuple[str, ...],
    complete: bool,
    levers: Links[PartnerNode],
    talks: Contacts,
    met: Contacts,
    related: tuple[str, ...],
) -> Case:
    more = False if complete else None
    dialogue = some([talks.with_any(chain), more])
    leverage = some(
        [
            met.with_any(levers.ids) if levers.nodes else False,
            more,
            False if levers.complete else None,
        ]
    )
    verdict = every([matters, opposite(every([dialogue, leverage]))])
    who = posture.authority or "the authority"
    neither = dialogue is False and leverage is False
    lacking = [
        words
        for words, answer in (
            (f"dialogue with {who} or its superior", dialogue),
            ("contact with anybody who has leverage over it", leverage),
        )
        if not answer
    ]
    days = view.limits.contact_days
    return Case(
        verdict=verdict,
        part="a",
        objects=(posture.id,),
        severity=Severity.ERROR if neither else Severity.WARNING,
        message=(
            f"{posture.name}: {who} lacks the will to protect, and the last {days} days saw no "
            + " and no ".join(lacking)
        ),
        unknown=(
            f"{posture.name}: whether a lack of will meets both dialogue and leverage can not be "
            f"told; the will of {who}, its threats, or who was met is unknown"
        ),
        clears_when=(
            f"within {days} days an open engagement is held with {who} or its superior, and "
            "another with a partner that has leverage over it"
        ),
        related=related,
        candidates=_levers(levers, who),
        decision=f"Who speaks with {who} this week, and which partner is asked to press it?",
        root=posture.authority or posture.id,
    )


def _unconsidered(
    view: View, posture: PostureNode, verdict: Truth, related: tuple[str, ...]
) -> Case:
    who = posture.authority or "the authority"
    days = view.limits.consider_days
    return Case(
        verdict=verdict,
        part="b",
        objects=(posture.id,),
        severity=Severity.INFO,
        message=(
            f"{posture.name}: the will of {who} has not risen for more than {days} days, and "
            "neither a measure nor a compact was ever considered"
        ),
        unknown=(
            f"{posture.name}: whether {who} has lacked will for more than {days} days without a "
            "measure or compact being considered can not be told"
        ),
        clears_when=(
            f"a measure or compact that concerns {who} is on record as considered, in force, or "
            "rejected with reasons"
        ),
        related=related,
        candidates=(
            f"a compact with {who}: considered, or rejected with reasons",
            f"a measure aimed at the conduct of {who}: considered, or rejected with reasons",
        ),
        decision=f"Is a compact or a measure put up for {who}, or rejected with reasons?",
        root=posture.authority or posture.id,
    )


def _considered(view: View, chain: tuple[str, ...], complete: bool) -> Truth:
    """Tell whether a measure or compact that concerns an authority was ever weighed."""
    measures = joined(view.having(MeasureNode, "target", name) for name in chain)
    compacts = joined(view.having(CompactNode, "parties", name) for name in chain)
    return some([measures.some(_weighed), compacts.some(_weighed), False if complete else None])


def _weighed(node: MeasureNode | CompactNode) -> Truth:
    rejected = equals(node, "status", "rejected")
    return some([opposite(rejected), recorded(node, "reasons")])


def _no_improvement(view: View, posture: PostureNode) -> Truth:
    """Tell whether will has not risen for longer than the limit, over earlier records too."""
    if is_unknown(posture, "valid_from") or is_unknown(posture, "will"):
        return None
    if posture.valid_from is None:
        return False
    earliest = posture.valid_from
    own = view.having(PostureNode, "authority", posture.authority)
    doubtful = not own.complete or is_unknown(posture, "area")
    for earlier in sorted(own.nodes, key=_begun, reverse=True):
        if earlier.valid_from is None or earlier.valid_from >= earliest:
            continue
        if is_unknown(earlier, "area") or is_unknown(earlier, "will"):
            doubtful = True
            continue
        if earlier.area != posture.area:
            continue
        if earlier.will is None or posture.will is None or earlier.will < posture.will:
            break
        earliest = earlier.valid_from
    if (view.day - earliest).days > view.limits.consider_days:
        return True
    return None if doubtful else False


def _begun(posture: PostureNode) -> date:
    return posture.valid_from or date.min


def _levers(levers: Links[PartnerNode], who: str) -> tuple[str, ...]:
    return tuple(
        sorted(
            f"{one.name}: has leverage over {who} or its superior"
            + (f", assessed as {one.role}" if one.role else "")
            for one in levers.nodes
        )
    )


RULE = Rule(
    code="HST-02",
    name="lack-of-will-met-by-neither-or-one",
    title="Lack of will met by neither dialogue nor leverage, or by one only",
    since="0.2.0",
    severity="error if both missing; warning if one; info for not considered",
    sources=(
        Quotation("H2", "increased dialogue with the host government is critical"),
        Quotation("H2", "while simultaneously leveraging influential parties"),
        Quotation("H2", "The use of sanctions and compacts could also be considered"),
    ),
    check=check,
)
