"""Files of every kind, and bad ones: each is one clear line."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
import typst
from docx import Document

from peaceops.cli.main import main
from peaceops.data import path as data_path
from peaceops.direct.mandate.source import read_text
from peaceops.domain.error import BAD_INPUT, PeaceopsError
from peaceops.domain.mandate import Part
from peaceops.services.mandate import read_mandate
from tests.invented_mandate import ARABIC, ENGLISH, ENGLISH_IDS, FRENCH, FRENCH_IDS


def pdf_of(text: str, *, language: str = "en", pages: int = 1) -> bytes:
    """Set a text with a vendored font."""
    rows = "\n\n".join(_escaped(row) for row in text.splitlines() if row.strip())
    source = (
        f'#set text(lang: "{language}", font: ("Noto Sans", "Noto Sans Arabic"), size: 10pt)\n'
        "#set page(width: 16cm, height: 22cm)\n" + "\n#pagebreak()\n".join([rows] * pages)
    )
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[data_path("fonts")],
    )
    compiler = typst.Compiler(source.encode(), font_paths=fonts, ignore_system_fonts=True)
    found = compiler.compile(format="pdf")
    assert isinstance(found, bytes)
    return found


def _escaped(row: str) -> str:
    return "".join(f"\\{one}" if one in "#$*_`<>@=+-/[]~\\." else one for one in row)


def ids(file: Path) -> list[str]:
    return [
        clause.paragraph.id
        for clause in read_mandate(file).mandate.clauses
        if clause.paragraph.part is Part.OPERATIVE
    ]


@pytest.mark.parametrize(("text", "expected"), [(ENGLISH, ENGLISH_IDS), (FRENCH, FRENCH_IDS)])
def test_a_pdf_is_read(tmp_path: Path, text: str, expected: list[str]) -> None:
    file = tmp_path / "text.pdf"
    file.write_bytes(pdf_of(text))
    assert ids(file) == expected


def test_an_arabic_pdf_is_read(tmp_path: Path) -> None:
    file = tmp_path / "text.pdf"
    file.write_bytes(pdf_of(ARABIC, language="ar"))
    text = read_mandate(file).mandate.document
    assert text.language == "ar"
    assert {"1", "2", "3", "3(a)", "3(b)", "4", "5"} <= {one.id for one in text.paragraphs}


def test_a_word_file_is_read_with_the_numbers_word_adds(tmp_path: Path) -> None:
    document = Document()
    for row in ("The Security Council,", "Recalling its resolutions on Tessaly,"):
        document.add_paragraph(row)
    for row in ("Decides to stay;", "Requests the Secretary-General to report;"):
        document.add_paragraph(row, style="List Number")
    document.save(str(tmp_path / "text.docx"))
    assert ids(tmp_path / "text.docx") == ["1", "2"]


def test_a_page_is_read_with_the_numbers_of_its_lists(tmp_path: Path) -> None:
    page = (
        "<!doctype html><html><head><title>x</title><style>p{}</style></head><body>"
        "<nav>Menu</nav><p>The Security Council,</p><p>Recalling its resolutions,</p>"
        "<ol><li>Decides that:<ol type='a'><li>one shall go;</li><li>two shall stay;</li></ol></li>"
        "<li>Decides to remain seized of the matter.</li></ol></body></html>"
    )
    (tmp_path / "text.html").write_text(page, encoding="utf-8")
    assert ids(tmp_path / "text.html") == ["1", "1(a)", "1(b)", "2"]
    assert "Menu" not in read_text(tmp_path / "text.html")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_told(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "text.txt").write_bytes(FRENCH.replace("œ", "oe").encode(encoding))
    assert ids(tmp_path / "text.txt") == FRENCH_IDS


def _scanned() -> bytes:
    document = pypdfium2.PdfDocument.new()
    document.new_page(400, 600)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _many_pages() -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(500):
        document.new_page(100, 100)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


LOCKED = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
    b"4 0 obj<</Filter/Standard/V 1/R 2/Length 40/P -4/O("
    + b"x" * 32
    + b")/U("
    + b"y" * 32
    + b")>>"
    b"endobj\ntrailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]/Size 5>>\n%%EOF"
)
"""A page that asks for a password nobody has."""


def _truncated() -> bytes:
    return pdf_of(ENGLISH)[:900]


def _cut_late() -> bytes:
    whole = pdf_of(ENGLISH, pages=6)
    return whole[: int(0.9 * len(whole))]


def _zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as handle:
        handle.writestr("table.csv", "a,b")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.pdf", lambda: b"", "is empty"),
        ("blank.txt", lambda: b" \n \n", "is empty"),
        ("scanned.pdf", _scanned, "it looks scanned"),
        ("long.pdf", _many_pages, "500 pages"),
        ("locked.pdf", lambda: LOCKED, "password"),
        ("cut.pdf", _truncated, "damaged or cut short"),
        ("late.pdf", _cut_late, "damaged or cut short"),
        ("named.pdf", lambda: b"no page at all", "is not a PDF"),
        ("named.docx", lambda: b"no document", "is not a Word file"),
        ("broken.docx", lambda: b"PK\x03\x04word/" + b"x" * 50, "damaged, cut short"),
        ("table.zip", _zip, "compressed file"),
        ("old.doc", lambda: b"\xd0\xcf\x11\xe0" + b"x" * 50, "an old Word"),
        ("note.rtf", lambda: b"{\\rtf1 text}", "RTF"),
        ("photo.png", lambda: b"\x89PNG\r\n", "a picture"),
        ("noise.txt", lambda: bytes(range(32)) * 40, "is not a text"),
    ],
)
def test_a_bad_file_is_one_line(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    content: Callable[[], bytes],
    said: str,
) -> None:
    file = tmp_path / name
    file.write_bytes(content())
    with pytest.raises(PeaceopsError, match=said):
        read_text(file)
    with pytest.raises(SystemExit) as left:
        main(["mandate", "read", str(file)])
    out, err = capsys.readouterr()
    assert left.value.code == BAD_INPUT
    assert not out.strip()
    assert err.count("\n") == 1
    assert name in err


def test_a_missing_file_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["mandate", "read", str(tmp_path / "nowhere.pdf")])
    assert left.value.code == BAD_INPUT
    assert "no such file" in capsys.readouterr().err
