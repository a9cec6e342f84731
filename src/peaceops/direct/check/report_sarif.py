"""A report as SARIF 2.1.0 (OASIS), for editors and code hosts that show findings in place."""

import json
from collections.abc import Iterable
from typing import Any

from peaceops import __version__
from peaceops.direct.check.rule import Rule
from peaceops.domain.finding import CheckReport, Finding, Severity

_LEVELS = {
    Severity.BLOCKER: "error",
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}


def render_sarif(report: CheckReport, rules: Iterable[Rule]) -> str:
    """Write a report; what can not be told is of kind `open`, what is suppressed says so."""
    asked = [rule for rule in rules if rule.code in report.rules]
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "peaceops",
                "version": __version__,
                "rules": [
                    {
                        "id": rule.code,
                        "name": rule.name,
                        "shortDescription": {"text": rule.title},
                        "help": {"text": rule.page, "markdown": rule.page},
                    }
                    for rule in asked
                ],
            }
        },
        "columnKind": "unicodeCodePoints",
        "properties": {
            "as_of": report.as_of.isoformat(),
            "profile": report.profile,
            "profile_hash": report.profile_hash,
        },
        "results": [_result(one) for one in report.findings],
    }
    content = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(content, sort_keys=True, ensure_ascii=False, indent=1) + "\n"


def _result(one: Finding) -> dict[str, Any]:
    told = one.status != "cannot_tell"
    result: dict[str, Any] = {
        "ruleId": one.code,
        "kind": "fail" if told else "open",
        "level": _LEVELS[one.severity] if told else "none",
        "message": {"text": f"{one.message}. Clears when: {one.clears_when}."},
        "partialFingerprints": {"peaceops/v1": one.id},
        "properties": {
            "severity": one.severity.value,
            "objects": list(one.objects),
            "level": one.marking.level.name.lower(),
        },
    }
    if one.location is not None:
        result["locations"] = [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": one.location.file.replace("\\", "/")},
                    "region": {"startLine": one.location.line, "startColumn": one.location.column},
                }
            }
        ]
    if one.status == "suppressed":
        result["suppressions"] = [{"kind": "inSource", "justification": one.suppression}]
    return result
