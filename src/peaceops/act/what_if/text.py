"""The answer to a what-if as plain text: who loses first, always."""

from collections.abc import Iterable, Iterator, Sequence

from peaceops.act.deploy.shift import KINDS, LOSING, Shift
from peaceops.act.deploy.shift import ShiftKind as PlaceKind
from peaceops.act.deploy.what_if import WhatIf
from peaceops.act.sequence.text import HEADING
from peaceops.act.sequence.what_if import OrderDifference, ShiftKind, TaskShift
from peaceops.act.sequence.why_not import WhyNot
from peaceops.act.what_if.answer import Answer
from peaceops.domain.finding import Finding
from peaceops.domain.month import month_label

NAMED = 5
"""So many of a kind are named; how many more there are is said."""
_PLACE: dict[PlaceKind, str] = {
    "loses": "loses protection",
    "loses_on_paper": "loses what it had on paper only",
    "later": "too late before, later still",
    "gains": "gains protection",
    "gains_on_paper": "gains on paper only",
    "sooner": "sooner, and still too late",
}
_TASK: dict[ShiftKind, str] = {
    "falls_out": "falls out",
    "later": "starts later",
    "earlier": "starts earlier",
    "comes_in": "comes in",
}


def render_answer(answer: Answer) -> str:
    """Write an answer for a person to read."""
    parts = (
        _head(answer),
        _reach(answer),
        _anew(answer),
        _order(answer.order),
        _findings(answer),
        _listed("Not taken into account, or assumed", answer.notes),
    )
    return "\n\n".join("\n".join(part) for part in map(list, parts) if part) + "\n"


def shift_lines(shifts: Iterable[Shift], *, losing: bool) -> Iterator[str]:
    """Say whose protection changes, the first few of each kind by name, a line each."""
    found = list(shifts)
    for kind in KINDS:
        if (kind in LOSING) is not losing:
            continue
        of_kind = [one for one in found if one.kind == kind]
        for one in of_kind[:NAMED]:
            yield f"{_PLACE[kind]}: {_place(one)}"
        if of_kind[NAMED:]:
            yield f"{_PLACE[kind]}: {_more(of_kind[NAMED:])}"


def _head(answer: Answer) -> Iterator[str]:
    yield HEADING
    beside = f"{answer.posture} and " if answer.posture else ""
    yield f"What if; beside {beside}the order of tasks that the record gives."
    yield "Nothing is decided by asking."
    yield from (f"  {line}" for line in answer.supposition.words)


def _reach(answer: Answer) -> Iterator[str]:
    if answer.deployment is not None:
        yield "Where people are in reach, everybody else staying where they stand"
        yield from _deployment(answer.deployment)
        for one in answer.strengths:
            yield f"  stand at {one.name}: {one.before:,} → {one.after:,} persons"


def _anew(answer: Answer) -> Iterator[str]:
    if answer.anew is not None:
        plan = answer.anew.deployment
        yield f"The same, all planned anew ({plan.status}, gap {plan.gap:.1%})"
        yield from _deployment(answer.anew)
        for move in answer.anew.moves.moves:
            if move.why != "gone":
                yield f"  {move.unit}: {move.leaves or 'reserve'} -> {move.goes_to or 'reserve'}"


def _deployment(found: WhatIf) -> Iterator[str]:
    losers = list(shift_lines(found.shifts, losing=True))
    yield from (f"  {line}" for line in losers or ["no place falls out of reach"])
    yield from (f"  {line}" for line in shift_lines(found.shifts, losing=False))
    yield from (f"  {line}" for line in found.words if not _about_places(line))


def _about_places(line: str) -> bool:
    return line.startswith(("loses protection", "gains protection"))


def _order(order: OrderDifference) -> Iterator[str]:
    yield "Order of tasks"
    if not order.shifts:
        yield "  every task starts when it did"
    first = order.before.reading.first_month
    for one in order.shifts:
        yield from (f"  {line}" for line in _task(one, first))
    if not order.whole:
        yield "  what the change does not touch stayed where it was; a better order may exist"


def _task(one: TaskShift, first: int) -> Iterator[str]:
    when = f" {_month(one, one.before, first)} → {_month(one, one.after, first)}"
    stops = "; under way now: it stops" if one.under_way and one.kind == "falls_out" else ""
    yield f"{_TASK[one.kind]}: {one.id} {one.title}{when}{stops}"
    yield f"  why: {'; '.join(one.why)}"
    if one.ready_before != one.ready_after and one.ready_before and one.ready_after:
        yield f"  units: {_words(one.ready_before)} → {_words(one.ready_after)}"
    serves = ", ".join((*one.threats, *one.objectives))
    if serves and one.kind in {"falls_out", "later"}:
        yield f"  {'goes unserved' if one.kind == 'falls_out' else 'served later'}: {serves}"
    if one.back is not None:
        yield from _back(one.back)


def _back(why: WhyNot) -> Iterator[str]:
    sets: Sequence[tuple[str, ...]] = [
        *((f"{one.change} [{one.who or 'nobody recorded'}]",) for one in why.single),
        *(
            tuple(f"{one.change} [{one.who or 'nobody recorded'}]" for one in together)
            for together in why.together
        ),
    ]
    for number, changes in enumerate(sets):
        yield f"  {'or' if number else 'comes back if'}: {' and '.join(changes)}"
    if not sets:
        yield "  no change that the record knows of brings it back within the plan"


def _month(one: TaskShift, month: int | None, first: int) -> str:
    if month is None:
        return "not at all"
    return month_label(first + month) if one.dated else "by condition"


def _findings(answer: Answer) -> Iterator[str]:
    found = answer.findings
    taken = answer.supposition.only_takes
    cleared = "no longer asked, and not solved" if taken else "cleared"
    yield "Findings of the checks"
    for what, findings in (
        ("raised", found.raised),
        (cleared, found.cleared),
        ("can no longer be told", found.in_doubt),
    ):
        yield from (f"  {what}: {_finding(one)}" for one in findings)
    if found.gone:
        yield (f"  {found.gone} fired over what is no longer there or done: that clears nothing")
    if not (found.raised or found.cleared or found.in_doubt or found.gone):
        yield "  the same"


def _finding(one: Finding) -> str:
    return f"{one.code} ({one.severity}) {', '.join(one.objects)}: {one.message}"


def _place(one: Shift) -> str:
    must = "must be covered; " if one.must else ""
    people = "people not counted" if one.people is None else f"{one.people:,} people"
    minutes = f"{_minutes(one.minutes_before)} → {_minutes(one.minutes_after)}"
    return f"{one.name} ({must}{people}; {minutes})"


def _more(rest: Sequence[Shift]) -> str:
    people = sum(one.people or 0 for one in rest)
    uncounted = sum(one.people is None for one in rest)
    unknown = f", and {uncounted} where nobody counted" if uncounted else ""
    return f"{len(rest)} more places, {people:,} people{unknown}"


def _minutes(minutes: float | None) -> str:
    return "nobody comes" if minutes is None else f"{minutes:,.0f} minutes"


def _words(state: str) -> str:
    return {
        "ready": "able and willing",
        "capable_unwilling": "capable, not willing",
        "willing_incapable": "willing, not capable",
        "neither": "neither capable nor willing",
        "no_unit_needed": "none asked for",
    }.get(state, "not known")


def _listed(heading: str, lines: Sequence[str]) -> list[str]:
    return [heading, *(f"  {line}" for line in lines)] if lines else []
