"""A recommendation drafted from courses of action, for a person to edit (R-10)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from peaceops.direct.check.view import View, passed, recorded
from peaceops.domain.course import Course, Plan
from peaceops.domain.strategy.judgement import AssessmentNode
from peaceops.domain.truth import every, opposite, some


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a person says of a recommendation; nothing of it can be computed.

    Attributes:
        id: of the record.
        option: the preferred course.
        owner: post that recommends.
        addressee: post or body that is to decide.
        reason: why this course: the plan ranks none.
        decision: the decision asked, in words; drawn from the course where empty.
        decide_by, expires: days.
        based_on: assessments it rests on; those that are live where none is named.
    """

    id: str
    option: str
    owner: str
    addressee: str
    reason: str
    decision: str = ""
    decide_by: date | None = None
    expires: date | None = None
    based_on: tuple[str, ...] = ()


def draft(view: View, plan: Plan, chosen: Course, terms: Terms) -> dict[str, Any]:
    """Return a recommendation as an entry of a strategy.

    It weighs every course of the plan, the status quo among them. It is marked as the plan is,
    for it says where units stand and would stand.

    Args:
        view: the strategy as known on the day.
        plan: that it is drawn from.
        chosen: the preferred course.
        terms: what a person says.
    """
    concerned = _concerned(chosen)
    plain: dict[str, Any] = {
        "id": terms.id,
        "title": chosen.title,
        "status": "draft",
        "author": terms.owner,
        "addressee": terms.addressee,
        "decision_asked": terms.decision or decision_asked(chosen),
        "decide_by": terms.decide_by,
        "valid_to": terms.expires,
        "preferred": chosen.title,
        "reasons": f"{terms.reason} On record: {_facts(plan, chosen)}",
        "options": [_option(course) for course in plan.courses],
        "change_our_mind": "; ".join(one.what for one in chosen.change_our_mind),
        "based_on": list(terms.based_on or live_assessments(view, concerned)),
        "concerns": sorted(concerned),
        "sources": [f"plan.json as of {plan.as_of}, option {chosen.id}"],
        "classification": plan.marking.level.name.lower(),
        "compartments": sorted(part.value for part in plan.marking.compartments),
    }
    return {name: value for name, value in plain.items() if value not in (None, "", [])}


def decision_asked(course: Course) -> str:
    """Return what a course needs decided, in words."""
    asked = [
        f"{move.unit} goes from {move.leaves or 'the reserve'} to {move.goes_to or 'the reserve'}"
        for move in course.moves
    ]
    asked += [
        f"{one.title}: {'taken up again' if one.resumed else 'opened'}, "
        f"{f'led by {one.owner}' if one.owner else 'and who leads it?'}"
        for one in course.political.opened
    ]
    asked += [
        f"{step.authority}: {step.steps[0]}"
        for step in course.political.host
        if step.family != "assess_first"
    ]
    if course.kind == "orders_first":
        asked.append("who may order a unit out, by name, at any hour, and how soon it leaves")
    return "; ".join(asked) or f"whether this is the course: {course.way}"


def live_assessments(view: View, threats: frozenset[str]) -> tuple[str, ...]:
    """Return the assessments of some threats that hold, with an end or a review still ahead."""
    return tuple(
        sorted(
            assessment.id
            for assessment in view.of(AssessmentNode)
            if threats & {edge.target for edge in view.strategy.out(assessment.id, "of")}
            and not view.strategy.out(assessment.id, "superseded_by")
            and _live(view, assessment)
        )
    )


def _live(view: View, assessment: AssessmentNode) -> bool:
    ahead = some(
        every([recorded(assessment, name), opposite(passed(assessment, name, view.day))])
        for name in ("valid_to", "review_by")
    )
    return every([view.in_force(assessment), ahead]) is True


def _concerned(course: Course) -> frozenset[str]:
    """Return the threats that a course serves against, or opens talks for."""
    talked = (name for one in course.political.opened for name in one.threats)
    return frozenset((*course.threats, *talked))


def _facts(plan: Plan, chosen: Course) -> str:
    today = plan.courses[0]
    facts = [f"serves {', '.join((*chosen.threats, *chosen.objectives)) or 'nothing on record'}"]
    if chosen.reach is not None and today.reach is not None:
        facts.append(
            f"people in danger within reach at the mission's clocks: {_people(chosen)} expected "
            f"(today {_people(today)}); on paper "
            f"{chosen.reach.paper.endangered.expected:,.0f}"
        )
    codes = sorted({one.code for one in chosen.cleared})
    raised = sorted({one.code for one in chosen.raised})
    facts.append(f"on paper clears findings of {', '.join(codes) or 'no rule'}")
    facts.append(f"raises findings of {', '.join(raised) or 'no rule'}")
    return "; ".join(facts) + "."


def _people(course: Course) -> str:
    return "" if course.reach is None else f"{course.reach.measured.endangered.expected:,.0f}"


def _option(course: Course) -> dict[str, Any]:
    return {
        "title": course.title,
        **({"status_quo": True} if course.kind == "today" else {}),
        "costs": _costs(course),
        "risks": "; ".join(course.risks) or "none on record",
    }


def _costs(course: Course) -> str:
    asked = ", ".join(f"{ask.more} {ask.name}" for ask in course.short)
    parts = [
        f"{len(course.moves)} units move, {len(course.loses)} places lose protection"
        if course.posture is not None
        else "without an outlook it is not known who would move",
        f"asked of contributors: {asked or 'no more'}",
    ]
    unwilling = sorted({one.unit for ask in course.asks for one in ask.unwilling})
    if unwilling:
        parts.append(f"will asked of {', '.join(unwilling)}")
    left = [one.task for one in course.left_out if not one.by_condition]
    if left:
        parts.append(f"left out: {', '.join(left)}")
    return "; ".join(parts)
