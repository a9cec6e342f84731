"""Political or operational: the codebook's decision list, as a small model over what was read."""

import re

from peaceops.direct.mandate.category import About
from peaceops.direct.mandate.feature import Context, Features
from peaceops.direct.mandate.fold import fold

_EXPRESSIVE = frozenset(
    [
        "welcomes", "notes", "recalls", "reaffirms", "recognizes", "commends", "expresses",
        "condemns", "takes_note", "deplores", "regrets", "acknowledges", "looks_forward",
    ]
)  # fmt: skip
_CONDUCT = frozenset({"host_gov", "parties", "armed_groups", "member_states", "neighbours"})
_WHOLE_MANDATE = re.compile(
    r" (?:establish|extend|renew|terminat|mandate of|exit strategy|strategic priorit|mandate shall|proroger|creer|mandat (?:de|suivant)|etablir) ?"
    r"|(?:تمديد|ولايه|انشاء)"
)
_SUPPORT = re.compile(
    r" (?:contribut\w+|funding|financ\w+|resources|free  ?unhindered|movement to and from|exclusive and official|"
    r"pledg\w+|assistance|usage exclusif|libre circulation) |(?:تمويل|تبرعات|مساهمات)"
)
_HELPERS = frozenset({"member_states", "regional_orgs", "intl_orgs", "intl_community", "un_system"})
_HELPED = frozenset({"un_security", "ddr", "humanitarian", "economy", "mission_mgmt"})
_ADMINISTERED = frozenset({"reporting", "mission_mgmt", "conduct", "force_composition"})
_POLITICAL_TASKS = frozenset({"political", "elections", "state_authority"})
_OVERSIGHT = ("mandate_term", "political", "elections", "state_authority")


def level_features(
    context: Context,
    about: About,
    verbs: tuple[str, ...],
    addressees: tuple[str, ...],
) -> Features:
    """Describe a paragraph for the question whether it is political."""
    paragraph = context.paragraph
    features: Features = {f"cat={name}": value for name, value in about.probabilities.items()}
    features[f"first={about.names[0]}"] = 1.0
    for name in addressees:
        features[f"to={name}"] = 1.0
    if _CONDUCT & set(addressees):
        features["to_conduct"] = 1.0
        if verbs and verbs[0] in {"demands", "calls upon", "urges", "condemns"}:
            features["demanded"] = 1.0
    if verbs:
        features[f"verb={verbs[0]}"] = 1.0
        if all(verb.replace(" ", "_") in _EXPRESSIVE for verb in verbs):
            features["expressive"] = 1.0
    if paragraph.parent is not None:
        features["sub"] = 1.0
        features[f"sub_first={about.names[0]}"] = 1.0
    if _WHOLE_MANDATE.search(fold(paragraph.text[:220])):
        features["whole"] = 1.0
    if about.names[0] in _OVERSIGHT:
        features["oversight"] = 1.0
    return features


def settle_level(
    probability: float, context: Context, about: About, addressees: tuple[str, ...]
) -> float:
    """Apply what the codebook's decision list says outright.

    In order: help asked of States (goods, money, movement) is operational; thematic principles are
    political; tasks of the political process, elections and State authority are political.
    """
    first, to = about.names[0], set(addressees)
    plain = fold(context.paragraph.text[:300])
    if (
        to
        and to <= _HELPERS
        and first in _HELPED
        and _SUPPORT.search(plain)
        and not context.thematic
    ):
        return min(probability, 0.3)
    if context.thematic and first not in _ADMINISTERED and not {"mission", "sg"} & to:
        return max(probability, 0.7)
    if context.paragraph.parent is not None and first in _POLITICAL_TASKS:
        return max(probability, 0.65)
    return probability
