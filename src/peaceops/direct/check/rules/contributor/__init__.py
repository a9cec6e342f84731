"""Contributors and dialogue (TCC)."""

from peaceops.direct.check.rule import Rule
from peaceops.direct.check.rules.contributor import (
    caveated_force_task,
    change_without_consultation,
    incomplete_dialogue,
    no_briefing_before_authorisation,
    undeclared_restriction,
)

RULES: tuple[Rule, ...] = (
    caveated_force_task.RULE,
    undeclared_restriction.RULE,
    change_without_consultation.RULE,
    no_briefing_before_authorisation.RULE,
    incomplete_dialogue.RULE,
)
