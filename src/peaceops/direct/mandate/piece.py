"""A paragraph, an item or a heading while a text is being cut."""

from dataclasses import dataclass, field

from peaceops.domain.mandate import Part


@dataclass
class Piece:
    """What grows line by line.

    Attributes:
        id: as in the codebook; empty for headings and front matter.
        part: where it stands; None for headings and front matter.
        line: the line that it begins on.
        marked: it began with a number, a letter or a dash.
        unnumbered: an operative paragraph of the Council without a number.
        raw: its lines with their markers, so that nothing is lost.
        length: characters of its words.
    """

    id: str
    part: Part | None
    line: int
    parent: str | None = None
    heading: str = ""
    marked: bool = False
    sure: bool = True
    unnumbered: bool = False
    texts: list[str] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    length: int = 0

    def grow(self, text: str, raw: str | None = None) -> None:
        """Add words, and the line that they stood in where that is more."""
        self.raw.append(text if raw is None else raw)
        if text:
            self.texts.append(text)
            self.length += len(text) + 1

    @property
    def text(self) -> str:
        """The words without the marker."""
        return " ".join(self.texts)

    @property
    def tail(self) -> str:
        """The last line of its words."""
        return self.texts[-1].rstrip() if self.texts else ""
