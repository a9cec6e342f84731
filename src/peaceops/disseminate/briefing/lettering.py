"""Which letters the vendored fonts can draw."""

from functools import cache
from typing import Any

from fontTools.ttLib import TTFont

from peaceops.data import path

UNKNOWN_LETTER = "\N{REPLACEMENT CHARACTER}"
"""Stands for a letter that no vendored font has."""


def drawable(content: Any) -> Any:
    """Replace, in every text of plain data, the letters that the vendored fonts can not draw.

    Names in scripts beyond Latin, Greek, Cyrillic and Arabic lose letters in the PDF, which would
    be refused otherwise; the HTML and the Word file keep them.
    """
    if isinstance(content, dict):
        return {key: drawable(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [drawable(value) for value in content]
    if not isinstance(content, str) or (content.isascii() and content.isprintable()):
        return content
    letters = _letters()
    return "".join(
        letter if ord(letter) in letters or letter == "\n" else UNKNOWN_LETTER for letter in content
    )


@cache
def _letters() -> frozenset[int]:
    found: set[int] = set()
    for file in sorted(path("fonts").glob("*-Regular.ttf")):
        with TTFont(file, lazy=True) as font:
            found |= set(font.getBestCmap())
    return frozenset(letter for letter in found if letter >= 32)
