"""Political linkage (POL)."""

from peaceops.direct.check.rule import Rule
from peaceops.direct.check.rules.political import protection_without_track

RULES: tuple[Rule, ...] = (protection_without_track.RULE,)
