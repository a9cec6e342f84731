"""What the mission must find out: is each question asked well, is somebody looking, who alone?

Source: doctrine B4 (requirement, indicator, acquisition plan), R-01, R-07, R-08.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from peaceops.domain.acquisition import AcquisitionTaskNode, is_live
from peaceops.domain.hypothesis import HypothesisNode
from peaceops.domain.strategy.information import IndicatorNode, InformationRequirementNode

MOST_PRIORITY = 10
"""Open priority questions of one level of command; more than that is no priority (doctrine B4)."""
CLOSED = frozenset({"answered", "expired", "withdrawn"})
_ABOVE = {"SIR": frozenset({"PIR"}), "EEI": frozenset({"SIR", "PIR"})}


class RequirementFault(msgspec.Struct, frozen=True):
    """What is wrong with a question: its id (or level of command) and why."""

    id: str
    what: str


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """Who looks for what on a day.

    Attributes:
        elements: ids of open essential elements.
        unwatched: those for which nobody looks.
        single_thread: those for which exactly one task runs: one helicopter from not knowing.
        by_component: open elements that each component looks for.
        one_component: priority questions whose elements one component alone looks for.
        late: open questions past the day after which an answer is worth nothing.
    """

    elements: tuple[str, ...]
    unwatched: tuple[str, ...]
    single_thread: tuple[str, ...]
    by_component: tuple[tuple[str, int], ...]
    one_component: tuple[tuple[str, str], ...]
    late: tuple[str, ...]

    @property
    def share(self) -> float | None:
        """Share of open elements for which somebody looks; None where there is none."""
        if not self.elements:
            return None
        return 1 - len(self.unwatched) / len(self.elements)


def is_open(requirement: InformationRequirementNode) -> bool:
    """Tell whether a question still waits for an answer; one without a status does."""
    return requirement.status not in CLOSED


def requirement_faults(
    requirements: Iterable[InformationRequirementNode],
) -> tuple[RequirementFault, ...]:
    """Say what is wrong with the tree of questions; what is closed is left alone."""
    all_of = {each.id: each for each in requirements}
    waiting = {name: each for name, each in all_of.items() if is_open(each)}
    faults = [
        RequirementFault(name, what)
        for name, each in waiting.items()
        for what in _own_faults(each, all_of)
    ]
    asked = {name: each for name, each in all_of.items() if each.status != "withdrawn"}
    below = _below(asked)
    faults += [
        RequirementFault(name, "nothing that could be seen is asked for it")
        for name, each in waiting.items()
        if each.level == "PIR" and not any(_observable(asked[one]) for one in below[name])
    ]
    crowd = Counter(each.command or "mission" for each in waiting.values() if each.level == "PIR")
    faults += [
        RequirementFault(
            command, f"{count} open priority questions; more than {MOST_PRIORITY} is no priority"
        )
        for command, count in sorted(crowd.items())
        if count > MOST_PRIORITY
    ]
    return tuple(faults)


def coverage(
    requirements: Sequence[InformationRequirementNode],
    tasks: Iterable[AcquisitionTaskNode],
    day: date,
) -> Coverage:
    """Say on a day who looks for what is still open."""
    waiting = {each.id: each for each in requirements if is_open(each)}
    live = [task for task in tasks if is_live(task, day) and task.requirement in waiting]
    on = Counter(task.requirement for task in live)
    components: dict[str, set[str]] = {}
    for task in live:
        components.setdefault(task.requirement, set()).add(task.component or task.tasked_to)
    elements = [name for name, each in waiting.items() if each.level == "EEI"]
    by_component = Counter(component for name in elements for component in components.get(name, ()))
    below = _below(waiting)
    alone = []
    for name, each in waiting.items():
        if each.level == "PIR":
            looking = set().union(*(components.get(one, set()) for one in (name, *below[name])))
            if len(looking) == 1:
                alone.append((name, looking.pop()))
    return Coverage(
        elements=tuple(elements),
        unwatched=tuple(name for name in elements if not on[name]),
        single_thread=tuple(name for name in elements if on[name] == 1),
        by_component=tuple(sorted(by_component.items())),
        one_component=tuple(alone),
        late=tuple(
            name
            for name, each in waiting.items()
            if each.latest_time_of_value is not None and each.latest_time_of_value < day
        ),
    )


def hypothesis_faults(
    indicators: Iterable[IndicatorNode], hypotheses: Iterable[HypothesisNode]
) -> tuple[RequirementFault, ...]:
    """Say which indicators tell nothing apart, and which explanations stand without a rival."""
    known = {each.id: each for each in hypotheses if each.status != "dismissed"}
    faults = []
    for indicator in indicators:
        named = [name for name in indicator.hypotheses if name in known]
        if len(named) < 2:
            faults.append(RequirementFault(indicator.id, "it tells no two explanations apart"))
        elif not set(named) - set(indicator.expected_under):
            faults.append(
                RequirementFault(indicator.id, "one would see it whichever explanation holds")
            )
        elif not set(named) & set(indicator.expected_under):
            faults.append(
                RequirementFault(indicator.id, "no explanation is named under which one sees it")
            )
    rivals = Counter(each.about for each in known.values())
    faults += [
        RequirementFault(name, "it has no rival: an only explanation is not tested")
        for name, each in known.items()
        if rivals[each.about] < 2
    ]
    return tuple(faults)


def _own_faults(
    requirement: InformationRequirementNode, all_of: Mapping[str, InformationRequirementNode]
) -> Iterable[str]:
    if requirement.level is None:
        yield "it has no level: PIR, SIR or EEI"
    if requirement.level == "PIR" and not requirement.serves.strip():
        yield "it serves no decision that is named"
    if requirement.level == "EEI" and not requirement.observable.strip():
        yield "it says nothing that could be seen"
    wanted = _ABOVE.get(requirement.level or "")
    if wanted is None:
        return
    above = all_of.get(requirement.under or "")
    if above is None:
        yield "it is drawn from no question"
    elif above.level not in wanted:
        yield f"it is drawn from {above.id}, which is no {' or '.join(sorted(wanted))}"
    elif not is_open(above):
        yield f"it is drawn from {above.id}, which is {above.status}"


def _observable(requirement: InformationRequirementNode) -> bool:
    return requirement.level == "EEI" and bool(requirement.observable.strip())


def _below(
    waiting: Mapping[str, InformationRequirementNode],
) -> dict[str, tuple[str, ...]]:
    """Return all questions drawn from each, however far down; a circle ends where it began."""
    children: dict[str, list[str]] = {}
    for name, each in waiting.items():
        if each.under is not None:
            children.setdefault(each.under, []).append(name)
    found = {}
    for name in waiting:
        below: dict[str, None] = {}
        ahead = list(children.get(name, ()))
        while ahead:
            at = ahead.pop()
            if at not in below and at != name:
                below[at] = None
                ahead += children.get(at, ())
        found[name] = tuple(below)
    return found
