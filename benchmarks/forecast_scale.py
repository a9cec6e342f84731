"""Forecasts and scores at the size of Africa and the Middle East, and of one country's back-test.

Limits: one origin of 13,110 cells × 400 months, 12 horizons, 10 minutes and 8 GB; a challenge-size
submission (13,110 × 12 × 1,000 samples) scored in 10 s and 2 GB beyond the array, beside
scoringrules and the plain numpy form on a part of the same array; a country's four horizons warm in
15 s; 180 origins × 4 horizons in 3 minutes. Peaks of memory are those of processes of their own.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import scoringrules
from numpy.typing import NDArray

from peaceops.analyse.hands import hands, spare_hands
from peaceops.analyse.history import History, Window, cut, marked
from peaceops.analyse.models import model_named
from peaceops.analyse.once import forget, kept_in
from peaceops.analyse.skill.ensemble import score_samples
from peaceops.evaluate.backtest import whole
from peaceops.services.backtest import BacktestOrder, run_backtest
from peaceops.services.record import Source, load_record

CELLS, MONTHS, HORIZONS, SAMPLES = 13_110, 400, 12, 1_000
PEER_ROWS = 13_110
EVENTS = Path(__file__).resolve().parents[2] / "shared/data/ucdp_ged/country_slim"


def measure() -> str:
    """Return tables in Markdown."""
    return "\n".join([_scoring(), _scale(), _country()])


def _apart(part: str) -> dict[str, float]:
    """Run a part in a process of its own and return what it measured."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.forecast_scale", part],
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _peak_mib() -> float:

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _worked() -> float:
    """Return the processor's seconds of this process and of those it started and that ended."""
    parts = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, parts))


def _scoring() -> str:
    found = _apart("scoring")
    rows = [
        ("peaceops, 157,320 rows × 1,000, six scores", found["ours"]),
        ("limit", 10.0),
        (f"peaceops, {PEER_ROWS:,} rows, six scores", found["ours_part"]),
        (f"scoringrules (qd), {PEER_ROWS:,} rows, CRPS alone", found["scoringrules"]),
        (f"plain numpy, {PEER_ROWS:,} rows, CRPS, ignorance, MIS", found["plain"]),
    ]
    lines = "\n".join(f"| {name} | {seconds:.2f} |" for name, seconds in rows)
    return (
        "## Scoring a challenge-size submission\n\n"
        f"| what | seconds |\n|---|---|\n{lines}\n\n"
        f"Memory beyond the array ({found['array']:.0f} MiB): {found['beyond']:.0f} MiB "
        f"(limit 2,048). Largest difference of CRPS to scoringrules: {found['difference']:.1e}.\n"
    )


def _scale() -> str:
    found = _apart("scale")
    stages = [name for name in found if name.startswith("h")]
    lines = "\n".join(f"| {name[1:]} months ahead | {found[name]:.1f} |" for name in stages)
    return (
        "## One origin of 13,110 cells × 400 months, invented\n\n"
        f"| stage | seconds |\n|---|---|\n| the record and its marks | {found['record']:.1f} |\n"
        f"{lines}\n| all | {found['all']:.0f} |\n| limit | 600 |\n\n"
        f"Processor's seconds of all: {found['worked']:.0f}. Greatest memory: {found['peak']:.0f} "
        "MiB (limit 8,192).\n"
    )


def _country() -> str:
    if not EVENTS.exists():
        return "One country: not measured, ../shared/data is not here.\n"
    found = _apart("country")
    rows = [
        ("four horizons, cold", "cold", "–"),
        ("four horizons, warm", "warm", "15"),
        ("back-test, 180 origins × 4 horizons, 2 workers", "backtest", "180"),
    ]
    lines = "\n".join(
        f"| {name} | {found[part]:.1f} | {found[part + ' worked']:.1f} | {limit} |"
        for name, part, limit in rows
    )
    return (
        "## One country (CAF), blend\n\n"
        "| what | seconds | processor's seconds | limit |\n|---|---|---|---|\n"
        f"{lines}\n"
    )


def scoring() -> dict[str, float]:

    generator = np.random.default_rng(1)
    samples = np.empty((CELLS * HORIZONS, SAMPLES), np.float32)
    for start in range(0, len(samples), 10_000):
        part = samples[start : start + 10_000]
        violent = generator.random((len(part), 1), dtype=np.float32) < 0.2
        part[:] = np.floor(generator.exponential(20, part.shape).astype(np.float32)) * violent
    happened = np.floor(generator.exponential(3, len(samples)))
    before = _peak_mib()
    start_time = time.perf_counter()
    scores = score_samples(samples, happened)
    ours = time.perf_counter() - start_time
    beyond = _peak_mib() - before
    some, truth = samples[:PEER_ROWS], happened[:PEER_ROWS]
    start_time = time.perf_counter()
    score_samples(some, truth)
    ours_part = time.perf_counter() - start_time
    start_time = time.perf_counter()
    peer = scoringrules.crps_ensemble(truth, some.astype(float), estimator="qd")
    scoringrules_time = time.perf_counter() - start_time
    start_time = time.perf_counter()
    _plain(some, truth)
    plain = time.perf_counter() - start_time
    return {
        "ours": ours,
        "beyond": beyond,
        "array": samples.nbytes / 2**20,
        "ours_part": ours_part,
        "scoringrules": scoringrules_time,
        "plain": plain,
        "difference": float(np.abs(peer - scores.crps[:PEER_ROWS]).max()),
    }


def _plain(samples: NDArray[np.float32], happened: NDArray[np.float64]) -> None:
    """Score row by row, as such code is often written."""
    edges = np.array([-1, 0.5, 2.5, 5.5, 10.5, 25.5, 50.5, 100.5, 250.5, 500.5, 1000.5, 1e12])
    size = samples.shape[1]
    for row, truth in zip(samples, happened, strict=True):
        ordered = np.sort(row.astype(float))
        rank = np.arange(1, size + 1)
        2 / size**2 * np.sum((ordered - truth) * (size * (truth < ordered) - rank + 0.5))
        counts, _ = np.histogram(row, edges)
        -np.log2((counts[np.searchsorted(edges, truth) - 1] + 1) / (size + 11))
        np.quantile(ordered, [0.05, 0.95])


def scale() -> dict[str, float]:

    start = time.perf_counter()
    generator = np.random.default_rng(1)
    rate = generator.gamma(0.05, 0.4, (CELLS, 1)) * generator.gamma(0.5, 2, (CELLS, MONTHS // 10))
    deaths = generator.poisson(np.repeat(rate, 10, axis=1)) * generator.integers(
        1, 30, (CELLS, MONTHS)
    )
    side = 115
    order = np.arange(CELLS)
    around = np.stack([order - 1, order + 1, order - side, order + side], axis=1)
    around[(around < 0) | (around >= CELLS)] = -1
    past = marked(History(deaths.astype(float), around, MONTHS))
    found = {"record": time.perf_counter() - start}
    model = model_named("blend")
    for ahead in range(1, HORIZONS + 1):
        began = time.perf_counter()
        with hands(spare_hands()):
            forecast = model.forecast(past, Window(ahead, ahead))
        assert np.isfinite(forecast.cdf).all()
        found[f"h{ahead}"] = time.perf_counter() - began
        print(f"h{ahead}: {found[f'h{ahead}']:.1f}", file=sys.stderr, flush=True)
    spent = time.perf_counter() - start
    return {**found, "all": spent, "worked": _worked(), "peak": _peak_mib()}


def country() -> dict[str, float]:

    source = Source(events=(EVENTS / "CAF.csv",), country="CAF", target="civilian")
    found: dict[str, float] = {}

    def clocked(name: str, work: Callable[[], object]) -> None:
        start, before = time.perf_counter(), _worked()
        work()
        found[name] = time.perf_counter() - start
        found[f"{name} worked"] = _worked() - before

    def four() -> None:
        forget()
        past = cut(whole(load_record(source)), 500)
        for ahead in (1, 3, 6, 12):
            model_named("blend").forecast(past, Window(ahead, ahead))

    with (
        tempfile.TemporaryDirectory() as folder,
        kept_in(Path(folder)),
        hands(spare_hands()),
    ):
        clocked("cold", four)
        clocked("warm", four)
    order = BacktestOrder(source, "1,3,6,12", 325, 504, ("blend",), workers=2)
    clocked("backtest", lambda: run_backtest(order, progress=lambda _all, _done: None))
    return found


if __name__ == "__main__":
    print(json.dumps({"scoring": scoring, "scale": scale, "country": country}[sys.argv[1]]()))
