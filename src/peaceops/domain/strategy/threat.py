"""Threats, those they endanger, and what drives them."""

from collections.abc import Mapping
from typing import ClassVar, Literal

import msgspec

from peaceops.domain.grading import check_grade
from peaceops.domain.strategy.node import Day, Node

ThreatStatus = Literal["suspected", "assessed", "active", "diminishing", "closed", "rejected"]
ThreatLevel = Literal["none", "low", "moderate", "high", "extreme"]
Trend = Literal["falling", "steady", "rising"]
Confidence = Literal["low", "moderate", "high"]
HarmType = Literal[
    "killing", "sexual_violence", "abduction", "torture", "detention", "displacement",
    "attack_on_school_or_hospital", "denial_of_access", "looting", "explosive_hazard", "other",
]  # fmt: skip
Rationale = Literal[
    "mob_violence", "post_conflict_revenge", "insurgency", "predatory_violence",
    "communal_conflict", "regime_crackdown", "ethnic_cleansing", "genocide",
]  # fmt: skip
DriverKind = Literal[
    "grievance", "resource", "exclusion", "predation", "cross_border_support", "impunity",
    "land", "identity", "power_struggle", "other",
]  # fmt: skip


class ThreatState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was judged of a threat on a day."""

    date: Day
    level: ThreatLevel | None = None
    trend: Trend | None = None
    by: str = ""
    reason: str = ""


class ThreatNode(Node, frozen=True, kw_only=True):
    """Who endangers whom, where and when (doctrine B1 to B3). Edge: endangers.

    Attributes:
        actor: id of who poses it.
        status: of its life; closed and rejected need reason, evidence and author.
        level: a person's decision; the factors give an interval beside it.
        intent, capability, opportunity, vulnerability, other_protectors: 0 to 4 (doctrine B3).
        evidence_grade: of what an assessed 0 rests on, such as B2.
        trend: of the level.
        confidence: in the judgement.
        harm_types: kinds of harm.
        people_exposed: persons.
        area: id of the area.
        window_from, window_to: when it is to be feared.
        warning_hours: how long before harm it can be seen coming.
        rationale: hypotheses on the perpetrator, with weights that sum to at most 1.
        history: earlier judgements, oldest first.
        assessed_by: who judged it; `dissent`: who judged otherwise, and why.
        review_by: day of the next review.
        response_minutes: within which help must arrive.
        owner: the accountable post.
        proposed_by: what proposed it, such as an outlook and its run; a person decided.
    """

    noun: ClassVar[str] = "threat"
    bounds: ClassVar[Mapping[str, tuple[float, float]]] = {
        "intent": (0, 4),
        "capability": (0, 4),
        "opportunity": (0, 4),
        "vulnerability": (0, 4),
        "other_protectors": (0, 4),
    }

    actor: str | None = None
    status: ThreatStatus | None = None
    level: ThreatLevel | None = None
    intent: int | None = None
    capability: int | None = None
    opportunity: int | None = None
    vulnerability: int | None = None
    other_protectors: int | None = None
    evidence_grade: str | None = None
    trend: Trend | None = None
    confidence: Confidence | None = None
    harm_types: frozenset[HarmType] = frozenset()
    people_exposed: int | None = None
    area: str | None = None
    window_from: Day | None = None
    window_to: Day | None = None
    warning_hours: float | None = None
    rationale: dict[Rationale, float] = msgspec.field(default_factory=dict)
    history: tuple[ThreatState, ...] = ()
    assessed_by: str | None = None
    dissent: tuple[str, ...] = ()
    review_by: Day | None = None
    response_minutes: int | None = None
    owner: str | None = None
    proposed_by: str | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        check_grade("evidence_grade", self.evidence_grade)
        if any(not 0 <= weight <= 1 for weight in self.rationale.values()) or (
            sum(self.rationale.values()) > 1 + 1e-9
        ):
            raise ValueError("rationale: weights lie between 0 and 1 and sum to at most 1")


FACTORS = ("intent", "capability", "opportunity", "vulnerability", "other_protectors")


class GroupNode(Node, frozen=True, kw_only=True):
    """People at risk. Counted, never scored.

    Attributes:
        population: persons.
        area: where they are.
        vulnerability: 0 to 4.
        displaced: they were driven from home.
        site: they shelter at a displacement site or a base.
    """

    noun: ClassVar[str] = "group"
    bounds: ClassVar[Mapping[str, tuple[float, float]]] = {
        "vulnerability": (0, 4),
    }

    population: int | None = None
    area: str | None = None
    vulnerability: int | None = None
    displaced: bool | None = None
    site: bool | None = None


class DriverNode(Node, frozen=True, kw_only=True):
    """What a threat springs from. Edge: causes.

    Attributes:
        kind: what it is.
        cross_border: it reaches across a border.
        external: it lies outside the mission's reach.
        out_of_reach: why nobody resolves it, and who else works on it.
        trend, confidence: of the judgement.
    """

    noun: ClassVar[str] = "driver"

    kind: DriverKind | None = None
    cross_border: bool | None = None
    external: bool | None = None
    out_of_reach: str = ""
    trend: Trend | None = None
    confidence: Confidence | None = None


class ActorNode(Node, frozen=True, kw_only=True):
    """Who acts: a force, a group, an authority, a party to talks. Edges: part_of, sponsored_by.

    Attributes:
        kind: host_force and host_authority belong to the host State.
    """

    noun: ClassVar[str] = "actor"

    kind: (
        Literal[
            "host_force", "host_authority", "armed_group", "militia", "foreign_force", "community",
            "political_party", "organisation", "other",
        ]
        | None
    ) = None  # fmt: skip
