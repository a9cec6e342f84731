"""Run a back-test and write what it found."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import polars as pl

from peaceops.analyse.models import model_named
from peaceops.collate.record import Record
from peaceops.disseminate.backtest_report import backtest_report
from peaceops.domain.error import PeaceopsError
from peaceops.domain.month import Month
from peaceops.domain.score import NamedCount, Score
from peaceops.evaluate.backtest import RIVALS, run_task
from peaceops.evaluate.engine import in_processes, on_cluster
from peaceops.evaluate.fold import (
    CHALLENGE_WINDOWS,
    Plan,
    Task,
    challenge_origins,
    parse_windows,
    rolling_origins,
    tasks,
    with_rivals,
)
from peaceops.evaluate.named_list import NAMED_HORIZON, QUIET_RIVAL, named_counts
from peaceops.evaluate.summary import POOLED, summarise
from peaceops.services.folder import write_whole, writing
from peaceops.services.record import Source, load_record

ROWS_FILE = "scores.parquet"
REPORT_FILE = "report.html"
CHALLENGE = "views-2023"


@dataclass(frozen=True)
class BacktestOrder:
    """What is asked for.

    Attributes:
        source: the record.
        horizons: like "1,3,6,12"; "1-3" is the sum of three months.
        first, last: origins; None: as early, as late as the record allows.
        models: names; the rivals are added.
        lag: months that the data are behind.
        protocol: "views-2023" takes that challenge's windows.
        out: where to write the rows and the report; None: nowhere.
        named: count what lists of ten areas would have done, too.
        workers: processes here.
        cluster: address of a Dask scheduler instead.
    """

    source: Source
    horizons: str
    first: Month | None
    last: Month | None
    models: tuple[str, ...]
    lag: int = 0
    protocol: str | None = None
    out: Path | None = None
    named: bool = False
    workers: int = 1
    cluster: str | None = None


@dataclass(frozen=True)
class Backtest:
    """What was found.

    Attributes:
        rows: forecasts scored, by all models; origins: how many.
        seconds: what it took.
        scores: of each model and horizon.
        windows: by challenge year, where the challenge's windows were asked for.
        named: what lists of ten areas would have done, where it was asked for.
        skipped: origin-horizon pairs beyond the end of the record.
    """

    rows: int
    origins: int
    seconds: float
    scores: tuple[Score, ...]
    windows: dict[int, tuple[Score, ...]]
    named: tuple[NamedCount, ...]
    skipped: int


def run_backtest(order: BacktestOrder, *, progress: Callable[[int, int], None]) -> Backtest:
    """Run a back-test.

    Args:
        order: what is asked for.
        progress: told of pieces done and pieces in all.

    Raises:
        PeaceopsError: bad input, an unknown model, no usable origin.
    """
    start = time.perf_counter()
    record = load_record(order.source)
    plan = _plan(order, record)
    pieces = tasks(plan)
    rows = pl.concat(_work(order, record, plan, pieces, progress))
    if rows.is_empty():
        raise PeaceopsError("no forecast could be compared with what happened")
    lists = rows.filter(pl.col("horizon") == NAMED_HORIZON) if order.named else rows.clear()
    named = () if lists.is_empty() else named_counts(lists, plan.models)
    scores = summarise(rows, plan.models)
    windows = _by_year(rows, plan.models) if order.protocol == CHALLENGE else {}
    skipped = sum(
        origin + window.last > record.last for origin in plan.origins for window in plan.windows
    )
    seconds = round(time.perf_counter() - start, 3)
    found = Backtest(
        rows.height, rows["origin"].n_unique(), seconds, scores, windows, named, skipped
    )
    if order.out is not None:
        _write(order.out, rows, record, plan, found)
    return found


def _plan(order: BacktestOrder, record: Record) -> Plan:
    for name in order.models:
        model_named(name)
    if order.lag < 0:
        raise PeaceopsError("the reporting lag is negative", where="--lag")
    if order.workers < 1:
        raise PeaceopsError("at least one worker is needed", where="--workers")
    covered = (record.first, record.last)
    models = with_rivals(order.models, (*RIVALS, QUIET_RIVAL) if order.named else RIVALS)
    if order.protocol is not None:
        if order.protocol != CHALLENGE:
            raise PeaceopsError(
                f"there is no protocol {order.protocol!r}", remedy=f"there is {CHALLENGE}"
            )
        return Plan(challenge_origins(covered), CHALLENGE_WINDOWS, models, order.lag)
    windows = parse_windows(order.horizons)
    if order.named:
        windows = tuple(dict.fromkeys([*windows, *parse_windows(NAMED_HORIZON)]))
    origins = rolling_origins(
        covered[0] if order.first is None else order.first,
        covered[1] if order.last is None else order.last,
        covered=covered,
        lag=order.lag,
        shortest=min(window.last for window in windows),
    )
    return Plan(origins, windows, models, order.lag)


def _work(
    order: BacktestOrder,
    record: Record,
    plan: Plan,
    pieces: tuple[Task, ...],
    progress: Callable[[int, int], None],
) -> list[pl.DataFrame]:
    work = partial(_piece, plan.models, plan.lag)
    done = partial(progress, len(pieces))
    if order.cluster is not None:
        return on_cluster(work, record, pieces, address=order.cluster, done=done)
    return in_processes(work, record, pieces, workers=order.workers, done=done)


def _piece(models: tuple[str, ...], lag: int, record: Record, task: Task) -> pl.DataFrame:
    return run_task(record, models, lag, task)


def _by_year(rows: pl.DataFrame, models: tuple[str, ...]) -> dict[int, tuple[Score, ...]]:
    """Score each challenge window, which is a calendar year, on its own."""
    year = 1980 + (pl.col("month") - 1) // 12
    parts = rows.with_columns(year=year, horizon=pl.lit("3-14")).partition_by(
        "year", as_dict=True, include_key=False
    )
    return {
        int(key[0]): tuple(score for score in summarise(part, models) if score.horizon == POOLED)
        for key, part in parts.items()
    }


def _write(out: Path, rows: pl.DataFrame, record: Record, plan: Plan, found: Backtest) -> None:
    """Write the rows with the units' own ids, and the report."""
    units = pl.Series(record.units, dtype=pl.String)
    named = rows.with_columns(unit=units.gather(rows["unit"]))
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
        aside = out / f".{ROWS_FILE}.part"
        named.write_parquet(aside)
        aside.replace(out / ROWS_FILE)
        report = backtest_report(
            found.scores,
            found.windows,
            rows,
            models=plan.models,
            units=len(record.units),
            lag=plan.lag,
            named=found.named,
        )
        write_whole(out / REPORT_FILE, report.encode())
