"""What a kind of course makes of the situation, before its order and its reach are worked out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import msgspec

from peaceops.act.course.situation import Situation
from peaceops.act.deploy.result import Deployment
from peaceops.act.sequence.from_strategy import Reading
from peaceops.act.sequence.problem import Job
from peaceops.domain.course import Clocks, CourseKind, HostStep, Opened
from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.node import Node


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A situation as a course changes it.

    Attributes:
        kind, title, way: which, in words, and how it differs in kind.
        reading: the order of tasks as a problem.
        strategy: the graph as if every step had been taken on the day.
        changes: how it differs from the one recorded, a line each.
        deployment: posture, with reach at measured clocks; None where none can be planned.
        placed: the same as the search for it left it: objective, bound and gap, at `clocks`.
        clocks: at which it was placed.
        aimed: the posture at the clocks that the course would bring about; None where it leaves
            them.
        opened: tracks opened or taken up again.
        host: steps with host authorities.
        risks: in words.
        assumptions: what must hold.
    """

    kind: CourseKind
    title: str
    way: str
    reading: Reading
    strategy: Strategy
    changes: tuple[str, ...] = ()
    deployment: Deployment | None = None
    placed: Deployment | None = None
    clocks: Clocks = "measured"
    aimed: Deployment | None = None
    opened: tuple[Opened, ...] = ()
    host: tuple[HostStep, ...] = ()
    risks: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()


Draw = Callable[[Situation], Draft]
"""Change a situation in one way."""


def with_jobs(reading: Reading, jobs: Iterable[Job]) -> Reading:
    """Return a reading with other jobs; bars and clashes of those that are gone go with them."""
    kept = tuple(jobs)
    names = {job.id for job in kept}
    problem = msgspec.structs.replace(
        reading.problem,
        jobs=kept,
        bars=tuple(bar for bar in reading.problem.bars if bar.task in names),
        clashes=tuple(pair for pair in reading.problem.clashes if names.issuperset(pair)),
    )
    return msgspec.structs.replace(reading, problem=problem)


def put_first(reading: Reading, names: Iterable[str]) -> Reading:
    """Return a reading in which some jobs come before all others."""
    chosen = set(names)
    return with_jobs(
        reading,
        (msgspec.structs.replace(job, first=int(job.id in chosen)) for job in reading.problem.jobs),
    )


def with_records(
    strategy: Strategy, nodes: Iterable[Node] = (), edges: Iterable[Edge] = ()
) -> Strategy:
    """Return a strategy with nodes replaced or added, and edges added."""
    return Strategy(
        {**strategy.nodes, **{node.id: node for node in nodes}},
        (*strategy.edges, *edges),
        strategy.places,
    )


def bands(situation: Situation, first: Iterable[str]) -> tuple[dict[str, Node], str]:
    """Return tasks with the bands that follow from putting some first, and that in words."""
    chosen = sorted(set(first))
    changed: dict[str, Node] = {}
    for name, facts in situation.reading.facts.items():
        task = facts.node
        if name in chosen and task.band != 1:
            changed[name] = msgspec.structs.replace(task, band=1)
        elif name not in chosen and (task.band or 0) == 1:
            changed[name] = msgspec.structs.replace(task, band=2)
    if not changed:
        return {}, ""
    return changed, f"band 1 goes to {', '.join(chosen) or 'no task'} alone; others in it to band 2"
