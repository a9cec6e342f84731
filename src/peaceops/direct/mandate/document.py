"""From a raw text to a document: what kind it is, its symbol and date, and its paragraphs."""

import re

from peaceops.direct.mandate.language import language_of
from peaceops.direct.mandate.line import Body, body_of, clean_line
from peaceops.direct.mandate.opening import COUNCIL, COUNCIL_THEN_MORE
from peaceops.direct.mandate.segment import segment
from peaceops.direct.mandate.time_span import first_date
from peaceops.domain.mandate import Document, DocumentKind, Language, Paragraph

_RESOLUTION = re.compile(r"S/RES/\s?((?:EX-)?\d{1,4})\s?\((\d{4})\)")
_TITLE = re.compile(
    r"(?:Resolution|RESOLUTION|Résolution|RÉSOLUTION|القرار|قرار)\s+((?:EX-)?\d{1,4})\s?\((\d{4})\)"
)
_OTHER = re.compile(r"^((?:S|A)/(?:PRST/)?\d{2,4}/\d{1,4}(?:/Add\.\d+)?)\*?$", re.MULTILINE)
_STATEMENT = re.compile(
    r"S/PRST/|Statement by the President|Déclaration du Président|بيان من رئيس", re.IGNORECASE
)
_DRAFT = re.compile(r"draft resolution|projet de résolution|مشروع قرار", re.IGNORECASE)
_REPORT = re.compile(
    r"report of the Secretary-General|rapport du Secrétaire général|تقرير الأمين العام",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"concept (?:note|paper)|note de cadrage|مذكرة مفاهيمية|note conceptuelle", re.IGNORECASE
)
_LETTER = re.compile(r"letter dated|lettre datée|رسالة مؤرخة", re.IGNORECASE)
_NAME = re.compile(r"S-RES-(\d{1,4})-(\d{4})")
_FRONT_LINES = 120
_LANGUAGES: tuple[Language, ...] = ("en", "fr", "ar")


def read_document(raw: str, *, name: str) -> Document:
    """Cut a raw text into a document.

    Args:
        raw: the text as a file yields it.
        name: of the file, for messages; a resolution's number in it is used where the text
            states none.
    """
    body = body_of(raw)
    language, decides = _shape(body)
    front = _front(raw, language, decides=decides)
    result = segment(body, language, decides=decides)
    paragraphs = tuple(
        Paragraph(
            id=piece.id,
            text=piece.text,
            part=piece.part,
            language=language_of(piece.text, otherwise=language),
            parent=piece.parent,
            heading=piece.heading,
            line=piece.line,
            sure=piece.sure,
        )
        for piece in result.pieces
        if piece.part is not None and piece.text
    )
    return Document(
        name=name,
        symbol=_symbol(front, name),
        kind=_kind(front, name, decides=decides),
        language=language,
        adopted=_adopted(front, language),
        paragraphs=paragraphs,
        faults=result.faults,
        front=tuple(piece.text for piece in result.pieces if piece.part is None),
        dropped=body.dropped,
    )


def _shape(body: Body) -> tuple[Language, bool]:
    """Tell the language, and whether the Council acts in this text."""
    for language in _LANGUAGES:
        pattern = COUNCIL[language]
        more = COUNCIL_THEN_MORE[language]
        if any(pattern.match(line.text) or more.match(line.text) for line in body.lines):
            return language, True
    words = " ".join(line.text for line in body.lines)
    return language_of(words), False


def _front(raw: str, language: Language, *, decides: bool) -> str:
    """Return what stands before the Council's name, furniture included: symbol, date, title."""
    rows: list[str] = []
    for row in map(clean_line, raw.splitlines()[:_FRONT_LINES]):
        found = COUNCIL[language].match(row) or COUNCIL_THEN_MORE[language].match(row)
        if decides and found:
            break
        rows.append(row)
    return "\n".join(rows)


def _symbol(front: str, name: str) -> str:
    found = _RESOLUTION.search(front) or _TITLE.search(front) or _NAME.search(name)
    if found:
        return f"S/RES/{found[1]} ({found[2]})"
    other = _OTHER.search(front)
    return other[1] if other else ""


def _kind(front: str, name: str, *, decides: bool) -> DocumentKind:
    if decides:
        draft = _DRAFT.search(front) or "draft" in name.lower()
        return DocumentKind.DRAFT if draft else DocumentKind.RESOLUTION
    tests: tuple[tuple[re.Pattern[str], DocumentKind], ...] = (
        (_STATEMENT, DocumentKind.STATEMENT),
        (_NOTE, DocumentKind.NOTE),
        (_REPORT, DocumentKind.REPORT),
        (_LETTER, DocumentKind.LETTER),
    )
    for pattern, kind in tests:
        if pattern.search(front):
            return kind
    return DocumentKind.UNKNOWN


_ADOPTED: dict[str, re.Pattern[str]] = {
    "en": re.compile(r"Adopted by.{0,120}?\bon\b", re.DOTALL),
    "fr": re.compile(r"Adoptée par.{0,120}?séance", re.DOTALL),
    "ar": re.compile(r"اتخذ.{0,120}?(?:المعقودة|في)", re.DOTALL),
}


def _adopted(front: str, language: Language) -> str:
    found = _ADOPTED[language].search(front)
    if found:
        day = first_date(front[found.end() : found.end() + 80])
        if day:
            return day
    return first_date(front)
