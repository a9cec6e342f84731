"""From the raw text of a document to its lines: furniture set apart, broken words joined.

What a page adds to a text (symbols, page numbers, job numbers, footnotes) is dropped from the body
but kept in a list, so that nothing is lost.
"""

import re
import unicodedata

import msgspec

from peaceops.direct.mandate.arabic import repair_arabic, western_digits


class Line(msgspec.Struct, frozen=True):
    """A line of the body.

    Attributes:
        number: of the line in the raw text, from 1.
        gap: True where a blank line (not only page furniture) stands before it.
    """

    number: int
    text: str
    gap: bool


class Body(msgspec.Struct, frozen=True):
    """The lines of a text, and what was set apart from them."""

    lines: tuple[Line, ...]
    dropped: tuple[str, ...]
    wrapped: bool


_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_LIGATURES = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"})

_SYMBOL = r"(?:[SA](?:/[A-Z0-9.()\-]+)+(?:\s*\(\d{4}\))?\*?)"
_PAGE = r"(?:Page|page|Pages?|صفحة|الصفحة)\s*\d+"
_JOB = r"\d{2}-\d{5}\*?(?:\s*\([A-Z]{1,2}\))?"
_FURNITURE = re.compile(
    rf"""^(?:
      {_SYMBOL}(?:\s+{_SYMBOL})*(?:\s+{_PAGE})?      # S/RES/2149 (2014) Page 3
    | {_PAGE}(?:\s*/\s*\d+)?
    | \d+\s*/\s*\d+                                  # 4/14
    | \d{{0,3}}\s*{_JOB}\s*\d{{0,3}}                 # 14-29581 (E), 2 11-38950
    | (?:\d+/\d+\s+)?{_JOB}(?:\s+\d+/\d+)?
    | \d{{6}}(?:\s+\d{{6}})*                         # 161118, the date of processing
    | \*\s?\d{{7,}}\s?\*                             # the bar code's digits
    | /\s?\.\.\.|/…|\.\.\./|…/
    | (?:Please\ recycle|Merci\ de\ recycler|الرجاء\ إعادة\ استعمال\ الورق).{{0,4}}
    | [-_—–=*.]{{3,}}|_+                             # rules
    )$""",
    re.VERBOSE,
)
_REISSUED = re.compile(
    r"^\*+\s+(?:Reissued|Second reissue|Nouveau tirage|أعيد إصدار|Previously issued|The present)"
)
_BARE_NUMBER = re.compile(r"^\d{1,3}$")
_FOOTNOTE = re.compile(
    r"^(?:\d{1,2}|[*†‡]+)\s+(?:See |Voir |Ibid|انظر |Resolution |S/|A/|Security Council )"
)
_SOFT_DASH = re.compile("^\u00ad\\s+")
_END_HYPHEN = re.compile(r"(\w+)[-\u2010]$")
_WORDS = re.compile(r"[^\W\d_]+")


def body_of(raw: str) -> Body:
    """Return the lines of a raw text without page furniture, and what was dropped."""
    lines: list[Line] = []
    dropped: list[str] = []
    gap = False
    rows = [clean_line(row) for row in raw.replace("\f", "\n").splitlines()]
    for number, row in enumerate(rows, start=1):
        if not row:
            gap = True
        elif _is_furniture(row) or _is_page_number(rows, number - 1):
            dropped.append(row)
        else:
            lines.append(Line(number, row, gap))
            gap = False
    return Body(_join_hyphens(lines), tuple(dropped), _is_wrapped(lines))


def clean_line(row: str) -> str:
    """Level spaces, ligatures and invisible characters of one line; repair its Arabic."""
    row = unicodedata.normalize("NFC", _INVISIBLE.sub("", row).translate(_LIGATURES)).strip()
    row = _SOFT_DASH.sub("- ", row).replace("\u00ad", "")
    row = _SPACES.sub(" ", row)
    return western_digits(repair_arabic(row)).strip()


def _is_furniture(row: str) -> bool:
    return bool(_FURNITURE.match(row) or _REISSUED.match(row) or _FOOTNOTE.match(row))


def _is_page_number(rows: list[str], index: int) -> bool:
    """Tell whether a bare number stands among furniture or blank lines, as a page's does."""
    if not _BARE_NUMBER.match(rows[index]):
        return False
    around = [rows[at] for at in (index - 1, index + 1) if 0 <= at < len(rows)]
    return len(around) < 2 or any(not row or _is_furniture(row) for row in around)


def _is_wrapped(lines: list[Line]) -> bool:
    """Tell whether paragraphs are broken over lines of about one width."""
    long = [len(line.text) for line in lines if len(line.text) > 40]
    return len(long) > 10 and sorted(long)[int(0.9 * len(long))] < 130


def _join_hyphens(lines: list[Line]) -> tuple[Line, ...]:
    """Put a word together that a line's end broke.

    The hyphen goes where the joined word stands elsewhere in the text, and stays otherwise
    (`inter-communal`).
    """
    if not any(_END_HYPHEN.search(line.text) for line in lines):
        return tuple(lines)
    known = {word.lower() for line in lines for word in _WORDS.findall(line.text)}
    joined: list[Line] = []
    for line in lines:
        before = joined[-1] if joined else None
        broken = _END_HYPHEN.search(before.text) if before else None
        if before is None or broken is None or not line.text[:1].islower():
            joined.append(line)
            continue
        head, _, rest = line.text.partition(" ")
        tail = _WORDS.match(head)
        whole = (broken[1] + (tail[0] if tail else "")).lower()
        keep = before.text if whole not in known else before.text[:-1]
        joined[-1] = Line(before.number, keep + head, before.gap)
        if rest:
            joined.append(Line(line.number, rest, False))
    return tuple(joined)
