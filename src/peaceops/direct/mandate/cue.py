"""Cues: words that tell what a paragraph is about, kept by category and language in a data file."""

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

import msgspec

from peaceops.data import path
from peaceops.direct.mandate.fold import fold
from peaceops.domain.mandate import CATEGORIES, Language

CUES_FILE = "mandate/categories.toml"
_GAP = 60
Weight = Literal["strong", "weak"]


class Cue(msgspec.Struct, frozen=True):
    """Words to look for in a plain text, in up to two parts with at most 60 characters between."""

    first: str
    second: str = ""


def parse_cue(written: str, language: Language) -> Cue:
    """Read a cue as the data file writes it: `|` closes a word, ` ~ ` lets words stand between."""
    parts = [_plain(part, language) for part in written.split(" ~ ")]
    return Cue(parts[0], parts[1] if len(parts) > 1 else "")


def find_cue(cue: Cue, plain: str) -> tuple[int, int] | None:
    """Return where a cue stands in a plain text, None where it does not."""
    at = plain.find(cue.first)
    if at < 0 or not cue.second:
        return None if at < 0 else (at, at + len(cue.first))
    while at >= 0:
        begin = at + len(cue.first)
        other = plain.find(cue.second, begin - 1, begin + _GAP + len(cue.second))
        if other >= 0:
            return at, other + len(cue.second)
        at = plain.find(cue.first, begin)
    return None


@lru_cache(maxsize=1)
def category_cues() -> dict[tuple[str, Weight, Language], tuple[Cue, ...]]:
    """Return the cues of every category, by weight and language."""
    table = tomllib.loads(path(CUES_FILE).read_text(encoding="utf-8"))
    return {
        (category, weight, language): tuple(
            parse_cue(written, language)
            for written in table[category].get(weight, {}).get(language, ())
        )
        for category in CATEGORIES
        for weight, language in _kinds()
    }


def hits(plain: str, category: str, weight: Weight, language: Language) -> list[tuple[int, int]]:
    """Return where the cues of a category stand in a plain text, first places only, in order."""
    found = []
    for cue in category_cues()[category, weight, language]:
        if cue.first in plain:
            place = find_cue(cue, plain)
            if place is not None:
                found.append(place)
    found.sort()
    return found


def _plain(part: str, language: Language) -> str:
    closed = part.rstrip().endswith("|")
    plain = fold(part.replace("|", ""))
    plain = plain.rstrip(" ") if not closed else plain
    if part.endswith(" ") and not closed:
        plain += " "
    return plain.lstrip(" ") if language == "ar" else plain


def _kinds() -> Iterator[tuple[Weight, Language]]:
    weights: tuple[Weight, ...] = ("strong", "weak")
    languages: tuple[Language, ...] = ("en", "fr", "ar")
    for weight in weights:
        for language in languages:
            yield weight, language
