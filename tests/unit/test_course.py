"""Courses of action differ in kind, say what they cost, and are never ranked."""

import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np
import pytest

from peaceops.act.course.effect import noticed, placed_ids
from peaceops.act.course.kind import KINDS, host_led, politics_first, presence_first
from peaceops.act.course.people import SOMEBODY
from peaceops.act.course.plain import plan_plain
from peaceops.act.course.situation import Situation
from peaceops.act.course.solve import NOT_IN_COURSE, plan
from peaceops.act.course.text import render_course_text, render_plan_text
from peaceops.act.deploy.problem import DeployRules
from peaceops.disseminate.briefing.content import Brief, Figure, Notice, Paragraph, Table
from peaceops.disseminate.briefing.courses import courses_section
from peaceops.disseminate.briefing.html import render_html
from peaceops.disseminate.briefing.pdf import render_pdf
from peaceops.disseminate.briefing.word import render_word
from peaceops.disseminate.course_chart import course_chart
from peaceops.disseminate.language import language
from peaceops.disseminate.plan_file import render_plan
from peaceops.domain.course import PLAN_MARKING, Course, Plan
from peaceops.domain.error import REFUSED
from peaceops.domain.marking import Compartment, Level, Marking
from peaceops.domain.strategy.force import UnitNode
from peaceops.domain.strategy.host import SupportNode
from tests.invented_course import SLOW, STRATEGY, situation, view
from tests.unit.test_cli import refusal


@pytest.fixture(scope="module")
def found() -> dict[str, Course]:
    return {course.id: course for course in plan(situation()).courses}


def placed(course: Course) -> set[str]:
    return set(placed_ids(course.sequence))


def test_today_stands_first_and_every_kind_is_there_once() -> None:
    courses = plan(situation()).courses
    assert [course.kind for course in courses] == list(KINDS)
    assert courses[0].kind == "today"
    assert len({course.way for course in courses}) == len(KINDS)
    assert len({frozenset(placed(course)) for course in courses}) >= 4, "they differ in kind"


def test_todays_posture_starts_nothing_and_moves_nobody(found: dict[str, Course]) -> None:
    today = found["today"]
    assert placed(today) == {"K3"}
    assert {one.because for one in today.left_out} == {NOT_IN_COURSE}
    assert (today.moves, today.changes, today.cleared, today.raised) == ((), (), (), ())
    assert any("have not begun" in one.what for one in today.change_our_mind)


def test_politics_first_makes_new_protection_wait_for_talks(found: dict[str, Course]) -> None:
    course = found["politics_first"]
    left = {one.task: one for one in course.left_out}
    assert left["K1"].by_condition
    assert "nobody talks with band" in left["K1"].because
    assert "K3" in placed(course), "what protects people today is never stopped"
    assert {"K2"} == set(course.political.steps)
    opened = {one.track: one for one in course.political.opened}
    assert opened["TR1"].resumed
    assert opened["TR1"].owner == "dsrsg"
    assert opened["talks-brigade"].threats == ("T2",)
    assert course.political.not_engaged == ()
    assert any("K3" in risk for risk in course.risks)
    assert "POL-06" not in {one.code for one in course.raised}
    assert "POL-10" in {one.code for one in course.raised}, "nobody owns the new track"


def test_protection_waits_for_nothing_where_talks_are_live() -> None:
    text = STRATEGY.replace("last_engagement: 2029-01-01", "last_engagement: 2031-04-25")
    course = next(one for one in plan(situation(text)).courses if one.kind == "politics_first")
    assert "K1" in placed(course)
    assert "TR1" not in {one.track for one in course.political.opened}


def test_political_tasks_come_before_all_others() -> None:
    reading = politics_first.draw(situation()).reading
    assert [job.id for job in reading.problem.jobs if job.first] == ["K2"]
    sequence = situation().order(reading)
    assert sequence.aims[0].name == "put first, and early"
    assert sequence.aims[0].value == sequence.aims[0].bound == 12


@pytest.mark.parametrize("most", [0, 1, 2])
def test_presence_keeps_to_its_cap_and_never_falls_below_today(most: int) -> None:
    planned = plan(situation(rules=DeployRules(most_moves=most)))
    courses = {course.id: course for course in planned.courses}
    moved, today = courses["presence_first"], courses["today"]
    assert planned.most_moves == most
    assert sum(move.leaves is not None for move in moved.moves) <= most
    assert moved.posture is not None
    assert today.posture is not None
    assert moved.reach is not None
    assert today.reach is not None
    reached = (moved.reach.measured.musts_met, moved.posture.objective + 1e-9)
    assert reached >= (today.reach.measured.musts_met, today.posture.objective)
    assert moved.posture.bound >= moved.posture.objective - 1e-9


def test_a_quarter_may_move_where_nobody_says_otherwise() -> None:
    start = situation()
    assert start.problem is not None
    assert start.most_moves == -(-len(start.problem.units) // 4)


def test_a_unit_that_goes_elsewhere_is_recorded_there_and_its_time_is_not_known() -> None:
    text = STRATEGY.replace("strength: 140, base: south", "strength: 140, base: north")
    text = text.replace("kind: force_level, force_level: 3", "kind: geographic, areas: [south]")
    draft = presence_first.draw(situation(text, DeployRules(most_moves=1)))
    unit = draft.strategy.nodes["COY"]
    assert isinstance(unit, UnitNode)
    assert draft.placed is not None
    assert draft.placed.site_of["COY"] == "Dor", "where most harm is feared and nobody is"
    assert unit.base == "south"
    assert "response_minutes" in unit.unknown
    assert "COY is based in south; how soon it comes from there is not known" in draft.changes
    assert "no post is named that decides on moves" in draft.risks


def test_slow_orders_are_said_and_moves_alone_bring_nobody_within_reach() -> None:
    courses = {course.id: course for course in plan(situation(STRATEGY + SLOW)).courses}
    moved, orders = courses["presence_first"], courses["orders_first"]
    assert moved.posture is not None
    assert moved.posture.clocks == "claimed"
    assert moved.reach is not None
    assert moved.reach.measured.people == 0
    assert any("moves alone bring nobody within reach" in risk for risk in moved.risks)
    assert orders.reach is not None
    assert orders.reach.aimed is not None
    assert orders.reach.measured.people == 0 < orders.reach.aimed.people
    assert orders.moves == ()
    assert any("never showed that it can" in risk for risk in orders.risks)


def test_orders_first_takes_what_waits(found: dict[str, Course]) -> None:
    course = found["orders_first"]
    assert course.changes == ("DEC1 (move the reserve) is taken, as if on the day",)
    assert "DEC1" in " ".join(one.message for one in course.cleared)


def test_the_host_leads_where_it_can_and_will_and_nowhere_else(found: dict[str, Course]) -> None:
    course = found["host_led"]
    steps = {step.authority: step for step in course.political.host}
    assert {name: step.family for name, step in steps.items()} == {
        "governor": "leads",
        "brigade": "dialogue_and_leverage",
        "police": "assess_first",
    }
    assert steps["governor"].steps[-1] == "leads K1, K5, K6"
    assert "K6" in placed(course), "it needs no unit of the mission"
    assert "K6" not in placed(found["orders_first"])
    left = {one.task: one for one in course.left_out}
    assert left["K4"].by_condition
    assert "lacks the will" in left["K4"].because
    assert course.undermines == ()
    assert [one.source for one in found["orders_first"].undermines] == ["K4"]
    assert course.moves == ()
    assert {"HST-01", "HST-03"} <= {one.code for one in course.cleared}
    assert "nobody with leverage over brigade is on record" in " ".join(steps["brigade"].steps)


def test_support_to_the_unwilling_is_suspended_and_will_is_never_inferred() -> None:
    draft = host_led.draw(situation())
    support = draft.strategy.nodes["S1"]
    assert isinstance(support, SupportNode)
    assert support.status == "suspended"
    assert "support-police" not in draft.strategy.nodes
    text = STRATEGY.replace("will: 3, capacity: 2", "will: 3, capacity: 1")
    weak = host_led.draw(situation(text))
    assert "support-governor" in weak.strategy.nodes
    raised = next(one for one in plan(situation(text)).courses if one.kind == "host_led").raised
    assert any(one.code == "HST-03" and "governor" in one.message for one in raised)


def test_one_authority_in_doubt_keeps_the_host_from_leading() -> None:
    text = STRATEGY.replace(
        "{id: P3, authority: police, area: south", "{id: P3, authority: police, area: north"
    )
    draft = host_led.draw(situation(text))
    assert next(step for step in draft.host if step.authority == "governor").steps[-1] == (
        "leads no task that waits"
    )


def test_means_and_will_are_never_merged(found: dict[str, Course]) -> None:
    (ask,) = found["orders_first"].asks
    assert (ask.requirement, ask.needed, ask.offered, ask.able, ask.more) == ("R1", 4, 2, 2, 2)
    assert {(one.unit, one.task, one.who) for one in ask.unwilling} == {("BAT", "K6", "Aland")}


def test_what_is_cleared_and_raised_is_what_a_check_of_the_changed_graph_says() -> None:
    start = situation()
    before = {one.id for one in start.findings}
    for course, draw in zip(plan(start).courses, KINDS.values(), strict=True):
        after = {one.id for one in start.check(draw(start).strategy)}
        assert {one.id for one in course.cleared} == before - after
        assert {one.id for one in course.raised} == after - before


def test_people_in_danger_are_counted_sample_by_sample() -> None:
    start = situation()
    problem, today = start.problem, start.deployment
    assert problem is not None
    assert today is not None
    reach = plan(start).courses[0].reach
    assert reach is not None
    totals = []
    for sample in range(problem.harm.shape[1]):
        inside = 0.0
        for number, place in enumerate(problem.places):
            if problem.harm[number, sample] >= SOMEBODY:
                inside += (place.people or 0) * float(today.cover[number])
        totals.append(inside)
    assert reach.measured.endangered.expected == pytest.approx(np.mean(totals))
    low, high = np.quantile(totals, [0.1, 0.9])
    assert (reach.measured.endangered.low, reach.measured.endangered.high) == (low, high)
    both = reach.measured.endangered.expected + reach.measured.left.expected
    assert both == pytest.approx(reach.endangered.expected)


def test_signs_and_overlaps_that_would_change_our_mind(found: dict[str, Course]) -> None:
    kinds: dict[str, list[str]] = {}
    for one in found["orders_first"].change_our_mind:
        kinds.setdefault(one.kind, []).append(one.what)
    assert "the first flood (K1 for O2)" in kinds["sign"]
    assert "not so: roads are dry (K1 for O2)" in kinds["assumption"]
    assert "will of police not known (P3)" in kinds["unknown"]
    assert kinds["forecast"][0].startswith("units stand as in today, politics_first, host_led")
    assert not any("first flood" in one.what for one in found["politics_first"].change_our_mind)


def words_of(value: object) -> set[str]:
    """Return every key of a JSON value, at any depth."""
    if isinstance(value, dict):
        return set(value) | {word for inner in value.values() for word in words_of(inner)}
    if isinstance(value, list):
        return {word for inner in value for word in words_of(inner)}
    return set()


def test_the_file_is_as_promised_and_grades_nothing() -> None:
    content = json.loads(render_plan(plan(situation())))
    assert content["format"] == 1
    assert content["classification"] == "strictly_confidential"
    assert {"host_posture", "caveat", "scenario_force"} == set(content["compartments"])
    wanted = {
        "id",
        "kind",
        "objective",
        "bound",
        "gap",
        "status",
        "serves",
        "costs",
        "gaps",
        "why_not",
    }
    for option in content["options"]:
        assert wanted <= set(option)
        assert option["status"] in {"proven", "limit"}
        assert option["objective"] <= option["bound"] + 1e-9
    keys = words_of(content)
    assert not {"score", "rank", "grade", "total", "weight", "preferred"} & keys


def test_the_same_record_gives_the_same_bytes() -> None:
    assert render_plan(plan(situation())) == render_plan(plan(situation()))


def test_a_strategy_alone_says_that_reach_is_not_known() -> None:
    planned = plan(Situation(view(), 12))
    assert all(course.reach is None and course.posture is None for course in planned.courses)
    assert any("reach is not known of any course" in note for note in planned.notes)
    text = render_plan_text(planned)
    assert text.count("reach: not known") == len(KINDS)
    assert "0 units move" not in text
    assert all(option["reach"] is None for option in plan_plain(planned)["options"])


def test_nothing_recorded_is_still_a_plan() -> None:
    planned = plan(Situation(view("mission: {id: M, as_of: 2031-05-01}\n"), 12))
    assert [course.status for course in planned.courses] == ["proven"] * len(KINDS)
    led = next(course for course in planned.courses if course.kind == "host_led")
    assert "no posture of any host authority is recorded" in led.risks[0]


def test_who_loses_stands_before_who_gains() -> None:
    planned = plan(situation(rules=DeployRules(most_moves=6, decision="fc")))
    course = next(one for one in planned.courses if one.kind == "presence_first")
    text = render_course_text(planned, course)
    assert text.startswith("STRICTLY CONFIDENTIAL")
    if course.moves:
        assert text.index("Who loses protection") < text.index("gains:")
        assert "decides: fc" in text
    assert "What would change our mind" in text


def test_the_picture_names_every_course_and_says_what_it_shows() -> None:
    planned: Plan = plan(situation())
    picture = course_chart(planned.courses, language("en"))
    for course in planned.courses:
        assert course.title.partition(":")[0].replace("'", "’")[:8] in picture.svg.replace("'", "’")
    assert "People in danger within reach" in picture.alternative
    assert "on paper" in picture.svg


@pytest.mark.parametrize("render", [render_html, render_pdf, render_word])
def test_the_page_is_drawn_in_every_form(render: Callable[[Brief], bytes]) -> None:
    planned = plan(situation(STRATEGY + SLOW))
    section = courses_section(planned, {"T1": "the first threat"}, language("en"))
    brief = Brief(
        title="M",
        subtitle="",
        marking="STRICTLY CONFIDENTIAL",
        language="en",
        as_of=planned.as_of,
        sections=(section,),
    )
    document = render(brief)
    assert document == render(brief)
    assert len(document) > 10_000


def test_the_page_says_first_that_orders_come_before_places() -> None:
    fast, slow = (
        courses_section(plan(situation(text)), {"T1": "raids"}, language("en"))
        for text in (STRATEGY, STRATEGY + SLOW)
    )
    assert not any(isinstance(block, Notice) for block in fast.blocks)
    notice = next(block for block in slow.blocks if isinstance(block, Notice))
    assert "nobody in danger is within reach in time under any course" in notice.text
    table = next(block for block in slow.blocks if isinstance(block, Table))
    assert table.note.startswith("T1 raids. ")
    assert [row[0].strong for row in table.rows] == [
        course.title for course in plan(situation()).courses
    ]


def test_a_page_without_an_outlook_has_no_picture_and_says_so() -> None:
    section = courses_section(plan(Situation(view(), 12)), {}, language("en"))
    assert not any(isinstance(block, Figure) for block in section.blocks)
    assert any(
        isinstance(block, Paragraph) and "Reach is not known" in block.text
        for block in section.blocks
    )


def test_a_plan_carries_what_its_records_carry_and_is_refused_above_its_audience(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plan(situation()).marking == PLAN_MARKING
    text = STRATEGY.replace(
        "{id: K2, title: talks,", "{id: K2, title: talks, compartments: [medical],"
    )
    assert Compartment.MEDICAL in plan(situation(text)).marking.compartments
    file = tmp_path / "strategy.yaml"
    file.write_text(text, encoding="utf-8")
    assert "may not go to the internal audience" in refusal(capsys, "plan", file, code=REFUSED)


def test_a_finding_above_the_plan_is_not_told() -> None:
    start = situation()
    draft = KINDS["host_led"](start)
    cleared, raised = noticed(start, draft)
    assert len(cleared) > 1
    hidden = tuple(
        msgspec.structs.replace(
            one, marking=Marking(Level.CONFIDENTIAL, frozenset({Compartment.SOURCE_IDENTITY}))
        )
        if one.id == cleared[0].id
        else one
        for one in start.findings
    )
    marked = situation()
    marked.__dict__["findings"] = hidden
    left, same = noticed(marked, draft)
    assert [one.id for one in left] == [one.id for one in cleared[1:]]
    assert same == raised
