"""The mission's folder on disk: settings, lock, and products that are whole or absent."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from peaceops.domain.error import BUSY, REFUSED, PeaceopsError
from peaceops.domain.mission import MissionSettings, read_settings

SETTINGS_FILE = "mission.toml"
RUN_FILE = "run.json"


@dataclass(frozen=True)
class Mission:
    """A mission's folder and its settings."""

    folder: Path
    settings: MissionSettings

    @property
    def computed(self) -> Path:
        """Where computed, disposable things lie."""
        return self.folder / ".peaceops"


def open_mission(folder: Path) -> Mission:
    """Read the settings of a mission's folder.

    Raises:
        PeaceopsError: there is no mission there, or its settings are wrong.
    """
    file = folder / SETTINGS_FILE
    if not file.is_file():
        raise PeaceopsError(
            f"no {SETTINGS_FILE}",
            where=str(folder),
            remedy="make a mission with: peaceops init DIR --country ISO3 --events FILE",
        )
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise PeaceopsError("not UTF-8", where=str(file)) from error
    return Mission(folder, read_settings(text, os.environ, where=str(file)))


@contextmanager
def locked(mission: Mission) -> Iterator[None]:
    """Hold the mission for one process.

    Raises:
        PeaceopsError: with exit code 3, where another process holds it.
    """
    with writing(mission.folder):
        mission.computed.mkdir(exist_ok=True)
    try:
        with FileLock(mission.computed / "lock", timeout=0):
            yield
    except Timeout as error:
        raise PeaceopsError(
            "the mission is busy: another run is under way",
            where=str(mission.folder),
            remedy="wait for it to end",
            exit_code=BUSY,
        ) from error


@contextmanager
def writing(where: Path) -> Iterator[None]:
    """Turn a failure of the disk into one clear line."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise PeaceopsError(
            f"could not write: {reason}",
            where=str(error.filename or where),
            remedy="free space or mend permissions; nothing half-written is left as a product",
        ) from error


def publish(
    mission: Mission,
    as_of: str,
    run_id: str,
    products: Mapping[str, bytes],
    record: dict[str, object],
) -> Path:
    """Put the products of a run in place, whole or not at all.

    They go to `issued/<as-of>/<run-id>/`, written aside and renamed as one folder, and then file by
    file to `out/<as-of>/`, whose `run.json` is taken away first and comes back last: products
    beside a `run.json` whose hashes do not match are incomplete.

    Returns:
        the folder under `out/`.
    """
    files = dict(products)
    files[RUN_FILE] = _run_record(products, record)
    out = mission.folder / "out" / as_of
    with writing(mission.folder):
        _issue(mission, as_of, run_id, files)
        out.mkdir(parents=True, exist_ok=True)
        (out / RUN_FILE).unlink(missing_ok=True)
        for old in sorted(out.iterdir()):
            if old.name not in files:
                old.unlink()
        for name in sorted(products):
            write_whole(out / name, products[name])
        write_whole(out / RUN_FILE, files[RUN_FILE])
    return out


def publish_beside(
    mission: Mission,
    as_of: str,
    run_id: str,
    products: Mapping[str, bytes],
    record: dict[str, object],
) -> Path:
    """Put products in place beside those of the last run of the same day, which stay.

    They go to `issued/<as-of>/<run-id>/` with a `run.json` of their own. Under `out/<as-of>/` the
    run's `run.json` is taken away first and comes back last: with their hashes, and with whence
    they come under `beside`.

    Returns:
        the folder under `out/`.

    Raises:
        PeaceopsError: with exit code 4, where the products there are for another audience.
    """
    out = mission.folder / "out" / as_of
    run_file = out / RUN_FILE
    run: dict[str, Any] = {"format": 1, **record, "products": {}}
    if run_file.is_file():
        run = json.loads(run_file.read_bytes())
    if run.get("audience") != record.get("audience"):
        raise PeaceopsError(
            f"the products there are for the {run.get('audience')} audience",
            where=str(out),
            remedy=f"peaceops run {mission.folder} --audience {record.get('audience')} first",
            exit_code=REFUSED,
        )
    hashes = {name: sha256(content) for name, content in sorted(products.items())}
    beside = {**run.get("beside", {}), **dict.fromkeys(sorted(products), run_id)}
    run = {**run, "products": {**run["products"], **hashes}, "beside": beside}
    with writing(mission.folder):
        _issue(mission, as_of, run_id, {**products, RUN_FILE: _run_record(products, record)})
        out.mkdir(parents=True, exist_ok=True)
        run_file.unlink(missing_ok=True)
        for name in sorted(products):
            write_whole(out / name, products[name])
        write_whole(run_file, _json(run))
    return out


def _issue(mission: Mission, as_of: str, run_id: str, files: Mapping[str, bytes]) -> None:
    """Write the files of a run to its own folder, as one, unless it was issued before."""
    issued = mission.folder / "issued" / as_of / run_id
    if (issued / RUN_FILE).exists():
        return
    issued.parent.mkdir(parents=True, exist_ok=True)
    for left_over in issued.parent.glob(".*-*"):  # of a run that was killed
        shutil.rmtree(left_over)
    aside = Path(tempfile.mkdtemp(prefix=f".{run_id}-", dir=issued.parent))
    try:
        for name, content in files.items():
            _write(aside / name, content)
        aside.chmod(0o755)
        aside.rename(issued)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise


def write_whole(file: Path, content: bytes) -> None:
    """Write a file aside and rename it, so that nobody ever reads half of it."""
    aside = file.with_name(f".{file.name}.part")
    try:
        _write(aside, content)
        aside.replace(file)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def sha256(content: bytes) -> str:
    """Return the hash by which files and inputs are known."""
    return hashlib.sha256(content).hexdigest()


def _run_record(products: Mapping[str, bytes], record: dict[str, object]) -> bytes:
    hashes = {name: sha256(content) for name, content in sorted(products.items())}
    return _json({"format": 1, **record, "products": hashes})


def _json(content: Mapping[str, object]) -> bytes:
    text = json.dumps(content, sort_keys=True, indent=1, ensure_ascii=False)
    return text.encode() + b"\n"


def _write(file: Path, content: bytes) -> None:
    with file.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
