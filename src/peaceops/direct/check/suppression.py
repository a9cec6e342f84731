"""Suppressions and overrides: both are said by a named post, expire, and are shown."""

import msgspec

from peaceops.direct.check.view import View
from peaceops.domain.finding import Finding, Severity
from peaceops.domain.strategy.keeping import OverrideNode, SuppressionNode


def suppressed(finding: Finding, view: View) -> Finding:
    """Return a finding as the suppressions and overrides in force leave it.

    A suppression takes it out of the count; an override leaves a blocker standing and says who goes
    on, why and until when. INF-05 knows neither.
    """
    for node in view.of(SuppressionNode):
        if _meets(node, finding, view):
            return msgspec.structs.replace(finding, status="suppressed", suppression=_said(node))
    if finding.severity is Severity.BLOCKER:
        for override in view.of(OverrideNode):
            if _meets(override, finding, view):
                return msgspec.structs.replace(
                    finding, suppression=f"overridden: {_said(override)}"
                )
    return finding


def _meets(node: SuppressionNode | OverrideNode, finding: Finding, view: View) -> bool:
    return (
        node.rule == finding.code
        and node.rule != "INF-05"
        and tuple(sorted(node.objects)) == finding.objects
        and node.made <= view.day <= node.expires
    )


def _said(node: SuppressionNode | OverrideNode) -> str:
    return f"{node.author}, until {node.expires.isoformat()}: {node.reason}"
