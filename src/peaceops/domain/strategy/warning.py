"""Warnings that people issued, and what was done about them. No outlook is ever a warning."""

from typing import ClassVar, Literal

from peaceops.domain.strategy.node import Day, Node, Time
from peaceops.domain.strategy.threat import ThreatLevel


class WarningNode(Node, frozen=True, kw_only=True):
    """A warning with its clocks (doctrine B7). Edges: warns_of, leads_to (decision).

    Attributes:
        level: of the threat it tells of.
        imminent: harm is to be feared within hours.
        open: nobody closed it yet.
        received, acknowledged, decided, fed_back: times.
        feedback_withheld: the community was not told, for its safety.
        area: where.
        owner, owners: the accountable post.
    """

    noun: ClassVar[str] = "warning"
    happened: ClassVar[tuple[str, ...]] = ("received", "acknowledged", "decided", "fed_back")
    begins: ClassVar[tuple[str, ...]] = ("received",)

    level: ThreatLevel | None = None
    imminent: bool | None = None
    open: bool | None = None
    received: Time | None = None
    acknowledged: Time | None = None
    decided: Time | None = None
    fed_back: Time | None = None
    feedback_withheld: bool | None = None
    area: str | None = None
    owner: str | None = None
    owners: tuple[str, ...] = ()


class ResponseNode(Node, frozen=True, kw_only=True):
    """What a responder did. Edges: responds_to (warning), by_unit.

    Attributes:
        responder: mission or host; each has clocks of its own.
        expected: time at which harm was expected or happened.
        departed, on_site: times.
        reason: why it did not go, or went late (doctrine B7).
        review: day of the after-action review.
        outcome: in words.
    """

    noun: ClassVar[str] = "response"
    happened: ClassVar[tuple[str, ...]] = ("departed", "on_site", "review")
    begins: ClassVar[tuple[str, ...]] = ("departed", "on_site")

    responder: Literal["mission", "host"] | None = None
    expected: Time | None = None
    departed: Time | None = None
    on_site: Time | None = None
    reason: (
        Literal[
            "not_in_area", "no_asset", "no_mobility", "weather_or_terrain", "no_authority",
            "awaiting_capital", "caveat", "security_of_force", "host_denied_access",
            "host_responding", "assessed_false", "other_priority", "no_owner", "unknown_reason",
        ]
        | None
    ) = None  # fmt: skip
    review: Day | None = None
    outcome: str = ""


class PlanNode(Node, frozen=True, kw_only=True):
    """A plan or contingency. Edges: prepares (scenario), uses (unit).

    Attributes:
        kind: what it prepares for.
        reviewed, rehearsed: days.
        planner: post.
        same_picture: the centres that run it see the same picture.
    """

    noun: ClassVar[str] = "plan"
    happened: ClassVar[tuple[str, ...]] = ("reviewed", "rehearsed")

    kind: (
        Literal[
            "contingency", "access_loss", "host_threat", "political_escalation", "evacuation",
            "other",
        ]
        | None
    ) = None  # fmt: skip
    reviewed: Day | None = None
    rehearsed: Day | None = None
    planner: str | None = None
    same_picture: bool | None = None
