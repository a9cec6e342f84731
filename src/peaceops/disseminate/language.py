"""Words, numbers and dates in the reader's language."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from peaceops.data import path
from peaceops.domain.month import Month, first_day

NO_BREAK = "\u00a0"
_RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}


def right_to_left(code: str) -> bool:
    """Tell whether a language is written from right to left."""
    return code in _RIGHT_TO_LEFT


@dataclass(frozen=True)
class Language:
    """A language and its catalogue.

    Attributes:
        code: ISO 639-1, like `en`.
        catalogue: gettext's translations; the English text itself where there are none.
    """

    code: str
    catalogue: NullTranslations

    @property
    def locale(self) -> str:
        """How numbers and dates are written; English as the United Nations write it."""
        return "en_GB" if self.code == "en" else self.code

    def say(self, text: str, **values: object) -> str:
        """Translate a sentence and fill in its `{names}`."""
        return self.catalogue.gettext(text).format(**values)

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """Translate a sentence by a number, which it holds as `{number}`."""
        return self.catalogue.ngettext(one, many, number).format(
            number=self.number(number), **values
        )

    def number(self, value: float, *, digits: int = 0) -> str:
        """Write a number with at most so many digits after the point."""
        return format_decimal(round(value, digits), locale=self.locale)

    def fixed(self, value: float, digits: int) -> str:
        """Write a number with exactly so many digits after the point."""
        return format_decimal(value, format="0." + "0" * digits, locale=self.locale)

    def percent(self, share: float) -> str:
        """Write a share as whole per cent; what is not nothing is never written as nothing."""
        if 0 < share < 0.005:
            return self.say("under 1 %")
        if 0.995 < share < 1:
            return self.say("over 99 %")
        return f"{self.number(100 * share)}{' ' if self.code == 'en' else NO_BREAK}%"

    def day(self, day: date) -> str:
        """Write a date."""
        written = format_date(day, format="long", locale=self.locale)
        return written.replace("1 ", "1er ", 1) if self.code == "fr" and day.day == 1 else written

    def month(self, month: Month) -> str:
        """Write a month and its year."""
        return format_date(first_day(month), format="MMMM y", locale=self.locale)

    def months(self, first: Month, last: Month) -> str:
        """Write a span of months."""
        if first == last:
            return self.month(first)
        return self.say("{first} to {last}", first=self.month(first), last=self.month(last))


def language(code: str) -> Language:
    """Return a language by its code; sentences without a translation stay English."""
    return Language(code, _catalogue(code))


@cache
def _catalogue(code: str) -> NullTranslations:
    """Return a catalogue as it is written by hand: nothing compiled is kept beside it."""
    file = path("locale") / f"{code}.po"
    if not file.exists():
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(file.read_bytes()), locale=code))
    compiled.seek(0)
    return GNUTranslations(compiled)
