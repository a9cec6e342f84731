"""Products are whole or absent: full disks, killed runs, hashes, and the same bytes twice."""

import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from peaceops.domain.error import BAD_INPUT, PeaceopsError
from peaceops.services.folder import RUN_FILE, Mission, open_mission, publish, write_whole
from tests.unit.test_bad_input import ged_rows, make_mission, status

AS_OF = "2015-12-31"
PRODUCTS = {
    "brief.html",
    "brief.pdf",
    "brief.docx",
    "outlook.json",
    "scores.json",
    "map.geojson",
}
SETTINGS = """format = 1
name = "Tessaly"
[area]
country = "CAF"
[events]
files = ["inputs/events.csv"]
"""
OLD = {"a.json": b"old a", "b.json": b"old b", "c.json": b"old c"}
NEW = {"a.json": b"new a", "b.json": b"new b", "c.json": b"new c"}


@pytest.fixture
def mission(tmp_path: Path) -> Mission:
    """Return a mission whose first run is published."""
    folder = tmp_path / "mission"
    folder.mkdir()
    (folder / "mission.toml").write_text(SETTINGS, encoding="utf-8")
    opened = open_mission(folder)
    publish(opened, AS_OF, "old", OLD, {})
    return opened


def content(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, hidden ones too, by its path there."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def matches_its_record(folder: Path) -> bool:
    """Tell whether the products of a folder are those that its `run.json` names, and no others."""
    found = content(folder)
    record = found.pop(RUN_FILE, None)
    if record is None:
        return False
    hashes = {name: sha256(product).hexdigest() for name, product in found.items()}
    named: dict[str, str] = json.loads(record)["products"]
    return hashes == named


def full_after(writes: int) -> Callable[[int], None]:
    """Make an `fsync` on a disk that is full after so many files."""
    done = 0

    def fsync(_: int) -> None:
        nonlocal done
        done += 1
        if done > writes:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return fsync


def test_what_is_published_matches_its_record(mission: Mission) -> None:
    out = mission.folder / "out" / AS_OF
    assert matches_its_record(out)
    assert content(out) == content(mission.folder / "issued" / AS_OF / "old")


def test_a_later_run_replaces_what_is_out_and_leaves_what_was_issued(mission: Mission) -> None:
    out = publish(mission, AS_OF, "new", {"a.json": b"new a"}, {})
    assert matches_its_record(out)
    assert set(content(out)) == {"a.json", RUN_FILE}
    assert matches_its_record(mission.folder / "issued" / AS_OF / "old")
    assert matches_its_record(mission.folder / "issued" / AS_OF / "new")


WRITES = 2 * (len(NEW) + 1)
"""Files written by one `publish`: the products and their record, issued and out."""


@pytest.mark.parametrize("writes", range(WRITES))
def test_a_disk_that_fills_up(
    mission: Mission, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    before = content(mission.folder)
    out, issued = mission.folder / "out" / AS_OF, mission.folder / "issued" / AS_OF
    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full_after(writes))
        with pytest.raises(PeaceopsError, match="No space left on device") as failure:
            publish(mission, AS_OF, "new", NEW, {})
    assert failure.value.exit_code == BAD_INPUT
    assert "\n" not in str(failure.value)
    assert not [name for name in content(mission.folder) if "/." in name]
    assert matches_its_record(issued / "old")
    if writes <= len(NEW):
        assert content(mission.folder) == before
    else:
        assert matches_its_record(issued / "new")
        assert not (out / RUN_FILE).exists()

    assert matches_its_record(publish(mission, AS_OF, "new", NEW, {}))
    assert content(out) == content(issued / "new")


def test_a_disk_without_a_failure_takes_so_many_writes(
    mission: Mission, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", full_after(WRITES))
    assert matches_its_record(publish(mission, AS_OF, "new", NEW, {}))


def test_a_file_is_never_half_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "list.json"
    write_whole(file, b"whole")
    monkeypatch.setattr(os, "fsync", full_after(0))
    with pytest.raises(OSError, match="No space"):
        write_whole(file, b"half")
    assert content(tmp_path) == {"list.json": b"whole"}


KILLED = """
import os, signal, sys
from pathlib import Path
from peaceops.services import folder

real, left = os.fsync, int(sys.argv[2])

def fsync(stream):
    global left
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    real(stream)

os.fsync = fsync
products = {name: b"new " + name[:1].encode() for name in ("a.json", "b.json", "c.json")}
folder.publish(folder.open_mission(Path(sys.argv[1])), "2015-12-31", "new", products, {})
"""


@pytest.mark.parametrize("writes", [1, len(NEW), len(NEW) + 2, WRITES - 1])
def test_a_run_killed_while_it_publishes(mission: Mission, writes: int) -> None:
    """Killed in the middle of the issued folder, at its end, and in the middle of `out`."""
    before = content(mission.folder)
    out, issued = mission.folder / "out" / AS_OF, mission.folder / "issued" / AS_OF
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, mission.folder, str(writes)], check=False
    )
    assert killed.returncode == -signal.SIGKILL
    after = content(mission.folder)
    assert [name for name in after if "/." in name], "killed while a file lay aside"
    assert matches_its_record(issued / "old")
    if writes <= len(NEW):
        assert {name: after[name] for name in before} == before
        assert not (issued / "new").exists()
    else:
        assert matches_its_record(issued / "new")
        assert not (out / RUN_FILE).exists()

    assert matches_its_record(publish(mission, AS_OF, "new", NEW, {}))
    assert content(out) == content(issued / "new")


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Run the same inputs in two folders of different names."""
    folders = tmp_path_factory.mktemp("twice")
    first = make_mission(folders / "first", ged_rows(), name="mission")
    second = make_mission(folders / "second", ged_rows(), name="elsewhere")
    for folder in (first, second):
        assert status("run", folder, "--as-of", AS_OF, "--quiet") == 0
    return first, second


def test_the_same_input_gives_the_same_bytes(twice: tuple[Path, Path]) -> None:
    first, second = (content(folder / "out" / AS_OF) for folder in twice)
    assert set(first) == PRODUCTS | {RUN_FILE}
    assert {name for name in first if first[name] != second[name]} == set()


def test_a_second_run_of_the_same_is_the_same_run(twice: tuple[Path, Path]) -> None:
    first, _ = twice
    before = content(first / "issued")
    assert status("run", first, "--as-of", AS_OF, "--quiet") == 0
    assert content(first / "issued") == before


def test_what_is_out_is_what_was_issued_and_matches_its_record(twice: tuple[Path, Path]) -> None:
    for folder in twice:
        out = folder / "out" / AS_OF
        run_id = json.loads((out / RUN_FILE).read_text(encoding="utf-8"))["run_id"]
        assert matches_its_record(out)
        assert content(folder / "issued") == {
            f"{AS_OF}/{run_id}/{name}": product for name, product in content(out).items()
        }


def test_the_record_names_what_was_read_by_its_hash(twice: tuple[Path, Path]) -> None:
    first, _ = twice
    record = json.loads((first / "out" / AS_OF / RUN_FILE).read_text(encoding="utf-8"))
    for name, said in record["inputs"].items():
        file = next(file for file in (first / name, first / "inputs" / name) if file.is_file())
        assert said == sha256(file.read_bytes()).hexdigest()
    assert len(record["inputs"]) == 3
    assert record["as_of"] == AS_OF
    assert (record["rows_read"], record["rows_rejected"]) == (90, 0)


def test_no_product_knows_the_folder_it_lies_in(twice: tuple[Path, Path]) -> None:
    for folder in twice:
        for name, product in content(folder / "out" / AS_OF).items():
            assert str(folder.parent).encode() not in product, name
            assert b"elsewhere" not in product, name
