"""A report as JSON: sorted keys, the same bytes for the same strategy."""

import json
from typing import Any

import msgspec

from peaceops.direct.check.report import Comparison, Withheld
from peaceops.domain.error import PeaceopsError
from peaceops.domain.finding import CheckReport, DataRequest, Finding, Question
from peaceops.domain.marking import Marking

FORMAT = 1


def render_json(
    report: CheckReport,
    withheld: tuple[Withheld, ...] = (),
    compared: Comparison | None = None,
    without: tuple[str, ...] = (),
) -> str:
    """Write a report.

    Args:
        report: as its reader may see it.
        withheld: what the reader may not see, counted by rule.
        compared: with an earlier report, or with the strategy as it is.
        without: ids that were taken out before the check.
    """
    content: dict[str, Any] = {
        "format": FORMAT,
        "as_of": report.as_of.isoformat(),
        "profile": report.profile,
        "profile_hash": report.profile_hash,
        "rules": list(report.rules),
        "questions": [_question(one) for one in report.questions],
        "data_requests": [_request(one) for one in report.requests],
        "findings": [finding_plain(one) for one in report.findings],
        "withheld": {one.code: one.count for one in withheld},
    }
    if compared is not None:
        content["compared"] = msgspec.to_builtins(compared)
    if without:
        content["without"] = list(without)
    return json.dumps(content, sort_keys=True, ensure_ascii=False, indent=1) + "\n"


def finding_plain(one: Finding) -> dict[str, Any]:
    """Return a finding as plain data."""
    place = one.location
    return {
        "id": one.id,
        "code": one.code,
        "name": one.name,
        "part": one.part,
        "severity": one.severity.value,
        "status": one.status,
        "objects": list(one.objects),
        "related": list(one.related),
        "message": one.message,
        "clears_when": one.clears_when,
        "candidates": list(one.candidates),
        "decision": one.decision,
        "owner": one.owner,
        "due": one.due.isoformat() if one.due else None,
        "root": one.root,
        "source": {"paragraph": one.source.paragraph, "text": one.source.text},
        "location": {"file": place.file, "line": place.line} if place else None,
        "marking": _marking(one.marking),
        "suppression": one.suppression or None,
    }


def earlier_findings(text: str, where: str) -> tuple[str, ...]:
    """Return the ids of what fires in a report written earlier.

    Raises:
        PeaceopsError: it is none, or of a form that this version does not read.
    """
    try:
        content = json.loads(text)
        if content["format"] != FORMAT:
            raise PeaceopsError(f"format {content['format']} is not known", where=where)
        return tuple(one["id"] for one in content["findings"] if one["status"] == "fires")
    except (ValueError, KeyError, TypeError) as error:
        raise PeaceopsError(
            "not a report of a check", where=where, remedy="peaceops check PATH --format json"
        ) from error


def _question(one: Question) -> dict[str, Any]:
    return {
        "root": one.root,
        "text": one.text,
        "owner": one.owner,
        "decision": one.decision,
        "due": one.due.isoformat(),
        "findings": list(one.findings),
        "marking": _marking(one.marking),
    }


def _request(one: DataRequest) -> dict[str, Any]:
    return {
        "owner": one.owner,
        "asks": list(one.asks),
        "findings": list(one.findings),
        "marking": _marking(one.marking),
    }


def _marking(marking: Marking) -> dict[str, Any]:
    return {
        "level": marking.level.name.lower(),
        "compartments": sorted(marking.compartments),
    }
