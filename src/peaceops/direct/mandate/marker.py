"""What numbers a paragraph: `8.`, `(a)`, `(ii)`, a dash; in English, French and Arabic style."""

import re

import msgspec

from peaceops.domain.mandate import Language

ROMANS = (
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv",
    "xv", "xvi", "xvii", "xviii", "xix", "xx", "xxi", "xxii", "xxiii", "xxiv", "xxv", "xxvi",
    "xxvii", "xxviii", "xxix", "xxx",
)  # fmt: skip
LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ARABIC_LETTERS = "ابجدهوزحطيكلمنسعفصقرشت"
_ARABIC_FOR = {"أ": "ا", "إ": "ا", "آ": "ا", "هـ": "ه"}

_NUMBER = re.compile(r"^(\d{1,3})\s?(?:[.．]|[-–—](?=\s?[ء-ي]))\s*(?P<rest>.*)$", re.DOTALL)
_NUMBER_BIS = re.compile(r"^(\d{1,3})\s?(?:bis|ter)?\)\s+(?P<rest>.*)$", re.DOTALL)
_LETTERED = re.compile(r"^\(?\s?([a-z]{1,5}|[ء-ي]ـ?)\s?\)\s*(?P<rest>.*)$", re.DOTALL)
_DOTTED = re.compile(r"^([a-z]|[ivx]{1,5})\.\s+(?P<rest>\S.*)$", re.DOTALL)
_QUOTED_NUMBER = re.compile(r"^[‘’'\"“”(]\s?(\d{1,2})\s?[‘’'\"“”)]\s*(?P<rest>.*)$", re.DOTALL)
_DASH = re.compile(r"^[-–—•·▪●○*\u2010\u2011]\s*(?P<rest>\S.*)$", re.DOTALL)


class Marker(msgspec.Struct, frozen=True):
    """What stands at the head of a line.

    Attributes:
        number: of a numbered paragraph or numbered item, else 0.
        letter: place in the alphabet from 1, else 0.
        roman: value from 1, else 0; `(i)` is both a letter and a roman number.
        dash: True for a dash or bullet.
        rest: the words after it.
    """

    rest: str
    number: int = 0
    letter: int = 0
    roman: int = 0
    dash: bool = False


def marker_of(text: str, language: Language) -> Marker | None:
    """Read the marker at the head of a line, None where there is none."""
    found = _NUMBER.match(text)
    if found:
        return Marker(found["rest"].strip(), number=int(found[1]))
    found = _QUOTED_NUMBER.match(text)
    if found and language == "ar":  # Arabic texts number the level below letters in quotes
        return Marker(found["rest"].strip(), roman=int(found[1]))
    found = _LETTERED.match(text) or _DOTTED.match(text)
    if found:
        marker = _lettered(found[1], found["rest"].strip())
        if marker is not None:
            return marker
    found = _NUMBER_BIS.match(text)
    if found:
        return Marker(found["rest"].strip(), number=int(found[1]))
    found = _DASH.match(text)
    if found:
        return Marker(found["rest"].strip(), dash=True)
    return None


def _lettered(name: str, rest: str) -> Marker | None:
    roman = ROMANS.index(name) + 1 if name in ROMANS else 0
    letter = 0
    if len(name) == 1 and name in LETTERS:
        letter = LETTERS.index(name) + 1
    elif len(name) == 2 and name[0] == name[1] and name not in ROMANS and name[0] in LETTERS:
        letter = 26 + LETTERS.index(name[0]) + 1  # (aa) follows (z)
    elif not name.isascii():
        plain = _ARABIC_FOR.get(name, name)[:1]
        letter = _ARABIC_LETTERS.index(plain) + 1 if plain in _ARABIC_LETTERS else 0
    return Marker(rest, letter=letter, roman=roman) if letter or roman else None


def letter_name(letter: int) -> str:
    """Return the codebook's name of a letter: a to z, then aa, bb."""
    return LETTERS[letter - 1] if letter <= 26 else LETTERS[letter - 27] * 2
