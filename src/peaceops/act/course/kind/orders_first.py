"""Orders first: nobody moves; what waits is decided, and units leave as soon as plans claim."""

from datetime import UTC, datetime

import msgspec

from peaceops.act.course.draft import Draft, with_records
from peaceops.act.course.situation import Situation
from peaceops.domain.strategy.judgement import DecisionNode
from peaceops.domain.strategy.node import Node
from peaceops.domain.strategy.warning import WarningNode


def draw(situation: Situation) -> Draft:
    """Return the course that changes nothing but the mission's own time to act (R-44, doctrine B7).

    Transformation: all tasks as recorded, those against the gravest threats first; units stand
    where they stand. Reach is worked out a second time, at the clocks that plans claim: that is
    what the course would bring about, and it is never shown in place of reach at measured clocks.
    In the graph decisions past their day are taken, and open warnings acknowledged and decided.
    """
    today = situation.deployment
    nodes, changes = _decided(situation)
    return Draft(
        kind="orders_first",
        title="Orders first: decide what waits, leave sooner",
        way=(
            "nobody moves and nobody is added; the mission shortens its own time from alert to "
            "departure to what its plans claim, and starts every task that can start, "
            "those against the gravest threats first"
        ),
        reading=situation.reading,
        strategy=with_records(situation.view.strategy, nodes),
        changes=changes,
        deployment=today,
        placed=today,
        aimed=None if today is None else situation.as_claimed(today),
        risks=_risks(situation),
        assumptions=(
            "whoever may order a unit out hands that on to somebody who is there at night",
        ),
    )


def _decided(situation: Situation) -> tuple[list[Node], tuple[str, ...]]:
    view = situation.view
    nodes: list[Node] = []
    changes = []
    for decision in view.of(DecisionNode):
        if decision.status == "pending" and decision.due is not None and decision.due < view.day:
            nodes.append(msgspec.structs.replace(decision, status="taken", taken=view.day))
            changes.append(f"{decision.name} is taken, as if on the day")
    now = datetime.combine(view.day, datetime.min.time(), UTC)
    for warning in view.of(WarningNode):
        if warning.open is True and warning.decided is None:
            nodes.append(
                msgspec.structs.replace(
                    warning,
                    acknowledged=warning.acknowledged or now,
                    decided=max(now, warning.received or now),
                )
            )
            changes.append(f"{warning.name} is answered, as if on the day")
    return nodes, tuple(changes)


def _risks(situation: Situation) -> tuple[str, ...]:
    problem = situation.problem
    if problem is None or not problem.units:
        return ()
    risks = ["a faster order may be a wrong one: who may stop a patrol that left?"]
    measured = sorted(
        {round(unit.clocks.minutes) for unit in problem.units if unit.clocks is not None}
    )
    claimed = sorted({round(unit.paper.minutes) for unit in problem.units})
    if measured:
        risks.append(
            f"from alert to departure {_minutes(measured)} were measured, and {_minutes(claimed)} "
            "are claimed: the mission never showed that it can"
        )
    waits = sorted({unit.id.partition("/")[0] for unit in problem.units if unit.awaits_capital})
    if waits:
        risks.append(f"{', '.join(waits)} still asks its capital first")
    return tuple(risks)


def _minutes(values: list[int]) -> str:
    low, high = values[0], values[-1]
    return f"{low} minutes" if low == high else f"{low} to {high} minutes"
