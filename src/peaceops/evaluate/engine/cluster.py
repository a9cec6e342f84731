"""A Dask cluster: the same pieces, sent to whatever machines it has."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from peaceops.domain.error import PeaceopsError

Piece = TypeVar("Piece")
Shared = TypeVar("Shared")
Result = TypeVar("Result")

CONNECT_SECONDS = 10
RETRIES = 3


def on_cluster(
    work: Callable[[Shared, Piece], Result],
    shared: Shared,
    pieces: Sequence[Piece],
    *,
    address: str,
    done: Callable[[int], None],
) -> list[Result]:
    """Do all pieces on the cluster; results come in the order of the pieces.

    A worker that is lost has its pieces done by the others.

    Args:
        work: a function of a module that is installed on the workers.
        shared: sent once.
        pieces: what is to be done.
        address: of the scheduler, like tcp://10.0.0.1:8786.
        done: told how many pieces are done.

    Raises:
        PeaceopsError: Dask is not installed, or nobody answers at the address.
    """
    try:
        from distributed import Client, as_completed  # noqa: PLC0415
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
    with client:
        sent = client.scatter(shared, broadcast=True)
        futures = [
            client.submit(work, sent, piece, pure=False, retries=RETRIES) for piece in pieces
        ]
        for number, _ in enumerate(as_completed(futures), start=1):
            done(number)
        results: list[Result] = client.gather(futures)
    return results
