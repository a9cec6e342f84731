"""The answer to a what-if: reach, the order of tasks, findings; each beside what is in force."""

from dataclasses import dataclass

from peaceops.act.deploy.shift import Strength, strengths
from peaceops.act.deploy.what_if import WhatIf, what_if
from peaceops.act.sequence.from_strategy import read_problem
from peaceops.act.sequence.solve import solve
from peaceops.act.sequence.what_if import Order, OrderDifference
from peaceops.act.what_if.finding import FindingDifference, finding_difference
from peaceops.act.what_if.place import area_at, settled
from peaceops.act.what_if.posture import Posture, moved_units, problem_after
from peaceops.act.what_if.supposed import supposed
from peaceops.act.what_if.supposition import Supposition
from peaceops.act.what_if.task_order import order_of_tasks
from peaceops.direct.check.report import check_strategy
from peaceops.direct.check.rules import RULES
from peaceops.direct.check.view import View
from peaceops.domain.finding import Finding


@dataclass(frozen=True)
class InForce:
    """What is in force before anything is supposed. Worked out once, asked many times.

    Attributes:
        view: the strategy on the day.
        order: of its tasks, as `peaceops plan` gives it.
        findings: of the checks.
        posture: None where there is a strategy and no outlook: then reach is left out.
    """

    view: View
    order: Order
    findings: tuple[Finding, ...]
    posture: Posture | None


@dataclass(frozen=True)
class Answer:
    """What a supposition does. Strictly confidential, as where units stand is.

    Attributes:
        supposition: with places as the mission knows them.
        posture: name of the deployment in force; empty where there is none.
        deployment: everybody else stays where they stand; None without a posture in force.
        strengths: sites where more or fewer persons stand then.
        anew: all planned anew, where that was asked for.
        order: of tasks.
        findings: of the checks.
        notes: what the answer could not take into account, a line each.
    """

    supposition: Supposition
    posture: str
    deployment: WhatIf | None
    strengths: tuple[Strength, ...]
    anew: WhatIf | None
    order: OrderDifference
    findings: FindingDifference
    notes: tuple[str, ...]


def in_force(view: View, months: int, posture: Posture | None) -> InForce:
    """Work out what is in force.

    Args:
        view: the strategy as known on the day, with what the outlook says.
        months: length of the order of tasks.
        posture: in force; None where there is no outlook.
    """
    reading = read_problem(view, months)
    order = Order(reading, solve(reading.problem))
    return InForce(view, order, _findings(view), posture)


def answer(standing_now: InForce, supposition: Supposition, *, anew: bool = False) -> Answer:
    """Say what a supposition does, beside what is in force.

    Args:
        standing_now: from `in_force`.
        supposition: what is supposed, all of it together.
        anew: plan, too, where everybody would stand if all were planned anew.

    Raises:
        PeaceopsError: a unit, task, area or place that is not there.
    """
    view, posture = standing_now.view, standing_now.posture
    problem = None if posture is None else posture.problem
    asked = settled(supposition, view.strategy, problem)
    areas = {
        move.place: area_at(move.place, view.strategy, problem)
        for move in asked.moves
        if move.place is not None
    }
    changed = View(supposed(view.strategy, asked, areas), view.day, view.profile, view.outlook)
    notes = [
        f"{place} lies in no area of the strategy: whoever goes there serves none in the order"
        for place, area in areas.items()
        if area is None
    ]
    deployment, best = None, None
    thinned: tuple[Strength, ...] = ()
    if posture is None:
        notes.append("no mission's folder: nothing is said of who is in reach")
    else:
        moved = moved_units(posture, asked)
        after, said = problem_after(posture, view, changed, asked)
        notes += said
        deployment = what_if(posture.deployment, after, moved=moved)
        thinned = strengths(posture.problem, posture.deployment, after, deployment.deployment)
        best = what_if(posture.deployment, after, anew=True) if anew else None
    site_of = None if deployment is None else deployment.deployment.site_of
    order = order_of_tasks(standing_now.order, changed, asked, site_of)
    return Answer(
        supposition=asked,
        posture="" if posture is None else posture.name,
        deployment=deployment,
        strengths=thinned,
        anew=best,
        order=order,
        findings=finding_difference(
            standing_now.findings,
            _findings(changed),
            changed.strategy,
            frozenset(one.id for one in order.shifts if one.kind == "falls_out"),
        ),
        notes=tuple(notes),
    )


def _findings(view: View) -> tuple[Finding, ...]:
    report = check_strategy(
        view.strategy, RULES, day=view.day, profile=view.profile, outlook=view.outlook
    )
    return report.findings
