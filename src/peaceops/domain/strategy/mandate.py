"""What the Council decided, and the documents that follow from it."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from peaceops.domain.strategy.node import Day, Node

ClauseLevel = Literal["strategic", "operational", "tactical"]
Modality = Literal["monitor", "assist", "secure", "lead"]
Tier = Literal["I", "II", "III"]
DocumentKind = Literal[
    "poc_strategy", "mission_concept", "isf", "conops", "operational_order", "strategic_assessment",
    "budget", "roe", "duf", "sur", "other",
]  # fmt: skip
TaskCode = Literal[
    "peace_process_support", "good_offices", "local_mediation", "ceasefire_monitoring",
    "buffer_monitoring", "poc_physical", "poc_strategy", "early_warning", "community_engagement",
    "displacement_sites", "humanitarian_access", "un_security", "disarmament", "demobilisation",
    "reintegration", "ssr_defence", "police_reform", "operational_support_police", "public_order",
    "justice", "corrections", "human_rights_monitoring", "child_protection", "crsv", "wps",
    "elections", "constitution_and_institutions", "state_authority_extension", "reconciliation",
    "resources_governance", "arms_embargo_and_sanctions_support", "mine_action",
    "transition_and_exit", "support_regional_force",
]  # fmt: skip
"""The 34 task codes of doctrine B13."""
PROTECTION_CODES: tuple[TaskCode, ...] = (
    "poc_physical",
    "poc_strategy",
    "early_warning",
    "displacement_sites",
    "child_protection",
    "crsv",
)
"""Task codes that are about protecting civilians; a reading of doctrine B13 [P]."""


class MandateNode(Node, frozen=True, kw_only=True):
    """One version of the mandate.

    Attributes:
        symbol: such as S/RES/2149 (2014).
        number: of the version, rising.
        adopted, expires: days.
        first_draft, in_blue: days on which a draft went round.
        draft: it is not adopted yet.
        emergency, emergency_reason, follow_up: consulted in haste, why, and the day of the meeting
            that followed.
        poc_priority: it says that protection is a priority.
    """

    noun: ClassVar[str] = "mandate"
    happened: ClassVar[tuple[str, ...]] = ("adopted", "first_draft", "in_blue", "follow_up")
    begins: ClassVar[tuple[str, ...]] = ("first_draft", "in_blue", "adopted")

    symbol: str = ""
    number: int | None = None
    adopted: Day | None = None
    expires: Day | None = None
    first_draft: Day | None = None
    in_blue: Day | None = None
    draft: bool | None = None
    emergency: bool | None = None
    emergency_reason: str = ""
    follow_up: Day | None = None
    poc_priority: bool | None = None


class ClauseNode(Node, frozen=True, kw_only=True):
    """One clause of a mandate (doctrine B13). Edges: mandate, parent, link_clause.

    Attributes:
        paragraph: such as 30(a)(i).
        addressee: who is to act.
        verb, strength: operative verb; 4 decides or authorises, 3 requests, 2 calls upon or urges,
            1 encourages or welcomes.
        code, modality, tier, level: what it asks, in which way.
        priority: as stated there.
        phase, conditional: as stated there.
        intent: statement of intent that ties it to the political process.
        change: against the version before.
        concerns: what a new or stronger clause touches.
        force: it authorises force.
        confirmed_by: who confirmed the coding; uncoded text is never judged.
        text_hash: SHA-256 of the text.
    """

    noun: ClassVar[str] = "clause"
    bounds: ClassVar[Mapping[str, tuple[float, float]]] = {
        "strength": (1, 4),
    }

    paragraph: str = ""
    addressee: tuple[str, ...] = ()
    verb: str = ""
    strength: int | None = None
    code: TaskCode | None = None
    modality: Modality | None = None
    tier: Tier | None = None
    level: ClauseLevel | None = None
    priority: bool | None = None
    phase: int | None = None
    conditional: bool | None = None
    intent: str = ""
    change: Literal["new", "strengthened", "weakened", "unchanged"] | None = None
    concerns: frozenset[Literal["force", "host_support", "area"]] = frozenset()
    force: bool | None = None
    confirmed_by: str | None = None
    text_hash: str = ""


class DocumentNode(Node, frozen=True, kw_only=True):
    """A document of the mission. Rules of engagement: reference and version, never their text.

    Attributes:
        kind: what it is.
        mandate_number: version of the mandate that it follows.
        issued: day.
        release: its own version, as rules of engagement have.
        sections: required protection content that is there: purpose, threat_assessment,
            response_model, roles, coordination, preparedness.
        no_change_needed: day on which a review said so.
        force_tasks_changed: the mandate's force tasks changed since.
    """

    noun: ClassVar[str] = "document"
    happened: ClassVar[tuple[str, ...]] = ("issued", "no_change_needed")
    begins: ClassVar[tuple[str, ...]] = ("issued",)

    kind: DocumentKind | None = None
    mandate_number: int | None = None
    issued: Day | None = None
    release: str | None = None
    sections: frozenset[str] = frozenset()
    no_change_needed: Day | None = None
    force_tasks_changed: bool | None = None
