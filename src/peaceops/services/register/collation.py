"""Links between reports: put forward by the machine, decided by people, undone at will, remembered.

A link ties; it never merges. Whatever was decided once, the machine does not put forward again.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

import msgspec
import polars as pl

from peaceops.collate.link.propose import propose_links
from peaceops.collate.link.told import TOLD_SCHEMA, told_by_events, told_by_items
from peaceops.collate.origin import SharedOrigin, origin_chains, shared_origins
from peaceops.domain.collation_link import CollationLinkNode, told_together
from peaceops.domain.error import PeaceopsError
from peaceops.domain.evidence import independent_origins
from peaceops.domain.marking import Marking, combined
from peaceops.domain.record import Record
from peaceops.domain.strategy.information import ItemNode
from peaceops.registers.record.listing import ids_of
from peaceops.services.event import mission_events
from peaceops.services.folder import open_mission
from peaceops.services.register.item import told_by
from peaceops.services.register.session import Session
from peaceops.services.register.standing import all_of, changed, standing
from peaceops.services.register.writing import Entry, write_record, write_records

MOST_AT_ONCE = 500
"""Proposals recorded in one go, the strongest; whoever decided on these asks for more."""

Decision = Literal["accept", "refuse", "undo"]
_AFTER: Mapping[Decision, tuple[str, frozenset[str]]] = {
    "accept": ("accepted", frozenset({"proposed", "refused", "undone"})),
    "refuse": ("refused", frozenset({"proposed"})),
    "undo": ("undone", frozenset({"accepted"})),
}
"""What a decision makes of a link, and from which states."""


class ToldThing(msgspec.Struct, frozen=True, kw_only=True):
    """Reports that people tied together: they tell of one thing.

    Attributes:
        reports: ids of items and events.
        origins: how many groups of items share no ancestor; a rumour told thrice is one.
        echoes: pairs among them that go back to the same.
    """

    reports: tuple[str, ...]
    origins: int
    echoes: tuple[SharedOrigin, ...]


def propose(session: Session, folder: Path | None = None) -> tuple[CollationLinkNode, ...]:
    """Put forward which reports tell of the same thing, and record it for people to decide.

    Args:
        session: who asks; only what they see is compared.
        folder: of the mission, to compare with its events too. Of an event only the id is kept.

    Returns:
        what is new, the strongest first.
    """
    items = {record.id: (record, item) for record, item in all_of(session, ItemNode)}
    told = [told_by_items([item for _, item in items.values()])]
    if folder is not None and told[0].height:
        intake = mission_events(open_mission(folder))
        first = told[0].select(pl.col("since").min()).item()
        events = intake.events.filter(pl.col("date_end") >= first)
        told.append(told_by_events(events, intake.provenance.dataset.name))
    together = pl.concat(told) if told else TOLD_SCHEMA.to_frame()
    links = propose_links(together, ids_of([CollationLinkNode.noun]))
    records = {name: record for name, (record, _) in items.items()}
    marked = tuple(_marked(link, records) for link in links[:MOST_AT_ONCE])
    if marked:
        write_records(session, [Entry(payload=link) for link in marked])
    return marked


def decide(
    session: Session, name: str, decision: Decision, *, base_version: int, reason: str = ""
) -> Record:
    """Accept a link, refuse it, or undo one that was accepted; every step stays in its history.

    Raises:
        PeaceopsError: it is not in a state for that, or undoing it has no reason.
    """
    record, link = standing(session, name, CollationLinkNode)
    status, before = _AFTER[decision]
    # Whoever decides on an older version meets the other's decision below, both versions shown.
    if record.version == base_version and link.status not in before:
        raise PeaceopsError(f"it is {link.status}; it can not be {status}", where=name)
    for end in (link.first, link.second):
        if not end.startswith("event:"):
            standing(session, end, ItemNode)  # who decides must see both
    decided = changed(
        link, status=status, decided_by=session.reader.post, decided_on=session.now.date(),
        reason=reason,
    )  # fmt: skip
    return write_record(session, Entry(payload=decided, base_version=base_version, reason=reason))


def told_things(session: Session) -> tuple[ToldThing, ...]:
    """Return what accepted links hold together, with how many origins really stand behind it."""
    groups = told_together(link for _, link in all_of(session, CollationLinkNode))
    items = {item.id: item for _, item in all_of(session, ItemNode)}
    chains = origin_chains(items.values(), told_by(session, set().union(*groups)))
    things = []
    for group in groups:
        inside = {name: chains[name] for name in sorted(group) if name in chains}
        things.append(
            ToldThing(
                reports=tuple(sorted(group)),
                origins=independent_origins(inside.values()),
                echoes=shared_origins(inside),
            )
        )
    return tuple(things)


def open_proposals(session: Session) -> tuple[CollationLinkNode, ...]:
    """Return links that wait for a decision, the strongest first."""
    waiting = [link for _, link in all_of(session, CollationLinkNode) if link.status == "proposed"]
    return tuple(sorted(waiting, key=lambda link: (-(link.weight or 0.0), link.id)))


def _marked(link: CollationLinkNode, records: Mapping[str, Record]) -> CollationLinkNode:
    """Mark a link as both of its ends together, and place it where they lie."""
    ends = [records[name] for name in (link.first, link.second) if name in records]
    marking = _marking(ends, link)
    return changed(
        link,
        classification=marking.level.name.lower(),
        compartments=sorted(marking.compartments),
        areas=tuple(sorted({area for record in ends for area in record.areas})),
    )


def _marking(ends: Iterable[Record], link: CollationLinkNode) -> Marking:
    return combined([link.marking, *(record.marking for record in ends)])
