"""Keys: hand them on to who newly has a role, renew them, and find out who holds which.

An administrator alone can not open anything: a key is handed on by who holds it, or with the
recovery key from the safe.
"""

from datetime import datetime

import msgspec
from django.db import transaction

from peaceops.domain.access import Duty
from peaceops.domain.audit import Act
from peaceops.domain.error import REFUSED, PeaceopsError
from peaceops.domain.role import Role
from peaceops.registers.account.grant import grants_in_force
from peaceops.registers.account.models import Account
from peaceops.registers.audit.log import append_entry
from peaceops.registers.key.holder import hand_on, holders_of
from peaceops.registers.key.role_key import (
    key_name,
    key_names,
    recovered_keys,
    renew,
    reseal_contributors,
    retire_older,
    sealing_roles,
)
from peaceops.registers.key.token_key import drop_token_keys_of
from peaceops.registers.key.vault import reseal
from peaceops.services.register.session import Session, demand, note
from peaceops.services.register.sign_in import end_sign_ins

WITH_RECOVERY = "with the recovery key"


class KeyHolders(msgspec.Struct, frozen=True, kw_only=True):
    """A key, and the posts that hold it; without any, only the recovery key opens what it seals."""

    key: str
    posts: tuple[str, ...]


class Renewal(msgspec.Struct, frozen=True, kw_only=True):
    """How far the renewal of a key has come.

    Attributes:
        generation: number of the new key.
        done: data keys sealed anew.
        left: those that take keys which this person does not hold; somebody else goes on with
            them, or the recovery key does. Until then the older key is kept.
    """

    generation: int
    done: int
    left: int


def give_key(session: Session, username: str, role: Role) -> None:
    """Hand the key of a role, which one holds, to an account that has the role.

    Raises:
        PeaceopsError: this person does not hold it, or the account has not the role.
    """
    account, name = _who_gets(username, role, session.now)
    keys = dict(session.keys)
    if not keys:
        raise PeaceopsError("you hold no key that could be handed on", exit_code=REFUSED)
    with transaction.atomic():
        hand_on(name, keys, account.pk, session.now, int(session.reader.account))
        note(session, Act.KEY, ids=(str(account.pk),), reason=f"key of {name} handed on")


def give_keys_from_safe(recovery: str, username: str, now: datetime) -> tuple[str, ...]:
    """Hand an account the keys of all its roles with the recovery key; return their names.

    Raises:
        PeaceopsError: it is not the recovery key, or the account can hold none.
    """
    account = _account(username)
    keys = recovered_keys(recovery)
    given = []
    with transaction.atomic():
        for row in grants_in_force(account.pk, now):
            role = Role(row.role)
            if role in (*sealing_roles(), Role.CONTRIBUTOR):
                name = key_name(role, row.contributor)
                hand_on(name, keys, account.pk, now, None)
                given.append(name)
        append_entry(
            Act.KEY,
            at=now,
            account="",
            post=WITH_RECOVERY,
            ids=(str(account.pk),),
            reason=f"keys handed on: {', '.join(given) or 'none'}",
        )
    return tuple(given)


def renew_key(session: Session, role: Role) -> Renewal:
    """Make a new key for a role that one has, and seal everything anew that the old one opened.

    Raises:
        PeaceopsError: this person does not hold the key.
    """
    name = key_name(role, session.reader.contributor)
    if name not in session.keys:
        raise PeaceopsError(f"the key of {name} is renewed by who holds it", exit_code=REFUSED)
    with transaction.atomic():
        generation = renew(name, session.now)
        renewal = _sealed_anew(name, generation, dict(session.keys), session.now)
        note(session, Act.KEY, count=renewal.done, reason=_told(name, renewal))
    return renewal


def renew_key_from_safe(recovery: str, role: str, now: datetime) -> Renewal:
    """Make a new key for a role with the recovery key, which opens and seals all anew.

    Raises:
        PeaceopsError: it is not the recovery key, or there is no such key.
    """
    keys = recovered_keys(recovery)
    with transaction.atomic():
        generation = renew(role, now)
        renewal = _sealed_anew(role, generation, keys, now)
        append_entry(
            Act.KEY,
            at=now,
            account="",
            post=WITH_RECOVERY,
            count=renewal.done,
            reason=_told(role, renewal),
        )
    return renewal


def key_holders(session: Session) -> tuple[KeyHolders, ...]:
    """Return every key with the posts that hold it.

    Raises:
        PeaceopsError: this person neither manages accounts nor holds a key.
    """
    if not session.keys:
        demand(session, Duty.MANAGE_ACCOUNTS)
    posts = dict(Account.objects.values_list("pk", "post"))
    return tuple(
        KeyHolders(key=name, posts=tuple(posts[account] for account in holders_of(name)))
        for name in key_names()
    )


def _sealed_anew(name: str, generation: int, keys: dict[str, str], now: datetime) -> Renewal:
    resealing = reseal(name, keys)
    drop_token_keys_of(name)  # tokens are made anew, for theirs were copies of the old key
    for account in holders_of(name):
        end_sign_ins(account, now)  # and who is at work signs in once more, for the new one
    reseal_contributors(keys)
    if not resealing.left:
        retire_older(name, now)
    return Renewal(generation=generation, done=resealing.done, left=resealing.left)


def _who_gets(username: str, role: Role, now: datetime) -> tuple[Account, str]:
    account = _account(username)
    row = grants_in_force(account.pk, now).filter(role=role).first()
    if row is None:
        raise PeaceopsError(f"has not the role {role}", where=username, exit_code=REFUSED)
    return account, key_name(role, row.contributor)


def _account(username: str) -> Account:
    account: Account | None = Account.objects.filter(username=username, active=True).first()
    if account is None:
        raise PeaceopsError("no such account", where=username)
    return account


def _told(name: str, renewal: Renewal) -> str:
    return f"key of {name} renewed; {renewal.done} sealed anew, {renewal.left} left"
