"""What would change our mind on a course: signs, assumptions, unknowns, forecasts that overlap."""

from collections.abc import Iterable, Iterator

import msgspec

from peaceops.act.course.draft import Draft
from peaceops.act.course.effect import links_of, placed_ids
from peaceops.act.course.situation import Situation
from peaceops.direct.check.rules.host.posture_record import superseded
from peaceops.direct.check.view import View
from peaceops.domain.course import Course, Doubt
from peaceops.domain.plan import Sequence
from peaceops.domain.strategy.force import AcceptanceNode
from peaceops.domain.strategy.host import PostureNode
from peaceops.domain.strategy.node import is_unknown


def doubts(situation: Situation, draft: Draft, sequence: Sequence) -> tuple[Doubt, ...]:
    """Return what is on record that would change our mind on a course by itself."""
    view, tasks = situation.view, placed_ids(sequence)
    found = [
        *_signs(view, tasks),
        *(Doubt(kind="assumption", what=f"not so: {what}") for what in draft.assumptions),
        *_postures(view),
        *_answers(view, tasks),
        *_clocks(situation),
    ]
    return tuple(dict.fromkeys(found))


def _signs(view: View, tasks: tuple[str, ...]) -> Iterator[Doubt]:
    for edge in links_of(view, tasks):
        where = f"{edge.source} for {edge.target}"
        if edge.disconfirming_sign:
            yield Doubt(kind="sign", what=f"{edge.disconfirming_sign} ({where})")
        if edge.assumption:
            yield Doubt(kind="assumption", what=f"not so: {edge.assumption} ({where})")


def _postures(view: View) -> Iterator[Doubt]:
    replaced = superseded(view)
    for posture in sorted(view.of(PostureNode), key=lambda one: one.id):
        if posture.id in replaced or view.in_force(posture) is False:
            continue
        missing = [
            name
            for name in ("will", "capacity")
            if getattr(posture, name) is None or is_unknown(posture, name)
        ]
        if missing:
            yield Doubt(
                kind="unknown",
                what=f"{' and '.join(missing)} of {posture.authority} not known ({posture.id})",
            )
        elif posture.review_by is not None and posture.review_by < view.day:
            yield Doubt(
                kind="unknown",
                what=f"{posture.id} on {posture.authority} was to be reviewed by "
                f"{posture.review_by.isoformat()}",
            )


def _answers(view: View, tasks: tuple[str, ...]) -> Iterator[Doubt]:
    for answer in sorted(view.of(AcceptanceNode), key=lambda one: one.id):
        if not is_unknown(answer, "state"):
            continue
        for task in view.strategy.out(answer.id, "accepts"):
            if task.target in tasks:
                yield Doubt(
                    kind="answer",
                    what=f"{answer.contributor or 'a contributor'} has not said whether it accepts "
                    f"{task.target} ({answer.id})",
                )


def _clocks(situation: Situation) -> Iterator[Doubt]:
    deployment = situation.deployment
    if deployment is None:
        return
    if deployment.assumed_clocks:
        yield Doubt(kind="clock", what="a warning answered and timed: clocks are assumed in part")
    for note in deployment.notes:
        if note.startswith("time to ") and note.endswith("median of 1"):
            yield Doubt(kind="clock", what=f"a second case: {note}")


def with_overlaps(courses: Iterable[Course]) -> tuple[Course, ...]:
    """Return courses that say of which others the forecast can not tell them apart.

    Two courses are told apart by people in danger within reach at measured clocks only where their
    80 % ranges do not touch; the same posture has the same reach, and is said once, as that.
    """
    together = tuple(courses)
    return tuple(
        msgspec.structs.replace(
            course,
            change_our_mind=(*course.change_our_mind, *_overlapping(course, together)),
        )
        for course in together
    )


def _overlapping(course: Course, others: tuple[Course, ...]) -> Iterator[Doubt]:
    if course.reach is None or course.posture is None:
        return
    own = course.reach.measured.endangered
    same, near = [], []
    for other in others:
        if other.id == course.id or other.reach is None or other.posture is None:
            continue
        its = other.reach.measured.endangered
        if other.posture.units == course.posture.units:
            same.append(other.id)
        elif own.low <= its.high and its.low <= own.high:
            near.append(other.id)
    if same:
        yield Doubt(
            kind="forecast",
            what=f"units stand as in {', '.join(same)}: reach does not tell them apart",
        )
    if near:
        yield Doubt(
            kind="forecast",
            what=f"ranges of people in danger within reach overlap with {', '.join(near)}: the "
            "forecast can not tell them apart",
        )
