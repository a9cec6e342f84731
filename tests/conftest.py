"""Fresh registers for each test: a file, and under `full` a real PostgreSQL as well.

Here, once for all folders: a fixture that two conftest files import is made twice, and then the
keys of one cluster are taken for those of the other.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from peaceops.domain.access import Reader, Role
from tests.registers.cluster import cluster, server_programs

if TYPE_CHECKING:
    from peaceops.services.register.session import Session

SETTINGS = """\
format = 1
name = "Invented mission"

[area]
boundary = "inputs/area.geojson"

[events]
files = []
"""
_NUMBER = count(1)


def bare_mission(folder: Path) -> Path:
    """Make the folder of a mission that has nothing but its settings."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mission.toml").write_text(SETTINGS, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Registers without a record, made once and copied for each test."""
    from peaceops.registers.opening import close_registers, open_registers

    os.environ.pop("DATABASE_URL", None)
    folder = bare_mission(tmp_path_factory.mktemp("template"))
    open_registers(folder, make=True)
    _make_role_keys()
    close_registers()
    return folder / "registers.sqlite"


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a cluster with a database `base` whose tables are made."""
    from peaceops.registers.opening import close_registers, open_registers

    if server_programs() is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed here, and must be where CI runs")
        pytest.skip("PostgreSQL is not installed here (Debian: postgresql)")
    with cluster() as address:
        _ask(address, "CREATE DATABASE base")
        os.environ["DATABASE_URL"] = f"{address}/base"
        open_registers(bare_mission(tmp_path_factory.mktemp("base")), make=True)
        _make_role_keys()
        close_registers()
        os.environ.pop("DATABASE_URL")
        yield address


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.full)])
def mission(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """The folder of a mission whose registers are open and hold nothing yet."""
    from peaceops.registers.opening import close_registers, open_registers

    folder = bare_mission(tmp_path / "mission")
    if request.param == "sqlite":
        monkeypatch.delenv("DATABASE_URL", raising=False)
        template: Path = request.getfixturevalue("sqlite_template")
        shutil.copy(template, folder / template.name)
        open_registers(folder)
        yield folder
        close_registers()
        return
    address: str = request.getfixturevalue("postgresql")
    name = f"test_{os.getpid()}_{next(_NUMBER)}"
    _ask(address, f"CREATE DATABASE {name} TEMPLATE base")
    monkeypatch.setenv("DATABASE_URL", f"{address}/{name}")
    open_registers(folder)
    yield folder
    close_registers()
    _ask(address, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def session_of(mission: Path) -> "Callable[..., Session]":
    """Sessions of people in given roles, with the keys that go with them."""

    from peaceops.services.register.session import Session

    def of(
        *roles: Role,
        account: str = "",
        areas: frozenset[str] | None = None,
        teams: frozenset[str] = frozenset(),
        contributor: str = "",
        at: datetime | None = None,
    ) -> Session:
        named = ", ".join(roles)
        reader = Reader(
            account=account or named, post=f"post of {named}", roles=frozenset(roles),
            areas=areas, teams=teams, contributor=contributor,
        )  # fmt: skip
        return Session(reader=reader, keys=role_keys(roles), at=at)

    return of


def role_keys(roles: Iterable[Role]) -> dict[str, str]:
    """Return the keys of roles in the registers that are open, as far as they have any."""
    keys = _KEYS["DATABASE_URL" in os.environ]
    return {str(role): keys[str(role)] for role in roles if str(role) in keys}


_KEYS: dict[bool, dict[str, str]] = {}
"""Of the roles, in the registers that every test begins with; those of PostgreSQL under True."""
_MADE = datetime(2031, 1, 1, tzinfo=UTC)


def _make_role_keys() -> None:
    from peaceops.registers.key.role_key import make_keys, recovered_keys

    _KEYS["DATABASE_URL" in os.environ] = recovered_keys(make_keys(_MADE))


def _ask(address: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        connection.execute(statement.encode())
