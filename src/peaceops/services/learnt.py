"""What forecasts learnt, kept in a mission's folder apart for each version of the code."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from peaceops.analyse.once import kept_in
from peaceops.services.code_hash import code_hash
from peaceops.services.folder import Mission, writing

KEPT_VERSIONS = 2
"""This version of the code and the one used last before it, to which somebody may go back."""

_NAME, _GONE = "learnt-", ".gone-"


def learnt_folder(mission: Mission) -> Path:
    """Return where this version of the code keeps what it learnt."""
    return mission.computed / f"{_NAME}{code_hash()[:12]}"


@contextmanager
def keeping(folder: Path) -> Iterator[None]:
    """Keep what is learnt in a folder of `learnt_folder`; those of older versions are deleted.

    Raises:
        PeaceopsError: the folder can not be written.
    """
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        os.utime(folder)
        _drop(folder.parent)
    with kept_in(folder):
        yield


def _drop(computed: Path) -> None:
    """Delete the folders of all versions but those used last.

    Each is first renamed, so that no process sees half of one. One that still uses it makes anew
    what it does not find, and keeps nothing.
    """
    versions = [(_used(folder), folder) for folder in computed.glob(f"{_NAME}*")]
    for _, folder in sorted(versions, reverse=True)[KEPT_VERSIONS:]:
        try:
            folder.rename(folder.with_name(f"{_GONE}{uuid4().hex}"))
        except FileNotFoundError:  # Another process was faster.
            continue
    for gone in computed.glob(f"{_GONE}*"):  # Those of a process that was killed, too.
        shutil.rmtree(gone, ignore_errors=True)


def _used(folder: Path) -> float:
    try:
        return folder.stat().st_mtime
    except FileNotFoundError:
        return 0.0
