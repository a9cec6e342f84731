"""Secrets that are shown once: links, sign-ins, tokens, recovery codes. Only hashes are kept.

They are drawn at random and long, so that a plain hash of them can not be tried out.
"""

import hashlib
import secrets

BYTES = 32
RECOVERY_CODES = 10


def make_secret(kind: str) -> str:
    """Return a new secret; its kind stands before it, so that a leaked one is recognised."""
    return f"peaceops_{kind}_{secrets.token_urlsafe(BYTES)}"


def make_recovery_codes() -> tuple[str, ...]:
    """Return new codes of 80 bits, as people can copy them from paper."""
    return tuple("-".join(secrets.token_hex(2) for _ in range(5)) for _ in range(RECOVERY_CODES))


def digest_of(secret: str) -> str:
    """Return the hash by which a secret is known."""
    return hashlib.sha256(secret.strip().encode("utf-8", "replace")).hexdigest()
