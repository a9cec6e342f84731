"""An invented language: names that sound alike and that nobody bears.

Every name carries one of a few clusters of consonants that hardly occur between vowels in the names
of real towns, peoples or persons. That keeps chance from hitting one, without a list of the world's
names.
"""

from dataclasses import dataclass

import numpy as np

_ONSETS = ("b", "d", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "th", "v", "y")
_VOWELS = ("a", "ae", "e", "i", "o", "u")
_CLUSTERS = ("gv", "lthr", "lzh", "mthr", "nzv", "rgv", "shv", "thm", "zgl", "zvr")
_ENDINGS = ("a", "an", "ath", "el", "en", "esh", "il", "ola", "or", "une", "ur", "ya")


@dataclass(frozen=True)
class Language:
    """The sounds that the names of one country are made of.

    Attributes:
        onsets: how syllables begin.
        vowels: what they ring on.
        clusters: the rare ones, one in each name.
        endings: how names end.
    """

    onsets: tuple[str, ...]
    vowels: tuple[str, ...]
    clusters: tuple[str, ...]
    endings: tuple[str, ...]


def invent_language(generator: np.random.Generator) -> Language:
    """Choose the sounds of a country's names."""

    def some(sounds: tuple[str, ...], count: int) -> tuple[str, ...]:
        return tuple(sounds[i] for i in np.sort(generator.permutation(len(sounds))[:count]))

    return Language(some(_ONSETS, 10), some(_VOWELS, 5), some(_CLUSTERS, 5), some(_ENDINGS, 8))


def invent_names(language: Language, count: int, generator: np.random.Generator) -> list[str]:
    """Return different names of three or four syllables, in the order in which they came up."""
    names: dict[str, None] = {}
    while len(names) < count:
        names[_word(language, generator)] = None
    return list(names)


def _word(language: Language, generator: np.random.Generator) -> str:
    """Make one name: a first syllable, a rare cluster, perhaps one more syllable, an ending."""

    def pick(sounds: tuple[str, ...]) -> str:
        return sounds[int(generator.integers(len(sounds)))]

    word = pick(language.onsets) + pick(language.vowels) + pick(language.clusters)
    word += pick(language.vowels) + pick(language.onsets)
    if generator.random() < 0.35:
        word += pick(language.vowels) + pick(language.onsets)
    return (word + pick(language.endings)).capitalize()
