"""Mandate, plans, recommendations (MAN)."""

from peaceops.direct.check.rule import Rule
from peaceops.direct.check.rules.mandate import (
    broken_sequence,
    everything_first,
    lagging_plan,
    no_measure,
    unfounded_recommendation,
    unlinked_clause,
)

RULES: tuple[Rule, ...] = (
    everything_first.RULE,
    broken_sequence.RULE,
    lagging_plan.RULE,
    no_measure.RULE,
    unfounded_recommendation.RULE,
    unlinked_clause.RULE,
)
