"""Contributors and dialogue (TCC)."""

from peaceops.direct.check.rule import Rule

RULES: tuple[Rule, ...] = ()
