"""Protection clause without link to the political process.

## What it asks

Does the mandate say, in the same text, which political process this protection is to serve?

## Why

The Council itself asked how the linkage could be reflected in mandate language. A clause on
protection that stands alone is read, budgeted and carried out alone.

## Source

- Q1: "How could this be reflected in mandate language?"
- P2: "contributing to a context-specific political process"

## Fires when

A clause of the standing or of a draft mandate is of tier II or coded `poc_…`, and neither it nor
a clause it stands under links, in the same text, to a clause coded `peace_process_support`,
`good_offices`, `local_mediation` or `reconciliation`, or holds a statement of intent.

## Severity

Warning; error in draft mandates.

## What clears it

Link the clause to the clause on the political process in the same text, or state the intent that
ties the two. The rule points at clauses that could be linked; it never writes one.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
mandates: [{id: MD, number: 1, adopted: 2031-01-10}]
clauses:
  - {id: C1, mandate: [MD], tier: II, code: poc_physical}
  - {id: C2, mandate: [MD], code: good_offices}
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
mandates: [{id: MD, number: 1, adopted: 2031-01-10}]
clauses:
  - {id: C1, mandate: [MD], tier: II, code: poc_physical, link_clause: [C2]}
  - {id: C2, mandate: [MD], code: good_offices}
  - {id: C3, mandate: [MD], code: poc_strategy, intent: to buy time for the talks}
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
mandates: [{id: MD, number: 1, adopted: 2031-01-10}]
clauses: [{id: C1, mandate: [MD], tier: II, link_clause: unknown}]
```

## Edge cases

Only coded clauses are judged; text is never judged by its words. A link to a clause of another
resolution does not count, nor does a clause of a mandate that was replaced. A clause that names
no mandate is taken as one of the standing text.
"""

from collections.abc import Iterator
from typing import get_args

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.rules.mandate.mandate_version import standing
from peaceops.direct.check.view import Links, View, equals, recorded
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.mandate import ClauseNode, MandateNode, TaskCode
from peaceops.domain.truth import Truth, every, opposite, some

PROTECTION = tuple(code for code in get_args(TaskCode) if code.startswith("poc_"))
POLITICAL = ("peace_process_support", "good_offices", "local_mediation", "reconciliation")


def check(view: View) -> Iterator[Case]:
    """Find clauses on protection that nothing in their text ties to a political process."""
    stands = standing(view)
    political = [clause for clause in view.of(ClauseNode) if clause.code in POLITICAL]
    for clause in view.of(ClauseNode):
        protects = some([equals(clause, "tier", "II"), equals(clause, "code", *PROTECTION)])
        if protects is False:
            continue
        text = view.out(clause, "mandate", MandateNode)
        verdict = every(
            [protects, view.in_force(clause), _asked(text, stands), opposite(_tied(view, clause))]
        )
        if verdict is False:
            continue
        yield Case(
            verdict=verdict,
            objects=(clause.id,),
            severity=Severity.WARNING,
            message=f"nothing in its text ties {_named(clause)}, which protects, to a political "
            "process",
            unknown=f"it is not known what {_named(clause)} is, or what it is tied to",
            clears_when=(
                f"{clause.id} links to a clause on the political process in the same text, or "
                "states the intent that ties them"
            ),
            related=text.ids,
            candidates=tuple(
                f"{_named(other)}: {other.code}, in the same text"
                for other in sorted(political, key=lambda other: other.id)
                if other.id != clause.id and view.out(other, "mandate", MandateNode).ids == text.ids
            ),
            decision=f"Which political process does {clause.id} serve, and who words the link?",
            root=min(text.ids, default=clause.id),
        )


def _named(clause: ClauseNode) -> str:
    return f"{clause.name}, paragraph {clause.paragraph}" if clause.paragraph else clause.name


def _asked(text: Links[MandateNode], stands: Links[MandateNode]) -> Truth:
    """Tell whether a clause stands in the mandate in force, in a draft, or in none named."""
    if not text.nodes:
        return True if text.complete else None
    return text.some(
        lambda mandate: mandate.id in stands.ids or (None if not stands.complete else False)
    )


def _tied(view: View, clause: ClauseNode) -> Truth:
    """Tell whether a clause, or one it stands under, is tied to a political process."""
    answers: list[Truth] = []
    seen: set[str] = set()
    above: tuple[ClauseNode, ...] = (clause,)
    while above and above[0].id not in seen:
        link = above[0]
        seen.add(link.id)
        answers.append(recorded(link, "intent"))
        answers.append(
            view.out(link, "link_clause", ClauseNode).some(
                lambda other, link=link: every(  # type: ignore[misc]
                    [equals(other, "code", *POLITICAL), _same_text(view, link, other)]
                )
            )
        )
        parents = view.out(link, "parent", ClauseNode)
        answers.append(False if parents.complete else None)
        above = parents.nodes
    return some(answers)


def _same_text(view: View, one: ClauseNode, two: ClauseNode) -> Truth:
    first, second = (view.out(clause, "mandate", MandateNode) for clause in (one, two))
    if not (first.complete and second.complete):
        return None
    return set(first.ids) == set(second.ids)


RULE = Rule(
    code="MAN-06",
    name="protection-clause-without-political-link",
    title="Protection clause without link to the political process",
    since="0.2.0",
    severity="warning; error in draft mandates",
    sources=(
        Quotation("Q1", "How could this be reflected in mandate language?"),
        Quotation("P2", "contributing to a context-specific political process"),
    ),
    check=check,
)
