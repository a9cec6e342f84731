"""What a brief says, before it is HTML, PDF or Word: sections of a few kinds of blocks.

Every renderer draws every kind of block; a contract test holds them to it.
"""

from typing import Literal

import msgspec

from peaceops.disseminate.picture import Picture

Align = Literal["left", "right"]


class Paragraph(msgspec.Struct, frozen=True, tag=True):
    """A paragraph; `lead` for the sentence that must not be missed."""

    text: str
    lead: bool = False


class Notice(msgspec.Struct, frozen=True, tag=True):
    """A sentence in a frame, such as the notice of a reconstruction."""

    text: str


class Bullets(msgspec.Struct, frozen=True, tag=True):
    """A list of short statements."""

    items: tuple[str, ...]


class Heading(msgspec.Struct, frozen=True, tag=True):
    """A heading within a section."""

    text: str


class Column(msgspec.Struct, frozen=True):
    """A column of a table; widths are shares of the table's width."""

    title: str
    width: float
    align: Align = "left"


class Cell(msgspec.Struct, frozen=True):
    """A cell: a strong first line, further lines and perhaps a small picture."""

    strong: str = ""
    lines: tuple[str, ...] = ()
    picture: Picture | None = None


class Table(msgspec.Struct, frozen=True, tag=True):
    """A table; its caption, which may be empty, says what it shows and in which units."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


class Figure(msgspec.Struct, frozen=True, tag=True):
    """A picture with a caption."""

    picture: Picture
    caption: str


Block = Paragraph | Notice | Bullets | Heading | Table | Figure


class Section(msgspec.Struct, frozen=True):
    """A part of the brief; `new_page` where it should not share a page with what stands before."""

    title: str
    blocks: tuple[Block, ...]
    new_page: bool = False


class Brief(msgspec.Struct, frozen=True):
    """A brief.

    Attributes:
        title, subtitle: what it is, and when and for which months.
        marking: for whom it is; stands on every page.
        language: ISO 639-1.
        as_of: ISO 8601 date; the time stamp of the files.
        sections: in the order of reading.
    """

    title: str
    subtitle: str
    marking: str
    language: str
    as_of: str
    sections: tuple[Section, ...]
