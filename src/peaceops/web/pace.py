"""How often somebody may try to sign in from one address; proving a password is slow work.

The lock-out by user name is the account's own (`registers.account.lock_out`); this keeps one
machine from trying many names, and many from taking all of the server's time.
"""

from collections import defaultdict, deque
from datetime import datetime, timedelta
from threading import BoundedSemaphore, Lock

TRIES = 10
WITHIN = timedelta(minutes=1)
AT_ONCE = BoundedSemaphore(2)
"""Passwords proved at the same time."""
_LOCK = Lock()
_TRIED: dict[str, deque[datetime]] = defaultdict(deque)


def may_try(address: str, now: datetime) -> bool:
    """Note a try from an address; False where there were too many of late."""
    with _LOCK:
        for known in [name for name, tries in _TRIED.items() if tries[-1] <= now - WITHIN]:
            del _TRIED[known]
        tries = _TRIED[address]
        while tries and tries[0] <= now - WITHIN:
            tries.popleft()
        if len(tries) >= TRIES:
            return False
        tries.append(now)
        return True


def forget() -> None:
    """Forget all tries."""
    with _LOCK:
        _TRIED.clear()
