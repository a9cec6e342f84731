"""Passwords: hashed with argon2id, never kept."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from peaceops.domain.error import PeaceopsError
from peaceops.registers.key import cost
from peaceops.registers.key.cost import Cost

SHORTEST = 12
LONGEST = 1000


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
    return _hasher(cost.COST).hash(password)


def password_fits(password: str, hashed: str) -> bool:
    """Tell whether a password fits a hash; an empty hash takes as long and fits nothing."""
    try:
        return _hasher(cost.COST).verify(
            hashed or _nobodys(cost.COST), password[:LONGEST]
        ) and bool(hashed)
    except (VerificationError, InvalidHashError):
        return False


def _hasher(spent: Cost) -> PasswordHasher:
    return PasswordHasher(
        time_cost=spent.passes, memory_cost=spent.memory_kib, parallelism=spent.lanes
    )


@cache
def _nobodys(spent: Cost) -> str:
    """Return the hash that a sign-in is held against where there is no account."""
    return _hasher(spent).hash("the password of an account that does not exist")
