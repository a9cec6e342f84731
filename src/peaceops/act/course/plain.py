"""A plan in plain values, for `plan.json`: same plan, same bytes."""

from typing import Any

import msgspec

from peaceops.domain.course import Course, Plan
from peaceops.domain.month import month_label
from peaceops.domain.plan import PlacedTask, Sequence, UnplacedTask

FORMAT = 1
DIGITS = 6
CAUTION = (
    "Strictly confidential: this tells where units are, and where they are not. Courses differ in "
    "kind; nothing here ranks them. A person decides."
)


def plan_plain(plan: Plan) -> dict[str, Any]:
    """Return a plan as dictionaries, lists, texts and rounded numbers; months as `YYYY-MM`.

    Objectives of options are in different units, said beside each: they compare with their own
    bound, and not with one another.
    """
    plain: dict[str, Any] = {
        "format": FORMAT,
        "as_of": plan.as_of,
        "classification": plan.marking.level.name.lower(),
        "compartments": sorted(part.value for part in plan.marking.compartments),
        "caution": CAUTION,
        "most_moves": plan.most_moves,
        "options": [_course(course) for course in plan.courses],
        "notes": list(plan.notes),
    }
    rounded: dict[str, Any] = _rounded(plain)
    return rounded


def _course(course: Course) -> dict[str, Any]:
    sequence, posture = course.sequence, course.posture
    main = sequence.aims[0]
    by_posture = course.kind in {"today", "presence_first"} and posture is not None
    gaps = [aim.gap for aim in sequence.aims]
    return {
        "id": course.id,
        "kind": course.kind,
        "title": course.title,
        "way": course.way,
        "objective": posture.objective if by_posture and posture else main.value,
        "objective_is": (
            f"expected deaths within reach, {posture.clocks} clocks"
            if by_posture and posture
            else f"{main.name} ({main.unit})"
        ),
        "bound": posture.bound if by_posture and posture else main.bound,
        "gap": max([*gaps, *([posture.gap] if posture else [])]),
        "status": course.status,
        "aims": [{**msgspec.to_builtins(aim), "gap": aim.gap} for aim in sequence.aims],
        "serves": {
            "threats": list(course.threats),
            "objectives": list(course.objectives),
            "clauses": list(course.clauses),
        },
        "reach": None if course.reach is None else msgspec.to_builtins(course.reach),
        "posture": None
        if posture is None
        else {"clocks": posture.clocks, "decision": posture.decision, "status": posture.status},
        **(
            {}
            if posture is None
            else {"units": [{"unit": unit, "site": site} for unit, site in posture.units]}
        ),
        "costs": {
            "moves": msgspec.to_builtins(course.moves),
            "loses": msgspec.to_builtins(course.loses),
            "people_who_lose": sum(one.people or 0 for one in course.loses),
            "uncounted_places_that_lose": sum(one.people is None for one in course.loses),
            "tasks_left_out": [one.task for one in course.left_out],
            "more_asked": {ask.requirement: ask.more for ask in course.short},
            "undermines": msgspec.to_builtins(course.undermines),
        },
        "gains": msgspec.to_builtins(course.gains),
        "risks": list(course.risks),
        "asked_of_contributors": [
            {
                "requirement": ask.requirement,
                "name": ask.name,
                "tasks": list(ask.tasks),
                "needed": ask.needed,
                "offered": ask.offered,
                "able": ask.able,
                "willing_not_able": {"more": ask.more},
                "capable_not_willing": msgspec.to_builtins(ask.unwilling),
            }
            for ask in course.asks
        ],
        "political_effect": msgspec.to_builtins(course.political),
        "checks": {
            "graph_changed": list(course.changes),
            "clears": msgspec.to_builtins(course.cleared),
            "raises": msgspec.to_builtins(course.raised),
        },
        "change_our_mind": msgspec.to_builtins(course.change_our_mind),
        "gaps": [
            *({"kind": "task", **msgspec.to_builtins(one)} for one in course.left_out),
            *(
                {
                    "kind": "place",
                    "place": one.place,
                    "name": one.name,
                    "must": one.must,
                    "people": one.people,
                    "on_paper": one.on_paper,
                }
                for one in course.bare
            ),
        ],
        "places_out_of_reach": course.bare_count,
        "why_not": [
            *({"kind": "task", **_unplaced(sequence, task)} for task in sequence.unplaced),
            *({"kind": "place", **msgspec.to_builtins(one)} for one in course.bare),
        ],
        "order": order_plain(sequence),
    }


def order_plain(sequence: Sequence) -> dict[str, Any]:
    """Return an order of tasks as plain values; a task that has no date gets none."""
    return {
        "first_month": month_label(sequence.first_month),
        "months": sequence.months,
        "tasks": [_placed(sequence, task) for task in sequence.placed],
        "phases": [
            {
                "phase": span.phase,
                "first": _month(sequence, span.first),
                "last": _month(sequence, span.last),
                "tasks": list(span.tasks),
            }
            for span in sequence.phases
        ],
        "critical_path": list(sequence.critical),
        "always": [list(pair) for pair in sequence.always],
        "in_this_plan": [list(pair) for pair in sequence.in_plan],
    }


def _placed(sequence: Sequence, task: PlacedTask) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(task)
    for name in ("earliest", "start", "latest"):
        plain[name] = _month(sequence, plain[name]) if task.dated else None
    for name in ("end_least", "end_most"):
        end = plain.pop(name)
        plain[name.replace("end", "last_month")] = _month(
            sequence, None if end is None else end - 1
        )
    return {**plain, "slack_months": task.slack if task.dated else None}


def _unplaced(sequence: Sequence, task: UnplacedTask) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(task)
    for change in (*plain["single"], *(one for found in plain["together"] for one in found)):
        change["start"] = _month(sequence, change["start"])
    return {**plain, "layers": list(task.layers)}


def _month(sequence: Sequence, month: int | None) -> str | None:
    return None if month is None else month_label(sequence.first_month + month)


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DIGITS) + 0.0  # no minus zero
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    return [_rounded(inner) for inner in value] if isinstance(value, (list, tuple)) else value
