"""Every sentence of the products waits for translation; numbers are written as readers expect."""

import io
from datetime import date
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import peaceops
from peaceops.data import path
from peaceops.disseminate.language import language

ENGLISH = language("en")


def test_the_catalogue_holds_every_sentence() -> None:
    catalogue = read_po(io.BytesIO((path("locale") / "peaceops.pot").read_bytes()))
    known = {message.id for message in catalogue if message.id}
    written = {
        found[2]
        for found in extract_from_dir(
            Path(peaceops.__file__).parent / "disseminate",
            method_map=[("**.py", "python")],
            keywords={"say": None, "count": (1, 2)},
        )
    }
    assert written == known, "run `make catalogue`"


def test_what_is_not_nothing_is_never_written_as_nothing() -> None:
    assert ENGLISH.percent(0.0) == "0 %"
    assert ENGLISH.percent(0.001) == "under 1 %"
    assert ENGLISH.percent(0.37) == "37 %"
    assert ENGLISH.percent(0.999) == "over 99 %"
    assert ENGLISH.percent(1.0) == "100 %"


def test_numbers_dates_and_counts() -> None:
    assert ENGLISH.number(1076474) == "1,076,474"
    assert ENGLISH.fixed(0.04, 1) == "0.0"
    assert ENGLISH.day(date(2013, 11, 30)) == "30 November 2013"
    assert ENGLISH.months(408, 408) == "December 2013"
    assert ENGLISH.months(408, 410) == "December 2013 to February 2014"
    assert ENGLISH.count("{number} attack", "{number} attacks", 1) == "1 attack"
    assert ENGLISH.count("{number} attack", "{number} attacks", 1200) == "1,200 attacks"


def test_a_language_without_translation_speaks_english_with_its_own_numbers() -> None:
    french = language("fr")
    assert french.say("not recorded") == "not recorded"
    assert french.day(date(2013, 11, 30)) == "30 novembre 2013"
