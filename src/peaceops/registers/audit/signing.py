"""Sign where the audit ends, and tell whether a signature holds.

The private half of the key lies in the registers, sealed with a passphrase: whoever takes the disk
can not sign. What protects against whoever holds both is that signed heads lie elsewhere.
"""

from datetime import datetime

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pyrage import DecryptError, passphrase

from peaceops.domain.audit import AuditHead, SignedHead, signed_content
from peaceops.domain.error import PeaceopsError
from peaceops.registers.audit.models import SigningKey


def make_signing_key(words: str, at: datetime) -> str:
    """Make a key that signs heads, sealed with a passphrase; return its public half.

    Later heads are signed with it; those of earlier keys still verify.
    """
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw().hex()
    sealed = passphrase.encrypt(private.private_bytes_raw(), words)
    SigningKey.objects.create(public=public, sealed=sealed, made_at=at)
    return public


def signing_keys() -> tuple[str, ...]:
    """Return the public halves of all keys, the oldest first."""
    return tuple(SigningKey.objects.order_by("id").values_list("public", flat=True))


def sign_head(head: AuditHead, mission: str, words: str, at: datetime) -> SignedHead:
    """Return a head signed with the newest key.

    Raises:
        PeaceopsError: there is no key, or the passphrase does not open it.
    """
    key = SigningKey.objects.order_by("id").last()
    if key is None:
        raise PeaceopsError("no key signs the audit yet", remedy="peaceops audit key DIR")
    try:
        private = Ed25519PrivateKey.from_private_bytes(passphrase.decrypt(bytes(key.sealed), words))
    except DecryptError:
        raise PeaceopsError("the passphrase does not open the audit's key") from None
    bare = SignedHead(
        mission=mission, seq=head.seq, hash=head.hash, signed_at=at, public=key.public
    )
    return msgspec.structs.replace(bare, signature=private.sign(signed_content(bare)).hex())


def signature_holds(head: SignedHead) -> bool:
    """Tell whether a head is as it was signed by the key that it names."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(head.public))
        key.verify(bytes.fromhex(head.signature), signed_content(head))
    except (ValueError, InvalidSignature):
        return False
    return True
