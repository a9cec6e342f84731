"""Learn once what many forecasts use: results kept by the content of what they were made from."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from peaceops.analyse.history import History, Window, cut, marks

REFIT_MONTHS = 12
"""Learners learn anew once a year, in December, and when the record is too short for that."""

_KEPT = 4
"""So many results of each kind are held in memory."""

_memory: dict[str, "OrderedDict[tuple[object, ...], Any]"] = {}
_shelf: list[Path] = []
Made = TypeVar("Made")


def learnt_once(learn: Callable[[History, Window], Made], past: History, window: Window) -> Made:
    """Return what is learnt from the past up to the last December, from memory where it is kept.

    The answer depends on the content of that past alone, so keeping it changes no forecast.
    """
    month = past.origin - past.origin % REFIT_MONTHS
    known = past.deaths.shape[1] - (past.origin - month)
    earlier = cut(past, month) if known > REFIT_MONTHS else past
    kind = f"{learn.__module__}.{learn.__qualname__}"
    return remembered(kind, (window, digest(earlier)), lambda: learn(earlier, window))


def remembered(
    kind: str, key: tuple[object, ...], make: Callable[[], Made], *, keep: int = _KEPT
) -> Made:
    """Return what was made of this key before, or make it."""
    shelf = _memory.setdefault(kind, OrderedDict())
    if key in shelf:
        shelf.move_to_end(key)
    else:
        shelf[key] = make()
        while len(shelf) > keep:
            shelf.popitem(last=False)
    found: Made = shelf[key]
    return found


def remembered_array(
    kind: str, key: tuple[object, ...], make: Callable[[], NDArray[np.float64]], *, keep: int
) -> NDArray[np.float64]:
    """Return an array as `remembered` does, and keep it in the folder of `kept_in` too."""

    def make_or_read() -> NDArray[np.float64]:
        if not _shelf:
            return make()
        name = hashlib.blake2b(repr((kind, key)).encode(), digest_size=12).hexdigest()
        file = _shelf[-1] / f"{name}.npy"
        try:
            return np.asarray(np.load(file, allow_pickle=False))
        except (OSError, ValueError, EOFError):
            made = make()
            aside = file.with_suffix(".part")
            with aside.open("wb") as stream:
                np.save(stream, made)
            aside.replace(file)
            return made

    return remembered(kind, key, make_or_read, keep=keep)


def forget() -> None:
    """Drop everything held in memory."""
    _memory.clear()


@contextmanager
def kept_in(folder: Path) -> Iterator[None]:
    """Keep arrays in a folder while the context lasts, so that a later run finds them.

    The folder must be one of this version of the code alone: what was made of what is told apart by
    content, how it was made is not.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _shelf.append(folder)
    try:
        yield
    finally:
        _shelf.pop()


def digest(past: History) -> str:
    """Return a hash of all that a history holds."""
    return marks(past)[-1]
