"""Where a marker leads: from the path of open lists to the path of the next item.

`30(a)(ii)` is the path letter 1, roman 2 under paragraph 30. Only the next item of an open list, or
the first of a new one, is taken; anything else is no marker, or is reported.
"""

from typing import Literal

import msgspec

from peaceops.direct.mandate.marker import ROMANS, Marker, letter_name

Kind = Literal["letter", "roman", "item", "dash"]


class Step(msgspec.Struct, frozen=True):
    """One level of a path: which list, and the place in it from 1."""

    kind: Kind
    value: int


Path = tuple[Step, ...]


def path_id(root: str, path: Path) -> str:
    """Write a path as the codebook does."""
    parts = [root]
    for step in path:
        if step.kind == "letter":
            parts.append(f"({letter_name(step.value)})")
        elif step.kind == "roman":
            parts.append(f"({ROMANS[step.value - 1]})")
        elif step.kind == "item":
            parts.append(f"({step.value})")
        else:
            parts.append(f"-{step.value}")
    return "".join(parts)


def next_path(path: Path, marker: Marker, following: Marker | None) -> Path | None:
    """Return the path that a lettered, roman or dashed marker leads to.

    Args:
        path: of the item before it.
        marker: to be placed.
        following: the next marker of a list in the text; it tells `(i)` after `(h)` from the first
            roman number under `(h)`.

    Returns:
        None where the marker is neither next in an open list nor first in a new one.
    """
    if marker.dash:
        return _next_in(path, "dash", _dash_value(path)) or (*path, Step("dash", 1))
    path = _without_dashes(path)
    as_letter = _next_in(path, "letter", marker.letter) if marker.letter else None
    as_roman = _next_in(path, "roman", marker.roman) if marker.roman else None
    if as_letter and marker.roman == 1:
        opens_roman = following is not None and following.roman == 2
        return (*path, Step("roman", 1)) if opens_roman else as_letter
    if as_letter and as_roman:
        return as_letter if len(as_letter) >= len(as_roman) else as_roman
    return as_letter or as_roman or _first_of(path, marker)


def _first_of(path: Path, marker: Marker) -> Path | None:
    """Return the path of the first item of a new list, None where such a list is open."""
    kinds: tuple[tuple[Kind, int], ...] = (("roman", marker.roman), ("letter", marker.letter))
    for kind, value in kinds:
        if value == 1 and not any(step.kind == kind for step in path):
            return (*path, Step(kind, 1))
    return None


def next_item(path: Path, number: int) -> Path | None:
    """Return the path of a numbered item inside a numbered paragraph, None where it is not next."""
    path = _without_dashes(path)
    found = _next_in(path, "item", number)
    if found:
        return found
    if number == 1 and not any(step.kind == "item" for step in path):
        return (*path, Step("item", 1))
    return None


def _without_dashes(path: Path) -> Path:
    """Close a list of dashes: nothing is numbered below a dash."""
    return tuple(step for step in path if step.kind != "dash")


def _next_in(path: Path, kind: Kind, value: int) -> Path | None:
    for at in range(len(path) - 1, -1, -1):
        if path[at].kind == kind and path[at].value + 1 == value:
            return (*path[:at], Step(kind, value))
    return None


def _dash_value(path: Path) -> int:
    return path[-1].value + 1 if path and path[-1].kind == "dash" else 0
