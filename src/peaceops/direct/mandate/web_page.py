"""Text of a web page: its blocks as lines, list numbers written out, menus and scripts left out."""

import re
from html.parser import HTMLParser

from peaceops.direct.mandate import plain_text
from peaceops.direct.mandate.marker import ROMANS, letter_name

_BLOCKS = frozenset(
    [
        "p", "div", "br", "li", "ul", "ol", "table", "tr", "td", "th", "h1", "h2", "h3", "h4",
        "h5", "h6", "section", "article", "main", "blockquote", "pre", "hr", "title", "dt", "dd",
        "dl", "figure", "figcaption", "address",
    ]
)  # fmt: skip
_LEFT_OUT = frozenset(
    ["script", "style", "nav", "header", "footer", "noscript", "template", "svg", "form", "head"]
)
_SPACES = re.compile(r"[ \t\r\f\v\n]+")
_CHARSET = re.compile(rb"charset=[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)


def text_of(content: bytes, where: str) -> str:
    """Return the blocks of a page, one a line, with an empty line between them.

    Raises:
        PeaceopsError: the file is no text.
    """
    named = _CHARSET.search(content[:2048])
    text = ""
    if named and not content.startswith(b"\xef\xbb\xbf"):
        try:
            text = content.decode(named[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            text = ""
    parser = _Blocks()
    parser.feed(text or plain_text.text_of(content, where))
    parser.close()
    return parser.text()


class _Blocks(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.current: list[str] = []
        self.skipped = 0
        self.lists: list[tuple[str, int]] = []
        self.marker = ""

    def text(self) -> str:
        """Return what was gathered."""
        self._break()
        return "\n".join(self.lines)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, a list or an item."""
        if tag in _LEFT_OUT:
            self.skipped += 1
        if tag in _BLOCKS:
            self._break()
        if tag in {"ol", "ul"}:
            values = dict(attrs)
            start = values.get("start") or "1"
            kind = (values.get("type") or "1") if tag == "ol" else "-"
            self.lists.append((kind, int(start) - 1 if start.isdigit() else 0))
        if tag == "li" and self.lists:
            kind, count = self.lists[-1]
            self.lists[-1] = (kind, count + 1)
            self.marker = _marker(kind, count + 1)

    def handle_endtag(self, tag: str) -> None:
        """End a block or a list."""
        if tag in _LEFT_OUT and self.skipped:
            self.skipped -= 1
        if tag in _BLOCKS:
            self._break()
        if tag in {"ol", "ul"} and self.lists:
            self.lists.pop()

    def handle_data(self, data: str) -> None:
        """Gather words."""
        if not self.skipped:
            self.current.append(data)

    def _break(self) -> None:
        line = _SPACES.sub(" ", "".join(self.current)).strip()
        self.current = []
        if not line:
            return
        if self.marker:
            numbered = line[:1].isdigit() or line.startswith(("(", "-", "•"))
            line, self.marker = (line if numbered else f"{self.marker} {line}"), ""
        self.lines.append(line)


def _marker(kind: str, at: int) -> str:
    if kind == "-":
        return "-"
    if kind == "a":
        return f"({letter_name(min(at, 52))})"
    if kind == "i" and at <= len(ROMANS):
        return f"({ROMANS[at - 1]})"
    return f"{at}."
