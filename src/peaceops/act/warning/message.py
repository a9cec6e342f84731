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
    """Return a notice as an e-mail; whether it may leave is asked before (`may_leave_by_mail`)."""
    kind = {"alert": "Warning", "update": "Update", "cancel": "Taken back"}[notice.kind]
    subject = f"{kind}: {notice.title or notice.warning} (notice {notice.number})"
    return Message(" ".join(subject.split()), "\n".join(notice_lines(notice)) + "\n")


def host_copy(notice: NoticeNode) -> str:
    """Return what a host authority gets to read: what is feared, where, when and for whom.

    Left out is what the mission rests it on, how sure it is and why, and what it asks of whom: from
    these one could tell who told it.
    """
    bare = msgspec.structs.replace(
        notice, basis=(), threats=(), confidence=None, confidence_reasons="", asked="", text=""
    )
    kept = ("Who:", "Against whom:", "What:", "Where:", "When:", "New:")
    lines = [line for line in notice_lines(bare) if line.startswith(kept)]
    return "\n".join([notice.title or "Warning", *lines]) + "\n"
