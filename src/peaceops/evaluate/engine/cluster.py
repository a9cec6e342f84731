"""A Dask cluster: the same pieces, sent to whatever machines it has."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from typing import Any, TypeVar

from peaceops.domain.error import OUR_FAULT, PeaceopsError

Piece = TypeVar("Piece")
Shared = TypeVar("Shared")
Result = TypeVar("Result")

CONNECT_SECONDS = 10
RETRIES = 3

MOST_LOSSES = 5
"""After what is shared was lost with all its holders so many times, the run gives up."""


def on_cluster(
    work: Callable[[Shared, Piece], Result],
    shared: Shared,
    pieces: Sequence[Piece],
    *,
    address: str,
    done: Callable[[int], None],
) -> list[Result]:
    """Do all pieces on the cluster; results come in the order of the pieces.

    A worker that is lost has its pieces done by the others; where all are lost at once, those that
    come after them do what was not finished.

    Args:
        work: a function of a module that is installed on the workers.
        shared: sent once to each worker.
        pieces: what is to be done.
        address: of the scheduler, like tcp://10.0.0.1:8786.
        done: told how many pieces are done.

    Raises:
        PeaceopsError: Dask is not installed, nobody answers at the address, or workers were lost
            again and again.
    """
    try:
        from distributed import Client, KilledWorker  # noqa: PLC0415
    except ImportError as error:
        raise PeaceopsError(
            "Dask is not installed",
            where="--cluster",
            remedy="install peaceops[cluster] here and on every worker",
        ) from error
    try:
        client = Client(address, timeout=CONNECT_SECONDS)
    except (OSError, ValueError, TimeoutError) as error:
        raise PeaceopsError(
            f"no cluster answers at {address}",
            where="--cluster",
            remedy="start one with: dask scheduler, then: dask worker ADDRESS --nthreads 1",
        ) from error
    found: dict[int, Result] = {}
    losses = 0
    with client:
        while len(found) < len(pieces):
            try:
                for number, result in _attempt(client, work, shared, pieces, set(found)):
                    found[number] = result
                    done(len(found))
            except (CancelledError, KilledWorker) as error:
                losses += 1
                if losses > MOST_LOSSES:
                    raise PeaceopsError(
                        f"the workers of the cluster were lost {losses} times",
                        where="--cluster",
                        remedy="have they enough memory?",
                        exit_code=OUR_FAULT,
                    ) from error
    return [found[number] for number in range(len(pieces))]


def _attempt(
    client: Any,
    work: Callable[[Shared, Piece], Result],
    shared: Shared,
    pieces: Sequence[Piece],
    finished: set[int],
) -> Iterator[tuple[int, Result]]:
    """Yield results as they come, until all are there or what is shared is lost."""
    from distributed import as_completed  # noqa: PLC0415

    sent = client.scatter(shared, broadcast=True)
    waiting = {
        client.submit(work, sent, piece, pure=False, retries=RETRIES): number
        for number, piece in enumerate(pieces)
        if number not in finished
    }
    for future in as_completed(waiting):
        yield waiting[future], future.result()
