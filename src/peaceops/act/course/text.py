"""Courses of action as plain text: side by side, then one laid open."""

from collections.abc import Iterable, Iterator

from peaceops.act.sequence.text import HEADING, render_text
from peaceops.domain.course import Bare, Course, Loss, Noticed, PeopleReach, Plan

MOST_LINES = 10
_HEADING = f"{HEADING}\nCourses differ in kind; nothing here ranks them. A person decides."


def render_plan_text(plan: Plan) -> str:
    """Write all courses side by side for a person to read."""
    parts = [
        [_HEADING, f"Courses of action as of {plan.as_of}"],
        *(list(_beside(course)) for course in plan.courses),
        _listed("In the record", plan.notes),
        ["One of them laid open: --option ID. As data: --json."],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def render_course_text(plan: Plan, course: Course) -> str:
    """Write one course in full for a person to read."""
    parts = [
        [_HEADING, f"Courses of action as of {plan.as_of}"],
        list(_beside(course)),
        list(_moves(course)),
        _listed("How the graph was changed, as if every step had been taken", course.changes),
        _noticed("Findings it clears, on paper", course.cleared),
        _noticed("Findings it raises", course.raised),
        list(_politics(course)),
        list(_asks(course)),
        _listed(
            "What would change our mind",
            (f"{one.kind}: {one.what}" for one in course.change_our_mind),
        ),
        list(_bare(course)),
        render_text(course.sequence).rstrip("\n").splitlines()[1:],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _beside(course: Course) -> Iterator[str]:
    yield f"{course.id}: {course.title} ({course.status})"
    yield f"  {course.way}"
    serves = [*course.threats, *course.objectives]
    yield f"  serves: {', '.join(serves) or 'nothing on record'}"
    placed = len(course.sequence.placed)
    waiting = sum(one.by_condition for one in course.left_out)
    out = len(course.left_out) - waiting
    yield f"  tasks: {placed} placed, {waiting} wait for a condition, {out} left out"
    if course.reach is None:
        yield "  reach: not known"
    else:
        reach = course.reach
        yield f"  people in danger within reach, measured clocks: {_people(reach.measured)}"
        yield f"    on paper: {_people(reach.paper)}"
        if reach.aimed is not None:
            yield f"    as aimed: {_people(reach.aimed)}"
        yield f"  must-cover places: {reach.measured.musts_met:g} of {reach.musts_asked}"
    moves = (
        f"{len(course.moves)} units move, {len(course.loses)} places lose protection"
        if course.posture is not None
        else "who would move is not known"
    )
    asked = ", ".join(f"{ask.more} {ask.name}" for ask in course.short)
    yield f"  burden: {moves}; asked of contributors: {asked or 'no more'}"
    if course.undermines:
        said = ", ".join(f"{one.source} works against {one.target}" for one in course.undermines)
        yield f"  undermines: {said}"
    yield f"  findings: clears {len(course.cleared)}, raises {len(course.raised)}"
    yield from (f"  risk: {risk}" for risk in course.risks)


def _people(reach: PeopleReach) -> str:
    found = reach.endangered
    return (
        f"{found.expected:,.0f} expected, {found.low:,.0f} to {found.high:,.0f}; left out "
        f"{reach.left.expected:,.0f} expected, {reach.left.worst:,.0f} in the worst tenth"
    )


def _moves(course: Course) -> Iterator[str]:
    if not course.moves:
        return
    yield "Who loses protection, then who gains"
    clocks = "" if course.posture is None else course.posture.clocks
    yield from _places(course.loses, f"nobody, at {clocks} clocks")
    yield "  gains:"
    yield from _places(course.gains, "nobody")
    for move in course.moves:
        yield f"  {move.unit}: {move.leaves or 'reserve'} -> {move.goes_to or 'reserve'}"
    if course.posture is not None:
        yield f"  decides: {course.posture.decision or 'nobody is named'}"


def _places(places: tuple[Loss, ...], nobody: str) -> Iterator[str]:
    for one in places[:MOST_LINES]:
        people = "people not counted" if one.people is None else f"{one.people:,} people"
        yield f"  {one.name}{' (shelter)' if one.shelter else ''}: {people}"
    if len(places) > MOST_LINES:
        yield f"  and {len(places) - MOST_LINES} more"
    if not places:
        yield f"  {nobody}"


def _noticed(heading: str, found: tuple[Noticed, ...]) -> list[str]:
    return _listed(heading, (f"{one.code} ({one.severity}): {one.message}" for one in found))


def _politics(course: Course) -> Iterator[str]:
    effect = course.political
    yield "Political effect, listed"
    for one in effect.opened:
        verb = "taken up again" if one.resumed else "opened"
        yield f"  {one.title}: {verb} [{one.owner or 'nobody owns it yet'}]"
    for step in effect.host:
        where = f" in {step.area}" if step.area else ""
        family = step.family.replace("_", " ")
        yield f"  {step.authority}{where} ({family}): {'; '.join(step.steps)}"
    yield f"  steps in the plan: {', '.join(effect.steps) or 'none'}"
    yield f"  at a table: {', '.join(effect.engaged) or 'nobody who threatens'}"
    yield f"  at no table: {', '.join(effect.not_engaged) or 'nobody who threatens'}"
    yield from (f"  provided that {one}" for one in effect.assumptions)


def _asks(course: Course) -> Iterator[str]:
    if not course.asks:
        return
    yield "Asked of contributors: means, and will, apart"
    for ask in course.asks:
        yield (
            f"  {ask.requirement} {ask.name}: {ask.needed} needed, {ask.offered} offered, "
            f"{ask.able} of them able; willing and not able: {ask.more} more asked"
        )
        for one in ask.unwilling:
            yield f"    capable and not willing: {one.because} -> {one.change} [{one.who}]"


def _bare(course: Course) -> Iterator[str]:
    if not course.bare:
        return
    yield f"Out of reach in time: {course.bare_count} places"
    for place in course.bare[:MOST_LINES]:
        yield from _place(place)
    if course.bare_count > MOST_LINES:
        yield f"  and {course.bare_count - MOST_LINES} more"


def _place(place: Bare) -> Iterator[str]:
    must = "must be covered; " * place.must
    paper = "in reach on paper only; " * place.on_paper
    yield f"  {place.name}: {must}{paper}{place.standing}"
    keeping_back = (("will", place.will), ("ability", place.ability), ("rules", place.rules))
    for what, barriers in keeping_back:
        if barriers:
            yield f"    {what}: {'; '.join(barriers)}"
    if place.change:
        yield f"    smallest change: {place.change} ({place.who})"
    elif place.together:
        yield f"    only together: {'; '.join(place.together)}"


def _listed(heading: str, lines: Iterable[str]) -> list[str]:
    found = [f"  {line}" for line in lines]
    return [heading, *found] if found else []
