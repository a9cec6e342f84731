"""Information and warning (INF)."""

from peaceops.direct.check.rule import Rule
from peaceops.direct.check.rules.information import (
    exposed_person,
    nobody_watching,
    thin_evidence,
    unprepared_scenario,
    warning_unanswered,
)

RULES: tuple[Rule, ...] = (
    thin_evidence.RULE,
    nobody_watching.RULE,
    warning_unanswered.RULE,
    unprepared_scenario.RULE,
    exposed_person.RULE,
)
