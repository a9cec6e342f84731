"""What a reader may see, laid out so that a database can ask it: `may_read` as a table.

The same permits, turned round: instead of "may this reader see this record", "which records".
`domain.access.may_read` stays the one predicate; that both agree is tested on drawn readers.
"""

from collections.abc import Iterable

import msgspec

from peaceops.domain.access import Reader, readable_under
from peaceops.domain.marking import Marking


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Some kinds of records, and up to which marking a reader sees them.

    Attributes:
        kinds: names of kinds.
        clearance: level and compartments, at most.
    """

    kinds: frozenset[str]
    clearance: Marking


class Sight(msgspec.Struct, frozen=True, kw_only=True):
    """All that a reader may see.

    Attributes:
        about_nobody: records that name no contributor.
        about_own: those that name the reader's own.
        about_others: those that name another contributor.
        account: what it recorded itself is outside neither area nor team.
        areas: it needs to know about; None for everywhere.
        teams: it belongs to.
        contributor: that it speaks for.
    """

    about_nobody: tuple[View, ...]
    about_own: tuple[View, ...]
    about_others: tuple[View, ...]
    account: str
    areas: frozenset[str] | None
    teams: frozenset[str]
    contributor: str


def sight_of(reader: Reader, kinds: Iterable[str]) -> Sight:
    """Return what a reader may see of some kinds of records."""
    names = sorted(kinds)
    other = f"not {reader.contributor}"
    return Sight(
        about_nobody=_views(reader, names, ""),
        about_own=_views(reader, names, reader.contributor) if reader.contributor else (),
        about_others=_views(reader, names, other),
        account=reader.account,
        areas=reader.areas,
        teams=reader.teams,
        contributor=reader.contributor,
    )


def _views(reader: Reader, kinds: Iterable[str], contributor: str) -> tuple[View, ...]:
    by_clearance: dict[Marking, set[str]] = {}
    for kind in kinds:
        clearance = readable_under(reader, kind, contributor)
        if clearance is not None:
            by_clearance.setdefault(clearance, set()).add(kind)
    return tuple(
        View(kinds=frozenset(names), clearance=clearance)
        for clearance, names in by_clearance.items()
    )
