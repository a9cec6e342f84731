"""Find where units should stand: expected covering, with HiGHS."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import highspy
import msgspec
import numpy as np
import scipy.sparse
from numpy.typing import NDArray

from peaceops.act.deploy.model import STAY, Model, build, counts_of, limited_pairs
from peaceops.act.deploy.problem import DeployProblem
from peaceops.act.deploy.reach import Reach, reach_of
from peaceops.act.deploy.result import Deployment, covered_by, describe, tail_weights, value_of
from peaceops.domain.error import OUR_FAULT, PeaceopsError

SCALE = 1_000.0
"""All expected harm, as the solver sees it: keeps its tolerances meaningful."""
MOST_ROUNDS = 40
SLACK = 2.5 * STAY * SCALE
"""How far from the bound moves and tolerances may keep a plan that is the best."""


class DeployLimits(msgspec.Struct, frozen=True, kw_only=True):
    """When the solver may stop. No clock: the same input gives the same answer.

    Attributes:
        gap: relative distance to the bound at which a plan counts as proven.
        nodes: of the search tree, in each step.
        seed: of the solver's own choices.
    """

    gap: float = 1e-4
    nodes: int = 20_000
    seed: int = 0


def solve_deploy(
    problem: DeployProblem,
    limits: DeployLimits | None = None,
    *,
    reach: Reach | None = None,
    start: Deployment | None = None,
) -> Deployment:
    """Put units where they bring most expected harm within reach in time.

    Units that differ in nothing that matters are one kind: n counts them, which spares the solver
    their permutations.

    Columns: n[k,i] units of kind k at site i, whole; y[p] share of calls to place p answered in
    time, 0 to 1; w[k,i,p] the same out of hours or fuel that may run out; o[i] anybody stands at i;
    m[i] the presence asked for at i is met; t harm left in the worst tenth of samples;
    r least share of any area.

    Let h[p,s] be the harm at p in sample s (for places with presence today, at least that of
    comparable places without), A(p) the pairs (k,i) that can act at p within its target at the
    mission's clocks and that nothing bars, L(s) = Σ_p h[p,s]·(1 - y[p]) what is left out of reach.

    Maximise, one after the other:
      first, must-cover places and presences met: Σ_must y[p] + Σ m[i];
      then, with `equity`, r: Σ_{p in a} h̄[p]·y[p] ≥ r·Σ_{p in a} h̄[p] for each area a;
      then (1 - λ)·Σ_p h̄[p]·y[p] - λ·t, less a millionth of all harm for moves.

    Subject to:
      (1) Σ_i n[k,i] ≤ units of kind k; what is left is in reserve. A kind that awaits its capital
          stays where it is and covers nothing;
      (2) y[p] ≤ Σ_{A(p), unlimited} n[k,i] + Σ_{A(p), limited} w[k,i,p];
      (3) w[k,i,p] ≤ n[k,i];
      (4) Σ_p hours there and back · calls[p] · w[k,i,p] ≤ flying hours[k] · n[k,i];
      (5) Σ_{k,p} litres there and back · calls[p] · w[k,i,p] ≤ fuel[i];
      (6) Σ_k strength[k]·n[k,i] ≥ least strength[i]·o[i]; Σ_k n[k,i] ≤ units·o[i];
          Σ_k n[k,i] ≤ capacity[i]. What already stands below or above these may stay so;
      (7) Σ_k n[k,i] ≥ least units[i]·m[i];
      (8) left[k,i] ≥ today[k,i] - n[k,i]; Σ left ≤ most moves. Leaving a closed site is no choice
          and is not counted;
      (9) what the steps before reached is kept;
      (10) t ≥ Σ_s q[s]·L(s) for weights q of the worst tenth: rows are added while a plan breaks
          one, instead of one row a sample.

    Source: maximal covering location (Church & ReVelle 1974); expected shortfall as a linear
    program (Rockafellar & Uryasev 2000).

    Args:
        problem: from `make_problem`.
        limits: when to stop.
        reach: of the problem, where it is at hand.
        start: an earlier deployment to start from; where it holds and lies within the gap of the
            bound, it is kept.

    Raises:
        PeaceopsError: the solver failed; never for a plan that can not do all that is asked.
    """
    limits = limits or DeployLimits()
    reach = reach_of(problem) if reach is None else reach
    notes = [*problem.notes, *_below_strength(problem, reach)]
    if not (problem.units and problem.sites and problem.places):
        nowhere = np.full(len(problem.units), -1, np.int64)
        cover = np.zeros(len(problem.places))
        return describe(
            problem, reach, nowhere, cover, status="proven", bound=0.0, notes=tuple(notes)
        )
    model = build(problem, reach)
    steps = _Steps(problem, model, limits)
    if start is not None:
        positions = _positions_of(problem, start.site_of)
        steps.hint(counts_of(reach, positions, len(problem.sites)))
    asked = int(problem.must.sum()) + model.met.size
    if asked:
        met = steps.must()
        if met < asked - 1e-6:
            notes.append(
                f"{met:.3g} of {asked} must-cover places and asked-for presences can be met"
            )
    if problem.rules.equity:
        steps.equity()
    bound, status = steps.harm()
    positions = _assigned(problem, reach, model, steps.counts())
    cover = _cover(problem, reach, model, positions, steps.values)
    if not cover.any() and reach.on_paper.any():
        notes.append(
            "at the mission's clocks nobody is in reach from anywhere: first, clocks and caveats"
        )
    return describe(
        problem, reach, positions, cover, status=status, bound=bound, notes=tuple(notes)
    )


def deployment_today(problem: DeployProblem, *, reach: Reach | None = None) -> Deployment:
    """Return what today's posture brings within reach."""
    return evaluate(problem, {unit.id: unit.today for unit in problem.units}, reach=reach)


def evaluate(
    problem: DeployProblem, site_of: Mapping[str, str | None], *, reach: Reach | None = None
) -> Deployment:
    """Return what units bring within reach where somebody puts them; nothing is optimised.

    Raises:
        PeaceopsError: a site is none of the problem.
    """
    reach = reach_of(problem) if reach is None else reach
    positions = _positions_of(problem, site_of)
    notes = problem.notes
    if not (problem.units and problem.sites and problem.places):
        cover = np.zeros(len(problem.places))
    elif limited_pairs(problem, reach).any():
        counts = counts_of(reach, positions, len(problem.sites))
        model = build(problem, reach, np.where(reach.stands, counts, 0))
        steps = _Steps(problem, model, DeployLimits())
        steps.harm()
        cover = _cover(problem, reach, model, positions, steps.values)
    else:
        cover = covered_by(reach, reach.within, positions).astype(float)
    value = value_of(problem.harm, cover, problem.rules.worst_decile_weight)
    return describe(problem, reach, positions, cover, status="proven", bound=value, notes=notes)


def _positions_of(problem: DeployProblem, site_of: Mapping[str, str | None]) -> NDArray[np.int64]:
    index = {site.id: number for number, site in enumerate(problem.sites)}
    unknown = sorted({site for site in site_of.values() if site is not None} - set(index))
    if unknown:
        raise PeaceopsError(f"no such site: {', '.join(unknown)}", where="deploy")
    return np.array(
        [
            -1 if (site := site_of.get(unit.id)) is None else index[site]
            for unit in problem.units
        ],
        np.int64,
    )  # fmt: skip


def _below_strength(problem: DeployProblem, reach: Reach) -> list[str]:
    strength = np.array([unit.strength for unit in reach.like], float)
    there = strength @ counts_of(reach, problem.today, len(problem.sites))
    return [
        f"site {site.id} stands below its least strength today: {persons:.0f} of "
        f"{site.least_strength} persons"
        for site, persons in zip(problem.sites, there, strict=True)
        if 0 < persons < site.least_strength
    ]


@dataclass
class _Steps:
    """The steps of one solution, on one solver."""

    problem: DeployProblem
    model: Model
    limits: DeployLimits
    values: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    _solver: highspy.Highs = field(init=False)
    _start: NDArray[np.float64] | None = None

    def __post_init__(self) -> None:
        self._solver = _solver(self.model, self.limits)

    def counts(self) -> NDArray[np.int64]:
        """Return units of each kind at each site, as solved last."""
        columns = self.model.n
        whole = np.rint(self.values[np.maximum(columns, 0)]).astype(np.int64)
        return np.where(columns >= 0, whole, 0)

    def hint(self, counts: NDArray[np.int64]) -> None:
        """Start from units of each kind at each site."""
        used = self.model.n >= 0
        columns = self.model.n[used].astype(np.int32)
        self._start = counts[used].astype(np.float64)
        self._solver.setSolution(columns.size, columns, self._start)

    def must(self) -> float:
        """Meet as many must-cover places and presences as can be; keep that."""
        places = self.model.y[self.problem.must]
        columns = np.concatenate([places[places >= 0], self.model.met])
        if not columns.size:
            return 0.0
        # Where nothing runs out the answer is a whole number: less than one more is no more.
        whole = self.model.w.size == 0
        self._set("mip_rel_gap", 0.0)
        self._set("mip_abs_gap", 0.99 if whole else 1e-4)
        self._maximise(columns, np.ones(columns.size))
        met = float(self.values[columns].sum())
        met = float(np.rint(met)) if whole else met
        self._row(columns, np.ones(columns.size), lower=met - 1e-6)  # (9)
        return met

    def equity(self) -> None:
        """Bring the worst-served area as high as can be; keep that."""
        expected = self._scaled.mean(axis=1)
        names = np.array([place.area for place in self.problem.places], object)
        for area in sorted(set(names)):
            total = float(expected[names == area].sum())
            if total > 0:
                reached = (names == area) & (self.model.y >= 0)
                self._row(
                    np.concatenate([self.model.y[reached], [self.model.share]]),
                    np.concatenate([expected[reached], [-total]]),
                    lower=0.0,
                )
        self._gaps()
        self._maximise(np.array([self.model.share]), np.ones(1))
        least = float(self.values[self.model.share])
        self._row(np.array([self.model.share]), np.ones(1), lower=least - 1e-7)  # (9)

    def harm(self) -> tuple[float, Literal["proven", "limit"]]:
        """Bring most harm within reach; return the bound on it, in deaths, and the status."""
        model, harm = self.model, self._scaled
        weight = self.problem.rules.worst_decile_weight
        reached = model.y >= 0
        cost = (1.0 - weight) * harm.mean(axis=1)[reached]
        columns = np.concatenate([model.y[reached], [model.theta], model.out])
        stay = -STAY * SCALE / max(len(self.problem.units), 1)
        costs = np.concatenate([cost, [-weight], np.full(model.out.size, stay)])
        incumbent = self.values
        at_none = weight * float(np.sort(harm.sum(axis=0))[::-1] @ tail_weights(harm.shape[1]))
        self._gaps()
        if weight > 0:
            self._integer(False)
            for _ in range(MOST_ROUNDS):
                self._maximise(columns, costs, keep=False)
                if not self._cut():
                    break
            self._integer(True)
            bound = self._bound + at_none + STAY * SCALE
            if self._start_is_near(columns, costs, bound):
                return bound * self._unit, "proven"
        self.values = incumbent
        best, best_values, bound = -np.inf, self.values, np.inf
        for _ in range(MOST_ROUNDS):
            self._maximise(columns, costs)
            bound = min(bound, self._bound + at_none + STAY * SCALE)
            value = value_of(harm, self._covered, weight)
            if value > best:
                best, best_values = value, self.values
            if bound - best <= self.limits.gap * abs(bound) + SLACK:
                break
            if self._ended_early or not self._cut():
                break
        self.values = best_values
        proven = bound - best <= self.limits.gap * abs(bound) + SLACK
        return bound * self._unit, "proven" if proven else "limit"

    def _start_is_near(
        self, columns: NDArray[np.int64], costs: NDArray[np.float64], bound: float
    ) -> bool:
        """Take the deployment to start from, if it holds and lies within the gap of the bound."""
        used = self.model.n[self.model.n >= 0]
        lower, upper, where = self.model.lower[used], self.model.upper[used], used.astype(np.int32)
        if self._start is None or not ((lower <= self._start) & (self._start <= upper)).all():
            return False
        self._solver.changeColsBounds(where.size, where, self._start, self._start)
        holds = self._run(columns, costs)
        self._solver.changeColsBounds(where.size, where, lower, upper)
        weight = self.problem.rules.worst_decile_weight
        return holds and bound - value_of(self._scaled, self._covered, weight) <= (
            self.limits.gap * abs(bound) + SLACK
        )

    @property
    def _unit(self) -> float:
        """Deaths that one of the solver's units of harm stands for."""
        total = float(self.problem.harm.sum(axis=0).mean())
        return total / SCALE if total > 0 else 1.0

    @property
    def _scaled(self) -> NDArray[np.float64]:
        return self.problem.harm / self._unit

    @property
    def _covered(self) -> NDArray[np.float64]:
        columns = self.model.y
        return np.where(columns >= 0, np.clip(self.values[np.maximum(columns, 0)], 0, 1), 0.0)

    def _cut(self) -> bool:
        """Add the row (10) of the worst tenth of the samples, if the plan breaks it."""
        harm = self._scaled
        left = (1.0 - self._covered) @ harm
        order = np.argsort(-left, kind="stable")
        weights = tail_weights(harm.shape[1])
        if float(left[order] @ weights) <= float(self.values[self.model.theta]) + STAY * SCALE / 4:
            return False
        worst = harm[:, order] @ weights
        reached = self.model.y >= 0
        self._row(
            np.concatenate([self.model.y[reached], [self.model.theta]]),
            np.concatenate([worst[reached], [1.0]]),
            lower=float(worst.sum()),
        )
        return True

    def _gaps(self) -> None:
        self._set("mip_rel_gap", self.limits.gap / 2)
        self._set("mip_abs_gap", 1e-6)

    def _set(self, name: str, value: float) -> None:
        self._solver.setOptionValue(name, value)

    def _row(
        self, columns: NDArray[np.int64], coefficients: NDArray[np.float64], lower: float
    ) -> None:
        self._solver.addRow(
            lower, highspy.kHighsInf, columns.size, columns.astype(np.int32), coefficients
        )

    def _integer(self, whole: bool) -> None:
        columns = np.flatnonzero(self.model.integer).astype(np.int32)
        kind = highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous
        self._solver.changeColsIntegrality(
            columns.size, columns, np.full(columns.size, int(kind), np.uint8)
        )

    def _offer(self) -> None:
        solution = highspy.HighsSolution()
        solution.col_value = self.values.tolist()
        self._solver.setSolution(solution)

    def _maximise(
        self, columns: NDArray[np.int64], costs: NDArray[np.float64], *, keep: bool = True
    ) -> None:
        if keep and self.values.size:
            self._offer()
        if not self._run(columns, costs):
            status = self._solver.modelStatusToString(self._solver.getModelStatus())
            raise PeaceopsError(
                f"the solver ended with {status}", where="deploy", exit_code=OUR_FAULT
            )
        whole = keep and bool(self.model.integer.any())
        info = self._solver.getInfo()
        self._bound = float(info.mip_dual_bound if whole else info.objective_function_value)

    def _run(self, columns: NDArray[np.int64], costs: NDArray[np.float64]) -> bool:
        """Maximise, and tell whether anything was found."""
        objective = np.zeros(self.model.columns)
        objective[columns] = costs
        every = np.arange(self.model.columns, dtype=np.int32)
        self._solver.changeColsCost(self.model.columns, every, objective)
        self._solver.run()
        self._ended_early = self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal
        found = self._solver.getInfo().primal_solution_status
        if found != highspy.SolutionStatus.kSolutionStatusFeasible:
            return False
        self.values = np.array(self._solver.getSolution().col_value)
        return True


class QuietHighs(highspy.Highs):
    """HiGHS that prints nothing: its own constructor writes a banner to standard output."""

    def enableCallbacks(self) -> None:  # noqa: N802
        """Turn output off before the constructor's first call into the solver."""
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def _solver(model: Model, limits: DeployLimits) -> highspy.Highs:
    """Return a solver that holds the model, with one thread and no clock."""
    rows = model.rows
    matrix = scipy.sparse.csr_matrix(
        (
            np.concatenate(rows.coefficient),
            (np.concatenate(rows.row), np.concatenate(rows.column)),
        ),
        shape=(rows.count, model.columns),
    )
    matrix.sum_duplicates()
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = model.columns, rows.count
    program.col_cost_ = np.zeros(model.columns)
    program.col_lower_, program.col_upper_ = model.lower, model.upper
    program.row_lower_, program.row_upper_ = np.array(rows.lower), np.array(rows.upper)
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = matrix.indptr
    program.a_matrix_.index_ = matrix.indices
    program.a_matrix_.value_ = matrix.data
    program.sense_ = highspy.ObjSense.kMaximize
    program.integrality_ = [
        highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous
        for whole in model.integer
    ]
    solver = QuietHighs()  # type: ignore[no-untyped-call]
    for name, value in {
        "threads": 1,
        "random_seed": limits.seed,
        "mip_max_nodes": limits.nodes,
    }.items():
        solver.setOptionValue(name, value)
    solver.passModel(program)
    return solver


def _assigned(
    problem: DeployProblem, reach: Reach, model: Model, counts: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return a site for each unit, -1 for reserve: who may stay stays, others in their order."""
    positions = np.full(len(problem.units), -1, np.int64)
    today = problem.today
    open_for = counts.copy()
    stays = np.minimum(counts, model.today)
    for unit, kind in enumerate(reach.kind):
        if today[unit] >= 0 and stays[kind, today[unit]] > 0:
            positions[unit] = today[unit]
            stays[kind, today[unit]] -= 1
            open_for[kind, today[unit]] -= 1
    for unit, kind in enumerate(reach.kind):
        free = np.flatnonzero(open_for[kind] > 0)
        if positions[unit] < 0 and free.size:
            positions[unit] = free[0]
            open_for[kind, free[0]] -= 1
    return positions


def _cover(
    problem: DeployProblem,
    reach: Reach,
    model: Model,
    positions: NDArray[np.int64],
    values: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the share of calls to each place that is answered in time."""
    free = reach.within & ~limited_pairs(problem, reach)[:, :, None]
    cover = covered_by(reach, free, positions).astype(float)
    np.add.at(cover, model.w_place, np.clip(values[model.w], 0.0, 1.0))
    cover[cover < 1e-7] = 0.0
    return np.where(cover > 1.0 - 1e-7, 1.0, cover)
