"""The picture of a strategy: what drives threats, what is done, what it serves, who talks."""

from datetime import date
from html import escape
from xml.etree import ElementTree

from peaceops.disseminate.language import Language
from peaceops.disseminate.picture import Picture
from peaceops.disseminate.release import CLEARANCE
from peaceops.disseminate.strategy.canvas import HEAD, MARGIN, Canvas
from peaceops.disseminate.strategy.drawn import Drawn, DrawnEdge, drawn
from peaceops.disseminate.strategy.legend import legend
from peaceops.disseminate.strategy.part import gravest_part
from peaceops.disseminate.strategy.phrase import marking_line
from peaceops.disseminate.strategy.scale import PRINT, Scale, scale_for
from peaceops.disseminate.strategy.shape import figure
from peaceops.disseminate.strategy.style import NODES, PAPER
from peaceops.domain.marking import Audience, Marking
from peaceops.domain.strategy.graph import Strategy

INTERNAL = CLEARANCE[Audience.INTERNAL]
PAGE = 0.6
"""Height to width of what a landscape page holds beside a heading and a caption."""
LEAST_IN_PRINT = 12


def render_graph(
    strategy: Strategy, day: date, words: Language, *, clearance: Marking = INTERNAL
) -> str:
    """Return the whole picture of a strategy as SVG; same strategy, same bytes."""
    whole = drawn(strategy, day, clearance, words)
    return draw(whole, words, scale_for(whole))


def graph_picture(
    strategy: Strategy,
    day: date,
    words: Language,
    *,
    clearance: Marking = INTERNAL,
    most: int = 40,
) -> Picture:
    """Return a picture for a landscape page: the whole, or the part on the gravest threats.

    The part gets smaller until it fits on the page at the page's full width, down to the gravest
    threat with what is nearest to it.

    Args:
        strategy, day, words: what, as of when, in which language.
        clearance: of the reader.
        most: nodes to begin with.
    """
    whole = drawn(strategy, day, clearance, words)
    part, svg, tall = whole, "", 1.0
    for number in range(most, LEAST_IN_PRINT - 1, -4):
        part = gravest_part(whole, number)
        svg = draw(part, words, PRINT)
        tall = _height_to_width(svg)
        if tall <= PAGE:
            break
    return Picture(svg=svg, alternative=described(part, words), width=min(1.0, PAGE / tall))


def _height_to_width(svg: str) -> float:
    root = ElementTree.fromstring(svg)  # noqa: S314
    return float(root.attrib["height"]) / float(root.attrib["width"])


def described(shown: Drawn, words: Language) -> str:
    """Say what a picture shows, for those who can not see it."""
    count = {noun: sum(node.noun == noun for node in shown.nodes) for noun in NODES}
    return words.say(
        "Graph of the strategy of {mission} as of {day}: {drivers} drivers, {threats} threats, "
        "{activities} activities, {tasks} tasks, {objectives} objectives, {tracks} political "
        "tracks and {units} units, tied by {edges} links",
        mission=shown.mission,
        day=words.day(shown.day),
        drivers=words.number(count["driver"]),
        threats=words.number(count["threat"]),
        activities=words.number(count["activity"]),
        tasks=words.number(count["task"]),
        objectives=words.number(count["objective"]),
        tracks=words.number(count["track"]),
        units=words.number(count["unit"]),
        edges=words.number(len(shown.edges)),
    )


def draw(shown: Drawn, words: Language, scale: Scale) -> str:
    """Draw what is shown. Languages written from right to left get the columns from the right."""
    canvas = Canvas(shown, words, scale)
    key, key_height = legend(shown, words, MARGIN, canvas.width - 2 * MARGIN, canvas.rtl)
    total = HEAD + canvas.placed.height + 26 + key_height + 30
    wide, tall, said = figure(canvas.width), figure(total), escape(described(shown, words))
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {tall}" width="{wide}" '
            f'height="{tall}" role="img" direction="ltr" aria-label="{said}">'
            f'<rect width="{wide}" height="{tall}" fill="{PAPER}"/>'
        ),
        *canvas.head(),
        *(canvas.edge(edge) for edge in sorted(shown.edges, key=_above)),
        *(canvas.node(node) for node in shown.nodes),
        f'<g transform="translate(0 {figure(HEAD + canvas.placed.height + 26)})">{key}</g>',
        canvas.text(marking_line(shown.marking, words), MARGIN, total - 10, 11, bold=True),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _above(edge: DrawnEdge) -> tuple[bool, bool, str, str, str]:
    """Order lines so that links to objectives lie above others, and warnings above all."""
    return (
        edge.kind == "undermines",
        edge.kind == "contributes_to",
        edge.kind,
        edge.source,
        edge.target,
    )
