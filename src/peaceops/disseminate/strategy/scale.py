"""How large the picture is drawn: roomy, dense, or for print."""

from dataclasses import dataclass

from peaceops.disseminate.strategy.drawn import Drawn
from peaceops.disseminate.strategy.style import NODES


@dataclass(frozen=True)
class Scale:
    """How large things are drawn, px.

    Attributes:
        box: width of a box; some columns are narrower.
        between: between two columns.
        gap: between two boxes of a column.
        title_lines: at most so many lines for a title.
        notes: kinds of things that carry their note; all others carry it in their hint.
    """

    box: float
    between: float
    gap: float
    title_lines: int
    notes: frozenset[str]


ROOMY = Scale(208, 72, 12, 2, frozenset(NODES))
DENSE = Scale(222, 84, 7, 1, frozenset({"driver", "threat"}))
PRINT = Scale(150, 36, 7, 2, frozenset(NODES))
ROOMY_UP_TO = 60
"""Nodes; beyond, boxes are low so that the whole can still be overlooked."""


def scale_for(shown: Drawn) -> Scale:
    """Return how large to draw for a screen."""
    return ROOMY if len(shown.nodes) <= ROOMY_UP_TO else DENSE
