"""What a reader made of a product: the last arrow of the cycle, back to the question (R-01)."""

from typing import ClassVar, Literal

from peaceops.domain.strategy.node import Day, Node


class FeedbackNode(Node, frozen=True, kw_only=True):
    """A reader's answer to a product or to an answered question.

    Attributes:
        product: id of the product; None where the answer itself was read.
        requirement: id of the question that it goes back to.
        reader: post.
        date: day.
        answered: whether the question was answered for this reader.
        used_for: decision that it served, in words or by id.
        wanted: what the reader still needs to know.
    """

    noun: ClassVar[str] = "feedback"
    happened: ClassVar[tuple[str, ...]] = ("date",)
    begins: ClassVar[tuple[str, ...]] = ("date",)

    product: str | None = None
    requirement: str | None = None
    reader: str
    date: Day
    answered: Literal["yes", "partly", "no"] | None = None
    used_for: str = ""
    wanted: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.product is None and self.requirement is None:
            raise ValueError("feedback goes to a product or to a requirement")
