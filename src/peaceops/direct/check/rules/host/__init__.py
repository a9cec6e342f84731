"""The host State (HST)."""

from peaceops.direct.check.rule import Rule
from peaceops.direct.check.rules.host import (
    capacity_for_the_unwilling,
    consent_without_contingency,
    host_threat_without_position,
    measure_without_off_ramp,
    posture_unassessed,
    risky_support,
    support_without_assessment,
    support_without_handover,
    unmet_lack_of_will,
)

RULES: tuple[Rule, ...] = (
    capacity_for_the_unwilling.RULE,
    unmet_lack_of_will.RULE,
    support_without_assessment.RULE,
    risky_support.RULE,
    consent_without_contingency.RULE,
    host_threat_without_position.RULE,
    posture_unassessed.RULE,
    measure_without_off_ramp.RULE,
    support_without_handover.RULE,
)
