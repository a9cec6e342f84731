"""The bodies of versions: plain where they may lie open, sealed where they are held apart."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence

import msgspec

from peaceops.domain.marking import Marking
from peaceops.domain.role import SEALED_COMPARTMENTS
from peaceops.registers.key.vault import seal_for, unseal_all
from peaceops.registers.record.models import Body

SALT_BYTES = 16


def is_sealed(marking: Marking) -> bool:
    """Tell whether what carries a marking is encrypted at rest."""
    return bool(marking.compartments & SEALED_COMPARTMENTS)


class Content(msgspec.Struct, frozen=True):
    """What a body holds.

    Attributes:
        payload: as it was recorded.
        reason: of the version, where it is sealed along; None where it stands in its column.
    """

    payload: bytes
    reason: str | None = None


def make_body(record: str, content: Content, marking: Marking, contributor: str) -> Body:
    """Return a body for a version that has no number yet, sealed where its marking asks for it.

    Args:
        record: id.
        content: the payload, and why it was recorded; that is sealed along.
        marking: of the record.
        contributor: that it is about, who can then open its own caveats; empty for none.
    """
    sealed = is_sealed(marking)
    kept = content.payload
    if sealed:
        layers = marking.compartments & SEALED_COMPARTMENTS
        kept = msgspec.json.encode(content.reason or "") + _END + kept
        kept = seal_for(record, kept, layers, contributor=contributor)
    return Body(salt=secrets.token_bytes(SALT_BYTES), content=kept, sealed=sealed)


def hash_of(body: Body) -> str:
    """Return the hash by which a body is known; with its salt gone, it tells nothing."""
    return hashlib.sha256(bytes(body.salt) + bytes(body.content)).hexdigest()


def contents_of(
    bodies: Sequence[tuple[str, Body]], keys: Mapping[str, str]
) -> list[Content | None]:
    """Return what bodies hold; None where one is sealed and no key fits.

    Args:
        bodies: each with the id of its record.
        keys: age identities by role.
    """
    sealed = [(record, bytes(body.content)) for record, body in bodies if body.sealed]
    unsealed = iter(unseal_all(sealed, keys))
    return [
        _content(next(unsealed)) if body.sealed else Content(bytes(body.content))
        for _, body in bodies
    ]


def _content(opened: bytes | None) -> Content | None:
    if opened is None:
        return None
    reason, _, payload = opened.partition(_END)
    return Content(payload, msgspec.json.decode(reason, type=str))


_END = b"\n"
"""Between the reason and the payload of a sealed body; in JSON neither holds one."""
