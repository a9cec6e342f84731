"""Sign in and out, and what a sign-in or a token lets somebody do."""

from datetime import datetime
from typing import NoReturn

import msgspec
from django.db import transaction

from peaceops.domain.access import Reader
from peaceops.domain.audit import Act
from peaceops.domain.error import REFUSED, PeaceopsError
from peaceops.domain.marking import EVERYTHING, Level, Marking
from peaceops.registers.account import sign_in as sign_ins
from peaceops.registers.account.grant import reader_of
from peaceops.registers.account.lock_out import count_failure, forget_failures, locked_until
from peaceops.registers.account.models import Account, RecoveryCode
from peaceops.registers.account.password import password_fits
from peaceops.registers.account.second_factor import step_of_code
from peaceops.registers.account.secret import digest_of
from peaceops.registers.audit.log import append_entry
from peaceops.registers.key import ring
from peaceops.registers.key.holder import keys_held, open_holder
from peaceops.registers.key.role_key import key_name
from peaceops.registers.key.seal import open_with
from peaceops.services.register.area import areas_within
from peaceops.services.register.session import Session

WITHOUT_A_SECOND_FACTOR = Marking(Level.CONFIDENTIAL)
"""No more than this is shown to who signed in with a password only, and no key is opened."""
WRONG = "user name, password or code is wrong"


class SignedIn(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who proved who they are.

    Attributes:
        secret: of the sign-in, for their browser alone; None where none was begun.
        session: with which they work.
        strong: a second factor was given.
    """

    secret: str | None
    session: Session
    strong: bool


def sign_in(username: str, password: str, code: str, now: datetime) -> SignedIn:
    """Begin a sign-in.

    Args:
        username: of the account.
        password: its password.
        code: of the second factor, or a recovery code; empty where the account has no factor yet.
        now: instant, in UTC.

    Raises:
        PeaceopsError: with exit code 4. It says the same whatever was wrong.
    """
    account, keys, strong = _prove(username, password, code, now)
    with transaction.atomic():
        secret = sign_ins.begin(account, now, strong=strong, keyed=bool(keys))
        _note_sign_in(account, now, strong=strong)
    if keys:
        ring.keep(digest_of(secret), keys, now + sign_ins.IDLE)
    session = Session(reader=_reader(account, now, strong=strong), keys=keys)
    return SignedIn(secret=secret, session=session, strong=strong)


def sign_in_once(username: str, password: str, code: str, now: datetime) -> Session:
    """Return a session for one command, of which nothing is kept.

    Raises:
        PeaceopsError: with exit code 4, as `sign_in`.
    """
    account, keys, strong = _prove(username, password, code, now)
    _note_sign_in(account, now, strong=strong)
    return Session(reader=_reader(account, now, strong=strong), keys=keys)


def session_of(secret: str, now: datetime) -> Session | None:
    """Return the session of a sign-in; None once it ended, and for what never was one.

    A sign-in whose keys this process does not have (it was started anew) ends: without them, what
    is sealed would look as if nobody had a key.
    """
    row = sign_ins.living(secret, now)
    if row is None:
        ring.drop(digest_of(secret))
        return None
    keys = ring.kept(row.digest, now)
    if keys is None and row.keyed:
        sign_ins.end(secret, now)
        return None
    ring.prolong(row.digest, now + sign_ins.IDLE)
    reader = _reader(row.account, now, strong=row.strong)
    return Session(reader=reader, keys=keys_of_roles(dict(keys or {}), reader))


def sign_out(secret: str, now: datetime) -> None:
    """End a sign-in and drop its keys; nothing happens where it has ended."""
    row = sign_ins.living(secret, now)
    ring.drop(digest_of(secret))
    if row is None:
        return
    with transaction.atomic():
        sign_ins.end(secret, now)
        append_entry(Act.SIGN_OUT, at=now, account=str(row.account_id), post=row.account.post)


def end_sign_ins(account: int, now: datetime) -> int:
    """End every sign-in of an account and drop their keys; return how many there were."""
    digests = sign_ins.end_all(account, now)
    ring.drop(*digests)
    return len(digests)


def prove_again(session: Session, password: str) -> tuple[Account, str]:
    """Return who works here and the private half of their own keys, opened with their password.

    Asked before a password, a factor or a token is made.

    Raises:
        PeaceopsError: with exit code 4: that is not the password, or it was wrong too often.
    """
    now = session.now
    account = Account.objects.get(pk=int(session.reader.account))
    _refuse_while_locked(account.username, now)
    if not account.active or not password_fits(password, account.password):
        _fail(account.username, now, account)
    identity = open_holder(account.pk, password)
    if identity is None:
        raise PeaceopsError("the keys of this account do not open with its password")
    return account, identity


def keys_of_roles(keys: dict[str, str], reader: Reader) -> dict[str, str]:
    """Return the keys of roles that somebody has now; a role that was taken opens nothing."""
    names = {key_name(role, reader.contributor) for role in reader.roles}
    return {name: key for name, key in keys.items() if name in names}


def _prove(
    username: str, password: str, code: str, now: datetime
) -> tuple[Account, dict[str, str], bool]:
    """Return the account, the keys it may use, and whether a second factor was given."""
    _refuse_while_locked(username, now)
    account = Account.objects.filter(username=username, active=True).first()
    if not password_fits(password, account.password if account else "") or account is None:
        _fail(username, now, account)
    identity = open_holder(account.pk, password)
    strong = bool(account.factor)
    if strong and not (identity and _factor_fits(account, identity, code, now)):
        _fail(username, now, account)
    forget_failures(username)
    keys = keys_held(account.pk, identity) if strong and identity else {}
    return account, keys_of_roles(keys, reader_of(account, now)), strong


def _factor_fits(account: Account, identity: str, code: str, now: datetime) -> bool:
    secret = open_with(bytes(account.factor), [identity])
    if secret is None:
        return False
    step = step_of_code(secret, code, now, account.factor_step)
    if step is None:
        used, _ = RecoveryCode.objects.filter(account=account, digest=digest_of(code)).delete()
        return bool(used)
    # Of two who come with the same code in the same moment, one is let in.
    rows = Account.objects.filter(pk=account.pk, factor_step__lt=step)
    return bool(rows.update(factor_step=step))


def _refuse_while_locked(username: str, now: datetime) -> None:
    until = locked_until(username, now)
    if until is not None:
        raise PeaceopsError(
            "too many wrong sign-ins",
            remedy=f"wait until {until:%H:%M:%S} UTC",
            exit_code=REFUSED,
        )


def _fail(username: str, now: datetime, account: Account | None) -> NoReturn:
    failures = count_failure(username, now)
    number = "" if account is None else str(account.pk)
    append_entry(
        Act.REFUSED,
        at=now,
        account=number,
        post="" if account is None else account.post,
        reason=f"sign-in: {WRONG} ({failures} in a row)",
    )
    raise PeaceopsError(WRONG, exit_code=REFUSED)


def _note_sign_in(account: Account, now: datetime, *, strong: bool) -> None:
    how = "with a second factor" if strong else "with a password only"
    append_entry(Act.SIGN_IN, at=now, account=str(account.pk), post=account.post, reason=how)


def _reader(account: Account, now: datetime, *, strong: bool) -> Reader:
    reader = reader_of(account, now, EVERYTHING if strong else WITHOUT_A_SECOND_FACTOR)
    return msgspec.structs.replace(reader, areas=areas_within(reader.areas))
