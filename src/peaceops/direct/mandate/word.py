"""Text of a Word file, with the numbers that Word adds when it shows the page."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.opc.exceptions import PackageNotFoundError

from peaceops.direct.mandate.marker import ROMANS, letter_name
from peaceops.domain.error import PeaceopsError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def text_of(content: bytes, where: str) -> str:
    """Return the body's paragraphs and table cells, one a line, with list numbers written out.

    Raises:
        PeaceopsError: the file is damaged, cut short or no Word document.
    """
    try:
        document = Document(io.BytesIO(content))
        return "\n".join(_lines(document))
    except (
        PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError, SyntaxError
    ) as error:  # fmt: skip
        raise PeaceopsError(
            "the Word file is damaged, cut short or of another kind",
            where=where,
            remedy="open and save it again as DOCX",
        ) from error


def _lines(document: Any) -> Iterator[str]:
    numbers = _Numbers(document)
    for paragraph in document.element.body.iter(f"{_W}p"):
        text = "".join(_runs(paragraph)).strip()
        marker = numbers.marker(paragraph)
        yield f"{marker} {text}".strip() if text else ""


def _runs(paragraph: Any) -> Iterator[str]:
    """Yield the words of a paragraph; deleted text and field codes are not among them."""
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen"):
        if node.tag == f"{_W}t":
            yield node.text or ""
        elif node.tag == f"{_W}br":
            yield "\n"
        elif node.tag == f"{_W}noBreakHyphen":
            yield "-"
        else:
            yield " "


class _Numbers:
    """Counters of Word's lists, by list and level."""

    def __init__(self, document: Any) -> None:
        self.levels: dict[str, dict[str, tuple[str, str, int]]] = {}
        self.abstract: dict[str, str] = {}
        self.counts: dict[tuple[str, int], int] = {}
        self.styles = document.styles.element
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        for abstract in root.iter(f"{_W}abstractNum"):
            self.levels[abstract.get(f"{_W}abstractNumId")] = {
                level.get(f"{_W}ilvl"): (
                    _value(level, "numFmt") or "decimal",
                    _value(level, "lvlText") or "",
                    int(_value(level, "start") or 1),
                )
                for level in abstract.iter(f"{_W}lvl")
            }
        for number in root.iter(f"{_W}num"):
            self.abstract[number.get(f"{_W}numId")] = _value(number, "abstractNumId") or ""

    def marker(self, paragraph: Any) -> str:
        """Return the number that Word shows before a paragraph, empty where it shows none."""
        found = self._numbering(paragraph)
        if found is None:
            return ""
        number, level = found
        table = self.levels.get(self.abstract.get(number, ""), {})
        if str(level) not in table:
            return ""
        shape, pattern, start = table[str(level)]
        key = self.abstract.get(number, number)
        self.counts[key, level] = self.counts.get((key, level), start - 1) + 1
        for deeper in [one for one in self.counts if one[0] == key and one[1] > level]:
            del self.counts[deeper]
        if shape == "bullet":
            return "-"
        if shape == "none":
            return ""
        for at in range(level + 1):
            other = table.get(str(at), (shape, "", 1))
            value = self.counts.get((key, at), other[2])
            pattern = pattern.replace(f"%{at + 1}", _written(value, other[0]))
        return pattern

    def _numbering(self, paragraph: Any) -> tuple[str, int] | None:
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return None
        numbering = properties.find(f"{_W}numPr")
        if numbering is None:
            style = _value(properties, "pStyle")
            numbering = self._of_style(style) if style else None
        if numbering is None:
            return None
        number = _value(numbering, "numId")
        if not number or number == "0":
            return None
        return number, int(_value(numbering, "ilvl") or 0)

    def _of_style(self, name: str) -> Any:
        for style in self.styles.iter(f"{_W}style"):
            if style.get(f"{_W}styleId") == name:
                return style.find(f"{_W}pPr/{_W}numPr")
        return None


def _value(node: Any, name: str) -> str | None:
    child = node.find(f"{_W}{name}")
    return None if child is None else child.get(f"{_W}val")


def _written(value: int, shape: str) -> str:
    if shape == "lowerLetter" and value <= 52:
        return letter_name(value)
    if shape == "lowerRoman" and value <= len(ROMANS):
        return ROMANS[value - 1]
    return str(value)
