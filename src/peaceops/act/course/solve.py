"""Solve each course of action, and lay open what it does."""

from peaceops.act.course.ask import asks
from peaceops.act.course.doubt import doubts, with_overlaps
from peaceops.act.course.draft import Draft
from peaceops.act.course.effect import noticed, placed_ids, political_effect
from peaceops.act.course.kind import KINDS
from peaceops.act.course.people import course_reach
from peaceops.act.course.situation import Situation
from peaceops.act.deploy.move import Change, moves
from peaceops.act.deploy.result import Deployment
from peaceops.act.deploy.why_not import why_not
from peaceops.direct.check.standing import live_activity
from peaceops.direct.check.view import View
from peaceops.domain.course import (
    Bare,
    Course,
    CourseMove,
    LeftOut,
    Loss,
    Plan,
    Posture,
    Undermining,
)
from peaceops.domain.plan import Sequence, UnplacedTask
from peaceops.domain.strategy.protection import ActivityNode

MOST_BARE = 20
"""Places out of reach that are explained; the others are counted."""
NOT_IN_COURSE = "nothing new starts in this course"


def plan(situation: Situation) -> Plan:
    """Return the courses of action of a mission, today's posture first. None is ranked.

    The same situation gives the same plan: each search is as the solvers make it reproducible.
    """
    courses = with_overlaps(_course(situation, draw(situation)) for draw in KINDS.values())
    deployment = situation.deployment
    notes = [
        *situation.reading.notes,
        *situation.reading.assumptions,
        *(() if deployment is None else deployment.notes),
    ]
    if deployment is None:
        notes.append("no outlook, or no unit in the mission: reach is not known of any course")
    return Plan(
        as_of=situation.view.day.isoformat(),
        courses=courses,
        most_moves=situation.most_moves,
        notes=tuple(dict.fromkeys(notes)),
        marking=situation.marking,
    )


def _course(situation: Situation, draft: Draft) -> Course:
    sequence = situation.order(draft.reading)
    placed = placed_ids(sequence)
    served = sequence.placed
    cleared, raised = noticed(situation, draft)
    moved, loses, gains = _moved(situation, draft)
    return Course(
        id=draft.kind,
        kind=draft.kind,
        title=draft.title,
        way=draft.way,
        sequence=sequence,
        posture=_posture(situation, draft),
        reach=None
        if draft.deployment is None
        else course_reach(situation, draft.deployment, draft.aimed),
        threats=tuple(sorted({name for task in served for name in task.threats})),
        objectives=tuple(sorted({name for task in served for name in task.objectives})),
        clauses=_clauses(situation.view, placed),
        moves=moved,
        loses=loses,
        gains=gains,
        left_out=_left_out(situation, sequence),
        bare=_bare(situation, draft),
        bare_count=0 if draft.deployment is None else int((draft.deployment.cover < 1.0).sum()),
        undermines=_undermines(situation.view, placed),
        asks=asks(situation.view, draft.reading, sequence),
        political=political_effect(situation, draft, sequence),
        risks=draft.risks,
        changes=draft.changes,
        cleared=cleared,
        raised=raised,
        change_our_mind=doubts(situation, draft, sequence),
    )


def _clauses(view: View, tasks: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        sorted({edge.target for name in tasks for edge in view.strategy.out(name, "from_clause")})
    )


def _posture(situation: Situation, draft: Draft) -> Posture | None:
    problem, placed = situation.problem, draft.placed
    if problem is None or placed is None:
        return None
    return Posture(
        units=tuple(sorted(placed.site_of.items())),
        clocks=draft.clocks,
        objective=placed.objective,
        bound=placed.bound,
        gap=placed.gap,
        status=placed.status,
        decision=problem.rules.decision or "",
    )


def _moved(
    situation: Situation, draft: Draft
) -> tuple[tuple[CourseMove, ...], tuple[Loss, ...], tuple[Loss, ...]]:
    """Return moves, and who loses and gains by them, at the clocks at which units were placed."""
    problem, today, placed = situation.problem, situation.deployment, draft.placed
    if problem is None or today is None or placed is None or placed is today:
        return (), (), ()
    before: Deployment | None = today
    if draft.clocks == "claimed":
        before = situation.as_claimed(today)
    if before is None:
        return (), (), ()
    found = moves(problem, before, placed)
    return (
        tuple(CourseMove(one.unit, one.leaves, one.goes_to) for one in found.moves),
        tuple(_loss(one) for one in found.loses),
        tuple(_loss(one) for one in found.gains),
    )


def _loss(change: Change) -> Loss:
    return Loss(
        place=change.place,
        name=change.name,
        shelter=change.shelter,
        people=change.people,
        minutes_before=change.minutes_before,
        minutes_after=change.minutes_after,
    )


def _left_out(situation: Situation, sequence: Sequence) -> tuple[LeftOut, ...]:
    """Return the tasks that do not start, those that the course never looked at included."""
    placed = set(placed_ids(sequence))
    unplaced = {task.id: task for task in sequence.unplaced}
    found = []
    for name, facts in sorted(situation.reading.facts.items()):
        if name in placed:
            continue
        task = unplaced.get(name)
        found.append(
            LeftOut(
                task=name,
                title=facts.node.title,
                by_condition=task is not None and task.by_condition,
                layers=() if task is None else task.layers,
                because=NOT_IN_COURSE if task is None else _because(task),
                threats=facts.threats,
                objectives=facts.objectives,
            )
        )
    return tuple(found)


def _because(task: UnplacedTask) -> str:
    changes = task.single or next(iter(task.together), ())
    said = [f"{change.binds} [{change.layer}]" for change in changes]
    if task.beaten:
        said.insert(0, f"what it needs is held by {', '.join(task.beaten)}")
    return "; ".join(dict.fromkeys(said)) or "no change on record lets it start within the plan"


def _bare(situation: Situation, draft: Draft) -> tuple[Bare, ...]:
    problem, deployment = situation.problem, draft.deployment
    if problem is None or deployment is None:
        return ()
    found = why_not(problem, deployment, reach=situation.reach, most=MOST_BARE)
    return tuple(
        Bare(
            place=one.place,
            name=one.name,
            must=one.must,
            people=one.people,
            on_paper=one.on_paper,
            standing=one.standing,
            will=one.will,
            ability=one.ability,
            rules=one.rules,
            change="" if one.smallest is None else one.smallest.what,
            who="" if one.smallest is None else one.smallest.who,
            together=one.together,
        )
        for one in found
    )


def _undermines(view: View, tasks: tuple[str, ...]) -> tuple[Undermining, ...]:
    found: list[Undermining] = []
    for name in tasks:
        activities = [
            activity.id
            for activity in view.into(name, "implements", ActivityNode).nodes
            if live_activity(view, activity) is not False
        ]
        for source in (name, *activities):
            found += [
                Undermining(edge.source, edge.target, edge.mechanism)
                for edge in view.strategy.out(source, "undermines")
                if not edge.mitigation
            ]
    return tuple(dict.fromkeys(found))
