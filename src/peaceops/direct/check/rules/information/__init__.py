"""Information and warning (INF)."""

from peaceops.direct.check.rule import Rule
from peaceops.direct.check.rules.information import nobody_watching, thin_evidence

RULES: tuple[Rule, ...] = (thin_evidence.RULE, nobody_watching.RULE)
