"""Commands on tokens, with which programs act for an account."""

import os
from pathlib import Path

from cyclopts import App

from peaceops.cli.at_work import ask_hidden, at_work
from peaceops.cli.console import say

app = App(name="token", help="Tokens: with which programs act for one's own account.")


@app.command
def make(folder: Path, name: str, *, scope: tuple[str, ...] = ("read",), days: int = 30) -> None:
    """Make a token and print it, this once.

    Args:
        folder: the mission's.
        name: what it is for.
        scope: read, write, strictly_confidential, or a compartment such as caveat.
        days: until it ends, 365 at most.
    """
    from peaceops.services.register.token import make_token

    session = at_work(folder)
    password = os.environ.get("PEACEOPS_PASSWORD") or ask_hidden("password: ")
    say(make_token(session, password, name=name, scopes=scope, days=days))


@app.command(name="list")
def list_(folder: Path) -> None:
    """List the tokens of one's own account.

    Args:
        folder: the mission's.
    """
    from peaceops.services.register.token import list_tokens

    for one in list_tokens(at_work(folder)):
        say(f"{one.id} {one.name}: {', '.join(one.scopes)}, until {one.expires_at:%Y-%m-%d}")


@app.command
def revoke(folder: Path, number: int) -> None:
    """End a token of one's own account.

    Args:
        folder: the mission's.
        number: as the list shows it.
    """
    from peaceops.services.register.token import revoke_token

    revoke_token(at_work(folder), number)
    say(f"token {number} is ended")
