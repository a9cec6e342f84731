"""A file that belongs to an item: known by its hash, kept beside the registers."""

import re
from typing import ClassVar

from peaceops.domain.marking import Level, Marking
from peaceops.domain.strategy.node import Node


class AttachmentNode(Node, frozen=True, kw_only=True):
    """What is recorded of a file; its bytes lie in the mission's folder under the hash.

    Attributes:
        item: id of the item that it belongs to.
        sha256: of the bytes as they came, in hexadecimal.
        media_type: as its bytes say, not as its name does.
        bytes: how large.
        name: of the file as it came, without a folder.
    """

    noun: ClassVar[str] = "attachment"
    default_marking: ClassVar[Marking] = Marking(Level.CONFIDENTIAL)

    item: str
    sha256: str
    media_type: str
    bytes: int
    name: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        if not re.fullmatch("[0-9a-f]{64}", self.sha256):
            raise ValueError("sha256 must be 64 hexadecimal digits")
        if self.bytes < 0:
            raise ValueError("bytes must not be negative")
