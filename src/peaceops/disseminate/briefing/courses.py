"""Courses of action, side by side: for whoever may see where units stand, and for nobody else."""

from collections import Counter
from collections.abc import Iterable, Mapping

from peaceops.disseminate.briefing.content import (
    Block,
    Cell,
    Column,
    Figure,
    Notice,
    Paragraph,
    Section,
    Table,
)
from peaceops.disseminate.briefing.joint_words import capital
from peaceops.disseminate.course_chart import course_chart
from peaceops.disseminate.language import Language
from peaceops.domain.course import Course, Doubt, PeopleReach, Plan

_MOST = 3
_WIDTHS = (1.6, 1.0, 2.0, 1.8, 1.7, 1.8, 1.6)


def courses_section(plan: Plan, titles: Mapping[str, str], words: Language) -> Section:
    """Return the page of courses of action: today's posture and its alternatives.

    Args:
        plan: what is laid out.
        titles: of threats and objectives, by id.
        words: language.
    """
    blocks: list[Block] = [
        Paragraph(
            words.say(
                "{number} courses of action that differ in kind. A computation laid them out and "
                "ranks none; which is taken is a person's decision.",
                number=words.number(len(plan.courses)),
            ),
            lead=True,
        )
    ]
    nobody = _nobody_in_time(plan, words)
    if nobody:
        blocks.append(Notice(nobody))
    drawn = tuple(course for course in plan.courses if course.reach is not None)
    if drawn:
        blocks.append(Figure(course_chart(drawn, words), _caption(words)))
    else:
        blocks.append(Paragraph(words.say("Reach is not known: no unit is in the mission.")))
    blocks.append(_table(plan, titles, words))
    return Section(words.say("Courses of action"), tuple(blocks), new_page=True)


def _nobody_in_time(plan: Plan, words: Language) -> str:
    """Say where at measured clocks nobody comes in time under any course: it comes before all."""
    reached = [course.reach for course in plan.courses if course.reach is not None]
    if not reached or any(one.measured.deaths.expected > 0 for one in reached):
        return ""
    return words.say(
        "At the mission's clocks nobody in danger is within reach in time under any course. First "
        "of all: who may order a unit out, and how soon does it leave?"
    )


def _caption(words: Language) -> str:
    return words.say(
        "People in places where a sample of the forecast has somebody killed, and that lie within "
        "reach in time. Mark: expected. Bar: 80 % of the samples. At worst: in their worst tenth. "
        "Within reach is not the same as protected. Political effect is in no figure."
    )


def _table(plan: Plan, titles: Mapping[str, str], words: Language) -> Table:
    held = Counter(one for course in plan.courses for one in course.change_our_mind)
    shared = frozenset(one for one, times in held.items() if 2 * times > len(plan.courses))
    return Table(
        caption=words.say("What each course does, serves, costs and risks"),
        columns=tuple(
            Column(title, width)
            for title, width in zip(
                (
                    words.say("Course"),
                    words.say("Serves"),
                    words.say("Within reach; left out (at worst)"),
                    words.say("Costs"),
                    words.say("Asked of contributors: means; will"),
                    words.say("Politics: opened, at no table"),
                    words.say("Checks, and what would change our mind"),
                ),
                _WIDTHS,
                strict=True,
            )
        ),
        rows=tuple(_row(course, shared, words) for course in plan.courses),
        note=" ".join(filter(None, (_legend(plan, titles), _caution(words)))),
    )


def _legend(plan: Plan, titles: Mapping[str, str]) -> str:
    """Say what the threats and objectives are that the courses serve."""
    served = {name for course in plan.courses for name in (*course.threats, *course.objectives)}
    said = [f"{name} {titles[name]}" for name in sorted(served) if titles.get(name)]
    return f"{'; '.join(said)}." if said else ""


def _caution(words: Language) -> str:
    return words.say(
        "Findings are cleared on paper: as if every step had been taken and had worked. What would "
        "change our mind on most courses alike is not repeated here. The whole is in plan.json; "
        "peaceops plan DIR --option ID lays one open."
    )


def _row(course: Course, shared: frozenset[Doubt], words: Language) -> tuple[Cell, ...]:
    return (
        Cell(strong=course.title, lines=(_tasks(course, words),)),
        Cell(
            lines=(
                words.say(", ").join((*course.threats, *course.objectives)) or words.say("nothing"),
            )
        ),
        _reach(course, words),
        _costs(course, words),
        _asks(course, words),
        _politics(course, words),
        _checks(course, shared, words),
    )


def _tasks(course: Course, words: Language) -> str:
    waiting = sum(one.by_condition for one in course.left_out)
    return words.say(
        "{placed} tasks start, {waiting} wait for a condition, {left} are left out",
        placed=words.number(len(course.sequence.placed)),
        waiting=words.number(waiting),
        left=words.number(len(course.left_out) - waiting),
    )


def _reach(course: Course, words: Language) -> Cell:
    reach = course.reach
    if reach is None:
        return Cell(lines=(words.say("not known"),))
    lines = [
        words.say("Measured: {people}", people=_people(reach.measured, words)),
        words.say("On paper: {people}", people=_people(reach.paper, words)),
    ]
    if reach.aimed is not None:
        lines.append(words.say("As aimed: {people}", people=_people(reach.aimed, words)))
    lines.append(
        words.say(
            "Musts met: {met} of {asked}",
            met=words.number(reach.measured.musts_met),
            asked=words.number(reach.musts_asked),
        )
    )
    return Cell(lines=tuple(lines))


def _people(reach: PeopleReach, words: Language) -> str:
    return words.say(
        "{within}; {left} ({worst})",
        within=words.number(reach.endangered.expected),
        left=words.number(reach.left.expected),
        worst=words.number(reach.left.worst),
    )


def _costs(course: Course, words: Language) -> Cell:
    lines = []
    if course.loses:
        lines.append(
            words.say(
                "Lose protection: {places}", places=_few((x.name for x in course.loses), words)
            )
        )
    if course.posture is None:
        lines.append(words.say("who would move is not known"))
    else:
        lines.append(words.count("{number} unit moves", "{number} units move", len(course.moves)))
    left = [one.task for one in course.left_out if not one.by_condition]
    if left:
        lines.append(words.say("Left out: {tasks}", tasks=_few(left, words)))
    if course.undermines:
        one = course.undermines[0]
        lines.append(words.say("{what} works against {other}", what=one.source, other=one.target))
    lines += [capital(risk) for risk in course.risks[:1]]
    return Cell(lines=tuple(lines))


def _asks(course: Course, words: Language) -> Cell:
    means = [
        words.say("{number} {name}", number=words.number(ask.more), name=ask.name)
        for ask in course.short
    ]
    will = sorted({one.unit for ask in course.asks for one in ask.unwilling})
    return Cell(
        lines=(
            words.say("Willing, not able: {means}", means=_few(means, words)),
            words.say("Capable, not willing: {units}", units=_few(will, words)),
        )
    )


def _politics(course: Course, words: Language) -> Cell:
    effect = course.political
    lines = []
    if effect.opened:
        titles = _few((one.title for one in effect.opened), words, most=2)
        lines.append(words.say("Opens: {tracks}", tracks=titles))
    families = {
        "leads": words.say("host leads"),
        "supported": words.say("supported"),
        "dialogue_and_leverage": words.say("dialogue and leverage"),
        "assess_first": words.say("to be assessed first"),
    }
    answered = [
        f"{said}: {', '.join(who).replace('_', ' ')}"
        for family, said in families.items()
        if (who := [step.authority for step in effect.host if step.family == family])
    ]
    if answered:
        lines.append(capital(words.say("; ").join(answered)))
    lines.append(words.say("At no table: {actors}", actors=_few(effect.not_engaged, words)))
    return Cell(lines=tuple(lines))


def _checks(course: Course, shared: frozenset[Doubt], words: Language) -> Cell:
    cleared = sorted({one.code for one in course.cleared})
    raised = sorted({one.code for one in course.raised})
    own = [one for one in course.change_our_mind if one not in shared]
    lines = [
        words.say("Clears: {codes}", codes=_few(cleared, words)),
        words.say("Raises: {codes}", codes=_few(raised, words)),
    ]
    lines += [capital(one.what) for one in own[:1]]
    return Cell(lines=tuple(lines))


def _few(names: Iterable[str], words: Language, *, most: int = _MOST) -> str:
    found = list(names)
    if not found:
        return words.say("none")
    if len(found) <= most:
        return words.say(", ").join(found)
    more = words.count("and {number} more", "and {number} more", len(found) - most)
    return f"{', '.join(found[:most])} {more}"
