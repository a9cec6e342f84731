"""How each kind of thing and line looks: told apart by shape and pattern, not by colour alone.

Colours: Okabe and Ito's palette, darkened to 4.5 : 1 against white for lines and letters.
"""

from dataclasses import dataclass
from typing import Literal

End = Literal["triangle", "hollow", "circle", "square", "bar"]
Shape = Literal["hexagon", "octagon", "round", "box", "pill", "flag", "double"]

INK, SOFT, PAPER = "#1a1a1a", "#555555", "#ffffff"
FONT = "Noto Sans, Noto Sans Arabic, sans-serif"
ARABIC_FONT = "Noto Sans Arabic, Noto Sans, sans-serif"


@dataclass(frozen=True)
class NodeStyle:
    """How a kind of thing looks.

    Attributes:
        shape: its outline.
        fill, stroke: colours.
        column: where it stands in the picture.
    """

    shape: Shape
    fill: str
    stroke: str
    column: int


@dataclass(frozen=True)
class EdgeStyle:
    """How a kind of line looks.

    Attributes:
        stroke, width, dashes: of the line; no dashes is solid. A line with an unknown is always
            dashed, whatever its kind.
        end: mark at its end.
    """

    stroke: str
    width: float
    dashes: str
    end: End


NODES: dict[str, NodeStyle] = {
    "driver": NodeStyle("hexagon", "#f3ede4", "#7a5c2e", 0),
    "threat": NodeStyle("octagon", "#fbe3d6", "#a63c00", 1),
    "activity": NodeStyle("round", "#e1eef8", "#005a94", 2),
    "task": NodeStyle("box", "#eef3f7", "#37556b", 3),
    "unit": NodeStyle("double", "#f0f0f0", "#444444", 4),
    "objective": NodeStyle("pill", "#dff1ea", "#006b4f", 5),
    "track": NodeStyle("flag", "#f1e6f3", "#7a3d82", 6),
}
EDGES: dict[str, EdgeStyle] = {
    "causes": EdgeStyle("#a63c00", 1.3, "", "triangle"),
    "addresses": EdgeStyle("#005a94", 1.2, "", "hollow"),
    "implements": EdgeStyle("#37556b", 1.1, "1.2 3", "triangle"),
    "contributes_to": EdgeStyle("#006b4f", 2.0, "", "triangle"),
    "served_by": EdgeStyle("#7a3d82", 1.5, "", "circle"),
    "assigned": EdgeStyle("#444444", 1.0, "", "square"),
    "undermines": EdgeStyle("#1a1a1a", 1.5, "9 2.5 1.5 2.5", "bar"),
}
DOUBT_DASHES = "5 4"
