"""A large mission's registers under work: lists, searches, fifty people at once, and a kill.

500 posts, 50,000 items with history and 20,000 records of the strategy (`registers_world`), in
SQLite and in PostgreSQL, through the API. Limits: list and search 100 ms at the 95th percentile;
five minutes of fifty people without an error or a lost write; nothing acknowledged lost by kill -9.
Peer in the same run: the same page asked of the database in one plain statement, which knows of no
reader, no seal and no audit.
"""

import http.client
import json
import os
import random
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from tests.registers.cluster import cluster, server_programs

from benchmarks.registers_world import AREAS, WORDS, World, invented_item, make_world
from peaceops.services.register.serving import begin_serving

LIMIT_MS = 100
PEOPLE = 50
MINUTES = 5.0
THINK_SECONDS = 2.0
"""Between two clicks of one person, on average."""
ASKED = 100
"""Times that each question is asked."""


class Answered(msgspec.Struct, frozen=True):
    """What a caller was answered: status, seconds, version and content."""

    status: int
    seconds: float
    tag: str
    content: Any


class Client:
    """A program with a token, over one connection that is kept.

    Args:
        port: of the server on this machine.
        token: of an account.
    """

    def __init__(self, port: int, token: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def ask(self, method: str, path: str, body: object = None, tag: str = "") -> Answered:
        """Send a request and wait for the answer."""
        headers = self._headers | ({"If-Match": tag} if tag else {})
        content = None if body is None else msgspec.json.encode(body)
        begun = time.perf_counter()
        self._connection.request(method, f"/api{path}", body=content, headers=headers)
        answer = self._connection.getresponse()
        got = answer.read()
        seconds = time.perf_counter() - begun
        return Answered(answer.status, seconds, answer.headers.get("ETag", ""), json.loads(got))


MONTHS = [f"since=2024-{month:02d}-01&until=2024-{month:02d}-28" for month in range(1, 13)]
QUESTIONS: dict[str, Callable[[random.Random], str]] = {
    "list: newest items": lambda _: "/items",
    "list: items of an area": lambda c: f"/items?area=area-{c.randrange(AREAS)}",
    "list: items of a month": lambda c: f"/items?{c.choice(MONTHS)}",
    "list: all kinds": lambda _: "/records",
    "search: one word": lambda c: f"/items?words={c.choice(WORDS)}",
    "search: three words": lambda c: "/items?words=" + "+".join(c.sample(WORDS, 3)),
    "search: a word that is nowhere": lambda _: "/items?words=zeppelin",
    "search: a word, all kinds": lambda c: f"/records?words={c.choice(WORDS)}",
    "one item": lambda c: f"/items/I{c.randrange(50_000)}",
}


@contextmanager
def serving(folder: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Serve a mission in a process of its own and yield its port and the process."""
    port = random.randrange(20_000, 40_000)  # noqa: S311 - a port that is probably free
    command = [sys.executable, "-m", "peaceops.cli", "serve", str(folder), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                http.client.HTTPConnection("127.0.0.1", port, timeout=1).connect()
                break
            except OSError:
                time.sleep(0.1)
        yield port, process
    finally:
        process.terminate()
        process.wait(20)


def latencies(port: int, world: World) -> dict[str, tuple[float, float]]:
    """Return median and 95th percentile in milliseconds of each question, asked by every role."""
    chance = random.Random(3)  # noqa: S311 - the same questions each time
    clients = [Client(port, tokens[0]) for tokens in world.tokens.values()]
    clients += [Client(port, tokens[-1]) for tokens in world.tokens.values()]
    found = {}
    for name, question in QUESTIONS.items():
        times = []
        for number in range(ASKED):
            answer = clients[number % len(clients)].ask("GET", question(chance))
            assert answer.status in {200, 404}, answer
            times.append(answer.seconds * 1000)
        found[name] = (statistics.median(times), _p95(times))
    return found


def processor(folder: Path, world: World) -> dict[str, tuple[float, float]]:
    """Return median and 95th percentile of the processor's milliseconds, in this process.

    What others do on the machine does not show in them; waiting for the disk does not either.
    """
    from django.test import Client as InProcess  # noqa: PLC0415 - Django is set up by then

    begin_serving(folder, datetime.now(UTC))
    chance = random.Random(3)  # noqa: S311 - the same questions each time
    callers = [
        InProcess(headers={"authorization": f"Bearer {token}"}, SERVER_NAME="localhost")
        for tokens in world.tokens.values()
        for token in (tokens[0], tokens[-1])
    ]
    found = {}
    for name, question in QUESTIONS.items():
        times = []
        for number in range(ASKED):
            address, begun = f"/api{question(chance)}", time.process_time()
            assert callers[number % len(callers)].get(address).status_code in {200, 404}
            times.append((time.process_time() - begun) * 1000)
        found[name] = (statistics.median(times), _p95(times))
    return found


class Tally:
    """What fifty people did together: times, errors, and every write that was acknowledged."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.times: dict[str, list[float]] = {"read": [], "write": []}
        self.errors: list[str] = []
        self.written: dict[str, int] = {}
        self.conflicts = 0

    def add(self, kind: str, answer: Answered, expected: set[int]) -> None:
        """Note an answer."""
        with self.lock:
            self.times[kind].append(answer.seconds * 1000)
            if answer.status not in expected:
                self.errors.append(f"{answer.status} {answer.content}")

    def acknowledged(self, name: str, version: int) -> None:
        """Note a write that the server said it has made."""
        with self.lock:
            self.written[name] = max(version, self.written.get(name, 0))


def together(port: int, world: World, seconds: float) -> Tally:
    """Let fifty people work for a while: they look, search, log reports and correct shared ones."""
    tally = Tally()
    until = time.monotonic() + seconds
    writers = world.tokens["watchkeeper"] + world.tokens["analyst"]
    threads = [
        threading.Thread(
            target=_work, args=(number, port, writers[number % len(writers)], tally, until)
        )
        for number in range(PEOPLE)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tally


def _work(number: int, port: int, token: str, tally: Tally, until: float) -> None:
    chance = random.Random(number)  # noqa: S311 - a script, the same each time
    client = Client(port, token)
    step = 0
    while time.monotonic() < until:
        step += 1
        time.sleep(chance.expovariate(1 / THINK_SECONDS))
        try:
            _one_step(client, chance, tally, f"{number}-{step}")
        except (OSError, http.client.HTTPException) as error:
            with tally.lock:
                tally.errors.append(f"{type(error).__name__}: {error}")
            client = Client(port, token)


def _one_step(client: Client, chance: random.Random, tally: Tally, mark: str) -> None:
    kind = chance.random()
    if kind < 0.7:
        question = chance.choice(list(QUESTIONS.values()))
        tally.add("read", client.ask("GET", question(chance)), {200, 404})
    elif kind < 0.85:
        item = msgspec.structs.replace(
            invented_item(0, chance), id=f"new-{mark}", area=None, classification="confidential"
        )
        made = client.ask("POST", "/items", {"payload": item})
        tally.add("write", made, {201})
        if made.status == 201:
            tally.acknowledged(item.id, 1)
    else:
        _correct(client, chance, tally, mark)


def _correct(client: Client, chance: random.Random, tally: Tally, mark: str) -> None:
    """Change one of twenty reports that everybody works on; who was slower reads again."""
    name = f"shared-{chance.randrange(20)}"
    read = client.ask("GET", f"/items/{name}")
    tally.add("read", read, {200})
    if read.status != 200:
        return
    payload = read.content["payload"] | {"note": mark}
    changed = client.ask("PUT", f"/items/{name}", {"payload": payload}, read.tag)
    tally.add("write", changed, {200, 409})
    if changed.status == 200:
        tally.acknowledged(name, changed.content["version"])
    else:
        tally.conflicts += 1


def make_shared(port: int, world: World) -> None:
    """Log the twenty reports that everybody works on."""
    client = Client(port, world.tokens["analyst"][1])
    for number in range(20):
        item = {"id": f"shared-{number}", "title": "shared", "classification": "confidential"}
        assert client.ask("POST", "/items", {"payload": item}).status in {201, 409}


def lost(port: int, world: World, tally: Tally) -> int:
    """Return how many acknowledged writes are not in the registers."""
    client = Client(port, world.tokens["analyst"][1])
    missing = 0
    for name, version in tally.written.items():
        answer = client.ask("GET", f"/items/{name}")
        missing += answer.status != 200 or answer.content["version"] < version
    return missing


def killed(folder: Path, world: World, seconds: float = 8.0) -> tuple[int, int]:
    """Kill the server amid writes; return how many were acknowledged, and how many are lost."""
    with serving(folder) as (port, process):
        make_shared(port, world)
        timer = threading.Timer(seconds, process.send_signal, (signal.SIGKILL,))
        timer.start()
        tally = Tally()
        until = time.monotonic() + seconds + 2
        writers = world.tokens["analyst"]
        threads = [
            threading.Thread(target=_write_on, args=(n, port, writers[n], tally, until))
            for n in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    with serving(folder) as (port, _):
        return len(tally.written), lost(port, world, tally)


def _write_on(number: int, port: int, token: str, tally: Tally, until: float) -> None:
    chance, client = random.Random(number), Client(port, token)  # noqa: S311 - a script
    step = 0
    while time.monotonic() < until:
        step += 1
        item = msgspec.structs.replace(
            invented_item(0, chance), id=f"k-{os.getpid()}-{number}-{step}", area=None,
            classification="confidential",
        )  # fmt: skip
        try:
            made = client.ask("POST", "/items", {"payload": item})
        except (OSError, http.client.HTTPException):
            return
        if made.status == 201:
            tally.acknowledged(item.id, 1)


def peer(folder: Path) -> tuple[float, float]:
    """Return median and 95th percentile of one plain statement for the newest page (SQLite)."""
    connection = sqlite3.connect(folder / "registers.sqlite")
    times = []
    for _ in range(ASKED):
        begun = time.perf_counter()
        connection.execute(
            "SELECT v.*, b.content FROM record_head h JOIN record_version v ON v.seq=h.current_id "
            "JOIN record_body b ON b.version_id=v.seq WHERE h.kind='item' AND NOT h.withdrawn "
            "ORDER BY h.first DESC LIMIT 50"
        ).fetchall()
        times.append((time.perf_counter() - begun) * 1000)
    connection.close()
    return statistics.median(times), _p95(times)


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def measure(minutes: float = MINUTES, scale: float = 1.0) -> str:
    """Return tables in Markdown."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "sqlite"
        os.environ.pop("DATABASE_URL", None)
        parts = [_measured("SQLite", folder, minutes, scale, peer)]
        if server_programs() is not None:
            with cluster() as address:
                os.environ["DATABASE_URL"] = f"{address}/postgres"
                parts.append(_measured("PostgreSQL", Path(name) / "pg", minutes, scale, None))
                os.environ.pop("DATABASE_URL")
    return "## Registers under work\n\n" + "\n".join(parts)


def _measured(
    title: str,
    folder: Path,
    minutes: float,
    scale: float,
    compare: Callable[[Path], tuple[float, float]] | None,
) -> str:
    world = make_world(folder, scale)
    return report(title, folder, world, minutes, compare)


def report(
    title: str,
    folder: Path,
    world: World,
    minutes: float,
    compare: Callable[[Path], tuple[float, float]] | None,
) -> str:
    """Measure registers that are there, and return a table in Markdown."""
    with serving(folder) as (port, _):
        alone = latencies(port, world)
        make_shared(port, world)
        tally = together(port, world, minutes * 60)
        missing = lost(port, world, tally)
    acknowledged, gone = killed(folder, world)
    own = processor(folder, world)
    rows = [
        f"| {name} | {middle:.0f} | {high:.0f} | {own[name][0]:.0f} | {own[name][1]:.0f} |"
        for name, (middle, high) in alone.items()
    ]
    if compare is not None:
        middle, high = compare(folder)
        rows.append(
            f"| peer: one plain statement, no reader, no audit | {middle:.1f} | {high:.1f} |"
        )
    read, write = (tally.times[kind] for kind in ("read", "write"))
    head = (
        f"### {title}\n\n{world.versions:,} versions written in {world.seconds:.0f} s. "
        f"Milliseconds through the server, one at a time (limit: {LIMIT_MS} at the 95th "
        "percentile), and of the processor alone:\n\n"
        "| asked | median | 95th | processor: median | 95th |\n|---|---|---|---|---|\n"
    )
    work = (
        f"{PEOPLE} people for {minutes:g} minutes: {_told(read)} reads, {_told(write)} writes, "
        f"{len(tally.errors)} errors, {tally.conflicts} conflicts told, {missing} acknowledged "
        f"writes lost. Killed amid writes: {acknowledged} acknowledged, {gone} lost.\n"
    )
    return head + "\n".join(rows) + "\n\n" + work


def _told(times: list[float]) -> str:
    return f"{len(times):,} (median {statistics.median(times):.0f} ms, {_p95(times):.0f})"
