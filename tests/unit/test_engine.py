"""Where back-tests are done: the same bytes for any number of workers, and workers can be lost."""

import os
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path

import polars as pl
import pytest

from peaceops.collate.record import Record
from peaceops.domain.error import PeaceopsError
from peaceops.evaluate.backtest import run_task
from peaceops.evaluate.engine import in_processes, on_cluster
from peaceops.evaluate.fold import Plan, Task, parse_windows, tasks
from tests.invented_record import FIRST, moving_violence

ORIGIN = FIRST + 95


@pytest.fixture(scope="module")
def record() -> Record:
    return moving_violence()


def _pieces() -> tuple[Task, ...]:
    plan = Plan(tuple(range(ORIGIN - 20, ORIGIN - 8, 3)), parse_windows("1,1-3"), ("blend",))
    return tasks(plan)


def _piece(models: tuple[str, ...], record: Record, task: Task) -> pl.DataFrame:
    return run_task(record, models, 0, task)


def table_bytes(parts: list[pl.DataFrame]) -> bytes:
    return pl.concat(parts).write_csv(float_precision=17).encode()


@pytest.mark.full
def test_the_same_bytes_for_any_number_of_workers_and_on_a_cluster(record: Record) -> None:
    distributed = pytest.importorskip("distributed")
    work: Callable[[Record, Task], pl.DataFrame] = partial(_piece, ("blend", "zero"))
    told: list[int] = []
    alone = in_processes(work, record, _pieces(), workers=1, done=told.append)
    assert told == list(range(1, len(_pieces()) + 1))
    for workers in (2, 3):
        several = in_processes(work, record, _pieces(), workers=workers, done=told.append)
        assert table_bytes(several) == table_bytes(alone)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as cluster:
        spread = on_cluster(
            work, record, _pieces(), address=cluster.scheduler_address, done=told.append
        )
    assert table_bytes(spread) == table_bytes(alone)


@pytest.mark.full
def test_a_worker_of_a_cluster_lost_on_the_way_changes_no_byte(record: Record) -> None:
    distributed = pytest.importorskip("distributed")
    work: Callable[[Record, Task], pl.DataFrame] = partial(_piece, ("blend", "zero"))
    plan = Plan(tuple(range(ORIGIN - 36, ORIGIN - 12, 4)), parse_windows("1,2,3,1-3"), ("blend",))
    pieces = tasks(plan)
    alone = in_processes(work, record, pieces, workers=1, done=lambda _: None)
    told: list[int] = []
    killed: list[int] = []
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as cluster:
        victim = next(iter(cluster.workers.values())).pid

        def done(number: int) -> None:
            told.append(number)
            if number == 2:
                os.kill(victim, signal.SIGKILL)
                killed.append(victim)

        spread = on_cluster(work, record, pieces, address=cluster.scheduler_address, done=done)
        assert victim not in {worker.pid for worker in cluster.workers.values()}
    assert killed == [victim]
    assert told == list(range(1, len(pieces) + 1))
    assert len(pieces) > 2 * len(killed) + 2
    assert table_bytes(spread) == table_bytes(alone)


@pytest.mark.full
def test_all_workers_of_a_cluster_lost_at_once_are_waited_for(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    marker = tmp_path / "died"
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, dashboard_address=None
    ) as cluster:
        address = cluster.scheduler_address
        found = on_cluster(_dies_once, marker, range(8), address=address, done=lambda _: None)
    assert marker.exists()
    assert found == [piece * piece for piece in range(8)]


@pytest.mark.full
def test_work_that_kills_every_worker_of_a_cluster_is_one_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr("peaceops.evaluate.engine.cluster.MOST_LOSSES", 1)
    with (
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=1, dashboard_address=None
        ) as cluster,
        pytest.raises(PeaceopsError, match="workers of the cluster were lost 2 times"),
    ):
        on_cluster(
            _always_dies, None, range(1), address=cluster.scheduler_address, done=lambda _: None
        )


def _dies_once(marker: Path, piece: int) -> int:
    if piece == 3 and not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return piece * piece


def _always_dies(_: None, piece: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return piece


def test_a_lost_worker_is_replaced(tmp_path: Path) -> None:
    marker = tmp_path / "died"
    found = in_processes(_dies_once, marker, range(8), workers=2, done=lambda _: None)
    assert marker.exists()
    assert found == [piece * piece for piece in range(8)]


@pytest.mark.full
def test_work_that_kills_every_worker_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("peaceops.evaluate.engine.local.MOST_LOSSES", 1)
    with pytest.raises(PeaceopsError, match="worker processes were lost"):
        in_processes(_always_dies, None, range(2), workers=2, done=lambda _: None)


def test_a_cluster_that_is_not_there_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("peaceops.evaluate.engine.cluster.CONNECT_SECONDS", 0.5)
    with pytest.raises(PeaceopsError, match="no cluster answers"):
        on_cluster(_always_dies, None, range(1), address="tcp://127.0.0.1:9", done=lambda _: None)
