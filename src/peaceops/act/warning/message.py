"""What an e-mail about a notice says: that one waits; or its content, where that may leave."""

import msgspec

from peaceops.domain.warning_notice import NoticeNode, notice_lines

POINTER_SUBJECT = "A notice waits for you"
POINTER_BODY = "A notice waits for you in the registers. Sign in to read and acknowledge it.\n"


class Message(msgspec.Struct, frozen=True):
    """Subject and text of an e-mail to one address."""

    subject: str
    body: str


def pointer() -> Message:
    """Return the message that only says that a notice waits: no content, no place, no level."""
    return Message(POINTER_SUBJECT, POINTER_BODY)


def content(notice: NoticeNode) -> Message:
    """Return what the gate left of a notice (`outward.as_let_out`) as an e-mail."""
    kind = {"alert": "Warning", "update": "Update", "cancel": "Taken back"}[notice.kind]
    subject = f"{kind}: {notice.title or notice.warning} (notice {notice.number})"
    return Message(" ".join(subject.split()), "\n".join(notice_lines(notice, outward=True)) + "\n")


def as_text(message: Message) -> str:
    """Return an e-mail as a person looks at it before it is released."""
    return f"{message.subject}\n\n{message.body}"


def host_copy(notice: NoticeNode) -> str:
    """Return what a host authority gets to read: what is feared, where, when and for whom.

    Left out is how sure the mission is and why, and what it asks of whom: from these one could tell
    who told it.

    Args:
        notice: what the gate left of it (`outward.as_let_out`).
    """
    bare = msgspec.structs.replace(
        notice, likelihood=None, confidence=None, confidence_reasons="", asked="", text=""
    )
    return "\n".join([notice.title or "Warning", *notice_lines(bare, outward=True)]) + "\n"
