"""What people say about findings: suppressions and overrides. Both expire, both are shown."""

from typing import ClassVar

from peaceops.domain.strategy.node import Day, Node

LONGEST_SUPPRESSION_DAYS = 180


class SuppressionNode(Node, frozen=True, kw_only=True):
    """A finding that is not to count for a while (doctrine D3.4).

    Attributes:
        rule: code, such as POL-03. INF-05 can not be suppressed.
        objects: ids that the finding is about; all of them.
        reason: why.
        made, expires: days, at most 180 apart.
    """

    noun: ClassVar[str] = "suppression"
    happened: ClassVar[tuple[str, ...]] = ("made",)
    begins: ClassVar[tuple[str, ...]] = ("made",)

    rule: str
    objects: tuple[str, ...]
    author: str
    reason: str
    made: Day
    expires: Day

    def __post_init__(self) -> None:
        if not (self.author.strip() and self.reason.strip()):
            raise ValueError("author and reason must be given")
        if self.rule == "INF-05":
            raise ValueError("INF-05 can not be suppressed, only cleared")
        if not 0 <= (self.expires - self.made).days <= LONGEST_SUPPRESSION_DAYS:
            raise ValueError(f"expires must lie at most {LONGEST_SUPPRESSION_DAYS} days after made")


class OverrideNode(Node, frozen=True, kw_only=True):
    """An accountable owner goes on although a blocker stands (doctrine D3.3).

    It lifts only this tool's refusal of its own approval mark; the finding stays.

    Attributes:
        rule, objects: the finding. INF-05 can not be overridden.
        reason: why.
        made, expires: days.
    """

    noun: ClassVar[str] = "override"
    happened: ClassVar[tuple[str, ...]] = ("made",)
    begins: ClassVar[tuple[str, ...]] = ("made",)

    rule: str
    objects: tuple[str, ...]
    author: str
    reason: str
    made: Day
    expires: Day

    def __post_init__(self) -> None:
        if not (self.author.strip() and self.reason.strip()):
            raise ValueError("author and reason must be given")
        if self.rule == "INF-05":
            raise ValueError("INF-05 can not be overridden, only cleared")
        if self.expires < self.made:
            raise ValueError("expires must not lie before made")
