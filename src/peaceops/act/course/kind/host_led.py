"""Host-led: where the host has the will, it leads or is supported; where it has not, it says so."""

from collections.abc import Iterable, Iterator

import msgspec

from peaceops.act.course.draft import Draft, with_jobs, with_records
from peaceops.act.course.kind.host_answer import Answer, answers
from peaceops.act.course.situation import Situation
from peaceops.act.sequence.from_strategy import Reading
from peaceops.act.sequence.problem import Bar
from peaceops.direct.check.standing import posed_by_host
from peaceops.domain.course import HostStep
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.node import Node
from peaceops.domain.strategy.protection import TaskNode
from peaceops.domain.strategy.threat import ThreatNode

_CAPACITY_CODES = frozenset({"ssr_defence", "police_reform", "operational_support_police"})
"""Tasks that give a national force capacity."""
_HOST_CODES = frozenset({"public_order", "operational_support_police"})
"""Functions that are the State's own, besides those that a task says it stands in for."""


def draw(situation: Situation) -> Draft:
    """Return the course that goes by the host's primary responsibility (R-25 to R-31, B8, B9).

    Transformation: each authority is answered by its will and capacity, judged apart. Where all
    authorities judged in an area have the will and one has the capacity, tasks there that stand in
    for the State or serve against no threat that the host poses, and are not under way, are led by
    it: they need no unit of the mission, which is free for others. Tasks under way keep their
    units, and nobody moves: presence is never taken away on a promise. Where the will is there and
    the capacity is not, support is planned under due diligence, and the mission fills the gap
    meanwhile. Where the will is lacking, no capacity is given, and tasks that give it wait for the
    will: dialogue and leverage at once, a compact is considered. Where it is not known, it is
    assessed first. The graph says all that.
    """
    found = answers(situation.view)
    led = _led(situation, found)
    strategy, changes = _graph(situation, found, led)
    return Draft(
        kind="host_led",
        title="Host-led: the State protects, under due diligence",
        way=(
            "where the host's authorities have the will they lead, or are supported under due "
            "diligence; where the will is lacking, dialogue and leverage instead of support; "
            "nobody moves before the host has shown that it protects"
        ),
        reading=_reading(situation, found, led),
        strategy=strategy,
        changes=changes,
        deployment=situation.deployment,
        placed=situation.deployment,
        host=tuple(_told(one, led) for one in found),
        risks=_risks(found, led),
        assumptions=tuple(
            f"{one.authority} keeps the will that {one.posture.id} says it has"
            for one in found
            if one.family in {"leads", "supported"}
        ),
    )


def _led(situation: Situation, found: tuple[Answer, ...]) -> dict[str, Answer]:
    """Return the tasks that the host leads, each with the authority that does."""
    by_area: dict[str, list[Answer]] = {}
    for one in found:
        if one.posture.area is not None:
            by_area.setdefault(one.posture.area, []).append(one)
    led: dict[str, Answer] = {}
    for job in situation.reading.problem.jobs:
        task = situation.task(job.id)
        here = by_area.get(task.area or "", [])
        able = [one for one in here if one.family == "leads"]
        willing = all(one.family in {"leads", "supported"} for one in here)
        if able and willing and not job.under_way and _may_lead(situation, task):
            led[job.id] = able[0]
    return led


def _reading(situation: Situation, found: tuple[Answer, ...], led: dict[str, Answer]) -> Reading:
    """Return a reading without units for what the host leads, nor capacity for the unwilling."""
    problem = situation.reading.problem
    bars = []
    for job in problem.jobs:
        task = situation.task(job.id)
        if task.code not in _CAPACITY_CODES:
            continue
        bars += [
            Bar(
                layer="host",
                task=job.id,
                binds=f"{one.authority} lacks the will, so no capacity is given ({one.posture.id})",
                change=f"{one.authority} shows the will to protect",
                who=one.authority,
                condition=True,
            )
            for one in found
            if one.family == "dialogue_and_leverage" and one.posture.area in {task.area, None}
        ]
    reading = with_jobs(
        situation.reading,
        (
            msgspec.structs.replace(job, needs=(), crew=None) if job.id in led else job
            for job in problem.jobs
        ),
    )
    changed = msgspec.structs.replace(reading.problem, bars=(*reading.problem.bars, *bars))
    return msgspec.structs.replace(reading, problem=changed)


def _may_lead(situation: Situation, task: TaskNode) -> bool:
    if task.host_function is True or task.code in _HOST_CODES:
        return True
    threats = [
        threat
        for name in situation.reading.facts[task.id].threats
        if isinstance(threat := situation.view.strategy.nodes.get(name), ThreatNode)
    ]
    return bool(threats) and all(
        posed_by_host(situation.view, threat) is False for threat in threats
    )


def _graph(
    situation: Situation, found: tuple[Answer, ...], led: dict[str, Answer]
) -> tuple[Strategy, tuple[str, ...]]:
    strategy = situation.view.strategy
    nodes: list[Node] = []
    changes: list[str] = []
    for one in found:
        nodes += one.nodes
        changes += one.changes
    for name, one in sorted(led.items()):
        task = situation.task(name)
        nodes.append(
            msgspec.structs.replace(
                task, return_plan=task.return_plan or f"{one.authority} leads, the mission watches"
            )
        )
        changes.append(f"{task.name} is led by {one.authority}; no unit is assigned to it")
    changed = with_records(strategy, nodes)
    kept = tuple(
        edge
        for edge in changed.edges
        if not (edge.kind in {"assigned", "requires"} and {edge.source, edge.target} & set(led))
    )
    return Strategy(changed.nodes, kept, changed.places), tuple(changes)


def _told(one: Answer, led: dict[str, Answer]) -> HostStep:
    tasks = sorted(name for name, by in led.items() if by.authority == one.authority)
    steps: Iterable[str] = one.steps
    if one.family == "leads":
        steps = (*steps, f"leads {', '.join(tasks)}" if tasks else "leads no task that waits")
    return HostStep(
        authority=one.authority,
        area=one.posture.area or "",
        will=one.posture.will,
        capacity=one.posture.capacity,
        family=one.family,
        steps=tuple(steps),
    )


def _risks(found: tuple[Answer, ...], led: dict[str, Answer]) -> tuple[str, ...]:
    return tuple(_risk_lines(found, led))


def _risk_lines(found: tuple[Answer, ...], led: dict[str, Answer]) -> Iterator[str]:
    if not found:
        yield "no posture of any host authority is recorded: nobody can tell who would lead"
        return
    if not any(one.family in {"leads", "supported"} for one in found):
        yield "no authority is judged to have the will: this course is dialogue and leverage only"
    supported = [one.authority for one in found if one.family == "supported"]
    if supported:
        yield f"support to {', '.join(supported)} may be turned against people, or end up elsewhere"
    if led:
        yield f"{', '.join(sorted(led))}: protection rests on the host's will, and may end with it"
    unwilling = [one.authority for one in found if one.family == "dialogue_and_leverage"]
    if unwilling:
        yield f"{', '.join(unwilling)}: will is lacking, so the host does not protect there"
