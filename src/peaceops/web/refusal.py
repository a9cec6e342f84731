"""What a page says when a sign-in or a password is refused, in the reader's language."""

from datetime import datetime

from peaceops.disseminate.language import Language
from peaceops.domain.error import PeaceopsError
from peaceops.registers.account.lock_out import locked_until
from peaceops.registers.account.password import SHORTEST


def sign_in_refused(username: str, now: datetime, words: Language) -> str:
    """Say that a sign-in is refused: the same whatever was wrong, or how long to wait."""
    until = locked_until(username, now)
    if until is None:
        return words.say("User name, password or code is wrong.")
    return words.say("Too many wrong sign-ins; wait until {time} UTC.", time=f"{until:%H:%M:%S}")


def password_refused(error: PeaceopsError, words: Language) -> str:
    """Say why a password can not be chosen; in English where the reason is a rare one."""
    said = {
        f"a password has {SHORTEST} characters or more": words.say("The password is too short."),
        "that password is easily guessed": words.say("That password is easily guessed."),
        "that link is not good any more": words.say(
            "That link is not good any more; an administrator gives another."
        ),
    }
    return said.get(error.what) or str(error)
