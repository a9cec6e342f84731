"""What changed between two versions of a mandate, and how it went over a mission's life."""

from enum import StrEnum

import msgspec

from peaceops.domain.mandate import Clause


class ChangeKind(StrEnum):
    """What became of a clause."""

    SAME = "same"
    REWRITTEN = "rewritten"
    STRENGTHENED = "strengthened"
    WEAKENED = "weakened"
    ADDED = "added"
    DROPPED = "dropped"


class ClauseChange(msgspec.Struct, frozen=True):
    """A clause before and after; one of them is missing where it was added or dropped.

    Attributes:
        moved: it stands in another place among the others, or under another chapeau.
        reasons: what changed in it, each as `field: before → after`.
        likeness: of the words, 0 to 1.
    """

    kind: ChangeKind
    before: Clause | None
    after: Clause | None
    moved: bool = False
    reasons: tuple[str, ...] = ()
    likeness: float = 0.0


class Comparison(msgspec.Struct, frozen=True):
    """Two versions, clause by clause, in the order of the later one."""

    before: str
    after: str
    changes: tuple[ClauseChange, ...]

    def of(self, kind: ChangeKind) -> tuple[ClauseChange, ...]:
        """Return the changes of a kind."""
        return tuple(change for change in self.changes if change.kind is kind)


class Version(msgspec.Struct, frozen=True):
    """One text in the life of a mandate.

    Attributes:
        tasks: the strongest verb, 1 to 5, with which each task code is given.
        ceiling: the authorised strength that it states, over all paragraphs.
        expiry: until when; empty where it does not say.
        linked: protection clauses tied to the political process, of `protection` in all.
        scales: how many clauses a person confirmed as strategic, operational, tactical.
        unconfirmed: clauses whose scale nobody has confirmed; they are counted in no share.
    """

    symbol: str
    name: str
    adopted: str
    tasks: dict[str, int]
    ceiling: dict[str, int]
    expiry: str
    protection: int
    linked: int
    scales: dict[str, int]
    unconfirmed: int
