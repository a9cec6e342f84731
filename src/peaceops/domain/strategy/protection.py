"""Tasks and activities: what is asked, and what is done."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from peaceops.domain.strategy.mandate import Modality, TaskCode, Tier
from peaceops.domain.strategy.node import Day, Node


class TaskNode(Node, frozen=True, kw_only=True):
    """A mandated task.

    Edges: from_clause, contributes_to, requires, prerequisites, counterpart, undermines. `quantity`
    on `requires` says how many this task alone needs.

    Attributes:
        code, modality: what it is (doctrine B13).
        status: planned, active, done or dropped.
        band: priority, 1 is the top.
        phase: number of its phase.
        requires_force_level: 0 to 5.
        host_force_relevant: host forces may have to be faced.
        night: it must be done at night.
        area: where.
        effort: share of capability or budget, 0 to 1.
        entry, exit: conditions to start and to end or hand over.
        host_function: the mission stands in for the State.
        return_plan: how the function goes back.
        warning_hours: how long before harm the task can be called.
        response_minutes: within which it must be carried out.
        started: day.
        not_before, not_after: first and last day on which it may start, where a real window exists.
        duration_months_least, duration_months_most: how long it takes, in months; none where it
            goes on until its exit condition.
        host_permission: where it needs the host's word.
        political_clearance: day on which the political side cleared or was told.
        owner, owners: the accountable post.
    """

    noun: ClassVar[str] = "task"
    happened: ClassVar[tuple[str, ...]] = ("started", "political_clearance")
    bounds: ClassVar[Mapping[str, tuple[float, float]]] = {
        "requires_force_level": (0, 5),
        "effort": (0, 1),
    }

    code: TaskCode | None = None
    modality: Modality | None = None
    status: Literal["planned", "active", "done", "dropped"] = "active"
    band: int | None = None
    phase: int | None = None
    requires_force_level: int | None = None
    host_force_relevant: bool | None = None
    night: bool | None = None
    area: str | None = None
    effort: float | None = None
    entry: str = ""
    exit: str = ""
    host_function: bool | None = None
    return_plan: str = ""
    warning_hours: float | None = None
    response_minutes: int | None = None
    started: Day | None = None
    not_before: Day | None = None
    not_after: Day | None = None
    duration_months_least: int | None = None
    duration_months_most: int | None = None
    host_permission: Literal["not_needed", "asked", "given", "refused"] | None = None
    political_clearance: Day | None = None
    owner: str | None = None
    owners: tuple[str, ...] = ()


class ActivityNode(Node, frozen=True, kw_only=True):
    """What is done to protect. Edges: addresses, implements, contributes_to, undermines.

    Attributes:
        tier: I dialogue, II physical protection, III protective environment.
        phase: 1 prevention, 2 pre-emption, 3 response, 4 consolidation.
        status: planned, live or ended.
        static: a guard that stays.
        site: it protects a displacement site or people sheltering at a base.
        military: soldiers or police do it as an operation.
        started, ended: days.
        exit: when it may end.
        effort: share of total effort, 0 to 1.
        area: where.
        joint_with: host units that take part.
        political_clearance: day on which the political side cleared or was told.
        owner, owners: the accountable post.
    """

    noun: ClassVar[str] = "activity"
    happened: ClassVar[tuple[str, ...]] = ("started", "ended", "political_clearance")
    begins: ClassVar[tuple[str, ...]] = ("started",)
    bounds: ClassVar[Mapping[str, tuple[float, float]]] = {
        "phase": (1, 4),
        "effort": (0, 1),
    }

    tier: Tier | None = None
    phase: int | None = None
    status: Literal["planned", "live", "ended"] = "live"
    static: bool | None = None
    site: bool | None = None
    military: bool | None = None
    started: Day | None = None
    ended: Day | None = None
    exit: str = ""
    effort: float | None = None
    area: str | None = None
    joint_with: tuple[str, ...] = ()
    political_clearance: Day | None = None
    owner: str | None = None
    owners: tuple[str, ...] = ()
