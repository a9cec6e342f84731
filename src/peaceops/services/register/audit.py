"""Verify the audit, and sign where it ends so that the signature can be kept elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from peaceops.domain.audit import Act, AuditHead, Break, SignedHead
from peaceops.domain.error import PeaceopsError
from peaceops.registers.audit.log import append_entry, break_of_chain, head
from peaceops.registers.audit.signing import (
    make_signing_key,
    sign_head,
    signature_holds,
    signing_keys,
)
from peaceops.registers.opening import open_registers
from peaceops.services.folder import open_mission, write_whole, writing

OPERATOR = "operator of the machine"
"""The function of whoever works with the mission's folder on the command line."""


@dataclass(frozen=True)
class AuditReport:
    """What was found of a chain.

    Attributes:
        end: where it ends.
        heads: how many kept heads it was held against.
        broken: the first place at which it does not hold; None where it does.
    """

    end: AuditHead
    heads: int
    broken: Break | None


def verify_audit(
    folder: Path, *, heads: Sequence[Path] = (), public: str | None = None
) -> AuditReport:
    """Walk through a mission's audit and say where it first does not hold.

    Args:
        folder: of the mission.
        heads: files of `write_head` that were kept elsewhere; each must be found in the chain.
        public: the key that must have signed them; by default any that the registers know.

    Raises:
        PeaceopsError: no registers there, or a file that is no head or not signed as it says.
    """
    open_registers(folder)
    trusted = signing_keys() if public is None else (public,)
    kept = [_read_head(file, trusted) for file in heads]
    return AuditReport(head(), len(kept), break_of_chain(kept))


def make_audit_key(folder: Path, words: str, now: datetime) -> str:
    """Make the key that signs heads, sealed with a passphrase, and return its public half.

    Raises:
        PeaceopsError: no registers there, or an empty passphrase.
    """
    if not words:
        raise PeaceopsError("a passphrase must be given")
    open_registers(folder)
    public = make_signing_key(words, now)
    append_entry(Act.KEY, at=now, account="", post=OPERATOR, reason=f"audit signed with {public}")
    return public


def write_head(folder: Path, out: Path, words: str, now: datetime) -> SignedHead:
    """Sign where a mission's audit ends and write it to a file, to be kept elsewhere.

    Raises:
        PeaceopsError: the chain does not hold, no key, a wrong passphrase, or a failing disk.
    """
    mission = open_mission(folder).settings.name
    open_registers(folder)
    broken = break_of_chain()
    if broken is not None:
        raise PeaceopsError(
            f"the audit does not hold at entry {broken.seq}: {broken.reason}", where=str(folder)
        )
    signed = sign_head(head(), mission, words, now)
    with writing(out):
        write_whole(out, msgspec.json.encode(signed, order="sorted") + b"\n")
    return signed


def _read_head(file: Path, trusted: Sequence[str]) -> AuditHead:
    try:
        signed = msgspec.json.decode(file.read_bytes(), type=SignedHead)
    except OSError as error:
        raise PeaceopsError(str(error.strerror), where=str(file)) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PeaceopsError(f"not a head of an audit: {error}", where=str(file)) from error
    if not signature_holds(signed):
        raise PeaceopsError("its signature does not hold: it was changed", where=str(file))
    if signed.public not in trusted:
        raise PeaceopsError(
            f"signed by another key than the audit's: {signed.public}", where=str(file)
        )
    return signed.head
