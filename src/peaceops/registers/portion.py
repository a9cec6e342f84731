"""Many values in few statements: SQLite takes only so many in one."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

V = TypeVar("V")
AT_ONCE = 400
"""Values, or rows, a statement."""


def portions(values: Iterable[V]) -> Iterator[list[V]]:
    """Yield values some at a time."""
    left = iter(values)
    while some := list(islice(left, AT_ONCE)):
        yield some
