"""Sign-ins: how long they last, and how they end."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from peaceops.registers.account.models import Account, SignIn
from peaceops.registers.account.secret import digest_of, make_secret

IDLE = timedelta(minutes=15)
"""A sign-in ends when nobody worked with it for so long."""
LONGEST = timedelta(hours=12)
"""And after so long whatever was done."""
NOTED_EVERY = timedelta(minutes=1)
"""That somebody works is written down this often at most, to spare writes."""


def begin(account: Account, at: datetime, *, strong: bool, keyed: bool) -> str:
    """Begin a sign-in and return its secret, which is kept nowhere else."""
    secret = make_secret("session")
    SignIn.objects.create(
        digest=digest_of(secret),
        account=account,
        begun_at=at,
        seen_at=at,
        strong=strong,
        keyed=keyed,
    )
    return secret


def living(secret: str, at: datetime) -> SignIn | None:
    """Return the sign-in that a secret belongs to, and note that it is used; None once it ended."""
    row = _living(at).select_related("account").filter(digest=digest_of(secret)).first()
    if row is None:
        return None
    if at - row.seen_at >= NOTED_EVERY:
        SignIn.objects.filter(pk=row.pk).update(seen_at=at)
    return row


def end(secret: str, at: datetime) -> int:
    """End a sign-in; return how many ended."""
    return _living(at).filter(digest=digest_of(secret)).update(ended_at=at)


def end_all(account: int, at: datetime) -> tuple[str, ...]:
    """End every sign-in of an account; return the digests of those that ended."""
    rows = _living(at).filter(account=account)
    digests = tuple(rows.values_list("digest", flat=True))
    rows.update(ended_at=at)
    return digests


def _living(at: datetime) -> QuerySet[SignIn]:
    return SignIn.objects.filter(
        Q(seen_at__gt=at - IDLE) & Q(begun_at__gt=at - LONGEST),
        ended_at=None,
        account__active=True,
    )
