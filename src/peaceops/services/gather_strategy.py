"""From a mission's strategy to what its products say of it."""

from peaceops.acquire.boundary import Boundary
from peaceops.direct.check.report import check_strategy, for_reader
from peaceops.direct.check.rules import RULES
from peaceops.direct.check.view import View
from peaceops.direct.expectation.gap import gap_rows
from peaceops.direct.joint.decision import past_decisions
from peaceops.direct.joint.row import joint_rows
from peaceops.direct.linkage.matrix import linkage_matrix
from peaceops.direct.strategy.load import load_strategy
from peaceops.disseminate.release import CLEARANCE
from peaceops.disseminate.strategy_material import StrategyMaterial
from peaceops.domain.area import AreaKind
from peaceops.domain.marking import Audience, may_see
from peaceops.domain.outlook import AreaOutlook, Outlook
from peaceops.domain.strategy.as_of import as_known
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.mission import AreaNode
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.services.check import CheckOrder, profile_of
from peaceops.services.expectation import departure_minutes
from peaceops.services.folder import Mission

LIKELY = 0.5
"""From this chance of a civilian death on, an area without a threat record is pointed out."""


def has_strategy(mission: Mission) -> bool:
    """Tell whether a mission's folder holds a strategy."""
    folder = mission.folder
    return (folder / "strategy.yaml").is_file() or any((folder / "strategy").glob("*.y*ml"))


def gather_strategy(
    mission: Mission, outlook: Outlook, boundary: Boundary, audience: Audience
) -> StrategyMaterial | None:
    """Check a mission's strategy as of the outlook's day, and lay it out for an audience.

    Returns:
        None where the mission has no strategy, where nothing of it was recorded by that day, or
        for the public.

    Raises:
        PeaceopsError: faults in the strategy.
    """
    if audience is Audience.PUBLIC or not has_strategy(mission):
        return None
    day = outlook.as_of
    strategy = load_strategy(mission.folder)
    known = as_known(strategy, day)
    if not known.nodes:
        return None
    profile = profile_of(known, CheckOrder(path=mission.folder))
    covered = covered_areas(known, outlook, boundary)
    likely = likely_areas(outlook, covered)
    clearance = CLEARANCE[audience]
    whole = check_strategy(known, RULES, day=day, profile=profile, outlook=likely)
    report, withheld = for_reader(whole, clearance)
    view = View(known, day, profile, likely)
    gaps = gap_rows(view, leaves=departure_minutes(known))
    seen = tuple(row for row in gaps if may_see(clearance, row.marking))
    return StrategyMaterial(
        strategy=known,
        day=day,
        clearance=clearance,
        report=report,
        withheld=withheld,
        rows=joint_rows(view, report, clearance),
        decisions=past_decisions(view, clearance),
        matrix=linkage_matrix(known, day, clearance),
        outlooks={
            threat.id: max(covered[threat.area], key=lambda area: (area.civilian.p_ge_1, area.key))
            for threat in known.of(ThreatNode)
            if threat.area in covered
        },
        gaps=seen,
        gaps_withheld=len(gaps) - len(seen),
    )


def covered_areas(
    strategy: Strategy, outlook: Outlook, boundary: Boundary
) -> dict[str, tuple[AreaOutlook, ...]]:
    """Return, for each area of the strategy, the areas of the outlook that it covers."""
    # By id or by name: ids of units that a mission drew itself are made by their order.
    units = {key: unit.name for unit in boundary.units for key in (unit.id, unit.name)}
    by_key = {area.key: area for area in outlook.areas}
    found: dict[str, tuple[AreaOutlook, ...]] = {}
    for node in strategy.of(AreaNode):
        inside: list[AreaOutlook] = []
        for cover in node.covers:
            kind, _, name = cover.partition(":")
            if kind == AreaKind.CELL and name in by_key:
                inside.append(by_key[name])
            elif kind == AreaKind.UNIT and name in units:
                inside += [area for area in outlook.areas if area.admin1 == units[name]]
        if inside:
            found[node.id] = tuple(inside)
    return found


def likely_areas(
    outlook: Outlook, covered: dict[str, tuple[AreaOutlook, ...]]
) -> tuple[tuple[str, str], ...]:
    """Return the areas of the outlook above the limit: by the strategy's area, or by name."""
    named = {area.key: name for name, inside in covered.items() for area in inside}
    months = f"in the coming {outlook.horizon_months} months"
    return tuple(
        (
            named.get(area.key, area.name),
            f"{area.civilian.p_ge_1:.0%} that a civilian is killed {months} around {area.name}",
        )
        for area in outlook.areas
        if area.civilian.p_ge_1 >= LIKELY
    )
