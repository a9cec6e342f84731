"""What the mission must find out, and what it was told."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from peaceops.domain.grading import check_grade
from peaceops.domain.marking import Compartment, Level, Marking
from peaceops.domain.strategy.node import Day, Node


class InformationRequirementNode(Node, frozen=True, kw_only=True):
    """A question (doctrine B4). Edges: concerns, answered_by.

    Attributes:
        level: priority, specific, or essential element.
        text: the question.
        asked_by: post.
        serves: the decision it serves, in words or by id.
        tags: such as driver_unknown.
        area: where.
        needed_by, latest_time_of_value: days.
        priority: 1 to 4.
        status: of the question.
    """

    noun: ClassVar[str] = "information_requirement"
    bounds: ClassVar[Mapping[str, tuple[float, float]]] = {
        "priority": (1, 4),
    }

    level: Literal["PIR", "SIR", "EEI"] | None = None
    text: str = ""
    asked_by: str | None = None
    serves: str = ""
    tags: frozenset[str] = frozenset()
    area: str | None = None
    needed_by: Day | None = None
    latest_time_of_value: Day | None = None
    priority: int | None = None
    status: (
        Literal["draft", "validated", "open", "partly_answered", "answered", "expired", "withdrawn"]
        | None
    ) = None


class IndicatorNode(Node, frozen=True, kw_only=True):
    """What one would see if a hypothesis were true (doctrine B4). Edges: observes, watches.

    Attributes:
        statement, observable, threshold: what, how one sees it, from when it counts.
        direction: warning or reassuring.
        diagnosticity: 0 to 3, how far it separates the hypotheses.
        tasked_to: asset or component that looks.
        task_from, task_until: days between which it looks; None is open.
        last_observed: day.
    """

    noun: ClassVar[str] = "indicator"
    happened: ClassVar[tuple[str, ...]] = ("last_observed",)
    bounds: ClassVar[Mapping[str, tuple[float, float]]] = {
        "diagnosticity": (0, 3),
    }

    statement: str = ""
    observable: str = ""
    threshold: str = ""
    direction: Literal["warning", "reassuring"] | None = None
    diagnosticity: int | None = None
    tasked_to: str | None = None
    task_from: Day | None = None
    task_until: Day | None = None
    last_observed: Day | None = None


class ItemNode(Node, frozen=True, kw_only=True):
    """One piece of information (doctrine B4, B5). Edges: from_source, supports, contradicts.

    Attributes:
        date: of what it tells; None where only `reported` is known.
        reported: day on which it came in.
        grade: reliability and credibility, such as B2; F and 6 mean unknown.
        origins: ids of what it goes back to; two that share one are not independent.
        component: part of the mission that gave it.
        side: whose side tells it.
        place_precision: 1 exact to 7 (UCDP's levels).
        area: where.
        attributed_to: actor it names, by record.
        grave_violation: it tells of one (doctrine B9).
        consent: what its source allows.
        lifetime_days, decay_shape: how its weight fades (doctrine B5).
    """

    noun: ClassVar[str] = "item"
    happened: ClassVar[tuple[str, ...]] = ("date", "reported")
    begins: ClassVar[tuple[str, ...]] = ("date", "reported")
    default_marking: ClassVar[Marking] = Marking(Level.CONFIDENTIAL)
    bounds: ClassVar[Mapping[str, tuple[float, float]]] = {
        "place_precision": (1, 7),
    }

    date: Day | None = None
    reported: Day | None = None
    grade: str | None = None
    origins: tuple[str, ...] = ()
    component: str | None = None
    side: str | None = None
    place_precision: int | None = None
    area: str | None = None
    attributed_to: str | None = None
    grave_violation: bool | None = None
    consent: (
        Literal["none", "internal_only", "inform_analysis", "quote_without_identity",
                "quote_with_identity"]
        | None
    ) = None  # fmt: skip
    lifetime_days: float = 180.0
    decay_shape: float = 1.0

    def __post_init__(self) -> None:
        super().__post_init__()
        check_grade("grade", self.grade)


class SourceNode(Node, frozen=True, kw_only=True):
    """Who told. Never a name here: identities live apart.

    Attributes:
        reliability: A to F, with a history elsewhere.
        alert_caller: it called the alert network.
        identity_with_alert: the caller is stored with the alert (it must not be).
        pseudonym_stable: releases carry one and the same pseudonym for it.
    """

    noun: ClassVar[str] = "source"
    default_marking: ClassVar[Marking] = Marking(
        Level.STRICTLY_CONFIDENTIAL, frozenset({Compartment.SOURCE_IDENTITY})
    )

    reliability: Literal["A", "B", "C", "D", "E", "F"] | None = None
    alert_caller: bool | None = None
    identity_with_alert: bool | None = None
    pseudonym_stable: bool | None = None


class ProductNode(Node, frozen=True, kw_only=True):
    """Something made to be shown. Edges: made_from, names_source.

    Attributes:
        type: flash, daily, weekly, briefing pack …
        audience: for whom.
        date: day of the release.
        place_precision: finest precision it shows, 1 exact to 7.
        people_cells: smallest count about people that it shows.
        quotes: it quotes sources.
        quotes_identity: it quotes them by name or post.
        downgraded_by, downgrade_reason: the act by which its level is below its inputs'.
    """

    noun: ClassVar[str] = "product"
    happened: ClassVar[tuple[str, ...]] = ("date",)
    begins: ClassVar[tuple[str, ...]] = ("date",)
    bounds: ClassVar[Mapping[str, tuple[float, float]]] = {
        "place_precision": (1, 7),
    }

    type: str = ""
    audience: str | None = None
    date: Day | None = None
    place_precision: int | None = None
    people_cells: int | None = None
    quotes: bool | None = None
    quotes_identity: bool | None = None
    downgraded_by: str | None = None
    downgrade_reason: str = ""
