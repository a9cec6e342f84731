"""The mission's own clocks, from its warnings and responses (doctrine B7)."""

from collections.abc import Iterable
from datetime import datetime
from statistics import median
from typing import Literal

import msgspec

from peaceops.act.deploy.problem import Clocks
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.warning import ResponseNode, WarningNode

PAPER = Clocks(acknowledge_minutes=5.0, decide_minutes=10.0, prepare_minutes=30.0)
"""What plans commonly claim where nothing else is given; assumed, and said to be [P]."""


class MeasuredClocks(msgspec.Struct, frozen=True):
    """Clocks, and what they rest on.

    Attributes:
        clocks: medians where anything was measured, else the parts of `PAPER`.
        notes: how many cases each part rests on, and what was never answered; a line each.
    """

    clocks: Clocks
    notes: tuple[str, ...]


def measured_clocks(strategy: Strategy, paper: Clocks = PAPER) -> MeasuredClocks:
    """Return the median time to acknowledge, to decide and to leave, as recorded.

    Only what was answered has a time: alerts that nobody acknowledged or decided are counted in the
    notes, for a median of the answered alone flatters.

    Args:
        strategy: as known on the day.
        paper: stands in for what was never measured.
    """
    warnings = strategy.of(WarningNode)
    acknowledged = _minutes((one.received, one.acknowledged) for one in warnings)
    # Where nobody wrote down the acknowledgement, the decision is timed from the alert itself.
    decided = _minutes((one.acknowledged or one.received, one.decided) for one in warnings)
    left = _minutes(
        (warning.decided, response.departed)
        for response in strategy.of(ResponseNode)
        if response.responder != "host"
        for edge in strategy.out(response.id, "responds_to")
        if isinstance(warning := strategy.nodes.get(edge.target), WarningNode)
    )
    parts: tuple[tuple[Literal["acknowledge", "decide", "prepare"], list[float], float], ...] = (
        ("acknowledge", acknowledged, paper.acknowledge_minutes),
        ("decide", decided, paper.decide_minutes),
        ("prepare", left, paper.prepare_minutes),
    )
    figures = {name: median(cases) if cases else claimed for name, cases, claimed in parts}
    notes = [
        f"time to {name}: {figures[name]:.0f} minutes, "
        + (f"median of {len(cases)}" if cases else "assumed: never measured")
        for name, cases, _ in parts
    ]
    silent = sum(one.received is not None and one.acknowledged is None for one in warnings)
    if silent:
        notes.append(f"{silent} of {len(warnings)} alerts have no recorded acknowledgement")
    return MeasuredClocks(
        Clocks(
            acknowledge_minutes=figures["acknowledge"],
            decide_minutes=figures["decide"],
            prepare_minutes=figures["prepare"],
            measured=frozenset(name for name, cases, _ in parts if cases),
        ),
        tuple(notes),
    )


def _minutes(pairs: Iterable[tuple[datetime | None, datetime | None]]) -> list[float]:
    return [
        (end - start).total_seconds() / 60
        for start, end in pairs
        if start is not None and end is not None and end >= start
    ]
