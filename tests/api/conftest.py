"""Programs that ask the API: an account in a role, its token, and a client that sends it."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.http import HttpResponse
from django.test import Client

from peaceops.domain.grant import Grant
from peaceops.domain.role import Role
from peaceops.registers.account.grant import add_grant
from peaceops.registers.account.models import Account, Token
from peaceops.registers.account.secret import digest_of, make_secret
from peaceops.registers.key.token_key import keep_for_token
from peaceops.services.register.serving import serve_folder
from peaceops.services.register.token import SCOPES
from tests.conftest import role_keys

_NUMBER = count(1)


@pytest.fixture(autouse=True)
def served(mission: Path) -> None:
    """This process serves the mission under test."""
    serve_folder(mission)


LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


class Caller:
    """Somebody who asks the API with a token, or without one.

    Args:
        token: of their account; empty for nobody.
        account: its number.
    """

    def __init__(self, token: str = "", account: str = "") -> None:
        self.account, self.token = account, token
        headers = {"authorization": f"Bearer {token}"} if token else {}
        self._client = Client(headers=headers, SERVER_NAME="localhost")

    def ask(
        self,
        method: str,
        address: str,
        body: object = None,
        *,
        version: str = "",
        media: str = "application/json",
        **more: Any,
    ) -> HttpResponse:
        """Send a request below /api/ and return the answer."""
        content = body if isinstance(body, bytes) else msgspec.json.encode(body)
        given = {} if body is None else {"data": content, "content_type": media}
        if version:
            more.setdefault("headers", {})["if-match"] = f'"{version}"'
        answer: HttpResponse = self._client.generic(method, f"/api{address}", **{**given, **more})
        return answer

    def get(self, address: str, **more: Any) -> HttpResponse:
        """Ask for something."""
        return self.ask("GET", address, **more)

    def read(self, address: str) -> Any:
        """Return what an address gives, as plain values."""
        answer = self.get(address)
        assert answer.status_code == 200, answer.content
        return msgspec.json.decode(answer.content)

    def ids(self, address: str) -> list[str]:
        """Return the ids of the records that a list gives."""
        return [record["id"] for record in self.read(address)["records"]]


CallerOf = Callable[..., Caller]


def make_caller(
    *roles: Role,
    scopes: Iterable[str] = SCOPES,
    contributor: str = "",
    areas: frozenset[str] | None = None,
    teams: frozenset[str] = frozenset(),
    name: str = "",
) -> Caller:
    """Make an account in some roles, with a token that reaches as far as its scopes."""
    name = name or f"{'-'.join(roles)}-{next(_NUMBER)}"
    account = Account.objects.create(username=name, post=f"post of {name}", made_at=LONG_AGO)
    for role in roles:
        grant = Grant(role=role, areas=areas, teams=teams, contributor=contributor)
        add_grant(account, grant, LONG_AGO, None)
    secret = make_secret("token")
    token = Token.objects.create(
        digest=digest_of(secret),
        account=account,
        name="test",
        scopes=list(scopes),
        made_at=LONG_AGO,
        expires_at=datetime.now(UTC) + timedelta(days=1),
    )
    keep_for_token(token.pk, account.pk, secret, role_keys(roles))
    return Caller(secret, str(account.pk))


@pytest.fixture
def caller_of(mission: Path) -> CallerOf:
    """Accounts in given roles, each with a token."""
    return make_caller
