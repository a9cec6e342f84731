"""Every sentence of the products waits for translation; numbers are written as readers expect."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from tools.gather_sentences import gathered, said_in_code, said_in_page

from peaceops.data import path
from peaceops.disseminate.language import language

ENGLISH = language("en")
TRANSLATED = sorted(file.stem for file in path("locale").glob("*.po"))
NAME = re.compile(r"\{[^}]*\}")


def read(file: Path, code: str | None = None) -> Catalog:
    return read_po(BytesIO(file.read_bytes()), locale=code)


def test_the_catalogue_holds_every_sentence() -> None:
    known = {message.id for message in read(path("locale") / "peaceops.pot") if message.id}
    assert {message.id for message in gathered() if message.id} == known, "run `make catalogue`"


def test_sentences_are_found_wherever_they_are_said() -> None:
    page = """<h1>{% say "Sign in" %}</h1>{% if x %}{% say "Hello {name}" name=y %}{% endif %}"""
    assert list(said_in_page(page)) == ["Sign in", "Hello {name}"]
    code = """f"## {words.say('Ends')}", words.say("All {n}", n=x.count("x")), w.count("a", "b")"""
    assert sorted(map(str, said_in_code(code))) == ["('a', 'b')", "All {n}", "Ends"]


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_sentence_is_translated_with_all_its_names(code: str) -> None:
    translated = read(path("locale") / f"{code}.po", code)
    there = {message.id: message for message in translated if message.id}
    wanted = [message.id for message in read(path("locale") / "peaceops.pot") if message.id]
    assert set(there) == set(wanted), "run `make catalogue`"
    assert [one for one in wanted if not whole(there[one], translated.num_plurals)] == []


def whole(message: Message, forms: int) -> bool:
    """Tell whether a sentence, or each of its forms by number, is there and names the same."""
    if isinstance(message.id, str):
        text = str(message.string or "")
        return bool(text) and names(text) == names(message.id)
    wanted = names(message.id[1])
    given = [names(form) for form in message.string or () if form]
    # Where the form itself tells one or two, the number may go unsaid.
    return len(given) == forms and all(wanted - {"{number}"} <= one <= wanted for one in given)


def names(sentence: str) -> set[str]:
    return set(NAME.findall(sentence))


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


def test_french_and_arabic_write_numbers_and_dates_their_own_way() -> None:
    french, arabic = language("fr"), language("ar")
    assert french.percent(0.62) == "62\u00a0%"
    assert french.day(date(2013, 11, 1)) == "1er novembre 2013"
    assert french.day(date(2013, 11, 11)) == "11 novembre 2013"
    assert french.number(1076474) == "1\u202f076\u202f474"
    assert arabic.number(1076474) == "1,076,474"
    assert arabic.day(date(2013, 11, 30)) == "30 نوفمبر 2013"


def test_a_language_without_translation_speaks_english_with_its_own_numbers() -> None:
    swedish = language("sv")
    assert swedish.say("not recorded") == "not recorded"
    assert swedish.day(date(2013, 11, 30)) == "30 november 2013"
