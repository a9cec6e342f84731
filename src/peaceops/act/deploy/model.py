"""The deployment problem as rows and columns; the formulation stands in `solve_deploy`."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from peaceops.act.deploy.problem import DeployProblem
from peaceops.act.deploy.reach import Reach

STAY = 1e-6
"""Share of all harm that all moves together count: at equal reach, fewer move."""


@dataclass
class Rows:
    """Rows gathered one block at a time: lower ≤ Σ coefficient · column ≤ upper."""

    count: int = 0
    row: list[NDArray[np.int64]] = field(default_factory=list)
    column: list[NDArray[np.int64]] = field(default_factory=list)
    coefficient: list[NDArray[np.float64]] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)

    def add(
        self,
        columns: ArrayLike,
        coefficients: ArrayLike,
        lower: float = -np.inf,
        upper: float = np.inf,
    ) -> None:
        """Add a row."""
        where = np.asarray(columns, np.int64).ravel()
        self.column.append(where)
        self.coefficient.append(np.broadcast_to(np.asarray(coefficients, float), where.shape))
        self.row.append(np.full(where.size, self.count))
        self.lower.append(lower)
        self.upper.append(upper)
        self.count += 1


@dataclass(frozen=True)
class Model:
    """Columns and rows.

    Attributes:
        kinds, sites: of the columns n, in order.
        n: shape (k, i); column of "units of this kind at this site", -1 where none may stand.
        y: shape (p,); column of "this place is covered", -1 where nobody could.
        w_kind, w_site, w_place, w: calls to a place answered out of hours or fuel that may run out.
        out: columns of units that leave a site.
        met: columns of presences that are asked for.
        share: column of the least share of any area.
        theta: column of harm left in the worst tenth of samples.
        lower, upper: bounds of the columns.
        integer: which columns are whole numbers.
        rows: (1) to (8).
        today: shape (k, i); units of each kind at each site today that may stay there.
    """

    n: NDArray[np.int64]
    y: NDArray[np.int64]
    w_kind: NDArray[np.int64]
    w_site: NDArray[np.int64]
    w_place: NDArray[np.int64]
    w: NDArray[np.int64]
    out: NDArray[np.int64]
    met: NDArray[np.int64]
    share: int
    theta: int
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    integer: NDArray[np.bool_]
    rows: Rows
    today: NDArray[np.int64]

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return len(self.lower)


def counts_of(reach: Reach, positions: NDArray[np.int64], sites: int) -> NDArray[np.int64]:
    """Return how many units of each kind stand at each site, shape (k, i)."""
    counts = np.zeros((len(reach.like), sites), np.int64)
    placed = positions >= 0
    np.add.at(counts, (reach.kind[placed], positions[placed]), 1)
    return counts


def limited_pairs(problem: DeployProblem, reach: Reach) -> NDArray[np.bool_]:
    """Return for which kinds at which sites flying hours or fuel may run out, shape (k, i)."""
    hours = np.array([unit.flies and unit.flying_hours is not None for unit in reach.like], bool)
    burns = np.array([unit.litres_per_km > 0 for unit in reach.like], bool)
    rationed = np.array([site.fuel_litres is not None for site in problem.sites], bool)
    limited: NDArray[np.bool_] = hours[:, None] | (burns[:, None] & rationed[None, :])
    return limited


def build(problem: DeployProblem, reach: Reach, fixed: NDArray[np.int64] | None = None) -> Model:
    """Lay out columns and rows.

    Args:
        problem: what is asked.
        reach: of its units.
        fixed: shape (k, i); where units stand, if that is settled: rows (6) to (8) are left out.
    """
    kinds, sites, places = reach.barriers.shape
    stands = reach.stands
    today = counts_of(reach, problem.today, sites)
    may_stay = np.where(stands, today, 0)
    have = np.bincount(reach.kind, minlength=kinds)
    allowed = stands & (have > 0)[:, None] if fixed is None else fixed > 0
    n, width = _numbered(allowed, 0)
    within = reach.within & allowed[:, :, None]
    limited = limited_pairs(problem, reach)
    y, width = _numbered(np.asarray(within.any(axis=(0, 1))), width)
    w_kind, w_site, w_place = np.nonzero(within & limited[:, :, None])
    w, width = width + np.arange(w_kind.size), width + w_kind.size
    leaving = np.argwhere(may_stay > 0) if fixed is None else np.zeros((0, 2), np.int64)
    out, width = width + np.arange(len(leaving)), width + len(leaving)
    rules = list(enumerate(problem.sites)) if fixed is None else []
    asked = [number for number, site in rules if site.least_units > 0]
    met, width = width + np.arange(len(asked)), width + len(asked)
    guarded = [number for number, site in rules if site.least_strength > 0]
    held, width = width + np.arange(len(guarded)), width + len(guarded)
    share, theta, width = width, width + 1, width + 2

    lower, upper = np.zeros(width), np.ones(width)
    upper[n[allowed]] = np.broadcast_to(have[:, None], allowed.shape)[allowed]
    upper[out] = np.broadcast_to(have[:, None], may_stay.shape)[may_stay > 0][: len(out)]
    upper[theta] = np.inf
    integer = np.zeros(width, bool)
    integer[n[allowed]] = integer[met] = integer[held] = True
    if fixed is None:
        waits = np.array([unit.awaits_capital for unit in reach.like], bool)
        stuck = allowed & waits[:, None]
        lower[n[stuck]] = upper[n[stuck]] = may_stay[stuck]
    else:
        lower[n[allowed]] = upper[n[allowed]] = fixed[allowed]

    rows = Rows()
    for kind in range(kinds):  # (1) no more units than there are
        rows.add(n[kind, allowed[kind]], 1.0, upper=float(have[kind]))
    free = within & ~limited[:, :, None]
    calls = np.argsort(w_place, kind="stable")
    starts = np.searchsorted(w_place[calls], np.arange(places + 1))
    for place in np.flatnonzero(y >= 0):  # (2) covered only by whom it is in reach of
        by = n[free[:, :, place]]
        answered = w[calls[starts[place] : starts[place + 1]]]
        rows.add(
            np.concatenate([[y[place]], by, answered]),
            np.concatenate([[1.0], np.full(by.size + answered.size, -1.0)]),
            upper=0.0,
        )
    for number in range(w.size):  # (3) nobody answers from where nobody stands
        rows.add([w[number], n[w_kind[number], w_site[number]]], [1.0, -1.0], upper=0.0)
    _hours(problem, reach, rows, (w_kind, w_site, w_place, w), n)  # (4)
    _fuel(problem, reach, rows, (w_kind, w_site, w_place, w))  # (5)
    if fixed is None:
        _strength(problem, reach, rows, n, may_stay, (guarded, held))  # (6)
        _sites(problem, rows, n, may_stay, (asked, met))  # (6), (7)
        for column, (kind, site) in zip(out, leaving, strict=True):  # (8) moves
            rows.add([column, n[kind, site]], 1.0, lower=float(may_stay[kind, site]))
        if problem.rules.most_moves is not None and out.size:
            rows.add(out, 1.0, upper=float(problem.rules.most_moves))
    return Model(
        n, y, w_kind, w_site, w_place, w, out, met, share, theta, lower, upper, integer, rows,
        may_stay,
    )  # fmt: skip


def _numbered(used: NDArray[np.bool_], start: int) -> tuple[NDArray[np.int64], int]:
    columns = np.full(used.shape, -1, np.int64)
    count = int(used.sum())
    columns[used] = start + np.arange(count)
    return columns, start + count


Marked = tuple[list[int], NDArray[np.int64]]
"""Sites, and the columns that stand for them."""


def _strength(
    problem: DeployProblem,
    reach: Reach,
    rows: Rows,
    n: NDArray[np.int64],
    today: NDArray[np.int64],
    guarded: Marked,
) -> None:
    """Add: nobody is left at a site with fewer persons than it needs, or has today (6)."""
    strength = np.array([unit.strength for unit in reach.like], float)
    there = strength @ today
    for site, column in zip(*guarded, strict=True):
        kinds = np.flatnonzero(n[:, site] >= 0)
        columns = np.append(n[kinds, site], column)
        least = float(problem.sites[site].least_strength)
        if 0 < there[site] < least:
            least = float(there[site])
        rows.add(columns, np.append(strength[kinds], -least), lower=0.0)
        anybody = np.append(np.ones(kinds.size), -float(len(problem.units)))
        rows.add(columns, anybody, upper=0.0)


def _sites(
    problem: DeployProblem,
    rows: Rows,
    n: NDArray[np.int64],
    today: NDArray[np.int64],
    asked: Marked,
) -> None:
    """Add: no more units than a site holds (6), and the presence that is asked for (7)."""
    for number, site in enumerate(problem.sites):
        if site.capacity_units is not None:
            most = max(site.capacity_units, int(today[:, number].sum()))
            rows.add(n[n[:, number] >= 0, number], 1.0, upper=float(most))
    for number, column in zip(*asked, strict=True):
        at = n[n[:, number] >= 0, number]
        least = float(problem.sites[number].least_units)
        rows.add(np.append(at, column), np.append(np.ones(at.size), -least), lower=0.0)


Calls = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]


def _hours(
    problem: DeployProblem, reach: Reach, rows: Rows, calls: Calls, n: NDArray[np.int64]
) -> None:
    """Add: flights there and back take no more hours than the units at a site may fly (4)."""
    kinds, sites, places, columns = calls
    often = np.array([place.calls_per_month for place in problem.places], float)
    for number, unit in enumerate(reach.like):
        if unit.flying_hours is None or not unit.flies:
            continue
        speed = unit.speed_kmh["air"] if unit.speed_kmh.get("air", 0.0) > 0 else np.inf
        for site in np.unique(sites[kinds == number]):
            at = (kinds == number) & (sites == site)
            hours = 2.0 * problem.km[site, places[at]] / speed * often[places[at]]
            rows.add(
                np.concatenate([columns[at], [n[number, site]]]),
                np.concatenate([hours, [-unit.flying_hours]]),
                upper=0.0,
            )


def _fuel(problem: DeployProblem, reach: Reach, rows: Rows, calls: Calls) -> None:
    """Add: calls answered from a site burn no more fuel than it gets (5)."""
    kinds, sites, places, columns = calls
    often = np.array([place.calls_per_month for place in problem.places], float)
    burn = np.array([unit.litres_per_km for unit in reach.like], float)
    for number, site in enumerate(problem.sites):
        at = sites == number
        if site.fuel_litres is not None and at.any():
            litres = 2.0 * problem.km[number, places[at]] * burn[kinds[at]] * often[places[at]]
            rows.add(columns[at], litres, upper=site.fuel_litres)
