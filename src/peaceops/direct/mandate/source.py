"""The text of a file, whatever its kind: PDF, Word, HTML or plain text; or one clear error."""

from collections.abc import Callable
from pathlib import Path

from peaceops.direct.mandate import pdf, plain_text, web_page
from peaceops.domain.error import PeaceopsError

LARGEST_MB = 60
_OTHER_KINDS: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file (or one under a password)", "save it as DOCX without a password, or as PDF"),
    (b"{\\rtf", "an RTF file", "save it as DOCX or PDF"),
    (b"\x89PNG", "a picture", "give the document itself, or recognise its text first"),
    (b"\xff\xd8\xff", "a picture", "give the document itself, or recognise its text first"),
    (b"GIF8", "a picture", "give the document itself, or recognise its text first"),
    (b"II*\x00", "a picture", "give the document itself, or recognise its text first"),
    (b"MM\x00*", "a picture", "give the document itself, or recognise its text first"),
    (b"\x1f\x8b", "a compressed file", "unpack it first"),
    (b"7z\xbc\xaf", "a compressed file", "unpack it first"),
    (b"PAR1", "a table in Parquet", "give a text"),
)  # fmt: skip


def read_text(file: Path) -> str:
    """Return the raw text of a file, pages parted by form feeds.

    Raises:
        PeaceopsError: it is missing, empty, too large, of another kind, under a password, cut
            short, scanned without text, or has more pages than any resolution.
    """
    where = str(file)
    if file.is_dir():
        raise PeaceopsError("is a folder", where=where, remedy="name the files in it")
    try:
        content = file.read_bytes()
    except FileNotFoundError as error:
        raise PeaceopsError("no such file", where=where) from error
    except OSError as error:
        raise PeaceopsError(f"can not be read: {error.strerror}", where=where) from error
    if not content.strip():
        raise PeaceopsError("the file is empty", where=where)
    if len(content) > LARGEST_MB * 1024 * 1024:
        raise PeaceopsError(
            f"larger than {LARGEST_MB} MB", where=where, remedy="cut out the document's own pages"
        )
    text = _reader(content, file)(content, where)
    if not text.strip():
        raise PeaceopsError("there is no text in it", where=where)
    return text


def _reader(content: bytes, file: Path) -> Callable[[bytes, str], str]:
    head = content[:1024].lstrip()
    for magic, kind, remedy in _OTHER_KINDS:
        if content.startswith(magic):
            raise PeaceopsError(f"is {kind}", where=str(file), remedy=remedy)
    if b"%PDF-" in content[:1024]:
        return pdf.text_of
    if content.startswith(b"PK"):
        return _zipped(content, file)
    if head[:15].lower().startswith((b"<!doctype html", b"<html")) or (
        file.suffix.lower() in {".html", ".htm", ".xhtml"} and b"<" in head
    ):
        return web_page.text_of
    if file.suffix.lower() == ".pdf":
        raise PeaceopsError("is not a PDF, whatever its name says", where=str(file))
    if file.suffix.lower() == ".docx":
        raise PeaceopsError("is not a Word file, whatever its name says", where=str(file))
    return plain_text.text_of


def _zipped(content: bytes, file: Path) -> Callable[[bytes, str], str]:
    if b"word/" in content or file.suffix.lower() == ".docx":
        from peaceops.direct.mandate import word  # noqa: PLC0415 - slow to load, seldom needed

        return word.text_of
    raise PeaceopsError(
        "is a compressed file or another office document",
        where=str(file),
        remedy="give PDF, DOCX, HTML or plain text",
    )
