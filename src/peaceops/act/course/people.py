"""Who lies within reach in time, over the samples of the forecast."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from peaceops.act.course.situation import Situation
from peaceops.act.deploy.problem import DeployProblem
from peaceops.act.deploy.result import Deployment, presences_met, tail_weights
from peaceops.domain.course import CourseReach, PeopleReach, Range
from peaceops.domain.distance import distance_km

SOMEBODY = 0.5
"""From so many expected deaths on, a sample has somebody killed at a place."""
_MEASURED = "at the clocks that the mission measured, restrictions counted"
_ASSUMED = "at clocks assumed in part, for nobody measured them; restrictions counted"
_PAPER = "at the clocks that plans claim, as if no capital had to be asked"
_AIMED = "if the mission keeps to the clocks that its plans claim; it never showed that it can"


def course_reach(
    situation: Situation, deployment: Deployment, aimed: Deployment | None
) -> CourseReach:
    """Return the reach of a posture: measured, on paper, and as the course would make it.

    A place is one in danger in a sample where at least `SOMEBODY` deaths are to be feared in it,
    counted without presence where presence would otherwise hide them (doctrine Part E). A site of
    displaced people, the harm of which is in that of its area, is in danger when the nearest area
    is.

    Args:
        situation: with its deployment problem.
        deployment: where units stand, with reach at measured clocks.
        aimed: the same at the clocks that the course would bring about, if it changes them.
    """
    problem = situation.problem
    if problem is None:
        raise ValueError("no deployment problem")
    danger = _in_danger(problem)
    people = np.array([place.people or 0 for place in problem.places], float)
    assumed = deployment.assumed_clocks
    return CourseReach(
        measured=_reach(
            problem, danger, deployment, deployment.cover, _ASSUMED if assumed else _MEASURED
        ),
        paper=_reach(problem, danger, deployment, deployment.paper_cover.astype(float), _PAPER),
        aimed=None if aimed is None else _reach(problem, danger, aimed, aimed.cover, _AIMED),
        endangered=_range(people @ danger, people @ danger),
        musts_asked=deployment.must_asked,
        assumed_clocks=assumed,
    )


def _in_danger(problem: DeployProblem) -> NDArray[np.float64]:
    """Return 1 where a sample has somebody killed at a place; shape (p, s)."""
    danger = (problem.harm >= SOMEBODY).astype(float)
    open_land = np.array([not place.shelter for place in problem.places], bool)
    if not open_land.any():
        return danger
    latitudes = np.array([place.latitude for place in problem.places])
    longitudes = np.array([place.longitude for place in problem.places])
    areas = np.flatnonzero(open_land)
    for number in np.flatnonzero(~open_land):
        away = distance_km(
            latitudes[number], longitudes[number], latitudes[areas], longitudes[areas]
        )
        danger[number] = np.maximum(danger[number], danger[areas[int(np.argmin(away))]])
    return danger


def _reach(
    problem: DeployProblem,
    danger: NDArray[np.float64],
    deployment: Deployment,
    cover: NDArray[np.float64],
    basis: str,
) -> PeopleReach:
    people = np.array([place.people or 0 for place in problem.places], float)
    uncounted = np.array([place.people is None for place in problem.places], bool)
    harm = problem.harm
    expected = harm.mean(axis=1)
    total = float(expected.sum())
    left = (1.0 - cover) @ harm
    sites: Mapping[str, int] = {site.id: number for number, site in enumerate(problem.sites)}
    positions = np.array(
        [sites.get(deployment.site_of[unit.id] or "", -1) for unit in problem.units], np.int64
    )
    far = (people * (1.0 - cover)) @ danger
    return PeopleReach(
        basis=basis,
        people=round(float(people @ cover)),
        uncounted_places=int((uncounted & (cover > 0)).sum()),
        endangered=_range((people * cover) @ danger, far),
        left=_range(far, far),
        deaths=_range(cover @ harm, left),
        share=float(cover @ expected) / total if total > 0 else None,
        worst_share=_worst_share(harm, left),
        musts_met=float(cover[problem.must].sum()) + presences_met(problem, positions),
    )


def _range(values: NDArray[np.float64], left: NDArray[np.float64]) -> Range:
    """Return a figure over samples; its worst tenth is that in which most is left."""
    low, high = np.quantile(values, [0.1, 0.9])
    # Where as much is left, the samples with least within reach are the worse ones.
    order = np.lexsort((values, -left))
    worst = float(values[order] @ tail_weights(values.size))
    return Range(float(values.mean()), float(low), float(high), worst)


def _worst_share(harm: NDArray[np.float64], left: NDArray[np.float64]) -> float | None:
    order = np.argsort(-left, kind="stable")
    weights = tail_weights(harm.shape[1])
    total = float(harm.sum(axis=0)[order] @ weights)
    return max(0.0, 1.0 - float(left[order] @ weights) / total) if total > 0 else None
