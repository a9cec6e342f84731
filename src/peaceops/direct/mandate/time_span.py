"""Dates and periods in words: `30 April 2015`, `six mois`, a year from a given day."""

import calendar
import re
from datetime import date

_MONTHS: dict[str, int] = {}
for _names in (
    "january february march april may june july august september october november december",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "يناير فبراير مارس أبريل مايو يونيه يوليه أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر",
):
    _MONTHS.update({month: at for at, month in enumerate(_names.split(), start=1)})
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_LEVANT = r"(?:[ء-ي]+(?:\s(?:الثاني|الأول|الاول))?\s?/\s?)?"
_DATE = re.compile(
    rf"\b(\d{{1,2}})\s?(?:er|st|nd|rd|th)?\s+{_LEVANT}({_MONTH})\s+(\d{{4}})\b", re.IGNORECASE
)
_DATE_US = re.compile(rf"\b({_MONTH})\s+(\d{{1,2}}),\s+(\d{{4}})\b", re.IGNORECASE)

_COUNT = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen",
    "fr": "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze "
    "seize dix-sept dix-huit",
}
_NUMBERS: dict[str, int] = {
    word: at for words in _COUNT.values() for at, word in enumerate(words.split(), start=1)
}
_NUMBERS |= {"a": 1, "an": 1, "une": 1, "further": 1, "additional": 1}
_NUMBERS |= {"twenty-four": 24, "vingt-quatre": 24, "thirty": 30, "trente": 30, "ninety": 90}
_UNIT = {
    "month": "M",
    "months": "M",
    "mois": "M",
    "year": "Y",
    "years": "Y",
    "an": "Y",
    "ans": "Y",
    "année": "Y",
    "années": "Y",
    "day": "D",
    "days": "D",
    "jours": "D",
    "week": "W",
    "weeks": "W",
    "semaines": "W",
}
_COUNTED = "|".join(sorted((re.escape(word) for word in _NUMBERS), key=len, reverse=True))
_PERIOD = re.compile(
    rf"\b(\d{{1,3}}|{_COUNTED})[\s-]+(?:additional\s+|further\s+|nouvelle\s+)?"
    rf"(months?|mois|years?|ans?|années?|days?|jours|weeks?|semaines)\b",
    re.IGNORECASE,
)
_ARABIC_PERIODS = (
    ("ستة أشهر", "P6M"),
    ("ستة اشهر", "P6M"),
    ("ثلاثة أشهر", "P3M"),
    ("ثلاثة اشهر", "P3M"),
    ("أربعة أشهر", "P4M"),
    ("تسعة أشهر", "P9M"),
    ("سنة واحدة", "P1Y"),
    ("عام واحد", "P1Y"),
    ("اثني عشر شهرا", "P12M"),
    ("شهرين", "P2M"),
    ("شهر واحد", "P1M"),
)


def first_date(text: str) -> str:
    """Return the first full date in a text as ISO, empty where there is none."""
    dates = all_dates(text)
    return dates[0][0] if dates else ""


def all_dates(text: str) -> list[tuple[str, int, int]]:
    """Return full dates as (ISO, begin, end), in order; impossible ones are left out."""
    found = []
    for match in _DATE.finditer(text):
        day = _iso(int(match[3]), _MONTHS[match[2].lower()], int(match[1]))
        if day:
            found.append((day, match.start(), match.end()))
    for match in _DATE_US.finditer(text):
        day = _iso(int(match[3]), _MONTHS[match[1].lower()], int(match[2]))
        if day:
            found.append((day, match.start(), match.end()))
    return sorted(found, key=lambda one: one[1])


def periods(text: str) -> list[tuple[str, int, int]]:
    """Return periods as (ISO 8601, begin, end), like P6M for six months."""
    found = []
    for match in _PERIOD.finditer(text):
        word = match[1].lower()
        number = int(word) if word.isdigit() else _NUMBERS[word]
        found.append((f"P{number}{_UNIT[match[2].lower()]}", match.start(), match.end()))
    for words, period in _ARABIC_PERIODS:
        at = text.find(words)
        if at >= 0:
            found.append((period, at, at + len(words)))
    return sorted(found, key=lambda one: one[1])


def after(start: str, period: str) -> str:
    """Return the day that lies a period after a day.

    Args:
        start: ISO date.
        period: ISO 8601 with one unit, like P6M, P1Y, P30D, P2W.
    """
    day, number, unit = date.fromisoformat(start), int(period[1:-1]), period[-1]
    if unit in "DW":
        days = number * (7 if unit == "W" else 1)
        return date.fromordinal(day.toordinal() + days).isoformat()
    months = day.month - 1 + number * (12 if unit == "Y" else 1)
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1])).isoformat()


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
