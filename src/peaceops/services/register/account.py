"""Accounts: begin with the first administrator, add posts, give and take roles, help who is out.

An administrator never knows anybody's password: a new account gets a link that is good once, with
which its holder chooses one.
"""

from base64 import b32encode
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from django.db import IntegrityError, transaction

from peaceops.domain.access import Duty
from peaceops.domain.audit import Act
from peaceops.domain.error import REFUSED, PeaceopsError
from peaceops.domain.grant import Grant
from peaceops.domain.role import Role
from peaceops.registers.account.grant import add_grant, end_grant, grants_in_force
from peaceops.registers.account.lock_out import forget_failures, locked_until
from peaceops.registers.account.models import Account, Link, RecoveryCode, Token
from peaceops.registers.account.password import hash_password
from peaceops.registers.account.second_factor import factor_address, make_factor
from peaceops.registers.account.secret import digest_of, make_recovery_codes, make_secret
from peaceops.registers.audit.log import append_entry
from peaceops.registers.key.holder import (
    drop_holder,
    holders_of,
    make_holder,
    reseal_holder,
    seal_to_holder,
    take_back,
)
from peaceops.registers.key.role_key import (
    contributor_recipient,
    key_name,
    make_keys,
    sealing_roles,
)
from peaceops.registers.key.token_key import drop_token_keys
from peaceops.registers.opening import open_registers
from peaceops.services.folder import open_mission
from peaceops.services.register.session import Session, demand, note
from peaceops.services.register.sign_in import end_sign_ins, prove_again

LINK_LASTS = timedelta(hours=24)
FIRST_POST = "administrator of the registers"


class SetUp(msgspec.Struct, frozen=True, kw_only=True):
    """What set-up gives out once and keeps nowhere.

    Attributes:
        link: with which the first administrator chooses a password.
        recovery: the key that opens all others; for paper, in a safe.
    """

    link: str
    recovery: str


class Factor(msgspec.Struct, frozen=True, kw_only=True):
    """A second factor, shown once.

    Attributes:
        address: for an authenticator to read.
        secret: the same for typing, in base 32.
        recovery_codes: each stands in for a code once.
    """

    address: str
    secret: str
    recovery_codes: tuple[str, ...]


class ShownAccount(msgspec.Struct, frozen=True, kw_only=True):
    """An account as an administrator sees it.

    Attributes:
        ready: a password was chosen; `factor`: a second factor too.
        keys: names of the keys that it holds.
        locked_until: too many wrong sign-ins under its name; None for none.
    """

    id: int
    username: str
    post: str
    active: bool
    ready: bool
    factor: bool
    roles: tuple[Grant, ...]
    keys: tuple[str, ...]
    locked_until: datetime | None


def set_up(folder: Path, now: datetime, username: str = "administrator") -> SetUp:
    """Begin a mission's registers: make its keys and the account of its first administrator.

    Raises:
        PeaceopsError: no mission there, or it was done before.
    """
    open_mission(folder)
    open_registers(folder, make=True)
    if Account.objects.exists():
        raise PeaceopsError(
            "the registers were set up before",
            where=str(folder),
            remedy="an administrator resets an account: peaceops account reset",
        )
    with transaction.atomic():
        recovery = make_keys(now)
        account = Account.objects.create(username=username, post=FIRST_POST, made_at=now)
        add_grant(account, Grant(role=Role.ADMINISTRATOR), now, None)
        link = _make_link(account, now)
        append_entry(
            Act.ACCOUNT, at=now, account="", post="operator of the machine", reason="set up"
        )
    return SetUp(link=link, recovery=recovery)


def accept_link(link: str, password: str, now: datetime, *, mission: str = "") -> Factor:
    """Choose the password of the account that a link is for, and begin its second factor.

    Args:
        link: its secret; good once, for a day.
        password: chosen.
        now: instant, in UTC.
        mission: name shown in the authenticator.

    Raises:
        PeaceopsError: the link is not good any more, or the password is too weak.
    """
    row = (
        Link.objects.select_related("account")
        .filter(digest=digest_of(link), used_at=None, expires_at__gt=now, account__active=True)
        .first()
    )
    if row is None:
        raise PeaceopsError(
            "that link is not good any more",
            remedy="ask an administrator for another: peaceops account reset",
            exit_code=REFUSED,
        )
    account = row.account
    hashed = hash_password(password, account.username)
    with transaction.atomic():
        # Of two who come with the same link in the same moment, one is let in.
        if not Link.objects.filter(pk=row.pk, used_at=None).update(used_at=now):
            raise PeaceopsError("that link is not good any more", exit_code=REFUSED)
        account.password = hashed
        make_holder(account.pk, password)
        factor = _begin_factor(account, mission)
        account.save()
        append_entry(
            Act.ACCOUNT,
            at=now,
            account=str(account.pk),
            post=account.post,
            reason="password and second factor chosen",
        )
    return factor


def change_password(session: Session, old: str, new: str) -> None:
    """Change one's own password; keys stay, and every sign-in ends.

    Raises:
        PeaceopsError: the old one is wrong, or the new one too weak.
    """
    account, identity = prove_again(session, old)
    hashed = hash_password(new, account.username)
    with transaction.atomic():
        Account.objects.filter(pk=account.pk).update(password=hashed)
        reseal_holder(account.pk, identity, new)
        end_sign_ins(account.pk, session.now)
        note(session, Act.ACCOUNT, reason="password changed")


def renew_factor(session: Session, password: str, *, mission: str = "") -> Factor:
    """Begin one's own second factor anew; the old one and its recovery codes end.

    Raises:
        PeaceopsError: the password is wrong.
    """
    account, _ = prove_again(session, password)
    with transaction.atomic():
        factor = _begin_factor(account, mission)
        account.save()
        note(session, Act.ACCOUNT, reason="second factor begun anew")
    return factor


def add_account(session: Session, username: str, post: str) -> str:
    """Add an account and return the link with which its holder chooses a password.

    Args:
        session: of an administrator.
        username: to sign in with.
        post: the function shown instead of a name, such as "watchkeeper, Bria".

    Raises:
        PeaceopsError: not an administrator, or the name is taken or empty.
    """
    demand(session, Duty.MANAGE_ACCOUNTS)
    if not username.strip() or not post.strip():
        raise PeaceopsError("an account has a user name and a post")
    try:
        with transaction.atomic():
            account = Account.objects.create(username=username, post=post, made_at=session.now)
            link = _make_link(account, session.now)
            note(session, Act.ACCOUNT, ids=(str(account.pk),), reason=f"added for {post}")
    except IntegrityError:
        raise PeaceopsError("that user name is taken", where=username) from None
    return link


def grant_role(session: Session, username: str, grant: Grant) -> str:
    """Give an account a role; return what is still to be done for it, empty for nothing.

    Raises:
        PeaceopsError: not an administrator, or the role does not go with the account's others.
    """
    demand(session, Duty.MANAGE_ACCOUNTS)
    account = _account(username)
    with transaction.atomic():
        add_grant(account, grant, session.now, int(session.reader.account))
        if grant.contributor:
            contributor_recipient(grant.contributor, session.now)  # so that it can be handed on
        note(session, Act.ACCOUNT, ids=(str(account.pk),), reason=f"granted {grant.line}")
    if grant.role not in (*sealing_roles(), Role.CONTRIBUTOR):
        return ""
    name = key_name(grant.role, grant.contributor)
    return f"somebody who holds the key of {name} hands it on: peaceops account key give"


def revoke_role(session: Session, username: str, role: Role) -> str:
    """Take a role and its key from an account; return what is still to be done, empty for nothing.

    Raises:
        PeaceopsError: not an administrator, or the account does not have it.
    """
    demand(session, Duty.MANAGE_ACCOUNTS)
    account = _account(username)
    row = grants_in_force(account.pk, session.now).filter(role=role).first()
    name = key_name(role, row.contributor if row else "")
    with transaction.atomic():
        end_grant(account, role, session.now)
        held = take_back(name, account.pk)
        drop_token_keys(account.pk, role=name)
        note(session, Act.ACCOUNT, ids=(str(account.pk),), reason=f"revoked {role}")
    return f"renew the key of {name}, for a copy may have been kept" if held else ""


def reset_account(session: Session, username: str) -> str:
    """Take password, second factor and keys from an account; return a link for a new password.

    The keys it held are handed on to it once more, by others or with the recovery key.

    Raises:
        PeaceopsError: not an administrator, or no such account.
    """
    demand(session, Duty.MANAGE_ACCOUNTS)
    account = _account(username)
    with transaction.atomic():
        _strip(account, session.now)
        account.active = True
        account.save()
        link = _make_link(account, session.now)
        note(session, Act.ACCOUNT, ids=(str(account.pk),), reason="reset")
    forget_failures(username)
    return link


def end_account(session: Session, username: str) -> None:
    """Close an account: no sign-in, no token, no key. What it recorded stays.

    Raises:
        PeaceopsError: not an administrator, no such account, or it is the last administrator's.
    """
    demand(session, Duty.MANAGE_ACCOUNTS)
    account = _account(username)
    if str(account.pk) == session.reader.account:
        raise PeaceopsError("another administrator closes this account", where=username)
    with transaction.atomic():
        _strip(account, session.now)
        account.active = False
        account.save()
        note(session, Act.ACCOUNT, ids=(str(account.pk),), reason="closed")


def list_accounts(session: Session) -> tuple[ShownAccount, ...]:
    """Return all accounts, in the order in which they were added.

    Raises:
        PeaceopsError: not an administrator.
    """
    demand(session, Duty.MANAGE_ACCOUNTS)
    return tuple(_shown(account, session.now) for account in Account.objects.order_by("pk"))


def _strip(account: Account, now: datetime) -> None:
    account.password = ""
    account.factor = b""
    RecoveryCode.objects.filter(account=account).delete()
    Link.objects.filter(account=account, used_at=None).update(used_at=now)
    Token.objects.filter(account=account, revoked_at=None).update(revoked_at=now)
    drop_token_keys(account.pk)
    drop_holder(account.pk)
    end_sign_ins(account.pk, now)


def _begin_factor(account: Account, mission: str) -> Factor:
    secret = make_factor()
    codes = make_recovery_codes()
    account.factor = seal_to_holder(account.pk, secret)
    account.factor_step = 0
    RecoveryCode.objects.filter(account=account).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=account, digest=digest_of(code)) for code in codes
    )
    return Factor(
        address=factor_address(secret, account.username, mission),
        secret=b32encode(secret).decode(),
        recovery_codes=codes,
    )


def _make_link(account: Account, now: datetime) -> str:
    link = make_secret("link")
    Link.objects.create(digest=digest_of(link), account=account, expires_at=now + LINK_LASTS)
    return link


def _account(username: str) -> Account:
    account: Account | None = Account.objects.filter(username=username).first()
    if account is None:
        raise PeaceopsError("no such account", where=username)
    return account


def _shown(account: Account, now: datetime) -> ShownAccount:
    grants = tuple(
        Grant(
            role=Role(row.role),
            areas=None if row.areas is None else frozenset(row.areas),
            teams=frozenset(row.teams),
            contributor=row.contributor,
            valid_to=row.valid_to,
        )
        for row in grants_in_force(account.pk, now)
    )
    names = [key_name(grant.role, grant.contributor) for grant in grants]
    return ShownAccount(
        id=account.pk,
        username=account.username,
        post=account.post,
        active=account.active,
        ready=bool(account.password),
        factor=bool(account.factor),
        roles=grants,
        keys=tuple(name for name in names if account.pk in holders_of(name)),
        locked_until=locked_until(account.username, now),
    )
