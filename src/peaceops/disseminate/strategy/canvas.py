"""The drawing board of the picture: where boxes and lines lie, mirrored where need be."""

from collections.abc import Sequence
from html import escape

from peaceops.disseminate.language import Language, right_to_left
from peaceops.disseminate.strategy.drawn import Drawn, DrawnEdge, DrawnNode
from peaceops.disseminate.strategy.layout import Box, Line, Placed, place
from peaceops.disseminate.strategy.lettering import fitted, width_px, wrapped
from peaceops.disseminate.strategy.mark import level_bars, loose_end
from peaceops.disseminate.strategy.phrase import headings, marking_line
from peaceops.disseminate.strategy.scale import Scale
from peaceops.disseminate.strategy.shape import end_mark, figure, hint, outline, stroke, writing
from peaceops.disseminate.strategy.style import EDGES, INK, NODES, SOFT
from peaceops.domain.threat_level import rank

SIZE = 10.5
"""Of letters, px."""
LINE = 13.5
MARGIN = 22.0
HEAD = 92.0
"""Room above the first box: title, marking, names of columns."""
NARROW = {NODES["unit"].column: 0.68, NODES["track"].column: 0.88}
"""Share of a box's width in columns that hold short names."""
LEAST_WIDTH = 900.0
PORT = 0.25
"""Of a box's height, from its middle: where units reach a task."""


class Canvas:
    """Where everything of a picture goes, and how it is drawn there.

    Attributes:
        width, height: of the columns with their margins, px.
        rtl: columns run from the right.
    """

    def __init__(self, shown: Drawn, words: Language, scale: Scale) -> None:
        self.shown, self.words, self.scale = shown, words, scale
        self.rtl = right_to_left(words.code)
        used = sorted({NODES[node.noun].column for node in shown.nodes})
        self.column = {column: place for place, column in enumerate(used)}
        self.nodes = {node.id: node for node in shown.nodes}
        self.widths = [scale.box * NARROW.get(column, 1.0) for column in used]
        self.lefts = [
            MARGIN + sum(self.widths[:place_]) + place_ * scale.between
            for place_ in range(len(used))
        ]
        self.width = max(LEAST_WIDTH, MARGIN + sum(self.widths) + len(used) * scale.between)
        self.titles = {node.id: self._title(node) for node in shown.nodes}
        self.placed: Placed = place(
            [
                Box(
                    node.id,
                    self.column[NODES[node.noun].column],
                    self.height(node),
                )
                for node in shown.nodes
            ],
            [self._line(edge) for edge in shown.edges if not self._beside(edge)],
            gap=scale.gap,
            lane_height=5,
        )

    def _line(self, edge: DrawnEdge) -> Line:
        return Line(edge.kind, edge.source, edge.target)

    def _at(self, name: str) -> int:
        return self.column[NODES[self.nodes[name].noun].column]

    def _beside(self, edge: DrawnEdge) -> bool:
        return self._at(edge.source) == self._at(edge.target)

    def _title(self, node: DrawnNode) -> list[str]:
        room = self.box(node.id) - 18
        first = room - self._id_width(node) - 5
        if not node.title:
            return []
        lines = self.scale.title_lines
        if lines == 1:
            return [fitted(node.title, first, SIZE)]
        return wrapped(node.title, first, room, SIZE, lines)

    def _id(self, node: DrawnNode) -> str:
        most = (self.box(node.id) - 18) * (0.55 if node.title else 1)
        return fitted(node.id, most, SIZE, bold=True)

    def _id_width(self, node: DrawnNode) -> float:
        return width_px(self._id(node), SIZE, bold=True)

    def _noted(self, node: DrawnNode) -> bool:
        return bool(node.note) and node.noun in self.scale.notes

    def height(self, node: DrawnNode) -> float:
        """Return the height of a box, px."""
        lines = max(1, len(self.titles[node.id])) + self._noted(node)
        return 8 + LINE * lines

    def x(self, left: float, width: float = 0.0) -> float:
        """Return where a thing begins, mirrored for languages written from the right."""
        return self.width - left - width if self.rtl else left

    def text(
        self,
        text: str,
        left: float,
        y: float,
        size: float,
        *,
        bold: bool = False,
        colour: str = INK,
    ) -> str:
        """Write a text from the side where reading begins; `y` is its base line, px."""
        anchor = "end" if self.rtl else "start"
        return writing(text, self.x(left), y, size, bold=bold, colour=colour, anchor=anchor)

    def box(self, name: str) -> float:
        """Return the width of a box, px."""
        return self.widths[self._at(name)]

    def left(self, name: str) -> float:
        """Return the distance of a box from the side where reading begins."""
        return self.lefts[self._at(name)]

    def head(self) -> list[str]:
        """Write title, day, what is left out, marking, and the names of the columns."""
        words, shown = self.words, self.shown
        said = [words.say("as of {day}", day=words.day(shown.day))]
        if len(shown.nodes) < shown.total:
            said.append(
                words.say(
                    "the part on the gravest threats: {shown} of {total} things",
                    shown=words.number(len(shown.nodes)),
                    total=words.number(shown.total),
                )
            )
        else:
            said.append(words.count("{number} thing", "{number} things", shown.total))
        if shown.ended:
            said.append(words.count("{number} ended", "{number} ended", shown.ended))
        if shown.left_out:
            said.append(
                words.count(
                    "{number} above this reader’s clearance left out",
                    "{number} above this reader’s clearance left out",
                    shown.left_out,
                )
            )
        title = words.say("{mission}: the strategy as a graph", mission=shown.mission)
        marking = marking_line(shown.marking, words)
        room = self.width - 2 * MARGIN - width_px(marking, 11, bold=True) - 20
        end = self.width - MARGIN
        parts = [
            self.text(fitted(title, room, 17, bold=True), MARGIN, 28, 17, bold=True),
            self.text(" · ".join(said), MARGIN, 47, 11, colour=SOFT),
            writing(marking, self.x(end), 26, 11, bold=True, anchor="start" if self.rtl else "end"),
        ]
        names = headings(words)
        for noun in sorted({node.noun for node in shown.nodes}):
            number = sum(node.noun == noun for node in shown.nodes)
            some = next(node.id for node in shown.nodes if node.noun == noun)
            label = f"{names[noun]} ({words.number(number)})"
            parts.append(
                self.text(label, self.left(some), 78, 11.5, bold=True, colour=NODES[noun].stroke)
            )
        return parts

    def node(self, node: DrawnNode) -> str:
        """Draw a thing."""
        left, width, height = self.left(node.id), self.box(node.id), self.height(node)
        middle = HEAD + self.placed.middles[node.id]
        top = middle - height / 2
        style = NODES[node.noun]
        shape = outline(style, self.x(left, width), top, width, height)
        if self.rtl and style.shape == "flag":
            centre = self.x(left, width) + width / 2
            shape = f'<g transform="translate({figure(2 * centre)} 0) scale(-1 1)">{shape}</g>'
        parts = [hint(node.hint), shape]
        base = top + LINE + 1.5
        parts.append(self.text(self._id(node), left + 9, base, SIZE, bold=True))
        for place_, line in enumerate(self.titles[node.id]):
            start = left + 9 + (self._id_width(node) + 5 if place_ == 0 else 0)
            parts.append(self.text(line, start, base + place_ * LINE, SIZE))
        if self._noted(node):
            y = base + max(1, len(self.titles[node.id])) * LINE - 0.5
            room = width - 18 - (42 if node.level is not None else 0)
            parts.append(self.text(fitted(node.note, room, 9.5), left + 9, y, 9.5, colour=SOFT))
            if node.level is not None:
                parts.append(self._bars(node, left + width - 46, y))
        # Units reach a task on its far side, in the lower half; loose ends keep to the upper.
        loose = middle - (height * PORT if node.noun == "task" else 0)
        for side in node.blank:
            parts.append(self._stub(left, width, loose, side, doubt=False))
        for side in node.doubt:
            parts.append(self._stub(left, width, loose, side, doubt=True))
        return f'<g class="n" data-n="{escape(node.id)}">{"".join(parts)}</g>'

    def _bars(self, node: DrawnNode, left: float, y: float) -> str:
        """Draw the level as an interval: full up to its low end, half up to its high end."""
        assert node.level is not None  # noqa: S101
        low, high = rank(node.level.low), rank(node.level.high)
        return level_bars(low, high, [self.x(left + at * 9.5, 7.5) for at in range(4)], y)

    def _stub(self, left: float, width: float, middle: float, side: str, *, doubt: bool) -> str:
        """Draw a loose end: a ring where nothing is recorded, a question mark where not known."""
        start, way = (left + width, 1) if side == "right" else (left, -1)
        if self.rtl:
            start, way = self.width - start, -way
        return loose_end(start, middle, way, doubt=doubt)

    def edge(self, edge: DrawnEdge) -> str:
        """Draw a line, around what lies between its ends."""
        style = EDGES[edge.kind]
        a, b = self._at(edge.source), self._at(edge.target)
        y1 = HEAD + self.placed.middles[edge.source]
        y2 = HEAD + self.placed.middles[edge.target]
        if edge.kind == "assigned":
            y2 += self.height(self.nodes[edge.target]) * PORT
        if a == b:
            x1 = self.x(self.left(edge.source) + self.box(edge.source))
            way = -1 if self.rtl else 1
            bulge = x1 + 34 * way
            path = (
                f"M{figure(x1)} {figure(y1)}C{figure(bulge)} {figure(y1)} {figure(bulge)} "
                f"{figure(y2)} {figure(x1 + 6 * way)} {figure(y2)}"
            )
            mark = end_mark(style.end, style.stroke, x1, y2, -way)
        else:
            path, x2, way = self._path(edge, y1, y2)
            mark = end_mark(style.end, style.stroke, x2, y2, way)
        return (
            f'<g class="e" data-a="{escape(edge.source)}" data-b="{escape(edge.target)}">'
            f"{hint(edge.hint)}{stroke(style, path, doubt=edge.doubt)}{mark}</g>"
        )

    def _path(self, edge: DrawnEdge, y1: float, y2: float) -> tuple[str, float, int]:
        """Return the path, where it ends, and which way it goes on the page."""
        forward = self._at(edge.target) > self._at(edge.source)
        step = 1 if forward else -1
        points: list[tuple[float, float]] = [
            (self.left(edge.source) + (self.box(edge.source) if forward else 0), y1)
        ]
        for place_, lane in enumerate(self.placed.lanes[self._line(edge)], start=1):
            column = self._at(edge.source) + step * place_
            near, far = self.lefts[column], self.lefts[column] + self.widths[column]
            ends = (near, far) if forward else (far, near)
            points += [(ends[0], HEAD + lane), (ends[1], HEAD + lane)]
        points.append((self.left(edge.target) + (0 if forward else self.box(edge.target)), y2))
        return _curve([(self.x(x), y) for x, y in points], step if not self.rtl else -step)


def _curve(points: Sequence[tuple[float, float]], way: int) -> tuple[str, float, int]:
    path = f"M{figure(points[0][0])} {figure(points[0][1])}"
    last = len(points) - 1
    for place_ in range(1, len(points)):
        (x1, y1), (x2, y2) = points[place_ - 1], points[place_]
        # A line stops short of its end, where the mark is.
        stop = x2 - (5 * way if place_ == last else 0)
        if place_ % 2 == 0:
            path += f"H{figure(stop)}"
            continue
        half = (stop - x1) / 2
        path += (
            f"C{figure(x1 + half)} {figure(y1)} {figure(stop - half)} {figure(y2)} "
            f"{figure(stop)} {figure(y2)}"
        )
    return path, points[-1][0], way
