"""The registry of rules: one a file, in five families. A code is never used for another rule."""

from collections.abc import Iterable

from peaceops.direct.check.rule import Rule
from peaceops.direct.check.rules import contributor, host, information, mandate, political
from peaceops.domain.error import PeaceopsError

RULES: tuple[Rule, ...] = (
    *political.RULES,
    *mandate.RULES,
    *host.RULES,
    *contributor.RULES,
    *information.RULES,
)
"""In the order of their codes within each family."""

FAMILIES: dict[str, str] = {
    "POL": "Political linkage",
    "MAN": "Mandate, plans, recommendations",
    "HST": "Host State",
    "TCC": "Contributors and dialogue",
    "INF": "Information and warning",
}


def rule_named(code: str) -> Rule:
    """Return a rule by its code or its name.

    Raises:
        PeaceopsError: there is none.
    """
    for rule in RULES:
        if code.upper() == rule.code or code.lower() == rule.name:
            return rule
    raise PeaceopsError(f"there is no rule {code!r}", remedy="peaceops rules lists them")


def selected(select: Iterable[str]) -> tuple[Rule, ...]:
    """Return the rules that a selection names, by code or by family; all for an empty one.

    Raises:
        PeaceopsError: it names none that there is.
    """
    wanted = [part.strip().upper() for part in select if part.strip()]
    if not wanted:
        return RULES
    for part in wanted:
        if part not in FAMILIES and part not in {rule.code for rule in RULES}:
            raise PeaceopsError(
                f"there is no rule or family {part!r}",
                where="--select",
                remedy=f"families are {', '.join(FAMILIES)}; peaceops rules lists the rules",
            )
    return tuple(rule for rule in RULES if rule.code in wanted or rule.family in wanted)
