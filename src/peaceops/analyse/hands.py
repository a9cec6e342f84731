"""Do several things beside one another, where the caller has hands to spare."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from typing import TypeVar

MOST_HANDS = 4
"""More would gain little and need more memory."""

Piece = TypeVar("Piece")
Result = TypeVar("Result")

_hands: ContextVar[int] = ContextVar("hands", default=1)


def spare_hands() -> int:
    """Return how many processors this process may use, at most `MOST_HANDS`."""
    if hasattr(os, "sched_getaffinity"):
        return min(len(os.sched_getaffinity(0)), MOST_HANDS)
    return min(os.cpu_count() or 1, MOST_HANDS)


@contextmanager
def hands(count: int) -> Iterator[None]:
    """Let `beside` use so many threads while the context lasts; without it, it uses one."""
    before = _hands.set(count)
    try:
        yield
    finally:
        _hands.reset(before)


def beside(work: Callable[[Piece], Result], pieces: Sequence[Piece]) -> list[Result]:
    """Do all pieces and return the results in their order, whichever was done first.

    Most of the time is spent in libraries that let other threads run. What a piece does must depend
    on that piece alone; then the number of hands changes no byte.
    """
    count = min(_hands.get(), len(pieces))
    if count <= 1:
        return [work(piece) for piece in pieces]
    with hands(1), ThreadPoolExecutor(count) as pool:
        running = [pool.submit(copy_context().run, work, piece) for piece in pieces]
        return [future.result() for future in running]
