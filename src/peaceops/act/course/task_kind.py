"""What kind of task it is: a step of the political process, or people between others and harm."""

from peaceops.act.course.situation import Situation
from peaceops.direct.check.view import View
from peaceops.domain.strategy.mandate import PROTECTION_CODES
from peaceops.domain.strategy.protection import ActivityNode, TaskNode

_PHYSICAL = frozenset({"poc_physical", "displacement_sites"})


def political_tasks(situation: Situation) -> frozenset[str]:
    """Return ids of tasks that are steps of the political process, or done by dialogue (tier I)."""
    return frozenset(
        name
        for name, facts in situation.reading.facts.items()
        if facts.political or "I" in _tiers(situation.view, facts.node)
    )


def physical_tasks(situation: Situation) -> frozenset[str]:
    """Return ids of tasks that put people between others and harm (tier II)."""
    return frozenset(
        name
        for name, facts in situation.reading.facts.items()
        if facts.node.code in _PHYSICAL or "II" in _tiers(situation.view, facts.node)
    )


def protects(task: TaskNode) -> bool:
    """Tell whether a task is one of protecting civilians, by its code."""
    return task.code in PROTECTION_CODES


def _tiers(view: View, task: TaskNode) -> set[str | None]:
    return {activity.tier for activity in view.into(task, "implements", ActivityNode).nodes}
