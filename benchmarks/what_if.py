"""What-if on the exercise mission, and on a large order of tasks and a large deployment.

Limit: 2 s for an answer, once the mission is at hand. Planned anew is a second answer and has its
own column. As a command, start-up and reading the mission come on top: shown apart, no limit.
Peer in the same run: the same question answered by solving the whole changed problem from nothing.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec

from benchmarks.deploy import LIMITS
from benchmarks.deploy import large_problem as large_deployment
from benchmarks.sequence import large_problem as large_order
from peaceops.act.deploy.solve import solve_deploy
from peaceops.act.deploy.what_if import what_if
from peaceops.act.sequence.from_strategy import Reading
from peaceops.act.sequence.problem import Problem
from peaceops.act.sequence.solve import solve
from peaceops.act.sequence.what_if import Order, order_after
from peaceops.act.what_if.answer import InForce, answer
from peaceops.act.what_if.supposition import Banded, Closed, Moved, Restricted, Supposition
from peaceops.act.what_if.text import render_answer
from peaceops.services.demo import new_exercise
from peaceops.services.what_if import InForceOrder, what_is_in_force

T = TypeVar("T")
QUESTIONS = {
    "a battalion is lost": Supposition(lost=("TOLBAT",)),
    "three tasks lose their unit": Supposition(lost=("BELBAT",)),
    "a battalion moves": Supposition(moves=(Moved("KARBAT", "south"),)),
    "a caveat comes": Supposition(
        caveats=(Restricted(unit="OSTCOY", kind="requires_capital_approval", approval_hours=48),)
    ),
    "a task changes its band": Supposition(bands=(Banded("K18", 3),)),
    "the host closes an airfield": Supposition(closed=(Closed("capital", airfield=True),)),
}


def measure(folder: Path) -> str:
    """Return tables in Markdown; the mission is made in the folder."""
    mission = folder / "exercise"
    new_exercise(mission, seed=7)
    order = InForceOrder(path=mission)
    _, cold = _timed(lambda: what_is_in_force(order, progress=_quiet))
    now, warm = _timed(lambda: what_is_in_force(order, progress=_quiet))
    rows = [_asked(now, what, supposition) for what, supposition in QUESTIONS.items()]
    spent = _spent(children=True)
    _, command = _timed(lambda: _command(mission))
    return (
        "## What if\n\n"
        f"The exercise mission; limit 2 s for an answer. Mission at hand after {cold:.1f} s the "
        f"first time, {warm:.1f} s once its outlook is kept; as a command, start-up and all, "
        f"{command:.1f} s ({_spent(children=True) - spent:.1f} of processor). With other work the "
        f"two cores had a load of {os.getloadavg()[0]:.0f}.\n\n"
        "| question | seconds | of processor | planned anew too | tasks that shift "
        "| every order looked at |\n"
        "|---|---|---|---|---|---|\n"
        + "\n".join(rows)
        + "\n\n| large problems: a unit is lost | seconds | of processor | from nothing |\n"
        "|---|---|---|---|\n" + "\n".join((*_order(), *_deployment())) + "\n"
    )


def _asked(now: InForce, what: str, supposition: Supposition) -> str:
    busy = _spent()
    found, quick = _timed(lambda: answer(now, supposition))
    busy = _spent() - busy
    render_answer(found)
    _, anew = _timed(lambda: answer(now, supposition, anew=True))
    whole = "yes" if found.order.whole else "no"
    shifts = len(found.order.shifts)
    return f"| {what} | {quick:.2f} | {busy:.2f} | {anew:.2f} | {shifts} | {whole} |"


def _order() -> list[str]:
    problem = large_order()
    before = solve(problem)
    changed = _without(problem, "u07")
    now = Order(Reading(0, problem, {}, (), ()), before)
    busy = _spent()
    _, quick = _timed(lambda: order_after(now, Reading(0, changed, {}, (), ())))
    busy = _spent() - busy
    _, nothing = _timed(lambda: solve(changed))
    return [f"| order of 100 tasks, 60 units | {quick:.1f} | {busy:.1f} | {nothing:.1f} |"]


def _without(problem: Problem, unit: str) -> Problem:
    return msgspec.structs.replace(
        problem,
        supplies=tuple(one for one in problem.supplies if one.unit != unit),
        calendars=tuple(one for one in problem.calendars if one.unit != unit),
        bars=tuple(one for one in problem.bars if one.unit != unit),
    )


def _deployment() -> list[str]:
    problem = large_deployment()
    plan = solve_deploy(problem, LIMITS)
    fewer = replace(problem, units=problem.units[1:])
    rows = []
    for what, anew in (("others stay", False), ("planned anew", True)):
        busy = _spent()
        _, took = _timed(partial(what_if, plan, fewer, anew=anew, limits=LIMITS))
        busy = _spent() - busy
        nothing = f"{_timed(lambda: solve_deploy(fewer, LIMITS))[1]:.1f}" if anew else ""
        rows.append(f"| 1,000 places, 40 units; {what} | {took:.1f} | {busy:.1f} | {nothing} |")
    return rows


def _command(mission: Path) -> None:
    tokens = [sys.executable, "-m", "peaceops.cli", "what-if", str(mission), "--lose", "TOLBAT"]
    subprocess.run([*tokens, "--quiet"], check=True, capture_output=True)


def _spent(*, children: bool = False) -> float:
    """Return seconds of processor spent by this process, or by those it started."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN if children else resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    start = time.perf_counter()
    done = work()
    return done, time.perf_counter() - start


def _quiet(_: str) -> None:
    """Tell nobody."""


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as aside:
        print(measure(Path(aside)))
