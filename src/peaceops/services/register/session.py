"""Somebody at work with the registers: who they are, what they can open, and what time it is."""

from collections.abc import Mapping
from datetime import UTC, datetime

import msgspec

from peaceops.domain.access import Duty, Reader, Verdict, may_do
from peaceops.domain.audit import Act
from peaceops.domain.error import REFUSED, PeaceopsError
from peaceops.domain.marking import Level
from peaceops.registers.audit.log import append_entry
from peaceops.registers.record.store import Writer


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """Who works, with which keys, when.

    Attributes:
        reader: who.
        keys: age identities by role; empty for who holds none. Never written anywhere.
        at: the instant of this act, in UTC; None for now.
    """

    reader: Reader
    keys: Mapping[str, str] = {}
    at: datetime | None = None

    @property
    def now(self) -> datetime:
        """The instant of this act."""
        return self.at or datetime.now(UTC)

    @property
    def writer(self) -> Writer:
        """The same person, to the table of versions."""
        return Writer(
            account=self.reader.account, post=self.reader.post, at=self.now, keys=self.keys
        )

    def __repr__(self) -> str:
        return f"Session({self.reader.account}, {self.reader.post})"  # keys never reach a log


def note(
    session: Session,
    act: Act,
    *,
    kind: str = "",
    ids: tuple[str, ...] = (),
    count: int | None = None,
    level: Level = Level.UNCLASSIFIED,
    query: str = "",
    reason: str = "",
) -> None:
    """Write an act into the audit; call it last, in the transaction of the act itself.

    Args:
        session: who acted.
        act, kind, ids, count, level, query, reason: see `domain.audit.AuditDraft`.
    """
    append_entry(
        act,
        at=session.now,
        account=session.reader.account,
        post=session.reader.post,
        kind=kind,
        ids=ids,
        count=count,
        level=level,
        query=query,
        reason=reason,
    )


def refuse(
    session: Session, what: str, verdict: Verdict, *, kind: str = "", name: str = ""
) -> None:
    """Stop an act that is not allowed, and write down that it was tried.

    Does nothing where the verdict allows it. Call it outside of any transaction, so that the
    entry stays.

    Raises:
        PeaceopsError: with exit code 4 and the reasons.
    """
    if verdict:
        return
    reason = "; ".join(verdict.reasons)
    note(session, Act.REFUSED, kind=kind, ids=(name,) if name else (), reason=f"{what}: {reason}")
    raise PeaceopsError(f"{what} is refused: {reason}", where=name, exit_code=REFUSED)


def demand(session: Session, duty: Duty) -> None:
    """Stop whoever may not do what a duty names.

    Raises:
        PeaceopsError: with exit code 4.
    """
    refuse(session, duty.replace("_", " "), may_do(session.reader, duty))
