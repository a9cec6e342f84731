"""Seal a body so that only who holds the keys of all its compartments opens it. No tables here.

A body is encrypted with a data key of its own (Fernet). The data key is encrypted to the recipients
of one compartment, the result to those of the next, and so on (age): one layer a compartment, and
whoever lacks one key opens nothing. To destroy a body for good, its data key is destroyed.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from cryptography.fernet import Fernet, InvalidToken

from peaceops.domain.age_key import (
    Identity,
    KeyPair,
    make_pair,
    open_with,
    opened,
    read_identities,
    seal_to,
)
from peaceops.domain.error import PeaceopsError
from peaceops.domain.marking import Compartment

__all__ = [
    "Identity",
    "KeyPair",
    "Sealed",
    "make_pair",
    "open_body",
    "open_key",
    "open_with",
    "read_identities",
    "seal_body",
    "seal_key",
    "seal_to",
]


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


def open_body(sealed: Sealed, identities: Sequence[Identity]) -> bytes | None:
    """Return the body; None where the identities do not open every layer.

    Args:
        sealed: as `seal_body` gave it.
        identities: as `read_identities` gave them.

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


def open_key(key: bytes, layers: int, identities: Sequence[Identity]) -> bytes | None:
    """Return a data key; None where the identities do not open every layer."""
    for _ in range(layers):
        inner = opened(key, identities)
        if inner is None:
            return None
        key = inner
    return key
