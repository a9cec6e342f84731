"""All kinds of records: what each holds.

The strategy's nouns, the relations between them, and what only a register knows.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from peaceops.domain.acquisition import AcquisitionTaskNode
from peaceops.domain.alert import AlertNode
from peaceops.domain.attachment import AttachmentNode
from peaceops.domain.collation_link import CollationLinkNode
from peaceops.domain.delivery import (
    AcknowledgementNode,
    DeliveryNode,
    HostReleaseNode,
    SubscriptionNode,
)
from peaceops.domain.error import PeaceopsError
from peaceops.domain.feedback import FeedbackNode
from peaceops.domain.hypothesis import HypothesisNode
from peaceops.domain.record import Payload
from peaceops.domain.source_assessment import SourceAssessmentNode
from peaceops.domain.source_identity import SourceIdentityNode
from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.node import Node
from peaceops.domain.strategy.nouns import SECTIONS
from peaceops.domain.voice import DissentNode, EvidenceNode
from peaceops.domain.warning_notice import NoticeNode

EDGE = "edge"
FORMAT = 1
"""Of payloads as they are kept; raised together with a step in `STEPS`."""
STEPS: Mapping[int, Callable[[str, dict[str, Any]], dict[str, Any]]] = {}
"""From a form to the next: kind and plain payload to plain payload."""

OWN_KINDS: tuple[type[Node], ...] = (
    SourceIdentityNode,
    SourceAssessmentNode,
    AttachmentNode,
    AcquisitionTaskNode,
    HypothesisNode,
    FeedbackNode,
    CollationLinkNode,
    AlertNode,
    NoticeNode,
    AcknowledgementNode,
    SubscriptionNode,
    DeliveryNode,
    HostReleaseNode,
    DissentNode,
    EvidenceNode,
)
"""What only a register knows; never part of a strategy file."""

RECORD_KINDS: Mapping[str, type[Payload]] = {
    **{section.type.noun: section.type for section in SECTIONS},
    EDGE: Edge,
    **{kind.noun: kind for kind in OWN_KINDS},
}
"""Types of payloads by the name of their kind."""


def kind_of(payload: Payload) -> str:
    """Return the name of a payload's kind."""
    return EDGE if isinstance(payload, Edge) else payload.noun


def payload_type(kind: str) -> type[Payload]:
    """Return the type of a kind's payloads.

    Raises:
        PeaceopsError: there is no such kind.
    """
    try:
        return RECORD_KINDS[kind]
    except KeyError:
        raise PeaceopsError(
            f"no such kind of record: {kind}", remedy=f"one of: {', '.join(sorted(RECORD_KINDS))}"
        ) from None


def payload_to_bytes(payload: Payload) -> bytes:
    """Return a payload as it is kept: JSON, sets in a fixed order."""
    return msgspec.json.encode(payload, order="deterministic")


def payload_from_bytes(kind: str, content: bytes, form: int = FORMAT) -> Payload:
    """Return a payload from what was kept.

    Args:
        kind: its name.
        content: as `payload_to_bytes` gave it.
        form: number of the form that was current then.

    Raises:
        PeaceopsError: it was written by a later version, or is damaged.
    """
    if form > FORMAT:
        raise PeaceopsError(
            f"a {kind} was recorded in form {form}; this version reads up to {FORMAT}",
            remedy="use the version of peaceops that recorded it, or a later one",
        )
    try:
        if form == FORMAT:
            return msgspec.json.decode(content, type=payload_type(kind))
        plain = msgspec.json.decode(content)
        for step in range(form, FORMAT):
            plain = STEPS[step](kind, plain)
        return msgspec.convert(plain, payload_type(kind))
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise PeaceopsError(f"a {kind} can not be read: {error}") from error
