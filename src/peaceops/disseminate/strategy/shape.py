"""Outlines, lines and ends as SVG."""

from html import escape
from unicodedata import bidirectional

from peaceops.disseminate.strategy.lettering import width_px
from peaceops.disseminate.strategy.style import (
    ARABIC_FONT,
    DOUBT_DASHES,
    FONT,
    INK,
    PAPER,
    EdgeStyle,
    End,
    NodeStyle,
)


def figure(value: float) -> str:
    """Write a length: at most one decimal, the same on every machine."""
    return f"{round(value, 1) + 0:g}"


def outline(style: NodeStyle, x: float, y: float, width: float, height: float) -> str:
    """Draw the outline of a thing whose top left corner is at (x, y)."""
    paint = f'fill="{style.fill}" stroke="{style.stroke}" stroke-width="1.3" class="b"'
    if style.shape in {"box", "round", "pill", "double"}:
        radius = {"round": 4.0, "pill": height / 2}.get(style.shape, 0.0)
        rounded = f' rx="{figure(radius)}"' if radius else ""
        inner = ""
        if style.shape == "double":
            inner = (
                f'<path d="M{figure(x + 4)} {figure(y)}V{figure(y + height)}'
                f'M{figure(x + width - 4)} {figure(y)}V{figure(y + height)}" '
                f'stroke="{style.stroke}" stroke-width="1.1"/>'
            )
        return (
            f'<rect x="{figure(x)}" y="{figure(y)}" width="{figure(width)}" '
            f'height="{figure(height)}"{rounded} {paint}/>{inner}'
        )
    right, bottom, middle = x + width, y + height, y + height / 2
    points = {
        "hexagon": [
            (x + 7, y), (right - 7, y), (right, middle), (right - 7, bottom), (x + 7, bottom),
            (x, middle),
        ],
        "octagon": [
            (x + 6, y), (right - 6, y), (right, y + 6), (right, bottom - 6), (right - 6, bottom),
            (x + 6, bottom), (x, bottom - 6), (x, y + 6),
        ],
        "flag": [
            (x, y), (right - 8, y), (right, middle), (right - 8, bottom), (x, bottom),
        ],
    }[style.shape]  # fmt: skip
    listed = " ".join(f"{figure(a)},{figure(b)}" for a, b in points)
    return f'<polygon points="{listed}" {paint}/>'


def stroke(style: EdgeStyle, path: str, *, doubt: bool) -> str:
    """Draw a line along a path; one with an unknown in it is dashed."""
    dashes = DOUBT_DASHES if doubt else style.dashes
    pattern = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<path d="{path}" fill="none" stroke="{style.stroke}" '
        f'stroke-width="{figure(style.width)}"{pattern}/>'
    )


def end_mark(end: End, colour: str, x: float, y: float, way: int) -> str:
    """Draw the mark at the end of a line that arrives at (x, y), going right (1) or left (-1)."""
    back = x - 6 * way
    if end in {"triangle", "hollow"}:
        fill = colour if end == "triangle" else PAPER
        return (
            f'<polygon points="{figure(x)},{figure(y)} {figure(back)},{figure(y - 3.4)} '
            f'{figure(back)},{figure(y + 3.4)}" fill="{fill}" stroke="{colour}"/>'
        )
    if end == "circle":
        return (
            f'<circle cx="{figure(x - 3 * way)}" cy="{figure(y)}" r="2.8" fill="{PAPER}" '
            f'stroke="{colour}" stroke-width="1.3"/>'
        )
    if end == "square":
        left = min(x, x - 5 * way)
        return (
            f'<rect x="{figure(left)}" y="{figure(y - 2.5)}" width="5" height="5" fill="{colour}"/>'
        )
    at = figure(x - 2 * way)
    return f'<path d="M{at} {figure(y - 5)}V{figure(y + 5)}" stroke="{colour}" stroke-width="2.2"/>'


def writing(
    text: str,
    x: float,
    y: float,
    size: float,
    *,
    bold: bool = False,
    colour: str = INK,
    anchor: str = "start",
) -> str:
    """Write a text whose base line starts, or ends, at (x, y)."""
    weight = ' font-weight="bold"' if bold else ""
    family, fit = FONT, ""
    if any(bidirectional(letter) in {"R", "AL"} for letter in text):
        # Renderers differ in what they make of `direction`; marks in the text itself they all obey.
        text = f"\N{RIGHT-TO-LEFT EMBEDDING}{text}\N{POP DIRECTIONAL FORMATTING}"
        family = ARABIC_FONT
    elif text:
        # A reader may not have the font by which labels were cut: the text keeps its length.
        length = figure(width_px(text, size, bold=bold))
        fit = f' textLength="{length}" lengthAdjust="spacingAndGlyphs"'
    place = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return (
        f'<text x="{figure(x)}" y="{figure(y)}" font-family="{family}" '
        f'font-size="{figure(size)}"{weight}{place}{fit} fill="{colour}">{escape(text)}</text>'
    )


def hint(text: str) -> str:
    """Tell who points at a thing more than fits on it."""
    return f"<title>{escape(text)}</title>"
