"""Tactical mandate.

## What it asks

Do the clauses on protection say what is to be achieved, or only what the force is to do?

## Why

Tasks written as tactics lose the strategic aim and move the onus to the force.

## Source

- P1: "framed in highly operational, even tactical, terms, despite the strategic nature of Council
  resolutions"

## Fires when

Of the protection clauses of a mandate that stands, or of a draft, more than `tactical_share` are
coded as operational or tactical and stand under no clause coded as strategic. A protection clause
is one with a tier, or with a code on protection (`poc_physical`, `poc_strategy`, `early_warning`,
`displacement_sites`, `child_protection`, `crsv`).

## Severity

Warning.

## What clears it

Write the parent aim, or point to it as the clause's parent; the clause library has wording.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
mandates: [{id: MD, number: 1, adopted: 2031-01-10}]
clauses:
  - {id: C1, mandate: [MD], code: poc_physical, level: tactical, confirmed_by: desk}
  - {id: C2, mandate: [MD], code: early_warning, level: operational, confirmed_by: desk}
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
mandates: [{id: MD, number: 1, adopted: 2031-01-10}]
clauses:
  - {id: C0, mandate: [MD], code: peace_process_support, level: strategic, confirmed_by: desk}
  - {id: C1, mandate: [MD], code: poc_physical, level: tactical, parent: [C0], confirmed_by: desk}
  - {id: C2, mandate: [MD], code: early_warning, level: operational, confirmed_by: desk}
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
mandates: [{id: MD, number: 1, adopted: 2031-01-10}]
clauses: [{id: C1, mandate: [MD], code: poc_physical, level: unknown, confirmed_by: desk}]
```

## Edge cases

Clauses whose coding no person confirmed are left out and counted; with none confirmed the rule is
silent. A parent of a parent serves. Clauses that name no mandate are judged together, as clauses
of the mission.
"""

from collections.abc import Iterator, Sequence

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.rules.mandate.mandate_version import standing
from peaceops.direct.check.rules.political.linkage import listed, shortened
from peaceops.direct.check.view import View, equals, recorded
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.mandate import PROTECTION_CODES, ClauseNode, MandateNode
from peaceops.domain.strategy.node import Node
from peaceops.domain.truth import Truth, every, opposite, some

Coded = tuple[ClauseNode, Truth, Truth]
"""A clause, whether it is one that counts, and whether it is tactics without an aim above it."""


def check(view: View) -> Iterator[Case]:
    """Find mandates whose clauses on protection are tactics without an aim."""
    clauses = [
        clause
        for clause in view.of(ClauseNode)
        if _protects(clause) is not False and view.in_force(clause) is not False
    ]
    if not clauses:
        return
    stands = standing(view)
    texts: dict[str, list[ClauseNode]] = {}
    unsure: list[ClauseNode] = []
    without: list[ClauseNode] = []
    for clause in clauses:
        named = view.out(clause, "mandate", MandateNode)
        for text in named.ids:
            texts.setdefault(text, []).append(clause)
        if not named.nodes:
            (without if named.complete else unsure).append(clause)
    for mandate in view.of(MandateNode):
        asked = mandate.id in stands.ids or (None if not stands.complete else False)
        own = texts.get(mandate.id, [])
        if asked is not False and (own or unsure):
            yield from _case(view, mandate, own, unsure, asked)
    if without or unsure:
        yield from _case(view, view.strategy.mission, without, unsure, True)


def _case(
    view: View,
    whole: Node,
    own: Sequence[ClauseNode],
    unsure: Sequence[ClauseNode],
    asked: Truth,
) -> Iterator[Case]:
    """Judge the clauses of one text. Unsure ones may or may not belong to it."""
    coded = [(clause, *_coded(view, clause)) for clause in own]
    coded += [
        (clause, None if counts else counts, tactical)
        for clause, counts, tactical in ((clause, *_coded(view, clause)) for clause in unsure)
    ]
    verdict = every([asked, _above(coded, view.limits.tactical_share)])
    if verdict is False:
        return
    counted = [clause for clause, counts, _ in coded if counts]
    tactics = [clause for clause, counts, tactical in coded if counts and tactical]
    left_out = sum(1 for clause in own if recorded(clause, "confirmed_by") is not True)
    aims = sorted(
        clause.name
        for clause in view.into(whole, "mandate", ClauseNode).nodes
        if clause.level == "strategic"
    )
    expires = whole.expires if isinstance(whole, MandateNode) else None
    yield Case(
        verdict=verdict,
        objects=(whole.id,),
        severity=Severity.WARNING,
        message=(
            f"{whole.name}: {len(tactics)} of {len(counted)} clauses on protection are tactics "
            f"under no strategic aim ({listed(clause.id for clause in tactics)})"
            + (f"; {left_out} more are not confirmed by a coder" if left_out else "")
        ),
        unknown=(
            f"{whole.name}: whether most clauses on protection are tactics can not be told before "
            "their code, level, parent and mandate, and who confirmed them, are known"
        ),
        clears_when=(
            f"{listed(clause.id for clause in tactics) or 'the clauses'} stand under a clause that "
            "gives the strategic aim"
        ),
        related=tuple(clause.id for clause in (*own, *unsure)),
        candidates=shortened(f"{name}: a strategic aim of the same text" for name in aims),
        decision=f"Who words the aim above the clauses on protection of {whole.id}?",
        due=expires if expires is not None and expires >= view.day else None,
        root=whole.id,
    )


def _above(coded: Sequence[Coded], limit: float) -> Truth:
    """Tell whether the share of tactics is above a limit, whatever the doubtful ones are."""
    least = sum(1 for _, counts, tactical in coded if counts and tactical)
    others = sum(1 for _, counts, tactical in coded if counts is not False and not tactical)
    if least and least / (least + others) > limit:
        return True
    most = sum(1 for _, counts, tactical in coded if counts is not False and tactical is not False)
    rest = sum(1 for _, counts, tactical in coded if counts and tactical is False)
    return None if most and most / (most + rest) > limit else False


def _coded(view: View, clause: ClauseNode) -> tuple[Truth, Truth]:
    counts = every([_protects(clause), recorded(clause, "confirmed_by"), view.in_force(clause)])
    tactical = every(
        [equals(clause, "level", "operational", "tactical"), opposite(_under_aim(view, clause))]
    )
    return counts, tactical


def _protects(clause: ClauseNode) -> Truth:
    return some([recorded(clause, "tier"), equals(clause, "code", *PROTECTION_CODES)])


def _under_aim(view: View, clause: ClauseNode) -> Truth:
    """Tell whether a clause above this one is strategic."""
    answers: list[Truth] = []
    seen: set[str] = set()
    at = clause
    while at.id not in seen:
        seen.add(at.id)
        parents = view.out(at, "parent", ClauseNode)
        answers.append(parents.some(lambda parent: equals(parent, "level", "strategic")))
        at = parents.nodes[0] if parents.nodes else at
    return some(answers)


RULE = Rule(
    code="POL-09",
    name="tactical-mandate",
    title="Tactical mandate",
    since="0.2.0",
    severity="warning",
    sources=(
        Quotation(
            "P1",
            "framed in highly operational, even tactical, terms, despite the strategic nature of "
            "Council resolutions",
        ),
    ),
    check=check,
)
