"""Place a layered graph: few crossings, short lines, nothing on top of anything else.

Columns are given. Lines that skip columns get a lane in each; lines of one kind to one end share
it. Order: barycentres, then swaps of neighbours (Sugiyama, Tagawa and Toda 1981). Heights: each
thing as near as may be to the mean of its neighbours, by least squares with least distances.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

SWEEPS = 24
_LANE = ""


@dataclass(frozen=True)
class Box:
    """A thing to place.

    Attributes:
        name: unique.
        column: from 0.
        height: px.
    """

    name: str
    column: int
    height: float


@dataclass(frozen=True)
class Line:
    """A line between things in different columns.

    Attributes:
        kind: lines of one kind that end at one thing share their lanes.
        source, target: names.
    """

    kind: str
    source: str
    target: str


@dataclass(frozen=True)
class Placed:
    """Where things are.

    Attributes:
        middles: height of the middle of each box, px from the top.
        lanes: for each line, the heights of its lanes in the columns between its ends, from source
            to target.
        height: of the whole, px.
        crossings: how many pairs of lines cross.
    """

    middles: dict[str, float]
    lanes: dict[Line, tuple[float, ...]]
    height: float
    crossings: int


Key = tuple[str, str, int]
"""Of a box `(name, "", 0)`, of a lane `(kind, target, column)`."""
Neighbours = dict[Key, list[Key]]
Order = list[list[Key]]


def place(
    boxes: Sequence[Box],
    lines: Iterable[Line],
    *,
    gap: float,
    lane_height: float,
) -> Placed:
    """Place boxes and lines. Same things in any order, same places.

    Args:
        boxes: what to place.
        lines: between them.
        gap: least distance between two boxes of a column, px.
        lane_height: room that a lane takes, px.
    """
    by_name = {box.name: box for box in boxes}
    kept = sorted(set(lines), key=lambda line: (line.kind, line.source, line.target))
    routes = {line: _route(line, by_name) for line in kept}
    columns: Order = [[] for _ in range(max((box.column for box in boxes), default=-1) + 1)]
    height: dict[Key, float] = {}
    for box in sorted(boxes, key=lambda box: box.name):
        key = (box.name, _LANE, 0)
        columns[box.column].append(key)
        height[key] = box.height
    for route in routes.values():
        for key in route[1:-1]:
            if key not in height:
                columns[key[2]].append(key)
                height[key] = lane_height
    left, right = _neighbours(routes, {key: at for at, keys in enumerate(columns) for key in keys})
    columns = _ordered(columns, left, right)
    middles, total = _heights(columns, left, right, height, gap)
    return Placed(
        {name: middles[name, _LANE, 0] for name in by_name},
        {line: tuple(middles[key] for key in route[1:-1]) for line, route in routes.items()},
        total,
        _all_crossings(columns, right),
    )


def _route(line: Line, boxes: dict[str, Box]) -> list[Key]:
    start, end = boxes[line.source].column, boxes[line.target].column
    step = 1 if end > start else -1
    lanes = [(line.kind, line.target, column) for column in range(start + step, end, step)]
    return [(line.source, _LANE, 0), *lanes, (line.target, _LANE, 0)]


def _neighbours(
    routes: dict[Line, list[Key]], column: dict[Key, int]
) -> tuple[Neighbours, Neighbours]:
    left: Neighbours = {key: [] for key in column}
    right: Neighbours = {key: [] for key in column}
    for a, b in sorted({pair for route in routes.values() for pair in pairwise(route)}):
        first, second = (a, b) if column[a] < column[b] else (b, a)
        if column[first] < column[second]:
            right[first].append(second)
            left[second].append(first)
    return left, right


def _ordered(columns: Order, left: Neighbours, right: Neighbours) -> Order:
    """Sweep to and fro by barycentres from two beginnings; keep the order with least crossings.

    One beginning is the order in which people number things, for they often number them by place
    or by theme; the other turns every second column of it around.
    """
    natural = [sorted(keys, key=_natural) for keys in columns]
    turned = [keys[::-1] if place % 2 else keys for place, keys in enumerate(natural)]
    found = [_swept(start, left, right) for start in (natural, turned)]
    return min(found, key=lambda order: _all_crossings(order, right))


def _natural(key: Key) -> tuple[list[tuple[bool, int, str]], Key]:
    """Order names as people do: A2 before A10; a lane by the thing it leads to."""
    name = key[1] or key[0]
    parts = re.findall(r"[0-9]+|[^0-9]+", name)
    return [
        (part.isdigit(), int(part) if part.isdigit() else 0, "" if part.isdigit() else part)
        for part in parts
    ], key


def _swept(start: Order, left: Neighbours, right: Neighbours) -> Order:
    current = start
    best, fewest = start, _all_crossings(start, right)
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        nearer, further = (left, right) if forward else (right, left)
        current = [list(keys) for keys in current]
        for at in range(len(current)) if forward else reversed(range(len(current))):
            share = {
                key: (place + 0.5) / len(keys) for keys in current for place, key in enumerate(keys)
            }
            pull = {}
            for key in current[at]:
                ends = nearer[key] or further[key]
                pull[key] = sum(share[end] for end in ends) / len(ends) if ends else share[key]
            rank = {key: (pull[key], place) for place, key in enumerate(current[at])}
            current[at] = sorted(current[at], key=rank.__getitem__)
        current = _swapped(current, left, right)
        count = _all_crossings(current, right)
        if count < fewest:
            best, fewest = current, count
    return best


def _all_crossings(order: Order, right: Neighbours) -> int:
    return sum(_crossings(first, second, right) for first, second in pairwise(order))


def _swapped(columns: Order, left: Neighbours, right: Neighbours) -> Order:
    """Swap neighbours in a column wherever that saves crossings."""
    columns = [list(keys) for keys in columns]
    for at, keys in enumerate(columns):
        sides = []
        if at > 0:
            sides.append((left, {key: place for place, key in enumerate(columns[at - 1])}))
        if at + 1 < len(columns):
            sides.append((right, {key: place for place, key in enumerate(columns[at + 1])}))
        changed = True
        while changed:
            changed = False
            for place in range(len(keys) - 1):
                a, b = keys[place], keys[place + 1]
                now = before = 0
                for ends, where in sides:
                    for one in ends[a]:
                        for two in ends[b]:
                            now += where[one] > where[two]
                            before += where[one] < where[two]
                if before < now:
                    keys[place], keys[place + 1] = b, a
                    changed = True
    return columns


def _crossings(first: list[Key], second: list[Key], right: Neighbours) -> int:
    where = {key: place for place, key in enumerate(second)}
    ends = [sorted(where[end] for end in right[key]) for key in first]
    return sum(
        a > b
        for at, mine in enumerate(ends)
        for theirs in ends[at + 1 :]
        for a in mine
        for b in theirs
    )


def _heights(
    columns: Order,
    left: Neighbours,
    right: Neighbours,
    height: dict[Key, float],
    gap: float,
) -> tuple[dict[Key, float], float]:
    offsets: list[list[float]] = []
    for keys in columns:
        down: list[float] = []
        for place, key in enumerate(keys):
            if place == 0:
                down.append(height[key] / 2)
                continue
            above = keys[place - 1]
            down.append(down[-1] + (height[above] + height[key]) / 2 + gap)
        offsets.append(down)
    total = max(
        (
            down[-1] + height[keys[-1]] / 2
            for keys, down in zip(columns, offsets, strict=True)
            if keys
        ),
        default=0.0,
    )
    middles: dict[Key, float] = {}
    for keys, down in zip(columns, offsets, strict=True):
        # To begin with, each column is spread over the whole height.
        room = total - (down[-1] + height[keys[-1]] / 2) if keys else 0.0
        for place, key in enumerate(keys):
            middles[key] = down[place] + room * (place + 0.5) / len(keys)
    for sweep in range(SWEEPS):
        pairs = list(zip(columns, offsets, strict=True))
        for keys, down in pairs if sweep % 2 == 0 else reversed(pairs):
            if not keys:
                continue
            room = total - (down[-1] + height[keys[-1]] / 2)
            wanted = []
            for place, key in enumerate(keys):
                ends = [*left[key], *right[key]]
                at = sum(middles[end] for end in ends) / len(ends) if ends else middles[key]
                wanted.append(at - down[place])
            for place, value in enumerate(_rising(wanted)):
                middles[keys[place]] = down[place] + min(max(value, 0.0), room)
    return middles, total


def _rising(values: list[float]) -> list[float]:
    """Return the values nearest to some that never fall, by least squares (pool of neighbours)."""
    pools: list[tuple[float, int]] = []
    for value in values:
        mean, count = value, 1
        while pools and pools[-1][0] > mean:
            other, many = pools.pop()
            mean, count = (mean * count + other * many) / (count + many), count + many
        pools.append((mean, count))
    return [mean for mean, count in pools for _ in range(count)]
