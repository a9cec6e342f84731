"""Warnings that people issued, and what was done about them. No outlook is ever a warning."""

from typing import ClassVar, Literal

import msgspec

from peaceops.domain.strategy.node import Day, Node, Time
from peaceops.domain.strategy.threat import ThreatLevel
from peaceops.domain.warning_life import Life, is_closed, time_of

Effect = Literal["averted", "reduced", "none", "made_worse"]
"""What a response did to the harm that was feared, as judged afterwards."""


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
        life: its steps (doctrine B7); the times above are read off it where there is one.
        expected: t0, when harm is feared, or happened.
        alerts: ids of the alerts it was issued on.
        harm_came: harm came about as warned of, or would have but for a response.
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
    life: Life = ()
    expected: Time | None = None
    alerts: tuple[str, ...] = ()
    harm_came: bool | None = None


def with_life(warning: WarningNode, life: Life) -> WarningNode:
    """Return a warning with its steps, and with the times that they tell."""
    return msgspec.structs.replace(
        warning,
        life=life,
        received=time_of(life, "received"),
        acknowledged=time_of(life, "acknowledged"),
        decided=time_of(life, "decision"),
        fed_back=time_of(life, "feedback_to_community"),
        open=not is_closed(life),
    )


class ResponseNode(Node, frozen=True, kw_only=True):
    """What a responder did. Edges: responds_to (warning), by_unit.

    Attributes:
        responder: mission or host; each has clocks of its own.
        expected: time at which harm was expected or happened.
        departed, on_site: times.
        reason: why it did not go, or went late (doctrine B7).
        review: day of the after-action review.
        outcome: in words.
        effect: on the harm that was feared, judged afterwards.
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
    effect: Effect | None = None


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
