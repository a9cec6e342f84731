"""The host State: will and capacity apart, consent, support under due diligence, instruments."""

from collections.abc import Mapping
from typing import ClassVar, Literal

import msgspec

from peaceops.domain.marking import Compartment, Level, Marking
from peaceops.domain.strategy.node import Day, Node

ConsentState = Literal["strong", "weak", "compromised", "withdrawn"]
HostRole = Literal["protector", "bystander", "obstructor", "perpetrator", "mixed"]
SupportType = Literal[
    "training", "mentoring", "advice", "institution_building", "support_to_command", "financial",
    "logistics", "operational", "joint_operation",
    "law_sensitisation", "standard_setting", "compliance_engagement", "mediation",
    "medical_evacuation", "other",
]  # fmt: skip
COVERED_SUPPORT: frozenset[str] = frozenset(
    {
        "training", "mentoring", "advice", "institution_building", "support_to_command",
        "financial", "logistics", "operational", "joint_operation",
    }
)  # fmt: skip
"""Types that the policy covers (doctrine B9); the others still need a scope record."""

_POSTURE = Marking(Level.CONFIDENTIAL, frozenset({Compartment.HOST_POSTURE}))


class PostureNode(Node, frozen=True, kw_only=True):
    """Will and capacity of one authority in one area, judged apart (doctrine B8).

    Edge: based_on.

    Attributes:
        authority: whose.
        area: where; empty for everywhere.
        will, capacity: 0 to 4.
        role: what it does.
        consent: how firmly it consents to the mission.
        will_evidence, capacity_evidence: items each judgement rests on; they must not be one item.
        confidence: in the judgement.
        assessed_by: post.
        review_by: day of the next review.
        did: what the authority did about threats, in words.
    """

    noun: ClassVar[str] = "posture"
    default_marking: ClassVar[Marking] = _POSTURE
    bounds: ClassVar[Mapping[str, tuple[float, float]]] = {
        "will": (0, 4),
        "capacity": (0, 4),
    }

    authority: str | None = None
    area: str | None = None
    will: int | None = None
    capacity: int | None = None
    role: HostRole | None = None
    consent: ConsentState | None = None
    will_evidence: tuple[str, ...] = ()
    capacity_evidence: tuple[str, ...] = ()
    confidence: Literal["low", "moderate", "high"] | None = None
    assessed_by: str | None = None
    review_by: Day | None = None
    did: str = ""


class ConsentNode(Node, frozen=True, kw_only=True):
    """The host's consent as it was judged on a day (R-34).

    Attributes:
        date: day.
        state: strong to withdrawn.
        reported_to: the body that can act, told of it.
    """

    noun: ClassVar[str] = "consent"
    happened: ClassVar[tuple[str, ...]] = ("date",)
    begins: ClassVar[tuple[str, ...]] = ("date",)
    default_marking: ClassVar[Marking] = _POSTURE

    date: Day | None = None
    state: ConsentState | None = None
    reported_to: str | None = None


class SofaIncidentNode(Node, frozen=True, kw_only=True):
    """A breach of the status-of-forces agreement (doctrine B8).

    Attributes:
        date, type, area: when, what, where.
        authority: whose act.
        reported_to: the body that can act, told of it.
        protest, reply, resolved: days.
        effect: on which tasks, in words.
    """

    noun: ClassVar[str] = "sofa_incident"
    happened: ClassVar[tuple[str, ...]] = ("date", "protest", "reply", "resolved")
    begins: ClassVar[tuple[str, ...]] = ("date",)
    default_marking: ClassVar[Marking] = _POSTURE

    date: Day | None = None
    type: (
        Literal[
            "movement_denial", "flight_denial", "visa_or_customs_delay", "expulsion", "attack",
            "detention", "monitoring_of_staff", "supply_blockage",
        ]
        | None
    ) = None  # fmt: skip
    area: str | None = None
    authority: str | None = None
    reported_to: str | None = None
    protest: Day | None = None
    reply: Day | None = None
    resolved: Day | None = None
    effect: str = ""


class SupportNode(Node, frozen=True, kw_only=True):
    """Support to a national force or institution (R-30).

    Attributes:
        recipient: unit or institution.
        type: by the policy's categories.
        status: of the support.
        started, ended: days; `starts` where it is planned.
        area: where.
        commander: of the recipient, by post.
        exception_reasons, conditions: why it is given although will is lacking, and on what terms.
        handover: criteria by which the host takes over.
        sector: police, justice, corrections, defence; the chain that impunity runs through.
        run_by: ministry or body that runs a prison (whether the policy covers it depends on that).
    """

    noun: ClassVar[str] = "support"
    happened: ClassVar[tuple[str, ...]] = ("started", "ended")

    recipient: str | None = None
    type: SupportType | None = None
    status: (
        Literal["requested", "planned", "approved", "live", "delivered", "suspended", "refused"]
        | None
    ) = None
    started: Day | None = None
    starts: Day | None = None
    ended: Day | None = None
    area: str | None = None
    commander: str | None = None
    exception_reasons: str = ""
    conditions: tuple[str, ...] = ()
    handover: str = ""
    sector: Literal["police", "justice", "corrections", "defence"] | None = None
    run_by: str | None = None


class DueDiligenceNode(Node, frozen=True, kw_only=True):
    """A risk assessment under the due diligence policy (doctrine B9). Edge: covers.

    Attributes:
        recipient, area, support_type: what was assessed.
        scope_test: covered, excluded, or unclear (then `legal_answer`).
        framework_valid: the general preliminary framework was in place.
        assessed, expires: days; six months where no expiry is given.
        concerns: the policy's factors, 0 to 3 each.
        risk: of grave violations.
        decision, decided, reasons: what was decided.
        letter: day on which the recipient was told of the policy.
    """

    noun: ClassVar[str] = "due_diligence"
    happened: ClassVar[tuple[str, ...]] = ("assessed", "decided", "letter")
    begins: ClassVar[tuple[str, ...]] = ("assessed",)
    default_marking: ClassVar[Marking] = Marking(Level.CONFIDENTIAL)

    recipient: str | None = None
    area: str | None = None
    support_type: SupportType | None = None
    scope_test: Literal["covered", "excluded", "unclear"] | None = None
    legal_answer: str = ""
    framework_valid: bool | None = None
    assessed: Day | None = None
    expires: Day | None = None
    concerns: dict[
        Literal[
            "record", "accountability", "corrective_measures", "influence", "monitoring", "overall"
        ],
        int,
    ] = msgspec.field(default_factory=dict)
    risk: Literal["low", "medium", "high"] | None = None
    decision: Literal["approve", "approve_with_conditions", "defer", "refuse"] | None = None
    decided: Day | None = None
    reasons: str = ""
    letter: Day | None = None


class MitigationNode(Node, frozen=True, kw_only=True):
    """What lowers a risk of support. Edge: mitigates.

    Attributes:
        type: such as vetting, legal adviser, phased delivery.
        verified: day on which it was seen to be in place.
    """

    noun: ClassVar[str] = "mitigation"
    happened: ClassVar[tuple[str, ...]] = ("verified",)

    type: str = ""
    verified: Day | None = None


class MonitoringNode(Node, frozen=True, kw_only=True):
    """One round of watching support, or an intercession. Edge: monitors.

    Attributes:
        kind: visit or report, or an intercession with the recipient.
        due, done: days.
        finding: what was seen.
    """

    noun: ClassVar[str] = "monitoring"
    happened: ClassVar[tuple[str, ...]] = ("done",)

    kind: Literal["monitoring", "intercession"] = "monitoring"
    due: Day | None = None
    done: Day | None = None
    finding: Literal["clear", "concern", "corrected"] | None = None


class MeasureNode(Node, frozen=True, kw_only=True):
    """Sanctions or another lever, by reference to a public decision (R-29).

    Attributes:
        kind: what it is.
        target: actor whose conduct is to change.
        status: considered, rejected (with reasons), in force, lifted, symbolic (with reasons).
        considered: day on which it was first weighed.
        reference: regime and criterion, public.
        behaviour, indicator: conduct sought, and how one sees it.
        side_effect: expected humanitarian effect.
        lifting: what would lift it.
        review_by: day.
        reasons: of a rejection, or of a symbolic measure.
    """

    noun: ClassVar[str] = "measure"
    happened: ClassVar[tuple[str, ...]] = ("considered",)
    begins: ClassVar[tuple[str, ...]] = ("considered",)

    kind: Literal["sanctions", "arms_embargo", "aid_condition", "other"] | None = None
    target: str | None = None
    status: Literal["considered", "rejected", "in_force", "lifted", "symbolic"] | None = None
    considered: Day | None = None
    reference: str = ""
    behaviour: str = ""
    indicator: str = ""
    side_effect: str = ""
    lifting: str = ""
    review_by: Day | None = None
    reasons: str = ""


class Commitment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one party to a compact promised; its status comes from evidence, never typed in."""

    by: str = ""
    text: str = ""
    indicator: str = ""
    due: Day | None = None
    verification: str = ""
    met: Day | None = None
    evidence: str = ""
    breach_step: str = ""


class CompactNode(Node, frozen=True, kw_only=True):
    """Mutual commitments with the host (R-28).

    Attributes:
        parties: actors.
        status: as for measures.
        considered: day.
        behaviour, indicator: conduct sought.
        lifting: when it is fulfilled.
        review_by, expires: days.
        commitments: what each party promised.
        joint_body, breach: who watches, and what follows a breach.
        reasons: of a rejection or of a symbolic compact.
    """

    noun: ClassVar[str] = "compact"
    happened: ClassVar[tuple[str, ...]] = ("considered",)
    begins: ClassVar[tuple[str, ...]] = ("considered",)

    parties: tuple[str, ...] = ()
    status: Literal["considered", "rejected", "in_force", "ended", "symbolic"] | None = None
    considered: Day | None = None
    behaviour: str = ""
    indicator: str = ""
    lifting: str = ""
    review_by: Day | None = None
    expires: Day | None = None
    commitments: tuple[Commitment, ...] = ()
    joint_body: str = ""
    breach: str = ""
    reasons: str = ""
