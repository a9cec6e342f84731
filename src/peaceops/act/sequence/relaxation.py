"""One change to a problem that may let a job start, and who can make it."""

from collections.abc import Iterator

import msgspec

from peaceops.act.sequence.problem import Bar, Job, Problem, Supply
from peaceops.domain.plan import LAYERS, Change, Layer

_NEW = "+"
"""Stands for a unit that is not there yet."""


class Relaxation(msgspec.Struct, frozen=True, kw_only=True):
    """A change to a problem, as data.

    Attributes:
        layer, binds, change, who: as a reader is told.
        condition: it comes by itself once something happens that nobody can date.
        bar: to be taken off.
        window, crew: these of the job no longer hold.
        after, counterpart: the job no longer waits for this one.
        clash: these two may overlap.
        supply: (requirement, quantity) that is added.
        calendar: the unit is there from the first month on, and stays.
    """

    layer: Layer
    binds: str
    change: str
    who: str = ""
    condition: bool = False
    bar: Bar | None = None
    window: bool = False
    crew: bool = False
    after: str = ""
    counterpart: str = ""
    clash: tuple[str, str] | None = None
    supply: tuple[str, int] | None = None
    calendar: str = ""

    def told(self, start: int | None = None) -> Change:
        """Return what a reader is told; what nobody can date gets no month."""
        month = None if self.condition else start
        return Change(self.layer, self.binds, self.change, self.who, month)


def relaxed(problem: Problem, name: str, relaxations: tuple[Relaxation, ...]) -> Problem:
    """Return the problem with changes made for the sake of one job."""
    lifted = [one.bar for one in relaxations if one.bar is not None]
    clashes = {one.clash for one in relaxations}
    there = {one.calendar for one in relaxations if one.calendar}
    job = problem.job[name]
    waived = {one.after for one in relaxations}
    apart = {one.counterpart for one in relaxations}
    free = any(one.window for one in relaxations)
    changed = msgspec.structs.replace(
        job,
        earliest=0 if free else job.earliest,
        latest=None if free else job.latest,
        crew=None if any(one.crew for one in relaxations) else job.crew,
        after=tuple(one for one in job.after if one not in waived),
        counterparts=tuple(one for one in job.counterparts if one not in apart),
        under_way=False,
    )
    return msgspec.structs.replace(
        problem,
        jobs=tuple(changed if one.id == name else one for one in problem.jobs),
        bars=tuple(bar for bar in problem.bars if bar not in lifted),
        clashes=tuple(pair for pair in problem.clashes if pair not in clashes),
        calendars=tuple(one for one in problem.calendars if one.unit not in there),
        supplies=(
            *problem.supplies,
            *(
                Supply(f"{_NEW}{requirement}", requirement, quantity)
                for requirement, quantity in (one.supply for one in relaxations if one.supply)
            ),
        ),
    )


def relaxations_for(
    problem: Problem, name: str, owners: dict[str, str], words: dict[str, str]
) -> tuple[Relaxation, ...]:
    """Return the changes that may let a job start, those first that the mission can make itself.

    Args:
        problem: as it stands.
        name: of the job.
        owners: post by task.
        words: what a requirement is, by its id; and what ends a task, by its id.
    """
    job = problem.job[name]
    found = [
        *_bars(problem, job),
        *_time(problem, job, owners, words),
        *_units(problem, job, words),
    ]
    return tuple(sorted(found, key=lambda one: (LAYERS.index(one.layer), one.change)))


def more_of(requirement: str, quantity: int, words: dict[str, str]) -> Relaxation:
    """Return the change that so many more of a requirement are there."""
    what = f"{requirement} ({words[requirement]})" if words.get(requirement) else requirement
    return Relaxation(
        layer="capability",
        binds=f"too little of {what} is there and free",
        change=f"{quantity} more of {what}",
        who="contributors, asked by the Secretariat",
        supply=(requirement, quantity),
    )


def _bars(problem: Problem, job: Job) -> Iterator[Relaxation]:
    for bar in problem.bars:
        if bar.task == job.id:
            yield Relaxation(
                layer=bar.layer,
                binds=bar.binds,
                change=bar.change,
                who=bar.who,
                condition=bar.condition,
                bar=bar,
            )


def _time(
    problem: Problem, job: Job, owners: dict[str, str], words: dict[str, str]
) -> Iterator[Relaxation]:
    owner = owners.get(job.id, "")
    if not job.under_way and (job.latest is not None or job.earliest > 0):
        yield Relaxation(
            layer="time",
            binds="its window",
            change=f"{job.id} may start at another time",
            who=owner,
            window=True,
        )
    for other in job.after:
        open_ended = problem.job[other].most is None and not _waits(problem, other, job.id)
        until = words.get(other)
        ends = f"{other} ends" + (f": {until}" if until else "; no exit condition is recorded")
        waived = f"{job.id} no longer waits for {other}"
        yield Relaxation(
            layer="time",
            binds=f"it waits for the end of {other}"
            + (", which has no recorded length" if open_ended else ""),
            change=ends if open_ended else waived,
            who=owners.get(other, "") if open_ended else owner,
            condition=open_ended,
            after=other,
        )
    for other in job.counterparts:
        yield Relaxation(
            layer="politics",
            binds=f"its political counterpart {other} must be under way",
            change=f"{other} is under way",
            who=owners.get(other, ""),
            condition=True,
            counterpart=other,
        )
    for pair in problem.clashes:
        if job.id in pair:
            other = pair[0] if pair[1] == job.id else pair[1]
            yield Relaxation(
                layer="time",
                binds=f"{other} and it undermine each other, and nothing mitigates that",
                change=f"a mitigation is found for {job.id} beside {other}",
                who=owner,
                clash=pair,
            )


def _waits(problem: Problem, name: str, other: str) -> bool:
    """Tell whether a job waits for another, through others too."""
    waiting, seen = [name], {name}
    while waiting:
        for before in problem.job[waiting.pop()].after:
            if before == other:
                return True
            if before not in seen:
                seen.add(before)
                waiting.append(before)
    return False


def _units(problem: Problem, job: Job, words: dict[str, str]) -> Iterator[Relaxation]:
    asked = {
        supply.unit for need in job.needs for supply in problem.suppliers.get(need.requirement, ())
    } | set(job.crew or ())
    for unit in sorted(asked & problem.calendar.keys()):
        calendar = problem.calendar[unit]
        if calendar.first > 0 or calendar.last is not None or calendar.rotation is not None:
            yield Relaxation(
                layer="capability",
                binds=f"{unit} is not there throughout, or rotates",
                change=f"{unit} is there earlier, or stays longer",
                who="its contributor",
                calendar=unit,
            )
    if job.crew is not None:
        units = ", ".join(job.crew)
        yield Relaxation(
            layer="command",
            binds=f"none of {units} can do it" if units else "no unit is assigned to it",
            change=f"a unit that can is assigned to {job.id}",
            who="whoever tasks units there",
            crew=True,
        )
    for need in job.needs:
        yield more_of(need.requirement, need.quantity, words)
