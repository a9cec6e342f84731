"""What was learnt is kept for the last two versions of the code, and nobody's run is broken."""

import os
from pathlib import Path

import numpy as np
import pytest

from peaceops.analyse.once import ARRAY, forget, kept
from peaceops.domain.error import PeaceopsError
from peaceops.services.learnt import keeping


def _version(computed: Path, name: str, *, used: float) -> Path:
    folder = computed / f"learnt-{name}"
    folder.mkdir()
    (folder / "made.npz").write_bytes(b"kept")
    os.utime(folder, (used, used))
    return folder


def test_the_newest_two_versions_are_kept(tmp_path: Path) -> None:
    old = _version(tmp_path, "a", used=100)
    older = _version(tmp_path, "b", used=50)
    before = _version(tmp_path, "c", used=200)
    (tmp_path / "outlook-1.json").write_text("{}")
    (tmp_path / ".gone-1").mkdir()  # Left behind by a process that was killed.
    mine = tmp_path / "learnt-d"
    with keeping(mine):
        assert mine.is_dir()
    assert not old.exists()
    assert not older.exists()
    assert (before / "made.npz").read_bytes() == b"kept"
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        "learnt-c",
        "learnt-d",
        "outlook-1.json",
    ]


def test_a_version_in_use_again_counts_as_new(tmp_path: Path) -> None:
    back = _version(tmp_path, "a", used=100)
    newer = _version(tmp_path, "b", used=200)
    with keeping(back):
        pass
    with keeping(tmp_path / "learnt-c"):
        pass
    assert back.exists()
    assert not newer.exists()


def test_a_run_whose_folder_goes_ends_as_it_would_have(tmp_path: Path) -> None:
    forget()
    with keeping(tmp_path / "learnt-a"):
        assert kept("kind", (1,), lambda: np.ones(2), ARRAY).tolist() == [1, 1]
        for version, used in (("b", 300), ("c", 400)):
            os.utime(tmp_path / "learnt-a", (100, 100))
            _version(tmp_path, version, used=used)
        with keeping(tmp_path / "learnt-d"):
            pass
        assert not (tmp_path / "learnt-a").exists()
        forget()
        assert kept("kind", (1,), lambda: np.zeros(2), ARRAY).tolist() == [0, 0]
    forget()


def test_a_folder_that_can_not_be_made_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "computed").write_text("a file where the folder should be")
    with pytest.raises(PeaceopsError, match="could not write"), keeping(tmp_path / "computed/x"):
        pass
