"""Lock-out: after five wrong sign-ins each further one waits longer, under a name known or not."""

from datetime import datetime, timedelta

from django.db import transaction

from peaceops.registers.account.models import Failure
from peaceops.registers.account.secret import digest_of

FREE_TRIES = 5
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(days=1)


def wait_after(failures: int) -> timedelta:
    """Return how long to wait after so many failures: none, then 30 s, doubling up to an hour."""
    if failures < FREE_TRIES:
        return timedelta(0)
    doublings = min(failures - FREE_TRIES, 7)
    return min(FIRST_WAIT * 2**doublings, LONGEST_WAIT)


def locked_until(username: str, at: datetime) -> datetime | None:
    """Return until when nobody can sign in under a name; None where somebody may try."""
    row = Failure.objects.filter(digest=digest_of(username.casefold())).first()
    return row.until if row is not None and row.until is not None and row.until > at else None


def count_failure(username: str, at: datetime) -> int:
    """Note a wrong sign-in, and return how many there were in a row."""
    Failure.objects.filter(last_at__lt=at - FORGOTTEN_AFTER).delete()
    with transaction.atomic():
        row, _ = Failure.objects.select_for_update().get_or_create(
            digest=digest_of(username.casefold()), defaults={"last_at": at}
        )
        row.count += 1
        row.last_at = at
        wait = wait_after(row.count)
        row.until = at + wait if wait else None
        row.save()
    return int(row.count)


def forget_failures(username: str) -> None:
    """Begin anew after a right sign-in, or where an administrator lifts a lock-out."""
    Failure.objects.filter(digest=digest_of(username.casefold())).delete()
