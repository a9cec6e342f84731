"""Whatever is recorded has its courses of action, each whole and none graded."""

import json

from hypothesis import HealthCheck, given, settings

from peaceops.act.course.effect import placed_ids
from peaceops.act.course.kind import KINDS
from peaceops.act.course.situation import Situation
from peaceops.act.course.solve import plan
from peaceops.act.course.text import render_course_text, render_plan_text
from peaceops.act.sequence.solve import Stop
from peaceops.direct.check.profile import read_profile
from peaceops.direct.check.view import View
from peaceops.disseminate.plan_file import render_plan
from peaceops.domain.strategy.as_of import as_known
from peaceops.domain.strategy.graph import Strategy
from tests.property.strategies import DAY
from tests.property.test_sequence import scenes

slow = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=15)


@slow
@given(scenes())
def test_every_task_is_placed_or_left_out_of_every_course(strategy: Strategy) -> None:
    view = View(as_known(strategy, DAY), DAY, read_profile("in_mission"))
    situation = Situation(view, 6, stop=Stop(effort=1.0))
    found = plan(situation)
    assert tuple(course.kind for course in found.courses) == tuple(KINDS)
    tasks = set(situation.reading.facts)
    under_way = {job.id for job in situation.reading.problem.jobs if job.under_way}
    for course in found.courses:
        placed = set(placed_ids(course.sequence))
        left = {one.task for one in course.left_out}
        assert placed | left == tasks
        assert not placed & left
        assert not {one.id for one in course.cleared} & {one.id for one in course.raised}
        assert all(ask.more >= 0 for ask in course.asks)
        assert course.moves == (), "nobody can be moved without an outlook"
        assert all("\n" not in line for line in (*course.risks, *course.changes))
    assert set(placed_ids(found.courses[0].sequence)) <= under_way
    json.loads(render_plan(found))
    assert render_plan_text(found).startswith("STRICTLY CONFIDENTIAL")
    assert all(
        render_course_text(found, course).startswith("STRICTLY CONFIDENTIAL")
        for course in found.courses
    )


@slow
@given(scenes())
def test_the_order_of_the_record_does_not_matter(strategy: Strategy) -> None:
    backwards = Strategy(dict(list(strategy.nodes.items())[::-1]), strategy.edges[::-1])
    made = []
    for one in (strategy, backwards):
        view = View(as_known(one, DAY), DAY, read_profile("in_mission"))
        found = plan(Situation(view, 6, stop=Stop(effort=1.0)))
        made.append(
            [
                (
                    course.id,
                    course.sequence.aims,
                    sorted(finding.id for finding in course.cleared),
                    sorted(finding.id for finding in course.raised),
                    [(opened.actor, opened.resumed) for opened in course.political.opened],
                )
                for course in found.courses
            ]
        )
    assert made[0] == made[1]
