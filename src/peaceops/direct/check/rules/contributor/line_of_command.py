"""Who may task a unit or a task, and the line from there to the head of mission."""

from dataclasses import dataclass, field
from itertools import combinations

from peaceops.direct.check.view import Links, View, at_or_above, equals, joined
from peaceops.domain.strategy.force import AuthorityNode, UnitNode
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.protection import TaskNode
from peaceops.domain.truth import Truth, every, opposite, some


def of_mission(view: View, authority: AuthorityNode) -> Truth:
    """Tell whether an authority is in the mission's own line, not a host's or a national one."""
    return every(
        [view.in_force(authority), opposite(equals(authority, "side", "host", "contributor"))]
    )


def may_approve(authority: AuthorityNode, level: int) -> Truth:
    """Tell whether an authority may approve force up to a level."""
    return at_or_above(authority, "approves_force_up_to", level)


def tasking(view: View, node: UnitNode | TaskNode) -> Links[AuthorityNode]:
    """Return the mission's authorities that task a unit or a task.

    A task that nobody tasks by itself is tasked by those who task its units.
    """
    own = _tasking(view, node)
    if own.nodes or not own.complete or isinstance(node, UnitNode):
        return own
    units = view.into(node, "assigned", UnitNode).where(view.in_force)
    found = joined(
        [
            *(_tasking(view, unit) for unit in units.nodes),
            Links[AuthorityNode](complete=units.complete),
        ]
    )
    return Links(found.nodes, (), found.complete)


def commanding(view: View, node: UnitNode | TaskNode) -> Links[AuthorityNode]:
    """Return the mission's authorities that task something, or command the unit."""
    found = [tasking(view, node)]
    if isinstance(node, UnitNode):
        found.append(
            view.into(node, "commands", AuthorityNode).where(lambda a: of_mission(view, a))
        )
    return joined(found)


def more_than_one(authorities: Links[AuthorityNode]) -> Truth:
    """Tell whether two authorities task at one level; without levels they can not be kept apart."""
    pairs = [_same_level(one, other) for one, other in combinations(authorities.nodes, 2)]
    return some([*pairs, None if not authorities.complete else False])


@dataclass(frozen=True)
class Lines:
    """The mission's lines of command, each step and each line looked up once."""

    view: View
    _steps: dict[str, Links[AuthorityNode]] = field(default_factory=dict)
    _lines: dict[str, Links[AuthorityNode]] = field(default_factory=dict)
    _headed: dict[str, Truth] = field(default_factory=dict)
    _approving: dict[str, Links[AuthorityNode]] = field(default_factory=dict)

    def above(self, start: Links[AuthorityNode]) -> Links[AuthorityNode]:
        """Return some authorities and all that stand above them."""
        lines = [self._line(authority) for authority in start.nodes]
        together = lines[0] if len(lines) == 1 else joined(lines)
        return Links(together.nodes, (), start.complete and together.complete)

    def headed(self, start: Links[AuthorityNode]) -> Truth:
        """Tell whether a head of mission stands above any of some authorities, or is one."""
        return start.some(self._leads_to_head)

    def approving(self, start: Links[AuthorityNode]) -> Links[AuthorityNode]:
        """Return those of them, and of all above, who may, or may perhaps, approve any force."""
        found = joined(self._approving_above(authority) for authority in start.nodes)
        return Links(found.nodes, (), start.complete and found.complete)

    def _approving_above(self, authority: AuthorityNode) -> Links[AuthorityNode]:
        if authority.id not in self._approving:
            line = self._line(authority)
            found = tuple(one for one in line.nodes if may_approve(one, 1) is not False)
            self._approving[authority.id] = Links(found, (), line.complete)
        return self._approving[authority.id]

    def _leads_to_head(self, authority: AuthorityNode) -> Truth:
        if authority.id not in self._headed:
            self._headed[authority.id] = self._line(authority).some(
                lambda one: equals(one, "head_of_mission", True)
            )
        return self._headed[authority.id]

    def _line(self, authority: AuthorityNode) -> Links[AuthorityNode]:
        if authority.id not in self._lines:
            found = {authority.id: authority}
            complete = True
            waiting = [authority]
            while waiting:
                above = self._step(waiting.pop())
                complete &= above.complete
                for one in above.nodes:
                    if one.id not in found:
                        found[one.id] = one
                        waiting.append(one)
            self._lines[authority.id] = Links(tuple(found.values()), (), complete)
        return self._lines[authority.id]

    def _step(self, authority: AuthorityNode) -> Links[AuthorityNode]:
        """Return those directly above: it reports to them, or they command it."""
        if authority.id not in self._steps:
            self._steps[authority.id] = joined(
                [
                    self.view.out(authority, "reports_to", AuthorityNode),
                    self.view.into(authority, "commands", AuthorityNode),
                ]
            ).where(lambda one: of_mission(self.view, one))
        return self._steps[authority.id]


def _tasking(view: View, node: UnitNode | TaskNode) -> Links[AuthorityNode]:
    return view.into(node, "tasks", AuthorityNode).where(lambda one: of_mission(view, one))


def _same_level(one: AuthorityNode, other: AuthorityNode) -> Truth:
    if is_unknown(one, "level") or is_unknown(other, "level"):
        return None
    return one.level is None or other.level is None or one.level == other.level
