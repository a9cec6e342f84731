"""Competing explanations: what indicators are there to tell apart (doctrine B4)."""

from typing import ClassVar, Literal

from peaceops.domain.strategy.node import Node


class HypothesisNode(Node, frozen=True, kw_only=True):
    """One of several explanations of the same thing.

    Attributes:
        about: id of the threat, driver or question that it explains.
        statement: in a sentence that could turn out wrong.
        status: how people hold it now; nothing here is computed.
        reason: why it is held so.
    """

    noun: ClassVar[str] = "hypothesis"

    about: str
    statement: str
    status: Literal["open", "favoured", "weakened", "dismissed"] | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.statement.strip():
            raise ValueError("a hypothesis needs a statement")
