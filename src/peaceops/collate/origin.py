"""Where reports go back to: chains of origin, and reports that only repeat each other.

Two reports that share an ancestor count once, however many publishers stand between; credibility 1
takes two whose chains do not meet (doctrine B5 rule 3).
"""

from collections.abc import Collection, Iterable, Mapping
from itertools import combinations

import msgspec

from peaceops.domain.evidence import independent_origins
from peaceops.domain.strategy.information import ItemNode

FEWEST_TO_CONFIRM = 2
"""Reports of separate origin that credibility 1 takes."""


class SharedOrigin(msgspec.Struct, frozen=True, kw_only=True):
    """Two reports that go back to the same.

    Attributes:
        first, second: ids of the reports, in the order of the alphabet.
        through: what both go back to; one of the two where it repeats the other.
    """

    first: str
    second: str
    through: tuple[str, ...]


def origin_chains(
    items: Iterable[ItemNode], told_by: Mapping[str, str] | None = None
) -> dict[str, frozenset[str]]:
    """Return for each item everything that it goes back to, itself and its source among it.

    Args:
        items: with their origins; an origin may be an item of its own, or only a name.
        told_by: id of an item's source, where the reader may know it. Two reports of one source are
            not independent.
    """
    known = {item.id: item for item in items}
    sources = told_by or {}
    chains: dict[str, frozenset[str]] = {}
    for name in known:
        chain: set[str] = set()
        ahead = [name]
        while ahead:
            at = ahead.pop()
            if at in chain:  # origins may lead in a circle: then they all are one
                continue
            chain.add(at)
            if at in known:
                ahead += known[at].origins
            if at in sources:
                chain.add(f"source {sources[at]}")
        chains[name] = frozenset(chain)
    return chains


def shared_origins(chains: Mapping[str, Collection[str]]) -> tuple[SharedOrigin, ...]:
    """Return all pairs of reports that share an ancestor, with what they share."""
    by_ancestor: dict[str, list[str]] = {}
    for name, chain in chains.items():
        for ancestor in chain:
            by_ancestor.setdefault(ancestor, []).append(name)
    through: dict[tuple[str, str], set[str]] = {}
    for ancestor, names in by_ancestor.items():
        for pair in combinations(sorted(names), 2):
            through.setdefault(pair, set()).add(ancestor)
    return tuple(
        SharedOrigin(first=first, second=second, through=tuple(sorted(shared)))
        for (first, second), shared in sorted(through.items())
    )


def confirmation_gap(group: Iterable[Collection[str]]) -> str:
    """Say what keeps reports of one thing from confirming each other; empty where nothing does.

    Args:
        group: chains of all reports that tell of it and do not contradict it.
    """
    chains = list(group)
    separate = independent_origins(chains)
    if separate >= FEWEST_TO_CONFIRM:
        return ""
    if len(chains) < FEWEST_TO_CONFIRM:
        return "no other report tells of it"
    return f"its {len(chains)} reports all go back to one origin"
