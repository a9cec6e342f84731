"""Learn once what many forecasts use: results kept by the content of what they were made from."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock
from typing import Any, Generic, TypeVar
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from peaceops.analyse.history import History, Window, cut, marks

REFIT_MONTHS = 12
"""Learners learn anew once a year, in December, and when the record is too short for that."""

_KEPT = 12
"""So many results of each kind are held in memory."""

Arrays = Mapping[str, NDArray[Any]]
Made = TypeVar("Made")

_memory: dict[str, "OrderedDict[tuple[object, ...], Future[Any]]"] = {}
_lock = Lock()
_shelf: ContextVar[Path | None] = ContextVar("shelf", default=None)


@dataclass(frozen=True)
class Form(Generic[Made]):
    """How what was made is written as arrays, and read again to the same bytes."""

    write: Callable[[Made], Arrays]
    read: Callable[[Arrays], Made]


ARRAY: Form[NDArray[np.float64]] = Form(lambda made: {"made": made}, lambda kept: kept["made"])


def learnt_once(
    learn: Callable[[History, Window], Made], past: History, window: Window, form: Form[Made]
) -> Made:
    """Return what is learnt from the past up to the last December, from where it is kept.

    The answer depends on the content of that past alone, so keeping it changes no forecast.
    """
    month = last_december(past.origin)
    known = past.deaths.shape[1] - (past.origin - month)
    earlier = cut(past, month) if known > REFIT_MONTHS else past
    kind = f"{learn.__module__}.{learn.__qualname__}"
    return kept(kind, (window, digest(earlier)), lambda: learn(earlier, window), form)


def last_december(origin: int) -> int:
    """Return the month up to which is learnt for forecasts from an origin."""
    return origin - origin % REFIT_MONTHS


def remembered(
    kind: str, key: tuple[object, ...], make: Callable[[], Made], *, keep: int = _KEPT
) -> Made:
    """Return what was made of this key before, or make it; what another thread makes is waited for.

    Args:
        kind: what sort of thing.
        key: what it is made from.
        make: makes it.
        keep: how many of the kind are held in memory.
    """
    with _lock:
        held = _memory.setdefault(kind, OrderedDict())
        found = held.get(key)
        mine: Future[Made] = Future()
        if found is not None:
            held.move_to_end(key)
        else:
            held[key] = mine
            while len(held) > keep:
                held.popitem(last=False)
    if found is not None:
        made: Made = found.result()
        return made
    try:
        made = make()
    except BaseException as error:
        with _lock:
            held.pop(key, None)
        mine.set_exception(error)
        raise
    mine.set_result(made)
    return made


def kept(
    kind: str,
    key: tuple[object, ...],
    make: Callable[[], Made],
    form: Form[Made],
    *,
    keep: int = _KEPT,
) -> Made:
    """Return a thing as `remembered` does, and keep it in the folder of `kept_in` too.

    What goes into the making of a thing that is kept is not kept beside it.
    """

    def make_or_read() -> Made:
        shelf = _shelf.get()
        if shelf is None:
            return make()
        name = hashlib.blake2b(repr((kind, key)).encode(), digest_size=12).hexdigest()
        file = shelf / f"{name}.npz"
        try:
            with file.open("rb") as source, np.load(source, allow_pickle=False) as arrays:
                return form.read(dict(arrays))
        except (OSError, ValueError, EOFError, KeyError, BadZipFile):
            before = _shelf.set(None)
            try:
                made = make()
            finally:
                _shelf.reset(before)
            _write(file, form.write(made))
            return made

    return remembered(kind, key, make_or_read, keep=keep)


def _write(file: Path, arrays: Arrays) -> None:
    """Write arrays aside and rename the file; other processes may write the same at the same time.

    A folder that is gone was taken away by a newer version of the code: then nothing is kept.
    """
    try:
        with NamedTemporaryFile(dir=file.parent, suffix=".part", delete=False) as stream:
            aside = Path(stream.name)
            try:
                np.savez(stream, allow_pickle=False, **arrays)
            except BaseException:
                aside.unlink(missing_ok=True)
                raise
        aside.replace(file)
    except FileNotFoundError:
        return


def forget() -> None:
    """Drop everything held in memory."""
    with _lock:
        _memory.clear()


@contextmanager
def kept_in(folder: Path) -> Iterator[None]:
    """Keep arrays in a folder while the context lasts, so that a later run finds them.

    The folder must be one of this version of the code alone: what was made of what is told apart by
    content, how it was made is not.
    """
    folder.mkdir(parents=True, exist_ok=True)
    before = _shelf.set(folder)
    try:
        yield
    finally:
        _shelf.reset(before)


def digest(past: History) -> str:
    """Return a hash of all that a history holds."""
    return marks(past)[-1]
