"""Contributors: what is required, what they bring, and what holds their units back."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from peaceops.domain.marking import Compartment, Level, Marking
from peaceops.domain.strategy.mandate import TaskCode
from peaceops.domain.strategy.node import Day, Node

CaveatKind = Literal[
    "geographic", "task_type", "force_level", "against_host_forces", "night", "movement_distance",
    "attachment", "air_asset", "requires_capital_approval", "logistics", "medical_threshold",
    "other",
]  # fmt: skip


class RequirementNode(Node, frozen=True, kw_only=True):
    """A capability that tasks need (doctrine B10).

    Attributes:
        function: mobility, reach, medical, engineering, language …
        quantity: how many are needed.
        critical: without it the task is not done.
        needed_from: day from which it is needed.
        readiness, mobility, reach, language: further wants, in words.
    """

    noun: ClassVar[str] = "requirement"

    function: str = ""
    quantity: float | None = None
    critical: bool | None = None
    needed_from: Day | None = None
    readiness: str = ""
    mobility: str = ""
    reach: str = ""
    language: str = ""


class UnitNode(Node, frozen=True, kw_only=True):
    """A unit. Edges: assigned (task), provides (requirement).

    Attributes:
        contributor: who sends it.
        type: infantry battalion, formed police unit, helicopter unit …
        strength: persons.
        pcrs_level: of the readiness system: 1, 2, 3, or rapid.
        deployed: first day in the mission, past or to come.
        rotates: day of the next rotation.
        base: area it is based in.
        areas: areas it serves.
        serviceability: share of major equipment that works, 0 to 1.
        response_minutes: to where its tasks lie, measured where possible.
        sur, mou: references and dates of the documents it came under, in words.
    """

    noun: ClassVar[str] = "unit"
    bounds: ClassVar[Mapping[str, tuple[float, float]]] = {
        "serviceability": (0, 1),
    }
    # Where units are is where others are not: unprotected places are a target list.
    default_marking: ClassVar[Marking] = Marking(Level.STRICTLY_CONFIDENTIAL)

    contributor: str | None = None
    type: str = ""
    strength: int | None = None
    pcrs_level: Literal["1", "2", "3", "rapid"] | None = None
    deployed: Day | None = None
    rotates: Day | None = None
    base: str | None = None
    areas: tuple[str, ...] = ()
    serviceability: float | None = None
    response_minutes: int | None = None
    sur: str = ""
    mou: str = ""


class CaveatNode(Node, frozen=True, kw_only=True):
    """A restriction, as data and not as an accusation. Edge: restricts.

    Attributes:
        kind: what it restricts.
        text: as declared.
        force_level: the lowest level of force it excludes.
        task_codes, areas: what and where it excludes; empty for all that its type covers.
        declared: when it was.
        observed: day on which it was seen to bite; observed_by: post.
        raised: day on which it was raised with the contributor.
        approval_hours: how long the capital takes.
        accepted_by: who accepted it for the United Nations.
    """

    noun: ClassVar[str] = "caveat"
    happened: ClassVar[tuple[str, ...]] = ("observed", "raised")
    default_marking: ClassVar[Marking] = Marking(
        Level.CONFIDENTIAL, frozenset({Compartment.CAVEAT})
    )
    bounds: ClassVar[Mapping[str, tuple[float, float]]] = {
        "force_level": (0, 5),
    }

    kind: CaveatKind | None = None
    text: str = ""
    force_level: int | None = None
    task_codes: frozenset[TaskCode] = frozenset()
    areas: tuple[str, ...] = ()
    declared: Literal["at_offer", "in_MOU", "after_deployment", "undeclared_observed"] | None = None
    observed: Day | None = None
    observed_by: str | None = None
    raised: Day | None = None
    approval_hours: float | None = None
    accepted_by: str | None = None


class EvaluationNode(Node, frozen=True, kw_only=True):
    """How a unit was found to do. Edge: evaluates.

    Attributes:
        date: day.
        result: against the standard.
        cause: of a shortfall.
        recorded_against: whose shortfall it was recorded as.
        shared: day on which the contributor got it.
        plan_agreed, plan_due, plan_done: days of the improvement plan.
        plan_responsible: parties that carry it.
    """

    noun: ClassVar[str] = "evaluation"
    happened: ClassVar[tuple[str, ...]] = ("date", "shared", "plan_agreed", "plan_done")
    begins: ClassVar[tuple[str, ...]] = ("date",)
    default_marking: ClassVar[Marking] = Marking(Level.CONFIDENTIAL)

    date: Day | None = None
    result: Literal["commendable", "meets", "below"] | None = None
    cause: Literal["unit", "support", "leadership"] | None = None
    recorded_against: Literal["unit", "support", "leadership"] | None = None
    shared: Day | None = None
    plan_agreed: Day | None = None
    plan_due: Day | None = None
    plan_done: Day | None = None
    plan_responsible: tuple[str, ...] = ()


class TrainingNode(Node, frozen=True, kw_only=True):
    """What a unit was trained in. Edge: trains.

    Attributes:
        date: day it was completed.
        kind: pre-deployment module, in-mission training, or scenario exercise.
        module: name.
    """

    noun: ClassVar[str] = "training"
    happened: ClassVar[tuple[str, ...]] = ("date",)
    begins: ClassVar[tuple[str, ...]] = ("date",)

    date: Day | None = None
    kind: Literal["pre_deployment", "in_mission", "scenario_exercise"] | None = None
    module: str = ""


class BriefingNode(Node, frozen=True, kw_only=True):
    """A unit was briefed on rules; it acknowledged a release. Never their text. Edge: briefs.

    Attributes:
        rules: which.
        release: of the document, as in the document of that type.
        acknowledged: day of the commander's signature.
    """

    noun: ClassVar[str] = "briefing"
    happened: ClassVar[tuple[str, ...]] = ("acknowledged",)

    rules: Literal["roe", "duf"] | None = None
    release: str | None = None
    acknowledged: Day | None = None


class AcceptanceNode(Node, frozen=True, kw_only=True):
    """What a contributor answered when asked for a task (R-36). Edge: accepts (task).

    Attributes:
        contributor: who.
        state: how far.
        date: day of the answer.
        by: whose answer, by office.
    """

    noun: ClassVar[str] = "acceptance"
    happened: ClassVar[tuple[str, ...]] = ("date",)
    begins: ClassVar[tuple[str, ...]] = ("date",)

    contributor: str | None = None
    state: (
        Literal["informed", "consulted", "accepted", "accepted_with_caveat", "declined"] | None
    ) = None
    date: Day | None = None
    by: str = ""


class AuthorityNode(Node, frozen=True, kw_only=True):
    """Who may order what. Edges: tasks, commands, reports_to, delegates_to, responsible_for.

    Host authorities stand here too: they are responsible for areas and threats.

    Attributes:
        side: un, host, or contributor (a national line, recorded as observed).
        head_of_mission: the top of the mission's own line.
        level: operational and tactical tasking are checked apart.
        approves_force_up_to: 0 to 5.
        reachable_hours: how long it takes to reach a decision from it.
        observed_parallel: a national line was seen to give orders.
    """

    noun: ClassVar[str] = "authority"
    bounds: ClassVar[Mapping[str, tuple[float, float]]] = {
        "approves_force_up_to": (0, 5),
    }

    side: Literal["un", "host", "contributor"] | None = None
    head_of_mission: bool | None = None
    level: Literal["strategic", "operational", "tactical"] | None = None
    approves_force_up_to: int | None = None
    reachable_hours: float | None = None
    observed_parallel: bool | None = None
