"""What anyone who may see a thing may say of it in their own name: dissent, and further evidence.

Neither changes the thing. Contributors speak this way too: they may see a threat and judge it
otherwise, but its level stays the decision of who is accountable for it (R-03, R-36).
"""

from typing import ClassVar, Literal

from peaceops.domain.marking import Level, Marking
from peaceops.domain.strategy.node import Node, Time
from peaceops.domain.strategy.threat import ThreatLevel


class DissentNode(Node, frozen=True, kw_only=True):
    """Another judgement than the one on record.

    Attributes:
        about: id of the threat, warning or assessment.
        about_version: version of that record which it disagrees with.
        said: when.
        by: post.
        text: what is judged otherwise, and why.
        level: that the dissenter would give a threat.
    """

    noun: ClassVar[str] = "dissent"
    happened: ClassVar[tuple[str, ...]] = ("said",)
    begins: ClassVar[tuple[str, ...]] = ("said",)
    default_marking: ClassVar[Marking] = Marking(Level.CONFIDENTIAL)

    about: str
    about_version: int | None = None
    said: Time | None = None
    by: str = ""
    text: str = ""
    level: ThreatLevel | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.text.strip():
            raise ValueError("text must say what is judged otherwise, and why")


class EvidenceNode(Node, frozen=True, kw_only=True):
    """Something that bears on a judgement, added by whoever knows of it.

    Attributes:
        about: id of the threat, warning or assessment.
        said: when.
        by: post.
        direction: it supports the judgement or contradicts it.
        items: ids of items, where they are recorded.
        text: what is known, in words.
        area: where.
    """

    noun: ClassVar[str] = "evidence"
    happened: ClassVar[tuple[str, ...]] = ("said",)
    begins: ClassVar[tuple[str, ...]] = ("said",)
    default_marking: ClassVar[Marking] = Marking(Level.CONFIDENTIAL)

    about: str
    said: Time | None = None
    by: str = ""
    direction: Literal["supports", "contradicts"] = "supports"
    items: tuple[str, ...] = ()
    text: str = ""
    area: str | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.items and not self.text.strip():
            raise ValueError("evidence names items, or says in words what is known")
