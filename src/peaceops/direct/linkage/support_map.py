"""The support map: where each party publicly stands on each objective (R-11, R-16)."""

from datetime import date
from typing import Literal, get_args

import msgspec

from peaceops.direct.check.view import equals
from peaceops.direct.linkage.ledger import PARTIES
from peaceops.direct.linkage.seen import seen_by
from peaceops.domain.marking import Marking
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.politics import ObjectiveNode, Party, PositionNode

Stance = Literal[
    "supports", "supports_with_reservation", "silent", "opposes", "not_recorded", "unknown"
]
STANCES: tuple[Stance, ...] = get_args(Stance)


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A position in force.

    Attributes:
        id: of the position.
        member: member State or body; empty for the party as a whole.
        stance: as stated.
        date: when; None where no day is recorded.
        citation: the public record.
    """

    id: str
    member: str
    stance: Stance
    date: date | None
    citation: str


class SupportCell(msgspec.Struct, frozen=True, kw_only=True):
    """Where a party stands on an objective.

    Attributes:
        party: who; None where no party is recorded with the position.
        standings: the latest of each member, by member; empty where nobody said anything.
        divided: its members are on record with stances that differ.
        may_hold_more: a position is above the reader's clearance, or it is not known to what one
            refers.
    """

    party: Party | None
    standings: tuple[Standing, ...]
    divided: bool
    may_hold_more: bool


class SupportRow(msgspec.Struct, frozen=True, kw_only=True):
    """An objective.

    Attributes:
        objective, title: which.
        cells: one a party, then one for positions without a party, where there are such.
        counts: positions in force by stance.
    """

    objective: str
    title: str
    cells: tuple[SupportCell, ...]
    counts: dict[Stance, int]


class SupportMap(msgspec.Struct, frozen=True, kw_only=True):
    """The map.

    Attributes:
        day: as of.
        rows: objectives that are neither reached nor dropped, by id.
        superseded: positions that a later one of the same member on the same objective replaced.
        marking: the most of what it was made from.
        left_out: nodes and edges above the reader's clearance.
    """

    day: date
    rows: tuple[SupportRow, ...]
    superseded: int
    marking: Marking
    left_out: int


def support_map(strategy: Strategy, day: date, clearance: Marking) -> SupportMap:
    """Return the positions of all parties on all objectives as of a day."""
    seen = seen_by(strategy, day, clearance)
    view = seen.view
    rows = []
    superseded = 0
    for objective in view.of(ObjectiveNode):
        if equals(objective, "status", "reached", "dropped") is True:
            continue
        links = view.into(objective, "towards", PositionNode)
        latest: dict[tuple[Party | None, str], PositionNode] = {}
        for position in sorted(links.nodes, key=lambda one: (one.date or date.min, one.id)):
            superseded += (position.party, position.member) in latest
            latest[position.party, position.member] = position
        more = not links.complete or seen.may_lack("towards", objective.id)
        parties: list[Party | None] = [*PARTIES]
        if any(party is None for party, _ in latest):
            parties.append(None)
        cells = tuple(
            _cell(party, [one for (whose, _), one in latest.items() if whose == party], more=more)
            for party in parties
        )
        stances = [standing.stance for cell in cells for standing in cell.standings]
        rows.append(
            SupportRow(
                objective=objective.id,
                title=objective.title,
                cells=cells,
                counts={stance: stances.count(stance) for stance in STANCES},
            )
        )
    return SupportMap(
        day=day,
        rows=tuple(rows),
        superseded=superseded,
        marking=seen.marking,
        left_out=seen.left_out,
    )


def _cell(party: Party | None, positions: list[PositionNode], *, more: bool) -> SupportCell:
    standings = tuple(
        Standing(
            id=position.id,
            member=position.member,
            stance=_stance(position),
            date=position.date,
            citation=position.citation,
        )
        for position in sorted(positions, key=lambda one: (one.member, one.id))
    )
    stated = {one.stance for one in standings} - {"unknown", "not_recorded"}
    return SupportCell(
        party=party, standings=standings, divided=len(stated) > 1, may_hold_more=more
    )


def _stance(position: PositionNode) -> Stance:
    if position.stance is not None:
        return position.stance
    return "unknown" if is_unknown(position, "stance") else "not_recorded"
