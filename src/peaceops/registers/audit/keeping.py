"""Legal holds and certificates, and what keeps bytes from lingering in the database's file."""

from collections.abc import Iterable
from datetime import datetime

import msgspec
from django.db import connection
from django.db.models import Max

from peaceops.domain.retention import Certificate
from peaceops.registers.audit.models import Certificate as Row
from peaceops.registers.audit.models import Hold

_TABLES_OF_BODIES = ("record_body", "record_head", "record_version", "key_datakey")


def lay_hold(
    records: Iterable[str], at: datetime, account: str, post: str, reason: str, *, holds: bool
) -> None:
    """Write down that a legal hold is laid on records, or lifted."""
    Hold.objects.bulk_create(
        Hold(record=record, holds=holds, at=at, account=account, post=post, reason=reason)
        for record in records
    )


def held(records: Iterable[str] | None = None) -> dict[str, str]:
    """Return the records under a legal hold, with its reason: among some, or all."""
    rows = Hold.objects.all()
    if records is not None:
        rows = rows.filter(record__in=list(records))
    newest = rows.values("record").annotate(last=Max("seq")).values("last")
    return dict(Hold.objects.filter(seq__in=newest, holds=True).values_list("record", "reason"))


def keep_certificate(certificate: Certificate) -> None:
    """Write a certificate down."""
    Row.objects.create(
        id=certificate.id,
        at=certificate.at,
        content=msgspec.json.encode(certificate).decode(),
    )


def certificates() -> list[Certificate]:
    """Return all certificates, the newest first."""
    rows = Row.objects.order_by("-at", "id").values_list("content", flat=True)
    return [msgspec.json.decode(row, type=Certificate) for row in rows]


def clear_remains() -> None:
    """Overwrite what the database's files still hold of rows that were deleted.

    SQLite: the log is written back and emptied, and the file made anew, with what is free zeroed.
    PostgreSQL: dead rows are vacuumed; its write-ahead log and its backups have times of their own.
    Call it outside of any transaction.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in _TABLES_OF_BODIES:
                cursor.execute(f"VACUUM FULL {table}")
            return
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
