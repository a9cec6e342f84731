"""A picture in the forms that the renderers need: SVG for screens and PDF, PNG for Word."""

from collections.abc import Sequence
from functools import cache

import msgspec
import vl_convert

from peaceops.data import path

_PNG_SCALE = 2.0


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """A drawing.

    Attributes:
        svg: the drawing.
        alternative: what it shows, for those who can not see it.
        width: its share of the width it stands in, 0 … 1.
    """

    svg: str
    alternative: str
    width: float = 1.0


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(path("fonts")))


def from_vega_lite(specification: str, alternative: str, *, width: float = 1.0) -> Picture:
    """Draw a Vega-Lite specification, given as JSON."""
    _register_fonts()
    svg = vl_convert.vegalite_to_svg(specification)
    return Picture(svg=svg, alternative=alternative, width=width)


def png(picture: Picture) -> bytes:
    """Return a picture as PNG."""
    _register_fonts()
    return bytes(vl_convert.svg_to_png(picture.svg, scale=_PNG_SCALE))


def sparkline(values: Sequence[float], alternative: str) -> Picture:
    """Draw a row of bars, latest on the right; the tallest bar is the greatest value."""
    bar, height = 3, 22
    greatest = max(max(values, default=0.0), 1.0)
    bars = "".join(
        f'<rect x="{place * bar}" y="{height - tall:.2f}" width="{bar - 0.8}" height="{tall:.2f}"/>'
        for place, value in enumerate(values)
        if (tall := max(1.0, value / greatest * height) if value > 0 else 0)
    )
    width = len(values) * bar
    return Picture(
        svg=f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height + 1}" '
        f'width="{width}" height="{height + 1}"><g fill="#333">{bars}</g>'
        f'<rect x="0" y="{height}" width="{width}" height="0.6" fill="#888"/></svg>',
        alternative=alternative,
    )
