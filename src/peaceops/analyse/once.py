"""Learn once what many forecasts use: results kept by the content of what they were made from."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

from peaceops.analyse.history import History, Window, cut

REFIT_MONTHS = 12
"""Learners learn anew once a year, in December, and when the record is too short for that."""

_KEPT = 64
_memory: "OrderedDict[tuple[object, ...], Any]" = OrderedDict()
Learnt = TypeVar("Learnt")


def learnt_once(
    learn: Callable[[History, Window], Learnt], past: History, window: Window
) -> Learnt:
    """Return what is learnt from the past up to the last December, from memory where it is kept.

    The answer depends on the content of that past alone, so keeping it changes no forecast.
    """
    month = past.origin - past.origin % REFIT_MONTHS
    known = past.deaths.shape[1] - (past.origin - month)
    earlier = cut(past, month) if known > REFIT_MONTHS else past
    key = (learn.__module__, learn.__qualname__, window, digest(earlier))
    if key in _memory:
        _memory.move_to_end(key)
    else:
        _memory[key] = learn(earlier, window)
        while len(_memory) > _KEPT:
            _memory.popitem(last=False)
    kept: Learnt = _memory[key]
    return kept


def digest(past: History) -> str:
    """Return a hash of all that a history holds."""
    summed = hashlib.blake2b(digest_size=16)
    summed.update(repr((past.origin, past.deaths.shape, past.neighbours.shape)).encode())
    for values in (past.deaths, past.neighbours, *past.beside):
        summed.update(values.tobytes())
    if past.known is not None:
        summed.update(past.known.tobytes())
    return summed.hexdigest()
