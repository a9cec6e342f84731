"""The audit: who did what to which records, each entry bound to the one before it.

An entry carries the hash of the entry before, so that changing, taking out or moving any entry
shows in every later one. What the chain alone can not show is that its end was cut off; for that a
head, signed and kept elsewhere, says how long it once was (`AuditHead`).

Source: doctrine C3 ("log who took what, at which level"; "history from day one"), B15; issue of a
mission's own staff by function: design § 6.5.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

import msgspec

from peaceops.domain.marking import Level

BEFORE_THE_FIRST = "0" * 64
"""What the first entry carries where others carry the hash of the one before."""


class Act(StrEnum):
    """What was done."""

    READ = "read"
    SEARCH = "search"
    EXPORT = "export"
    RELEASE = "release"
    WRITE = "write"
    UNDO = "undo"
    WITHDRAW = "withdraw"
    DESTROY = "destroy"
    HOLD = "hold"
    """A legal hold was laid on records, or lifted."""
    IMPORT = "import"
    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"
    ACCOUNT = "account"
    """An account, a role or a token was made, changed or ended."""
    KEY = "key"
    """A key was made, handed on or replaced."""
    BACK_UP = "back_up"
    RESTORE = "restore"
    REFUSED = "refused"
    """Something was asked for and not given."""


class AuditDraft(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What happened, before it has a place in the chain.

    Attributes:
        at: when; UTC.
        account: number of the account, or empty where nobody was signed in. Never a name.
        post: the function in which it acted, such as "watchkeeper, Bria". National staff appear
            by function only, so no name ever stands here.
        act: what was done.
        kind: noun of the records, such as "item"; empty where it concerns none.
        ids: of the records; those of a long list may be left out, `count` is then all there is.
        count: how many records.
        level: the highest among them.
        query: words of a search, or their hash where sealed records were searched
            (`query_hash`).
        reason: why it was done, or why it was refused.
    """

    at: datetime
    account: str
    post: str
    act: Act
    kind: str = ""
    ids: tuple[str, ...] = ()
    count: int = 0
    level: Level = Level.UNCLASSIFIED
    query: str = ""
    reason: str = ""


class AuditEntry(AuditDraft, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of the chain.

    Attributes:
        seq: its place, from 1 without a gap.
        previous: hash of the entry before; of the first, `BEFORE_THE_FIRST`.
        hash: SHA-256 over everything else, in hexadecimal.
    """

    seq: int
    previous: str
    hash: str


class AuditHead(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far the chain had come: its last entry's place and hash.

    Attributes:
        seq: 0 where there is no entry.
        hash: of that entry.
    """

    seq: int = 0
    hash: str = BEFORE_THE_FIRST


class Break(msgspec.Struct, frozen=True, kw_only=True):
    """The first place at which a chain does not hold.

    Attributes:
        seq: of the entry, or where one ought to be.
        reason: in words.
    """

    seq: int
    reason: str


def next_entry(head: AuditHead, draft: AuditDraft) -> AuditEntry:
    """Return the entry that follows a head."""
    content = {name: getattr(draft, name) for name in AuditDraft.__struct_fields__}
    bare = AuditEntry(seq=head.seq + 1, previous=head.hash, hash="", **content)
    return msgspec.structs.replace(bare, hash=entry_hash(bare))


def entry_hash(entry: AuditEntry) -> str:
    """Return the hash that an entry must carry: over its fields by name, its own hash left out."""
    content = msgspec.to_builtins(entry)
    del content["hash"]
    return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()


def head_of(entry: AuditEntry) -> AuditHead:
    """Return the head of a chain that ends with an entry."""
    return AuditHead(seq=entry.seq, hash=entry.hash)


def first_break(
    entries: Iterable[AuditEntry],
    *,
    end: AuditHead | None = None,
    kept: Iterable[AuditHead] = (),
) -> Break | None:
    """Walk a chain from its beginning and return the first place at which it does not hold.

    Args:
        entries: in the order in which they lie; read once.
        end: where the chain says that it ends; without it a cut at the end can not be seen.
        kept: heads that were kept elsewhere; each must be found in the chain as it was.

    Returns:
        None where everything holds.
    """
    before = AuditHead()
    wanted = {head.seq: head.hash for head in kept}
    for entry in entries:
        reason = _fault(before, entry, wanted)
        if reason:
            return Break(seq=before.seq + 1, reason=reason)
        before = head_of(entry)
    for seq in sorted(wanted):
        if seq > before.seq:
            return Break(
                seq=before.seq + 1,
                reason=f"the chain ends before entry {seq}, which a kept head names",
            )
    if end is not None and end != before:
        return Break(
            seq=before.seq + 1,
            reason=f"the chain ends with entry {before.seq}, but was written up to {end.seq}",
        )
    return None


def _fault(before: AuditHead, entry: AuditEntry, wanted: dict[int, str]) -> str:
    if entry.seq != before.seq + 1:
        return f"entry {entry.seq} stands where {before.seq + 1} ought to"
    if entry.previous != before.hash:
        return "it does not carry the hash of the entry before"
    if entry.hash != entry_hash(entry):
        return "its content does not have the hash that it carries"
    if wanted.get(entry.seq, entry.hash) != entry.hash:
        return "it is another entry than the kept head names"
    return ""


def query_hash(words: str) -> str:
    """Return what stands in the audit instead of the words of a search among sealed records.

    Whoever suspects certain words can confirm them with it; the words themselves are not kept.
    """
    return f"sha256:{hashlib.sha256(words.encode()).hexdigest()}"


class SignedHead(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A head as it is kept elsewhere, to be held against the chain later.

    Attributes:
        format: version of this form.
        mission: its name.
        seq, hash: as on `AuditHead`.
        signed_at: when; UTC.
        public: the key that verifies the signature; Ed25519, 32 bytes in hexadecimal.
        signature: over everything else (`signed_content`); 64 bytes in hexadecimal.
    """

    format: int = 1
    mission: str
    seq: int
    hash: str
    signed_at: datetime
    public: str
    signature: str = ""

    @property
    def head(self) -> AuditHead:
        """What it says of the chain."""
        return AuditHead(seq=self.seq, hash=self.hash)


def signed_content(head: SignedHead) -> bytes:
    """Return the bytes that a signature of a head is made over."""
    content = msgspec.to_builtins(head)
    del content["signature"]
    return msgspec.json.encode(content, order="sorted")
