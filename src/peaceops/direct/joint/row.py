"""One row of the joint page: a threat, and what each side has in place against it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from peaceops.direct.check.standing import (
    area_of,
    deployed,
    last_contact,
    live_activity,
    live_task,
    live_track,
    open_threat,
    reaches,
)
from peaceops.direct.check.view import Links, View, joined
from peaceops.domain.finding import CheckReport, Finding
from peaceops.domain.marking import Marking, may_see
from peaceops.domain.strategy.force import AcceptanceNode, AuthorityNode, CaveatNode, UnitNode
from peaceops.domain.strategy.host import PostureNode
from peaceops.domain.strategy.judgement import RecommendationNode
from peaceops.domain.strategy.mission import AreaNode
from peaceops.domain.strategy.node import Node
from peaceops.domain.strategy.politics import TrackNode
from peaceops.domain.strategy.protection import ActivityNode, TaskNode
from peaceops.domain.strategy.threat import GroupNode, ThreatNode
from peaceops.domain.threat_level import LevelInterval, level_interval, rank


@dataclass(frozen=True)
class Protector:
    """A unit that is tasked with protecting against a threat.

    Attributes:
        unit: the unit.
        minutes: from alert to arrival; None where not recorded.
        restricted: caveats in force on it; a reader who may not see them sees how many are held
            apart.
        accepted: what its contributor answered for the tasks; None where not recorded.
    """

    unit: UnitNode
    minutes: int | None
    restricted: tuple[CaveatNode, ...]
    accepted: str | None


@dataclass(frozen=True)
class PoliticalTrack:
    """A track held with who poses a threat, or with who can move them."""

    track: TrackNode
    live: bool | None
    last_contact: date | None


@dataclass(frozen=True)
class JointRow:
    """A threat with what stands against it. Empty is "not recorded"; unknown is said as such.

    Attributes:
        threat: the threat.
        level: its level, as an interval.
        area: record of its area, where there is one.
        people: who is endangered.
        activities: live protection against it.
        protectors: units tasked with it.
        tracks: political tracks with its actor.
        authorities: host authorities responsible for it or its area.
        postures: how these, and an actor of the host, stand.
        findings: what a check finds about it, gravest first.
        recommended: issued recommendations that concern it and wait for a decision, latest first.
        held_apart: how many records its reader may not see.
    """

    threat: ThreatNode
    level: LevelInterval
    area: AreaNode | None
    people: tuple[GroupNode, ...]
    activities: tuple[ActivityNode, ...]
    protectors: tuple[Protector, ...]
    tracks: tuple[PoliticalTrack, ...]
    authorities: tuple[AuthorityNode, ...]
    postures: tuple[PostureNode, ...]
    findings: tuple[Finding, ...]
    recommended: tuple[RecommendationNode, ...]
    held_apart: int


def joint_rows(view: View, report: CheckReport, clearance: Marking) -> tuple[JointRow, ...]:
    """Return a row for each open threat, gravest first.

    Ranked by the upper end of the level, by people exposed, by the start of its window, by id.

    Args:
        view: the strategy as known on the day.
        report: what a check found, already cut to its reader.
        clearance: of the reader.
    """
    by_root = _by_threat(report)
    rows = [
        _row(view, threat, by_root.get(threat.id, ()), clearance)
        for threat in view.of(ThreatNode)
        if open_threat(view, threat) is not False and may_see(clearance, threat.marking)
    ]
    return tuple(sorted(rows, key=_grave))


def _grave(row: JointRow) -> tuple[int, int, date, str]:
    threat = row.threat
    return (
        -rank(row.level.high),
        -(threat.people_exposed or 0),
        threat.window_from or date.max,
        threat.id,
    )


def _by_threat(report: CheckReport) -> dict[str, tuple[Finding, ...]]:
    found: dict[str, list[Finding]] = {}
    for finding in report.findings:
        if finding.status == "fires":
            for name in dict.fromkeys((finding.root, *finding.objects)):
                found.setdefault(name, []).append(finding)
    return {name: tuple(findings) for name, findings in found.items()}


def _row(
    view: View, threat: ThreatNode, findings: tuple[Finding, ...], clearance: Marking
) -> JointRow:
    activities = view.into(threat, "addresses", ActivityNode).where(
        lambda activity: live_activity(view, activity)
    )
    tasks = _tasks(view, threat, activities)
    units = joined(view.into(task, "assigned", UnitNode) for task in tasks.nodes).where(
        lambda unit: deployed(view, unit)
    )
    authorities = joined(
        [
            view.into(threat, "responsible_for", AuthorityNode),
            view.into(threat.area or "", "responsible_for", AuthorityNode),
        ]
    ).where(lambda one: one.side in {"host", None} and not one.head_of_mission)
    postures = _postures(view, threat, authorities)
    caveats = [
        caveat
        for unit in units.nodes
        for caveat in view.into(unit, "restricts", CaveatNode).nodes
        if view.in_force(caveat) is not False
    ]
    groups = view.out(threat, "endangers", GroupNode).nodes

    def shown(node: Node) -> bool:
        return may_see(clearance, node.marking)

    unseen: Iterable[Node] = (*postures, *caveats, *groups, *units.nodes, *activities.nodes)
    return JointRow(
        threat=threat,
        level=level_interval(threat, view.day),
        area=area_of(view, threat.area),
        people=tuple(group for group in groups if shown(group)),
        activities=tuple(one for one in activities.nodes if shown(one)),
        protectors=tuple(
            _protector(view, unit, tasks, clearance) for unit in units.nodes if shown(unit)
        ),
        tracks=_tracks(view, threat, clearance),
        authorities=tuple(one for one in authorities.nodes if shown(one)),
        postures=tuple(one for one in postures if shown(one)),
        findings=findings,
        recommended=_recommended(view, threat, clearance),
        held_apart=sum(not shown(node) for node in unseen),
    )


def _tasks(view: View, threat: ThreatNode, activities: Links[ActivityNode]) -> Links[TaskNode]:
    """Return the live tasks against a threat: of its activities, or to protect in its area."""
    tasks = joined(view.out(activity, "implements", TaskNode) for activity in activities.nodes)
    here = view.having(TaskNode, "area", threat.area).where(
        lambda task: task.code in {"poc_physical", "displacement_sites", "public_order"}
    )
    return joined([tasks, here]).where(lambda task: live_task(view, task))


def _protector(view: View, unit: UnitNode, tasks: Links[TaskNode], clearance: Marking) -> Protector:
    area = area_of(view, unit.base)
    own = {edge.target for edge in view.strategy.out(unit.id, "assigned")}
    answers = [
        acceptance.state
        for task in tasks.nodes
        if task.id in own
        for acceptance in view.into(task, "accepts", AcceptanceNode).nodes
        if acceptance.contributor == unit.contributor and acceptance.state is not None
    ]
    minutes = unit.response_minutes
    if minutes is None and area is not None:
        minutes = area.response_minutes
    return Protector(
        unit=unit,
        minutes=minutes,
        restricted=tuple(
            caveat
            for caveat in view.into(unit, "restricts", CaveatNode).nodes
            if view.in_force(caveat) is not False and may_see(clearance, caveat.marking)
        ),
        accepted=_weakest(answers),
    )


_ANSWERS = ("declined", "informed", "consulted", "accepted_with_caveat", "accepted")


def _weakest(answers: Sequence[str]) -> str | None:
    """Return the answer that promises least: a unit is as willing as its least willing task."""
    return min(answers, key=_ANSWERS.index, default=None)


def _tracks(view: View, threat: ThreatNode, clearance: Marking) -> tuple[PoliticalTrack, ...]:
    found = [
        PoliticalTrack(track, live_track(view, track), last_contact(view, track))
        for track in view.of(TrackNode)
        if reaches(view, track, threat) is True and may_see(clearance, track.marking)
    ]
    return tuple(sorted(found, key=lambda one: (one.live is not True, one.track.id)))


def _recommended(
    view: View, threat: ThreatNode, clearance: Marking
) -> tuple[RecommendationNode, ...]:
    """Return what somebody was asked to decide on a threat, and has not disposed of."""
    found = [
        one
        for one in view.into(threat, "concerns", RecommendationNode).nodes
        if one.decision_asked
        and one.addressee
        and one.status == "issued"
        and view.in_force(one) is not False
        and not view.strategy.into(one.id, "disposes")
        and may_see(clearance, one.marking)
    ]
    return tuple(sorted(found, key=lambda one: (one.issued or date.max, one.id), reverse=True))


def _postures(
    view: View, threat: ThreatNode, authorities: Links[AuthorityNode]
) -> list[PostureNode]:
    """Return the latest posture of each authority concerned, in the threat's area first."""
    names = dict.fromkeys([*authorities.ids, *([threat.actor] if threat.actor else [])])
    found: list[PostureNode] = []
    for name in names:
        all_of_it = [
            posture
            for posture in view.having(PostureNode, "authority", name).nodes
            if posture.area in {None, threat.area} and view.in_force(posture) is not False
        ]
        found += sorted(
            all_of_it,
            key=lambda one: (one.area is None, -(one.valid_from or date.min).toordinal(), one.id),
        )[:1]
    return found
