"""The second factor: codes of six digits that change every thirty seconds (RFC 6238)."""

import secrets
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

STEP_SECONDS = 30
SECRET_BYTES = 20
DIGITS = 6


def make_factor() -> bytes:
    """Return the secret of a new second factor."""
    return secrets.token_bytes(SECRET_BYTES)


def code_at(secret: bytes, at: datetime) -> str:
    """Return the code of a moment."""
    return _of(secret).generate(int(at.timestamp())).decode()


def factor_address(secret: bytes, username: str, mission: str) -> str:
    """Return the address that an authenticator reads, as text or as a picture of it."""
    return _of(secret).get_provisioning_uri(username, f"peaceops {mission}".strip())


def step_of_code(secret: bytes, code: str, at: datetime, last_step: int) -> int | None:
    """Return which thirty seconds a code belongs to; None where it fits none that may be used.

    The thirty seconds before and after count too, for clocks differ; a code counts once.
    """
    given = code.replace(" ", "").encode("utf-8", "replace")
    now = int(at.timestamp()) // STEP_SECONDS
    for step in (now - 1, now, now + 1):
        wanted = _of(secret).generate(step * STEP_SECONDS)
        if secrets.compare_digest(wanted, given) and step > last_step:
            return step
    return None


def _of(secret: bytes) -> TOTP:
    # SHA-1 is what every authenticator speaks; its weakness does not touch HMAC.
    return TOTP(secret, DIGITS, SHA1(), STEP_SECONDS)  # noqa: S303
