"""Files that belong to items: looked at before they are kept, known by hash, sealed with them.

An open file lies in the mission's folder under its hash, once however often it is attached. The
file of a sealed item is sealed with a data key of its own and lies under the number of its record,
so that not even its hash tells what it is.
"""

import hashlib
from pathlib import Path

from django.db import transaction

from peaceops.acquire.upload import Upload, check_upload, read_upload
from peaceops.domain.attachment import AttachmentNode
from peaceops.domain.error import PeaceopsError
from peaceops.domain.record import Record
from peaceops.domain.role import SEALED_COMPARTMENTS
from peaceops.domain.strategy.information import ItemNode
from peaceops.registers.key.vault import seal_for, unseal
from peaceops.registers.record.body import is_sealed
from peaceops.services.folder import write_whole, writing
from peaceops.services.register.reading import note_read
from peaceops.services.register.session import Session
from peaceops.services.register.standing import all_of, changed, made, new_id, standing
from peaceops.services.register.writing import Entry, write_records

ATTACHMENTS = "attachments"


def attach(session: Session, folder: Path, name: str, file: Path) -> Record:
    """Attach a file to an item; it is marked as the item is.

    Args:
        session: who attaches.
        folder: the mission's.
        name: id of the item.
        file: to be attached.

    Raises:
        PeaceopsError: the file is refused (`acquire.upload`) or attached already.
    """
    record, item = standing(session, name, ItemNode)
    return _attach(session, folder, record, item, read_upload(file))


def attach_bytes(
    session: Session, folder: Path, name: str, file_name: str, content: bytes
) -> Record:
    """Attach the bytes of a file to an item; otherwise the same as `attach`.

    Args:
        session: who attaches.
        folder: the mission's.
        name: id of the item.
        file_name: of the file, as its sender gave it.
        content: its bytes.

    Raises:
        PeaceopsError: the file is refused (`acquire.upload`) or attached already.
    """
    record, item = standing(session, name, ItemNode)
    return _attach(session, folder, record, item, check_upload(file_name, content))


def _attach(
    session: Session, folder: Path, record: Record, item: ItemNode, upload: Upload
) -> Record:
    name = record.id
    if upload.sha256 in item.attachments:
        raise PeaceopsError("this file is attached already", where=name)
    attachment = made(
        AttachmentNode,
        id=new_id("AT"),
        item=name,
        sha256=upload.sha256,
        media_type=upload.media_type,
        bytes=len(upload.content),
        name=upload.name,
        classification=record.marking.level.name.lower(),
        compartments=sorted(record.marking.compartments),
    )
    longer = changed(item, attachments=(*item.attachments, upload.sha256))
    with transaction.atomic():
        kept, _ = write_records(
            session,
            [
                Entry(payload=attachment, team=record.team, contributor=record.contributor),
                Entry(payload=longer, base_version=record.version, reason="a file was attached"),
            ],
        )
        content = upload.content
        if is_sealed(record.marking):
            held = record.marking.compartments & SEALED_COMPARTMENTS
            content = seal_for(attachment.id, content, held, contributor=record.contributor)
        place = bytes_of(folder, attachment, sealed=is_sealed(record.marking))
        with writing(place):
            place.parent.mkdir(parents=True, exist_ok=True)
            if not place.exists():
                write_whole(place, content)
    return kept


def read_attachment(session: Session, folder: Path, name: str) -> Upload:
    """Return a file that was attached; that it was read stands in the audit.

    Raises:
        PeaceopsError: there is none that this person may see, or its bytes are not what they were.
    """
    record, attachment = standing(session, name, AttachmentNode)
    sealed = is_sealed(record.marking)
    try:
        content: bytes | None = bytes_of(folder, attachment, sealed=sealed).read_bytes()
    except OSError as error:
        raise PeaceopsError("its bytes are not there", where=name) from error
    if sealed and content is not None:
        content = unseal(name, content, session.keys)
    if content is None or hashlib.sha256(content).hexdigest() != attachment.sha256:
        raise PeaceopsError("its bytes are not what they were when it was attached", where=name)
    note_read(session, [record])
    return check_upload(attachment.name, content)


def attachments_of(session: Session, name: str) -> tuple[AttachmentNode, ...]:
    """Return what is attached to an item, as far as this person may see it."""
    return tuple(each for _, each in all_of(session, AttachmentNode) if each.item == name)


def bytes_of(folder: Path, attachment: AttachmentNode, *, sealed: bool) -> Path:
    """Return where the bytes of an attachment lie."""
    if sealed:
        return folder / ATTACHMENTS / "sealed" / attachment.id
    return folder / ATTACHMENTS / attachment.sha256[:2] / attachment.sha256
