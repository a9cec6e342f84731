"""Dialogue: scenarios of force, what each party expects, and what they said to each other."""

from collections.abc import Mapping
from typing import ClassVar, Literal

import msgspec

from peaceops.domain.marking import Compartment, Level, Marking
from peaceops.domain.strategy.node import Day, Node

ScenarioLayer = Literal["mandate", "rules", "command", "acceptance", "capability"]
LAYERS: tuple[ScenarioLayer, ...] = ("mandate", "rules", "command", "acceptance", "capability")
"""In the order in which they are asked (doctrine B11)."""
Likelihood = Literal["very_unlikely", "unlikely", "moderately_likely", "likely", "very_likely"]


class ScenarioNode(Node, frozen=True, kw_only=True):
    """What might happen, and how far each layer would let the mission act (doctrine B11).

    Edge: about (threat).

    Attributes:
        perpetrator: class of who would attack.
        host_threat: the perpetrator belongs to the host State.
        likelihood, trigger_date: how likely, and a day that may set it off.
        harm, place, warning_hours: what would happen, where, how soon.
        needed_action: level of action that would protect, 0 to 5.
        mandate, rules, command, acceptance, capability: highest level of action that each layer
            allows, 0 to 5. Rules by reference only.
        residual_risk, alternatives, political_step: what remains, what else there is, and the
            political step in parallel.
        reviewed, rehearsed: days.
        acknowledged: day on which the head of mission took note of the first failing layer.
    """

    noun: ClassVar[str] = "scenario"
    happened: ClassVar[tuple[str, ...]] = ("reviewed", "rehearsed", "acknowledged")
    default_marking: ClassVar[Marking] = Marking(
        Level.STRICTLY_CONFIDENTIAL, frozenset({Compartment.SCENARIO_FORCE})
    )
    bounds: ClassVar[Mapping[str, tuple[float, float]]] = {
        "needed_action": (0, 5),
        "mandate": (0, 5),
        "rules": (0, 5),
        "command": (0, 5),
        "acceptance": (0, 5),
        "capability": (0, 5),
    }

    perpetrator: Literal["host_force", "armed_group", "crowd", "mixed"] | None = None
    host_threat: bool | None = None
    likelihood: Likelihood | None = None
    trigger_date: Day | None = None
    harm: str = ""
    place: str = ""
    warning_hours: float | None = None
    needed_action: int | None = None
    mandate: int | None = None
    rules: int | None = None
    command: int | None = None
    acceptance: int | None = None
    capability: int | None = None
    residual_risk: str = ""
    alternatives: tuple[str, ...] = ()
    political_step: str = ""
    reviewed: Day | None = None
    rehearsed: Day | None = None
    acknowledged: Day | None = None


class ExpectationNode(Node, frozen=True, kw_only=True):
    """What a party expects the mission to do in a scenario (R-37, R-38). Edge: in_scenario.

    Attributes:
        party: council, secretariat, mission, contributors, host, population, media.
        respondent: member State or contributor; empty for the party as a whole.
        action_level: 0 to 5; accept_risk: 0 to 3.
        answered: False where they were asked and stayed silent.
    """

    noun: ClassVar[str] = "expectation"
    default_marking: ClassVar[Marking] = Marking(
        Level.CONFIDENTIAL, frozenset({Compartment.SCENARIO_FORCE})
    )
    bounds: ClassVar[Mapping[str, tuple[float, float]]] = {
        "action_level": (0, 5),
        "accept_risk": (0, 3),
    }

    party: (
        Literal["council", "secretariat", "mission", "contributors", "host", "population", "media"]
        | None
    ) = None
    respondent: str = ""
    action_level: int | None = None
    accept_risk: int | None = None
    answered: bool | None = None


class Circulated(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document and the day on which the parties got it."""

    document: str
    sent: Day | None = None


ConsultationFormat = Literal[
    "contributors_meeting", "scwg_joint", "scwg_meeting", "informal_triangular",
    "informal_consultations", "arria", "secretariat_briefing", "force_generation", "visit",
    "c34_session", "strategic_dialogue_with_host", "other",
]  # fmt: skip


class ConsultationNode(Node, frozen=True, kw_only=True):
    """A meeting of those who must understand each other (doctrine B12). Edge: discusses.

    Attributes:
        format: which kind of meeting; informal triangular ones never name speakers.
        phase: of the mandate's cycle.
        date: day.
        invited, present: parties: council, contributors, secretariat, host; contributors by name
            where only some are meant.
        documents: what was sent, and when.
        pack: sections that a pre-authorisation pack held.
        interactivity: how far it was an exchange.
        summarised_to_council: day on which views reached the Council.
        heard_separately: why a party was heard apart.
        mandate_number: version of the mandate in whose cycle it fell.
    """

    noun: ClassVar[str] = "consultation"
    happened: ClassVar[tuple[str, ...]] = ("date", "summarised_to_council")
    begins: ClassVar[tuple[str, ...]] = ("date",)

    format: ConsultationFormat | None = None
    phase: (
        Literal[
            "pre_assessment",
            "pre_authorisation",
            "drafting",
            "renewal",
            "crisis",
            "in_mission",
            "closure",
        ]
        | None
    ) = None
    date: Day | None = None
    invited: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    documents: tuple[Circulated, ...] = ()
    pack: frozenset[
        Literal["conflict_assessment", "threats", "likely_tasks", "capability_needs", "feedback"]
    ] = frozenset()
    interactivity: Literal["statements_only", "questions", "exchange", "joint_text"] | None = None
    summarised_to_council: Day | None = None
    heard_separately: str = ""
    mandate_number: int | None = None


class PointNode(Node, frozen=True, kw_only=True):
    """A point raised in a consultation. Edge: raised_in.

    Attributes:
        party: who raised it, or `non-attributable`.
        theme, text, asks: what.
        raised: day.
        disposition: what became of it; a refusal has reasons.
        answered: day.
        reasons: of a refusal.
    """

    noun: ClassVar[str] = "point"
    happened: ClassVar[tuple[str, ...]] = ("raised", "answered")
    begins: ClassVar[tuple[str, ...]] = ("raised",)

    party: str | None = None
    theme: str = ""
    text: str = ""
    asks: str = ""
    raised: Day | None = None
    disposition: Literal["adopted", "partly", "declined", "pending"] | None = None
    answered: Day | None = None
    reasons: str = ""
