"""What is judged, recommended and decided."""

from typing import ClassVar, Literal

import msgspec

from peaceops.domain.strategy.node import Day, Node
from peaceops.domain.strategy.threat import ThreatLevel

Principle = Literal["consent", "impartiality", "non_use_of_force"]
PRINCIPLES: frozenset[str] = frozenset({"consent", "impartiality", "non_use_of_force"})


class AssessmentNode(Node, frozen=True, kw_only=True):
    """A judgement with its evidence. Edges: of, based_on, superseded_by.

    Attributes:
        kind: threat, conflict, posture, due diligence, strategic.
        level: what it says of a threat.
        made: day.
        review_by: day of the next review; `valid_to` ends it.
        key_items: ids of the items it stands or falls with.
        unknown_factors: how many factors it could not judge.
        confidence: in it.
    """

    noun: ClassVar[str] = "assessment"
    happened: ClassVar[tuple[str, ...]] = ("made",)
    begins: ClassVar[tuple[str, ...]] = ("made",)

    kind: Literal["threat", "conflict", "posture", "due_diligence", "strategic"] | None = None
    level: ThreatLevel | None = None
    made: Day | None = None
    review_by: Day | None = None
    key_items: tuple[str, ...] = ()
    unknown_factors: int | None = None
    confidence: Literal["low", "moderate", "high"] | None = None


class Option(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A course of action that was weighed; one of them is to leave things as they are."""

    title: str
    status_quo: bool = False
    costs: str = ""
    risks: str = ""


class RecommendationNode(Node, frozen=True, kw_only=True):
    """What someone is asked to decide (R-10). Edges: based_on, concerns.

    Attributes:
        status: draft, issued, withdrawn.
        addressee: post or body.
        decision_asked: the decision, in words.
        decide_by: day.
        options: what was weighed.
        preferred, reasons: which, and why.
        change_our_mind: what would.
        issued: day.
    """

    noun: ClassVar[str] = "recommendation"
    happened: ClassVar[tuple[str, ...]] = ("issued",)

    status: Literal["draft", "issued", "withdrawn"] | None = None
    addressee: str | None = None
    decision_asked: str = ""
    decide_by: Day | None = None
    options: tuple[Option, ...] = ()
    preferred: str = ""
    reasons: str = ""
    change_our_mind: str = ""
    issued: Day | None = None


class DecisionNode(Node, frozen=True, kw_only=True):
    """A decision, or an order. Edges: on, leads_to, by_unit (whose order it was).

    Attributes:
        kind: what was decided.
        status: pending, taken, or void.
        asked, due, taken: days.
        expires: last day on which it stands.
        reasons: why; reason_codes: the same as codes, principles among them.
        alternatives: measures short of force that were weighed.
        no_response_code: why nobody went (doctrine B7).
        no_viable_track: a dated finding that no political process is viable now.
        charged_with: post charged with creating one.
        owner, owners: the accountable post.
    """

    noun: ClassVar[str] = "decision"
    happened: ClassVar[tuple[str, ...]] = ("asked", "taken")
    begins: ClassVar[tuple[str, ...]] = ("asked", "taken")

    kind: (
        Literal[
            "accept_risk", "host_leads", "partner_leads", "respond", "monitor", "refer",
            "no_response", "no_viable_track", "approve", "refuse", "other",
        ]
        | None
    ) = None  # fmt: skip
    status: Literal["pending", "taken", "void"] = "taken"
    asked: Day | None = None
    due: Day | None = None
    taken: Day | None = None
    expires: Day | None = None
    reasons: str = ""
    reason_codes: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    no_response_code: (
        Literal[
            "not_in_area", "no_asset", "no_mobility", "weather_or_terrain", "no_authority",
            "awaiting_capital", "caveat", "security_of_force", "host_denied_access",
            "host_responding", "assessed_false", "other_priority", "no_owner", "unknown_reason",
        ]
        | None
    ) = None  # fmt: skip
    charged_with: str | None = None
    owner: str | None = None
    owners: tuple[str, ...] = ()


class DispositionNode(Node, frozen=True, kw_only=True):
    """What became of a recommendation. Edge: disposes.

    Attributes:
        outcome: what the addressee did with it.
        date: day.
        citation: where it is recorded.
    """

    noun: ClassVar[str] = "disposition"
    happened: ClassVar[tuple[str, ...]] = ("date",)
    begins: ClassVar[tuple[str, ...]] = ("date",)

    outcome: Literal["adopted", "amended", "rejected", "silent"] | None = None
    date: Day | None = None
    citation: str = ""
