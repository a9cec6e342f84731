"""Which of three languages a text is in, by its commonest words."""

import re
from collections import Counter

from peaceops.direct.mandate.arabic import is_arabic
from peaceops.domain.mandate import Language

_COMMON = {
    "en": frozenset(
        [
            "the", "of", "and", "to", "in", "that", "for", "its", "with", "by", "on", "all",
            "which", "as", "including",
        ]
    ),
    "fr": frozenset(
        [
            "le", "la", "les", "des", "du", "et", "de", "à", "en", "que", "pour", "dans", "par",
            "aux", "sur", "une", "qui", "au",
        ]
    ),
}  # fmt: skip
_WORD = re.compile(r"[a-zàâçéèêëîïôûùüÿœ]+")


def language_of(text: str, *, otherwise: Language = "en") -> Language:
    """Tell the language of a text; `otherwise` where it has too few words to tell."""
    if is_arabic(text):
        return "ar"
    words = Counter(_WORD.findall(text.lower()))
    scores = {name: sum(words[word] for word in common) for name, common in _COMMON.items()}
    if scores["en"] == scores["fr"]:
        return otherwise
    return "en" if scores["en"] > scores["fr"] else "fr"
