"""Processes on this machine, each with one thread; a process that dies is replaced."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any, TypeVar

from peaceops.domain.error import OUR_FAULT, PeaceopsError

Piece = TypeVar("Piece")
Shared = TypeVar("Shared")
Result = TypeVar("Result")

MOST_LOSSES = 5
"""After so many lost processes the run gives up: it is the work that kills them."""

_ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "POLARS_MAX_THREADS",
)
_shared: dict[str, Any] = {}


def in_processes(
    work: Callable[[Shared, Piece], Result],
    shared: Shared,
    pieces: Sequence[Piece],
    *,
    workers: int,
    done: Callable[[int], None],
) -> list[Result]:
    """Do all pieces; results come in the order of the pieces, whoever did them.

    Args:
        work: a function of a module, called with what is shared and one piece.
        shared: sent once to each process.
        pieces: what is to be done.
        workers: processes; 1 does the work in this one.
        done: told how many pieces are done.

    Raises:
        PeaceopsError: processes were lost again and again.
    """
    if workers == 1:
        results = []
        for number, piece in enumerate(pieces, start=1):
            results.append(work(shared, piece))
            done(number)
        return results
    found: dict[int, Result] = {}
    losses = 0
    while len(found) < len(pieces):
        try:
            for number, result in _attempt(work, shared, pieces, set(found), workers):
                found[number] = result
                done(len(found))
        except BrokenProcessPool as error:
            losses += 1
            if losses > MOST_LOSSES:
                raise PeaceopsError(
                    f"{losses} worker processes were lost",
                    remedy="is there enough memory? try fewer --workers",
                    exit_code=OUR_FAULT,
                ) from error
    return [found[number] for number in range(len(pieces))]


def _attempt(
    work: Callable[[Shared, Piece], Result],
    shared: Shared,
    pieces: Sequence[Piece],
    finished: set[int],
    workers: int,
) -> Iterator[tuple[int, Result]]:
    """Yield results as they come, until all are there or a process is lost."""
    with (
        _one_thread(),
        ProcessPoolExecutor(
            workers, get_context("spawn"), initializer=_receive, initargs=(work, shared)
        ) as pool,
    ):
        waiting: dict[Future[Result], int] = {
            pool.submit(_do, piece): number
            for number, piece in enumerate(pieces)
            if number not in finished
        }
        while waiting:
            ready, _ = wait(waiting, return_when=FIRST_COMPLETED)
            # What is finished is kept before a loss is reported.
            for future in sorted(ready, key=lambda one: one.exception() is not None):
                yield waiting.pop(future), future.result()


def _receive(work: Callable[[Any, Any], Any], shared: object) -> None:
    _shared["work"], _shared["shared"] = work, shared


def _do(piece: Any) -> Any:
    return _shared["work"](_shared["shared"], piece)


@contextmanager
def _one_thread() -> Iterator[None]:
    """Let the processes that start within use one thread each."""
    before = {name: os.environ.get(name) for name in _ONE_THREAD}
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
