"""A copy of everything: the tables, accounts and audit among them, and the mission's files.

One encrypted file, made whole in memory: nothing of it lies open on a disk. Sealed records stay
sealed in it, within the encryption of the copy.
"""

import hashlib
import io
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import msgspec
import pyrage
from pyrage import passphrase

from peaceops.domain.audit import Act, AuditHead
from peaceops.domain.error import PeaceopsError
from peaceops.registers.audit.log import append_entry, break_of_chain, head
from peaceops.registers.copy import copy_of_tables, put_tables_back, schema
from peaceops.registers.key.seal import open_with, seal_to
from peaceops.registers.opening import close_registers, open_registers
from peaceops.registers.settings import SQLITE_FILE
from peaceops.services.folder import open_mission, write_whole, writing
from peaceops.services.register.audit import OPERATOR

FORMAT = 1
MANIFEST = "manifest.json"
LEFT_OUT = (".peaceops", SQLITE_FILE)
"""What can be computed anew, and what is copied as tables; its -wal and -shm among them."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a copy holds.

    Attributes:
        format: version of this form.
        mission: its name.
        made_at: when; UTC.
        schema: migrations that the tables had been through.
        audit: where the audit ended.
        parts: SHA-256 of every table and file, by its path in the copy.
    """

    format: int = FORMAT
    mission: str
    made_at: datetime
    schema: tuple[tuple[str, str], ...]
    audit: AuditHead
    parts: dict[str, str]


def back_up(
    folder: Path, file: Path, now: datetime, *, recipients: Sequence[str] = (), words: str = ""
) -> Manifest:
    """Write a copy of a mission to one encrypted file.

    Args:
        folder: of the mission.
        file: to write; not within the mission's folder.
        now: instant, in UTC.
        recipients: age recipients, any of whom can open it; or
        words: a passphrase, where there are none.

    Raises:
        PeaceopsError: no registers there, no one to open it, or a failing disk.
    """
    mission = open_mission(folder).settings.name
    if file.resolve().is_relative_to(folder.resolve()):
        raise PeaceopsError("a backup belongs elsewhere, not into the mission's folder",
                            where=str(file))  # fmt: skip
    open_registers(folder)
    end = head()
    tables = copy_of_tables()
    parts = {f"tables/{label}.jsonl": lines for label, lines in tables.items()}
    parts |= {f"files/{name}": content for name, content in _files(folder)}
    manifest = Manifest(
        mission=mission,
        made_at=now,
        schema=schema(),
        audit=end,
        parts={name: hashlib.sha256(content).hexdigest() for name, content in parts.items()},
    )
    sealed = _sealed(_packed(manifest, parts), recipients, words)
    with writing(file):
        write_whole(file, sealed)
    append_entry(
        Act.BACK_UP,
        at=now,
        account="",
        post=OPERATOR,
        ids=(hashlib.sha256(sealed).hexdigest(),),
        count=tables["record.Version"].count(b"\n"),
        reason=f"backup {file.name}",
    )
    return manifest


def restore(
    file: Path, folder: Path, now: datetime, *, identity: str = "", words: str = ""
) -> Manifest:
    """Put a copy back into a folder that is not there yet, checked part by part.

    With DATABASE_URL the tables go to PostgreSQL, which must hold no records. A copy made by an
    earlier version is brought up to date.

    Args:
        file: of `back_up`.
        folder: to make.
        now: instant, in UTC.
        identity: age identity of a recipient; or
        words: the passphrase.

    Raises:
        PeaceopsError: it can not be opened, is damaged, or there is something already.
    """
    if folder.exists():
        raise PeaceopsError("there is something already", where=str(folder),
                            remedy="name a folder that is not there yet")  # fmt: skip
    manifest, parts = _unpacked(_opened(file, identity, words), file)
    for name, wanted in manifest.parts.items():
        if hashlib.sha256(parts.get(name, b"")).hexdigest() != wanted:
            raise PeaceopsError(f"damaged: {name} is not what was copied", where=str(file))
    with writing(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            _put_back(manifest, parts, aside, str(file))
            append_entry(
                Act.RESTORE,
                at=now,
                account="",
                post=OPERATOR,
                reason=f"restored from a copy of {manifest.made_at:%Y-%m-%d %H:%M} UTC",
            )
            close_registers()
            aside.chmod(0o700)
            aside.rename(folder)
        except BaseException:
            close_registers()
            shutil.rmtree(aside, ignore_errors=True)
            raise
    return manifest


def _put_back(manifest: Manifest, parts: dict[str, bytes], folder: Path, where: str) -> None:
    """Write the files, fill the tables, and see that both are what was copied."""
    for name in manifest.parts:
        if name.startswith("files/"):
            target = folder / name.removeprefix("files/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(parts[name])
    open_registers(folder, make=True, up_to_date=False)
    tables = {
        name.removeprefix("tables/").removesuffix(".jsonl"): parts[name]
        for name in manifest.parts
        if name.startswith("tables/")
    }
    found = put_tables_back(tables, manifest.schema)
    for label, hashed in found.items():
        if manifest.parts.get(f"tables/{label}.jsonl", hashed) != hashed:
            raise PeaceopsError(f"{label} came back otherwise than it was copied", where=where)
    broken = break_of_chain([manifest.audit] if manifest.audit.seq else [])
    if broken is not None:
        raise PeaceopsError(
            f"its audit does not hold at entry {broken.seq}: {broken.reason}", where=where
        )


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the mission's own files, in order; links and what is computed are left out."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        top = name.parts[0]
        if path.is_file() and not path.is_symlink() and not top.startswith(LEFT_OUT):
            yield name.as_posix(), path.read_bytes()


def _packed(manifest: Manifest, parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz", compresslevel=6) as tar:
        for name, content in ((MANIFEST, msgspec.json.encode(manifest)), *parts.items()):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return packed.getvalue()


def _unpacked(content: bytes, file: Path) -> tuple[Manifest, dict[str, bytes]]:
    parts: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as tar:
            for member in tar:
                held = tar.extractfile(member)
                if held is not None and _is_inside(member.name):
                    parts[member.name] = held.read()
        manifest = msgspec.json.decode(parts.pop(MANIFEST), type=Manifest)
    except (KeyError, OSError, EOFError, tarfile.TarError, msgspec.DecodeError) as error:
        raise PeaceopsError(f"not a backup: {error}", where=str(file)) from error
    if manifest.format != FORMAT:
        raise PeaceopsError(
            f"format {manifest.format} is not known; this version reads {FORMAT}", where=str(file)
        )
    if not all(_is_inside(name) for name in manifest.parts):
        raise PeaceopsError("it names files outside of the mission's folder", where=str(file))
    return manifest, parts


def _is_inside(name: str) -> bool:
    """Tell whether a path of the copy stays within the folder that it is written to."""
    return not name.startswith("/") and ".." not in Path(name).parts


def _sealed(content: bytes, recipients: Sequence[str], words: str) -> bytes:
    if recipients:
        try:
            return seal_to(content, recipients)
        except pyrage.RecipientError as error:
            raise PeaceopsError("not an age recipient (age1…)") from error
    if not words:
        raise PeaceopsError("nobody could open it", remedy="name a recipient, or a passphrase")
    return bytes(passphrase.encrypt(content, words))


def _opened(file: Path, identity: str, words: str) -> bytes:
    try:
        sealed = file.read_bytes()
    except OSError as error:
        raise PeaceopsError(os.strerror(error.errno or 0), where=str(file)) from error
    content: bytes | None
    if identity:
        content = open_with(sealed, [identity])
    else:
        try:
            content = bytes(passphrase.decrypt(sealed, words))
        except pyrage.DecryptError:
            content = None
    if content is None:
        raise PeaceopsError("this key does not open it, or it is damaged", where=str(file))
    return content
