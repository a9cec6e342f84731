"""The report of a check: findings, questions, requests; for a reader; against an earlier one."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date

import msgspec

from peaceops.direct.check.engine import find
from peaceops.direct.check.profile import Profile
from peaceops.direct.check.question import data_requests, questions
from peaceops.direct.check.rule import Rule
from peaceops.direct.check.view import View
from peaceops.domain.finding import CheckReport, Finding, Severity
from peaceops.domain.marking import Marking, may_see
from peaceops.domain.strategy.as_of import as_known
from peaceops.domain.strategy.graph import Strategy

_COUNTED = {Severity.BLOCKER, Severity.ERROR}


def check_strategy(
    strategy: Strategy,
    rules: Iterable[Rule],
    *,
    day: date,
    profile: Profile,
    outlook: tuple[tuple[str, str], ...] = (),
) -> CheckReport:
    """Check a strategy as of a day, and say first what is to be decided."""
    asked = [rule for rule in rules if rule.code not in profile.off]
    known = as_known(strategy, day)
    findings = find(View(known, day, profile, outlook), asked)
    return CheckReport(
        as_of=day,
        profile=profile.name,
        profile_hash=profile.hash,
        findings=findings,
        questions=questions(findings, known, day),
        requests=data_requests(findings, known),
        rules=tuple(rule.code for rule in asked),
    )


class Withheld(msgspec.Struct, frozen=True):
    """How many findings of a rule are above the reader."""

    code: str
    count: int


def for_reader(report: CheckReport, clearance: Marking) -> tuple[CheckReport, tuple[Withheld, ...]]:
    """Return a report without what is above a reader, and how many findings of which rule were.

    Questions and requests are held back whole where any finding behind them is: what is left of
    them would tell what is missing.
    """
    above = Counter(one.code for one in report.findings if not may_see(clearance, one.marking))
    return (
        msgspec.structs.replace(
            report,
            findings=tuple(one for one in report.findings if may_see(clearance, one.marking)),
            questions=tuple(one for one in report.questions if may_see(clearance, one.marking)),
            requests=tuple(one for one in report.requests if may_see(clearance, one.marking)),
        ),
        tuple(Withheld(code, count) for code, count in sorted(above.items())),
    )


def fails(report: CheckReport) -> bool:
    """Tell whether a report has an unsuppressed finding at error or above (exit status 1).

    What can not be told counts as a warning, whatever the rule's severity.
    """
    return any(one.status == "fires" and one.severity in _COUNTED for one in report.findings)


def approvable(report: CheckReport) -> bool:
    """Tell whether this tool's mark of approval may be set: no blocker that nobody overrode."""
    return not any(
        one.status == "fires" and one.severity is Severity.BLOCKER and not one.suppression
        for one in report.findings
    )


class Comparison(msgspec.Struct, frozen=True):
    """Two reports side by side, by ids of what fires.

    Attributes:
        new: fires now, and did not.
        persisting: fires now, and did.
        fixed: did fire, and no longer does.
    """

    new: tuple[str, ...]
    persisting: tuple[str, ...]
    fixed: tuple[str, ...]


def compare(findings: Iterable[Finding], earlier: Collection[str]) -> Comparison:
    """Compare what fires with the ids of what fired before."""
    now = [one.id for one in findings if one.status == "fires"]
    before = set(earlier)
    return Comparison(
        tuple(name for name in now if name not in before),
        tuple(name for name in now if name in before),
        tuple(sorted(before - set(now))),
    )
