"""The host State (HST)."""

from peaceops.direct.check.rule import Rule

RULES: tuple[Rule, ...] = ()
