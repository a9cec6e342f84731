"""Links that say two reports tell of the same thing: put forward, decided by people, remembered.

A link never merges anything: both reports stay as they were told, and undoing a link is a further
version of it (doctrine C3, "merges that cannot be undone").
"""

from collections.abc import Iterable
from typing import ClassVar, Literal

from peaceops.domain.marking import Level, Marking
from peaceops.domain.strategy.node import Day, Node

EVENT = "event:"
"""How the id of an event in a data set begins: `event:ucdp-ged:12345`; only the id is kept."""

LinkStatus = Literal["proposed", "accepted", "refused", "undone"]


class CollationLinkNode(Node, frozen=True, kw_only=True):
    """Two reports, or a report and an event, that may tell of the same thing.

    Attributes:
        first, second: ids, in the order of the alphabet.
        status: proposed by the machine; accepted or refused by a person; undone: accepted once.
        explanation: why it was put forward, one reason each, in words.
        weight: how strongly, in bits; never a reason to accept it unseen.
        areas: of both reports; who may see neither area sees no link.
        decided_by: post of who accepted, refused or undid it.
        decided_on: day.
        reason: why, where a person gave one.
    """

    noun: ClassVar[str] = "collation_link"
    happened: ClassVar[tuple[str, ...]] = ("decided_on",)
    default_marking: ClassVar[Marking] = Marking(Level.CONFIDENTIAL)

    first: str
    second: str
    status: LinkStatus = "proposed"
    explanation: tuple[str, ...] = ()
    weight: float | None = None
    areas: tuple[str, ...] = ()
    decided_by: str | None = None
    decided_on: Day | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.first < self.second:
            raise ValueError("first and second must differ and stand in order")
        if self.status != "proposed" and (self.decided_by is None or self.decided_on is None):
            raise ValueError(f"{self.status} needs who and when")
        if self.status == "undone" and not self.reason.strip():
            raise ValueError("undoing a link needs a reason")


def link_id(one: str, other: str) -> str:
    """Return the id of the link between two reports, the same whichever is named first."""
    first, second = sorted((one, other))
    return f"link:{first}~{second}"


def told_together(links: Iterable[CollationLinkNode]) -> tuple[frozenset[str], ...]:
    """Return groups of reports that accepted links hold together, each of two or more."""
    groups: list[set[str]] = []
    for link in links:
        if link.status != "accepted":
            continue
        joined = {link.first, link.second}
        apart = []
        for group in groups:
            if group.isdisjoint(joined):
                apart.append(group)
            else:
                joined |= group
        groups = [*apart, joined]
    return tuple(sorted((frozenset(group) for group in groups), key=min))
