"""From paragraphs to fields, on invented sentences."""

import pytest

from peaceops.direct.mandate import flag
from peaceops.direct.mandate.arabic import repair_arabic
from peaceops.direct.mandate.clause import read_clauses
from peaceops.direct.mandate.document import read_document
from peaceops.direct.mandate.strength import ceiling_of
from peaceops.direct.mandate.task_verb import task_verb
from peaceops.direct.mandate.term import term_of
from peaceops.direct.mandate.time_span import after
from peaceops.direct.mandate.verb import council_verbs, strength_of
from peaceops.domain.mandate import CLAUSE_FIELDS, Clause, FieldValue, Language
from tests.invented_mandate import ARABIC, ENGLISH, FRENCH


def clauses(text: str) -> dict[str, Clause]:
    mandate = read_clauses(read_document(text, name="x.txt"))
    return {clause.paragraph.id: clause for clause in mandate.clauses}


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("Decides to stay, and requests a report;", "en", ["decides", "requests"]),
        ("Strongly urges the two sides to talk;", "en", ["urges"]),
        ("Calls once again upon all to leave;", "en", ["calls upon"]),
        ("Acting under Chapter VII of the Charter, decides that all shall go;", "en", ["decides"]),
        ("Notes with appreciation the visit, and takes note of it;", "en", ["notes", "takes note"]),
        ("Requests the force to answer all requests and demands of the town;", "en", ["requests"]),
        ("Welcomes the group that calls for talks and its demands;", "en", ["welcomes"]),
        ("Reiterates its call for talks;", "en", ["reiterates"]),
        (
            "The Security Council welcomes the talks. The Council urges all to join.",
            "en",
            ["welcomes", "urges"],
        ),
        (
            "Le Conseil de sécurité salue la visite et prie le Secrétaire général de venir.",
            "fr",
            ["welcomes", "requests"],
        ),
        ("Prie le Secrétaire général de venir et décide de rester;", "fr", ["requests", "decides"]),
        (
            "Se félicite de la visite, et demande à tous de partir;",
            "fr",
            ["welcomes", "calls upon"],
        ),
        ("يقرر تمديد الولاية، ويطلب إلى الأمين العام أن يحضر؛", "ar", ["decides", "requests"]),
    ],
)
def test_verbs_of_the_council(text: str, language: Language, names: list[str]) -> None:
    assert [verb.name for verb in council_verbs(text, language)] == names


def test_a_call_repeated_is_as_strong_as_a_call() -> None:
    verbs = council_verbs("Reiterates its call for talks, and reiterates its concern;", "en")
    assert [strength_of(verb) for verb in verbs] == [3, 1]


@pytest.mark.parametrize(
    ("text", "language", "lemma"),
    [
        ("To protect the wells;", "en", "protect"),
        ("Providing seeds to the valley;", "en", "provide"),
        ("When necessary, and with the police, escort the convoys;", "en", "escort"),
        ("the progress of the talks,", "en", None),
        ("Support for the police", "en", None),
        ("Protection of the wells To guard the wells at night;", "en", "guard"),
        ("Faciliter le passage des convois;", "fr", "facilitate"),
        ("Mettre en œuvre le plan;", "fr", "implement"),
        ("حماية المدنيين في الوادي؛", "ar", "protect"),
    ],
)
def test_the_verb_of_an_item(text: str, language: Language, lemma: str | None) -> None:
    assert task_verb(text, language) == lemma


@pytest.mark.parametrize(
    ("text", "language", "numbers"),
    [
        (
            "Decides on a force of up to 8,500 military personnel, 120 observers and 640 police;",
            "en",
            {"military": 8500, "police": 640, "observers": 120},
        ),
        ("Decides to reduce the authorized strength by 400 troops;", "en", None),
        ("Decides to set the troop ceiling to 4,000 and withdraw 90 troops by May;", "en", None),
        ("Welcomes the arrival of the doctors in 2031;", "en", None),
        (
            "Décide que l'effectif autorisé comprendra 8 500 militaires et 640 policiers;",
            "fr",
            {"military": 8500, "police": 640},
        ),
    ],
)
def test_strengths_and_no_drawdown(
    text: str, language: Language, numbers: dict[str, int] | None
) -> None:
    found = ceiling_of(text, language)
    if "ceiling to 4,000" in text:
        assert found is not None
        assert found.numbers["military"] == 4000
    else:
        assert (found.numbers if found else None) == numbers


@pytest.mark.parametrize(
    ("text", "language", "expiry", "duration"),
    [
        ("Decides to extend the mandate of UNMITES until 30 April 2032;", "en", "2032-04-30", ""),
        ("Decides to establish UNMITES for a period of six months;", "en", "2031-09-03", "P6M"),
        (
            "Decides to extend the mandate for a further period of 12 months, until 31 May 2032;",
            "en",
            "2032-05-31",
            "P12M",
        ),
        ("Décide de proroger le mandat jusqu'au 30 avril 2032;", "fr", "2032-04-30", ""),
        ("يقرر تمديد ولاية البعثة حتى 30 نيسان/أبريل 2032؛", "ar", "2032-04-30", ""),
    ],
)
def test_terms(text: str, language: Language, expiry: str, duration: str) -> None:
    term = term_of(text, language, adopted="2031-03-03")
    assert term is not None
    assert (term.expiry, term.duration) == (expiry, duration)
    assert term.words


@pytest.mark.parametrize(
    "text",
    [
        "Requests the Secretary-General to report no later than 30 April 2032;",
        "Decides to set the troop ceiling to 4,140 until 15 May 2032;",
        "Welcomes the plan to hold elections until 30 April 2032;",
    ],
)
def test_not_every_date_is_a_term(text: str) -> None:
    assert term_of(text, "en", adopted="2031-03-03") is None


def test_a_period_from_the_end_of_a_month_stays_in_it() -> None:
    assert after("2031-08-31", "P6M") == "2032-02-29"
    assert after("2031-01-10", "P2W") == "2031-01-24"


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (
            flag.use_of_force,
            "Authorizes it to use all necessary means to carry out its mandate",
            True,
        ),
        (flag.use_of_force, "Requests him to take the necessary measures on zero tolerance", False),
        (flag.conditional, "To train the police, as conditions permit;", True),
        (flag.conditional, "To train the police, as appropriate and if necessary;", False),
        (flag.priority, "shall focus on the following priority tasks:", True),
        (flag.priority, "in line with national priorities;", False),
        (flag.host_responsibility, "the Government bears the primary responsibility to act", True),
        (
            flag.host_responsibility,
            "the Council's primary responsibility for the maintenance of international peace",
            False,
        ),
        (
            flag.links_protection_to_politics,
            "To use good offices in support of the mission's protection strategy;",
            True,
        ),
        (
            flag.links_protection_to_politics,
            "Welcomes progress on protection of civilians, on roads, on dialogue, on wells;",
            False,
        ),
    ],
)
def test_flags(read: object, text: str, value: bool) -> None:
    assert callable(read)
    found = read(text, "en")
    assert found.value is value
    if value:
        assert found.words


@pytest.mark.parametrize("text", [ENGLISH, FRENCH, ARABIC])
def test_every_field_of_every_paragraph_is_read_and_has_a_confidence(text: str) -> None:
    for clause in clauses(text).values():
        assert set(clause.readings) == set(CLAUSE_FIELDS)
        assert all(0 <= reading.confidence <= 1 for reading in clause.readings.values())


def test_words_of_a_value_stand_in_the_text() -> None:
    for clause in clauses(ENGLISH).values():
        if clause.paragraph.parent is not None:
            continue
        for field in ("categories", "use_of_force", "priority", "conditional", "verbs"):
            for words in clause.readings[field].words:
                assert words in clause.paragraph.text


@pytest.mark.parametrize(
    ("paragraph", "field", "value"),
    [
        ("1", "expiry", "2032-04-30"),
        ("1", "addressee", ("mission",)),
        ("2", "addressee", ("sg",)),
        ("3", "ceiling", {"military": 8500, "police": 640, "observers": 120}),
        ("4", "use_of_force", True),
        ("4(a)(i)", "use_of_force", True),
        ("4(a)(i)", "priority", True),
        ("4(a)(i)", "verbs", ("authorizes",)),
        ("4(a)(i)", "verb_inherited", True),
        ("4(a)(i)", "poc_tier", "II"),
        ("4(a)(i)", "host_state_responsibility", True),
        ("4(a)(i)", "scale", "tactical"),
        ("4(a)(i)", "modality", "secure"),
        ("4(a)(ii)", "links_poc_to_politics", True),
        ("4(a)(ii)", "poc_tier", "I"),
        ("4(a)", "poc_tier", None),
        ("4(c)-2", "conditional", True),
        ("4(c)-1", "conditional", False),
        ("6", "addressee", ("parties",)),
        ("6", "strength", 3),
        ("7", "category", "formal"),
        ("7", "addressee", ("council",)),
        ("7", "use_of_force", False),
    ],
)
def test_fields_of_the_english_text(paragraph: str, field: str, value: FieldValue) -> None:
    assert clauses(ENGLISH)[paragraph].value(field) == value


@pytest.mark.parametrize("text", [ENGLISH, FRENCH, ARABIC])
def test_the_three_languages_say_the_same(text: str) -> None:
    found = clauses(text)
    first = next(iter(one for one in found.values() if one.paragraph.id == "1"))
    assert first.value("verbs") == ("decides",)
    assert first.value("expiry") == "2032-04-30"
    assert first.value("category") == "mandate_term"
    force = [one.paragraph.id for one in found.values() if one.value("use_of_force")]
    assert force
    assert all(paragraph.startswith(("3", "4")) for paragraph in force)
    protects = [one for one in found.values() if "poc_physical" in str(one.value("task_codes"))]
    assert protects
    last = [one for one in found.values() if one.value("category") == "formal"]
    assert len(last) == 1


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("األمن", "الأمن"),
        ("اإلنسان", "الإنسان"),
        ("واألمين", "والأمين"),
        ("االتفاق", "الاتفاق"),
        ("السالم", "السلام"),
        ("ﻻ", "لا"),
        ("مجلس )األمن( في المدينة", "مجلس (الأمن) في المدينة"),
    ],
)
def test_arabic_from_pages_is_repaired(broken: str, whole: str) -> None:
    assert repair_arabic(broken) == whole


@pytest.mark.parametrize("text", ["الأمن والسلام", "مجلس الأمن (2031)", "plain (English) text"])
def test_sound_text_is_left_alone(text: str) -> None:
    assert repair_arabic(text) == text
