"""The path of a finding through the picture: what it names, and what ties that together."""

from collections.abc import Iterable

from peaceops.disseminate.strategy.drawn import Drawn

LONGEST = 3
"""Links; things further apart are not on one path."""


def path_of(named: Iterable[str], shown: Drawn) -> tuple[str, ...]:
    """Return the drawn things that a finding is about, and those that lie between them, by id.

    What is not drawn itself, such as a caveat, stands for the things it is tied to. Pieces that
    are apart are joined to the first by the shortest way, where it has few links.
    """
    there = {node.id for node in shown.nodes}
    lit: set[str] = set()
    for name in named:
        lit.update([name] if name in there else shown.near.get(name, ()))
    ends: dict[str, list[str]] = {}
    for edge in shown.edges:
        ends.setdefault(edge.source, []).append(edge.target)
        ends.setdefault(edge.target, []).append(edge.source)
    whole = set(lit)
    while lit:
        joined = _piece(min(whole), whole, ends)
        apart = whole - joined
        way = _shortest(joined, apart, ends)
        if not way:
            break
        whole |= set(way)
    return tuple(sorted(whole))


def _piece(start: str, among: set[str], ends: dict[str, list[str]]) -> set[str]:
    """Return what hangs together with a thing, walking only over some things."""
    found, waiting = {start}, [start]
    while waiting:
        for end in ends.get(waiting.pop(), ()):
            if end in among and end not in found:
                found.add(end)
                waiting.append(end)
    return found


def _shortest(start: set[str], goals: set[str], ends: dict[str, list[str]]) -> tuple[str, ...]:
    """Return the shortest way from some things to any of some others; nothing where it is long."""
    ways: dict[str, tuple[str, ...]] = {name: (name,) for name in sorted(start)}
    border = sorted(start)
    for _ in range(LONGEST):
        following: list[str] = []
        for name in border:
            for end in sorted(set(ends.get(name, ()))):
                if end not in ways:
                    ways[end] = (*ways[name], end)
                    following.append(end)
        reached = sorted(goals & set(following))
        if reached:
            return ways[reached[0]]
        border = following
    return ()
