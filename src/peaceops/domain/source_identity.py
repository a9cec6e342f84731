"""Who a source is: its name and how to reach it, apart from everything it told (doctrine B15)."""

from typing import ClassVar

from peaceops.domain.marking import Compartment, Level, Marking
from peaceops.domain.strategy.node import Node


class SourceIdentityNode(Node, frozen=True, kw_only=True):
    """The person or body behind a source; sealed at rest, never in a product.

    Items and assessments name the source by its id; only this record says who that is.

    Attributes:
        source: id of the source.
        name: of the person or body.
        contact: how it can be reached.
        safe_contact: when and how it may be reached without danger to it.
        protection_note: what would endanger it.
    """

    noun: ClassVar[str] = "source_identity"
    default_marking: ClassVar[Marking] = Marking(
        Level.STRICTLY_CONFIDENTIAL, frozenset({Compartment.SOURCE_IDENTITY})
    )

    source: str
    name: str = ""
    contact: str = ""
    safe_contact: str = ""
    protection_note: str = ""
