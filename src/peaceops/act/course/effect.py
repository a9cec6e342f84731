"""What a course would change in the findings of a check, and in politics: listed, never summed."""

from collections.abc import Iterable

from peaceops.act.course.draft import Draft
from peaceops.act.course.situation import Situation
from peaceops.direct.check.standing import live_track, reaches
from peaceops.direct.check.view import View
from peaceops.domain.course import Noticed, PoliticalEffect
from peaceops.domain.finding import Finding
from peaceops.domain.marking import may_see
from peaceops.domain.plan import Sequence
from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.politics import TrackNode
from peaceops.domain.strategy.protection import ActivityNode


def noticed(situation: Situation, draft: Draft) -> tuple[tuple[Noticed, ...], tuple[Noticed, ...]]:
    """Return the findings that a course clears and raises, against the graph as recorded.

    All rules are asked of the graph as if every step of the course had been taken on the day, and
    succeeded: what is cleared is cleared on paper, what is raised is what the steps leave undone.
    Findings marked above the plan, such as those that name a source, are left out.
    """
    if draft.strategy is situation.view.strategy:
        return (), ()
    before = {one.id: one for one in situation.findings}
    after = {one.id: one for one in situation.check(draft.strategy)}

    def told(found: dict[str, Finding], other: dict[str, Finding]) -> tuple[Noticed, ...]:
        return tuple(
            _told(one)
            for name, one in found.items()
            if name not in other and may_see(situation.marking, one.marking)
        )

    return told(before, after), told(after, before)


def _told(finding: Finding) -> Noticed:
    return Noticed(
        id=finding.id,
        code=finding.code,
        severity=finding.severity.value,
        message=finding.message,
    )


def political_effect(situation: Situation, draft: Draft, sequence: Sequence) -> PoliticalEffect:
    """Return tracks, steps, actors and assumptions of a course. No figure is made of them."""
    view = situation.view
    changed = View(draft.strategy, view.day, view.profile, view.outlook)
    tracks = sorted(changed.of(TrackNode), key=lambda track: track.id)
    live = [track for track in tracks if live_track(changed, track) is True]
    new = {one.track for one in draft.opened}
    actors = sorted({threat.actor for threat in situation.threats if threat.actor is not None})
    engaged = {
        threat.actor
        for threat in situation.threats
        if any(reaches(changed, track, threat) is True for track in live)
    }
    return PoliticalEffect(
        opened=draft.opened,
        live=tuple(track.id for track in live if track.id not in new),
        steps=tuple(task.id for task in sequence.placed if task.political),
        engaged=tuple(actor for actor in actors if actor in engaged),
        not_engaged=tuple(actor for actor in actors if actor not in engaged),
        host=draft.host,
        assumptions=tuple(
            dict.fromkeys((*draft.assumptions, *_assumed(links_of(view, placed_ids(sequence)))))
        ),
    )


def placed_ids(sequence: Sequence) -> tuple[str, ...]:
    """Return the ids of the tasks that an order places."""
    return tuple(sorted(task.id for task in sequence.placed))


def links_of(view: View, tasks: Iterable[str]) -> tuple[Edge, ...]:
    """Return how tasks, and what implements them, contribute to objectives."""
    found: list[Edge] = []
    for name in tasks:
        found += view.strategy.out(name, "contributes_to")
        for activity in view.into(name, "implements", ActivityNode).nodes:
            found += view.strategy.out(activity.id, "contributes_to")
    return tuple(found)


def _assumed(links: Iterable[Edge]) -> Iterable[str]:
    for edge in links:
        if edge.assumption:
            yield f"{edge.assumption} ({edge.source} for {edge.target})"
