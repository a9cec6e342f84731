"""Commands on accounts: set up, add posts, give roles, hand keys on, make tokens."""

import os
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from peaceops.cli import account_key, account_token
from peaceops.cli.at_work import ask_hidden, at_work
from peaceops.cli.console import say

if TYPE_CHECKING:
    from peaceops.services.register.account import Factor

app = App(name="account", help="Who may sign in: accounts as posts, their roles, keys and tokens.")
app.command(account_key.app)
app.command(account_token.app)

PASSWORD = "PEACEOPS_PASSWORD"  # noqa: S105
NEW_PASSWORD = "PEACEOPS_NEW_PASSWORD"  # noqa: S105


@app.command
def set_up(folder: Path, *, username: str = "administrator") -> None:
    """Begin a mission's registers: print the first administrator's link and the recovery key.

    Args:
        folder: the mission's.
        username: of the first administrator.
    """
    from datetime import UTC, datetime

    from peaceops.services.register.account import set_up as begin

    given = begin(folder, datetime.now(UTC), username)
    say(f"link, good once and for a day: {given.link}")
    say(f"then: peaceops account accept {folder}")
    say(f"recovery key: {given.recovery}")
    say("Write the recovery key on paper and lock it away: it opens every key of the roles and is")
    say("kept nowhere. Without it and without anybody who holds a key, what is sealed is gone.")


@app.command
def accept(folder: Path) -> None:
    """Choose the password of the account that a link is for, and begin its second factor.

    The link is asked for or stands in PEACEOPS_LINK, the password in PEACEOPS_PASSWORD.

    Args:
        folder: the mission's.
    """
    from datetime import UTC, datetime

    from peaceops.services.register.account import accept_link
    from peaceops.services.register.opening import open_mission_registers

    name = open_mission_registers(folder)
    link = os.environ.get("PEACEOPS_LINK") or ask_hidden("link: ")
    password = os.environ.get(PASSWORD) or _ask_twice("password: ")
    _show(accept_link(link, password, datetime.now(UTC), mission=name))


@app.command
def password(folder: Path) -> None:
    """Change one's own password; keys stay, and every sign-in ends.

    Args:
        folder: the mission's.
    """
    from peaceops.services.register.account import change_password

    session = at_work(folder)
    old = os.environ.get(PASSWORD) or ask_hidden("password until now: ")
    change_password(session, old, os.environ.get(NEW_PASSWORD) or _ask_twice("new password: "))
    say("password changed")


@app.command
def factor(folder: Path) -> None:
    """Begin one's own second factor anew; the old one and its recovery codes end.

    Args:
        folder: the mission's.
    """
    from peaceops.services.register.account import renew_factor

    session = at_work(folder)
    _show(renew_factor(session, os.environ.get(PASSWORD) or ask_hidden("password: ")))


@app.command
def add(folder: Path, username: str, *, post: str) -> None:
    """Add an account and print the link with which its holder chooses a password.

    Args:
        folder: the mission's.
        username: to sign in with.
        post: the function shown instead of a name, such as "watchkeeper, Bria".
    """
    from peaceops.services.register.account import add_account

    link = add_account(at_work(folder), username, post)
    say(f"link for {username}, good once and for a day: {link}")


@app.command(name="list")
def list_(folder: Path) -> None:
    """List all accounts with their posts, roles and keys.

    Args:
        folder: the mission's.
    """
    from peaceops.services.register.account import list_accounts

    for one in list_accounts(at_work(folder)):
        state = "closed" if not one.active else "ready" if one.ready else "link not used yet"
        factor_said = "" if one.factor or not one.ready else ", no second factor"
        locked = f", locked until {one.locked_until:%H:%M:%S} UTC" if one.locked_until else ""
        say(f"{one.id} {one.username}: {one.post} ({state}{factor_said}{locked})")
        for one_grant in one.roles:
            say(f"    {one_grant.line}")
        if one.keys:
            say(f"    holds the keys of {', '.join(one.keys)}")


@app.command
def grant(
    folder: Path,
    username: str,
    role: str,
    *,
    area: tuple[str, ...] = (),
    team: tuple[str, ...] = (),
    contributor: str = "",
    days: Annotated[int | None, Parameter(negative="")] = None,
) -> None:
    """Give an account a role.

    Args:
        folder: the mission's.
        username: of the account.
        role: such as analyst; an unknown one lists all.
        area: ids of areas, or units as unit:North; without any it holds everywhere.
        team: teams whose records it needs to know.
        contributor: that it speaks for; with the role contributor only.
        days: after so many it ends by itself.
    """
    from peaceops.domain.grant import Grant
    from peaceops.domain.role import role_named
    from peaceops.services.register.account import grant_role

    session = at_work(folder)
    given = Grant(
        role=role_named(role),
        areas=frozenset(area) or None,
        teams=frozenset(team),
        contributor=contributor,
        valid_to=None if days is None else session.now + timedelta(days=days),
    )
    rest = grant_role(session, username, given)
    say(f"{username} is {given.role}")
    if rest:
        say(rest)


@app.command
def revoke(folder: Path, username: str, role: str) -> None:
    """Take a role and its key from an account.

    Args:
        folder: the mission's.
        username: of the account.
        role: that it has.
    """
    from peaceops.domain.role import role_named
    from peaceops.services.register.account import revoke_role

    rest = revoke_role(at_work(folder), username, role_named(role))
    say(f"{username} is no longer {role}")
    if rest:
        say(rest)


@app.command
def reset(folder: Path, username: str) -> None:
    """Take password, second factor and keys from an account; print a link for a new password.

    Args:
        folder: the mission's.
        username: of the account.
    """
    from peaceops.services.register.account import reset_account

    link = reset_account(at_work(folder), username)
    say(f"link for {username}, good once and for a day: {link}")


@app.command
def close(folder: Path, username: str) -> None:
    """Close an account: no sign-in, no token, no key. What it recorded stays.

    Args:
        folder: the mission's.
        username: of the account.
    """
    from peaceops.services.register.account import end_account

    end_account(at_work(folder), username)
    say(f"{username} is closed")


def _show(factor: "Factor") -> None:
    say(f"second factor, for an authenticator: {factor.address}")
    say(f"or typed in: {factor.secret}")
    say("Recovery codes; each stands in once for a code. Write them down:")
    for code in factor.recovery_codes:
        say(f"    {code}")


def _ask_twice(words: str) -> str:
    from peaceops.domain.error import PeaceopsError

    first = ask_hidden(words)
    if ask_hidden("once more: ") != first:
        raise PeaceopsError("the two differ")
    return first
