"""Circles in what waits for what."""

from collections.abc import Collection, Mapping, Sequence


def circles(steps: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """Return the sets of names that lead to each other, each sorted; one that leads to itself too.

    Args:
        steps: where each name leads; every name has an entry.

    After Tarjan (1972), without recursion: chains may be long.
    """
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    open_names: list[str] = []
    closed: set[str] = set()
    found: list[tuple[str, ...]] = []
    for start in steps:
        if start in order:
            continue
        order[start] = lowest[start] = len(order)
        open_names.append(start)
        path = [(start, iter(steps[start]))]
        while path:
            name, further = path[-1]
            following = next(further, None)
            if following is None:
                path.pop()
                if path:
                    above = path[-1][0]
                    lowest[above] = min(lowest[above], lowest[name])
                if lowest[name] == order[name]:
                    at = open_names.index(name)
                    members = open_names[at:]
                    del open_names[at:]
                    closed.update(members)
                    if len(members) > 1 or name in steps[name]:
                        found.append(tuple(sorted(members)))
            elif following not in order:
                order[following] = lowest[following] = len(order)
                open_names.append(following)
                path.append((following, iter(steps[following])))
            elif following not in closed:
                lowest[name] = min(lowest[name], order[following])
    return found


def may_lead_anywhere(steps: Mapping[str, Sequence[str]], unknown: Collection[str]) -> set[str]:
    """Return the names that lead, over any number of steps, to one whose steps are not known."""
    back: dict[str, list[str]] = {}
    for name, following in steps.items():
        for target in following:
            back.setdefault(target, []).append(name)
    reached = set(unknown)
    waiting = list(unknown)
    while waiting:
        for name in back.get(waiting.pop(), ()):
            if name not in reached:
                reached.add(name)
                waiting.append(name)
    return reached
