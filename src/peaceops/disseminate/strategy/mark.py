"""Small marks of the picture: the level of a threat, and loose ends."""

from collections.abc import Sequence

from peaceops.disseminate.strategy.shape import figure, writing
from peaceops.disseminate.strategy.style import INK, NODES, PAPER


def level_bars(low: int, high: int, lefts: Sequence[float], y: float) -> str:
    """Draw four bars: dark up to the lowest level, hatched up to the highest, else empty."""
    colour = NODES["threat"].stroke
    parts = []
    for at, x in enumerate(lefts):
        fill = colour if at < low else PAPER
        parts.append(
            f'<rect x="{figure(x)}" y="{figure(y - 7)}" width="7.5" height="7.5" fill="{fill}" '
            f'stroke="{colour}" stroke-width="0.8"/>'
        )
        if low <= at < high:
            parts.append(
                f'<path d="M{figure(x)} {figure(y + 0.5)}L{figure(x + 7.5)} {figure(y - 7)}'
                f"M{figure(x)} {figure(y - 3.2)}L{figure(x + 3.8)} {figure(y - 7)}"
                f'M{figure(x + 3.7)} {figure(y + 0.5)}L{figure(x + 7.5)} {figure(y - 3.3)}" '
                f'stroke="{colour}" stroke-width="0.9"/>'
            )
    return "".join(parts)


def loose_end(x: float, y: float, way: int, *, doubt: bool) -> str:
    """Draw a loose end from (x, y): dashed with a question mark, or with an empty ring."""
    if doubt:
        anchor = "start" if way > 0 else "end"
        return (
            f'<path d="M{figure(x)} {figure(y)}h{figure(11 * way)}" stroke="{INK}" '
            f'stroke-width="1.2" stroke-dasharray="3.5 2.5"/>'
            + writing("?", x + 12.5 * way, y + 4, 11, bold=True, anchor=anchor)
        )
    return (
        f'<path d="M{figure(x)} {figure(y)}h{figure(8 * way)}" stroke="{INK}" stroke-width="1.1"/>'
        f'<circle cx="{figure(x + 11 * way)}" cy="{figure(y)}" r="3" fill="{PAPER}" '
        f'stroke="{INK}" stroke-width="1.1"/>'
    )
