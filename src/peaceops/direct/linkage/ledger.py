"""The responsibility ledger: what each party undertook, and what it delivered (R-24)."""

from datetime import date
from typing import Literal, get_args

import msgspec

from peaceops.direct.linkage.seen import seen_by
from peaceops.domain.marking import Marking
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.politics import Party, UndertakingNode

PARTIES: tuple[Party, ...] = get_args(Party)
UndertakingState = Literal["delivered", "due", "overdue", "undated", "unknown"]
UNDERTAKING_STATES: tuple[UndertakingState, ...] = get_args(UndertakingState)


class LedgerEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An undertaking.

    Attributes:
        id, text: what was undertaken.
        state: delivered; due on a day that has not passed; overdue; undated, where no due day is
            recorded; unknown, where somebody does not know whether or by when.
        due, delivered: days.
        late: it was delivered after it was due.
        evidence: what shows it; a delivery without evidence is a claim.
        towards: ids of the objectives and other nodes it serves.
    """

    id: str
    text: str
    state: UndertakingState
    due: date | None
    delivered: date | None
    late: bool
    evidence: str
    towards: tuple[str, ...]


class PartyAccount(msgspec.Struct, frozen=True, kw_only=True):
    """What one party undertook.

    Attributes:
        party: who; None for undertakings of which no party is recorded.
        party_unknown: somebody looked and does not know whose it is.
        entries: by due day and id.
        counts: how many stand in each state.
    """

    party: Party | None
    party_unknown: bool
    entries: tuple[LedgerEntry, ...]
    counts: dict[UndertakingState, int]


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """The ledger.

    Attributes:
        day: as of.
        accounts: one for every party, those without any undertaking included, then those of which
            no party is recorded or known, where there are such.
        marking: the most of what it was made from.
        left_out: nodes and edges above the reader's clearance.
    """

    day: date
    accounts: tuple[PartyAccount, ...]
    marking: Marking
    left_out: int


def responsibility_ledger(strategy: Strategy, day: date, clearance: Marking) -> Ledger:
    """Return what each party undertook and where it stands as of a day; each counted once."""
    seen = seen_by(strategy, day, clearance)
    entries: dict[tuple[Party | None, bool], list[LedgerEntry]] = {
        (party, False): [] for party in PARTIES
    }
    for undertaking in seen.view.of(UndertakingNode):
        key = (undertaking.party, undertaking.party is None and is_unknown(undertaking, "party"))
        towards = tuple(edge.target for edge in seen.strategy.out(undertaking.id, "towards"))
        entries.setdefault(key, []).append(_entry(undertaking, day, towards))
    return Ledger(
        day=day,
        accounts=tuple(
            _account(party, unknown, entries[party, unknown])
            for party, unknown in sorted(
                entries, key=lambda key: (key[0] is None, key[1], _place(key[0]))
            )
        ),
        marking=seen.marking,
        left_out=seen.left_out,
    )


def _place(party: Party | None) -> int:
    return len(PARTIES) if party is None else PARTIES.index(party)


def _account(party: Party | None, unknown: bool, entries: list[LedgerEntry]) -> PartyAccount:
    return PartyAccount(
        party=party,
        party_unknown=unknown,
        entries=tuple(sorted(entries, key=lambda entry: (entry.due or date.max, entry.id))),
        counts={
            state: sum(entry.state == state for entry in entries) for state in UNDERTAKING_STATES
        },
    )


def _entry(undertaking: UndertakingNode, day: date, towards: tuple[str, ...]) -> LedgerEntry:
    due, delivered = undertaking.due, undertaking.delivered
    return LedgerEntry(
        id=undertaking.id,
        text=undertaking.text or undertaking.title,
        state=_state(undertaking, day),
        due=due,
        delivered=delivered,
        late=due is not None and delivered is not None and delivered > due,
        evidence=undertaking.evidence,
        towards=tuple(sorted(towards)),
    )


def _state(undertaking: UndertakingNode, day: date) -> UndertakingState:
    if undertaking.delivered is not None:
        return "delivered"
    if is_unknown(undertaking, "delivered"):
        return "unknown"
    if undertaking.due is None:
        return "unknown" if is_unknown(undertaking, "due") else "undated"
    return "overdue" if undertaking.due < day else "due"
