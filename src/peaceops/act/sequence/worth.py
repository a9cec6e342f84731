"""What a task serves: threats by level and people, objectives by count. Nothing is typed in."""

from dataclasses import dataclass
from functools import cached_property

from peaceops.direct.check.rules.contributor.restriction import threats_of
from peaceops.direct.check.standing import area_of, open_threat
from peaceops.direct.check.view import View
from peaceops.domain.strategy.mandate import PROTECTION_CODES
from peaceops.domain.strategy.politics import ObjectiveNode
from peaceops.domain.strategy.protection import ActivityNode, TaskNode
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.domain.threat_level import level_interval, rank

PERSONS_A_POINT = 1_000


@dataclass(frozen=True)
class Worth:
    """What tasks serve, as recorded on the day.

    Attributes:
        view: the strategy.
    """

    view: View

    def threats(self, task: TaskNode) -> tuple[str, ...]:
        """Return the open threats that a task serves against.

        Those that activities implementing it address; for a task of protection also those in its
        area.
        """
        if task.code in PROTECTION_CODES:
            found = {threat.id for threat in threats_of(self.view, task).nodes}
        else:
            found = {
                threat.id
                for activity in self._activities(task)
                for threat in self.view.out(activity, "addresses", ThreatNode).nodes
                if open_threat(self.view, threat)
            }
        return tuple(sorted(found))

    def objectives(self, task: TaskNode) -> tuple[str, ...]:
        """Return the objectives that a task, or what implements it, contributes to."""
        return tuple(
            sorted(
                {
                    objective.id
                    for node in (task, *self._activities(task))
                    for objective in self.view.out(node, "contributes_to", ObjectiveNode).nodes
                    if objective.status not in {"reached", "dropped"}
                }
            )
        )

    def served(self, task: TaskNode) -> int:
        """Return thousand persons × upper end of the level over the threats of a task.

        Fewer than a thousand count as one, so that nobody rounds away.
        """
        total = sum(self.weight(name) for name in self.threats(task))
        return -(-total // PERSONS_A_POINT)

    def weight(self, threat: str) -> int:
        """Return persons × level of a threat."""
        node = self._threats[threat]
        return self.persons(node) * rank(level_interval(node, self.view.day).high)

    def persons(self, threat: ThreatNode) -> int:
        """Return the people a threat exposes; where not known, the most that any threat does."""
        known = self._recorded(threat)
        return self._most if known is None else known

    @cached_property
    def uncounted(self) -> tuple[str, ...]:
        """Ids of open threats whose people nobody counted."""
        return tuple(
            sorted(
                threat.id
                for threat in self.view.of(ThreatNode)
                if open_threat(self.view, threat) and self._recorded(threat) is None
            )
        )

    @cached_property
    def _threats(self) -> dict[str, ThreatNode]:
        return {threat.id: threat for threat in self.view.of(ThreatNode)}

    @cached_property
    def _most(self) -> int:
        counts = (self._recorded(threat) for threat in self.view.of(ThreatNode))
        return max((count for count in counts if count is not None), default=PERSONS_A_POINT)

    def _recorded(self, threat: ThreatNode) -> int | None:
        if threat.people_exposed is not None:
            return threat.people_exposed
        area = area_of(self.view, threat.area)
        return None if area is None else area.people_at_risk

    def _activities(self, task: TaskNode) -> tuple[ActivityNode, ...]:
        return self.view.into(task, "implements", ActivityNode).nodes
