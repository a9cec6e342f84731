"""The order of tasks as people read it: from a strategy, through the problem and its answer."""

from peaceops.act.sequence.from_strategy import Reading, TaskFacts, read_problem
from peaceops.act.sequence.order import (
    always_before,
    competing,
    critical_chain,
    earliest_starts,
)
from peaceops.act.sequence.problem import Problem
from peaceops.act.sequence.ready import ready_state
from peaceops.act.sequence.solve import DEFAULT_STOP, Solution, Stop, solve
from peaceops.act.sequence.wait import latest_start, waits_at
from peaceops.act.sequence.why_not import why_not
from peaceops.direct.check.view import View
from peaceops.domain.plan import PhaseSpan, PlacedTask, Sequence, UnplacedTask, Wait
from peaceops.domain.strategy.force import RequirementNode

DEFAULT_MONTHS = 24


def sequence_tasks(
    view: View, *, months: int = DEFAULT_MONTHS, stop: Stop = DEFAULT_STOP, seed: int = 1
) -> Sequence:
    """Put the tasks of a strategy in order.

    Args:
        view: the strategy as known on the day, with the profile's thresholds.
        months: length of the plan.
        stop, seed: of the search.
    """
    reading = read_problem(view, months)
    return told(view, reading, solve(reading.problem, stop, seed))


def told(view: View, reading: Reading, solution: Solution) -> Sequence:
    """Say an order of tasks as people read it.

    Args:
        view: the strategy that was read.
        reading: of it.
        solution: of the reading's problem.
    """
    problem = reading.problem
    waits = {name: _waits(problem, solution, name) for name in sorted(solution.starts)}
    first = earliest_starts(problem)
    placed = sorted(
        (
            _placed(reading, solution, name, first.get(name, start), waits[name])
            for name, start in solution.starts.items()
        ),
        key=lambda one: (one.start, one.id),
    )
    notes = list(reading.notes)
    if solution.status == "limit":
        notes.append("the search reached its limit: a better order may exist, see bound and gap")
    return Sequence(
        as_of=view.day.isoformat(),
        first_month=reading.first_month,
        months=problem.months,
        placed=tuple(placed),
        unplaced=tuple(_unplaced(view, reading, solution)),
        phases=_phases(placed),
        critical=critical_chain(problem, solution, waits),
        always=always_before(problem, frozenset(solution.starts)),
        in_plan=competing(waits),
        aims=solution.aims,
        status=solution.status,
        notes=tuple(notes),
        assumptions=reading.assumptions,
    )


def _waits(problem: Problem, solution: Solution, name: str) -> tuple[Wait, ...]:
    start = solution.starts[name]
    return tuple(waits_at(problem, solution, name, start - 1)) if start > 0 else ()


def _placed(
    reading: Reading,
    solution: Solution,
    name: str,
    earliest: int,
    waits: tuple[Wait, ...],
) -> PlacedTask:
    job, facts, start = reading.problem.job[name], reading.facts[name], solution.starts[name]
    return PlacedTask(
        id=name,
        title=facts.node.title,
        band=facts.node.band,
        phase=facts.node.phase,
        owner=facts.node.owner or "",
        political=facts.political,
        dated=facts.dated,
        under_way=job.under_way,
        earliest=earliest,
        start=start,
        latest=latest_start(reading.problem, solution, name),
        end_least=None if job.least is None else start + job.least,
        end_most=None if job.most is None else start + job.most,
        units=solution.uses[name],
        waits=waits,
        gates=facts.gates,
        until=facts.node.exit,
        threats=facts.threats,
        objectives=facts.objectives,
        ready=ready_state(reading.problem, job),
    )


def _unplaced(view: View, reading: Reading, solution: Solution) -> list[UnplacedTask]:
    owners, words = owners_of(reading), words_of(view, reading)
    found = []
    for job in reading.problem.jobs:
        if job.id in solution.starts:
            continue
        facts: TaskFacts = reading.facts[job.id]
        why = why_not(reading.problem, solution, job.id, owners, words)
        found.append(
            UnplacedTask(
                id=job.id,
                title=facts.node.title,
                band=facts.node.band,
                phase=facts.node.phase,
                owner=facts.node.owner or "",
                by_condition=why.by_condition,
                under_way=job.under_way,
                ready=ready_state(reading.problem, job),
                single=why.single,
                together=why.together,
                beaten=why.beaten,
                threats=facts.threats,
                objectives=facts.objectives,
            )
        )
    return found


def owners_of(reading: Reading) -> dict[str, str]:
    """Return the accountable post of each task; empty where none is recorded."""
    return {name: facts.node.owner or "" for name, facts in reading.facts.items()}


def words_of(view: View, reading: Reading) -> dict[str, str]:
    """Return what each requirement is, and what ends each task, by id."""
    words = {one.id: one.function or one.title for one in view.of(RequirementNode)}
    return words | {name: facts.node.exit for name, facts in reading.facts.items()}


def _phases(placed: list[PlacedTask]) -> tuple[PhaseSpan, ...]:
    numbers = {task.phase for task in placed}
    spans = []
    for number in sorted(numbers, key=lambda one: (one is None, one or 0)):
        tasks = [task for task in placed if task.phase == number]
        dated = [task for task in tasks if task.dated]
        ends = [task.end_most for task in dated]
        last = None
        if ends and all(end is not None for end in ends):
            last = max(end for end in ends if end is not None) - 1
        spans.append(
            PhaseSpan(
                number,
                min((task.start for task in dated), default=None),
                last,
                tuple(task.id for task in tasks),
            )
        )
    return tuple(spans)
