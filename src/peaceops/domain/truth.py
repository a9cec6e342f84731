"""Three-valued logic: true, false, and "can not be told" (None). Unknown is never false.

Source: Kleene's strong logic of indeterminacy; doctrine D3.1.
"""

from collections.abc import Iterable

Truth = bool | None


def every(values: Iterable[Truth]) -> Truth:
    """Tell whether all are true: one false settles it, an unknown leaves it open."""
    answer: Truth = True
    for value in values:
        if value is False:
            return False
        if value is None:
            answer = None
    return answer


def some(values: Iterable[Truth]) -> Truth:
    """Tell whether any is true: one true settles it, an unknown leaves it open."""
    answer: Truth = False
    for value in values:
        if value is True:
            return True
        if value is None:
            answer = None
    return answer


def opposite(value: Truth) -> Truth:
    """Turn true into false and back; what can not be told stays so."""
    return None if value is None else not value
