"""What the mission must find out, and what it was told."""

import re
from collections.abc import Mapping
from typing import ClassVar, Literal

from peaceops.domain.grading import check_grade
from peaceops.domain.marking import Compartment, Level, Marking
from peaceops.domain.people_at_risk import PeopleAtRisk
from peaceops.domain.strategy.node import Day, Node

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Days of items outside are slips of the pen."""

ItemKind = Literal[
    "alert", "patrol", "liaison", "interview", "radio", "open_source", "partner", "imagery",
    "survey", "cleared_statement",
]  # fmt: skip
"""Kinds of reports. Human rights case data have none: only what their owners cleared comes in."""

_POINT = re.compile(
    r"-?\d{1,3}[.,]\d+\s*[°º]?\s*[NS]?[\s,;/]+-?\d{1,3}[.,]\d+"
    r"|\b\d{1,2}[C-X]\s?[A-Z]{2}\s?\d{2,5}\s?\d{2,5}\b|\d\s*[°º]",
    re.IGNORECASE,
)


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
        command: level of command that asks it: mission, sector, field office, by name.
        under: id of the question that it is drawn from: of a PIR for an SIR, of either for an EEI.
        observable: what one would see; an element is asked by it.
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
    command: str | None = None
    under: str | None = None
    observable: str = ""


class IndicatorNode(Node, frozen=True, kw_only=True):
    """What one would see if a hypothesis were true (doctrine B4). Edges: observes, watches.

    Attributes:
        statement, observable, threshold: what, how one sees it, from when it counts.
        direction: warning or reassuring.
        diagnosticity: 0 to 3, how far it separates the hypotheses.
        tasked_to: asset or component that looks.
        task_from, task_until: days between which it looks; None is open.
        last_observed: day.
        state: whether it was seen when somebody last looked.
        window_days: within which it counts as one observation.
        hypotheses: ids of those it tells apart; two at least, or it tells nothing.
        expected_under: ids of those under which one would see it; the others, under which not.
    """

    noun: ClassVar[str] = "indicator"
    happened: ClassVar[tuple[str, ...]] = ("last_observed",)
    bounds: ClassVar[Mapping[str, tuple[float, float]]] = {
        "diagnosticity": (0, 3),
        "window_days": (1, 3660),
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
    state: Literal["observed", "not_observed"] | None = None
    window_days: int | None = None
    hypotheses: tuple[str, ...] = ()
    expected_under: tuple[str, ...] = ()


class ItemNode(Node, frozen=True, kw_only=True):
    """One piece of information (doctrine B4, B5). Edges: from_source, supports, contradicts.

    Attributes:
        date: of what it tells, its first day; None where only `reported` is known.
        date_end: its last day; None where it is the first.
        time_precision: 1 the day to 5 a year (UCDP's levels).
        reported: day on which it was told to the mission.
        text: what it tells, as it was written.
        kind: of report.
        grade: reliability and credibility, such as B2; F and 6 mean unknown.
        origins: ids of what it goes back to; two that share one are not independent.
        component: part of the mission that gave it.
        side: whose side tells it.
        place: where, by name as it was told; never coordinates, which are shown less widely.
        latitude, longitude: degrees; both or neither.
        place_precision: 1 exact to 7 (UCDP's levels).
        place_radius_km: how far off the point may be; None goes by the precision.
        area: where.
        actors: whom it names, as it was written. Units and groups, never a person.
        attributed_to: actor it names, by record.
        killed, injured, abducted: people; None is not told, 0 is told to be none.
        at_risk: whom it says to be in danger.
        channel: by which it came: phone, radio, meeting, message, form.
        language: in which it was told; ISO 639-1.
        attachments: SHA-256 of the files that belong to it.
        supersedes: id of the item that it replaces.
        cleared_by, cleared_on: owner of human rights case data that cleared a statement, and when.
        grave_violation: it tells of one (doctrine B9).
        consent: what its source allows.
        lifetime_days, decay_shape: how its weight fades (doctrine B5).
    """

    noun: ClassVar[str] = "item"
    happened: ClassVar[tuple[str, ...]] = ("date", "date_end", "reported")
    begins: ClassVar[tuple[str, ...]] = ("date", "reported")
    default_marking: ClassVar[Marking] = Marking(Level.CONFIDENTIAL)
    bounds: ClassVar[Mapping[str, tuple[float, float]]] = {
        "time_precision": (1, 5),
        "place_precision": (1, 7),
        "latitude": (-90, 90),
        "longitude": (-180, 180),
        "place_radius_km": (0, 20_100),
        "killed": (0, 10_000_000),
        "injured": (0, 10_000_000),
        "abducted": (0, 10_000_000),
    }

    date: Day | None = None
    date_end: Day | None = None
    time_precision: int | None = None
    reported: Day | None = None
    text: str = ""
    kind: ItemKind | None = None
    grade: str | None = None
    origins: tuple[str, ...] = ()
    component: str | None = None
    side: str | None = None
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    place_precision: int | None = None
    place_radius_km: float | None = None
    area: str | None = None
    actors: tuple[str, ...] = ()
    attributed_to: str | None = None
    killed: int | None = None
    injured: int | None = None
    abducted: int | None = None
    at_risk: tuple[PeopleAtRisk, ...] = ()
    grave_violation: bool | None = None
    consent: (
        Literal["none", "internal_only", "inform_analysis", "quote_without_identity",
                "quote_with_identity"]
        | None
    ) = None  # fmt: skip
    channel: str | None = None
    language: str | None = None
    attachments: tuple[str, ...] = ()
    supersedes: str | None = None
    cleared_by: str | None = None
    cleared_on: Day | None = None
    lifetime_days: float = 180.0
    decay_shape: float = 1.0

    def __post_init__(self) -> None:
        super().__post_init__()
        check_grade("grade", self.grade)
        if _POINT.search(self.place):
            raise ValueError("place holds coordinates; they stand in latitude and longitude")
        if self.kind == "cleared_statement" and not (self.cleared_by and self.cleared_on):
            raise ValueError("a cleared statement needs cleared_by and cleared_on")
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("latitude and longitude stand together or not at all")
        if self.date and self.date_end and self.date_end < self.date:
            raise ValueError("date_end must not lie before date")
        for name in ("date", "date_end", "reported", "cleared_on"):
            day = getattr(self, name)
            if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
                raise ValueError(f"{name} must lie between {FIRST_YEAR} and {LAST_YEAR}")


class SourceNode(Node, frozen=True, kw_only=True):
    """Who told. Never a name here: identities live apart.

    Attributes:
        kind: of source, such as community leader, local radio, patrol; never who it is.
        area: where it can see for itself.
        reliability: A to F, as last given; its history stands in records of their own.
        alert_caller: it called the alert network.
        identity_with_alert: the caller is stored with the alert (it must not be).
        pseudonym_stable: releases carry one and the same pseudonym for it.
    """

    noun: ClassVar[str] = "source"
    default_marking: ClassVar[Marking] = Marking(
        Level.STRICTLY_CONFIDENTIAL, frozenset({Compartment.SOURCE_IDENTITY})
    )

    kind: str | None = None
    area: str | None = None
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
