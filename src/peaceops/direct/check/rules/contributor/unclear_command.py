"""Command and control ambiguity.

## What it asks

For every unit and every task, at any hour: who gives the order, who stands in, who may approve
force in time, and does the political side know?

## Why

Arrangements must clarify who is responsible, and how military operations relate to political
engagement. Where two may give an order, or nobody can be reached, none is given.

## Source

- FN: "highlighting responsibilities and clarifying the relationship between military operations and
  political engagement"

## Fires when

- (a) a unit in the mission, or an active task that needs force or has units, has no tasking
  authority, or more than one at the same level;
- (b) no path leads from those who command it to a head of mission;
- (c) an authority that tasks, approves force or heads the mission has nobody who stands in for it:
  it delegates to no one, or only to posts that are vacant or closed;
- (d) a force task has no authority on its line that may approve the level of force and can be
  reached within the warning time;
- (e) an operation (military activity, or active force task) takes place in the area of a live
  political track, and no day is recorded on which the political side cleared it or was told;
- (f) a national line was seen to give orders beside the mission's own.

## Severity

Error.

## What clears it

Complete or mend the graph of authority; set delegations; agree the political and military
coordination step and record the day; raise the parallel line with the contributor.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
units: [{id: BN, assigned: [K]}]
tasks: [{id: K, requires_force_level: 3}]
```

```yaml
mission: {id: M, as_of: 2031-05-01}
authorities:
  - {id: SRSG, head_of_mission: true, level: strategic, delegates_to: [DSRSG]}
  - {id: FC, level: operational, tasks: [BN, K], approves_force_up_to: 2, delegates_to: [DFC]}
  - {id: LINE, side: contributor, observed_parallel: true}
units: [{id: BN, assigned: [K]}]
tasks: [{id: K, requires_force_level: 3, warning_hours: 6, area: north}]
tracks: [{id: P, status: active, areas: [north], last_engagement: 2031-04-20}]
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
authorities:
  - {id: SRSG, head_of_mission: true, level: strategic, delegates_to: [DSRSG]}
  - id: FC
    level: operational
    reports_to: [SRSG]
    tasks: [BN, K]
    approves_force_up_to: 4
    reachable_hours: 1
    delegates_to: [DFC]
units: [{id: BN, assigned: [K]}]
tasks:
  - {id: K, requires_force_level: 3, warning_hours: 6, area: north, political_clearance: 2031-04-25}
tracks: [{id: P, status: active, areas: [north], last_engagement: 2031-04-20}]
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
authorities:
  - {id: SRSG, head_of_mission: true, tasks: unknown, delegates_to: [DSRSG]}
units: [{id: BN}]
```

## Edge cases

Operational and tactical levels are checked apart: one authority at each is clear, two at one are
not, and one without a level can not be kept apart from another. A task that nobody tasks by itself
is tasked by those who task its units. Where nothing is tasked at all, only (a) speaks. A track
without areas has effect everywhere. A national line is recorded as observed; nobody's motive is.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.rules.contributor.line_of_command import (
    Lines,
    commanding,
    may_approve,
    more_than_one,
    of_mission,
    tasking,
)
from peaceops.direct.check.rules.contributor.restriction import (
    Demand,
    needs_force,
    within_warning,
)
from peaceops.direct.check.standing import deployed, live_activity, live_task, live_track
from peaceops.direct.check.view import Links, View, at_or_above, equals, joined, recorded
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.force import AuthorityNode, UnitNode
from peaceops.domain.strategy.mission import PostNode
from peaceops.domain.strategy.node import Node
from peaceops.domain.strategy.politics import TrackNode
from peaceops.domain.strategy.protection import ActivityNode, TaskNode
from peaceops.domain.truth import Truth, every, opposite, some

MOST_CANDIDATES = 5


@dataclass(frozen=True)
class LiveTracks:
    """The live political tracks.

    Attributes:
        live: ids of all.
        everywhere: those without areas: they have effect everywhere.
        complete: False where others may be live, or have effect everywhere.
    """

    live: frozenset[str]
    everywhere: Links[TrackNode]
    complete: bool


def check(view: View) -> Iterator[Case]:
    """Find units, tasks and authorities whose line of command is not clear."""
    tracks = _live_tracks(view)
    lines = Lines(view)
    approvers = _approvers(view)
    for unit in view.of(UnitNode):
        yield from _line(lines, unit, deployed(view, unit))
    for task in view.of(TaskNode):
        live = live_task(view, task)
        if live is False:
            continue
        force = needs_force(task)
        uniformed = some([force, view.into(task, "assigned", UnitNode).any])
        yield from _line(lines, task, every([live, uniformed]))
        if (asked := every([live, force])) is not False:
            yield from _approval(lines, approvers, task, asked)
            yield from _clearance(view, task, asked, tracks)
    for activity in view.of(ActivityNode):
        military = every([equals(activity, "military", True), live_activity(view, activity)])
        if military is not False:
            yield from _clearance(view, activity, military, tracks)
    for authority in view.of(AuthorityNode):
        yield from _stand_in(view, authority)
        yield from _parallel(view, authority)


def _line(lines: Lines, node: UnitNode | TaskNode, asked: Truth) -> Iterator[Case]:
    view = lines.view
    if asked is False:
        return
    authorities = tasking(view, node)
    crowded = more_than_one(authorities)
    unclear = every([asked, some([authorities.none, crowded])])
    names = sorted(authorities.ids)
    if unclear is not False:
        yield Case(
            verdict=unclear,
            objects=(node.id,),
            part="a",
            severity=Severity.ERROR,
            message=(
                f"{node.name} is tasked by {' and by '.join(names)} at one level"
                if crowded
                else f"nobody is recorded as tasking {node.name}"
            ),
            unknown=f"how many authorities task {node.name} at one level can not be told",
            clears_when=(
                f"exactly one authority of the mission tasks {node.id} at each level (edge `tasks`)"
            ),
            related=tuple(names),
            decision=f"Which one post tasks {node.id}?",
            root=names[0] if names else _root_of_none(view, node),
        )
    start = commanding(view, node)
    if start.any is False:
        return
    headed = lines.headed(start)
    cut = every([asked, start.any, opposite(headed)])
    if cut is not False:
        line = lines.above(start)
        yield Case(
            verdict=cut,
            objects=(node.id,),
            part="b",
            severity=Severity.ERROR,
            message=(
                f"no path leads from {node.name} to a head of mission; its line is "
                f"{', '.join(sorted(line.ids)) or 'not known'}"
            ),
            unknown=f"whether a path leads from {node.name} to a head of mission can not be told",
            clears_when=(
                "`reports_to` or `commands` leads from those who command it to an authority that "
                "is head of mission"
            ),
            related=start.ids,
            decision=f"To whom does {', '.join(sorted(start.ids)) or node.id} report?",
            root=min(start.ids, default=node.id),
        )


def _root_of_none(view: View, node: Node) -> str:
    """Return what stands behind a missing authority: the mission, where it records none at all."""
    if not view.of(AuthorityNode):
        return view.strategy.mission.id
    return node.id


def _approvers(view: View) -> dict[str, AuthorityNode]:
    """Return the authorities of the mission that may, or may perhaps, approve any force, by id."""
    return {
        one.id: one
        for one in sorted(view.of(AuthorityNode), key=lambda one: one.id)
        if may_approve(one, 1) is not False and of_mission(view, one) is not False
    }


def _approval(
    lines: Lines, approvers: dict[str, AuthorityNode], task: TaskNode, asked: Truth
) -> Iterator[Case]:
    view = lines.view
    start = tasking(view, task)
    if start.any is False:
        return
    on_line = lines.approving(start)
    demand = Demand(view, task)
    able = on_line.some(lambda one: _able(one, demand))
    verdict = every([asked, start.any, opposite(able)])
    if verdict is False:
        return
    level = task.requires_force_level
    there = set(on_line.ids)
    entitled = sorted(one.id for one in on_line.nodes if level and may_approve(one, level))
    yield Case(
        verdict=verdict,
        objects=(task.id,),
        part="d",
        severity=Severity.ERROR,
        message=(
            f"{task.name} needs force of level {level}, and {', '.join(entitled)} may approve it, "
            "but nothing shows that an answer comes within the warning time"
            if entitled
            else f"{task.name} needs force of level {level}, and nobody on its line may approve it"
        ),
        unknown=(
            f"whether somebody on the line of {task.name} may approve the force it needs, in time, "
            "can not be told"
        ),
        clears_when=(
            f"an authority on the line of {task.id} has `approves_force_up_to` at its level or "
            "above, and `reachable_hours` within the warning time"
        ),
        related=(*start.ids, *entitled),
        candidates=tuple(
            f"{one.name} may approve level {one.approves_force_up_to}, but is not on the line"
            for one in approvers.values()
            if level and one.id not in there and may_approve(one, level)
        )[:MOST_CANDIDATES],
        decision=f"Who may approve the force that {task.id} needs, reachable at any hour?",
        root=entitled[0] if entitled else min(start.ids, default=task.id),
    )


def _able(authority: AuthorityNode, demand: Demand) -> Truth:
    """Tell whether an authority may approve what a task needs, and can be reached in time."""
    level = demand.task.requires_force_level
    entitled = None if level is None else may_approve(authority, level)
    if entitled is False:
        return False
    return every(
        [
            entitled,
            some(
                [
                    opposite(demand.warned),
                    within_warning(authority, "reachable_hours", demand),
                ]
            ),
        ]
    )


def _clearance(
    view: View, node: TaskNode | ActivityNode, asked: Truth, tracks: LiveTracks
) -> Iterator[Case]:
    cleared = recorded(node, "political_clearance")
    if cleared:
        return
    here = _tracks_at(view, node, tracks)
    verdict = every([asked, here.any, opposite(cleared)])
    if verdict is False:
        return
    names = sorted(here.ids)
    area = node.area or "the mission's area"
    yield Case(
        verdict=verdict,
        objects=(node.id,),
        part="e",
        severity=Severity.ERROR,
        message=(
            f"{node.name} takes place in {area}, where the political track "
            f"{', '.join(names) or '(unknown)'} is live, and no political clearance is recorded"
        ),
        unknown=(
            f"whether {node.name} is an operation in the area of a live political track, and "
            "whether the political side was told, can not be told"
        ),
        clears_when=(
            f"the day on which the political side cleared {node.id} or was told of it is recorded "
            "(political_clearance)"
        ),
        related=tuple(names),
        decision=f"Who on the political side clears {node.id} or is told of it, from now on?",
        root=names[0] if names else node.id,
    )


def _live_tracks(view: View) -> LiveTracks:
    live = Links(view.of(TrackNode)).where(lambda track: live_track(view, track))
    everywhere = live.where(lambda track: opposite(recorded(track, "areas")))
    return LiveTracks(frozenset(live.ids), everywhere, live.complete and everywhere.complete)


def _tracks_at(view: View, node: TaskNode | ActivityNode, tracks: LiveTracks) -> Links[TrackNode]:
    """Return the live tracks with effect where something takes place, or everywhere."""
    near = view.matching(TrackNode, "areas", node, "area")
    here = tuple(track for track in near.nodes if track.id in tracks.live)
    return Links((*tracks.everywhere.nodes, *here), (), tracks.complete and near.complete)


def _stand_in(view: View, authority: AuthorityNode) -> Iterator[Case]:
    commands = some(
        [
            joined([view.out(authority, "tasks"), view.out(authority, "commands")]).any,
            at_or_above(authority, "approves_force_up_to", 1),
            equals(authority, "head_of_mission", True),
        ]
    )
    asked = every([commands, of_mission(view, authority)])
    if asked is False:
        return
    delegations: Links[Node] = view.out(authority, "delegates_to")
    present = [_present(view, edge.target) for edge in delegations.edges]
    covered = some([*present, None if not delegations.complete else False])
    verdict = every([asked, opposite(covered)])
    if verdict is False:
        return
    empty = sorted(edge.target for edge in delegations.edges)
    yield Case(
        verdict=verdict,
        objects=(authority.id,),
        part="c",
        severity=Severity.ERROR,
        message=(
            f"nobody stands in when {authority.name} is absent"
            + (f": {', '.join(empty)} is vacant or gone" if empty else "")
        ),
        unknown=f"whether anybody stands in when {authority.name} is absent can not be told",
        clears_when=f"{authority.id} delegates to an authority or a post that is filled",
        related=tuple(empty),
        decision=f"Who stands in for {authority.id}, from which day?",
        root=authority.id,
    )


def _present(view: View, name: str) -> Truth:
    """Tell whether who is to stand in is there; one that is only named is."""
    node = view.strategy.nodes.get(name)
    if isinstance(node, PostNode):
        return every(
            [
                opposite(equals(node, "vacant", True)),
                opposite(recorded(node, "ended")),
                view.in_force(node),
            ]
        )
    return True if node is None else view.in_force(node)


def _parallel(view: View, authority: AuthorityNode) -> Iterator[Case]:
    orders: Links[Node] = joined([view.out(authority, "tasks"), view.out(authority, "commands")])
    parallel = some(
        [
            equals(authority, "observed_parallel", True),
            every([equals(authority, "side", "contributor"), orders.any]),
        ]
    )
    verdict = every([parallel, view.in_force(authority)])
    if verdict is False:
        return
    units = sorted(orders.ids)
    yield Case(
        verdict=verdict,
        objects=(authority.id,),
        part="f",
        severity=Severity.ERROR,
        message=(
            f"{authority.name}, a national line, was seen to give orders"
            + (f" to {', '.join(units)}" if units else "")
            + " beside the mission's own"
        ),
        unknown=f"whether {authority.name} gives orders beside the mission's own can not be told",
        clears_when=(
            "it was raised with the contributor and ended: the record has its last day (valid_to)"
        ),
        related=tuple(units),
        decision=f"Who raises {authority.id} with the contributor, and who gives orders meanwhile?",
        root=authority.id,
    )


RULE = Rule(
    code="TCC-06",
    name="unclear-command",
    title="Command and control ambiguity",
    since="0.2.0",
    severity="error",
    sources=(
        Quotation(
            "FN",
            "highlighting responsibilities and clarifying the relationship between military "
            "operations and political engagement",
        ),
    ),
    check=check,
)
