"""Files from outside, looked at before anything opens them: what they are, how large, what hides.

What a file is, its bytes say; its name must agree. Refused are programs in documents, archives that
unpack to far more than they are, and kinds of files that nobody needs as evidence.
"""

import gzip
import hashlib
import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePath

from peaceops.domain.error import PeaceopsError
from peaceops.domain.safe_text import text_fault

MOST_BYTES = 50 * 2**20
"""Of one file."""
MOST_UNPACKED = 500 * 2**20
"""Of everything in it."""
MOST_PARTS = 10_000
LONGEST_NAME = 200
_RATIO, _RATIO_FROM = 200, 10 * 2**20
"""From this size on, unpacked, it may not be so many times as large as packed."""
_STEP = 1 << 20

CSV, JSON, TEXT, XLSX, DOCX, ODS = (
    "text/csv",
    "application/json",
    "text/plain",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.spreadsheet",
)
_SUFFIXES = {
    ".csv": {CSV}, ".tsv": {CSV}, ".txt": {TEXT}, ".json": {JSON}, ".geojson": {JSON},
    ".gz": {"application/gzip"}, ".xlsx": {XLSX}, ".docx": {DOCX}, ".ods": {ODS},
    ".pdf": {"application/pdf"}, ".jpg": {"image/jpeg"}, ".jpeg": {"image/jpeg"},
    ".png": {"image/png"}, ".mp3": {"audio/mpeg"}, ".ogg": {"audio/ogg"}, ".wav": {"audio/wav"},
    ".m4a": {"video/mp4"}, ".mp4": {"video/mp4"}, ".parquet": {"application/vnd.apache.parquet"},
}  # fmt: skip
"""What may come, by how its name ends."""
TABLES = frozenset({CSV, TEXT, JSON, XLSX, ODS, "application/gzip",
                    "application/vnd.apache.parquet"})  # fmt: skip
"""What a list of items may stand in."""

_MARKS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", "application/pdf"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"PAR1", "application/vnd.apache.parquet"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (0, b"RIFF", "audio/wav"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\xd0\xcf\x11\xe0", "an old Office document, which may hold programs"),
    (0, b"MZ", "a program"),
    (0, b"\x7fELF", "a program"),
    (0, b"#!", "a program"),
)
_TEXT_MARKS = ((b"<!doctype html", "a web page"), (b"<html", "a web page"),
               (b"<svg", "a drawing that may hold programs"), (b"<?xml", "XML"))  # fmt: skip
_ACTIVE_PARTS = ("vbaproject.bin", "macrosheets/", "/activex/", "/embeddings/", "basic/script")


@dataclass(frozen=True)
class Upload:
    """A file that may be opened.

    Attributes:
        name: without a folder.
        media_type: as its bytes say.
        sha256: of the bytes, in hexadecimal.
        content: the bytes.
    """

    name: str
    media_type: str
    sha256: str
    content: bytes


def read_upload(path: Path) -> Upload:
    """Read a file of the disk as if it came from outside.

    Raises:
        PeaceopsError: it can not be read, or `check_upload` refuses it.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _too_large(path.name, path.stat().st_size)
        content = path.read_bytes()
    except OSError as error:
        raise PeaceopsError(
            f"can not be read: {error.strerror or error}", where=str(path)
        ) from None
    return check_upload(path.name, content)


def check_upload(name: str, content: bytes) -> Upload:
    """Say what a file is, or refuse it in one line.

    Args:
        name: as the sender gave it; folders in it are cut off.
        content: its bytes.

    Raises:
        PeaceopsError: empty, too large, of a kind not taken, other than its name says, with
            programs in it, or an archive that unpacks to too much.
    """
    plain = PurePath(name.replace("\\", "/")).name
    if not plain or len(plain) > LONGEST_NAME or text_fault(plain):
        raise PeaceopsError("a file without a readable name")
    if not content:
        raise PeaceopsError("the file is empty", where=plain)
    if len(content) > MOST_BYTES:
        raise _too_large(plain, len(content))
    wanted = _SUFFIXES.get(PurePath(plain).suffix.lower())
    if wanted is None:
        raise PeaceopsError(
            "files of this kind are not taken", where=plain, remedy=f"taken: {', '.join(_SUFFIXES)}"
        )
    found = _kind(plain, content)
    if found == TEXT and wanted & {CSV, JSON, TEXT}:
        found = next(iter(wanted))
    if found not in wanted:
        raise PeaceopsError(
            f"its name says {PurePath(plain).suffix.lower()}, its content is {found}", where=plain
        )
    if found == "application/gzip":
        _check_gzip(plain, content)
    return Upload(plain, found, hashlib.sha256(content).hexdigest(), content)


def _too_large(name: str, size: int) -> PeaceopsError:
    return PeaceopsError(
        f"{size / 2**20:.0f} MB, more than the {MOST_BYTES // 2**20} MB that are taken",
        where=name,
        remedy="part it, or send what matters of it",
    )


def _kind(name: str, content: bytes) -> str:
    if content.startswith(b"PK"):
        return _archive(name, content)
    for place, mark, kind in _MARKS:
        if content.startswith(mark, place):
            return kind
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for mark, kind in _TEXT_MARKS:
        if start.startswith(mark):
            return kind
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return (
        "neither text nor a kind of file that is known" if b"\0" in content and not utf16 else TEXT
    )


def _archive(name: str, content: bytes) -> str:
    """Return which office document an archive is, after going through all of its parts."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = [part.filename.lower() for part in parts]
            if any(mark in f"/{part}" for part in names for mark in _ACTIVE_PARTS):
                raise PeaceopsError(
                    "the document holds programs or other files inside it",
                    where=name,
                    remedy="save it without macros and embedded files",
                )
            _check_size(name, len(content), len(parts), sum(part.file_size for part in parts))
            unpacked = 0
            for part in parts:  # what the list at its end says need not be true
                with archive.open(part) as stream:
                    while some := stream.read(_STEP):
                        unpacked += len(some)
                        _check_size(name, len(content), len(parts), unpacked)
            types = archive.read("[Content_Types].xml") if "[content_types].xml" in names else b""
            mimetype = archive.read("mimetype") if "mimetype" in names else b""
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, KeyError,
            NotImplementedError, RuntimeError) as error:  # fmt: skip
        raise PeaceopsError(f"a broken archive: {error}", where=name) from None
    if b"macroenabled" in types.lower():
        raise PeaceopsError("the document holds programs (macros)", where=name)
    if any(part.startswith("xl/") for part in names):
        return XLSX
    if any(part.startswith("word/") for part in names):
        return DOCX
    return ODS if mimetype.decode("latin-1").strip() == ODS else "a ZIP archive"


def _check_size(name: str, packed: int, parts: int, unpacked: int) -> None:
    if (
        parts > MOST_PARTS
        or unpacked > MOST_UNPACKED
        or (unpacked > _RATIO_FROM and unpacked > packed * _RATIO)
    ):
        raise PeaceopsError(
            "the archive unpacks to far more than it is", where=name, remedy="send it unpacked"
        )


def _check_gzip(name: str, content: bytes) -> None:
    unpacked = 0
    try:
        with gzip.open(io.BytesIO(content)) as stream:
            while some := stream.read(_STEP):
                unpacked += len(some)
                _check_size(name, len(content), 1, unpacked)
    except (OSError, EOFError, zlib.error) as error:
        raise PeaceopsError(f"a broken archive: {error}", where=name) from None
