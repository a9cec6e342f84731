"""Invented registers of a large mission: 500 posts, 50,000 items with history, 20,000 records.

Everything is written through the services, as people write it; only accounts and tokens are put
into their tables by hand, for choosing 500 passwords takes minutes of proving.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec

from peaceops.domain.access import Reader, Role
from peaceops.domain.grant import Grant
from peaceops.domain.record import Payload
from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.information import ItemNode
from peaceops.domain.strategy.mission import AreaNode
from peaceops.domain.strategy.protection import TaskNode
from peaceops.domain.strategy.threat import ActorNode, ThreatNode
from peaceops.registers.account.grant import add_grant
from peaceops.registers.account.models import Account, Token
from peaceops.registers.account.secret import digest_of, make_secret
from peaceops.registers.key.role_key import recovered_keys
from peaceops.registers.key.token_key import keep_for_token
from peaceops.services.register.serving import begin_serving
from peaceops.services.register.session import Session
from peaceops.services.register.token import SCOPES
from peaceops.services.register.writing import Entry, write_records

MISSION = """\
format = 1
name = "Invented mission"

[area]
boundary = "inputs/area.geojson"

[events]
files = []
"""
POSTS, ITEMS, AREAS, THREATS, TASKS = 500, 50_000, 400, 2_000, 4_000
RECORDS = 20_000
"""Of the strategy, relations included."""
AT_ONCE = 1_000
WORDS = """
armed men market road checkpoint village river night patrol shots cattle water school clinic elders
meeting burned houses fled families warned radio bridge crossing harvest militia tax ambush convoy
camp rumour threat message women children teacher chief dispute well pasture
""".split()  # noqa: SIM905 - read as words
ROLES = (
    Role.WATCHKEEPER, Role.ANALYST, Role.POC_ADVISER, Role.PLANNER, Role.HUMAN_RIGHTS,
    Role.HEAD_OF_FIELD_OFFICE, Role.READ_ONLY,
)  # fmt: skip
START = datetime(2025, 1, 1, tzinfo=UTC)


class World(msgspec.Struct, frozen=True):
    """What a load needs to know of the registers.

    Attributes:
        tokens: of the posts, by role.
        seconds: that writing everything took.
        versions: that were written.
    """

    tokens: dict[str, list[str]]
    seconds: float
    versions: int


def make_world(folder: Path, scale: float = 1.0) -> World:
    """Write the registers of a mission into a folder, or into the database of `DATABASE_URL`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mission.toml").write_text(MISSION, encoding="utf-8")
    begun = datetime.now(UTC)
    first = begin_serving(folder, START)
    assert first is not None
    keys = recovered_keys(first.recovery)
    tokens = _posts(max(14, int(POSTS * scale)), keys)
    session = Session(
        reader=Reader(
            account="0", post="loader", roles=frozenset({Role.HEAD_OF_MISSION, Role.ANALYST})
        ),
        keys=keys,
    )
    versions = 0
    for number, entries in enumerate(_batches(_entries(scale))):
        at = START + timedelta(minutes=number)
        written = write_records(msgspec.structs.replace(session, at=at), entries)
        versions += len(written)
    return World(tokens, (datetime.now(UTC) - begun).total_seconds(), versions)


def invented_item(number: int, chance: random.Random, title: str = "") -> ItemNode:
    """Return a report as a mission logs a hundred of a day."""
    return ItemNode(
        id=f"I{number}",
        title=title or " ".join(chance.choices(WORDS, k=4)),
        text=" ".join(chance.choices(WORDS, k=40)),
        date=date(2024, 1, 1) + timedelta(days=chance.randrange(500)),
        area=f"area-{chance.randrange(AREAS)}",
        grade=chance.choice(("B2", "C3", "A1", "F6")),
        component=chance.choice(("civil_affairs", "police", "military")),
        classification=chance.choice(("confidential", "unclassified", "strictly_confidential")),
    )


def _posts(count: int, keys: dict[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for number in range(count):
        role = ROLES[number % len(ROLES)]
        account = Account.objects.create(
            username=f"post-{number}", post=f"{role} {number}", made_at=START
        )
        areas = None
        if number % 3 == 0 and role is not Role.PLANNER:
            areas = frozenset(f"area-{area}" for area in range(number % AREAS, AREAS, 10))
        add_grant(account, Grant(role=role, areas=areas), START, None)
        secret = make_secret("token")
        token = Token.objects.create(
            digest=digest_of(secret),
            account=account,
            name="load",
            scopes=list(SCOPES),
            made_at=START,
            expires_at=datetime.now(UTC) + timedelta(days=30),
        )
        if str(role) in keys:
            keep_for_token(token.pk, account.pk, secret, {str(role): keys[str(role)]})
        found.setdefault(str(role), []).append(secret)
    return found


def _entries(scale: float) -> Iterator[Entry]:
    chance = random.Random(7)  # noqa: S311 - invented, and the same each time
    for area in range(AREAS):
        yield Entry(payload=AreaNode(id=f"area-{area}", covers=(f"unit:U{area % 20}",)))
    for payload in _strategy(scale, chance):
        yield Entry(payload=payload)
    items = int(ITEMS * scale)
    for number in range(items):
        yield Entry(payload=invented_item(number, chance))
    for number in range(0, items, 2):  # every second report was corrected once
        yield Entry(payload=invented_item(number, chance), base_version=None, reason="corrected")


def _strategy(scale: float, chance: random.Random) -> Iterator[Payload]:
    threats, tasks = int(THREATS * scale), int(TASKS * scale)
    for number in range(200):
        yield ActorNode(id=f"actor-{number}", title=" ".join(chance.choices(WORDS, k=2)))
    for number in range(threats):
        yield ThreatNode(
            id=f"T{number}",
            title=" ".join(chance.choices(WORDS, k=5)),
            actor=f"actor-{chance.randrange(200)}",
            area=f"area-{chance.randrange(AREAS)}",
            people_exposed=chance.randrange(1, 50_000),
        )
    for number in range(tasks):
        yield TaskNode(id=f"task-{number}", title=" ".join(chance.choices(WORDS, k=6)))
    for number in range(int(RECORDS * scale) - threats - tasks - 200 - AREAS):
        yield Edge(
            kind="prerequisites",
            source=f"task-{number % tasks}",
            target=f"task-{(number * 7 + 1 + number // tasks) % tasks}",
            reason=f"step {number}",
            valid_from=date(2025, 1, 1) + timedelta(days=number // tasks),
        )


def _batches(entries: Iterator[Entry]) -> Iterator[Sequence[Entry]]:
    """Yield entries some at a time, none twice in the same step."""
    held: dict[str, Entry] = {}
    for entry in entries:
        name = repr(entry.payload) if isinstance(entry.payload, Edge) else entry.payload.id
        if name in held or len(held) == AT_ONCE:
            yield list(held.values())
            held = {}
        held[name] = entry
    yield list(held.values())
