"""A theory of change as one sentence (doctrine B14)."""

from peaceops.direct.linkage.theory_of_change import TheoryOfChange
from peaceops.direct.linkage.told import Told
from peaceops.disseminate.language import Language
from peaceops.disseminate.strategy.phrase import tell


def theory_sentence(theory: TheoryOfChange, words: Language) -> str:
    """Say how an activity or task is meant to serve an objective, blanks and unknowns included."""
    return words.say(
        "If {activity} by {owner} towards {actor} then {behaviour}, because {mechanism}; provided "
        "that {assumption}. We would be wrong if {sign}.",
        activity=theory.source_name,
        owner=_part(theory.owner, words),
        actor=_part(theory.actors, words),
        behaviour=_part(theory.behaviour, words),
        mechanism=_part(theory.mechanism, words),
        assumption=_part(theory.assumption, words),
        sign=_part(theory.disconfirming_sign, words),
    )


def _part(part: Told, words: Language) -> str:
    """Say a part within the sentence: no full stop, and a blank in brackets that no eye misses."""
    text = tell(part, words).strip().rstrip(".")
    return text if part.state == "recorded" else f"({text})"
