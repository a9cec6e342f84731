"""`peaceops serve`, started as people start it."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import bare_mission


@pytest.mark.full
def test_the_first_start_prints_a_link_and_serves(tmp_path: Path) -> None:
    folder = bare_mission(tmp_path / "served")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-u",
        "-m",
        "peaceops.cli",
        "serve",
        str(folder),
        "--port",
        str(port),
    ]
    outside = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=outside
    ) as server:
        try:
            assert server.stderr is not None
            assert "serving" in server.stderr.readline()
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            _until_open(connection)
            connection.request("GET", "/api/items")
            answer = connection.getresponse()
            assert (answer.status, answer.headers["Server"]) == (401, "peaceops")
            answer.read()
            connection.request(
                "POST", "/api/items", body=b"", headers={"Content-Length": "1000000000"}
            )
            assert connection.getresponse().status == 413
        finally:
            server.send_signal(signal.SIGINT)
            out, _ = server.communicate(timeout=60)
    assert re.search(rf"http://127\.0\.0\.1:{port}/link/peaceops_link_\S+", out)
    assert "AGE-SECRET-KEY-" in out
    assert server.returncode == 0


def _until_open(connection: http.client.HTTPConnection) -> None:
    for _ in range(100):
        try:
            connection.connect()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server does not listen")
