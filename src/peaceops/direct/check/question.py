"""The seven questions that open a report, and one data request an owner.

How they are ranked, in this order, each only where the one before leaves a tie:

1. level of the gravest open threat that the findings touch (its upper end where it is an interval);
2. people exposed to it, as recorded;
3. days left until the first date to come that sets a limit: a due date, the start of the threat's
   window, the expiry of the mandate; what is overdue does not go first for being so;
4. severity of the gravest finding behind the question; then its family (politics, host,
   contributors, information, mandate), its code and its objects.

Findings with one root are one question: the root is the threat, authority, unit or other thing
whose state is the cause, as the rule names it. Only what fires as a warning or above makes a
question. Nothing is added up.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from peaceops.direct.check.exposure import NOTHING, Stake, stakes, together
from peaceops.domain.finding import (
    FAMILY_ORDER,
    SEVERITY_ORDER,
    DataRequest,
    Finding,
    Question,
    Severity,
)
from peaceops.domain.marking import combined
from peaceops.domain.strategy.force import AuthorityNode
from peaceops.domain.strategy.graph import Strategy

MOST_QUESTIONS = 7
THIS_WEEK = timedelta(days=7)
_ASKED = {Severity.BLOCKER, Severity.ERROR, Severity.WARNING}


def questions(findings: Iterable[Finding], strategy: Strategy, day: date) -> tuple[Question, ...]:
    """Return at most seven questions, gravest first.

    Args:
        findings: of a check.
        strategy: as known on the day.
        day: as of.
    """
    at_stake = stakes(strategy, day)
    by_root: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.status == "fires" and finding.severity in _ASKED:
            by_root.setdefault(finding.root, []).append(finding)
    ranked = sorted(
        (_key(at_stake, root, behind, day), root, behind) for root, behind in by_root.items()
    )
    return tuple(
        _question(strategy, root, behind, day) for _, root, behind in ranked[:MOST_QUESTIONS]
    )


def data_requests(findings: Iterable[Finding], strategy: Strategy) -> tuple[DataRequest, ...]:
    """Return what each owner is asked to find out, so that findings can be told."""
    by_owner: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.status == "cannot_tell":
            by_owner.setdefault(finding.owner or head_of_mission(strategy) or "", []).append(
                finding
            )
    return tuple(
        DataRequest(
            owner=owner or None,
            asks=tuple(dict.fromkeys(f"{one.code} {one.message}" for one in behind)),
            findings=tuple(one.id for one in behind),
            marking=combined(one.marking for one in behind),
        )
        for owner, behind in sorted(by_owner.items())
    )


def head_of_mission(strategy: Strategy) -> str | None:
    """Return the id of the head of mission, where the command graph names one."""
    heads = [node.id for node in strategy.of(AuthorityNode) if node.head_of_mission]
    return min(heads, default=None)


def _key(
    at_stake: dict[str, Stake], root: str, behind: list[Finding], day: date
) -> tuple[object, ...]:
    objects = {root, *(name for one in behind for name in one.objects)}
    stake = together(at_stake.get(name, NOTHING) for name in objects)
    dates = (*(one.due for one in behind), stake.first)
    left = min(((due - day).days for due in dates if due and due >= day), default=None)
    first = _gravest(behind)
    return (
        -stake.level,
        -stake.people,
        left is None,
        left or 0,
        SEVERITY_ORDER.index(first.severity),
        FAMILY_ORDER.index(first.code[:3]),
        first.code,
        first.objects,
    )


def _gravest(behind: list[Finding]) -> Finding:
    return min(
        behind,
        key=lambda one: (
            SEVERITY_ORDER.index(one.severity),
            not one.decision,
            FAMILY_ORDER.index(one.code[:3]),
            one.code,
            one.id,
        ),
    )


def _question(strategy: Strategy, root: str, behind: list[Finding], day: date) -> Question:
    first = _gravest(behind)
    owners = [one.owner for one in (first, *behind) if one.owner]
    dues = [one.due for one in behind if one.due]
    return Question(
        root=root,
        text=first.message,
        owner=owners[0] if owners else head_of_mission(strategy),
        decision=first.decision or f"What will be done so that {first.clears_when}?",
        due=min([max(min(dues), day), day + THIS_WEEK]) if dues else day + THIS_WEEK,
        findings=tuple(one.id for one in behind),
        marking=combined(one.marking for one in behind),
    )
