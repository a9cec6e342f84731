"""Who works at this terminal: signed in for one command, with nothing kept of it."""

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from peaceops.domain.error import PeaceopsError

if TYPE_CHECKING:
    from peaceops.services.register.session import Session


def at_work(folder: Path) -> "Session":
    """Open a mission's registers and sign in: by environment, or asked at the terminal.

    Raises:
        PeaceopsError: there are no registers, nobody can be asked, or the sign-in is refused.
    """
    from peaceops.services.register.opening import session_at

    return session_at(folder, _ask)


def _ask(words: str, hidden: bool) -> str:
    if not sys.stdin.isatty():
        raise PeaceopsError(
            f"no {words} given",
            remedy="set PEACEOPS_TOKEN, or PEACEOPS_USER, PEACEOPS_PASSWORD and PEACEOPS_CODE",
        )
    if hidden:
        return getpass.getpass(f"{words.capitalize()}: ", stream=sys.stderr)
    print(f"{words.capitalize()}: ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()


def ask_hidden(words: str) -> str:
    """Return what somebody types unseen.

    Raises:
        PeaceopsError: nobody can be asked.
    """
    if not sys.stdin.isatty():
        raise PeaceopsError(f"no {words.strip(': ')} given, and nobody to ask")
    return getpass.getpass(words, stream=sys.stderr)
