"""Political linkage (POL)."""

from peaceops.direct.check.rule import Rule
from peaceops.direct.check.rules.political import (
    ends_without_means,
    no_owner,
    one_level,
    orphan,
    protection_without_track,
    protracted_protection,
    tactical_mandate,
    threat_without_driver,
    threat_without_protection,
    track_stalled,
)

RULES: tuple[Rule, ...] = (
    protection_without_track.RULE,
    threat_without_protection.RULE,
    threat_without_driver.RULE,
    orphan.RULE,
    ends_without_means.RULE,
    track_stalled.RULE,
    protracted_protection.RULE,
    one_level.RULE,
    tactical_mandate.RULE,
    no_owner.RULE,
)
