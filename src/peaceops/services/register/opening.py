"""Open a mission's registers for the people who work there."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from peaceops.domain.error import REFUSED, PeaceopsError
from peaceops.registers.opening import open_registers
from peaceops.services.folder import open_mission
from peaceops.services.register.session import Session
from peaceops.services.register.sign_in import sign_in_once
from peaceops.services.register.token import session_of_token

TOKEN, USER, PASSWORD, CODE = (
    "PEACEOPS_TOKEN",
    "PEACEOPS_USER",
    "PEACEOPS_PASSWORD",
    "PEACEOPS_CODE",
)


def session_at(folder: Path, ask: Callable[[str, bool], str]) -> Session:
    """Open a mission's registers and return the session of whoever works at this terminal.

    A token in PEACEOPS_TOKEN is enough; else user name, password and the second factor's code come
    from PEACEOPS_USER, PEACEOPS_PASSWORD and PEACEOPS_CODE, and what is not there is asked for.

    Args:
        folder: of the mission.
        ask: for a thing by name; the flag says that it is not to be shown while typed.

    Raises:
        PeaceopsError: there are no registers, or the sign-in is refused.
    """
    open_mission(folder)
    open_registers(folder)
    now = datetime.now(UTC)
    token = os.environ.get(TOKEN, "")
    if token:
        session = session_of_token(token, now)
        if session is None:
            raise PeaceopsError(f"the token in {TOKEN} is not valid here", exit_code=REFUSED)
        return session
    given = [
        os.environ.get(name) or ask(words, hidden)
        for name, words, hidden in (
            (USER, "user name", False),
            (PASSWORD, "password", True),
        )
    ]
    code = os.environ.get(CODE)
    if code is None:
        code = ask("code of the second factor (empty for none)", False)
    return sign_in_once(given[0], given[1], code, now)


def open_mission_registers(folder: Path) -> str:
    """Open a mission's registers and return the mission's name.

    Raises:
        PeaceopsError: there are none.
    """
    name = open_mission(folder).settings.name
    open_registers(folder)
    return name
