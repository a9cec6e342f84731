"""Tokens: with which a program acts for an account, no wider than their scopes."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec
from django.db import transaction

from peaceops.domain.audit import Act
from peaceops.domain.error import REFUSED, PeaceopsError
from peaceops.domain.marking import Compartment, Level, Marking, may_see
from peaceops.domain.role import SEALED_COMPARTMENTS
from peaceops.registers.account.grant import reader_of
from peaceops.registers.account.models import Token
from peaceops.registers.account.secret import digest_of, make_secret
from peaceops.registers.key.token_key import drop_token_keys, keep_for_token, keys_of_token
from peaceops.services.register.area import areas_within
from peaceops.services.register.session import Session, note
from peaceops.services.register.sign_in import keys_of_roles, prove_again

LONGEST_DAYS = 365
READ, WRITE, STRICTLY_CONFIDENTIAL = "read", "write", "strictly_confidential"
SCOPES = (READ, WRITE, STRICTLY_CONFIDENTIAL, *Compartment)
"""What a token may be allowed: to read, to write, what is strictly confidential, and each
compartment by its name. Without more, it reads up to confidential and nothing held apart."""


class ShownToken(msgspec.Struct, frozen=True, kw_only=True):
    """A token as its owner sees it in a list; its secret was shown once."""

    id: int
    name: str
    scopes: tuple[str, ...]
    made_at: datetime
    expires_at: datetime


def make_token(
    session: Session, password: str, *, name: str, scopes: Iterable[str], days: int
) -> str:
    """Make a token and return its secret, which is shown this once.

    Args:
        session: whose account it acts for.
        password: of that account, once more.
        name: what it is for.
        scopes: of `SCOPES`; "read" at least.
        days: until it expires, 1 to 365.

    Raises:
        PeaceopsError: an unknown scope, too long a life, a wrong password, or a compartment that
            this person can not open now.
    """
    wanted = tuple(sorted(set(scopes)))
    _check(wanted, days)
    if not may_see(session.reader.ceiling, _ceiling(wanted)):
        raise PeaceopsError(
            "a token reaches no further than the sign-in it is made with",
            remedy="sign in with the second factor",
            exit_code=REFUSED,
        )
    sealed = SEALED_COMPARTMENTS & set(wanted)
    account, _ = prove_again(session, password)
    if sealed and not session.keys:
        raise PeaceopsError(
            f"you hold no key to {', '.join(sorted(sealed))} now, so neither would the token",
            remedy="sign in with the second factor, and have the role's key handed to you",
            exit_code=REFUSED,
        )
    secret = make_secret("token")
    now = session.now
    with transaction.atomic():
        row = Token.objects.create(
            digest=digest_of(secret),
            account=account,
            name=name,
            scopes=list(wanted),
            made_at=now,
            expires_at=now + timedelta(days=days),
        )
        if sealed:
            keep_for_token(row.pk, account.pk, secret, session.keys)
        note(session, Act.ACCOUNT, reason=f"token {row.pk} made for {', '.join(wanted)}")
    return secret


def session_of_token(secret: str, now: datetime) -> Session | None:
    """Return the session of a token; None where it is unknown, revoked or expired."""
    row = (
        Token.objects.select_related("account")
        .filter(digest=digest_of(secret), revoked_at=None, expires_at__gt=now)
        .filter(account__active=True)
        .first()
    )
    if row is None:
        return None
    reader = reader_of(row.account, now, _ceiling(row.scopes))
    reader = msgspec.structs.replace(
        reader, areas=areas_within(reader.areas), writing=WRITE in row.scopes
    )
    keys = keys_of_token(row.pk, secret) if SEALED_COMPARTMENTS & set(row.scopes) else {}
    return Session(reader=reader, keys=keys_of_roles(keys, reader))


def list_tokens(session: Session) -> tuple[ShownToken, ...]:
    """Return the tokens that act for this account and still do."""
    rows = Token.objects.filter(
        account=int(session.reader.account), revoked_at=None, expires_at__gt=session.now
    )
    return tuple(
        ShownToken(
            id=row.pk,
            name=row.name,
            scopes=tuple(row.scopes),
            made_at=row.made_at,
            expires_at=row.expires_at,
        )
        for row in rows.order_by("id")
    )


def revoke_token(session: Session, number: int) -> None:
    """End a token of one's own, and destroy the keys it opened.

    Raises:
        PeaceopsError: there is none.
    """
    account = int(session.reader.account)
    with transaction.atomic():
        rows = Token.objects.filter(pk=number, account=account, revoked_at=None)
        if not rows.update(revoked_at=session.now):
            raise PeaceopsError(f"no token {number} of yours")
        drop_token_keys(account, token=number)
        note(session, Act.ACCOUNT, reason=f"token {number} revoked")


def _check(scopes: tuple[str, ...], days: int) -> None:
    unknown = [scope for scope in scopes if scope not in SCOPES]
    if unknown or READ not in scopes:
        raise PeaceopsError(
            f"no such scope: {unknown[0]}" if unknown else "a token reads at least",
            remedy=f"some of: {', '.join(SCOPES)}",
        )
    if not 1 <= days <= LONGEST_DAYS:
        raise PeaceopsError(f"a token lives 1 to {LONGEST_DAYS} days")


def _ceiling(scopes: Iterable[str]) -> Marking:
    held = frozenset(scopes)
    level = Level.CONFIDENTIAL
    if STRICTLY_CONFIDENTIAL in held:
        level = Level.STRICTLY_CONFIDENTIAL
    return Marking(level, frozenset(name for name in Compartment if name in held))
