"""A text made plain for matching: lower case, no accents, punctuation as spaces, places kept.

For Latin scripts every character keeps its place, so that a match tells the words of the text. In
Arabic vowel marks go, and the words that a match shows are the plain ones.
"""

import unicodedata
from functools import lru_cache

from peaceops.direct.mandate.arabic import bare_arabic


def _plain(code: int) -> str:
    character = chr(code)
    if character in "’‘'`´":
        return " "
    base = unicodedata.normalize("NFD", character)[0].lower()
    base = {"œ": "o", "æ": "a", "ß": "s", "ø": "o", "ł": "l"}.get(base, base)
    return base[0] if base.isalnum() else " "


_TABLE = {code: _plain(code) for code in range(0x250)} | dict.fromkeys(range(8192, 8448), " ")
_TABLE |= {ord(character): " " for character in "،؛؟«»"}


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return the plain form, with one space before and after it.

    In Latin scripts, `fold(text)[at + 1]` stands for `text[at]`.
    """
    return f" {bare_arabic(text).translate(_TABLE)} "


def words_at(text: str, begin: int, end: int) -> str:
    """Return the words of a text that a match in its plain form covers, whole."""
    if len(fold(text)) != len(text) + 2:
        return fold(text)[begin:end].strip()
    first, last = max(begin - 1, 0), min(end - 1, len(text))
    while first > 0 and text[first - 1].isalnum() and text[first].isalnum():
        first -= 1
    while last < len(text) and last > 0 and text[last].isalnum() and text[last - 1].isalnum():
        last += 1
    return text[first:last].strip(" ,;:.'’\"()")
