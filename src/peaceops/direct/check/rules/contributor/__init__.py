"""Contributors and dialogue (TCC)."""

from peaceops.direct.check.rule import Rule
from peaceops.direct.check.rules.contributor import (
    capability_gap,
    caveated_force_task,
    change_without_consultation,
    expectation_gap,
    incomplete_dialogue,
    no_briefing_before_authorisation,
    unclear_command,
    undeclared_restriction,
    unfollowed_shortfall,
    unready_unit,
)

RULES: tuple[Rule, ...] = (
    caveated_force_task.RULE,
    undeclared_restriction.RULE,
    change_without_consultation.RULE,
    no_briefing_before_authorisation.RULE,
    incomplete_dialogue.RULE,
    unclear_command.RULE,
    unready_unit.RULE,
    expectation_gap.RULE,
    capability_gap.RULE,
    unfollowed_shortfall.RULE,
)
