"""What keeps a task from starting whatever units there are: mandate, command, host, politics."""

from collections.abc import Iterator

from peaceops.act.sequence.problem import Bar
from peaceops.direct.check.rules.contributor.restriction import needs_force
from peaceops.direct.check.standing import live_track
from peaceops.direct.check.view import View
from peaceops.domain.strategy.force import AuthorityNode, RequirementNode
from peaceops.domain.strategy.host import ConsentNode, PostureNode
from peaceops.domain.strategy.mandate import ClauseNode, MandateNode
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.politics import TrackNode
from peaceops.domain.strategy.protection import TaskNode

COUNCIL = "Security Council"


def task_bars(view: View, task: TaskNode) -> Iterator[Bar]:
    """Yield what keeps a task from starting at all, each with who can lift it."""
    yield from _mandate(view, task)
    yield from _command(view, task)
    yield from _host(view, task)
    yield from _politics(view, task)
    yield from _dropped(view, task)
    for requirement in view.out(task, "requires", RequirementNode).nodes:
        if is_unknown(requirement, "quantity"):
            yield Bar(
                layer="unknown",
                task=task.id,
                binds=f"not known: how many of {requirement.name} are needed",
                change=f"it is settled how many of {requirement.id} are needed",
                who=task.owner or "",
            )


def clause_holds(view: View, clause: ClauseNode) -> bool:
    """Tell whether a clause and its mandate are in force, as far as the record says otherwise."""
    if view.in_force(clause) is False:
        return False
    return all(
        view.in_force(mandate) is not False
        and not mandate.draft
        and (mandate.expires is None or mandate.expires >= view.day)
        for mandate in view.out(clause, "mandate", MandateNode).nodes
    )


def _mandate(view: View, task: TaskNode) -> Iterator[Bar]:
    clauses = view.out(task, "from_clause", ClauseNode)
    if not clauses.nodes:
        return
    valid = [clause for clause in clauses.nodes if clause_holds(view, clause)]
    if not valid:
        yield Bar(
            layer="mandate",
            task=task.id,
            binds=f"no clause in force asks for it: {', '.join(sorted(clauses.ids))} lapsed or "
            "is a draft",
            change=f"a mandate in force asks for {task.id}",
            who=COUNCIL,
        )
    elif needs_force(task) and all(clause.force is False for clause in valid):
        yield Bar(
            layer="mandate",
            task=task.id,
            binds=f"it needs force, which {', '.join(clause.id for clause in valid)} do not "
            "authorise",
            change=f"the mandate authorises force for {task.id}",
            who=COUNCIL,
        )


def _command(view: View, task: TaskNode) -> Iterator[Bar]:
    limits = [
        one.approves_force_up_to
        for one in view.of(AuthorityNode)
        if one.side == "un" and one.approves_force_up_to is not None
    ]
    level = task.requires_force_level
    if level and limits and max(limits) < level:
        yield Bar(
            layer="command",
            task=task.id,
            binds=f"it needs force of level {level}; nobody may approve more than {max(limits)}",
            change=f"it is settled who approves force of level {level}",
            who="head of mission",
        )


def _host(view: View, task: TaskNode) -> Iterator[Bar]:
    if task.host_permission == "refused":
        yield Bar(
            layer="host",
            task=task.id,
            binds="the host refused its permission",
            change=f"the host permits {task.id}",
            who="the host State",
        )
    states = [one for one in view.of(ConsentNode) if one.date is not None]
    latest = max(states, key=lambda one: (str(one.date), one.id), default=None)
    if latest is not None and latest.state == "withdrawn":
        yield Bar(
            layer="host",
            task=task.id,
            binds=f"the host withdrew its consent ({latest.id})",
            change="the host consents to the mission again",
            who="the host State",
        )
    for posture in view.of(PostureNode):
        here = task.area is not None and posture.area == task.area
        if here and posture.consent == "withdrawn" and view.in_force(posture) is not False:
            yield Bar(
                layer="host",
                task=task.id,
                binds=f"{posture.authority} withdrew its consent in {task.area} ({posture.id})",
                change=f"{posture.authority} consents in {task.area} again",
                who=posture.authority or "the host State",
            )


def _politics(view: View, task: TaskNode) -> Iterator[Bar]:
    for track in view.out(task, "counterpart", TrackNode).nodes:
        live = live_track(view, track)
        if live is True:
            continue
        doubt = "not known whether it is" if live is None else "is not"
        yield Bar(
            layer="politics" if live is False else "unknown",
            task=task.id,
            binds=f"its political counterpart {track.name} {doubt} under way",
            change=f"{track.id} is under way",
            who=track.owner or track.convenor or "",
            condition=True,
        )


def _dropped(view: View, task: TaskNode) -> Iterator[Bar]:
    for other in view.out(task, "prerequisites", TaskNode).nodes:
        if other.status == "dropped":
            yield Bar(
                layer="time",
                task=task.id,
                binds=f"it waits for {other.name}, which was dropped",
                change=f"{other.id} is taken up again, or {task.id} no longer waits for it",
                who=task.owner or "",
            )
