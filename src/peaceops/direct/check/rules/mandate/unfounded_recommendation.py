"""Recommendation without live analysis or without options.

## What it asks

Who is asked to decide what, between which options, and on which analysis that still holds?

## Why

The duty is to recommend on the basis of solid analysis. A recommendation that rests on last
year's assessment, or that offers one option only, asks for a signature and not for a decision.

## Source

- P2: "clear recommendations on the course of action, based on solid analysis of the threats
  and context"

## Fires when

Of recommendations that are drafted or issued, and of which nothing came yet:

- a: it rests on no assessment that is live: in force, with an end (`valid_to`) or a review
  (`review_by`) still ahead.
- b: an assessment it rests on was superseded by one with another level, on which it does not rest.
- c: fewer than two options besides the status quo were weighed, or the status quo was not.
- d: no addressee is named, or no decision asked.

## Severity

Error.

## What clears it

Assess anew; add options, the status quo among them; name the addressee, the decision and its day.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
assessments: [{id: A1, made: 2030-06-01, valid_to: 2030-12-31}]
recommendations:
  - {id: R1, status: draft, based_on: [A1], decision_asked: reinforce the north}
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
assessments: [{id: A1, made: 2031-03-01, valid_to: 2031-09-30}]
recommendations:
  - id: R1
    status: issued
    based_on: [A1]
    addressee: head_of_mission
    decision_asked: reinforce the north
    options:
      - {title: leave things as they are, status_quo: true}
      - {title: move the reserve}
      - {title: ask for a battalion}
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
recommendations:
  - id: R1
    status: issued
    based_on: unknown
    addressee: head_of_mission
    decision_asked: reinforce the north
    options:
      - {title: leave things as they are, status_quo: true}
      - {title: move the reserve}
      - {title: ask for a battalion}
```

## Edge cases

Once a disposition is recorded, silence among them, the rule stops. One without a status counts as
a draft. An assessment with neither an end nor a review is not live: nobody would notice that it
no longer holds.
"""

from collections.abc import Iterator

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.view import View, equals, passed, recorded
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.judgement import (
    AssessmentNode,
    DispositionNode,
    RecommendationNode,
)
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.truth import Truth, every, opposite, some


def check(view: View) -> Iterator[Case]:
    """Find recommendations that rest on nothing live, or that leave nothing to decide."""
    for recommendation in view.of(RecommendationNode):
        pending = every(
            [
                opposite(equals(recommendation, "status", "withdrawn")),
                view.in_force(recommendation),
                view.into(recommendation, "disposes", DispositionNode).none,
            ]
        )
        if pending is False:
            continue
        for case in _cases(view, recommendation, pending):
            if case.verdict is not False:
                yield case


def _cases(view: View, recommendation: RecommendationNode, pending: Truth) -> Iterator[Case]:
    basis = view.out(recommendation, "based_on", AssessmentNode)
    changed = basis.where(lambda assessment: _overtaken(view, assessment, basis.ids))
    name, own = recommendation.name, recommendation.id

    def case(part: str, wrong: Truth, said: str, clears: str, asks: str, helps: str = "") -> Case:
        return Case(
            verdict=every([pending, wrong]),
            part=part,
            objects=(own,),
            severity=Severity.ERROR,
            message=f"{name} {said}",
            unknown=f"it can not be told whether {name} {said}",
            clears_when=clears,
            related=basis.ids if part in "ab" else (),
            candidates=(helps,) if helps else (),
            decision=asks,
            owner=recommendation.author or None,
            due=recommendation.decide_by,
            root=own,
        )

    yield case(
        "a",
        opposite(basis.some(lambda assessment: _live(view, assessment))),
        "rests on no assessment that still holds"
        + (f" ({', '.join(sorted(basis.ids))} does not)" if basis.nodes else ""),
        f"{own} rests on an assessment with an end or a review still ahead",
        f"Who assesses anew before {own} is decided, by when?",
    )
    yield case(
        "b",
        changed.any,
        f"rests on what was superseded with another level ({', '.join(sorted(changed.ids))})",
        f"{own} rests on the assessment that superseded, or the level is the same",
        f"Is {own} drawn up anew on what is judged now?",
        ", ".join(sorted(_last(view, node)[0].name for node in changed.nodes)),
    )
    yield case(
        "c",
        opposite(_weighed(recommendation)),
        f"weighs {_count(recommendation)}",
        f"{own} weighs at least two options and the status quo",
        f"Which other course than {recommendation.preferred or 'the preferred one'} was weighed?",
    )
    yield case(
        "d",
        opposite(
            every(
                [recorded(recommendation, "addressee"), recorded(recommendation, "decision_asked")]
            )
        ),
        f"names {_unnamed(recommendation)}",
        f"{own} names its addressee and the decision asked",
        f"Who is to decide what on {own}, by when?",
    )


def _live(view: View, assessment: AssessmentNode) -> Truth:
    ahead = some(
        every([recorded(assessment, field), opposite(passed(assessment, field, view.day))])
        for field in ("valid_to", "review_by")
    )
    return every([view.in_force(assessment), ahead])


def _last(view: View, assessment: AssessmentNode) -> tuple[AssessmentNode, bool]:
    """Follow what superseded an assessment to the end; False where the end is not known."""
    seen = {assessment.id}
    while True:
        links = view.out(assessment, "superseded_by", AssessmentNode)
        further = [node for node in links.nodes if node.id not in seen]
        if not further:
            return assessment, links.complete
        assessment = further[0]
        seen.add(assessment.id)


def _overtaken(view: View, assessment: AssessmentNode, basis: tuple[str, ...]) -> Truth:
    """Tell whether an assessment was superseded by one of another level."""
    last, sure = _last(view, assessment)
    if not sure:
        return None
    if last.id == assessment.id or last.id in basis:
        return False
    if is_unknown(last, "level") or is_unknown(assessment, "level"):
        return None
    return last.level != assessment.level


def _weighed(recommendation: RecommendationNode) -> Truth:
    others = sum(not option.status_quo for option in recommendation.options)
    if others >= 2 and others < len(recommendation.options):
        return True
    return None if is_unknown(recommendation, "options") else False


def _count(recommendation: RecommendationNode) -> str:
    others = sum(not option.status_quo for option in recommendation.options)
    courses = {0: "no option", 1: "one option"}.get(others, f"{others} options")
    if others < len(recommendation.options):
        return f"{courses} besides the status quo"
    return f"{courses}, and not the status quo"


def _unnamed(recommendation: RecommendationNode) -> str:
    wants = [
        words
        for field, words in (("addressee", "no addressee"), ("decision_asked", "no decision"))
        if not getattr(recommendation, field)
    ]
    return " and ".join(wants) or "its addressee and the decision"


RULE = Rule(
    code="MAN-05",
    name="recommendation-without-analysis-or-options",
    title="Recommendation without live analysis or without options",
    since="0.2.0",
    severity="error",
    sources=(
        Quotation(
            "P2",
            "clear recommendations on the course of action, based on solid analysis of the threats "
            "and context",
        ),
    ),
    check=check,
)
