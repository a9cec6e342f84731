"""Driver, threat, objective: from what each threat springs, and which end takes it up (R-04)."""

from datetime import date

import msgspec

from peaceops.direct.check.standing import open_threat
from peaceops.direct.check.view import View, equals
from peaceops.direct.linkage.seen import seen_by
from peaceops.domain.marking import Marking
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.politics import ObjectiveNode
from peaceops.domain.strategy.threat import DriverNode, ThreatNode
from peaceops.domain.truth import Truth


class DriverRow(msgspec.Struct, frozen=True, kw_only=True):
    """A driver.

    Attributes:
        driver, title: which.
        threats: ids of open threats that it causes; `more_threats`: there may be others.
        objectives: ids of objectives in force that resolve it; `more_objectives`: there may be
            others.
        resolved: some objective takes it up.
        out_of_reach: why nobody resolves it, where that is recorded.
    """

    driver: str
    title: str
    threats: tuple[str, ...]
    more_threats: bool
    objectives: tuple[str, ...]
    more_objectives: bool
    resolved: Truth
    out_of_reach: str


class Roots(msgspec.Struct, frozen=True, kw_only=True):
    """The matrix and its gaps.

    Attributes:
        day: as of.
        threats, objectives: id and title of what stands in rows and columns.
        rows: drivers by id.
        rootless: ids of threats without a driver.
        rootless_unknown: ids of threats of which that can not be told.
        unresolved: ids of drivers that no objective resolves and no reason is given for.
        marking: the most of what it was made from.
        left_out: nodes and edges above the reader's clearance.
    """

    day: date
    threats: tuple[tuple[str, str], ...]
    objectives: tuple[tuple[str, str], ...]
    rows: tuple[DriverRow, ...]
    rootless: tuple[str, ...]
    rootless_unknown: tuple[str, ...]
    unresolved: tuple[str, ...]
    marking: Marking
    left_out: int


def roots(strategy: Strategy, day: date, clearance: Marking) -> Roots:
    """Return drivers against threats and objectives as of a day, with what is missing."""
    seen = seen_by(strategy, day, clearance)
    view = seen.view
    threats = [one for one in view.of(ThreatNode) if open_threat(view, one) is not False]
    objectives = [
        one
        for one in view.of(ObjectiveNode)
        if equals(one, "status", "reached", "dropped") is not True
        and view.in_force(one) is not False
    ]
    standing = {one.id for one in [*threats, *objectives]}
    rows = tuple(
        _row(view, driver, standing, cut=seen.may_lack("resolves", driver.id))
        for driver in view.of(DriverNode)
        if view.in_force(driver) is not False
    )
    # A driver that ended explains nothing today, so its threat has no root any more.
    caused = {name for row in rows for name in row.threats}
    doubtful = any(row.more_threats for row in rows)
    bare = [one.id for one in threats if one.id not in caused]
    unsure = {name for name in bare if doubtful or seen.may_lack("causes", name)}
    return Roots(
        day=day,
        threats=tuple((one.id, one.title) for one in threats),
        objectives=tuple((one.id, one.title) for one in objectives),
        rows=rows,
        rootless=tuple(name for name in bare if name not in unsure),
        rootless_unknown=tuple(name for name in bare if name in unsure),
        unresolved=tuple(
            row.driver for row in rows if row.resolved is False and not row.out_of_reach
        ),
        marking=seen.marking,
        left_out=seen.left_out,
    )


def _row(view: View, driver: DriverNode, standing: set[str], *, cut: bool) -> DriverRow:
    causes = view.out(driver, "causes", ThreatNode)
    by = view.into(driver, "resolves", ObjectiveNode)
    objectives = tuple(sorted({name for name in by.ids if name in standing}))
    more = cut or not by.complete
    return DriverRow(
        driver=driver.id,
        title=driver.title,
        threats=tuple(sorted({name for name in causes.ids if name in standing})),
        more_threats=not causes.complete,
        objectives=objectives,
        more_objectives=more,
        resolved=True if objectives else None if more else False,
        out_of_reach=driver.out_of_reach,
    )
