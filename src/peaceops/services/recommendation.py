"""Recommend: write a recommendation into a strategy, and what became of it (R-10)."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from peaceops.act.course.recommendation import Terms, draft
from peaceops.direct.check.engine import find
from peaceops.direct.check.rules import rule_named
from peaceops.direct.check.view import View
from peaceops.domain.error import PeaceopsError
from peaceops.domain.strategy.as_of import as_known
from peaceops.domain.strategy.judgement import DispositionNode, RecommendationNode
from peaceops.services.check import CheckOrder, profile_of
from peaceops.services.plan import PlanResult, course_named
from peaceops.services.strategy_edit import parsed, read_texts, save, with_node

Outcome = Literal["adopted", "amended", "rejected", "silent"]


@dataclass(frozen=True, kw_only=True)
class Disposed:
    """What an addressee did with a recommendation.

    Attributes:
        recommendation: id.
        outcome: what was done with it; silence is an outcome.
        date: day.
        reason: why, in the addressee's words, or how long nothing was heard.
        citation: where it is recorded.
        id: of the record; made from the recommendation's where empty.
    """

    recommendation: str
    outcome: Outcome
    date: date
    reason: str
    citation: str = ""
    id: str = ""


def recommend(path: Path, planned: PlanResult, terms: Terms) -> str:
    """Write a recommendation drafted from a plan into its strategy, for a person to edit.

    Returns:
        the id of the recommendation.

    Raises:
        PeaceopsError: no such option, nothing of its own to choose, no reason, or what MAN-05 finds
            wrong with it: no live assessment stands behind it. Then nothing is written.
    """
    chosen = course_named(planned.plan, terms.option, "--recommend")
    if not terms.reason.strip():
        raise PeaceopsError(
            "no reason is given; the plan ranks no course, so why this one is yours to say",
            where="--reason",
        )
    day = date.fromisoformat(planned.plan.as_of)
    for flag, given in (("--decide-by", terms.decide_by), ("--expires", terms.expires)):
        if given is not None and given < day:
            raise PeaceopsError(
                f"{given.isoformat()} lies before the plan's day, {day.isoformat()}", where=flag
            )
    profile = profile_of(planned.strategy, CheckOrder(path=path))
    view = View(planned.strategy, day, profile)
    texts = read_texts(path)
    changed = with_node(texts, "recommendations", draft(view, planned.plan, chosen, terms))
    known = View(as_known(parsed(changed), day), day, profile)
    for finding in find(known, [rule_named("MAN-05")]):
        if terms.id in finding.objects and finding.status == "fires":
            raise PeaceopsError(finding.message, where=terms.id, remedy=finding.clears_when)
    save(texts, changed)
    return terms.id


def dispose(path: Path, disposed: Disposed) -> str:
    """Write down what became of a recommendation.

    Returns:
        the id of the disposition.

    Raises:
        PeaceopsError: no such recommendation, one that has its disposition, no reason, or a day
            before it was issued. Then nothing is written.
    """
    texts = read_texts(path)
    strategy = parsed(texts)
    node = strategy.nodes.get(disposed.recommendation)
    if not isinstance(node, RecommendationNode):
        names = ", ".join(sorted(one.id for one in strategy.of(RecommendationNode)))
        raise PeaceopsError(
            f"there is no recommendation {disposed.recommendation!r}",
            where=str(path),
            remedy=names or "draft one with: peaceops plan DIR --recommend OPTION",
        )
    for edge in strategy.into(node.id, "disposes"):
        earlier = strategy.nodes[edge.source]
        outcome = earlier.outcome if isinstance(earlier, DispositionNode) else None
        raise PeaceopsError(
            f"{node.id} has its disposition: {outcome or 'not recorded'} ({earlier.id})",
            where=str(path),
            remedy=f"edit {earlier.id} where it was wrong",
        )
    if not disposed.reason.strip():
        raise PeaceopsError("no reason is given", where="--reason")
    if node.issued is not None and disposed.date < node.issued:
        raise PeaceopsError(
            f"{disposed.date.isoformat()} lies before {node.id} was issued, "
            f"{node.issued.isoformat()}",
            where="--date",
        )
    name = disposed.id or f"{node.id}-disposition"
    plain: dict[str, Any] = {
        "id": name,
        "disposes": node.id,
        "outcome": disposed.outcome,
        "date": disposed.date,
        "note": disposed.reason,
        "citation": disposed.citation,
        "classification": node.classification,
        "compartments": sorted(one.value for one in node.compartments),
    }
    plain = {field: value for field, value in plain.items() if value}
    save(texts, with_node(texts, "dispositions", plain))
    return name
