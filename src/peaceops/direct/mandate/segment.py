"""Cut the lines of a document into paragraphs and sub-items with the codebook's ids.

The machine goes through the lines once. A number is a paragraph's only where it is the next one, or
where a gap can be reported; a letter only where it is next in an open list. Text that fits nowhere
is added to what stands before it, and what is odd is reported, never guessed.
"""

import re
from dataclasses import dataclass

from peaceops.direct.mandate.line import Body, Line
from peaceops.direct.mandate.marker import Marker, marker_of
from peaceops.direct.mandate.numbering import Path, next_item, next_path, path_id
from peaceops.direct.mandate.opening import (
    ANNEX,
    COUNCIL,
    COUNCIL_THEN_MORE,
    begins_operative,
    begins_preamble,
)
from peaceops.direct.mandate.piece import Piece
from peaceops.domain.mandate import Language, Part, TextFault

_ENDS = (";", ".", ":", ",", "؛", "،", "…", "?", "!", ".”", '."', ".»")
_CONJUNCTION = re.compile(r"(?:^|\s)(?:and|or|et|ou|و|أو)$")
_INLINE_NUMBER = r"(?<=[;.؛,])\s+(?={number}\s?\.\s+\S)"
_INLINE_LETTER = re.compile(r"(?<=[;؛])\s+(?:and\s+|et\s+)?(?=\(?[a-z]{1,4}\)\s+\S)")
_HEADING_LENGTH = 150
_LONGEST_ACTING_HEADING = 60
_LONGEST_TITLE = 90
_HEADING_ITEM_LENGTH = 260


@dataclass(frozen=True)
class Segmentation:
    """All pieces in order, and what was odd.

    Attributes:
        pieces: those with `part` None are front matter or headings.
        faults: what could not be placed, or only by its neighbours.
    """

    pieces: tuple[Piece, ...]
    faults: tuple[TextFault, ...]


def segment(body: Body, language: Language, *, decides: bool) -> Segmentation:
    """Cut a body into pieces.

    Args:
        body: lines without page furniture.
        language: in which markers and openings are looked for.
        decides: True for resolutions and drafts, with a preamble and operative paragraphs; False
            for reports, letters, notes and statements.
    """
    machine = _Machine(body, language, decides)
    machine.run()
    _number_from_neighbours(machine)
    return Segmentation(tuple(machine.pieces), tuple(machine.faults))


class _Machine:
    def __init__(self, body: Body, language: Language, decides: bool) -> None:
        self.lines = _council_apart(body.lines, language)
        self.wrapped = body.wrapped
        self.language: Language = language
        self.decides = decides
        self.state: Part | None = None if decides else Part.BODY
        self.pieces: list[Piece] = []
        self.faults: list[TextFault] = []
        self.number = 0
        self.root = ""
        self.path: Path = ()
        self.heading = ""
        self.heading_waits = False
        self.preambular = 0
        self.unnumbered = 0
        self.annexed = 0
        self.ids: set[str] = set()
        self.first_number = self._first_number() if decides else 0

    def run(self) -> None:
        if self.decides and not any(COUNCIL[self.language].match(line.text) for line in self.lines):
            self._report(
                Line(0, "", False), "no line names the Council: the text may be incomplete"
            )
            self.state = Part.PREAMBLE
        at = 0
        while at < len(self.lines):
            at = self._take(at)

    def _take(self, at: int) -> int:
        line = self._split_inline(at)
        if self.state is None:
            if COUNCIL[self.language].match(line.text):
                self.state = Part.PREAMBLE
            self._add(Piece("", None, line.number), line.text)
            return at + 1
        if self.state is not Part.PREAMBLE and ANNEX.match(line.text):
            self.state = Part.ANNEX
            self._add(Piece("", None, line.number), line.text)
            return at + 1
        if self.state is Part.ANNEX:
            return self._take_annex(at, line)
        marker = marker_of(line.text, self.language)
        if marker is not None and self._take_marker(at, line, marker):
            return at + 1
        if self.state is Part.PREAMBLE:
            return self._take_preamble(at, line)
        return self._take_plain(at, line)

    # Markers

    def _take_marker(self, at: int, line: Line, marker: Marker) -> bool:
        if marker.number:
            return self._take_number(at, line, marker)
        if self.state is Part.PREAMBLE or not self.root:
            return False
        if marker.rest[:1] in {";", ",", ".", ")"}:
            return False
        if not self._may_begin():
            return False
        path = next_path(self.path, marker, self._following(at))
        if path is None:
            self._report(line, "a list's item does not follow the one before it", marker.rest)
            return False
        self._item(line, path, marker.rest)
        return True

    def _take_number(self, at: int, line: Line, marker: Marker) -> bool:
        opening = marker.rest or self._peek(at + 1)
        verb_led = begins_operative(opening, self.language) if self.decides else True
        is_next = marker.number == self.number + 1
        item = next_item(self.path, marker.number) if self.root and not is_next else None
        if is_next and self._may_open_paragraph(line, verb_led):
            nested = next_item(self.path, marker.number) if self.path else None
            if nested and not verb_led and any(step.kind == "item" for step in self.path):
                self._item(line, nested, marker.rest)
            else:
                self._paragraph(line, marker.number, marker.rest)
            return True
        if self.state is Part.PREAMBLE and not (verb_led and self.decides):
            return False
        if item is not None and (not verb_led or not self.decides) and self._may_begin():
            self._item(line, item, marker.rest)
            return True
        if (
            self.decides
            and marker.number > self.number + 1
            and verb_led
            and self._complete()
            and marker.number < self.number + 40
        ):
            self._report(
                line,
                f"paragraph {_span(self.number + 1, marker.number - 1)} was not found in the text",
            )
            self._paragraph(line, marker.number, marker.rest)
            return True
        if self._complete() and (verb_led and self.decides):
            self._report(line, f"number {marker.number} comes out of order", marker.rest)
        return False

    def _may_open_paragraph(self, line: Line, verb_led: bool) -> bool:
        if self.state is Part.PREAMBLE:
            return verb_led or (self._complete() and not self.wrapped)
        return verb_led or self._complete() or self.heading_waits or not self.wrapped or line.gap

    def _may_begin(self) -> bool:
        """Tell whether an item may begin here, or the line is the middle of a sentence."""
        last = self.pieces[-1] if self.pieces else None
        if last is None or last.part is None:
            return True
        text = last.tail
        if not text or text.endswith(_ENDS) or _CONJUNCTION.search(text):
            return True
        if last.marked and last.length < _HEADING_ITEM_LENGTH and text[-1:].isalpha():
            return True
        return not self.wrapped and not text[-1:].isdigit()

    def _following(self, at: int) -> Marker | None:
        """Return the next marker of a list after a line; numbers end the search."""
        for line in self.lines[at + 1 : at + 120]:
            marker = marker_of(line.text, self.language)
            if marker is None or marker.dash:
                continue
            if marker.number:
                if marker.number == self.number + 1:
                    return None
                continue
            if marker.roman in {1, 2} or marker.letter in {10, 1}:
                return marker
        return None

    def _first_number(self) -> int:
        """Return the line on which paragraph 1 begins, 0 where no paragraph has that number."""
        for at, line in enumerate(self.lines):
            if not line.text.startswith("1"):
                continue
            marker = marker_of(line.text, self.language)
            if marker is not None and marker.number == 1:
                opening = marker.rest or self._peek(at + 1)
                if begins_operative(opening, self.language):
                    return at
        return 0

    # Lines without a marker

    def _take_preamble(self, at: int, line: Line) -> int:
        operative = begins_operative(line.text, self.language) and self._complete()
        if operative and self.preambular and at >= self.first_number:
            self.state = Part.OPERATIVE
            self._unnumbered_paragraph(line)
            return at + 1
        heading = self._heading_at(at)
        if heading and self.preambular:
            self._take_heading(at, heading)
            return at + heading
        starts = operative or (
            begins_preamble(line.text, self.language) and (self._complete() or not self.preambular)
        )
        if not starts and not self.wrapped and self._complete() and line.text[:1].isupper():
            starts = True
        if starts or not self.preambular:
            self.preambular += 1
            self._add(
                Piece(self._unique(f"pp{self.preambular}"), Part.PREAMBLE, line.number), line.text
            )
        else:
            self._continue(line)
        return at + 1

    def _take_plain(self, at: int, line: Line) -> int:
        heading = self._heading_at(at)
        if heading:
            self._take_heading(at, heading)
            return at + heading
        if (
            self.decides
            and self._complete()
            and not self._awaits_task()
            and begins_operative(line.text, self.language)
            and len(line.text) > 25
        ):
            self._unnumbered_paragraph(line)
        elif not self.decides and self._opens_body_paragraph(line):
            if self._stands_alone(at, line):
                self._take_heading(at, 1)
            else:
                self._body_paragraph(line)
        else:
            self._continue(line)
        return at + 1

    def _awaits_task(self) -> bool:
        """Tell whether the last piece is a lettered heading whose task follows without a letter."""
        last = self.pieces[-1] if self.pieces else None
        return last is not None and last.marked and bool(self.path) and last.tail.endswith(":")

    def _opens_body_paragraph(self, line: Line) -> bool:
        last = self.pieces[-1] if self.pieces else None
        if last is None or last.part is None:
            return True
        if line.text[:1].islower() and not self._complete(strict=True):
            return False
        return line.gap or not self.wrapped

    def _stands_alone(self, at: int, line: Line) -> bool:
        """Tell whether a line of a report or letter is a title, an address or a date."""
        follows = self.lines[at + 1] if at + 1 < len(self.lines) else None
        alone = follows is None or follows.gap or not self.wrapped
        ends = (".", ";", ":", "?", "!", ",", "؟", "،")
        return alone and len(line.text) < _LONGEST_TITLE and not line.text.endswith(ends)

    def _heading_at(self, at: int) -> int:
        """Return how many lines from here on are a side heading, 0 where they are none."""
        preamble = self.state is Part.PREAMBLE
        if not self._complete(strict=not preamble) or self._awaits_task():
            return 0
        length, text = 0, ""
        for line in self.lines[at : at + 4]:
            marker = marker_of(line.text, self.language)
            if length and marker is not None and self._could_follow_heading(marker):
                break
            if length and line.gap and self.decides and not self.wrapped:
                return 0
            text = f"{text} {line.text}".strip()
            length += 1
            if len(text) > _HEADING_LENGTH or line.text.endswith((";", ".", ",", "،", "؛")):
                return 0
        else:
            return 0
        titled = text[:1].isupper() or self.language == "ar"
        acts = begins_operative(text, self.language) and len(text) > _LONGEST_ACTING_HEADING
        return 0 if marker_of(text, self.language) or not titled or acts else length

    def _could_follow_heading(self, marker: Marker) -> bool:
        if marker.number:
            return marker.number == self.number + 1 or not self.decides
        return next_path(self.path, marker, None) is not None

    # Making pieces

    def _take_heading(self, at: int, length: int) -> None:
        lines = self.lines[at : at + length]
        self.heading = " ".join(line.text for line in lines)
        piece = Piece("", None, lines[0].number)
        for line in lines:
            piece.grow(line.text)
        self.pieces.append(piece)
        self.heading_waits = True

    def _paragraph(self, line: Line, number: int, rest: str) -> None:
        self.state = Part.OPERATIVE if self.decides else Part.BODY
        self.number = number
        self.root = self._unique(str(number))
        self.path = ()
        piece = Piece(self.root, self.state, line.number, heading=self.heading, marked=True)
        self._add(piece, rest, line.text)

    def _item(self, line: Line, path: Path, rest: str) -> None:
        self.path = path
        parent = path_id(self.root, path[:-1])
        identity = self._unique(path_id(self.root, path))
        piece = Piece(
            identity, self.state, line.number, parent=parent, heading=self.heading, marked=True
        )
        self._add(piece, rest, line.text)

    def _unnumbered_paragraph(self, line: Line) -> None:
        self.unnumbered += 1
        identity = self._unique(f"u{self.unnumbered}")
        self.root, self.path = identity, ()
        self._report(line, "an operative paragraph without a number", line.text[:60])
        piece = Piece(
            identity, Part.OPERATIVE, line.number, heading=self.heading, sure=False, unnumbered=True
        )
        self._add(piece, line.text)

    def _body_paragraph(self, line: Line) -> None:
        self.unnumbered += 1
        self.root, self.path = self._unique(f"p{self.unnumbered}"), ()
        if line.text[:1].islower():
            self._report(line, "begins in the middle of a sentence", line.text[:60])
        self._add(Piece(self.root, Part.BODY, line.number, heading=self.heading), line.text)

    def _take_annex(self, at: int, line: Line) -> int:
        last = self.pieces[-1]
        marker = marker_of(line.text, self.language)
        starts = (
            marker is not None
            or last.part is not Part.ANNEX
            or (self._complete(strict=True) and (line.gap or not self.wrapped))
        )
        if starts:
            self.annexed += 1
            piece = Piece(self._unique(f"annex-{self.annexed}"), Part.ANNEX, line.number)
            self._add(piece, line.text)
        else:
            self._continue(line)
        return at + 1

    def _continue(self, line: Line) -> None:
        if not self.pieces:
            self._add(Piece("", None, line.number), line.text)
            return
        if self.pieces[-1].part is None and self.state is Part.OPERATIVE:
            self._report(line, "a line that belongs to no numbered paragraph", line.text[:60])
        self.pieces[-1].grow(line.text)

    def _add(self, piece: Piece, text: str, raw: str | None = None) -> None:
        piece.grow(text, raw)
        self.pieces.append(piece)
        if piece.part is not None:
            self.heading_waits = False

    def _unique(self, identity: str) -> str:
        unique, again = identity, 2
        while unique in self.ids:
            unique, again = f"{identity}#{again}", again + 1
        self.ids.add(unique)
        return unique

    def _complete(self, *, strict: bool = False) -> bool:
        """Tell whether what stands before ends like a paragraph (or is none)."""
        last = self.pieces[-1] if self.pieces else None
        if last is None or last.part is None:
            return True
        text = last.tail
        if not text:
            return False
        if text.endswith((";", ".", ":", "؛", "?", "!", '."', ".”", ".»")) or (
            _CONJUNCTION.search(text) and text[-4:-3] in {";", ","}
        ):
            return True
        if text.endswith((",", "،")):
            return not strict or not self.wrapped
        return bool(last.marked and self.path and last.length < _HEADING_ITEM_LENGTH and not strict)

    def _peek(self, at: int) -> str:
        return self.lines[at].text if at < len(self.lines) else ""

    def _split_inline(self, at: int) -> Line:
        """Part a line that holds the next paragraph or item too; return its first half."""
        line = self.lines[at]
        if self.state not in {Part.OPERATIVE, Part.PREAMBLE, Part.BODY}:
            return line
        marker = marker_of(line.text, self.language)
        number = marker.number if marker and marker.number == self.number + 1 else self.number
        for found in re.finditer(_INLINE_NUMBER.format(number=number + 1), line.text):
            rest = line.text[found.end() :]
            after = marker_of(rest, self.language)
            if after and (not self.decides or begins_operative(after.rest, self.language)):
                return self._part(at, found.start(), rest)
        if marker and (marker.letter or marker.roman) and self.root:
            for found in _INLINE_LETTER.finditer(line.text):
                rest = line.text[found.end() :]
                after = marker_of(rest, self.language)
                path = next_path(self.path, marker, after)
                if after and path and next_path(path, after, None):
                    return self._part(at, found.end(), rest)
        return line

    def _part(self, at: int, end: int, rest: str) -> Line:
        line = self.lines[at]
        first = Line(line.number, line.text[:end].rstrip(), line.gap)
        self.lines[at : at + 1] = [first, Line(line.number, rest, False)]
        return first

    def _report(self, line: Line, reason: str, words: str = "") -> None:
        self.faults.append(TextFault(line.number, reason, words[:80]))


def _council_apart(lines: tuple[Line, ...], language: Language) -> list[Line]:
    """Put the words that open a resolution on a line of their own."""
    apart: list[Line] = []
    for line in lines:
        found = COUNCIL_THEN_MORE[language].match(line.text)
        if found:
            apart.append(Line(line.number, line.text[: found.end()].rstrip(), line.gap))
            apart.append(Line(line.number, line.text[found.end() :], False))
        else:
            apart.append(line)
    return apart


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} to {last}"


def _number_from_neighbours(machine: _Machine) -> None:
    """Give unnumbered operative paragraphs the numbers that are missing around them.

    Only where exactly as many are missing as stand there; they stay marked as not sure.
    """
    if not machine.decides:
        return
    tops = [
        piece for piece in machine.pieces if piece.part is Part.OPERATIVE and piece.parent is None
    ]
    before, run = 0, list[Piece]()
    for piece in tops:
        if piece.unnumbered:
            run.append(piece)
            continue
        number = int(piece.id.partition("#")[0])
        if run and number - before - 1 == len(run):
            for offset, missing in enumerate(run, start=1):
                _rename(machine, missing, str(before + offset))
        before, run = number, []


def _rename(machine: _Machine, piece: Piece, identity: str) -> None:
    old = piece.id
    for other in machine.pieces:
        if other.id == old:
            other.id = identity
        elif other.id.startswith((f"{old}(", f"{old}-")) and other.part is Part.OPERATIVE:
            other.id = identity + other.id[len(old) :]
        if other.parent is not None and (
            other.parent == old or other.parent.startswith((f"{old}(", f"{old}-"))
        ):
            other.parent = identity + other.parent[len(old) :]
    machine.faults.append(
        TextFault(
            piece.line, f"number {identity} follows from its neighbours only", piece.text[:60]
        )
    )
