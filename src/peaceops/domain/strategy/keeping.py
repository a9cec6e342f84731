"""What people say about findings: suppressions and overrides. Both expire, both are shown."""

from typing import ClassVar

from peaceops.domain.strategy.node import Day, Node

LONGEST_SUPPRESSION_DAYS = 180


class _SetAside(Node, frozen=True, kw_only=True):
    """What a named post says of a finding, for a while.

    Attributes:
        rule: code, such as POL-03; never INF-05, which can only be cleared.
        objects: ids that the finding is about; all of them.
        reason: why.
        made, expires: days.
    """

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
            raise ValueError("INF-05 can neither be suppressed nor overridden, only cleared")
        if self.expires < self.made:
            raise ValueError("expires must not lie before made")


class SuppressionNode(_SetAside, frozen=True, kw_only=True):
    """A finding that is not to count for a while, at most 180 days (doctrine D3.4)."""

    noun: ClassVar[str] = "suppression"

    def __post_init__(self) -> None:
        super().__post_init__()
        if (self.expires - self.made).days > LONGEST_SUPPRESSION_DAYS:
            raise ValueError(f"expires must lie at most {LONGEST_SUPPRESSION_DAYS} days after made")


class OverrideNode(_SetAside, frozen=True, kw_only=True):
    """An accountable owner goes on although a blocker stands (doctrine D3.3).

    It lifts only this tool's refusal of its own approval mark; the finding stays.
    """

    noun: ClassVar[str] = "override"
