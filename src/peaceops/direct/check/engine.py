"""Run rules over a strategy and gather what they find."""

import hashlib
import re
from collections.abc import Iterable

from peaceops.direct.check.profile import Profile
from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.standing import owner_of
from peaceops.direct.check.suppression import suppressed
from peaceops.direct.check.view import View
from peaceops.domain.finding import SEVERITY_ORDER, Finding, Severity
from peaceops.domain.marking import combined

_WORD = re.compile(r"[\w./:-]+")


def find(view: View, rules: Iterable[Rule]) -> tuple[Finding, ...]:
    """Ask rules of a strategy.

    Args:
        view: the strategy as known on the day, under a profile.
        rules: those to ask; those that the profile switches off are not.

    Returns:
        findings, by severity, code and objects; the same for the same strategy in any order.
    """
    found = [
        _finding(view, rule, case)
        for rule in rules
        if rule.code not in view.profile.off
        for case in rule.check(view)
        if case.verdict is not False
    ]
    found.sort(
        key=lambda finding: (
            SEVERITY_ORDER.index(finding.severity),
            finding.code,
            finding.objects,
            finding.part,
        )
    )
    return tuple(suppressed(finding, view) for finding in found)


def finding_id(code: str, part: str, objects: Iterable[str]) -> str:
    """Return the id of a finding: the same in every report on the same objects."""
    return hashlib.sha256("|".join([code, part, *sorted(objects)]).encode()).hexdigest()[:12]


def _finding(view: View, rule: Rule, case: Case) -> Finding:
    strategy = view.strategy
    objects = tuple(sorted(set(case.objects)))
    named = [strategy.nodes[name] for name in _named(case) if name in strategy.nodes]
    fires = case.verdict is True
    return Finding(
        id=finding_id(rule.code, case.part, objects),
        code=rule.code,
        name=rule.name,
        part=case.part,
        severity=_severity(view.profile, rule, case),
        status="fires" if fires else "cannot_tell",
        objects=objects,
        related=tuple(sorted(set(case.related) - set(objects))),
        message=case.message if fires else (case.unknown or _unknown(case, view)),
        clears_when=case.clears_when,
        candidates=case.candidates,
        decision=case.decision,
        owner=case.owner or owner_of(view, objects),
        due=case.due,
        root=case.root or objects[0],
        source=rule.sources[0],
        location=strategy.place(objects[0]),
        marking=combined([case.marking, *(node.marking for node in named)]),
    )


def _named(case: Case) -> set[str]:
    """Return every word of a case that may be an id: what it is about, and what its texts name.

    A candidate that the reader may not see must not come with a finding that the reader may.
    """
    texts = (case.message, case.unknown, case.clears_when, case.decision, *case.candidates)
    words = (word.rstrip(".:") for text in texts for word in _WORD.findall(text))
    return {*case.objects, *case.related, *words}


def _severity(profile: Profile, rule: Rule, case: Case) -> Severity:
    """Return the severity of a case; a profile may change the one that the rule mostly has."""
    if rule.severity.startswith(case.severity.value):
        return profile.severity.get(rule.code, case.severity)
    return case.severity


def _unknown(case: Case, view: View) -> str:
    fields = sorted(
        {
            f"{name} of {node.id}"
            for key in (*case.objects, *case.related)
            if (node := view.strategy.nodes.get(key)) is not None
            for name in node.unknown
        }
    )
    told = f"; unknown: {', '.join(fields)}" if fields else ""
    return f"can not be told{told}. Otherwise: {case.message}"
