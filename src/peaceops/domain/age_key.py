"""Age keys: an identity opens what was sealed to its recipient; pure functions on bytes."""

from collections.abc import Iterable, Sequence

import msgspec
import pyrage
from pyrage.x25519 import Identity, Recipient

from peaceops.domain.error import PeaceopsError

__all__ = [
    "Identity",
    "KeyPair",
    "make_pair",
    "open_with",
    "opened",
    "pair_of",
    "read_identities",
    "seal_to",
]


class KeyPair(msgspec.Struct, frozen=True, kw_only=True):
    """An age identity and its recipient: who has the first opens what was sealed to the second."""

    identity: str
    recipient: str


def make_pair() -> KeyPair:
    """Make a new pair of keys."""
    identity = Identity.generate()
    return KeyPair(identity=str(identity), recipient=str(identity.to_public()))


def pair_of(identity: str) -> KeyPair:
    """Return an identity with its recipient.

    Raises:
        PeaceopsError: it is no age identity.
    """
    (only,) = read_identities([identity])
    return KeyPair(identity=str(only), recipient=str(only.to_public()))


def seal_to(content: bytes, recipients: Iterable[str]) -> bytes:
    """Return a content encrypted so that any one of the recipients opens it.

    Raises:
        PeaceopsError: one of them is no age recipient.
    """
    try:
        keys = [Recipient.from_str(each) for each in recipients]
    except pyrage.RecipientError:
        raise PeaceopsError("not an age recipient (age1…)") from None
    sealed: bytes = pyrage.encrypt(content, keys)
    return sealed


def open_with(content: bytes, identities: Iterable[str]) -> bytes | None:
    """Return what was sealed to a recipient; None where none of the identities fits."""
    return opened(content, read_identities(identities))


def opened(content: bytes, identities: Sequence[Identity]) -> bytes | None:
    """Return what was sealed to a recipient, with identities that were read before."""
    if not identities:
        return None
    try:
        found: bytes = pyrage.decrypt(content, list(identities))
    except pyrage.DecryptError:
        return None
    return found


def read_identities(texts: Iterable[str]) -> list[Identity]:
    """Return the identities that stand in texts, one a line; lines that begin with # are comments.

    Raises:
        PeaceopsError: a line is no age identity.
    """
    lines = (line.strip() for text in texts for line in text.splitlines())
    try:
        return [Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except pyrage.IdentityError:
        raise PeaceopsError("not an age identity (AGE-SECRET-KEY-1…)") from None
