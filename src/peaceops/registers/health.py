"""What a database says of itself, and whether its rows are still what was written."""

from collections.abc import Iterator

from django.db import connection
from django.db.models import Max

from peaceops.registers.record.body import hash_of
from peaceops.registers.record.models import Body, Head, Version

_AT_ONCE = 1000


def damage_of_file() -> str:
    """Return what SQLite finds wrong with its file; empty for nothing, and for a server."""
    if connection.vendor == "postgresql":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        found = [str(row[0]) for row in cursor.fetchall()]
    return "" if found == ["ok"] else "; ".join(found[:3])


def changed_bodies() -> Iterator[str]:
    """Yield the records whose body no longer has the hash that was written with it."""
    rows = Body.objects.select_related("version").order_by("version_id")
    for body in rows.iterator(chunk_size=_AT_ONCE):
        if hash_of(body) != body.version.hash:
            yield body.version.record


def astray_heads() -> tuple[str, ...]:
    """Return records whose newest version is another than the one that lists go by."""
    newest = dict(Version.objects.values_list("record").annotate(last=Max("version")))
    heads = dict(Head.objects.values_list("record", "version"))
    return tuple(sorted({name for name, _ in newest.items() ^ heads.items()}))
