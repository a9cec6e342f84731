"""Files from outside: each that could do harm is refused in one line before anything opens it."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from peaceops.acquire.upload import DOCX, MOST_BYTES, XLSX, check_upload, read_upload
from peaceops.domain.error import PeaceopsError

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def office(parts: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def workbook(**more: bytes) -> bytes:
    parts = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}
    return office(parts | {name.replace("__", "/"): content for name, content in more.items()})


def refused(name: str, content: bytes) -> str:
    with pytest.raises(PeaceopsError) as error:
        check_upload(name, content)
    assert len(error.value.lines) == 1
    assert "\n" not in str(error.value)
    return str(error.value)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("log.xlsx", workbook(), XLSX),
        ("note.docx", office({"[Content_Types].xml": b"", "word/document.xml": b"x"}), DOCX),
        ("log.csv", b"a,b\n1,2\n", "text/csv"),
        ("answers.json", b"[]", "application/json"),
        ("photo.png", PNG, "image/png"),
        ("voice.ogg", b"OggS" + bytes(9), "audio/ogg"),
        ("log.csv", "a,b\nübel,2\n".encode("utf-16"), "text/csv"),
    ],
)
def test_what_may_come_is_known_by_its_bytes(name: str, content: bytes, kind: str) -> None:
    assert check_upload(name, content).media_type == kind


@pytest.mark.parametrize(
    "part", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml", "xl/activeX/a.bin",
             "xl/embeddings/object.bin"],
)  # fmt: skip
def test_a_workbook_with_programs_or_files_inside_is_refused(part: str) -> None:
    content = office({"xl/workbook.xml": b"", part: b"x"})
    assert "holds programs or other files inside" in refused("log.xlsx", content)


def test_a_workbook_that_says_macros_is_refused_even_without_the_part() -> None:
    types = b'<Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>'
    content = office({"[Content_Types].xml": types, "xl/workbook.xml": b""})
    assert "holds programs (macros)" in refused("log.xlsx", content)


def test_an_old_workbook_is_refused() -> None:
    assert "may hold programs" in refused("log.xlsx", b"\xd0\xcf\x11\xe0" + bytes(600))


def test_an_archive_that_unpacks_to_far_more_is_refused() -> None:
    bomb = office({"xl/workbook.xml": bytes(60 * 2**20)})
    assert len(bomb) < 2**20
    assert "unpacks to far more than it is" in refused("log.xlsx", bomb)


def test_an_archive_that_lies_about_its_size_is_refused() -> None:
    bomb = bytearray(office({"xl/workbook.xml": bytes(60 * 2**20)}))
    told = (60 * 2**20).to_bytes(4, "little")
    assert told in bomb
    lying = bytes(bomb).replace(told, (100).to_bytes(4, "little"))
    assert "archive" in refused("log.xlsx", lying)


def test_a_packed_text_that_unpacks_to_far_more_is_refused() -> None:
    bomb = gzip.compress(bytes(60 * 2**20))
    assert "unpacks to far more than it is" in refused("log.gz", bomb)


def test_a_file_of_200_mb_is_refused_without_being_read(tmp_path: Path) -> None:
    large = tmp_path / "log.csv"
    with large.open("wb") as stream:
        stream.truncate(200 * 2**20)
    with pytest.raises(PeaceopsError, match="200 MB, more than the 50 MB that are taken"):
        read_upload(large)
    assert "more than the 50 MB" in refused("log.csv", bytes(MOST_BYTES + 1))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("photo.jpg", PNG, "its name says .jpg, its content is image/png"),
        ("log.csv", PNG, "its name says .csv, its content is image/png"),
        ("photo.png", b"<html><script>", "its content is a web page"),
        ("drawing.svg", b"<svg/>", "files of this kind are not taken"),
        ("log.txt", b"<svg onload='x'/>", "its content is a drawing that may hold programs"),
        ("log.csv", b"MZ\x90\x00", "its content is a program"),
        ("log.csv", b"a\0b", "neither text nor"),
        ("log.xlsx", office({"a.txt": b"x"}), "its content is a ZIP archive"),
        ("log.xlsx", b"PK\x03\x04broken", "a broken archive"),
        ("log.exe", b"MZ", "files of this kind are not taken"),
        ("log.csv", b"", "the file is empty"),
        ("invoice\u202ecod.csv", b"a", "without a readable name"),
        ("..", b"a", "files of this kind are not taken"),
        ("", b"a", "without a readable name"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(name: str, content: bytes, words: str) -> None:
    assert words in refused(name, content)


def test_a_name_never_leads_into_another_folder() -> None:
    assert check_upload("../../etc/log.csv", b"a,b\n").name == "log.csv"
    assert check_upload(r"C:\secret\log.csv", b"a,b\n").name == "log.csv"
