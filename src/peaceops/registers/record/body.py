"""The bodies of versions: plain where they may lie open, sealed where they are held apart."""

import hashlib
import secrets
from collections.abc import Mapping

from peaceops.domain.marking import Compartment, Marking
from peaceops.registers.key.vault import seal_for, unseal
from peaceops.registers.record.models import Body

SEALED_COMPARTMENTS = frozenset(
    {
        Compartment.SOURCE_IDENTITY,
        Compartment.HOST_POSTURE,
        Compartment.CAVEAT,
        Compartment.SCENARIO_FORCE,
    }
)
"""What is encrypted at rest, always (design § 6.5)."""
SALT_BYTES = 16


def is_sealed(marking: Marking) -> bool:
    """Tell whether what carries a marking is encrypted at rest."""
    return bool(marking.compartments & SEALED_COMPARTMENTS)


def make_body(record: str, content: bytes, marking: Marking) -> Body:
    """Return a body for a version that has no number yet, sealed where its marking asks for it."""
    sealed = is_sealed(marking)
    if sealed:
        content = seal_for(record, content, marking.compartments & SEALED_COMPARTMENTS)
    return Body(salt=secrets.token_bytes(SALT_BYTES), content=content, sealed=sealed)


def hash_of(body: Body) -> str:
    """Return the hash by which a body is known; with its salt gone, it tells nothing."""
    return hashlib.sha256(bytes(body.salt) + bytes(body.content)).hexdigest()


def content_of(body: Body, record: str, keys: Mapping[str, str]) -> bytes | None:
    """Return what a body holds; None where it is sealed and no key fits."""
    content = bytes(body.content)
    return unseal(record, content, keys) if body.sealed else content
