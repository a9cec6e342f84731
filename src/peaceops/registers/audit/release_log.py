"""Write and read the release log."""

import msgspec

from peaceops.domain.release import ReleaseLogEntry
from peaceops.registers.audit.models import Release


def log_release(entry: ReleaseLogEntry, records: tuple[str, ...]) -> None:
    """Write down a release and the records that went out with it."""
    Release.objects.create(
        id=entry.id,
        day=entry.day,
        entry=msgspec.json.encode(entry).decode(),
        records=msgspec.json.encode(records).decode(),
    )


def releases() -> list[ReleaseLogEntry]:
    """Return all releases, the newest first."""
    rows = Release.objects.order_by("-day", "id").values_list("entry", flat=True)
    return [msgspec.json.decode(row, type=ReleaseLogEntry) for row in rows]


def releases_of(record: str) -> list[ReleaseLogEntry]:
    """Return the releases with which a record went out: who has received it."""
    rows = Release.objects.order_by("-day", "id").values_list("entry", "records")
    return [
        msgspec.json.decode(entry, type=ReleaseLogEntry)
        for entry, records in rows.iterator()
        if record in msgspec.json.decode(records, type=list[str])
    ]
