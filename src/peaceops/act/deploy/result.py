"""What a deployment brings within reach: at the mission's clocks, on paper, and how surely."""

from dataclasses import dataclass
from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from peaceops.act.deploy.problem import DeployProblem, Triage
from peaceops.act.deploy.reach import Reach
from peaceops.domain.marking import Level, Marking

PRESENCE = Marking(Level.STRICTLY_CONFIDENTIAL)
"""Where units are is where others are not (ADR 19)."""
NO_GAP = 3e-6
"""Of all harm: the solver's own tolerance."""
WORST_SHARE = 0.1
"""The worst tenth of the samples."""


class Span(msgspec.Struct, frozen=True):
    """A figure over the samples of the forecast.

    Attributes:
        expected: mean.
        low, high: between which 80 % of the samples lie.
    """

    expected: float
    low: float
    high: float


class AreaShare(msgspec.Struct, frozen=True):
    """How much of an area's expected harm lies within reach; None where none is expected."""

    area: str
    share: float | None


@dataclass(frozen=True)
class Deployment:
    """Where units stand, and what that brings within reach. Strictly confidential by default.

    Attributes:
        site_of: id of the site for each unit id; None for a unit in reserve.
        status: proven within the gap asked for, or ended at a limit.
        objective: expected deaths brought within reach, the worst tenth of samples weighed in.
        bound: no deployment under the same rules brings more.
        gap: (bound - objective) / bound, 0 where both are 0.
        must_met, must_asked: must-cover places and asked-for presences that are met, of how many.
        harm_in_reach: deaths to be feared within reach, over the samples.
        share_in_reach: of all expected deaths; None where none are expected.
        worst_decile_share: the same in the tenth of the samples where most is left out of reach.
        paper_share: the same share as plans claim it.
        assumed_clocks: units whose clocks were not measured, by id.
        people_in_reach, people_on_paper: people in covered places whose number is known.
        people_unknown_places: covered places whose number of people is not known.
        cover: shape (p,); share of calls to each place that can be answered in time, mostly 0 or 1.
        paper_cover: shape (p,); whether it is in reach on paper.
        minutes: shape (p,); least time to act, by whoever is not barred; infinite where nobody is.
        areas: share within reach by area, sorted by name.
        triage: share within reach by triage.
        notes: what was wrong or had to give way, a line each.
        marking: of all of this.
    """

    site_of: dict[str, str | None]
    status: Literal["proven", "limit"]
    objective: float
    bound: float
    gap: float
    must_met: float
    must_asked: int
    harm_in_reach: Span
    share_in_reach: float | None
    worst_decile_share: float | None
    paper_share: float | None
    assumed_clocks: tuple[str, ...]
    people_in_reach: float
    people_on_paper: float
    people_unknown_places: int
    cover: NDArray[np.float64]
    paper_cover: NDArray[np.bool_]
    minutes: NDArray[np.float64]
    areas: tuple[AreaShare, ...]
    triage: dict[Triage, float | None]
    notes: tuple[str, ...]
    marking: Marking = PRESENCE


def worst_mean(harm: NDArray[np.float64]) -> float:
    """Return the mean over the worst tenth of samples, the last one in part; shape (s,)."""
    worst = np.sort(harm)[::-1]
    weights = tail_weights(len(worst))
    return float(worst @ weights)


def tail_weights(samples: int) -> NDArray[np.float64]:
    """Return the weights of samples sorted from the worst: those in the worst tenth, sum 1."""
    size = max(samples * WORST_SHARE, 1.0)
    weights: NDArray[np.float64] = np.clip(size - np.arange(samples), 0.0, 1.0) / size
    return weights


def value_of(harm: NDArray[np.float64], cover: NDArray[np.float64], weight: float) -> float:
    """Return the expected deaths that a cover brings within reach.

    Args:
        harm: shape (p, s).
        cover: shape (p,).
        weight: of the worst tenth of the samples, 0 to 1; the mean has the rest.
    """
    left, nothing = (1.0 - cover) @ harm, harm.sum(axis=0)
    mean = float(nothing.mean() - left.mean())
    return (1.0 - weight) * mean + weight * (worst_mean(nothing) - worst_mean(left))


def covered_by(
    reach: Reach, within: NDArray[np.bool_], positions: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Return which places units at sites cover.

    Args:
        reach: for the kinds of the units.
        within: shape (k, i, p).
        positions: site of each unit, -1 for none; shape (u,).
    """
    placed = positions >= 0
    return np.asarray(within[reach.kind[placed], positions[placed]].any(axis=0), bool)


def describe(
    problem: DeployProblem,
    reach: Reach,
    positions: NDArray[np.int64],
    cover: NDArray[np.float64],
    *,
    status: Literal["proven", "limit"],
    bound: float,
    notes: tuple[str, ...],
) -> Deployment:
    """Work out all figures of a deployment from where units stand and what is covered."""
    value = value_of(problem.harm, cover, problem.rules.worst_decile_weight)
    total = float(problem.harm.sum(axis=0).mean())
    # What the solver can not tell from nothing is no gap.
    bound = bound if bound - value > NO_GAP * total else value
    on_paper = covered_by(reach, reach.on_paper, positions)
    people = np.array([place.people or 0 for place in problem.places], float)
    unknown = np.array([place.people is None for place in problem.places], bool)
    expected = problem.harm.mean(axis=1)
    names = np.array([place.area for place in problem.places], object)
    tiers = np.array(
        ["must" if must else place.triage for place, must in zip(
            problem.places, problem.must, strict=True
        )],
        object,
    )  # fmt: skip
    triages: tuple[Triage, ...] = ("must", "should", "could")
    return Deployment(
        site_of={
            unit.id: problem.sites[site].id if site >= 0 else None
            for unit, site in zip(problem.units, positions, strict=True)
        },
        status=status,
        objective=value,
        bound=bound,
        gap=(bound - value) / bound if bound > 0 else 0.0,
        must_met=float(cover[problem.must].sum()) + presences_met(problem, positions),
        must_asked=int(problem.must.sum()) + sum(site.least_units > 0 for site in problem.sites),
        harm_in_reach=_span(cover @ problem.harm),
        share_in_reach=_share(cover, expected),
        worst_decile_share=_worst_share(problem.harm, cover),
        paper_share=_share(on_paper.astype(float), expected),
        assumed_clocks=tuple(
            sorted(unit.id for unit in problem.units if unit.clocks is None or unit.clocks.assumed)
        ),
        people_in_reach=float(people @ cover),
        people_on_paper=float(people @ on_paper),
        people_unknown_places=int((unknown & (cover > 0)).sum()),
        cover=cover,
        paper_cover=on_paper,
        minutes=least_minutes(reach, positions),
        areas=tuple(
            AreaShare(area, _share(cover[names == area], expected[names == area]))
            for area in sorted(set(names))
        ),
        triage={tier: _share(cover[tiers == tier], expected[tiers == tier]) for tier in triages},
        notes=notes,
    )


def presences_met(problem: DeployProblem, positions: NDArray[np.int64]) -> int:
    """Return at how many of the sites where presence is asked for enough units stand."""
    standing = np.bincount(positions[positions >= 0], minlength=len(problem.sites))
    return sum(
        int(0 < site.least_units <= there)
        for site, there in zip(problem.sites, standing, strict=True)
    )


def least_minutes(reach: Reach, positions: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the least time to act of units that nothing but time bars, shape (p,), in minutes."""
    placed = positions >= 0
    kind, site = reach.kind[placed], positions[placed]
    barred = (reach.barriers[kind, site] & ~1) != 0
    times = np.where(barred, np.inf, reach.minutes[kind, site])
    least: NDArray[np.float64] = times.min(axis=0, initial=np.inf)
    return least


def _span(values: NDArray[np.float64]) -> Span:
    low, high = np.quantile(values, [0.1, 0.9])
    return Span(float(values.mean()), float(low), float(high))


def _share(cover: NDArray[np.float64], expected: NDArray[np.float64]) -> float | None:
    total = float(expected.sum())
    return float(cover @ expected) / total if total > 0 else None


def _worst_share(harm: NDArray[np.float64], cover: NDArray[np.float64]) -> float | None:
    left = (1.0 - cover) @ harm
    order = np.argsort(-left, kind="stable")
    weights = tail_weights(harm.shape[1])
    total = float(harm.sum(axis=0)[order] @ weights)
    return max(0.0, 1.0 - float(left[order] @ weights) / total) if total > 0 else None
