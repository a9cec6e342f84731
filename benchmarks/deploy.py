"""A large deployment: 150 sites, 1,000 places, 40 units, 100 samples of the forecast.

Limit: a gap of at most 1 % in 20 s; a what-if in 2 s. Peer in the same run: HiGHS called directly
on the formulation that comes to mind first, a column for each unit and site and a row for each
sample, with as long as it likes up to `PEER_SECONDS`.
"""

import dataclasses
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

import highspy
import numpy as np
import scipy.sparse

from peaceops.act.deploy.model import build
from peaceops.act.deploy.problem import (
    Clocks,
    DeployPlace,
    DeployProblem,
    DeployRules,
    DeploySite,
    DeployUnit,
    make_problem,
)
from peaceops.act.deploy.reach import Reach, reach_of
from peaceops.act.deploy.result import tail_weights, value_of
from peaceops.act.deploy.solve import (
    DeployLimits,
    QuietHighs,
    deployment_today,
    evaluate,
    solve_deploy,
)

T = TypeVar("T")
PEER_SECONDS = 120.0
LIMITS = DeployLimits(gap=0.01, nodes=2_000)


def measure() -> str:
    """Return a table in Markdown."""
    problem = large_problem()
    reach = reach_of(problem)
    today = deployment_today(problem)
    plan, planned, planned_cpu = _timed(partial(solve_deploy, problem, LIMITS))
    lost = problem.units[0].id
    stays = {**plan.site_of, lost: None}
    without, whatif, what_cpu = _timed(partial(evaluate, problem, stays, reach=reach))
    fewer = dataclasses.replace(problem, units=problem.units[1:])
    anew, again, again_cpu = _timed(partial(solve_deploy, fewer, LIMITS, start=plan))
    (peer_value, peer_gap), peer, peer_cpu = _timed(partial(_peer, problem))
    rows: list[tuple[str, float, float | None, float | None, float | None]] = [
        ("today's posture", today.objective, None, None, None),
        ("solve_deploy; limit 1 % in 20 s", plan.objective, plan.gap, planned, planned_cpu),
        (
            "what-if: a unit lost, others stay; limit 2 s",
            without.objective,
            None,
            whatif,
            what_cpu,
        ),
        ("what-if: a unit lost, planned anew", anew.objective, anew.gap, again, again_cpu),
        ("peer: HiGHS on a naive formulation", peer_value, peer_gap, peer, peer_cpu),
    ]
    return (
        "## Deployment\n\n"
        f"{len(problem.sites)} sites, {len(problem.places):,} places, {len(problem.units)} units "
        f"of {len(reach.like)} kinds, {problem.harm.shape[1]} samples.\n\n"
        "| what | deaths brought within reach | gap | seconds | of processor |\n"
        "|---|---|---|---|---|\n"
        + "\n".join(
            f"| {what} | {_figure(value, '.1f')} | {_figure(gap, '.2%')} "
            f"| {_figure(took, '.1f')} | {_figure(busy, '.1f')} |"
            for what, value, gap, took, busy in rows
        )
        + "\n"
    )


def _timed(work: Callable[[], T]) -> tuple[T, float, float]:
    start, busy = time.perf_counter(), time.process_time()
    done = work()
    return done, time.perf_counter() - start, time.process_time() - busy


def _figure(value: float | None, form: str) -> str:
    return "" if value is None else f"{value:{form}}"


def large_problem(
    sites: int = 150, places: int = 1_000, units: int = 40, samples: int = 100
) -> DeployProblem:
    """Invent a country of some 900 by 600 km."""
    chance = np.random.default_rng(11)
    ground = {"road": 35.0, "track": 18.0, "swamp": 6.0}
    kinds: Sequence[dict[str, object]] = (
        {"type": "infantry company", "strength": 120, "speed_kmh": ground},
        {"type": "quick-reaction company", "strength": 90,
         "speed_kmh": {"road": 50.0, "track": 25.0, "swamp": 6.0}, "night": True},
        {"type": "infantry company", "strength": 120, "speed_kmh": ground, "night_caveat": True},
        {"type": "formed police unit", "strength": 140, "speed_kmh": {"road": 35.0, "track": 12.0},
         "highest_force_level": 2},
        {"type": "helicopter flight", "strength": 30, "speed_kmh": {"air": 200.0}, "flies": True,
         "flying_hours": 60.0, "range_km": 250.0},
    )  # fmt: skip
    where = chance.uniform([4.0, 16.0], [9.4, 24.2], (sites, 2))
    all_sites = [
        DeploySite(
            id=f"site{number:03}", latitude=float(lat), longitude=float(lon),
            airfield=number % 8 == 0, least_strength=60, capacity_units=4,
        )
        for number, (lat, lon) in enumerate(where)
    ]  # fmt: skip
    towns = chance.uniform([4.0, 16.0], [9.4, 24.2], (places, 2))
    all_places = [
        DeployPlace(
            id=f"place{number:04}", latitude=float(lat), longitude=float(lon),
            area=f"area{int(lat - 4) * 4 + int((lon - 16) / 2.1):02}",
            people=int(chance.lognormal(8, 1)), target_minutes=float(chance.choice([120, 150])),
            triage="must" if number % 100 == 0 else "could",
            terrain=str(chance.choice(["road", "track", "swamp"], p=[0.4, 0.5, 0.1])),
            at_night=number % 5 == 0, force_level=int(chance.integers(0, 5)),
            calls_per_month=0.5,
        )
        for number, (lat, lon) in enumerate(towns)
    ]  # fmt: skip
    all_units = [
        DeployUnit(
            id=f"unit{number:02}", today=f"site{int(chance.integers(sites) // 8 * 8):03}",
            paper=Clocks(prepare_minutes=30.0),
            clocks=Clocks(acknowledge_minutes=20.0, decide_minutes=30.0, prepare_minutes=40.0),
            **kinds[number % len(kinds)],  # type: ignore[arg-type]
        )
        for number in range(units)
    ]  # fmt: skip
    level = chance.gamma(0.3, 2.0, (places, 1))
    shock = chance.gamma(2.0, 0.5, (sites, samples))[np.arange(places) % sites]
    harm = chance.poisson(level * shock).astype(float)
    return make_problem(
        all_units, all_sites, all_places, harm,
        harm_without_presence=harm * 1.5, rules=DeployRules(most_moves=25),
    )  # fmt: skip


def _peer(problem: DeployProblem) -> tuple[float, float]:
    """Return value and gap of HiGHS on the naive formulation of the same problem.

    The same limits, but a column for each unit at each site, and a row and a column a sample.
    """
    merged = reach_of(problem)
    reach = Reach(
        np.arange(len(problem.units)), problem.units, merged.minutes[merged.kind],
        merged.paper_minutes[merged.kind], merged.barriers[merged.kind],
        merged.on_paper[merged.kind],
    )  # fmt: skip
    model = build(problem, reach)
    rows, harm, samples = model.rows, problem.harm, problem.harm.shape[1]
    weight = problem.rules.worst_decile_weight
    reached, width = model.y >= 0, model.columns + samples
    y, over = model.y[reached], model.columns + np.arange(samples)
    must = model.y[problem.must]
    rows.add(must[must >= 0], 1.0, lower=float((must >= 0).sum()))
    for sample in range(samples):
        rows.add(
            np.concatenate([y, [model.theta, over[sample]]]),
            np.concatenate([harm[reached, sample], [1.0, 1.0]]),
            lower=float(harm[:, sample].sum()),
        )
    cost = np.zeros(width)
    cost[y] = (1 - weight) * harm.mean(axis=1)[reached]
    cost[model.theta], cost[over] = -weight, -weight / (0.1 * samples)
    matrix = scipy.sparse.csr_matrix(
        (
            np.concatenate(rows.coefficient),
            (np.concatenate(rows.row), np.concatenate(rows.column)),
        ),
        shape=(rows.count, width),
    )
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = width, rows.count
    program.col_cost_ = cost
    program.col_lower_ = np.concatenate([model.lower, np.zeros(samples)])
    program.col_upper_ = np.concatenate([model.upper, np.full(samples, np.inf)])
    program.row_lower_, program.row_upper_ = np.array(rows.lower), np.array(rows.upper)
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_, program.a_matrix_.index_ = matrix.indptr, matrix.indices
    program.a_matrix_.value_ = matrix.data
    program.sense_ = highspy.ObjSense.kMaximize
    program.integrality_ = [
        highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous
        for whole in (*model.integer, *[False] * samples)
    ]
    solver = QuietHighs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", 0.01)
    solver.setOptionValue("time_limit", PEER_SECONDS)
    solver.passModel(program)
    solver.run()
    cover = np.zeros(len(problem.places))
    cover[reached] = np.array(solver.getSolution().col_value)[y]
    found = value_of(harm, cover, weight)
    nothing = np.sort(harm.sum(axis=0))[::-1]
    bound = solver.getInfo().mip_dual_bound + weight * float(nothing @ tail_weights(samples))
    return found, (bound - found) / bound


if __name__ == "__main__":
    print(measure())
