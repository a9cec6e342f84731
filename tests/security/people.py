"""Invented people at work: registers set up, accounts with roles, passwords, factors and keys."""

from base64 import b32decode
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from peaceops.domain.grant import Grant
from peaceops.domain.role import Role
from peaceops.registers.account.second_factor import STEP_SECONDS, code_at
from peaceops.registers.key.models import RoleKey
from peaceops.services.register.account import (
    accept_link,
    add_account,
    grant_role,
    set_up,
)
from peaceops.services.register.key import give_keys_from_safe
from peaceops.services.register.session import Session
from peaceops.services.register.sign_in import SignedIn, sign_in

NOW = datetime(2031, 5, 3, 8, 0, tzinfo=UTC)
START = NOW - timedelta(hours=1)
"""When the registers were set up; the administrator works between this and `NOW`."""
PASSWORD = "copper lantern under rain"  # noqa: S105 - invented


class Person(msgspec.Struct, frozen=True):
    """An account, and what its holder keeps: the secret of the factor and the recovery codes."""

    username: str
    factor: bytes
    recovery_codes: tuple[str, ...]

    def code(self, at: datetime) -> str:
        return code_at(self.factor, at)

    def sign_in(self, at: datetime = NOW, password: str = PASSWORD) -> SignedIn:
        return sign_in(self.username, password, self.code(at), at)

    def session(self, at: datetime = NOW) -> Session:
        return msgspec.structs.replace(self.sign_in(at).session, at=at)


class House:
    """Registers that were set up, with their administrator and the key from the safe."""

    def __init__(self, folder: Path) -> None:
        RoleKey.objects.all().delete()  # registers of tests begin with keys; set-up makes others
        given = set_up(folder, START)
        self.folder = folder
        self.recovery = given.recovery
        self.at = START
        self.administrator = person("administrator", given.link)

    def office(self) -> Session:
        """Return a session of the administrator, thirty seconds after the last one."""
        self.at += timedelta(seconds=STEP_SECONDS)
        return self.administrator.session(self.at)

    def add(self, username: str, *grants: Grant | Role, keys: bool = True) -> Person:
        """Add somebody with roles, who has chosen a password and holds the keys of the roles."""
        office = self.office()
        link = add_account(office, username, f"post of {username}")
        added = person(username, link)
        for grant in grants:
            given = Grant(role=grant) if isinstance(grant, Role) else grant
            grant_role(office, username, given)
        if keys:
            give_keys_from_safe(self.recovery, username, self.at)
        return added


def person(username: str, link: str) -> Person:
    factor = accept_link(link, PASSWORD, START)
    return Person(username, b32decode(factor.secret), factor.recovery_codes)
