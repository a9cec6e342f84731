"""Passwords: hashed with argon2id, never kept.

Parameters are those of RFC 9106 for memory that is short (64 MiB, three passes, four lanes).
"""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from peaceops.domain.error import PeaceopsError

SHORTEST = 12
LONGEST = 1000
_HASHER = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4)
_NOBODYS = _HASHER.hash("the password of an account that does not exist")


def hash_password(password: str, username: str) -> str:
    """Return the hash of a password that somebody chose.

    Raises:
        PeaceopsError: it is too short, far too long, or holds the user name.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise PeaceopsError(
            f"a password has {SHORTEST} characters or more", remedy="four words that do not belong"
        )
    if username.casefold() in password.casefold() or len(set(password)) < 5:
        raise PeaceopsError("that password is easily guessed", remedy="choose four other words")
    return _HASHER.hash(password)


def password_fits(password: str, hashed: str) -> bool:
    """Tell whether a password fits a hash; an empty hash takes as long and fits nothing."""
    try:
        return _HASHER.verify(hashed or _NOBODYS, password[:LONGEST]) and bool(hashed)
    except (VerificationError, InvalidHashError):
        return False
