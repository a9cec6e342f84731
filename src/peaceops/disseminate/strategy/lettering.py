"""How wide words are in the vendored font, so that labels are cut where they would not fit."""

from functools import cache

from fontTools.ttLib import TTFont

from peaceops.data import path

ELLIPSIS = "…"
_FILES = {
    False: ("NotoSans-Regular.ttf", "NotoSansArabic-Regular.ttf"),
    True: ("NotoSans-Bold.ttf", "NotoSansArabic-Bold.ttf"),
}
_WIDE = 0.7
"""Of the font's size: what a letter is taken for that no vendored font has."""


def width_px(text: str, size_px: float, *, bold: bool = False) -> float:
    """Return how wide a text is; Arabic is measured unjoined, which is never too narrow."""
    advances = _advances(bold)
    return size_px * sum(advances.get(ord(letter), _WIDE) for letter in text)


def fitted(text: str, width: float, size_px: float, *, bold: bool = False) -> str:
    """Return a text, cut with an ellipsis where it is wider than there is room."""
    if width_px(text, size_px, bold=bold) <= width:
        return text
    kept = text
    while kept and width_px(kept.rstrip() + ELLIPSIS, size_px, bold=bold) > width:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def wrapped(text: str, first: float, rest: float, size_px: float, lines: int) -> list[str]:
    """Break a text into at most so many lines; the first has another width than the rest."""
    waiting = text.split()
    done: list[str] = []
    while waiting and len(done) < lines:
        room = rest if done else first
        if len(done) == lines - 1:
            done.append(fitted(" ".join(waiting), room, size_px))
            break
        count = 1
        while count < len(waiting) and width_px(" ".join(waiting[: count + 1]), size_px) <= room:
            count += 1
        done.append(fitted(" ".join(waiting[:count]), room, size_px))
        waiting = waiting[count:]
    return done


@cache
def _advances(bold: bool) -> dict[int, float]:
    """Return the width of each letter as a share of the font's size."""
    found: dict[int, float] = {}
    for name in _FILES[bold]:
        with TTFont(path("fonts") / name, lazy=True) as font:
            per_em = font["head"].unitsPerEm
            widths = font["hmtx"].metrics
            for code, glyph in font.getBestCmap().items():
                found.setdefault(code, widths[glyph][0] / per_em)
    return found
