"""Ends and political ways: objectives, tracks, engagements, partners, who stands where."""

from typing import ClassVar, Literal

import msgspec

from peaceops.domain.strategy.node import Day, Node

EngagementLevel = Literal["local", "national", "regional", "international"]
Party = Literal["council", "secretariat", "mission", "contributors", "host", "region"]


class Measure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How one would see that an objective is reached.

    Attributes:
        of: outcome (whose behaviour or which risk changes), output or activity.
        definition, baseline, target, source: what is measured, from where, to where, by whom.
    """

    of: Literal["outcome", "output", "activity"] | None = None
    definition: str = ""
    baseline: str = ""
    target: str = ""
    source: str = ""


class ObjectiveNode(Node, frozen=True, kw_only=True):
    """An end. Edges: resolves, served_by.

    Attributes:
        kind: political or protection.
        status: an objective that is not yet active is not judged.
        phase, phase_starts: number of the phase and its first day.
        intent: statement of intent.
        indicators: how one would see it.
        exit: when it is reached, or handed over.
        owner: the accountable post; `owners`: where more than one claims to be.
    """

    noun: ClassVar[str] = "objective"

    kind: Literal["political", "protection"] | None = None
    status: Literal["planned", "active", "reached", "dropped"] = "active"
    phase: int | None = None
    phase_starts: Day | None = None
    intent: str = ""
    indicators: tuple[Measure, ...] = ()
    exit: str = ""
    owner: str | None = None
    owners: tuple[str, ...] = ()


class TrackNode(Node, frozen=True, kw_only=True):
    """A political track: a place where parties talk.

    Attributes:
        level: local to international.
        convenor: who calls it.
        parties: actors at the table.
        status: only an active one can be live.
        last_engagement: day of the latest; engagements on the track count too.
        areas: where it has effect; empty for everywhere.
        owner, owners: the accountable post.
    """

    noun: ClassVar[str] = "track"
    happened: ClassVar[tuple[str, ...]] = ("last_engagement",)

    level: EngagementLevel | None = None
    convenor: str | None = None
    parties: tuple[str, ...] = ()
    status: Literal["planned", "active", "suspended", "closed"] | None = None
    last_engagement: Day | None = None
    areas: tuple[str, ...] = ()
    owner: str | None = None
    owners: tuple[str, ...] = ()


class EngagementNode(Node, frozen=True, kw_only=True):
    """One contact, or a line of contacts. Edges: on_track, towards, paired_with (activity).

    A confidential one may be a stub that holds its date only.

    Attributes:
        date: the latest contact.
        level: local to international.
        parties: actors met.
        kind: dialogue, mediation, advocacy, leverage, coordination.
        purpose: what for.
        status: open or ended.
        partner: id of the partner worked with.
        next_step, next_step_due: what follows, and when.
    """

    noun: ClassVar[str] = "engagement"
    happened: ClassVar[tuple[str, ...]] = ("date",)
    begins: ClassVar[tuple[str, ...]] = ("date",)

    date: Day | None = None
    level: EngagementLevel | None = None
    parties: tuple[str, ...] = ()
    kind: Literal["dialogue", "mediation", "advocacy", "leverage", "coordination"] | None = None
    purpose: str = ""
    status: Literal["open", "ended"] = "open"
    partner: str | None = None
    next_step: str = ""
    next_step_due: Day | None = None


class PartnerNode(Node, frozen=True, kw_only=True):
    """A State or organisation that may help. Edge: leverage_over.

    Attributes:
        role: as assessed; older than its review date it counts as unknown.
        review_by: day of the next review.
        level: regional or international, mostly.
    """

    noun: ClassVar[str] = "partner"

    role: Literal["constructive", "mixed", "spoiler"] | None = None
    review_by: Day | None = None
    level: EngagementLevel | None = None


class PositionNode(Node, frozen=True, kw_only=True):
    """Where a stakeholder publicly stands on an objective (R-11, R-16). Edge: on.

    Attributes:
        party: whose position.
        member: the member State or body; empty for the party as a whole.
        stance: as stated.
        date: when.
        citation: the public record; an entry without one is rejected.
    """

    noun: ClassVar[str] = "position"
    happened: ClassVar[tuple[str, ...]] = ("date",)
    begins: ClassVar[tuple[str, ...]] = ("date",)

    party: Party | None = None
    member: str = ""
    stance: Literal["supports", "supports_with_reservation", "silent", "opposes"] | None = None
    date: Day | None = None
    citation: str

    def __post_init__(self) -> None:
        if not self.citation.strip():
            raise ValueError("citation must name the public record")


class UndertakingNode(Node, frozen=True, kw_only=True):
    """What a party undertook to do (R-24). Edge: towards (objective).

    Attributes:
        party: who.
        text: what.
        due: by when.
        delivered: day on which it was, by evidence.
        evidence: what shows it.
    """

    noun: ClassVar[str] = "undertaking"
    happened: ClassVar[tuple[str, ...]] = ("delivered",)

    party: Party | None = None
    text: str = ""
    due: Day | None = None
    delivered: Day | None = None
    evidence: str = ""
