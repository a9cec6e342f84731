"""The keys of who is at work now: in this process's memory only, by sign-in, until it ends."""

from collections.abc import Mapping
from datetime import datetime
from threading import Lock

_LOCK = Lock()
_RINGS: dict[str, tuple[Mapping[str, str], datetime]] = {}


def keep(sign_in: str, keys: Mapping[str, str], until: datetime) -> None:
    """Keep the keys of a sign-in until a moment.

    Args:
        sign_in: its digest.
        keys: age identities by role.
        until: when they are dropped at the latest.
    """
    with _LOCK:
        _RINGS[sign_in] = (dict(keys), until)


def kept(sign_in: str, now: datetime) -> Mapping[str, str] | None:
    """Return the keys of a sign-in, None where there are none; what has expired is dropped."""
    with _LOCK:
        for name in [name for name, (_, until) in _RINGS.items() if until <= now]:
            del _RINGS[name]
        found = _RINGS.get(sign_in)
    return None if found is None else found[0]


def prolong(sign_in: str, until: datetime) -> None:
    """Keep the keys of a sign-in longer, for somebody works with it."""
    with _LOCK:
        if sign_in in _RINGS:
            _RINGS[sign_in] = (_RINGS[sign_in][0], until)


def drop(*sign_ins: str) -> None:
    """Drop the keys of sign-ins that have ended."""
    with _LOCK:
        for name in sign_ins:
            _RINGS.pop(name, None)
