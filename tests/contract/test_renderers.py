"""The contract of renderers: each says all that the brief says, alike on every machine."""

import ctypes
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any, get_args

import msgspec
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from docx import Document
from docx.oxml.ns import qn

from peaceops.disseminate.briefing.content import (
    Block,
    Brief,
    Bullets,
    Cell,
    Column,
    Figure,
    Heading,
    Notice,
    Paragraph,
    Section,
    Table,
)
from peaceops.disseminate.briefing.html import render_html
from peaceops.disseminate.briefing.pdf import render_pdf
from peaceops.disseminate.briefing.word import render_word
from peaceops.disseminate.picture import Picture, sparkline

Render = Callable[[Brief], bytes]

DRAWING = Picture(
    svg='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20" width="60" height="20">'
    '<rect width="60" height="20" fill="#cf3b26"/>'
    '<text x="4" y="14" font-family="Noto Sans" font-size="9">drawn</text></svg>',
    alternative='A red bar, "wide" & <flat>',
    width=0.5,
)

BRIEF = Brief(
    title="Tessaly: outlook <for> civilians & “others”",
    subtitle="As of 31 December 2015 · for January to March 2016",
    marking="INTERNAL · outlook, not a warning · “R&D” <only>",
    language="en",
    as_of="2015-12-31",
    sections=(
        Section(
            "The joint page",
            (
                Notice('Made <b>afterwards</b> from data published later & "corrected".'),
                Paragraph("Préau‑sur‑Lys – the gravest: 27 % (1 in 4).", lead=True),
                Paragraph("# no heading, *no* emphasis, $no$ sum, [no] link, \\no escape, _none_."),
                Heading("What we do not know’s extent"),
                Bullets(("“First” <item>", "second & last; a=b", "third: {{ brief }} {% none %}")),
            ),
        ),
        Section(
            "Ten areas & more",
            (
                Table(
                    caption="Deaths, “best” estimate <persons>",
                    columns=(
                        Column("Area & unit", 3.0),
                        Column("p > 1 <per cent>", 1.0, "right"),
                        Column("Record", 1.0),
                    ),
                    rows=(
                        (
                            Cell("Orvaly <market>", ("Orvaly district, West", "population & more")),
                            Cell("31 %"),
                            Cell(picture=sparkline((0, 3, 1), "Deaths & “months”")),
                        ),
                        (Cell("Tiré"), Cell("under 1 %", ("–",)), Cell(lines=("not recorded",))),
                    ),
                    note='Hostile "text" & <script>alert(1)</script> stays text.',
                ),
                Table("", (Column("Alone", 1.0),), ((Cell("By itself"),),)),
                Figure(DRAWING, "Where “it” is < 5 % & hatched"),
            ),
            new_page=True,
        ),
    ),
)

NOT_SHOWN = {"svg", "type", "align", "language", "as_of", "alternative"}
"""Fields of the content that steer how it is drawn, or are said in place of a picture."""


def strings(value: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """Return every text of the content with the name of its field, whatever its kind of block."""
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from strings(inner, name)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner, field)


def said(brief: Brief, *fields: str) -> list[str]:
    """Return the texts that are shown; or those of the named fields."""
    found = strings(msgspec.to_builtins(brief))
    return [
        text
        for field, text in found
        if text and (field in fields if fields else field not in NOT_SHOWN)
    ]


def bare(text: str) -> str:
    """Drop white space and hyphens: where a line breaks is no part of what is said."""
    return re.sub(r"[\s\u00ad\ufffe\u2010\u2011-]+", "", text)


class Page(HTMLParser):
    """Collect the text, tags and attributes of an HTML page."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._style = False
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._style |= tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._style &= tag != "style"

    def handle_data(self, data: str) -> None:
        self.text += "" if self._style else data

    def values(self, attribute: str) -> list[str]:
        return [held[attribute] or "" for _, held in self.tags if attribute in held]


def pdf_pages(document: bytes) -> list[str]:
    with pypdfium2.PdfDocument(document) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


def word_parts(document: bytes) -> list[str]:
    """Return the texts of the body (tables included), in order, and of the header."""
    word = Document(io.BytesIO(document))
    roots = (word.element.body, *(section.header._element for section in word.sections))
    return [
        "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        for root in roots
        for paragraph in root.iter(qn("w:p"))
    ]


RENDERERS: dict[str, tuple[Render, Callable[[bytes], str]]] = {
    "html": (render_html, lambda document: Page(document).text),
    "pdf": (render_pdf, lambda document: "".join(pdf_pages(document))),
    "word": (render_word, lambda document: "".join(word_parts(document))),
}


@pytest.fixture(scope="module")
def documents() -> dict[str, bytes]:
    return {name: render(BRIEF) for name, (render, _) in RENDERERS.items()}


def test_the_brief_holds_every_kind_of_block() -> None:
    held = {type(block) for section in BRIEF.sections for block in section.blocks}
    assert held == set(get_args(Block))


@pytest.mark.parametrize("name", RENDERERS)
def test_everything_is_said(documents: dict[str, bytes], name: str) -> None:
    shown = bare(RENDERERS[name][1](documents[name]))
    assert len(said(BRIEF)) == 28
    assert [text for text in said(BRIEF) if bare(text) not in shown] == []


@pytest.mark.parametrize("name", RENDERERS)
def test_the_order_of_reading_is_that_of_the_brief(documents: dict[str, bytes], name: str) -> None:
    shown = bare(RENDERERS[name][1](documents[name]))
    places = [shown.index(bare(words)) for words in ("Made <b>", "the gravest", "“First”", "31 %")]
    assert places == sorted(places)


@pytest.mark.parametrize("name", RENDERERS)
def test_the_same_brief_gives_the_same_bytes(documents: dict[str, bytes], name: str) -> None:
    assert RENDERERS[name][0](BRIEF) == documents[name]


@pytest.mark.parametrize("name", RENDERERS)
def test_another_brief_gives_other_bytes(documents: dict[str, bytes], name: str) -> None:
    other = msgspec.structs.replace(BRIEF, subtitle="As of another day")
    assert RENDERERS[name][0](other) != documents[name]


def test_html_needs_no_network(documents: dict[str, bytes]) -> None:
    page = Page(documents["html"])
    links = [*page.values("src"), *page.values("href"), *page.values("xlink:href")]
    assert [link for link in links if not link.startswith(("#", "data:"))] == []
    assert not {"script", "link", "iframe", "img", "object", "base"} & {tag for tag, _ in page.tags}
    assert b"@import" not in documents["html"]
    assert b"url(" not in documents["html"]
    policies = [
        held["content"] or ""
        for tag, held in page.tags
        if tag == "meta" and held.get("http-equiv") == "Content-Security-Policy"
    ]
    assert len(policies) == 1
    assert "default-src 'none'" in policies[0]
    assert "script-src" not in policies[0]
    assert "http" not in policies[0]


def test_html_pictures_and_tables_can_be_heard(documents: dict[str, bytes]) -> None:
    page = Page(documents["html"])
    assert set(said(BRIEF, "alternative")) <= set(page.values("aria-label"))
    headings = [held for tag, held in page.tags if tag == "th"]
    assert headings
    assert all(held["scope"] == "col" for held in headings)
    assert page.tags.count(("html", {"lang": "en", "dir": "ltr"})) == 1


def test_pdf_is_tagged_titled_and_marked_on_every_page(documents: dict[str, bytes]) -> None:
    with pypdfium2.PdfDocument(documents["pdf"]) as pdf:
        assert pdf.is_tagged()
        assert pdf.get_metadata_value("Title") == BRIEF.title
        assert pdf.get_metadata_value("CreationDate").startswith("D:20151231")
    pages = pdf_pages(documents["pdf"])
    assert len(pages) > 1
    assert all(bare(BRIEF.marking) in bare(page) for page in pages)
    for number, page in enumerate(pages, start=1):
        assert bare(f"{number} / {len(pages)}") in bare(page)


def test_pdf_pictures_can_be_heard(documents: dict[str, bytes]) -> None:
    with pypdfium2.PdfDocument(documents["pdf"]) as pdf:
        heard = {text for page in pdf for text in alternatives(page)}
    assert set(said(BRIEF, "alternative")) <= heard


def alternatives(page: pypdfium2.PdfPage) -> Iterator[str]:
    """Return the texts that stand in place of pictures in the tags of a page."""
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    try:
        open_elements = [
            pdfium.FPDF_StructTree_GetChildAtIndex(tree, place)
            for place in range(pdfium.FPDF_StructTree_CountChildren(tree))
        ]
        while open_elements:
            element = open_elements.pop()
            if not element:
                continue
            size = pdfium.FPDF_StructElement_GetAltText(element, None, 0)
            if size > 2:
                buffer = ctypes.create_string_buffer(size)
                pdfium.FPDF_StructElement_GetAltText(element, buffer, size)
                yield buffer.raw.decode("utf-16-le").rstrip("\0")
            open_elements += [
                pdfium.FPDF_StructElement_GetChildAtIndex(element, place)
                for place in range(pdfium.FPDF_StructElement_CountChildren(element))
            ]
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def fonts(document: bytes) -> set[tuple[str, bool]]:
    """Return the fonts of all texts of a PDF, and whether each is embedded."""
    found = set()
    with pypdfium2.PdfDocument(document) as pdf:
        for page in pdf:
            for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
                font = pdfium.FPDFTextObj_GetFont(drawn)
                size = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
                name = ctypes.create_string_buffer(size)
                pdfium.FPDFFont_GetBaseFontName(font, name, size)
                found.add((name.value.decode(), pdfium.FPDFFont_GetIsEmbedded(font) == 1))
    return found


def test_pdf_embeds_the_vendored_fonts_and_no_others(documents: dict[str, bytes]) -> None:
    found = fonts(documents["pdf"])
    assert found
    assert [font for font in found if "Noto" not in font[0] or not font[1]] == []


def test_word_is_marked_titled_and_dated_by_the_brief(documents: dict[str, bytes]) -> None:
    word = Document(io.BytesIO(documents["word"]))
    assert [section.header.paragraphs[0].text for section in word.sections] == [BRIEF.marking]
    about = word.core_properties
    assert (about.title, about.language) == (BRIEF.title, "en")
    assert about.created.date().isoformat() == BRIEF.as_of
    assert about.modified.date().isoformat() == BRIEF.as_of
    described = {item.get("descr") for item in word.element.body.iter(qn("wp:docPr"))}
    assert described == set(said(BRIEF, "alternative"))
    tables = [table for table in word.tables if len(table.rows) > 1]
    assert len(tables) == 2
    assert all(list(table.rows[0]._tr.iter(qn("w:tblHeader"))) for table in tables)


def test_word_members_carry_no_clock(documents: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(documents["word"])) as members:
        assert {member.date_time for member in members.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert members.testzip() is None


def test_a_letter_that_no_vendored_font_has_is_no_hindrance() -> None:
    """Names come from the user's data, in any script; a brief must come out all the same."""
    section = Section("Ge’ez", (Paragraph("መቐለ ≥ 1"),))
    document = render_pdf(msgspec.structs.replace(BRIEF, sections=(section,)))
    assert len(pdf_pages(document)) == 1


ARABIC = msgspec.structs.replace(
    BRIEF,
    language="ar",
    title="تساليا: توقعات للمدنيين",
    subtitle="حتى 31 كانون الأول",
    sections=(
        Section("الصفحة المشتركة", (Paragraph("لا يعرف", lead=True), Bullets(("أول", "ثان")))),
        Section("المناطق", (Table("", (Column("منطقة", 2.0), Column("وفيات", 1.0, "right")), ()),)),
    ),
)


def test_arabic_runs_from_right_to_left_in_html() -> None:
    document = render_html(ARABIC)
    page = Page(document)
    assert page.tags.count(("html", {"lang": "ar", "dir": "rtl"})) == 1
    assert page.values("dir") == ["rtl"]
    assert [text for text in said(ARABIC) if bare(text) not in bare(page.text)] == []
    styles = document.decode().partition("</style>")[0]
    assert not re.search(r"(margin|padding|border)-(left|right)|text-align: ?(left|right)", styles)


def test_arabic_runs_from_right_to_left_in_pdf() -> None:
    """Its first heading ends at the right margin, in an embedded font that has the letters."""
    document = render_pdf(ARABIC)
    assert any("Arabic" in name and embedded for name, embedded in fonts(document))
    assert all("Noto" in name for name, _ in fonts(document))
    with pypdfium2.PdfDocument(document) as pdf:
        page = pdf[0]
        width = page.get_width()
        rights = [
            item.get_bounds()[2] for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])
        ]
    assert max(rights) == pytest.approx(width - 13 / 25.4 * 72, abs=6)


def test_arabic_is_said_in_word() -> None:
    shown = bare("".join(word_parts(render_word(ARABIC))))
    assert [text for text in said(ARABIC) if bare(text) not in shown] == []


def test_arabic_runs_from_right_to_left_in_word() -> None:
    with zipfile.ZipFile(io.BytesIO(render_word(ARABIC))) as members:
        assert b"<w:bidi" in members.read("word/document.xml") + members.read("word/styles.xml")
