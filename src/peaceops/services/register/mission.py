"""Take a whole mission's records along, encrypted, and put them into registers that hold none.

Every version of every record travels, with who recorded it and when, so that what was known on any
day can be asked there too. Accounts and the audit stay: who works there, and what they do, is that
place's own. (A copy with both is `services.register.backup`.)
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from django.db import DatabaseError

from peaceops.domain.access import Duty
from peaceops.domain.audit import Act
from peaceops.domain.error import PeaceopsError
from peaceops.domain.marking import Level
from peaceops.registers.key.role_key import recovered_keys
from peaceops.registers.key.seal import open_with, seal_to
from peaceops.registers.record.whole import KeptVersion, all_versions, put_back
from peaceops.services.folder import write_whole
from peaceops.services.register.session import Session, demand, note

FORMAT = 1


class Header(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """First line of what travels.

    Attributes:
        format: version of this form.
        versions: how many lines follow.
    """

    format: int
    versions: int


def export_mission(
    session: Session, file: Path, recipients: Sequence[str], *, recovery: str = ""
) -> int:
    """Write all versions of all records to a file that only its recipients can open.

    Args:
        session: who does it, with the duty to.
        file: to write.
        recipients: age recipients.
        recovery: the recovery key, where the session's own keys do not open everything.

    Returns:
        how many versions there were.

    Raises:
        PeaceopsError: a record is sealed and no key opens it; nothing is written then.
    """
    content, versions = _sealed_mission(session, recipients, recovery)
    write_whole(file, content)
    _note_export(session, versions)
    return len(versions)


def mission_bytes(session: Session, recipients: Sequence[str], *, recovery: str = "") -> bytes:
    """Return the bytes of what `export_mission` writes, with the same conditions."""
    content, versions = _sealed_mission(session, recipients, recovery)
    _note_export(session, versions)
    return content


def _sealed_mission(
    session: Session, recipients: Sequence[str], recovery: str
) -> tuple[bytes, list[KeptVersion]]:
    demand(session, Duty.EXPORT_MISSION)
    if not recipients:
        raise PeaceopsError("nobody could open it", remedy="name an age recipient (age1…)")
    keys = {**session.keys, **(recovered_keys(recovery) if recovery else {})}
    versions = list(all_versions(keys))
    lines = [msgspec.json.encode(Header(format=FORMAT, versions=len(versions)))]
    lines += map(msgspec.json.encode, versions)
    return seal_to(b"\n".join(lines), recipients), versions


def _note_export(session: Session, versions: Sequence[KeptVersion]) -> None:
    highest = max((version.level for version in versions), default=0)
    note(session, Act.EXPORT, kind="mission", count=len(versions), level=Level(highest))


def import_mission(session: Session, file: Path, identity: str) -> int:
    """Put what `export_mission` wrote into registers that hold no record yet.

    Args:
        session: who does it, with the duty to import.
        file: to read.
        identity: age identity of one of its recipients.

    Returns:
        how many versions there were.

    Raises:
        PeaceopsError: it can not be opened, is not whole, or these registers hold records.
    """
    demand(session, Duty.IMPORT)
    try:
        sealed = file.read_bytes()
    except OSError as error:
        raise PeaceopsError(error.strerror or "can not be read", where=str(file)) from error
    return import_mission_bytes(session, sealed, identity, str(file))


def import_mission_bytes(session: Session, sealed: bytes, identity: str, where: str) -> int:
    """Put the bytes of an exported mission into registers that hold no record yet.

    Args:
        session: who does it, with the duty to import.
        sealed: as `mission_bytes` gave them.
        identity: age identity of one of its recipients; it is kept nowhere.
        where: what they are called in what is refused.

    Returns:
        how many versions there were.

    Raises:
        PeaceopsError: they can not be opened, are not whole, or these registers hold records.
    """
    demand(session, Duty.IMPORT)
    try:
        count = put_back(_versions(sealed, identity, where))
    except (ValueError, KeyError, DatabaseError) as error:  # what travelled was not written by us
        raise PeaceopsError("not a mission's records", where=where) from error
    note(session, Act.IMPORT, kind="mission", count=count)
    return count


def _versions(sealed: bytes, identity: str, where: str) -> Iterator[KeptVersion]:
    content = open_with(sealed, [identity])
    if content is None:
        raise PeaceopsError("this key does not open it, or it is damaged", where=where)
    head, *lines = content.split(b"\n")
    try:
        header = msgspec.json.decode(head, type=Header)
        if header.format != FORMAT:
            raise PeaceopsError(
                f"format {header.format} is not known; this version reads {FORMAT}",
                where=where,
            )
        if header.versions != len(lines):
            raise PeaceopsError(
                f"{header.versions} versions were written and {len(lines)} are here",
                where=where,
            )
        for line in lines:
            yield msgspec.json.decode(line, type=KeptVersion)
    except msgspec.DecodeError as error:
        raise PeaceopsError(f"not a mission's records: {error}", where=where) from error
