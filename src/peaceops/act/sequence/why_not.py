"""Why a job is not in the plan: what binds, the smallest change that lifts it, who can make it.

Each change is tried by solving again with the job wanted and every other job of the plan kept; the
starts of the others may move. Where no single change is enough, changes are taken away one by one
from all of them together while the job can still start: what is left is a set that clashes, of
which none can be spared. That is done twice: sparing contributors' will first, and sparing means
first, for to lift a caveat and to send a unit are asked of different people (R-39). Source:
requirements R-38, R-39. CP-SAT's assumptions would name a set in one solve, but the interleaved
search that makes plans reproducible does not heed them.
"""

from collections.abc import Callable, Sequence

import msgspec

from peaceops.act.sequence.problem import Problem
from peaceops.act.sequence.relaxation import Relaxation, more_of, relaxations_for, relaxed
from peaceops.act.sequence.solve import Solution, Stop, first_start
from peaceops.domain.plan import LAYERS, Change, Layer

RETRY = Stop(effort=2.0)
"""How hard each try is."""
_WILL: tuple[Layer, ...] = ("acceptance", "host", "mandate")
_MEANS: tuple[Layer, ...] = ("capability", "command")

Try = Callable[[Sequence[Relaxation]], int | None]
"""Returns the first month in which the job starts after changes; None where it does not."""


class WhyNot(msgspec.Struct, frozen=True):
    """Why a job is not in the plan.

    Attributes:
        single: changes each of which is enough.
        together: else, sets of changes that are enough together, none of which can be spared.
        by_condition: what is missing comes by itself, at a time that nobody can date.
        beaten: jobs that hold what it needs, where it could start without them as things stand; or
            that would only have to start later.
    """

    single: tuple[Change, ...]
    together: tuple[tuple[Change, ...], ...]
    by_condition: bool
    beaten: tuple[str, ...]


def why_not(
    problem: Problem,
    solution: Solution,
    name: str,
    owners: dict[str, str],
    words: dict[str, str],
    stop: Stop = RETRY,
) -> WhyNot:
    """Explain why a job is not in the plan.

    Args:
        problem: what was solved.
        solution: the plan.
        name: of the job left out.
        owners: post by task.
        words: what a requirement is, and what ends a task, by id.
        stop: of each try.
    """
    kept = tuple(sorted(solution.starts))
    options = relaxations_for(problem, name, owners, words)

    def start(changes: Sequence[Relaxation]) -> int | None:
        return first_start(relaxed(problem, name, tuple(changes)), name, kept, stop)

    beaten = _beaten(problem, solution, name, stop)
    if start(options) is None:
        return WhyNot((), (), by_condition=False, beaten=beaten)
    again = start([])
    if again is not None and problem.job[name].under_way:
        return WhyNot((_taken_up(name, owners, again),), (), by_condition=False, beaten=beaten)
    if again is not None and not beaten:
        beaten = _in_the_way(problem, solution, name, stop)
    single = [option for option in options if start([option]) is not None]
    if single:
        fewest = [_fewest([option], option, start, words) for option in single]
        return WhyNot(
            tuple(one.told(start([one])) for one in fewest),
            (),
            by_condition=any(one.condition for one in fewest),
            beaten=beaten,
        )
    sets: list[tuple[Relaxation, ...]] = []
    for spared in (_WILL, _MEANS):
        found = _together(options, spared, start, words)
        if found not in sets:
            sets.append(found)
    return WhyNot(
        (),
        tuple(tuple(one.told() for one in found) for found in sets),
        by_condition=any(all(one.condition for one in found) for found in sets),
        beaten=beaten,
    )


def _taken_up(name: str, owners: dict[str, str], month: int) -> Change:
    """Return the change for what is under way and can not go on, but could start again."""
    return Change(
        layer="time",
        binds="it can not go on from the first month of the plan",
        change=f"{name} is broken off, and taken up again",
        who=owners.get(name, ""),
        start=month,
    )


def _together(
    options: Sequence[Relaxation], spared: tuple[Layer, ...], start: Try, words: dict[str, str]
) -> tuple[Relaxation, ...]:
    """Return changes that are enough together; those in some layers are taken away first."""
    kept = list(options)
    for option in sorted(
        options, key=lambda one: (one.layer not in spared, -LAYERS.index(one.layer))
    ):
        rest = [one for one in kept if one is not option]
        if start(rest) is not None:
            kept = rest
    for number, option in enumerate(kept):
        kept[number] = _fewest(kept, option, start, words)
    return tuple(kept)


def _fewest(
    changes: Sequence[Relaxation], option: Relaxation, start: Try, words: dict[str, str]
) -> Relaxation:
    """Return a change, or where it adds to a requirement the smallest number that is enough."""
    if option.supply is None:
        return option
    requirement, high = option.supply
    others = [one for one in changes if one is not option]
    low = 1
    while low < high:
        middle = (low + high) // 2
        if start([*others, more_of(requirement, middle, words)]) is None:
            low = middle + 1
        else:
            high = middle
    return more_of(requirement, high, words)


def _in_the_way(problem: Problem, solution: Solution, name: str, stop: Stop) -> tuple[str, ...]:
    """Return placed jobs that would have to start later for a job to start at all."""
    placed = solution.starts
    stay: dict[str, int] = {}
    moving = []
    for other in sorted(placed, key=lambda one: (-problem.job[one].served, one)):
        tried = {**stay, other: placed[other]}
        if first_start(problem, name, placed, stop, at=tried) is None:
            moving.append(other)
        else:
            stay = tried
    return tuple(sorted(moving))


def _beaten(problem: Problem, solution: Solution, name: str, stop: Stop) -> tuple[str, ...]:
    """Return jobs that keep a job out by what they hold; none where it fails by itself."""
    if first_start(problem, name, (), stop) is None:
        return ()
    needed = {need.requirement for need in problem.job[name].needs}
    rivals = [
        other
        for other in solution.starts
        if not needed.isdisjoint(need.requirement for need in problem.job[other].needs)
        or any({name, other} == set(pair) for pair in problem.clashes)
    ]
    kept = [other for other in solution.starts if other not in rivals]
    beaten = []
    # Those who serve most are put back first, so that the least stand in the way.
    for other in sorted(rivals, key=lambda one: (-problem.job[one].served, one)):
        if first_start(problem, name, (*kept, other), stop) is None:
            beaten.append(other)
        else:
            kept.append(other)
    return tuple(sorted(beaten))
