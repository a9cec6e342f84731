"""Seal a body so that only who holds the keys of all its compartments opens it. No tables here.

A body is encrypted with a data key of its own (Fernet). The data key is encrypted to the recipients
of one compartment, the result to those of the next, and so on (age): one layer a compartment, and
whoever lacks one key opens nothing. To destroy a body for good, its data key is destroyed.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
import pyrage
from cryptography.fernet import Fernet, InvalidToken
from pyrage.x25519 import Identity, Recipient

from peaceops.domain.error import PeaceopsError
from peaceops.domain.marking import Compartment


class Sealed(msgspec.Struct, frozen=True, kw_only=True):
    """A body that is sealed.

    Attributes:
        content: the body, encrypted with its data key.
        key: the data key, encrypted in layers.
        layers: how many.
    """

    content: bytes
    key: bytes
    layers: int


class KeyPair(msgspec.Struct, frozen=True, kw_only=True):
    """An age identity and its recipient: who has the first opens what was sealed to the second."""

    identity: str
    recipient: str


def make_pair() -> KeyPair:
    """Make a new pair of keys."""
    identity = Identity.generate()
    return KeyPair(identity=str(identity), recipient=str(identity.to_public()))


def seal_body(
    body: bytes,
    compartments: Iterable[Compartment],
    recipients: Mapping[Compartment, Sequence[str]],
) -> Sealed:
    """Seal a body with a new data key.

    Args:
        body: bytes of a payload.
        compartments: that it is held apart in; at least one.
        recipients: age recipients of each of them.

    Raises:
        PeaceopsError: no compartment, or one for which nobody holds a key.
    """
    data_key = Fernet.generate_key()
    layers = sorted(set(compartments))
    return Sealed(
        content=Fernet(data_key).encrypt(body),
        key=seal_key(data_key, [recipients.get(layer, ()) for layer in layers]),
        layers=len(layers),
    )


def open_body(sealed: Sealed, identities: Iterable[str]) -> bytes | None:
    """Return the body; None where the identities do not open every layer.

    Args:
        sealed: as `seal_body` gave it.
        identities: texts of age identities, several in one text on lines of their own.

    Raises:
        PeaceopsError: the key fits, and the body was changed since.
    """
    data_key = open_key(sealed.key, sealed.layers, identities)
    if data_key is None:
        return None
    try:
        return Fernet(data_key).decrypt(sealed.content)
    except InvalidToken:
        raise PeaceopsError("a sealed body was changed since it was sealed") from None


def seal_key(data_key: bytes, layers: Sequence[Sequence[str]]) -> bytes:
    """Return a data key encrypted to the recipients of each layer in turn, the last outermost."""
    if not layers or not all(layers):
        raise PeaceopsError(
            "nobody holds a key to what is to be sealed",
            remedy="peaceops account set-up makes the keys of all roles",
        )
    for recipients in layers:
        data_key = seal_to(data_key, recipients)
    return data_key


def open_key(key: bytes, layers: int, identities: Iterable[str]) -> bytes | None:
    """Return a data key; None where the identities do not open every layer."""
    held = read_identities(identities)
    for _ in range(layers):
        opened = _opened(key, held)
        if opened is None:
            return None
        key = opened
    return key


def seal_to(content: bytes, recipients: Iterable[str]) -> bytes:
    """Return a content encrypted so that any one of the recipients opens it."""
    return pyrage.encrypt(content, [Recipient.from_str(each) for each in recipients])


def open_with(content: bytes, identities: Iterable[str]) -> bytes | None:
    """Return what was sealed to a recipient; None where none of the identities fits."""
    return _opened(content, read_identities(identities))


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


def _opened(content: bytes, identities: list[Identity]) -> bytes | None:
    if not identities:
        return None
    try:
        return pyrage.decrypt(content, identities)
    except pyrage.DecryptError:
        return None
