"""Plans lag the mandate.

## What it asks

Do the plans follow the mandate that stands, and do they hold what protection needs?

## Why

A mandate changes nothing on the ground until the strategy, the concepts and the orders have
followed it. A plan of the mandate before tells people to do what was asked then.

## Source

- FN: "better mainstream POC in mission planning processes and documents"

## Fires when

Of documents in force of the kinds `poc_strategy`, `mission_concept`, `isf` and `conops`:

- a: it follows a version before the one that stands, or says neither which it follows nor when it
  was issued, and the version that stands was adopted more than `lag_days` ago. Where no number is
  recorded, the day of issue tells.
- b: a section on protection that its kind must have is missing. A protection strategy has all of
  purpose, threat_assessment, response_model, roles, coordination, preparedness; a mission concept
  purpose, threat_assessment, roles; an integrated framework purpose, roles, coordination; a
  concept of operations threat_assessment, response_model, roles, coordination, preparedness. The
  first list is the drafting framework's, the others are a convention of this software.

## Severity

Warning; error for a lagging concept of operations once the mandate's force tasks changed.

## What clears it

Review the document against the clauses that changed, and issue it; or record the day of a review
that found no change needed; write the sections that are missing.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
mandates:
  - {id: MD1, number: 1, adopted: 2030-01-10}
  - {id: MD2, number: 2, adopted: 2031-01-10}
documents:
  - {id: ISF, kind: isf, mandate_number: 1, sections: [purpose, roles, coordination]}
  - {id: CON, kind: conops, mandate_number: 2, sections: [threat_assessment]}
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
mandates:
  - {id: MD1, number: 1, adopted: 2030-01-10}
  - {id: MD2, number: 2, adopted: 2031-01-10}
documents:
  - id: ISF
    kind: isf
    mandate_number: 1
    no_change_needed: 2031-02-01
    sections: [purpose, roles, coordination]
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
mandates: [{id: MD2, number: 2, adopted: 2031-01-10}]
documents:
  - {id: ISF, kind: isf, mandate_number: unknown, sections: [purpose, roles, coordination]}
```

## Edge cases

A recorded "no change needed" since the mandate was adopted closes the lag, not a missing section.
A document that was replaced ends with `valid_to` and is asked no more.
"""

from collections.abc import Iterator

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.rules.mandate.mandate_version import current
from peaceops.direct.check.view import Links, View, equals
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.mandate import ClauseNode, DocumentNode, MandateNode
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.truth import Truth, every, opposite, some

REQUIRED: dict[str, tuple[str, ...]] = {
    "poc_strategy": (
        "purpose",
        "threat_assessment",
        "response_model",
        "roles",
        "coordination",
        "preparedness",
    ),
    "mission_concept": ("purpose", "threat_assessment", "roles"),
    "isf": ("purpose", "roles", "coordination"),
    "conops": ("threat_assessment", "response_model", "roles", "coordination", "preparedness"),
}
"""Sections on protection that a document of a kind must have."""


def check(view: View) -> Iterator[Case]:
    """Find plans that follow an older mandate, and plans that leave protection out."""
    stands = current(view)
    for document in view.of(DocumentNode):
        planned = every([equals(document, "kind", *REQUIRED), view.in_force(document)])
        if planned is False:
            continue
        yield from _lag(view, document, planned, stands)
        yield from _gaps(document, planned)


def _lag(
    view: View, document: DocumentNode, planned: Truth, stands: Links[MandateNode]
) -> Iterator[Case]:
    verdict = every([planned, stands.some(lambda mandate: _behind(view, document, mandate))])
    if verdict is False:
        return
    mandates = [node for node in stands.nodes if _behind(view, document, node) is not False]
    names = ", ".join(sorted(node.symbol or node.name for node in mandates)) or "the mandate"
    changed = [
        clause
        for mandate in mandates
        for clause in view.into(mandate, "mandate", ClauseNode).nodes
        if clause.change in {"new", "strengthened", "weakened"}
    ]
    grave = every([equals(document, "kind", "conops"), _force_changed(document, changed)])
    follows = (
        f"follows version {document.mandate_number}"
        if document.mandate_number is not None
        else f"was issued on {document.issued.isoformat()}"
        if document.issued is not None
        else "does not say which version it follows"
    )
    yield Case(
        verdict=verdict,
        part="a",
        objects=(document.id,),
        severity=Severity.ERROR if grave else Severity.WARNING,
        message=(
            f"{document.name} {follows}, though {names} has stood for more than "
            f"{view.limits.lag_days} days"
        ),
        unknown=f"it is not known whether {document.name} follows the mandate that stands",
        clears_when=(
            f"{document.id} follows the mandate that stands, or a review found no change needed"
        ),
        related=tuple(node.id for node in mandates),
        candidates=tuple(
            f"{clause.id}: paragraph {clause.paragraph or 'not recorded'}, {clause.change}"
            for clause in sorted(changed, key=lambda clause: clause.id)
        ),
        decision=f"Who reviews {document.id} against the changed clauses, by when?",
        root=min((node.id for node in mandates), default=document.id),
    )


def _behind(view: View, document: DocumentNode, mandate: MandateNode) -> Truth:
    """Tell whether a document lags a version of the mandate for too long."""
    if is_unknown(mandate, "adopted"):
        return None
    age = view.days_since(mandate.adopted)
    if age is None or age <= view.limits.lag_days or mandate.adopted is None:
        return False
    reviewed: Truth = None
    if not is_unknown(document, "no_change_needed"):
        seen = document.no_change_needed
        reviewed = seen is not None and seen >= mandate.adopted
    return every([_older(document, mandate), opposite(reviewed)])


def _older(document: DocumentNode, mandate: MandateNode) -> Truth:
    if is_unknown(document, "mandate_number") or is_unknown(mandate, "number"):
        return None
    if document.mandate_number is not None and mandate.number is not None:
        return document.mandate_number < mandate.number
    if is_unknown(document, "issued"):
        return None
    if document.issued is not None and mandate.adopted is not None:
        return document.issued < mandate.adopted
    return document.mandate_number is None


def _force_changed(document: DocumentNode, changed: list[ClauseNode]) -> Truth:
    return some(
        [
            equals(document, "force_tasks_changed", True),
            *(
                clause.change in {"new", "strengthened"}
                and (clause.force is True or "force" in clause.concerns)
                for clause in changed
            ),
        ]
    )


def _gaps(document: DocumentNode, planned: Truth) -> Iterator[Case]:
    """Name the sections that are missing; which they are, the kind says."""
    required = REQUIRED.get(document.kind or "", ())
    missing = [name for name in required if name not in document.sections]
    gap: Truth = bool(missing)
    if is_unknown(document, "kind") or (missing and is_unknown(document, "sections")):
        gap = None
    verdict = every([planned, gap])
    if verdict is False:
        return
    yield Case(
        verdict=verdict,
        part="b",
        objects=(document.id,),
        severity=Severity.WARNING,
        message=f"{document.name} says nothing of {', '.join(missing)}",
        unknown=f"it is not known which sections on protection {document.name} holds",
        clears_when=f"{document.id} holds every section on protection that its kind must have",
        decision=f"Who writes the missing sections of {document.id}, by when?",
        root=document.id,
    )


RULE = Rule(
    code="MAN-03",
    name="plans-lag-the-mandate",
    title="Plans lag the mandate",
    since="0.2.0",
    severity="warning; error for a concept of operations when force tasks changed",
    sources=(Quotation("FN", "better mainstream POC in mission planning processes and documents"),),
    check=check,
)
