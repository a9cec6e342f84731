"""The key of the picture."""

from peaceops.disseminate.language import Language
from peaceops.disseminate.strategy.drawn import Drawn
from peaceops.disseminate.strategy.lettering import width_px
from peaceops.disseminate.strategy.mark import level_bars, loose_end
from peaceops.disseminate.strategy.phrase import noun_word
from peaceops.disseminate.strategy.shape import end_mark, outline, stroke, writing
from peaceops.disseminate.strategy.style import EDGES, NODES, EdgeStyle

SIZE = 10.0
ROW = 22.0
SAMPLE = 34.0


def legend(
    shown: Drawn, words: Language, left: float, width: float, rtl: bool
) -> tuple[str, float]:
    """Draw the key of what is drawn, and return it with its height, px.

    Args:
        shown: only kinds that are drawn are explained.
        words: the reader's language.
        left: distance from the side where reading begins, px.
        width: room, px.
        rtl: reading begins at the right.
    """
    entries = [*_things(shown, words), *_lines(shown, words), *_signs(shown, words)]
    parts: list[str] = []
    x, y = left, 10.0
    whole = width + 2 * left
    for kind, name, label in entries:
        room = SAMPLE + 6 + width_px(label, SIZE) + 20
        if x > left and x + room > left + width:
            x, y = left, y + ROW
        start = whole - x - SAMPLE if rtl else x
        parts.append(_sample(kind, name, start, y, -1 if rtl else 1))
        text = whole - x - SAMPLE - 6 if rtl else x + SAMPLE + 6
        parts.append(writing(label, text, y + 3.5, SIZE, anchor="end" if rtl else "start"))
        x += room
    return "".join(parts), y + 10


def _things(shown: Drawn, words: Language) -> list[tuple[str, str, str]]:
    there = {node.noun for node in shown.nodes}
    return [("thing", noun, noun_word(noun, words)) for noun in NODES if noun in there]


def _lines(shown: Drawn, words: Language) -> list[tuple[str, str, str]]:
    there = {edge.kind for edge in shown.edges}
    labels = {
        "causes": words.say("causes"),
        "addresses": words.say("addresses"),
        "implements": words.say("carries out"),
        "contributes_to": words.say("serves"),
        "served_by": words.say("is pursued on"),
        "assigned": words.say("is assigned to"),
        "undermines": words.say("undermines"),
    }
    return [("line", kind, label) for kind, label in labels.items() if kind in there]


def _signs(shown: Drawn, words: Language) -> list[tuple[str, str, str]]:
    found = []
    if any(edge.doubt for edge in shown.edges):
        found.append(("doubt", "", words.say("something about the link is not known")))
    if any(node.blank for node in shown.nodes):
        found.append(("blank", "", words.say("no link in force recorded")))
    if any(node.doubt for node in shown.nodes):
        found.append(("question", "", words.say("links not known")))
    if any(node.level is not None for node in shown.nodes):
        found.append(("level", "", words.say("level of a threat: at least, at most")))
    return found


def _sample(kind: str, name: str, x: float, y: float, way: int) -> str:
    start, end = (x, x + SAMPLE) if way > 0 else (x + SAMPLE, x)
    if kind == "thing":
        return outline(NODES[name], x, y - 7, SAMPLE, 14)
    if kind == "line":
        style = EDGES[name]
        path = f"M{start:g} {y:g}H{end - 5 * way:g}"
        return stroke(style, path, doubt=False) + end_mark(style.end, style.stroke, end, y, way)
    if kind == "doubt":
        plain = EdgeStyle("#1a1a1a", 1.3, "", "triangle")
        return stroke(plain, f"M{start:g} {y:g}H{end:g}", doubt=True)
    if kind == "level":
        lefts = [x + at * 9.5 for at in range(4)]
        return level_bars(2, 3, lefts if way > 0 else lefts[::-1], y + 3.5)
    return loose_end(start + 8 * way, y, way, doubt=kind == "question")
