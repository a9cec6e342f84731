"""The commands on accounts, as somebody would type them for a new mission."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from peaceops.cli.main import main
from peaceops.domain.error import BAD_INPUT, DONE, REFUSED
from peaceops.registers.opening import close_registers
from tests.conftest import bare_mission
from tests.security.people import PASSWORD

Typed = Callable[..., tuple[int, str]]
CODE = re.compile(r"^ +([0-9a-f]{4}(?:-[0-9a-f]{4}){4})$", re.MULTILINE)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    """Run a command with variables set; return its exit status and what it said."""

    def run(*words: str, **variables: str) -> tuple[int, str]:
        with monkeypatch.context() as during:
            during.delenv("DATABASE_URL", raising=False)
            for name, value in variables.items():
                during.setenv(f"PEACEOPS_{name.upper()}", value)
            with pytest.raises(SystemExit) as left:
                main(words)
        close_registers()
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out + said.err

    return run


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match is not None, text
    return match.group(0)


def test_a_mission_begins_and_an_analyst_gets_to_work(tmp_path: Path, typed: Typed) -> None:
    folder = str(bare_mission(tmp_path / "mission"))
    status, said = typed("account", "list", folder)
    assert (status, "account set-up" in said) == (BAD_INPUT, True)
    _, said = typed("account", "set-up", folder)
    link = found(r"peaceops_link_\S+", said)
    recovery = found(r"AGE-SECRET-KEY-\S+", said)
    _, said = typed("account", "accept", folder, link=link, password=PASSWORD)
    codes = iter(CODE.findall(said))

    def office(*words: str) -> tuple[int, str]:
        return typed("account", *words, user="administrator", password=PASSWORD, code=next(codes))

    _, said = office("add", folder, "analyst", "--post", "analyst, Bria")
    link = found(r"peaceops_link_\S+", said)
    status, said = office("grant", folder, "analyst", "analyst")
    assert (status, "hands it on" in said) == (DONE, True)
    assert office("grant", folder, "analyst", "spy")[0] == BAD_INPUT
    assert office("key", "give", folder, "analyst", "analyst")[0] == REFUSED
    _, said = typed("account", "accept", folder, link=link, password=PASSWORD)
    own = iter(CODE.findall(said))
    status, said = typed(
        "account", "key", "give", folder, "analyst", "--from-safe", recovery=recovery
    )
    assert (status, "holds the keys of analyst" in said) == (DONE, True)
    _, said = office("list", folder)
    assert "analyst: analyst, Bria (ready)" in said

    def analyst(*words: str) -> tuple[int, str]:
        return typed("account", *words, user="analyst", password=PASSWORD, code=next(own))

    assert analyst("list", folder)[0] == REFUSED
    status, said = analyst("token", "make", folder, "map", "--scope", "read")
    token = found(r"peaceops_token_\S+", said)
    assert "map: read" in typed("account", "token", "list", folder, token=token)[1]
    status, said = analyst("key", "renew", folder, "analyst")
    assert (status, "key 2 of analyst" in said) == (DONE, True)
    assert typed("audit", "verify", folder)[0] == DONE


def test_with_nobody_to_ask_one_line_says_what_is_missing(tmp_path: Path, typed: Typed) -> None:
    folder = str(bare_mission(tmp_path / "mission"))
    typed("account", "set-up", folder)
    status, said = typed("account", "accept", folder)
    assert status == BAD_INPUT
    assert "no link given" in said
    assert typed("account", "set-up", folder)[0] == BAD_INPUT
