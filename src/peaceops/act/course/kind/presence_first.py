"""Presence first: units stand where most expected harm lies within reach, within a cap on moves."""

from collections import Counter

import msgspec

from peaceops.act.course.draft import Draft, bands, put_first, with_records
from peaceops.act.course.situation import Situation
from peaceops.act.course.task_kind import physical_tasks
from peaceops.act.deploy.result import Deployment
from peaceops.act.deploy.shift import strengths
from peaceops.act.deploy.solve import evaluate, solve_deploy
from peaceops.domain.course import Clocks
from peaceops.domain.strategy.force import UnitNode
from peaceops.domain.strategy.node import Node


def draw(situation: Situation) -> Draft:
    """Return the course that moves units, and puts physical protection first (R-40, R-58).

    Transformation: tasks of tier II, and those that guard people or sites, come before all others;
    units are placed anew by `solve_deploy` under the cap on moves. Where at the mission's clocks
    nobody comes in time from anywhere, there is nothing to choose between: then units are placed
    by the clocks that plans claim, and the course says so. In the graph a unit most of which goes
    elsewhere is based there, and how soon it comes from there is not known.
    """
    physical = physical_tasks(situation)
    placed, clocks = _placed(situation)
    standing = None
    if placed is not None and situation.problem is not None:
        standing = evaluate(situation.problem, placed.site_of, reach=situation.reach)
    moved, changes = _based(situation, placed)
    banded, said = bands(situation, physical)
    return Draft(
        kind="presence_first",
        title="Presence first: stand where most harm is feared",
        way=(
            "tasks that put people between others and harm come before all other tasks; units are "
            f"placed anew, at most {situation.most_moves} of them move"
            if placed is not None
            else "tasks that put people between others and harm come before all other tasks; "
            "without an outlook nobody can tell where units would stand"
        ),
        reading=put_first(situation.reading, physical),
        strategy=with_records(situation.view.strategy, [*moved, *banded.values()]),
        changes=(*changes, *([said] if said else [])),
        deployment=standing,
        placed=placed,
        clocks=clocks,
        risks=_risks(situation, placed, clocks),
        assumptions=("the forecast knows where harm is to be feared",) if placed else (),
    )


def _placed(situation: Situation) -> tuple[Deployment | None, Clocks]:
    problem, today, claimed = situation.problem, situation.deployment, situation.claimed
    if problem is None or today is None or claimed is None:
        return None, "measured"
    if situation.reach.within.any():
        capped = situation.capped(problem)
        return solve_deploy(capped, reach=situation.reach, start=today), "measured"
    start = situation.as_claimed(today)
    capped = situation.capped(claimed)
    return solve_deploy(capped, reach=situation.claimed_reach, start=start), "claimed"


def _based(situation: Situation, placed: Deployment | None) -> tuple[list[Node], tuple[str, ...]]:
    """Return units whose greater part goes to another area, as they would be recorded."""
    if placed is None or situation.problem is None:
        return [], ()
    today = {unit.id: unit.today for unit in situation.problem.units}
    parts: dict[str, list[str]] = {}
    for part in today:
        parts.setdefault(part.partition("/")[0], []).append(part)
    nodes: list[Node] = []
    changes = []
    for name, own in sorted(parts.items()):
        unit = situation.view.strategy.nodes.get(name)
        gone = [part for part in own if placed.site_of[part] != today[part]]
        if not isinstance(unit, UnitNode) or 2 * len(gone) <= len(own):
            continue
        where = Counter(
            area
            for part in gone
            if (area := situation.site_areas.get(placed.site_of[part] or "")) is not None
        )
        area = min(where, key=lambda one: (-where[one], one), default=None)
        if area is None or area == unit.base:
            continue
        nodes.append(
            msgspec.structs.replace(
                unit,
                base=area,
                areas=tuple(dict.fromkeys((*unit.areas, area))),
                response_minutes=None,
                unknown=unit.unknown | {"response_minutes"},
            )
        )
        changes.append(f"{name} is based in {area}; how soon it comes from there is not known")
    return nodes, tuple(changes)


def _risks(situation: Situation, placed: Deployment | None, clocks: Clocks) -> tuple[str, ...]:
    problem, today = situation.problem, situation.deployment
    if problem is None or today is None or placed is None:
        return ()
    risks = ["presence where harm was seen may push it to where nobody stands"]
    fewer = [
        f"{one.name} {one.before} to {one.after}"
        for one in strengths(problem, today, problem, placed)
        if one.after < one.before
    ]
    if fewer:
        risks.append(f"fewer persons stand at {', '.join(fewer)}")
    if clocks == "claimed":
        risks.append(
            "at the mission's clocks nobody comes in time from anywhere: placed by the clocks that "
            "plans claim, so that moves alone bring nobody within reach"
        )
    if problem.rules.decision is None:
        risks.append("no post is named that decides on moves")
    return tuple(risks)
