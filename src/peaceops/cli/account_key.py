"""Commands on keys: hand them on, renew them, see who holds which."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from peaceops.cli.at_work import ask_hidden, at_work
from peaceops.cli.console import say

app = App(name="key", help="Keys of roles: hand them on, renew them, see who holds which.")

RECOVERY = "PEACEOPS_RECOVERY"
FromSafe = Annotated[bool, Parameter(negative="")]


@app.command
def give(folder: Path, username: str, role: str = "", *, from_safe: FromSafe = False) -> None:
    """Hand a role's key to an account that has the role.

    Who holds the key signs in and does it; or the recovery key from the safe does, for all roles of
    the account. It is asked for or stands in PEACEOPS_RECOVERY.

    Args:
        folder: the mission's.
        username: of the account.
        role: whose key; not needed with --from-safe.
        from_safe: with the recovery key.
    """
    from peaceops.domain.role import role_named
    from peaceops.services.register.key import give_key, give_keys_from_safe
    from peaceops.services.register.opening import open_mission_registers

    if from_safe:
        open_mission_registers(folder)
        given = give_keys_from_safe(_recovery(), username, datetime.now(UTC))
        say(f"{username} holds the keys of {', '.join(given) or 'no role: none of its has one'}")
        return
    give_key(at_work(folder), username, role_named(role))
    say(f"{username} holds the key of {role}")


@app.command
def renew(folder: Path, role: str, *, from_safe: FromSafe = False) -> None:
    """Replace a role's key, and seal anew what the old one opened.

    Args:
        folder: the mission's.
        role: that one has; with --from-safe any, a contributor's as contributor/NAME.
        from_safe: with the recovery key, which opens everything.
    """
    from peaceops.domain.role import role_named
    from peaceops.services.register.key import renew_key, renew_key_from_safe
    from peaceops.services.register.opening import open_mission_registers

    if from_safe:
        open_mission_registers(folder)
        renewal = renew_key_from_safe(_recovery(), role, datetime.now(UTC))
    else:
        renewal = renew_key(at_work(folder), role_named(role))
    say(f"key {renewal.generation} of {role}: {renewal.done} bodies sealed anew")
    if renewal.left:
        say(f"{renewal.left} take other keys too: peaceops account key renew --from-safe goes on")


@app.command(name="list")
def list_(folder: Path) -> None:
    """List all keys of roles with the posts that hold them.

    Args:
        folder: the mission's.
    """
    from peaceops.services.register.key import key_holders

    for row in key_holders(at_work(folder)):
        say(f"{row.key}: {', '.join(row.posts) or 'only the recovery key in the safe'}")


def _recovery() -> str:
    return os.environ.get(RECOVERY) or ask_hidden("recovery key: ")
