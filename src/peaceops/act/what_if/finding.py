"""Which findings of the checks a change raises, and which it clears."""

import msgspec

from peaceops.domain.finding import Finding
from peaceops.domain.strategy.graph import Strategy


class FindingDifference(msgspec.Struct, frozen=True, kw_only=True):
    """Findings before and after a change.

    Attributes:
        raised: fire now, and did not.
        cleared: fired, and no longer do.
        in_doubt: fired, and can no longer be told.
        gone: how many fired over what is no longer there or no longer done: that clears nothing.
    """

    raised: tuple[Finding, ...]
    cleared: tuple[Finding, ...]
    in_doubt: tuple[Finding, ...]
    gone: int


def finding_difference(
    before: tuple[Finding, ...],
    after: tuple[Finding, ...],
    strategy: Strategy,
    undone: frozenset[str] = frozenset(),
) -> FindingDifference:
    """Compare what fires.

    Args:
        before, after: findings of the same rules.
        strategy: after the change.
        undone: tasks that fall out of the order with it.
    """
    now = {one.id: one for one in after}
    fired = {one.id for one in before if one.status == "fires"}
    ended = [one for one in before if one.status == "fires" and not _fires(now.get(one.id))]
    lost = _named(before) - strategy.nodes.keys() - _named(after)
    there = [
        one
        for one in ended
        if lost.isdisjoint((*one.objects, *one.related)) and undone.isdisjoint(one.objects)
    ]
    return FindingDifference(
        raised=tuple(one for one in after if _fires(one) and one.id not in fired),
        cleared=tuple(one for one in there if one.id not in now),
        in_doubt=tuple(now[one.id] for one in there if one.id in now),
        gone=len(ended) - len(there),
    )


def _named(findings: tuple[Finding, ...]) -> set[str]:
    return {name for one in findings for name in (*one.objects, *one.related)}


def _fires(finding: Finding | None) -> bool:
    return finding is not None and finding.status == "fires"
