"""What keeps a unit from a task: what it is able to, what it is willing to, who may order it.

And whether it knows the rules on force, which is none of these three.
"""

from collections.abc import Iterator

from peaceops.act.sequence.problem import Bar
from peaceops.direct.check.rules.contributor.restriction import (
    Demand,
    beyond_limit,
    excludes,
    needs_force,
    said,
)
from peaceops.direct.check.view import View, below, recorded
from peaceops.direct.expectation.rules_reading import rules_reading
from peaceops.domain.plan import Layer
from peaceops.domain.strategy.force import (
    AcceptanceNode,
    AuthorityNode,
    CaveatNode,
    TrainingNode,
    UnitNode,
)
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.truth import Truth

_OF_FORCE = {"force_level", "against_host_forces", "requires_capital_approval"}
"""Restrictions on the use of force; a task that needs none is out of their reach."""


def unit_bars(view: View, unit: UnitNode, demand: Demand) -> Iterator[Bar]:
    """Yield what keeps a unit from a task, each with who can lift it."""
    yield from _able(view, unit, demand)
    yield from _willing(view, unit, demand)
    yield from _ordered(view, unit, demand)
    yield from _instructed(view, unit, demand)


def _able(view: View, unit: UnitNode, demand: Demand) -> Iterator[Bar]:
    contributor = unit.contributor or "its contributor"
    worn = below(unit, "serviceability", view.limits.serviceable_share)
    share = f"{unit.serviceability:.0%}" if unit.serviceability is not None else "an unknown share"
    yield from _bar(
        worn, "capability", demand, unit,
        binds=f"{share} of the equipment of {unit.id} works",
        change=f"at least {view.limits.serviceable_share:.0%} of the equipment of {unit.id} works",
        who=f"{contributor} and mission support",
    )  # fmt: skip
    trained = view.into(unit, "trains", TrainingNode).some(lambda one: recorded(one, "date"))
    yield from _bar(
        None if trained is None else not trained, "capability", demand, unit,
        binds=f"no training of {unit.id} on protection is recorded",
        change=f"{unit.id} is trained on protection",
        who=contributor,
    )  # fmt: skip
    if not _elsewhere(unit, view, demand):
        yield from _bar(
            beyond_limit(unit, demand), "capability", demand, unit,
            binds=f"{unit.id} takes {unit.response_minutes} minutes, longer than "
            f"{demand.task.id} or a threat behind it allows",
            change=f"{unit.id} gets nearer or faster",
            who=_commander(view, unit),
        )  # fmt: skip
    if is_unknown(unit, "deployed"):
        yield from _bar(
            None, "unknown", demand, unit,
            binds=f"the day from which {unit.id} is there",
            change=f"the arrival of {unit.id} is settled",
            who=contributor,
        )  # fmt: skip


def _willing(view: View, unit: UnitNode, demand: Demand) -> Iterator[Bar]:
    contributor = unit.contributor or "its contributor"
    for caveat in view.into(unit, "restricts", CaveatNode).nodes:
        if (
            caveat.kind in _OF_FORCE
            and needs_force(demand.task) is False
            and not (caveat.task_codes or caveat.areas)
        ):
            continue
        yield from _bar(
            excludes(view, caveat, demand), "acceptance", demand, unit,
            binds=f"{unit.id} is restricted: {said(caveat)}",
            change=f"{caveat.id} is lifted for {demand.task.id}",
            who=contributor,
        )  # fmt: skip
    if view.into(unit, "restricts", CaveatNode).complete is False:
        yield from _bar(
            None, "unknown", demand, unit,
            binds=f"whether {unit.id} has further restrictions",
            change=f"{contributor} says which restrictions {unit.id} has",
            who=contributor,
        )  # fmt: skip
    for answer in view.into(demand.task, "accepts", AcceptanceNode).nodes:
        if unit.contributor is not None and answer.contributor == unit.contributor:
            yield from _bar(
                answer.state == "declined", "acceptance", demand, unit,
                binds=f"{contributor} declined {demand.task.id} ({answer.id})",
                change=f"{contributor} accepts {demand.task.id}",
                who=contributor,
            )  # fmt: skip


def _ordered(view: View, unit: UnitNode, demand: Demand) -> Iterator[Bar]:
    if _elsewhere(unit, view, demand):
        area = demand.task.area
        yield from _bar(
            True, "command", demand, unit,
            binds=f"{unit.id} serves {', '.join(sorted(_served(unit)))}, not {area}",
            change=f"{unit.id} is given {demand.task.id} in {area}; whoever it protects in "
            f"{', '.join(sorted(_served(unit)))} loses it meanwhile, and is named first",
            who=_commander(view, unit),
        )  # fmt: skip
    some_may = any(view.out(one, "tasks").nodes for one in view.of(AuthorityNode))
    if some_may:
        may = view.into(unit, "tasks", AuthorityNode).where(lambda one: one.side != "contributor")
        yield from _bar(
            may.none, "command", demand, unit,
            binds=f"nobody may task {unit.id}",
            change=f"it is settled who may task {unit.id}",
            who=_top(view),
        )  # fmt: skip


def _instructed(view: View, unit: UnitNode, demand: Demand) -> Iterator[Bar]:
    """Yield what the rules on force leave open, where rules are on record at all.

    Where none are, a person is asked to confirm them: nobody could have acknowledged anything.
    """
    force = needs_force(demand.task)
    reading = rules_reading(view, unit)
    if force is False or reading.state in {"acknowledged", "missing"}:
        return
    doubt = force is None or reading.state == "unknown"
    release = f", release {reading.release}" if reading.release else ""
    yield from _bar(
        None if doubt else True, "rules", demand, unit,
        binds=reading.words.removeprefix("whether ").removesuffix(" is not known"),
        change=f"the commander of {unit.id} acknowledges {reading.document}{release}",
        who=f"{_commander(view, unit)}, with {unit.contributor or 'its contributor'}",
    )  # fmt: skip


def _served(unit: UnitNode) -> set[str]:
    """Return the areas that a unit serves; nothing where none is recorded."""
    return {*unit.areas, *([unit.base] if unit.base else [])}


def _elsewhere(unit: UnitNode, view: View, demand: Demand) -> bool:
    """Tell whether a unit serves other areas than that of a task, and was not given the task."""
    area, served = demand.task.area, _served(unit)
    assigned = demand.task.id in view.out(unit, "assigned").ids
    return area is not None and bool(served) and area not in served and not assigned


def _bar(
    holds: Truth, layer: Layer, demand: Demand, unit: UnitNode, *, binds: str, change: str, who: str
) -> Iterator[Bar]:
    if holds is False:
        return
    if holds is None:
        layer, binds = "unknown", f"not known: {binds}"
        change = f"it is found out, and proves no bar: {change}"
    yield Bar(layer=layer, task=demand.task.id, unit=unit.id, binds=binds, change=change, who=who)


def _commander(view: View, unit: UnitNode) -> str:
    tasking = view.into(unit, "tasks", AuthorityNode).nodes
    ids = sorted(one.id for one in tasking if one.side != "contributor")
    return " or ".join(ids) or _top(view)


def _top(view: View) -> str:
    top = sorted(one.id for one in view.of(AuthorityNode) if one.head_of_mission)
    return top[0] if top else "head of mission"
