"""Information and warning (INF)."""

from peaceops.direct.check.rule import Rule

RULES: tuple[Rule, ...] = ()
