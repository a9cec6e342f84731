"""Plain text in whatever encoding it came."""

import codecs

from charset_normalizer import from_bytes

from peaceops.domain.error import PeaceopsError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MOST_CONTROLS = 0.02


def text_of(content: bytes, where: str) -> str:
    """Decode a text: by its mark, as UTF-8, or as the encoding that fits best.

    Raises:
        PeaceopsError: it is no text.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decode(content, encoding, where)
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1a" for byte in content[:65536])
    if controls > _MOST_CONTROLS * min(len(content), 65536):
        raise PeaceopsError(
            "is not a text", where=where, remedy="give PDF, DOCX, HTML or plain text"
        )
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        best = from_bytes(content).best()
        if best is None:
            raise PeaceopsError("its encoding can not be told", where=where) from None
        return str(best)


def _decode(content: bytes, encoding: str, where: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise PeaceopsError(f"is not {encoding.upper()} as it says", where=where) from error
