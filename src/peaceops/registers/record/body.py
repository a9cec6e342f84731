"""The bodies of versions: plain where they may lie open, sealed where they are held apart."""

import hashlib
import secrets
from collections.abc import Mapping

from peaceops.domain.marking import Marking
from peaceops.domain.role import SEALED_COMPARTMENTS
from peaceops.registers.key.vault import seal_for, unseal
from peaceops.registers.record.models import Body

SALT_BYTES = 16


def is_sealed(marking: Marking) -> bool:
    """Tell whether what carries a marking is encrypted at rest."""
    return bool(marking.compartments & SEALED_COMPARTMENTS)


def make_body(record: str, content: bytes, marking: Marking, contributor: str) -> Body:
    """Return a body for a version that has no number yet, sealed where its marking asks for it.

    Args:
        record: id.
        content: the payload.
        marking: of the record.
        contributor: that it is about, who can then open its own caveats; empty for none.
    """
    sealed = is_sealed(marking)
    if sealed:
        layers = marking.compartments & SEALED_COMPARTMENTS
        content = seal_for(record, content, layers, contributor=contributor)
    return Body(salt=secrets.token_bytes(SALT_BYTES), content=content, sealed=sealed)


def hash_of(body: Body) -> str:
    """Return the hash by which a body is known; with its salt gone, it tells nothing."""
    return hashlib.sha256(bytes(body.salt) + bytes(body.content)).hexdigest()


def content_of(body: Body, record: str, keys: Mapping[str, str]) -> bytes | None:
    """Return what a body holds; None where it is sealed and no key fits."""
    content = bytes(body.content)
    return unseal(record, content, keys) if body.sealed else content
