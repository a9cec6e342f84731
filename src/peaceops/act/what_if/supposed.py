"""The strategy as it would stand, were something else so. Nothing else in it changes."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec

from peaceops.act.what_if.supposition import Banded, Restricted, Supposition, company_of
from peaceops.direct.strategy.fault import nearest
from peaceops.domain.error import PeaceopsError
from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.force import CaveatNode, UnitNode
from peaceops.domain.strategy.graph import Strategy, make_strategy, replace_node, without
from peaceops.domain.strategy.mission import AreaNode
from peaceops.domain.strategy.protection import TaskNode

N = TypeVar("N", UnitNode, TaskNode)

_OF_A_UNIT = ("restricts", "evaluates", "trains", "briefs")
"""Edges from what is recorded of a unit; with the unit it goes."""


def supposed(
    strategy: Strategy, supposition: Supposition, area_of: Mapping[str, str | None]
) -> Strategy:
    """Return the strategy as it would stand.

    A unit that moves serves the area it goes to instead of the one it leaves, and no longer the
    tasks there that it was assigned to; how soon it is anywhere has to be measured anew, so that
    is not known. Closed places stand in no strategy: they are dealt with where units stand.

    Args:
        strategy: as known on the day.
        supposition: what is supposed.
        area_of: the area of the strategy that each place units move to lies in; None for none.

    Raises:
        PeaceopsError: a unit, task or area that is not there, or a band that is none.
    """
    for name in supposition.lost:
        _node(strategy, UnitNode, company_of(name), "--lose")
    whole = [name for name in supposition.lost if name in strategy.nodes]
    strategy = without(strategy, {*whole, *_hanging_on(strategy, whole)})
    for move in supposition.moves:
        unit = _node(strategy, UnitNode, company_of(move.unit), "--move")
        if move.unit == unit.id:
            strategy = _moved(strategy, unit, area_of.get(move.place or ""))
    for number, caveat in enumerate(supposition.caveats, start=1):
        strategy = _restricted(strategy, caveat, number)
    for banded in supposition.bands:
        strategy = _banded(strategy, banded)
    return strategy


def _node(strategy: Strategy, kind: type[N], name: str, where: str) -> N:
    node = strategy.nodes.get(name)
    if not isinstance(node, kind):
        known = [one.id for one in strategy.of(kind)]
        raise PeaceopsError(
            f"no such {kind.noun}: {name}",
            where=where,
            remedy=nearest(name, known) or f"one of {', '.join(sorted(known)) or 'none'}",
        )
    return node


def _hanging_on(strategy: Strategy, units: Iterable[str]) -> set[str]:
    """Return what is recorded of these units and of no other."""
    gone = set(units)
    found: dict[str, set[str]] = {}
    for edge in strategy.edges:
        if edge.kind in _OF_A_UNIT:
            found.setdefault(edge.source, set()).add(edge.target)
    return {name for name, ends in found.items() if ends <= gone}


def _moved(strategy: Strategy, unit: UnitNode, area: str | None) -> Strategy:
    left = {unit.base} - {None, area}
    areas = tuple(one for one in unit.areas if one not in left)
    if area is not None and area not in areas:
        areas = (*areas, area)
    lapsed = {
        edge
        for edge in strategy.out(unit.id, "assigned")
        if isinstance(task := strategy.nodes.get(edge.target), TaskNode) and task.area in left
    }
    there = msgspec.structs.replace(
        unit,
        base=area,
        areas=areas,
        response_minutes=None,
        unknown=unit.unknown | {"response_minutes"},
    )
    edges = [edge for edge in strategy.edges if edge not in lapsed]
    return make_strategy({**strategy.nodes, unit.id: there}.values(), edges, strategy.places)


def _restricted(strategy: Strategy, caveat: Restricted, number: int) -> Strategy:
    _node(strategy, UnitNode, caveat.unit, "--caveat")
    for area in caveat.areas:
        if not isinstance(strategy.nodes.get(area), AreaNode):
            known = [one.id for one in strategy.of(AreaNode)]
            raise PeaceopsError(
                f"no such area: {area}", where="--caveat", remedy=nearest(area, known)
            )
    try:
        node = CaveatNode(
            id=f"supposed-{number}",
            title="supposed",
            kind=caveat.kind,
            force_level=caveat.force_level,
            areas=caveat.areas,
            task_codes=caveat.task_codes,
            approval_hours=caveat.approval_hours,
        )
    except ValueError as error:
        raise PeaceopsError(str(error), where="--caveat") from error
    edge = Edge(kind="restricts", source=node.id, target=caveat.unit)
    return make_strategy(
        {**strategy.nodes, node.id: node}.values(), (*strategy.edges, edge), strategy.places
    )


def _banded(strategy: Strategy, banded: Banded) -> Strategy:
    task = _node(strategy, TaskNode, banded.task, "--band")
    if banded.band < 1:
        raise PeaceopsError(
            f"{banded.task}: a band of {banded.band}", where="--band", remedy="1 is the top"
        )
    return replace_node(
        strategy,
        msgspec.structs.replace(task, band=banded.band, unknown=task.unknown - {"band"}),
    )
