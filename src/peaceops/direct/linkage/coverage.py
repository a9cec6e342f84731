"""The standard coverage view: tier by phase for each threat (doctrine B2)."""

from datetime import date
from typing import Literal, get_args

import msgspec

from peaceops.direct.check.standing import live_activity, open_threat
from peaceops.direct.linkage.seen import Seen, seen_by
from peaceops.domain.marking import Marking
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.mandate import Tier
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.protection import ActivityNode
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.domain.threat_level import LevelInterval, level_interval, rank

TIERS: tuple[Tier, ...] = get_args(Tier)
PHASES = (1, 2, 3, 4)
CellState = Literal["covered", "empty", "unknown"]


class GridCell(msgspec.Struct, frozen=True, kw_only=True):
    """One tier in one phase.

    Attributes:
        tier: I dialogue, II physical protection, III protective environment.
        phase: 1 prevention, 2 pre-emption, 3 response, 4 consolidation.
        activities: ids of live ones.
        state: covered; empty, which is a question and not an error; or unknown.
    """

    tier: Tier
    phase: int
    activities: tuple[str, ...]
    state: CellState


class ThreatCoverage(msgspec.Struct, frozen=True, kw_only=True):
    """What is done about a threat.

    Attributes:
        threat, title, level: which, and how grave.
        cells: twelve, by tier, then phase.
        unplaced: ids of live activities of which tier or phase is not recorded.
        doubtful: ids of activities that may belong here or may be live: nobody knows.
    """

    threat: str
    title: str
    level: LevelInterval
    cells: tuple[GridCell, ...]
    unplaced: tuple[str, ...]
    doubtful: tuple[str, ...]


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """Coverage of all open threats, gravest first.

    Attributes:
        day: as of.
        threats: by highest possible level, lowest possible level, id.
        marking: the most of what it was made from.
        left_out: nodes and edges above the reader's clearance.
    """

    day: date
    threats: tuple[ThreatCoverage, ...]
    marking: Marking
    left_out: int


def coverage(strategy: Strategy, day: date, clearance: Marking) -> Coverage:
    """Return the tier × phase grid of every threat that is not closed, as of a day."""
    seen = seen_by(strategy, day, clearance)
    found = [
        _of_threat(seen, threat)
        for threat in seen.view.of(ThreatNode)
        if open_threat(seen.view, threat) is not False
    ]
    found.sort(key=lambda one: (-rank(one.level.high), -rank(one.level.low), one.threat))
    return Coverage(day=day, threats=tuple(found), marking=seen.marking, left_out=seen.left_out)


def _of_threat(seen: Seen, threat: ThreatNode) -> ThreatCoverage:
    view = seen.view
    links = view.into(threat, "addresses", ActivityNode)
    answers = {activity: live_activity(view, activity) for activity in _unique(links.nodes)}
    live = [activity for activity, answer in answers.items() if answer is True]
    doubtful = [activity for activity, answer in answers.items() if answer is None]
    named = {activity.id for activity in answers}
    doubtful += [
        activity
        for activity in view.of(ActivityNode)
        if activity.id not in named
        and "addresses" in activity.unknown
        and live_activity(view, activity) is not False
    ]
    cut = seen.may_lack("addresses", threat.id)
    floating = [one for one in live if is_unknown(one, "tier") or is_unknown(one, "phase")]
    cells = []
    for tier in TIERS:
        for phase in PHASES:
            here = [one.id for one in live if one.tier == tier and one.phase == phase]
            perhaps = cut or any(_may_be(one, tier, phase) for one in [*doubtful, *floating])
            state: CellState = "covered" if here else "unknown" if perhaps else "empty"
            cells.append(
                GridCell(tier=tier, phase=phase, activities=tuple(sorted(here)), state=state)
            )
    return ThreatCoverage(
        threat=threat.id,
        title=threat.title,
        level=level_interval(threat, view.day),
        cells=tuple(cells),
        unplaced=tuple(
            sorted(
                one.id
                for one in live
                if one not in floating and (one.tier is None or one.phase is None)
            )
        ),
        doubtful=tuple(sorted({one.id for one in [*doubtful, *floating]})),
    )


def _unique(nodes: tuple[ActivityNode, ...]) -> list[ActivityNode]:
    return list({node.id: node for node in nodes}.values())


def _may_be(activity: ActivityNode, tier: Tier, phase: int) -> bool:
    """Tell whether an activity may stand in a cell, as far as is known."""
    return (activity.tier == tier or is_unknown(activity, "tier")) and (
        activity.phase == phase or is_unknown(activity, "phase")
    )
