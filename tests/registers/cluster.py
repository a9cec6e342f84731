"""A throw-away PostgreSQL on loopback, for the tests that need a real one."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")


def server_programs() -> Path | None:
    """Return the folder of PostgreSQL's own programs; None where it is not installed."""
    found = sorted(DEBIAN.glob("*/bin/initdb"), reverse=True)
    if found:
        return found[0].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


@contextmanager
def cluster() -> Iterator[str]:
    """Run a cluster and yield its address, without a database at the end.

    PostgreSQL refuses to run as root; there it runs as Debian's own user for it. Its folder is none
    of pytest's: another run of the tests would close those to that user.
    """
    programs = server_programs()
    assert programs is not None
    with tempfile.TemporaryDirectory(prefix="peaceops-cluster-") as name:
        folder = Path(name)
        user = "postgres" if os.geteuid() == 0 else None
        if user is not None:
            shutil.chown(folder, user)
        with _running(folder, programs, user) as address:
            yield address


@contextmanager
def _running(folder: Path, programs: Path, user: str | None) -> Iterator[str]:
    data = folder / "data"

    def run(*command: str) -> None:
        subprocess.run(
            command,
            check=True,
            capture_output=True,
            cwd=folder,
            timeout=120,
            user=user,
            extra_groups=None if user is None else [],
        )

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    run(str(programs / "initdb"), "-D", str(data), "-U", "peaceops", "-A", "trust", "-E", "UTF8")
    options = f"-p {port} -h 127.0.0.1 -k {folder} -c fsync=off -c max_connections=60"
    run(
        str(programs / "pg_ctl"), "-D", str(data), "-w", "-o", options,
        "-l", str(folder / "log"), "start",
    )  # fmt: skip
    try:
        yield f"postgresql://peaceops@127.0.0.1:{port}"
    finally:
        run(str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
