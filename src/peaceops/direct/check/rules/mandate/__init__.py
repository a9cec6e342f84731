"""Mandate, plans, recommendations (MAN)."""

from peaceops.direct.check.rule import Rule

RULES: tuple[Rule, ...] = ()
