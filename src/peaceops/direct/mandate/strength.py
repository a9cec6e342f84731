"""Authorised strengths in a paragraph: so many military personnel, police, observers.

An increase or a drawdown by a number is no ceiling (codebook).
"""

import re

import msgspec

from peaceops.direct.mandate.fold import fold
from peaceops.domain.mandate import CEILING_PARTS, Language

_N = r"(\d{1,3}(?:[  ]\d{3})+|\d{1,6})"
_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "dix": 10,
}  # fmt: skip
_COUNT = rf"(\d{{1,3}}|{'|'.join(_WORDS)})"

_CONTEXT = re.compile(
    r" (?:ceiling|up to|compris\w*|consist\w*|strength|maximum|authori[sz]\w*|not (?:to )?exceed\w*|force levels?|composed|number of|"
    r"effectif\w*|plafond|jusqu a|comprendra|composera|constitue\w*|comptant|maximal\w*|plus de|autoris\w*|"
    r"size|limit)|(?:الحد الاقصي|قوام|لا يتجاوز|يصل|تتالف|قوامه)"
)

_PATTERNS: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (
        ("staff_officers", rf"{_N} (?:military )?staff officers"),
        ("observers", rf"{_N} (?:unarmed )?(?:military |united nations )*(?:observers|liaison officers)"),
        ("fpu", rf"{_N} (?:personnel in )?formed police (?:unit )?(?:personnel|officers)"),
        ("fpu_units", rf"{_COUNT} (?:formed police units|fpus)"),
        ("ipo", rf"{_N} (?:individual police officers|individual police|ipos)"),
        ("corrections", rf"{_N} (?:justice and )?corrections? (?:officers|personnel|experts)"),
        (
            "police",
            rf"{_N} (?:united nations )?(?:civilian )?(?:police (?:personnel|officers|advisers|component)|police(?= )|policemen|civilian police)",
        ),
        ("police", rf"police (?:personnel )?(?:ceiling|component|strength|personnel)\b[^;.]{{0,60}}? (?:to|of|at|up to|exceed|exceeding|comprising up to) {_N}(?= |$)"),
        (
            "military",
            rf"{_N} (?:united nations |additional |all ranks |uniformed |armed )*(?:military (?:personnel|troops|force|peacekeepers)|troops|soldiers|uniformed (?:\w+ )?personnel|military(?= )|blue helmets|peacekeepers|infantry)",
        ),
        ("military", rf"(?:troop|military|force) (?:personnel )?(?:ceiling|strength|component|levels?)\b[^;.]{{0,60}}? (?:to|of|at|up to|exceed|exceeding|a maximum of) {_N}(?= |$)"),
    ),
    "fr": (
        ("staff_officers", rf"{_N} officiers d etat major"),
        ("observers", rf"{_N} (?:observateurs militaires|observateurs|officiers de liaison)"),
        ("fpu", rf"{_N} (?:membres d|agents? d|personnels? d|policiers d) ?(?:unites? de police constituees?)"),
        ("fpu_units", rf"{_COUNT} unites de police constituees"),
        ("ipo", rf"{_N} (?:policiers (?:hors unites|individuels|recrutes)|agents? de police (?:individuels|hors))"),
        ("ipo", rf"unites de police constituees et {_N} policiers"),
        ("corrections", rf"{_N} (?:agents? (?:penitentiaires|de l administration penitentiaire|des services penitentiaires)|specialistes des questions penitentiaires|responsables des questions penitentiaires)"),
        ("police", rf"effectif de police (?:de |a |d un maximum de |maximum de |jusqu a )*{_N}(?= )"),
        ("police", rf"composante de police\b[^;.]{{0,120}}? (?:jusqu a|de|maximum de) {_N}(?= )"),
        ("police", rf"{_N} (?:policiers|membres du personnel de police|agents de police|membres de la police)"),
        ("military", rf"(?:effectif|composante|force|plafond)s? (?:militaires? |maximum |maximal |autorise |total |global )*(?:de |a |comptant |jusqu a |maximum de |comprenant )*{_N}(?: hommes| militaires| soldats| agents en tenue| membres)"),
        ("military", rf"{_N} (?:militaires|soldats|hommes tous grades|membres du personnel militaire|casques bleus|hommes(?= ))"),
    ),
    "ar": (
        ("observers", rf"{_N} (?:مراقب\w*|من المراقبين) عسكري"),
        ("police", rf"{_N} (?:\w+ )?(?:من )?(?:افراد الشرطه|فردا من افراد الشرطه|شرطي)"),
        ("military", rf"{_N} (?:فردا |فرد |من )*(?:من )?(?:الافراد العسكريين|افراد عسكريين|جندي|جنديا|العسكريين)"),
    ),
}  # fmt: skip
_COMPILED: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {
    language: tuple((part, re.compile(rf"(?<=\s){pattern}")) for part, pattern in patterns)
    for language, patterns in _PATTERNS.items()
}
_CHANGE = re.compile(
    r"(?: by(?: a further| an additional| up to| approximately| some)?| (?:additional|further|extra|another|increase of|reduction of|decrease of|withdrawal of(?: up to)?|withdraw|reduce|remove|repatriate|drawdown of)"
    r"(?: up to)?(?: a)?| (?:de|d) (?:plus de|environ)| supplementaires?| minimum of| at least| nombre minimum de|"
    r" (?:reduction|diminution|augmentation|retrait\w*|renfort\w*) (?:de|d un effectif maximal de))$"
)
_DATE_BEFORE = re.compile(
    r" (?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|resolution \d+|year|annee)$"
)
_MONTH_AFTER = re.compile(
    r"^ (?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|per cent|pour cent|days|months|mois|jours)"
)
_PHASED = re.compile(
    r" (?:from|level of|of the current|au lieu de|remplacer|instead of|currently)$"
)
_AFTER_CHANGE = re.compile(r"^ (?:\w+ ){0,2}(?:supplementaires|additional|de plus|de moins)")


class Strength(msgspec.Struct, frozen=True):
    """Authorised numbers by part (`CEILING_PARTS`), and the words that state them."""

    numbers: dict[str, int]
    words: tuple[str, ...]


def ceiling_of(text: str, language: Language) -> Strength | None:
    """Read the authorised strength that a paragraph states, None where it states none."""
    plain = _numbers_whole(fold(text))
    if not _CONTEXT.search(plain):
        return None
    numbers: dict[str, int] = {}
    words: list[str] = []
    taken: list[tuple[int, int]] = []
    for part, pattern in _COMPILED[language]:
        for found in pattern.finditer(plain):
            begin, end = found.span(1)
            if part in numbers or any(begin < last and first < end for first, last in taken):
                continue
            before, after = plain[max(begin - 45, 0) : begin].rstrip(), plain[end : end + 40]
            if _CHANGE.search(before) or _PHASED.search(before) or _AFTER_CHANGE.match(after):
                continue
            if _MONTH_AFTER.match(after) or _DATE_BEFORE.search(before):
                continue
            numbers[part] = _value(found[1])
            taken.append((begin, end))
            words.append(found[0].strip())
            break
    known = {part: numbers[part] for part in CEILING_PARTS if part in numbers}
    return Strength(known, tuple(words)) if known else None


def _numbers_whole(plain: str) -> str:
    """Write `10 000` (from 10,000 or 10 000) with no space; the text is for matching only."""
    return re.sub(r"(?<=\s)(\d{1,3})((?: \d{3})+)(?=\s)", lambda m: m[0].replace(" ", ""), plain)


def _value(written: str) -> int:
    return _WORDS.get(written) or int(re.sub(r"\D", "", written))
