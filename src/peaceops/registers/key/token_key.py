"""The keys that an API token opens, encrypted with its secret; the secret is kept nowhere."""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Mapping

from cryptography.fernet import Fernet, InvalidToken

from peaceops.registers.key.models import TokenKey


def keep_for_token(token: int, account: int, secret: str, keys: Mapping[str, str]) -> None:
    """Keep copies of keys that only a token's secret opens."""
    fernet = _from_secret(secret)
    TokenKey.objects.bulk_create(
        TokenKey(token=token, account=account, role=role, sealed=fernet.encrypt(key.encode()))
        for role, key in keys.items()
    )


def keys_of_token(token: int, secret: str) -> dict[str, str]:
    """Return the keys that a token opens, by role."""
    fernet = _from_secret(secret)
    try:
        return {
            row.role: fernet.decrypt(bytes(row.sealed)).decode()
            for row in TokenKey.objects.filter(token=token)
        }
    except InvalidToken:
        return {}


def drop_token_keys(account: int, *, role: str = "", token: int | None = None) -> None:
    """Drop an account's keys of tokens: all, or those of one role, or of one token."""
    rows = TokenKey.objects.filter(account=account)
    if role:
        rows = rows.filter(role=role)
    if token is not None:
        rows = rows.filter(token=token)
    rows.delete()


def drop_token_keys_of(role: str) -> None:
    """Drop everybody's keys of tokens of one role, for it has a new key."""
    TokenKey.objects.filter(role=role).delete()


def _from_secret(secret: str) -> Fernet:
    # The secret has 256 random bits: nothing is won by making this slow.
    raw = hashlib.sha256(b"keys of a token\0" + secret.encode()).digest()
    return Fernet(urlsafe_b64encode(raw))
