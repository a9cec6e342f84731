"""Look a mission's registers over: is everything whole, and is anything overdue?"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from peaceops.domain.audit import Act
from peaceops.domain.retention import copies_expired
from peaceops.registers.audit.keeping import certificates
from peaceops.registers.audit.log import break_of_chain, entries, head
from peaceops.registers.health import astray_heads, changed_bodies, damage_of_file
from peaceops.registers.opening import open_registers
from peaceops.services.folder import open_mission, writing
from peaceops.services.register.keeping import overdue

PATTERN = "*.age"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        sound: nothing needs to be done.
        words: what was found.
    """

    sound: bool
    words: str


@dataclass(frozen=True)
class Copy:
    """A backup in a folder.

    Attributes:
        file: where it lies.
        made_at: when, as the audit has it; None where the audit does not know it.
        expired: why it must go; empty where it may stay.
    """

    file: Path
    made_at: datetime | None
    expired: str


def examine(folder: Path, now: datetime, *, backups: Path | None = None) -> tuple[Finding, ...]:
    """Look a mission's registers over; nothing is changed.

    Args:
        folder: of the mission.
        now: instant, in UTC.
        backups: folder of the copies, to see which of them must go.

    Raises:
        PeaceopsError: no registers there, or they can not be reached.
    """
    own = open_mission(folder).settings.keeping
    open_registers(folder)
    damage = damage_of_file()
    broken = break_of_chain()
    changed = sorted(set(changed_bodies()))
    astray = astray_heads()
    due = overdue(now.date(), own)
    free = [one for one in due if not one.held]
    found = [
        Finding(not damage, damage or "the file is whole"),
        Finding(
            broken is None,
            f"the audit holds, {head().seq} entries"
            if broken is None
            else f"the audit does not hold at entry {broken.seq}: {broken.reason}",
        ),
        Finding(not changed, _named("bodies are as they were written", "changed since", changed)),
        Finding(not astray, _named("lists go by the newest versions", "listed wrongly", astray)),
        Finding(
            not free,
            _named("nothing is due for destruction", "due for destruction", [o.id for o in free]),
        ),
    ]
    if len(due) > len(free):
        found.append(Finding(True, f"{len(due) - len(free)} due, but under a legal hold"))
    if backups is not None:
        found += [_of_copy(copy) for copy in copies_in(backups, now)]
    return tuple(found)


def copies_in(backups: Path, now: datetime) -> tuple[Copy, ...]:
    """Return the backups that lie in a folder, with those that must go, by name."""
    files = sorted(backups.glob(PATTERN))
    made = {name: entry.at for entry in entries() if entry.act is Act.BACK_UP for name in entry.ids}
    known = {file: made.get(_sha256(file)) for file in files}
    last = max((one.at for one in certificates()), default=None)
    expired = copies_expired(
        ((str(file), at) for file, at in known.items() if at is not None), now, last
    )
    return tuple(Copy(file, known[file], expired.get(str(file), "")) for file in files)


def prune(backups: Path, now: datetime) -> tuple[Copy, ...]:
    """Delete the backups that must go, and return them; what the audit does not know stays."""
    gone = tuple(copy for copy in copies_in(backups, now) if copy.expired)
    with writing(backups):
        for copy in gone:
            copy.file.unlink()
    return gone


def _of_copy(copy: Copy) -> Finding:
    if copy.made_at is None:
        return Finding(True, f"{copy.file.name}: not a backup that this audit knows")
    if copy.expired:
        return Finding(False, f"{copy.file.name} must go: {copy.expired}")
    return Finding(True, f"{copy.file.name}: of {copy.made_at:%Y-%m-%d}, may stay")


def _named(sound: str, wrong: str, names: Iterable[str]) -> str:
    found = list(names)
    if not found:
        return sound
    shown = ", ".join(found[:5]) + (" …" if len(found) > 5 else "")
    return f"{len(found)} {wrong}: {shown}"


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
