"""From lines to paragraphs, on invented texts."""

import pytest

from peaceops.direct.mandate.document import read_document
from peaceops.domain.mandate import Document, DocumentKind, Part
from tests.invented_mandate import (
    ARABIC,
    ARABIC_IDS,
    ENGLISH,
    ENGLISH_IDS,
    FRENCH,
    FRENCH_IDS,
)


def operative(document: Document) -> dict[str, str]:
    return {one.id: one.text for one in document.paragraphs if one.part is Part.OPERATIVE}


def resolution(*rows: str) -> Document:
    return read_document("\n".join(["The Security Council,", *rows]), name="draft.txt")


@pytest.mark.parametrize(
    ("text", "ids", "language"),
    [(ENGLISH, ENGLISH_IDS, "en"), (FRENCH, FRENCH_IDS, "fr"), (ARABIC, ARABIC_IDS, "ar")],
)
def test_ids_are_those_of_the_codebook(text: str, ids: list[str], language: str) -> None:
    document = read_document(text, name="x.txt")
    assert list(operative(document)) == ids
    assert document.language == language
    assert document.faults == ()
    assert document.symbol == "S/RES/9901 (2031)"
    assert document.adopted == "2031-03-03"
    assert document.kind is DocumentKind.RESOLUTION
    assert [one.id for one in document.paragraphs if one.part is Part.PREAMBLE] == [
        "pp1",
        "pp2",
        "pp3",
    ]


def test_pages_leave_no_trace_in_a_paragraph() -> None:
    document = read_document(ENGLISH, name="x.txt")
    preamble = next(one for one in document.paragraphs if one.id == "pp2")
    assert preamble.text.endswith("the villages of the northern valley,")
    assert {"31-12345 (E)", "2/4", "4/4", "31-12345"} <= set(document.dropped)


def test_two_paragraphs_on_a_line_are_parted() -> None:
    found = operative(read_document(ENGLISH, name="x.txt"))
    assert found["1"].endswith("until 30 April 2032;")
    assert found["2"].startswith("Welcomes the talks")


def test_a_broken_word_is_joined_and_keeps_a_hyphen_of_its_own() -> None:
    found = operative(read_document(ENGLISH, name="x.txt"))
    assert "down-stream councils" in found["4(b)"]
    joined = resolution(
        "1. Requests the commit-", "tee to meet, and notes that the committee met in May;"
    )
    assert "the committee to meet" in operative(joined)["1"]


def test_a_task_without_a_letter_belongs_to_the_heading_before_it() -> None:
    found = operative(read_document(ENGLISH, name="x.txt"))
    assert found["4(b)"].startswith("Early warning To run a mission-wide")


def test_headings_are_no_items_and_are_kept() -> None:
    document = read_document(ENGLISH, name="x.txt")
    headings = {one.id: one.heading for one in document.paragraphs}
    assert headings["1"] == "Mandate"
    assert headings["7"] == "Final provisions"
    assert "Final provisions" not in " ".join(operative(document).values())


def test_an_annex_is_apart() -> None:
    document = read_document(ENGLISH, name="x.txt")
    annex = [one for one in document.paragraphs if one.part is Part.ANNEX]
    assert [one.id for one in annex] == ["annex-1"]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("(j) to watch;", "8(i)"),
        ("(ii) to watch;", "8(h)(i)"),
    ],
)
def test_i_after_h_is_told_by_what_follows(after: str, expected: str) -> None:
    letters = [f"({letter}) to do the {letter} thing;" for letter in "abcdefgh"]
    document = resolution(
        *(f"{number}. Decides that;" for number in range(1, 8)),
        "8. Decides as follows:",
        *letters,
        "(i) to look;",
        after,
        "9. Decides to remain seized of the matter.",
    )
    assert expected in operative(document)


def test_letters_may_stand_under_roman_numbers() -> None:
    document = resolution(
        "1. Decides that:", "(i) the force shall:", "(a) stay;", "(b) watch;", "(ii) end;"
    )
    assert list(operative(document)) == ["1", "1(i)", "1(i)(a)", "1(i)(b)", "1(ii)"]


def test_arabic_texts_number_below_letters_in_quotes() -> None:
    rows = (
        "إن مجلس الأمن،",
        "إذ يشير إلى قراراته السابقة،",
        "١ - يقرر أن تشمل ولاية البعثة ما يلي:",
        "(أ) حماية المدنيين:",
        "’١‘ تسيير الدوريات؛",
        "’٢‘ إقامة شبكة للإنذار المبكر؛",
        "(ب) تيسير الحوار؛",
        "٢ - يقرر أن يبقي المسألة قيد نظره.",
    )
    document = read_document("\n".join(rows), name="x.txt")
    assert list(operative(document)) == ["1", "1(a)", "1(a)(i)", "1(a)(ii)", "1(b)", "2"]


def test_numbers_in_running_text_are_not_parted() -> None:
    document = resolution(
        "1. Decides to take steps, including (i) patrols, (ii) posts, and (iii) talks;",
        "2. Decides to remain seized of the matter.",
    )
    assert list(operative(document)) == ["1", "2"]


def test_a_missing_number_is_reported() -> None:
    document = resolution("1. Decides to stay;", "3. Decides to remain seized of the matter.")
    assert list(operative(document)) == ["1", "3"]
    assert [fault.reason for fault in document.faults] == ["paragraph 2 was not found in the text"]


def test_a_number_that_follows_from_its_neighbours_is_given_but_not_sure() -> None:
    document = resolution(
        "1. Decides to stay;",
        "Requests the Secretary-General to report in May;",
        "3. Decides to remain seized of the matter.",
    )
    found = {one.id: one.sure for one in document.paragraphs}
    assert found == {"1": True, "2": False, "3": True}
    assert any("neighbours" in fault.reason for fault in document.faults)


def test_a_text_without_numbers_is_read_and_reported() -> None:
    document = resolution(
        "Recalling its resolutions on Tessaly,",
        "Calls upon the parties to begin talks at Orvaly at once;",
        "Decides to remain seized of the matter.",
    )
    assert list(operative(document)) == ["u1", "u2"]
    assert sum("without a number" in fault.reason for fault in document.faults) == 2


def test_an_item_out_of_order_stays_where_it_is_and_is_reported() -> None:
    document = resolution("1. Decides that:", "(a) one shall go;", "(d) four shall stay;")
    assert list(operative(document)) == ["1", "1(a)"]
    assert "(d) four shall stay;" in operative(document)["1(a)"]
    assert "does not follow" in document.faults[0].reason


def test_a_report_has_numbered_paragraphs_too() -> None:
    text = (
        "Report of the Secretary-General on Tessaly\n\nI. Introduction\n"
        "1. The present report covers three months.\n2. The talks at Orvaly went on.\n"
    )
    document = read_document(text, name="report.txt")
    assert document.kind is DocumentKind.REPORT
    assert {"1", "2"} <= {one.id for one in document.paragraphs}


def test_arabic_and_english_may_stand_in_one_text() -> None:
    text = (
        "رسالة مؤرخة ٣ آذار/مارس ٢٠٣١ موجهة من الممثل الدائم لتيساليا\n\n"
        "أود أن أحيل إليكم طيه مذكرة عن حماية المدنيين في تيساليا وعن الحوار في أورفالي.\n\n"
        "The protection of people in Tessaly depends on the talks that were begun at Orvaly.\n"
    )
    document = read_document(text, name="letter.txt")
    assert {one.language for one in document.paragraphs} == {"ar", "en"}
    assert document.kind is DocumentKind.LETTER
