"""Expectations: what each party expects in each scenario, and what could be delivered."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from peaceops.act.deploy.clock import measured_clocks
from peaceops.direct.check.view import View
from peaceops.direct.expectation.gap import GapRow, gap_rows
from peaceops.direct.expectation.message import PublicMessage
from peaceops.direct.strategy.load import load_strategy
from peaceops.domain.marking import EVERYTHING, Marking, may_see
from peaceops.domain.strategy.as_of import as_known
from peaceops.domain.strategy.graph import Strategy
from peaceops.services.check import CheckOrder, day_of, profile_of

_SHAPE = 1


@dataclass(frozen=True, kw_only=True)
class ExpectationOrder:
    """What is to be read, and by whom.

    Attributes:
        path: a strategy file, a folder of them, or a mission's folder.
        as_of: the day; that of the strategy's mission where none is given.
        profile: name; by the mission's settings or phase where none is given.
        clearance: of the reader.
    """

    path: Path
    as_of: date | None = None
    profile: str | None = None
    clearance: Marking = EVERYTHING


@dataclass(frozen=True)
class Expectations:
    """The gaps, as their reader may see them.

    Attributes:
        day: as of.
        rows: widest first.
        withheld: how many rows are above the reader.
        messages: drafts that the reader may see, those of withheld rows too; each once, so that
            none tells which scenario it is of.
    """

    day: date
    rows: tuple[GapRow, ...]
    withheld: int
    messages: tuple[PublicMessage, ...]


def expectations(order: ExpectationOrder) -> Expectations:
    """Return the expectation gap of each scenario and area.

    Raises:
        PeaceopsError: nothing to read, faults in it, no date, no such profile.
    """
    strategy = load_strategy(order.path)
    day = day_of(strategy, order.as_of, str(order.path))
    profile = profile_of(
        strategy, CheckOrder(path=order.path, as_of=order.as_of, profile=order.profile)
    )
    known = as_known(strategy, day)
    rows = gap_rows(View(known, day, profile), leaves=departure_minutes(known))
    seen = tuple(row for row in rows if may_see(order.clearance, row.marking))
    messages = dict.fromkeys(
        row.message for row in rows if may_see(order.clearance, row.message.marking)
    )
    return Expectations(day, seen, len(rows) - len(seen), tuple(messages))


def departure_minutes(strategy: Strategy) -> float | None:
    """Return the minutes from alert to departure; None where no part of it was measured.

    Parts that nobody measured are taken at what plans claim.
    """
    clocks = measured_clocks(strategy).clocks
    return clocks.minutes if clocks.measured else None


def expectations_document(found: Expectations) -> dict[str, Any]:
    """Return the gaps as JSON's content."""
    return {
        "format": _SHAPE,
        "as_of": found.day.isoformat(),
        "rows": [_row(row) for row in found.rows],
        "withheld": found.withheld,
        "draft_messages": [
            {"text": list(one.text), "classification": _level(one.marking), "released": False}
            for one in found.messages
        ],
    }


def _row(row: GapRow) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(row)
    marking, message = row.marking, plain.pop("message")
    return {
        **plain,
        "marking": {
            "classification": _level(marking),
            "compartments": sorted(marking.compartments),
        },
        "draft_message": {
            "text": message["text"],
            "classification": _level(row.message.marking),
            "released": False,
        },
    }


def _level(marking: Marking) -> str:
    return marking.level.name.lower()
