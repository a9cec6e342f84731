"""The answer to a what-if in plain values, for `--json`: losers stand before gainers."""

from typing import Any

import msgspec

from peaceops.act.deploy.plain import deployment_plain
from peaceops.act.deploy.what_if import WhatIf
from peaceops.act.sequence.what_if import TaskShift
from peaceops.act.what_if.answer import Answer
from peaceops.domain.finding import Finding
from peaceops.domain.month import month_label

_SHAPE = 1


def answer_plain(answer: Answer, as_of: str) -> dict[str, Any]:
    """Return an answer as dictionaries, lists, texts and numbers; months as `YYYY-MM`.

    Args:
        answer: from `answer`.
        as_of: day, as YYYY-MM-DD.
    """
    first = answer.order.before.reading.first_month
    return {
        "format": _SHAPE,
        "as_of": as_of,
        "classification": "strictly_confidential",
        "supposed": {
            **msgspec.to_builtins(answer.supposition),
            "words": list(answer.supposition.words),
        },
        "every_order_looked_at": answer.order.whole,
        "deployment": _deployment(answer.deployment, answer.posture),
        "strengths": msgspec.to_builtins(answer.strengths),
        "planned_anew": _deployment(answer.anew, answer.posture),
        "tasks": [_task(one, first) for one in answer.order.shifts],
        "findings": {
            "raised": [_finding(one) for one in answer.findings.raised],
            "cleared": [_finding(one) for one in answer.findings.cleared],
            "in_doubt": [_finding(one) for one in answer.findings.in_doubt],
            "gone_with_what_is_lost": answer.findings.gone,
        },
        "notes": list(answer.notes),
    }


def _deployment(found: WhatIf | None, beside: str) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "beside": beside,
        "shifts": msgspec.to_builtins(found.shifts),
        "words": list(found.words),
        "posture": deployment_plain(found.problem, found.deployment, moves=found.moves),
    }


def _task(one: TaskShift, first: int) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(one)
    for name in ("before", "after"):
        month = plain[name]
        plain[name] = month_label(first + month) if month is not None and one.dated else None
    for change in _changes(plain["back"]):
        month = change["start"]
        change["start"] = None if month is None else month_label(first + month)
    return plain


def _changes(back: dict[str, Any] | None) -> list[dict[str, Any]]:
    if back is None:
        return []
    return [*back["single"], *(one for found in back["together"] for one in found)]


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "id": one.id,
        "code": one.code,
        "part": one.part,
        "severity": one.severity.value,
        "objects": list(one.objects),
        "message": one.message,
    }
