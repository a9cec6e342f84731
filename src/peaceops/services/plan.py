"""Plan: put the tasks of a strategy in order, and say what can not start and why."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from peaceops.act.sequence.result import DEFAULT_MONTHS, sequence_tasks
from peaceops.direct.check.view import View
from peaceops.direct.strategy.load import load_strategy
from peaceops.domain.error import PeaceopsError
from peaceops.domain.month import month_label
from peaceops.domain.plan import PlacedTask, Sequence, UnplacedTask
from peaceops.domain.strategy.as_of import as_known
from peaceops.services.check import CheckOrder, day_of, profile_of

MOST_MONTHS = 120
_SHAPE = 1


@dataclass(frozen=True, kw_only=True)
class PlanOrder:
    """What is to be planned.

    Attributes:
        path: a strategy file, a folder of them, or a mission's folder.
        as_of: the day; that of the strategy's mission where none is given.
        profile: name; by the mission's settings or phase where none is given.
        months: length of the plan.
    """

    path: Path
    as_of: date | None = None
    profile: str | None = None
    months: int = DEFAULT_MONTHS


def plan(order: PlanOrder) -> Sequence:
    """Put the tasks in order. The same record gives the same order.

    Raises:
        PeaceopsError: nothing to read, faults in it, no date, no such profile, a length that is
            none.
    """
    if not 1 <= order.months <= MOST_MONTHS:
        raise PeaceopsError(
            f"a plan of {order.months} months",
            where="--months",
            remedy=f"give 1 to {MOST_MONTHS}",
        )
    strategy = load_strategy(order.path)
    day = day_of(strategy, order.as_of, str(order.path))
    profile = profile_of(
        strategy, CheckOrder(path=order.path, as_of=order.as_of, profile=order.profile)
    )
    view = View(as_known(strategy, day), day, profile)
    return sequence_tasks(view, months=order.months)


def plan_document(sequence: Sequence) -> dict[str, Any]:
    """Return a plan as JSON's content; months of tasks as `YYYY-MM`, None where not dated."""
    main = sequence.aims[0]
    return {
        "format": _SHAPE,
        "as_of": sequence.as_of,
        "classification": "strictly_confidential",
        "options": [
            {
                "id": "sequence",
                "kind": "sequence",
                "objective": main.value,
                "bound": main.bound,
                "gap": max(aim.gap for aim in sequence.aims),
                "status": sequence.status,
                "aims": [{**msgspec.to_builtins(aim), "gap": aim.gap} for aim in sequence.aims],
                "first_month": month_label(sequence.first_month),
                "months": sequence.months,
                "serves": {
                    "threats": _served(sequence, "threats"),
                    "objectives": _served(sequence, "objectives"),
                },
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
                "order": {
                    "always": [list(pair) for pair in sequence.always],
                    "in_this_plan": [list(pair) for pair in sequence.in_plan],
                },
                "why_not": [_unplaced(sequence, task) for task in sequence.unplaced],
            }
        ],
        "notes": list(sequence.notes),
        "assumptions": list(sequence.assumptions),
    }


def _served(sequence: Sequence, what: str) -> list[str]:
    return sorted({name for task in sequence.placed for name in getattr(task, what)})


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
