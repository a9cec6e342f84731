"""Arabic as files bring it: presentation forms, swapped brackets, two sets of digits.

Text taken from PDF comes in presentation forms; where a page was set right to left, the ligature
lam-alef may come out alef first and brackets face the wrong way.
"""

import re
import unicodedata

_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufeff]")
_ARABIC = re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_SWAPPED = str.maketrans("()[]{}«»", ")(][}{»«")
_BETWEEN_SWAPPED = re.compile(r"\)[^()]{0,80}\(")
_BETWEEN = re.compile(r"\([^()]{0,80}\)")
_ALEFS_AFTER_LAM = "اأإآ"
_LETTER = "ء-ي"
# The article (after one-letter words that attach) before a word that begins with an alef: the
# ligature lam-alef came out alef first. No Arabic word begins with two alefs.
_AFTER_ARTICLE = re.compile(rf"(?<![{_LETTER}])([وفبك]?)ا([{_ALEFS_AFTER_LAM}])ل")
_AFTER_FOR = re.compile(rf"(?<![{_LETTER}])([وف]?)ل([أإآ])ل(?=[{_LETTER}])")
_ALONE = re.compile(rf"(?<![{_LETTER}])(و?)ال(?![{_LETTER}])")
# Inside a word both orders can be words; these are words of Council documents in which only one is.
_INSIDE = {
    "السالم": "السلام",
    "خالل": "خلال",
    "ثالثة": "ثلاثة",
    "ثالثين": "ثلاثين",
    "إعالن": "إعلان",
    "اإلعالن": "الإعلان",
    "إطالق": "إطلاق",
    "عالقة": "علاقة",
    "العالقات": "العلاقات",
    "السالح": "السلاح",
    "سالح": "سلاح",
    "إصالح": "إصلاح",
    "اإلسالم": "الإسلام",
    "واليته": "ولايته",
    "واليتها": "ولايتها",
    "الوالية": "الولاية",
    "والية": "ولاية",
    "السالمة": "السلامة",
    "سالمة": "سلامة",
}
_WORD = re.compile(rf"[{_LETTER}]+")
_MARKS = re.compile(
    "[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200b-\u200f\u202a-\u202e]"
)
_ALEF_FORMS = str.maketrans("أإآٱىة", "اااايه")


def is_arabic(text: str, *, share: float = 0.4) -> bool:
    """Tell whether at least that share of a text's letters is Arabic."""
    letters = sum(character.isalpha() for character in text)
    return letters > 0 and len(_ARABIC.findall(text)) >= share * letters


def western_digits(text: str) -> str:
    """Write Arabic-Indic digits as 0 to 9; the length stays."""
    return text.translate(_DIGITS)


def repair_arabic(text: str) -> str:
    """Undo what PDF does to a line of Arabic: forms, lam-alef and brackets.

    A line without Arabic is returned as it is.
    """
    if not _ARABIC.search(text):
        return text
    if _PRESENTATION.search(text):
        text = unicodedata.normalize("NFKC", text)
    text = _WORD.sub(lambda found: _INSIDE.get(found[0], found[0]), text)
    text = _AFTER_ARTICLE.sub(r"\1ال\2", text)
    text = _AFTER_FOR.sub(r"\1لل\2", text)
    text = _ALONE.sub(r"\1لا", text)
    if len(_BETWEEN_SWAPPED.findall(text)) > len(_BETWEEN.findall(text)) and is_arabic(text):
        text = text.translate(_SWAPPED)
    return text


def bare_arabic(text: str) -> str:
    """Strip vowel marks and tatweel and level the forms of alef, for matching only."""
    return _MARKS.sub("", text).translate(_ALEF_FORMS)
