"""A person's own pair of keys, and the roles' keys that were handed to them.

The private half is encrypted with a key drawn from the password by argon2id, with the cost of the
password's own hash: whoever takes the disk finds that hash beside it, so a dearer one would add
nothing.
"""

import secrets
from base64 import urlsafe_b64encode
from datetime import datetime

import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.fernet import Fernet, InvalidToken

from peaceops.domain.age_key import make_pair, open_with, pair_of, seal_to
from peaceops.domain.error import PeaceopsError
from peaceops.registers.key import cost
from peaceops.registers.key.cost import Cost
from peaceops.registers.key.models import HeldKey, Holder, RoleKey
from peaceops.registers.key.role_key import joined_keys

_SALT_BYTES = 16


class _Sealed(msgspec.Struct, frozen=True, kw_only=True):
    """A private half as it is kept, with what its key is drawn from besides the password."""

    salt: bytes
    cost: Cost
    body: bytes


def make_holder(account: int, password: str) -> None:
    """Make a pair of keys for an account; what it held under an earlier one is taken from it."""
    pair = make_pair()
    HeldKey.objects.filter(account=account).delete()
    Holder.objects.update_or_create(
        account=account,
        defaults={
            "recipient": pair.recipient,
            "sealed": _sealed(pair.identity.encode(), password),
        },
    )


def open_holder(account: int, password: str) -> str | None:
    """Return the private half of an account's keys; None where the password does not open it."""
    row = Holder.objects.filter(account=account).first()
    if row is None:
        return None
    sealed = msgspec.json.decode(bytes(row.sealed), type=_Sealed)
    try:
        return _from_password(password, sealed.salt, sealed.cost).decrypt(sealed.body).decode()
    except InvalidToken:
        return None


def reseal_holder(account: int, identity: str, password: str) -> None:
    """Seal an account's private half with a new password; what it holds stays as it is."""
    Holder.objects.filter(account=account).update(sealed=_sealed(identity.encode(), password))


def seal_to_holder(account: int, content: bytes) -> bytes:
    """Return a content that only an account's own key opens."""
    return seal_to(content, [Holder.objects.get(account=account).recipient])


def drop_holder(account: int) -> None:
    """Take an account's own keys and all that it holds; only others can hand those on again."""
    HeldKey.objects.filter(account=account).delete()
    Holder.objects.filter(account=account).delete()


def keys_held(account: int, identity: str) -> dict[str, str]:
    """Return the roles' private halves that an account holds, by role, newest generation first."""
    rows = HeldKey.objects.select_related("key").filter(account=account)
    opened = [
        (row.key.role, open_with(bytes(row.sealed), [identity]))
        for row in rows.order_by("-key__generation")
    ]
    return dict(joined_keys((role, key.decode()) for role, key in opened if key is not None))


def hand_on(
    role: str, keys: dict[str, str], account: int, at: datetime, by: int | None
) -> tuple[int, ...]:
    """Give an account a role's private half; return the generations it got.

    Args:
        role: name of the key.
        keys: of who hands it on: they hold it, or may open it, or hold the recovery key.
        account: who gets it; must have chosen a password.
        at: when.
        by: account of who hands it on; None for the recovery key.

    Raises:
        PeaceopsError: they can not open it, or the account has no keys of its own yet.
    """
    holder = Holder.objects.filter(account=account).first()
    if holder is None:
        raise PeaceopsError("that account has not chosen a password yet, so it can hold no key")
    rows = list(RoleKey.objects.filter(role=role, retired_at=None).order_by("generation"))
    own = dict(_generations(keys.get(role, "")))
    given = []
    for row in rows:
        identity = own.get(row.recipient) or _recovered(row, keys)
        if identity is not None:
            HeldKey.objects.update_or_create(
                key=row,
                account=account,
                defaults={
                    "sealed": seal_to(identity.encode(), [holder.recipient]),
                    "at": at,
                    "by": by,
                },
            )
            given.append(int(row.generation))
    if not given:
        raise PeaceopsError(
            f"the key of {role} is handed on by somebody who holds it, or with the recovery key"
        )
    return tuple(given)


def take_back(role: str, account: int) -> int:
    """Take a role's key from an account; return how many generations it held.

    It may have kept a copy: renew the key where that is to be feared.
    """
    deleted, _ = HeldKey.objects.filter(key__role=role, account=account).delete()
    return deleted


def holders_of(role: str) -> tuple[int, ...]:
    """Return the accounts that hold the newest key of a role."""
    newest = RoleKey.objects.filter(role=role, retired_at=None).order_by("-generation").first()
    rows = HeldKey.objects.filter(key=newest).order_by("account")
    return tuple(rows.values_list("account", flat=True))


def _recovered(row: RoleKey, keys: dict[str, str]) -> str | None:
    opened = open_with(bytes(row.sealed), keys.values()) if keys else None
    return None if opened is None else opened.decode()


def _generations(text: str) -> list[tuple[str, str]]:
    pairs = (pair_of(line) for line in text.split("\n") if line)
    return [(pair.recipient, pair.identity) for pair in pairs]


def _sealed(identity: bytes, password: str) -> bytes:
    salt = secrets.token_bytes(_SALT_BYTES)
    body = _from_password(password, salt, cost.COST).encrypt(identity)
    return msgspec.json.encode(_Sealed(salt=salt, cost=cost.COST, body=body))


def _from_password(password: str, salt: bytes, spent: Cost) -> Fernet:
    raw = hash_secret_raw(
        password.encode(),
        salt,
        time_cost=spent.passes,
        memory_cost=spent.memory_kib,
        parallelism=spent.lanes,
        hash_len=32,
        type=Type.ID,
    )
    return Fernet(urlsafe_b64encode(raw))
